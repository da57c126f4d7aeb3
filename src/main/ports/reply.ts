import { t } from '@shared/text/catalogue'
import { SourceFailure } from './failure'
import type { HttpResponse } from './http'
import { jsonErrorOffset } from './json-error'

const MAX_DEPTH = 200
const MAX_RETRY_AFTER_MS = 5 * 60_000

export interface ReplyOptions {
  /** Failing statuses whose JSON the caller reads itself (an error envelope). Without JSON in them they fail as usual. */
  readonly allow?: readonly number[]
}

/**
 * The JSON of an answer, or the SourceFailure that says why there is none. `path` is what was asked, for people; it should be the pathname
 * of the request, because an answer from elsewhere that is a web page to sign in on is told apart by it.
 * Failures never carry the body. A reply nested deeper than 200 levels is refused, so that what reads it may recurse.
 */
export const jsonReply = (response: HttpResponse, path: string, { allow = [] }: ReplyOptions = {}): unknown => {
  const { status } = response
  if (status < 500 && isSignInPage(response, path)) throw new SourceFailure('sign-in-needed', { host: hostOf(response.url) })
  if (mayBeLogin(response) && isDrawnByScript(response)) throw new SourceFailure('sign-in-needed', { host: hostOf(response.url), page: 'script' })
  if (status >= 200 && status <= 203) return parsed(response)
  if (allow.includes(status) && !isHtml(response)) {
    try { return parsed(response) } catch (error) { if (!(error instanceof SourceFailure)) throw error }
  }
  throw statusFailure(response, path)
}

/** The server's own clock (`Date`), ms since 1970; null when it gives none. */
export const serverTime = (response: HttpResponse): number | null => httpDate(response.headers['date'])

/** What an answer that is no success means. 503 as plain text is a server that is starting or stopping; as JSON it is an error like any other. */
const statusFailure = (response: HttpResponse, path: string): SourceFailure => {
  const { status } = response
  const retryAfter = retryAfterMs(response)
  switch (status) {
    case 204: case 205: return new SourceFailure('empty')
    case 401: return new SourceFailure('unauthorized')
    case 403: return new SourceFailure('forbidden', { path })
    case 404: return new SourceFailure('not-found', { path })
    case 407: return new SourceFailure('proxy-auth')
    case 410: return new SourceFailure('gone')
    case 429: return new SourceFailure('rate-limited', {}, retryAfter)
    case 503: return isJson(response) ? new SourceFailure('server-error', { status }, retryAfter) : new SourceFailure('not-ready', {}, retryAfter)
    default: return status >= 500 ? new SourceFailure('server-error', { status }, retryAfter) : new SourceFailure('unexpected-status', { status })
  }
}

const parsed = (response: HttpResponse): unknown => {
  const { body } = response
  const first = firstByte(body)
  if (first === null) throw new SourceFailure('empty')
  if (first === LESS_THAN) throw new SourceFailure('html')
  let value: unknown
  // Foreign bytes inside a string must not blind the whole source, so they are replaced rather than refused.
  try { value = JSON.parse(new TextDecoder().decode(body)) } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    if (isHtml(response)) throw new SourceFailure('html')
    throw new SourceFailure('not-json', { offset: jsonErrorOffset(body) ?? body.length })
  }
  if (isDeeper(value, MAX_DEPTH)) throw new SourceFailure('wrong-shape', { detail: t('failure.detail.nested', { levels: MAX_DEPTH }) })
  return value
}

const isDeeper = (value: unknown, left: number): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (left === 0) return true
  if (Array.isArray(value)) {
    for (const inner of value) if (isDeeper(inner, left - 1)) return true
    return false
  }
  const object = value as Readonly<Record<string, unknown>>
  for (const name in object) if (isDeeper(object[name], left - 1)) return true
  return false
}

const LESS_THAN = 0x3c
/** The first byte that is neither white space nor a byte order mark; null when there is none. */
const firstByte = (body: Uint8Array): number | null => {
  let i = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0
  for (; i < body.length; i++) {
    const byte = body[i]!
    if (byte !== 0x20 && (byte < 0x09 || byte > 0x0d)) return byte
  }
  return null
}
const mediaType = (response: HttpResponse): string => (response.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase()
const isHtml = (response: HttpResponse): boolean => firstByte(response.body) === LESS_THAN || /^(text\/html|application\/xhtml\+xml)$/.test(mediaType(response))
const isJson = (response: HttpResponse): boolean => /^(application|text)\/([\w.-]+\+)?json$/.test(mediaType(response))

const hostOf = (url: string): string => { try { return new URL(url).host } catch { return url } }

const SIGN_IN_WORDS = /(^|[^a-z])(log[-_]?in|log[-_]?on|sign[-_]?in|sso|oauth2?|oidc|openid|auth|authenticate|authorize|saml2?|adfs|idp|cas|keycloak|dex|okta)([^a-z]|$)/i
/** A field for a password, or a form that leads to a sign-in. */
const SIGN_IN_FORM = /<input[^>]{0,500}type\s*=\s*["']?password|<form[^>]{0,500}action\s*=\s*["']?[^"'>]{0,300}(log[-_]?in|sign[-_]?in|oauth2?|saml2?|sso)\b|<input[^>]{0,500}name\s*=\s*["']?SAMLRequest\b/i

/** Whether an address is called like one to sign in at. */
export const isSignInAddress = (url: URL): boolean => SIGN_IN_WORDS.test(`${url.hostname}${url.pathname}`)

/** A web page with the form of a sign-in, or at the address of one where another address answered than was asked. */
const isSignInPage = (response: HttpResponse, path: string): boolean => {
  if (!isHtml(response)) return false
  if (SIGN_IN_FORM.test(new TextDecoder().decode(response.body.subarray(0, LOOKED_AT)))) return true
  let url: URL
  try { url = new URL(response.url) } catch { return false }
  const asked = path.split(/[?#]/, 1)[0]!
  const elsewhere = (response.redirects ?? 0) > 0 || (asked !== '' && !url.pathname.endsWith(asked))
  return elsewhere && isSignInAddress(url)
}

/** So much of a page is looked at, bytes. */
const LOOKED_AT = 65_536
/** As many letters as `Loading, please wait` and a name have; a page with more to read is no empty frame. */
const MOST_LETTERS = 80
/** Elements whose content nobody reads on a page. */
const UNREAD = new Set(['script', 'style', 'noscript', 'title', 'template', 'svg'])

/** Answers by which a page to sign in on comes; who asks for a password by the protocol itself draws none. */
const mayBeLogin = ({ status, headers }: HttpResponse): boolean =>
  (status >= 200 && status <= 203) || ((status === 401 || status === 403) && headers['www-authenticate'] === undefined)

/** A web page with nothing on it until a script fills it, or that leads elsewhere at once: where data should be, a login mostly. */
const isDrawnByScript = (response: HttpResponse): boolean => {
  if (firstByte(response.body) !== LESS_THAN || !isHtml(response)) return false
  let drawn = false
  let letters = 0
  let within: string | null = null
  const text = new TextDecoder().decode(response.body.subarray(0, LOOKED_AT)).split('<!--').map((part, i) => (i === 0 ? part : (part.split('-->', 2)[1] ?? ''))).join('')
  for (const part of text.split('<').slice(1)) {
    const [, closes, given] = /^(\/?)([a-z]*)/i.exec(part)!
    const name = given!.toLowerCase()
    if (within !== null && !(closes && name === within)) continue
    within = closes || !UNREAD.has(name) ? null : name
    drawn ||= within === 'script' || (name === 'meta' && /^meta\s[^>]{0,200}http-equiv\s*=\s*["']?refresh/i.test(part))
    if (within === null) letters += part.slice(part.indexOf('>') + 1 || part.length).trim().length
  }
  return drawn && letters <= MOST_LETTERS
}

/** `Retry-After`, seconds or a date measured by the server's own clock; ms, at most five minutes; null when absent or unreadable. */
const retryAfterMs = (response: HttpResponse): number | null => {
  const text = response.headers['retry-after']?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, MAX_RETRY_AFTER_MS)
  const until = httpDate(text)
  const now = serverTime(response)
  return until === null || now === null ? null : Math.min(Math.max(0, until - now), MAX_RETRY_AFTER_MS)
}

/** The date forms of RFC 9110, 5.6.7; `Date.parse` alone would take almost anything. */
const httpDate = (text: string | undefined): number | null => {
  if (!text || !/^[A-Z][a-z]{2,8}, ?\d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/.test(text.trim())) return null
  const ms = Date.parse(text)
  return Number.isFinite(ms) ? ms : null
}
