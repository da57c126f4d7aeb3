import { expect, test } from 'vitest'
import { nothing, plus, summary } from '../../../scripts/lib/report.mjs'

test('the last line counts over all suites', () => {
  const outcomes = [{ ...nothing, passed: 2 }, { ...nothing, failed: ['lint'] }, { passed: 1, failed: ['a', 'b'], skipped: [{ name: 'e2e', reason: 'no screen' }] }]
  expect(summary(outcomes.reduce(plus, nothing))).toBe('3 passed, 3 failed, 1 skipped')
})
