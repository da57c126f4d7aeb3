import type { CookiesSetDetails } from 'electron'
import { hasJar, partitionOf, quietSession } from './electron-sessions'
import type { Jar } from './node-http'

/** The cookies that a person's sign-in left, for requests that do not go through Chromium. Without a sign-in there are none, and none are kept. */
export const electronJar = (id: string): Jar => ({
  header: async (url) => {
    if (!hasJar(id)) return ''
    const found = await quietSession(partitionOf(id, true)).cookies.get({ url: url.href })
    return found.map(({ name, value }) => `${name}=${value}`).join('; ')
  },
  keep: async (url, given) => {
    if (!hasJar(id)) return
    const { cookies } = quietSession(partitionOf(id, true))
    for (const text of given) {
      const cookie = cookieOf(text, url, Date.now())
      // one that Chromium refuses was not for this source
      if (cookie) await ('ended' in cookie ? cookies.remove(url.href, cookie.name) : cookies.set(cookie)).catch(() => undefined)
    }
  }
})

const SAME_SITE = { strict: 'strict', lax: 'lax', none: 'no_restriction' } as const

/** What one `Set-Cookie` sets at an address (RFC 6265, 5.2), or that it ends there; null: it is none. `now`: ms. */
export const cookieOf = (text: string, url: URL, now: number): CookiesSetDetails | { readonly name: string; readonly ended: true } | null => {
  const [pair = '', ...rest] = text.split(';')
  const at = pair.indexOf('=')
  const name = pair.slice(0, Math.max(0, at)).trim()
  if (name === '') return null
  const said = new Map(rest.map((part) => { const [key = '', ...value] = part.split('='); return [key.trim().toLowerCase(), value.join('=').trim()] as const }))
  const seconds = /^-?\d+$/.test(said.get('max-age') ?? '') ? Number(said.get('max-age')) : null
  const date = Date.parse(said.get('expires') ?? '')
  const endsAt = seconds !== null ? now + seconds * 1000 : Number.isFinite(date) ? date : null
  if (endsAt !== null && endsAt <= now) return { name, ended: true }
  const [domain, path, site] = [said.get('domain'), said.get('path'), said.get('samesite')?.toLowerCase()]
  return {
    url: url.origin, name, value: pair.slice(at + 1).trim(), ...(domain ? { domain } : {}), path: path?.startsWith('/') ? path : defaultPath(url), secure: said.has('secure'), httpOnly: said.has('httponly'),
    ...(site === 'strict' || site === 'lax' || site === 'none' ? { sameSite: SAME_SITE[site] } : {}), ...(endsAt === null ? {} : { expirationDate: endsAt / 1000 })
  }
}
const defaultPath = ({ pathname }: URL): string => pathname.slice(0, Math.max(1, pathname.lastIndexOf('/')))
