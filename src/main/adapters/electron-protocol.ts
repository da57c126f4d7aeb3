import { protocol, session } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** The private origin of Garda's own pages. */
export const ORIGIN = 'garda://app'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.json': 'application/json'
}
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Must run before the app is ready. */
export const declareProtocol = (): void => { protocol.registerSchemesAsPrivileged([{ scheme: 'garda', privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: true } }]) }

/** Serves the built pages from `folder`, nothing outside it, each with the content policy. All permission requests of pages are denied. */
export const serveProtocol = (folder: string): void => {
  const root = normalize(folder + sep)
  protocol.handle('garda', async (request) => {
    const url = new URL(request.url)
    const path = normalize(join(root, decodeURIComponent(url.pathname)))
    const type = TYPES[extname(path)]
    if (url.host !== 'app' || request.method !== 'GET' || !path.startsWith(root) || !type) return new Response('', { status: 404 })
    try {
      return new Response(new Uint8Array(await readFile(path)), { headers: { 'content-type': type, 'content-security-policy': CSP, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' } })
    } catch { return new Response('', { status: 404 }) }
  })
  // otherwise a new session fetches dictionaries from the network
  session.defaultSession.setSpellCheckerLanguages([])
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => { answer(false) })
  session.defaultSession.setPermissionCheckHandler(() => false)
}
