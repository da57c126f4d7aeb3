import { t } from '@shared/text/catalogue'

/** Whether a link lies under an address that a person has configured: the same server, the same path or one below it. */
const isUnder = (url: URL, address: string): boolean => {
  let own: URL
  try { own = new URL(address) } catch { return false }
  const path = own.pathname.replace(/\/+$/, '')
  return own.origin === url.origin && (url.pathname === path || url.pathname.startsWith(`${path}/`))
}

/**
 * A link from an alert, parsed and judged: https, http only by setting, never user info, never anything else (SECURITY.md, opening links).
 * @param own addresses of the configured sources: their own pages open over plain http, too, since they are asked over it anyway
 */
export const checkLink = (text: string, allowHttp: boolean, own: readonly string[] = []): { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: string } => {
  let url: URL
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f]/.test(text.trim()) || text.includes('\\')) return { ok: false, reason: t('link.notWeb') }
  try { url = new URL(text.trim()) } catch { return { ok: false, reason: t('link.notWeb') } }
  if (url.username || url.password) return { ok: false, reason: t('link.userInfo') }
  const loopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && (allowHttp || loopback || own.some((address) => isUnder(url, address))))) return { ok: true, url: url.href }
  return { ok: false, reason: url.protocol === 'http:' ? t('link.http') : t('link.notWeb') }
}
