import { t } from '@shared/text/catalogue'

/** A link from an alert, parsed and judged: https, http only by setting, never user info, never anything else (SECURITY.md, opening links). */
export const checkLink = (text: string, allowHttp: boolean): { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: string } => {
  let url: URL
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f]/.test(text.trim()) || text.includes('\\')) return { ok: false, reason: t('link.notWeb') }
  try { url = new URL(text.trim()) } catch { return { ok: false, reason: t('link.notWeb') } }
  if (url.username || url.password) return { ok: false, reason: t('link.userInfo') }
  const loopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && (allowHttp || loopback))) return { ok: true, url: url.href }
  return { ok: false, reason: url.protocol === 'http:' ? t('link.http') : t('link.notWeb') }
}
