import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isBeyond } from '@shared/domain/bound'

it('is beyond on its side, and on the value itself where that is trouble, too', () => {
  const of = (side: 'above' | 'below', inclusive?: true): readonly boolean[] => [1, 2, 3, NaN].map((v) => isBeyond(v, { value: 2, side, inclusive }))
  expect([of('above'), of('above', true), of('below'), of('below', true)]).toEqual([[false, false, true, false], [false, true, true, false], [true, false, false, false], [true, true, false, false]])
})

it('takes for trouble with the value itself all that the other side without it leaves', () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }))
  fc.assert(fc.property(number, number, (v, value) => {
    expect([isBeyond(v, { value, side: 'above', inclusive: true }), isBeyond(v, { value, side: 'below', inclusive: true })]).toEqual([!isBeyond(v, { value, side: 'below' }), !isBeyond(v, { value, side: 'above' })])
  }))
})
