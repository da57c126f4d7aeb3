import { z } from 'zod'
import { t } from '../text/catalogue'
import { durationMs } from './duration'

/**
 * `15s`, `2m`, `1h 30m`; a number is ms, as Garda itself writes it, so that what was parsed parses again to the same.
 * (A file written by people may not hold bare numbers here; its reader sees to that.)
 */
export const duration = (min: string, max: string): z.ZodType<number, string | number> =>
  z.union([z.string(), z.number()], { error: (issue) => (issue.input === undefined ? undefined : t('terminal.config.duration', { value: 'this' })) }).transform((value, ctx) => {
    const ms = typeof value === 'number' ? value : durationMs(value)
    if (ms === null) { ctx.addIssue({ code: 'custom', message: t('terminal.config.duration', { value: `"${String(value).slice(0, 40)}"` }) }); return z.NEVER }
    if (ms < durationMs(min)! || ms > durationMs(max)!) { ctx.addIssue({ code: 'custom', message: t('terminal.config.between', { min, max }) }); return z.NEVER }
    return ms
  }).meta({ duration: true, description: `A duration such as 15s, 2m or 1h 30m, from ${min} to ${max}` })

export const SECRET_FORMS = { forms: '{env: NAME}, {file: PATH} or {secret: NAME}' }

/** Where a secret is, never the secret itself. */
export const secretRef = z.union([
  z.strictObject({ env: z.string().min(1).max(200).regex(/^[^=\0]*$/).describe('Name of an environment variable') }),
  z.strictObject({ file: z.string().min(1).max(4000).describe('File that holds it; relative to this file') }),
  z.strictObject({ secret: z.string().min(1).max(200).describe('Name in the keychain of this computer') })
], { error: (issue) => (issue.input === undefined ? undefined : typeof issue.input === 'string' ? t('terminal.config.secret-literal', SECRET_FORMS) : t('terminal.config.secret-shape', SECRET_FORMS)) })
export type SecretRef = z.infer<typeof secretRef>

const isHttpUrl = (text: string): boolean => {
  try {
    const url = new URL(text)
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === ''
  } catch { return false }
}
/** Surrounding space is trimmed; the message never repeats the address, which may hold a password. */
export const httpUrl = z.string().trim().max(2000).refine(isHttpUrl, { error: () => t('terminal.config.url') })
  .meta({ pattern: '^\\s*[hH][tT][tT][pP][sS]?://[^@/?#]+([/?#].*)?$' })

const isProxyUrl = (text: string): boolean => {
  try {
    const url = new URL(text)
    return /^(https?|socks(4a?|5h?)?):$/.test(url.protocol) && url.hostname !== '' && url.username === '' && url.password === ''
  } catch { return false }
}
/** The address of an http, https or SOCKS proxy, trimmed; as little repeated. */
export const proxyUrl = z.string().trim().max(2000).refine(isProxyUrl, { error: () => t('terminal.config.proxy') })
  .meta({ pattern: '^\\s*([hH][tT][tT][pP][sS]?|[sS][oO][cC][kK][sS](4[aA]?|5[hH]?)?)://[^@/?#]+([/?#].*)?$' })

/** A server's own address, to which what is asked is added; that of a page, pasted with its query, would be asked for that page. */
export const serverUrl = httpUrl.refine((text) => !isHttpUrl(text) || !/[?#]/.test(text), { error: () => t('terminal.config.url-page') })
  .meta({ pattern: '^\\s*[hH][tT][tT][pP][sS]?://[^@/?#]+(/[^?#]*)?$' })
