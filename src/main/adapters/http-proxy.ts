import { t } from '@shared/text/catalogue'
import { BlockList, isIP } from 'node:net'
import { asFailure, SourceFailure } from '../ports/failure'
import { bareHost, isLoopbackHost } from './http-addresses'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy for an address; null goes straight. `setting` is `none`, `system` (the environment's HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY,
 * lower case first; never for this computer) or the proxy's own address. Throws `proxy` for an address of another kind than http, https and SOCKS.
 */
export const proxyFor = (setting: string, url: URL, env: Environment): URL | null => {
  if (setting === 'none') return null
  if (setting !== 'system') return parsed(setting)
  if (isLoopbackHost(url.hostname)) return null
  const scheme = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const address = read(env, scheme) ?? read(env, 'all_proxy')
  if (address === undefined || isExempt(url, read(env, 'no_proxy') ?? '')) return null
  return parsed(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`)
}

/**
 * The ways of a PAC answer such as `PROXY a:3128; SOCKS5 b:1080; DIRECT`, in the order in which they are to be tried; null goes straight.
 * As in Chromium `SOCKS` is SOCKS4, and kinds that are not known are passed over; where nothing is left, throws `proxy` for the first.
 */
export const proxiesFromPac = (answer: string): readonly (URL | null)[] => {
  const ways = answer.split(';').map((way) => way.trim()).filter((way) => way !== '')
  const unread: Error[] = []
  const read = ways.flatMap((way) => { try { return [wayOf(way)] } catch (error) { unread.push(asFailure(error)); return [] } })
  if (read.length === 0 && unread[0]) throw unread[0]
  return read.length === 0 ? [null] : read
}

const wayOf = (way: string): URL | null => {
  const [kind = '', address = ''] = way.split(/\s+/)
  switch (kind.toUpperCase()) {
    case 'DIRECT': return null
    case 'PROXY': return parsed(`http://${address}`)
    case 'SOCKS': return parsed(`socks4://${address}`)
    default: return parsed(`${kind.toLowerCase()}://${address}`)
  }
}

/** Whether a proxy passes bytes on by SOCKS: `socks5`, `socks5h` and `socks`, or `socks4` and `socks4a`. */
export const isSocks = (proxy: URL | null): boolean => SOCKS.test(proxy?.protocol ?? '')
const SOCKS = /^socks(4a?|5h?)?:$/

/** A proxy's address as Chromium's rules have it: it knows neither `socks5h`, which its `socks5` is, nor `socks4a`. */
export const chromiumProxy = (address: string): string => {
  const url = new URL(address)
  return isSocks(url) ? `${url.protocol.startsWith('socks4') ? 'socks4' : 'socks5'}://${url.hostname}:${url.port || SOCKS_PORT}` : url.origin
}
export const SOCKS_PORT = '1080'

/** User and password in a proxy's address, each '' where it is not there. */
export const proxyUser = (proxy: URL): { readonly user: string; readonly password: string } => ({ user: decoded(proxy.username), password: decoded(proxy.password) })

/** `Proxy-Authorization` from the user part of a proxy's address; absent without one. */
export const proxyHeaders = (proxy: URL): Record<string, string> =>
  proxy.username === '' && proxy.password === '' ? {} : { 'proxy-authorization': `Basic ${base64(`${decoded(proxy.username)}:${decoded(proxy.password)}`)}` }

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const decoded = (part: string): string => { try { return decodeURIComponent(part) } catch { return part } }
const read = (env: Environment, name: string): string | undefined => (env[name] ?? env[name.toUpperCase()])?.trim() || undefined

const parsed = (address: string): URL => {
  let url: URL
  try { url = new URL(address) } catch { throw new SourceFailure('proxy', { detail: t('failure.detail.proxy-address') }) }
  if (isSocks(url) && url.hostname === '') throw new SourceFailure('proxy', { detail: t('failure.detail.proxy-address') })
  if (!isSocks(url) && url.protocol !== 'http:' && url.protocol !== 'https:') throw new SourceFailure('proxy', { detail: t('failure.detail.proxy-scheme', { scheme: url.protocol.replace(':', '') }) })
  return url
}

/** NO_PROXY as curl and Go read it: names with everything below them, addresses, networks, each with an optional port; `*` is all. */
const isExempt = (url: URL, list: string): boolean => {
  const host = bareHost(url.hostname)
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '') return false
    if (entry === '*') return true
    if (entry.includes('/')) return isWithin(host, entry)
    const [, name, entryPort] = /^(\[[^\]]*\]|[^:]*(?::[^:]*:.*)?)(?::(\d+))?$/.exec(entry) ?? ['', entry, undefined]
    if (entryPort !== undefined && entryPort !== port) return false
    const suffix = bareHost(name).replace(/^\*?\./, '')
    return suffix !== '' && (host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`)))
  })
}
const isWithin = (host: string, network: string): boolean => {
  const [base, bits] = network.split('/')
  const family = isIP(base!)
  if (family === 0 || isIP(host) === 0 || !/^\d{1,3}$/.test(bits!) || Number(bits) > (family === 4 ? 32 : 128)) return false
  const list = new BlockList()
  list.addSubnet(base!, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  return list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6')
}
