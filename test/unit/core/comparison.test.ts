import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constant, takeApart } from '@shared/domain/comparison'

describe('a comparison is taken apart', () => {
  test.each([
    ['up == 0', 'up', '==', 0],
    ['rate(errors_total[5m]) > 0.05', 'rate(errors_total[5m])', '>', 0.05],
    ['10 < queue', 'queue', '>', 10],
    ['5 >= queue', 'queue', '<=', 5],
    ['(up == 0)', 'up', '==', 0],
    ['((a) / (b)) > 1', '((a) / (b))', '>', 1],
    ['(a / b) > (1)', '(a / b)', '>', 1],
    ['a > bool 3', 'a', '>', 3],
    ['a >= 14.4 * (1 - 0.999)', 'a', '>=', 14.4 * (1 - 0.999)],
    ['a <= 2 ^ 3 ^ 0', 'a', '<=', 2],
    ['a > 1e3', 'a', '>', 1000],
    ['a < 0x10', 'a', '<', 16],
    ['a > 1 and b > 2', 'a', '>', 1],
    ['a > 1 unless on (job) b', 'a', '>', 1],
    ['a{x=~"b > 3",y!="or"} != 1', 'a{x=~"b > 3",y!="or"}', '!=', 1],
    ['a{x="\\" > 1"} > 2', 'a{x="\\" > 1"}', '>', 2],
    ["a{x='(('} > 2", "a{x='(('}", '>', 2],
    ['sum(a > 5) > 2', 'sum(a > 5)', '>', 2],
    ['android_total > 2', 'android_total', '>', 2],
    ['avg_over_time(a[5m:1m] @ 100 offset -5m) < -1', 'avg_over_time(a[5m:1m] @ 100 offset -5m)', '<', -1],
    ['x < 5 # low', 'x', '<', 5],
    ['# it\'s > 3\n(x > 5) # "', 'x', '>', 5],
    ['x{a="# > 1"} > 2', 'x{a="# > 1"}', '>', 2]
  ])('%s', (text, expression, operator, limit) => {
    expect(takeApart(text)).toEqual({ expression, operator, limit })
  })

  test.each(['absent(up)', 'vector(1)', 'a > b', 'a > on (job) group_left () b', '1 < 2', 'a > 1 or b > 2', 'a > 1 < 5', '(a > 1) + (b > 2)', '', '(', ')', '> 5', 'a >'])('%s stays whole', (text) => {
    expect(takeApart(text)).toBeNull()
  })

  test('whatever it is given, it gives an answer that is part of it', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', 'rate(x[5m])', '(', ')', '{', '}', '"', "'", '>', '<', '==', '!=', ' and ', ' or ', '0.5', '-', '#', '\n', ' ')).map((parts) => parts.join('')), (text) => {
      const apart = takeApart(text)
      expect(apart === null || text.includes(apart.expression)).toBe(true)
    }))
  })
})

test('numbers alone are worked out as PromQL does', () => {
  expect(['1', '-2^2', '(1+2)*3', '2*-3', '7%4', '1_000', '.5', '6/4', 'a', '1+', '(1', '1 2', '1/0', ''].map(constant)).toEqual([1, -4, 9, -6, 3, 1000, 0.5, 1.5, null, null, null, null, null, null])
})

describe('an expression that a link brings', () => {
  const within = (n: number, text: string): string => `${'('.repeat(n)}${text}${')'.repeat(n)}`
  test('is taken apart through as many brackets as fit into it, without a walk for each', () => {
    expect(takeApart(within(9_000, 'x > 5'))).toEqual({ expression: 'x', operator: '>', limit: 5 })
    expect(takeApart(' ( ( x ) > 5 ) ')).toEqual({ expression: '( x )', operator: '>', limit: 5 })
    expect(takeApart('(x) > (5) and (y)')).toEqual({ expression: '(x)', operator: '>', limit: 5 })
  })

  test('stays whole where it is longer, or nested deeper, than anybody writes', () => {
    const parts = Array.from({ length: 101 }).reduce<string>((text) => `(${text} and y)`, 'x > 5')
    expect([takeApart(within(10_000, 'x > 5')), takeApart(parts), takeApart(`x > ${within(101, '5')}`), takeApart(`x > ${'-'.repeat(9_000)}5`)]).toEqual([null, null, null, null])
    expect(constant(within(99, '5'))).toBe(5)
  })
})
