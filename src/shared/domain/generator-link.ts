/** What an alert's generator link tells: the expression, and the address of the Prometheus that has it, without scheme and trailing slash. */
export interface GeneratorLink { readonly expression: string; readonly address: string }

/** The screens of Prometheus that such a link opens. */
const SCREENS = /\/(?:graph|query)\/?$/

/** `http://prometheus:9090/prefix/graph?g0.expr=…`; null for every other link. It is only read, never followed. */
export const readGeneratorLink = (url: string | null): GeneratorLink | null => {
  const parsed = urlOf(url ?? '')
  const expression = parsed?.searchParams.get('g0.expr')?.trim()
  return parsed && expression && SCREENS.test(parsed.pathname) ? { expression, address: addressOf(parsed, parsed.pathname.replace(SCREENS, '')) } : null
}

/** Whether a source of this address is the Prometheus of the link: by host, port and path, whatever the scheme. */
export const isOf = (link: GeneratorLink, source: string): boolean => {
  const parsed = urlOf(source)
  return parsed !== null && addressOf(parsed, parsed.pathname) === link.address
}

const urlOf = (text: string): URL | null => {
  try { return new URL(text) } catch { return null }
}
/** `host` leaves a scheme's usual port out. */
const addressOf = (url: URL, path: string): string => `${url.host}${path.replace(/\/+$/, '')}`
