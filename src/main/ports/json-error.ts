/**
 * Where a text stops being JSON (RFC 8259), in bytes from its start; the length when it ends too early, null when it is JSON.
 * Only asked after a parse has failed, because engines name the place differently or not at all. Keeps its own stack, so depth is no danger.
 */
export const jsonErrorOffset = (bytes: Uint8Array): number | null => {
  let i = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const at = (): number => bytes[i] ?? END
  const skip = (): void => { while (isSpace(at())) i++ }
  /** The closing bracket that each open one awaits. */
  const open: number[] = []
  for (;;) {
    skip()
    const c = at()
    if (c === OBJECT || c === ARRAY) {
      const close = c === OBJECT ? OBJECT_END : ARRAY_END
      i++
      skip()
      if (at() !== close) {
        open.push(close)
        if (close === ARRAY_END) continue
        if (!key()) return i
        continue
      }
      i++
    } else if (c === QUOTE) { if (!string()) return i }
    else if (c === MINUS || isDigit(c)) { if (!number()) return i }
    else if (!word('true') && !word('false') && !word('null')) return i
    // A value is complete: close what it closes, until another value is due.
    for (;;) {
      skip()
      const close = open[open.length - 1]
      if (close === undefined) return i >= bytes.length ? null : i
      if (at() === close) { open.pop(); i++; continue }
      if (at() !== COMMA) return i
      i++
      if (close === OBJECT_END && !key()) return i
      break
    }
  }

  function key(): boolean {
    skip()
    if (at() !== QUOTE || !string()) return false
    skip()
    if (at() !== COLON) return false
    i++
    return true
  }
  function string(): boolean {
    for (i++; ;) {
      const c = at()
      if (c === QUOTE) { i++; return true }
      if (c < 0x20) return false
      i++
      if (c !== BACKSLASH) continue
      if (at() === UNICODE) {
        i++
        for (let n = 0; n < 4; n++, i++) if (!isHex(at())) return false
      } else if (ESCAPES.has(at())) i++
      else return false
    }
  }
  function number(): boolean {
    if (at() === MINUS) i++
    if (at() === ZERO) i++
    else if (!digits()) return false
    if (at() === POINT) { i++; if (!digits()) return false }
    if ((at() | 0x20) === EXPONENT) {
      i++
      if (at() === PLUS || at() === MINUS) i++
      if (!digits()) return false
    }
    return true
  }
  function digits(): boolean {
    if (!isDigit(at())) return false
    while (isDigit(at())) i++
    return true
  }
  function word(text: string): boolean {
    for (let n = 0; n < text.length; n++) if (bytes[i + n] !== text.charCodeAt(n)) return false
    i += text.length
    return true
  }
}

const END = -1
const [OBJECT, OBJECT_END, ARRAY, ARRAY_END] = [0x7b, 0x7d, 0x5b, 0x5d]
const [QUOTE, BACKSLASH, UNICODE, COMMA, COLON] = [0x22, 0x5c, 0x75, 0x2c, 0x3a]
const [MINUS, PLUS, POINT, EXPONENT, ZERO] = [0x2d, 0x2b, 0x2e, 0x65, 0x30]
const ESCAPES: ReadonlySet<number> = new Set(['"', '\\', '/', 'b', 'f', 'n', 'r', 't'].map((c) => c.charCodeAt(0)))
const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09
const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39
const isHex = (c: number): boolean => isDigit(c) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66)
