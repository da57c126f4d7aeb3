import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonErrorOffset } from '../../../src/main/ports/json-error'

const offset = (text: string): number | null => jsonErrorOffset(new TextEncoder().encode(text))

describe('jsonErrorOffset', () => {
  it.each([
    ['', 0], ['   ', 3], ['{', 1], ['{"a"', 4], ['{"a":', 5], ['{"a":1', 6], ['{"a":1,', 7], ['{"a":1,}', 7], ['{a:1}', 1], ['{"a" 1}', 5],
    ['[1,]', 3], ['[1 2]', 3], ['[1}', 2], ['tru', 0], ['nulL', 0], ['01', 1], ['-', 1], ['1.', 2], ['1e', 2], ['1e+', 3], ['.5', 0], ['NaN', 0],
    ['"a', 2], ['"\\x"', 2], ['"\\u12g4"', 5], ['"a\nb"', 2], ['{} x', 3], ['[]]', 2], ['"é" x', 5], ['\ufeff{', 4]
  ])('finds the error in %j at byte %i', (text, at) => { expect(offset(text)).toBe(at) })

  it('finds no error in what the engine reads, and one where it does not', () => {
    fc.assert(fc.property(fc.json(), (text) => offset(text) === null))
    fc.assert(fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '\\', '0', 'e', ' '), (text, at, instead) => {
      const broken = text.slice(0, at % text.length) + instead + text.slice((at % text.length) + 1)
      let valid = true
      try { JSON.parse(broken) } catch { valid = false }
      return (offset(broken) === null) === valid
    }), { numRuns: 2000 })
  })

  it('survives any depth', () => { expect(offset('[{"a":'.repeat(100_000))).toBe(600_000) })
})
