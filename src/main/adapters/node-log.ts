import { clean } from '@shared/text/clean'
import type { Log, LogLevel } from '../ports/log'

const LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug']

/** What may be a credential, should one ever get into a line: user info of addresses, Authorization values, token parameters. */
const REDACTIONS: readonly (readonly [RegExp, string])[] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@'],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi, '$1 ***'],
  [/((?:token|password|passwd|secret|api_?key)(?:=|["']\s*[=:]\s*["']))[^\s"'&,}]+/gi, '$1***']
]
export const redact = (text: string): string => REDACTIONS.reduce((line, [pattern, to]) => line.replace(pattern, to), text)

const word = (value: string | number | boolean | null): string => {
  const text = String(value)
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text)
}

/**
 * One line for each event: time, level, message, facts as `key=value`. Without control characters, bounded, redacted.
 * @param write gets each line with its end
 */
export const nodeLog = ({ level, now, write }: { readonly level: LogLevel; readonly now: () => number; readonly write: (line: string) => void }): Log => ({
  write: (at, message, facts = {}) => {
    if (LEVELS.indexOf(at) > LEVELS.indexOf(level)) return
    const told = Object.entries(facts).map(([key, value]) => ` ${key}=${word(value)}`).join('')
    write(`${new Date(now()).toISOString()} ${at.padEnd(5)} ${redact(clean(`${message}${told}`, { max: 2_000 }))}\n`)
  }
})
