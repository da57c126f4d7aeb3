import { searching, type Found, type Work } from '../domain/linear-search'

/** A regular expression out of a dashboard, or why it is not used. */
export type SafeRegex = { readonly ok: true; readonly search: (text: string, work: Work) => Found | null } | { readonly ok: false; readonly why: 'long' | 'big' | 'look' | 'back' | 'odd' | 'wrong' }

const MOST_CHARS = 1_000
/** Text that a pattern is tried on; what is longer never matches. */
const MOST_TEXT = 2_000
/** What a pattern may take on one name; no honest one comes near. */
const MOST_WORK = 20_000
/** Patterns that are kept ready, and what each said of texts. */
const MOST_KEPT = 500

const kept = new Map<string, SafeRegex>()
const said = new WeakMap<SafeRegex, Map<string, boolean>>()

/**
 * `/pattern/flags`, or a pattern that must fit the whole text. It is never given to an engine that backtracks, which a dashboard could
 * keep busy for ever; what the linear one cannot do (referring back, cutting out of what it looks ahead at) is refused.
 */
export const safeRegex = (text: string): SafeRegex => {
  const known = kept.get(text)
  if (known) return known
  if (kept.size >= MOST_KEPT) kept.clear()
  const read = readRegex(text)
  kept.set(text, read)
  return read
}

const readRegex = (text: string): SafeRegex => {
  if (text.length > MOST_CHARS) return { ok: false, why: 'long' }
  const parts = /^\/(.*)\/([a-z]*)$/s.exec(text)
  const source = parts ? parts[1]! : `^(?:${text})$`
  const flags = parts?.[2] ?? ''
  // this only reads the pattern; it is never run
  try { new RegExp(source, flags) } catch { return { ok: false, why: 'wrong' } }
  const own = [...flags].filter((flag) => 'ims'.includes(flag)).join('')
  const read = searching(own === '' ? source : `(?${own})${source}`)
  if (read.ok) return { ok: true, search: (value, work) => (value.length <= MOST_TEXT ? read.search(value, work) : null) }
  switch (read.problem) {
    case 'look': return { ok: false, why: 'look' }
    case 'big': case 'count': return { ok: false, why: 'big' }
    default: return { ok: false, why: /\\[1-9k]/.test(source) ? 'back' : 'odd' }
  }
}

/** Whether a text fits; a text that is too long does not, nor one on which the pattern takes too much. */
export const fits = (regex: Extract<SafeRegex, { readonly ok: true }>, text: string): boolean => {
  const answers = said.get(regex) ?? new Map<string, boolean>()
  said.set(regex, answers)
  const known = answers.get(text)
  if (known !== undefined) return known
  if (answers.size >= MOST_KEPT) answers.clear()
  const found = regex.search(text, { left: MOST_WORK }) !== null
  answers.set(text, found)
  return found
}
