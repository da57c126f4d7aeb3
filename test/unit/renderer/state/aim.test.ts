import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aimed, readAim } from '@shared/domain/aim'

describe('an aim', () => {
  it('is read as it was written, whatever the names hold', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1, unit: 'grapheme' }), (item, at) => {
      expect(readAim(aimed(item, at))).toEqual({ item, at })
    }))
  })
  it('is none for a plain item', () => {
    const plain = ['production/checkout', '3f2a', 'me@example', '@', '@@x', '@x', '', '@%@x', '@a b@x']
    expect(plain.map(readAim)).toEqual(plain.map((item) => ({ item, at: null })))
  })
  it('is short to look at', () => {
    expect([aimed('production/checkout', '3f2a'), aimed('a@b', 'x@y')]).toEqual(['@3f2a@production/checkout', '@x%40y@a@b'])
  })
})
