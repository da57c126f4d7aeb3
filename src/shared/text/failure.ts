import type { Failure, FailureCode } from '../domain/source'
import { t, type MessageKey } from './catalogue'
import { clean } from './clean'

/** Failures whose sentence names the host beside the source, and say it once where both are one. */
const ONCE = { refused: 'failure.refused.once', dns: 'failure.dns.once', unreachable: 'failure.unreachable.once', 'not-http': 'failure.not-http.once' } as const satisfies Partial<Record<FailureCode, MessageKey>>
const saysOnce = (code: FailureCode): code is keyof typeof ONCE => Object.hasOwn(ONCE, code)

const withoutPort = (host: string): string => host.replace(/:\d+$/, '')
/** A host as networks write it: lower case, punycode; null for what is no host. */
const asHost = (text: string): string | null => {
  if (/[\s/?#@\\]/.test(text)) return null
  try { return new URL(`http://${text}`).host } catch { return null }
}

/** A failure as one sentence that names its source. A source that is called as its host is named once, as it was given. */
export const failureText = (failure: Failure, source: string): string => {
  const { code } = failure
  const values: Record<string, string | number> = {
    source, host: source, path: '/', detail: code === 'proxy-auth' ? '407' : 'no detail',
    seconds: 0, limit: '', hops: 5, target: '', status: 0, offset: 0, page: ''
  }
  for (const [key, value] of Object.entries(failure.values)) values[key] = typeof value === 'string' ? clean(value, { max: 300 }) : value
  // a port has no part in finding a name
  const named = (text: string): string => (code === 'dns' ? withoutPort(text) : text)
  const host = named(String(values['host']))
  const own = named(source)
  if (saysOnce(code) && asHost(host) !== null && asHost(host) === asHost(own)) return t(ONCE[code], { ...values, source: own, host: own })
  return t(`failure.${code}` satisfies MessageKey, { ...values, host })
}
