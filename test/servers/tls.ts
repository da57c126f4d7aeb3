import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Pair { readonly cert: string; readonly key: string }
/** Certificates made for one test run, as paths of PEM files. */
export interface Certificates {
  readonly folder: string
  readonly ca: string
  /** For localhost, 127.0.0.1, ::1 and source.test. */
  readonly good: Pair
  readonly expired: Pair
  readonly early: Pair
  /** For other.example. */
  readonly wrongHost: Pair
  readonly selfSigned: Pair
  /** An authority that a test's computer may trust, and what it signed: ends in five days. */
  readonly systemCa: string
  readonly trusted: Pair
  readonly client: Pair
  /** The client's key again, under this passphrase. */
  readonly lockedKey: string
  readonly passphrase: string
  remove(): Promise<void>
}

const CONFIG = `
[ca]
default_ca = here
[here]
dir = .
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
prompt = no
[name]
commonName = placeholder
`
const LOCAL = 'DNS:localhost,DNS:source.test,IP:127.0.0.1,IP:::1'

/** Makes an authority and what it signs, with the openssl command. */
export const makeCertificates = async (): Promise<Certificates> => {
  const folder = await mkdtemp(join(tmpdir(), 'garda-tls-'))
  const openssl = (...args: readonly string[]): Promise<unknown> => run('openssl', [...args], { cwd: folder })
  await Promise.all([writeFile(join(folder, 'ca.cnf'), CONFIG), writeFile(join(folder, 'index.txt'), ''), writeFile(join(folder, 'serial'), '1000\n')])
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-config', 'ca.cnf'] as const
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '')
  const pair = (name: string): Pair => ({ cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) })
  const sign = async (name: string, san: string, from = -1, to = 30, usage = 'serverAuth', by = 'ca'): Promise<Pair> => {
    await openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`, '-addext', `subjectAltName=${san}`, '-addext', `extendedKeyUsage=${usage}`)
    await openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', '-cert', `${by}.pem`, '-keyfile', `${by}.key`, '-in', `${name}.csr`, '-out', `${name}.pem`, '-startdate', day(from), '-enddate', day(to))
    return pair(name)
  }
  for (const [authority, subject] of [['ca', '/CN=Test authority'], ['system', '/CN=System authority']] as const)
    await openssl('req', '-x509', ...key, '-keyout', `${authority}.key`, '-out', `${authority}.pem`, '-days', '30', '-subj', subject, '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign')
  await openssl('req', '-x509', ...key, '-keyout', 'self.key', '-out', 'self.pem', '-days', '30', '-subj', '/CN=localhost', '-addext', `subjectAltName=${LOCAL}`)
  const good = await sign('good', LOCAL)
  const expired = await sign('expired', LOCAL, -30, -1)
  const early = await sign('early', LOCAL, 1, 30)
  const wrongHost = await sign('wrong', 'DNS:other.example')
  const trusted = await sign('trusted', LOCAL, -1, 5, 'serverAuth', 'system')
  const client = await sign('client', 'DNS:watcher', -1, 30, 'clientAuth')
  const passphrase = 'open sesame'
  await openssl('pkcs8', '-topk8', '-in', 'client.key', '-out', 'locked.key', '-passout', `pass:${passphrase}`)
  return {
    folder, ca: join(folder, 'ca.pem'), good, expired, early, wrongHost, selfSigned: pair('self'), systemCa: join(folder, 'system.pem'), trusted, client, lockedKey: join(folder, 'locked.key'), passphrase,
    remove: () => rm(folder, { recursive: true, force: true })
  }
}

/** The PEM texts of a pair, for a server. */
export const readPair = async ({ cert, key }: Pair): Promise<{ readonly cert: string; readonly key: string }> => ({ cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') })
