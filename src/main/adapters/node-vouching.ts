import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { bareHost } from './http-addresses'

/** The certificates of a PEM file. Throws for what is none. */
export const certificatesIn = (pem: string): readonly X509Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) => new X509Certificate(one))

const MOST_STEPS = 5
const SERVERS: ReadonlySet<string> = new Set(['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'])
/** Name constraints (2.5.29.30) as DER has them: they are not judged here, so who has some vouches for nobody. */
const NAME_CONSTRAINTS = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x1e])

/**
 * Whether one of `authorities` stands for the certificate that a host shows, as TLS asks it: its name, its dates, its purpose, and a signature at every step.
 * For what a browser refused only because it does not know the authority; what was revoked it tells by itself. `shown`: the host's own first; `now`: ms.
 */
export const isVouchedFor = (shown: readonly X509Certificate[], hostname: string, authorities: readonly X509Certificate[], now: number): boolean => {
  const isDated = (one: X509Certificate): boolean => Date.parse(one.validFrom) <= now && now <= Date.parse(one.validTo)
  const isOf = (one: X509Certificate, by: X509Certificate): boolean => by.ca && one.checkIssued(by) && one.verify(by.publicKey)
  try {
    const [own] = shown
    const host = bareHost(hostname)
    if (!own || (isIP(host) === 0 ? own.checkHost(host) : own.checkIP(host)) === undefined) return false
    // the runtime's types promise a list, and it has none where the certificate says nothing
    const purposes = own.keyUsage as readonly string[] | undefined
    if (purposes !== undefined && !purposes.some((one) => SERVERS.has(one))) return false
    let one = own
    for (let step = 0; step < MOST_STEPS; step++) {
      if (!isDated(one)) return false
      if (authorities.some((a) => a.fingerprint256 === one.fingerprint256)) return true
      if (authorities.some((a) => isDated(a) && isOf(one, a))) return true
      const next = shown.find((other) => other.fingerprint256 !== one.fingerprint256 && isOf(one, other) && !other.raw.includes(NAME_CONSTRAINTS))
      if (!next) return false
      one = next
    }
    return false
  } catch { return false }
}
