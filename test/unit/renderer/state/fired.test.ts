import fc from 'fast-check'
import { expect, it } from 'vitest'
import { askedSpan } from '../../../../src/renderer/state/fired'

const MOST = 4e12
it('is asked about the whole window, little more, and about the same while it slides a little', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: MOST }), fc.integer({ min: 1000, max: 90 * 86_400_000 }), (from, span) => {
    const asked = askedSpan({ from, to: from + span })
    const slack = Math.max(60_000, span / 200 + 1)
    expect([asked.from <= from, asked.to >= from + span, from - asked.from <= slack, asked.to - from - span <= slack]).toEqual([true, true, true, true])
  }))
  expect([askedSpan({ from: 3_600_000, to: 7_200_000 }), askedSpan({ from: 3_601_000, to: 7_200_000 })]).toEqual([{ from: 3_600_000, to: 7_200_000 }, { from: 3_600_000, to: 7_200_000 }])
})
