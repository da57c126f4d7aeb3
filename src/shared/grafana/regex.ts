/** A regular expression out of a dashboard, or why it is not used. */
export type SafeRegex = { readonly ok: true; readonly regex: RegExp } | { readonly ok: false; readonly why: 'long' | 'slow' | 'wrong' }

const MOST_CHARS = 1_000
/** Text that a pattern is tried on; what is longer never matches. */
export const MOST_TEXT = 2_000

/**
 * `/pattern/flags`, or a pattern that must fit the whole text. A repetition of what itself repeats or chooses can take time without end on
 * a text of no great length, so such a pattern is refused; so is one with more than six open repetitions.
 */
export const safeRegex = (text: string): SafeRegex => {
  if (text.length > MOST_CHARS) return { ok: false, why: 'long' }
  const parts = /^\/(.*)\/([a-z]*)$/s.exec(text)
  const source = parts ? parts[1]! : `^(?:${text})$`
  if (isSlow(parts ? source : text)) return { ok: false, why: 'slow' }
  try { return { ok: true, regex: new RegExp(source, (parts?.[2] ?? '').replace(/[gy]/g, '')) } } catch { return { ok: false, why: 'wrong' } }
}

/** Whether a group that repeats without end holds a choice or another repetition, or there are too many repetitions in all. */
const isSlow = (source: string): boolean => {
  /** Of each open group: whether something inside varies. */
  const varies: boolean[] = [false]
  let last = false
  let open = 0
  for (let i = 0; i < source.length; i++) {
    const char = source[i]!
    if (char === '\\') { if (/[1-9k]/.test(source[i + 1] ?? '')) return true; i++; last = false; continue }
    if (char === '[') { while (++i < source.length && source[i] !== ']') if (source[i] === '\\') i++; last = false; continue }
    if (char === '(') { varies.push(false); last = false; continue }
    if (char === ')') { last = (varies.length > 1 ? varies.pop() : false) ?? false; if (last) varies[varies.length - 1] = true; continue }
    if (char === '|') { varies[varies.length - 1] = true; last = false; continue }
    const count = char === '{' ? /^\{(\d+)(,(\d*))?\}/.exec(source.slice(i, i + 20)) : null
    const endless = char === '*' || char === '+' || (count !== null && (count[2] === ',' || Number(count[3] ?? count[1]) > 50))
    if (endless || count !== null) {
      if (endless && (last || ++open > 6)) return true
      if (count !== null && last && Number(count[3] ?? count[1]) > 10) return true
      if (endless || count![2] !== undefined) varies[varies.length - 1] = true
      if (count !== null) i += count[0].length - 1
      continue
    }
    last = false
  }
  return false
}

/** Whether a text fits; a text that is too long does not. */
export const fits = (regex: RegExp, text: string): boolean => text.length <= MOST_TEXT && regex.test(text)
