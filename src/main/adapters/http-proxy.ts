import { t } from '@shared/text/catalogue'
import { BlockList, isIP } from 'node:net'
import { SourceFailure } from '../ports/failure'
import { bareHost, isLoopbackHost } from './http-addresses'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy for an address; null goes straight. `setting` is `none`, `system` (the environment's HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY,
 * lower case first; never for this computer) or the proxy's own address. Throws `proxy` for an address that is not an http proxy's.
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

/** The first way of a PAC answer such as `PROXY a:3128; DIRECT`; null goes straight. Throws `proxy` for kinds that are not http proxies. */
export const proxyFromPac = (answer: string): URL | null => {
  const [kind = '', address = ''] = (answer.split(';', 1)[0] ?? '').trim().split(/\s+/)
  switch (kind.toUpperCase()) {
    case '': case 'DIRECT': return null
    case 'PROXY': case 'HTTP': return parsed(`http://${address}`)
    case 'HTTPS': return parsed(`https://${address}`)
    default: return parsed(`${kind.toLowerCase()}://${address}`)
  }
}

/** `Proxy-Authorization` from the user part of a proxy's address; absent without one. */
export const proxyHeaders = (proxy: URL): Record<string, string> =>
  proxy.username === '' && proxy.password === '' ? {} : { 'proxy-authorization': `Basic ${base64(`${decoded(proxy.username)}:${decoded(proxy.password)}`)}` }

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const decoded = (part: string): string => { try { return decodeURIComponent(part) } catch { return part } }
const read = (env: Environment, name: string): string | undefined => (env[name] ?? env[name.toUpperCase()])?.trim() || undefined

const parsed = (address: string): URL => {
  let url: URL
  try { url = new URL(address) } catch { throw new SourceFailure('proxy', { detail: t('failure.detail.proxy-address') }) }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new SourceFailure('proxy', { detail: t('failure.detail.proxy-scheme', { scheme: url.protocol.replace(':', '') }) })
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
