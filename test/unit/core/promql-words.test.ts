import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takeApart } from '@shared/domain/comparison'
import { metricsOf, thresholdOf } from '@shared/domain/expression-words'
import { blanked, tokensOf, ungrouped } from '@shared/domain/promql-words'
import { unitOf } from '../../../src/main/sources/prometheus/limit'
import { isComputed, readingOf } from '../../../src/main/sources/prometheus/reading'

const odd = fc.array(fc.constantFrom('"', "'", '`', '\\', '{', '}', '[', ']', '(', ')', 'by', ' ', '\n', '#', '=~', '!=', '=', 'a', 'rate', '5m', ':', ',', '-', 'ü')).map((parts) => parts.join(''))
const NOTHING: ReadonlySet<string> = new Set()
const nothing = { metrics: [], matchers: [], shape: '', sums: '' }

describe('an expression in pieces', () => {
  it('is looked at once, letter by letter: the pieces are the whole', () => {
    fc.assert(fc.property(odd, (text) => { expect(tokensOf(text).join('')).toBe(text) }))
  })
  it('has strings that end where they do, or with the text, and comments that are none within them', () => {
    expect(['a"b\\"{"c', "'#'#'\n'", '`\\`x', '"\\'].map(tokensOf)).toEqual([['a', '"b\\"{"', 'c'], ["'#'", "#'", '\n', "'"], ['`\\`', 'x'], ['"\\']])
  })
  it('loses what stands in brackets, as far as they end', () => {
    expect([blanked('a[5m]b[1h:]c[', '[', ']'), blanked('{a{b}c}', '{', '}')]).toEqual(['a b c[', ' c}'])
    const heard: string[] = []
    const left = ungrouped('sum by(a, b)(x) / on (by (c)) y BY (d', (word, list) => heard.push(`${word} ${list}`))
    expect([left, heard]).toEqual(['sum  (x) /  ) y BY (d', ['by a, b', 'on by (c']])
  })
})

describe('whoever reads an expression without parsing it', () => {
  const LONG = 100_000
  const name = 'a'.repeat(LONG)
  it('takes a name as long as an expression may be for what it is', () => {
    expect([readingOf(name, NOTHING), readingOf(`${name}(x)`, NOTHING), readingOf(`x{${name}}`, NOTHING), [...metricsOf(`${name}(x)`)], thresholdOf(`${name}() > 5`), isComputed(name), unitOf(`${name}(x_bytes)`, null)]).toEqual([
      { ...nothing, metrics: [name] }, { ...nothing, metrics: ['x'] }, { ...nothing, metrics: ['x'] }, ['x'], null, false, 'bytes'
    ])
  })
  it.each(['{', '[', '"', '\\"', "{'\"", 'by(', ' ', '{a"', 'x ', "'\\'"])('comes to an end of %j over and over', (part) => {
    const text = part.repeat(LONG / part.length)
    expect([readingOf(text, NOTHING).matchers, thresholdOf(text), isComputed(text), takeApart(text.slice(0, 20_000)), unitOf(text, null), metricsOf(text).size <= 1]).toEqual([[], null, false, null, 'none', true])
  })
  it('reads what stands in braces, whatever stands around it', () => {
    expect(readingOf('sum by (job, le) (rate( x {"a.b"="1\\"", c !~ `}`, code=~"5.."}[5m])) # {d="2"}\n / on (e) {f="g#"}', new Set(['job']))).toEqual({
      metrics: ['x', ''], shape: 'rate', sums: 'sum',
      matchers: [{ label: 'a.b', operator: '=', value: '1"' }, { label: 'c', operator: '!~', value: '}' }, { label: 'status', operator: '=', value: '5xx' }, { label: 'f', operator: '=', value: 'g#' }]
    })
  })
})
