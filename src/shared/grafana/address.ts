/** The address of a Grafana, and the dashboard where it names one: `https://host/prefix/d/<uid>/name`; null: it is no web address. */
export const grafanaAddress = (text: string): { readonly base: string; readonly uid: string | null } | null => {
  let url: URL
  try { url = new URL(text.trim()) } catch { return null }
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password) return null
  const named = /^(.*?)\/(?:d|d-solo|api\/dashboards\/uid)\/([\w-]{1,80})(?:\/.*)?$/.exec(url.pathname)
  const path = named ? named[1]! : url.pathname.replace(/\/(?:dashboards|explore|api)(?:\/.*)?$/, '')
  return { base: `${url.origin}${path.replace(/\/+$/, '')}`, uid: named ? named[2]! : null }
}
