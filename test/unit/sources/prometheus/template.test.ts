import { describe, expect, test } from 'vitest'
import { expand } from '../../../../src/main/sources/prometheus/template'

const fill = { selector: {}, by: [], windowMs: 60_000, parts: {} }

describe('an expression is made whole', () => {
  test.each([
    ['sum by ($by) (rate(a{$selector}[$window]))', fill, 'sum by () (rate(a{}[60s]))'],
    ['sum by (le, $by) (a{code!="",$selector})', fill, 'sum by (le) (a{code!=""})'],
    ['sum by (le, $by) (a{code!="",$selector})', { ...fill, selector: { job: 'a"b\\', env: 'x' }, by: ['job', 'env'] }, 'sum by (le, job,env) (a{code!="",job="a\\"b\\\\",env="x"})'],
    ['a{$selector}', { ...fill, selector: { job: '$by $window $& $1' } }, 'a{job="$by $window $& $1"}'],
    ['a{$selector}', { ...fill, selector: { 'k8s.name': 'x' } }, 'a{"k8s.name"="x"}'],
    ['$outer', { ...fill, parts: { outer: 'sum($inner)', inner: 'rate(a[$window])' }, windowMs: 90_500 }, 'sum(rate(a[91s]))'],
    ['label_replace($x, "class", "${1}xx", "code", "(.).+")', { ...fill, parts: { x: 'a' } }, 'label_replace(a, "class", "${1}xx", "code", "(.).+")']
  ])('%s', (template, given, text) => {
    expect(expand(template, given)).toBe(text)
  })
})
