import { t } from '@shared/text/catalogue'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { asFailure, SourceFailure } from '../ports/failure'
import { bareHost } from './http-addresses'
import { nodeFailure, proxyFailure, ProxyUnreached, unreachedProxy } from './http-errors'
import { proxyUser, SOCKS_PORT } from './http-proxy'
import { connectWithin, reaching, type Opener } from './node-tunnel'

/** What is asked of a SOCKS proxy: whom to reach, and who asks. `host` is a name or an address without brackets. */
interface Wish { readonly proxy: URL; readonly host: string; readonly port: number; readonly lookup: LookupFunction | undefined }
/** A proxy's end of the talk; `read` takes so many bytes and leaves what follows them, `ask` says the wish itself. */
interface Talk { readonly write: (bytes: readonly number[]) => void; readonly ask: (bytes: readonly number[]) => void; readonly read: (bytes: number) => Promise<Buffer> }

/**
 * By SOCKS 5 (RFC 1928, with user and password by RFC 1929), 4a or 4, as the proxy's scheme says. The proxy finds the host, but for `socks4:`, which knows
 * only IPv4 addresses: for that it is found here. Fails with `proxy-auth` where the sign-in is refused, else with `proxy`.
 */
export const bySocks = (proxy: URL): Opener => (to, done) => {
  const socket = connect({ ...reaching(to), host: bareHost(proxy.hostname), port: Number(proxy.port || SOCKS_PORT) })
  let over = false
  const end = (error: Error | null): void => {
    if (over) return
    over = true
    to.cancel?.removeEventListener('abort', cancel)
    if (error) { socket.destroy(); done(error) } else done(null, socket)
  }
  const cancel = (): void => { end(to.cancel?.reason instanceof Error ? to.cancel.reason : new Error('cancelled')) }
  to.cancel?.addEventListener('abort', cancel, { once: true })
  if (to.cancel?.aborted) { cancel(); return }
  connectWithin(socket, to.reachMs, () => { end(unreachedProxy(proxy.host)) })
  const wish = { proxy, host: bareHost(String(to.host)), port: Number(to.port ?? 80), lookup: to.lookupHost }
  let asked = false
  /** Closed without a word: once it was asked for a way, in place of a refusal. */
  const lost = (): Error => (asked ? told(proxy, wish.host, 'socks-closed') : new ProxyUnreached('proxy', { detail: t('failure.detail.proxy-reset', { proxy: proxy.host }) }))
  // stays: an error between the end of the talk and whoever takes the socket over would be nobody's
  socket.on('error', (error) => { end(asked ? lost() : proxyFailure(error, proxy.host)) })
  socket.once('connect', () => {
    const write = (bytes: readonly number[]): void => { socket.write(Buffer.from(bytes)) }
    const talk: Talk = { write, ask: (bytes) => { asked = true; write(bytes) }, read: (bytes) => readFrom(socket, bytes, lost) }
    const opened = proxy.protocol.startsWith('socks4') ? ask4(talk, wish) : ask5(talk, wish)
    opened.then(() => { end(null) }, (error: unknown) => { end(asFailure(error)) })
  })
}

const readFrom = (socket: Socket, bytes: number, lost: () => Error): Promise<Buffer> => new Promise((resolve, reject) => {
  const settle = (act: () => void): void => {
    socket.off('readable', look)
    socket.off('close', drop)
    act()
  }
  const drop = (): void => { settle(() => { reject(lost()) }) }
  const look = (): void => {
    const read: unknown = socket.read(bytes)
    // at the end of the stream less than was asked for is given
    if (Buffer.isBuffer(read)) { if (read.length < bytes) drop(); else settle(() => { resolve(read) }) } else if (socket.readableEnded) drop()
  }
  socket.on('readable', look)
  socket.on('close', drop)
  look()
})

const NO_SIGN_IN = 0
const USER_AND_PASSWORD = 2
const NONE_FITS = 0xff

const ask5 = async ({ write, ask, read }: Talk, { proxy, host, port }: Wish): Promise<void> => {
  const place = placeOf(host)
  const { user, password } = proxyUser(proxy)
  const [name, word] = [Buffer.from(user), Buffer.from(password)]
  if (name.length > 255 || word.length > 255) throw told(proxy, host, 'socks-long')
  const signsIn = name.length > 0 || word.length > 0
  write(signsIn ? [5, 2, NO_SIGN_IN, USER_AND_PASSWORD] : [5, 1, NO_SIGN_IN])
  const [version, method] = await read(2)
  if (version !== 5) throw told(proxy, host, 'socks-not')
  if (method === NONE_FITS) throw unwelcome(proxy, signsIn ? 'socks-other-sign-in' : 'socks-wants-sign-in')
  if (method === USER_AND_PASSWORD && signsIn) {
    write([1, name.length, ...name, word.length, ...word])
    const [, refused] = await read(2)
    if (refused !== 0) throw unwelcome(proxy, 'socks-sign-in-refused')
  } else if (method !== NO_SIGN_IN) throw told(proxy, host, 'socks-not')
  ask([5, 1, 0, ...place, port >> 8, port & 255])
  const [again, answer, , kind] = await read(4)
  if (again !== 5) throw told(proxy, host, 'socks-not')
  if (answer !== 0) throw told(proxy, host, REFUSALS[answer!] ?? 'socks-failed')
  // from where the proxy connects is of no interest
  const length = kind === IPV4 ? 4 : kind === IPV6 ? 16 : kind === NAME ? (await read(1))[0]! : -1
  if (length < 0) throw told(proxy, host, 'socks-not')
  await read(length + 2)
}

const IPV4 = 1
const NAME = 3
const IPV6 = 4

const placeOf = (host: string): readonly number[] => {
  switch (isIP(host)) {
    case 4: return [IPV4, ...host.split('.').map(Number)]
    case 6: return [IPV6, ...ipv6Bytes(host)]
    default: {
      const name = Buffer.from(host).subarray(0, 255)
      return [NAME, name.length, ...name]
    }
  }
}

/** An IPv6 address as URLs have it: hexadecimal groups, the longest run of zeros left out. */
const ipv6Bytes = (address: string): readonly number[] => {
  const [head = [], tail = []] = address.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail].map((group) => parseInt(group, 16))
  return groups.flatMap((group) => [group >> 8, group & 255])
}

const GRANTED = 90
const FAILED = 91
const REFUSED_BY_IDENT = 93

const ask4 = async ({ ask, read }: Talk, { proxy, host, port, lookup }: Wish): Promise<void> => {
  const user = [...Buffer.from(proxyUser(proxy).user.replaceAll('\0', ''))]
  const address = isIP(host) === 0 && proxy.protocol === 'socks4:' && lookup ? await found(host, lookup) : host
  if (isIP(address) === 6) throw told(proxy, host, 'socks-ipv4-only')
  const [place, name] = isIP(address) === 4 ? [address.split('.').map(Number), []] : [[0, 0, 0, 1], [...Buffer.from(address), 0]]
  ask([4, 1, port >> 8, port & 255, ...place, ...user, 0, ...name])
  const [version, answer = 0] = await read(8)
  if (version !== 0 || answer < GRANTED || answer > REFUSED_BY_IDENT) throw told(proxy, host, 'socks-not')
  if (answer === FAILED) throw told(proxy, host, 'socks-failed')
  if (answer !== GRANTED) throw unwelcome(proxy, 'socks-sign-in-refused')
}

const found = (host: string, lookup: LookupFunction): Promise<string> => new Promise((resolve, reject) => {
  lookup(host, { family: 4 }, (error, address) => { if (error || typeof address !== 'string') reject(nodeFailure(error, host, false)); else resolve(address) })
})

/** RFC 1928, section 6. There is no word for a name that is not known: proxies say 1 or 4. */
const REFUSALS: Readonly<Record<number, Told>> = {
  1: 'socks-failed', 2: 'socks-forbids', 3: 'socks-no-network', 4: 'socks-no-host', 5: 'socks-host-refuses', 6: 'socks-late', 7: 'socks-not', 8: 'socks-kind-of-address'
}
type Told = 'socks-closed' | 'socks-failed' | 'socks-forbids' | 'socks-no-network' | 'socks-no-host' | 'socks-host-refuses'
  | 'socks-late' | 'socks-not' | 'socks-kind-of-address' | 'socks-ipv4-only' | 'socks-long'
type Unwelcome = 'socks-wants-sign-in' | 'socks-other-sign-in' | 'socks-sign-in-refused'

const told = (proxy: URL, host: string, what: Told): SourceFailure => new SourceFailure('proxy', { detail: t(`failure.detail.${what}`, { proxy: proxy.host, host }) })
const unwelcome = (proxy: URL, what: Unwelcome): SourceFailure => new SourceFailure('proxy-auth', { detail: t(`failure.detail.${what}`, { proxy: proxy.host }) })
