import { describe, expect, test } from 'vitest'
import { expand } from '../../../../src/main/sources/prometheus/template'
import { exists, PACKS, readNeed } from '../../../../src/main/sources/prometheus/packs'

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

describe('packs', () => {
  const queries = PACKS.flatMap((pack) => [...Object.values(pack.signals).map((s) => s.query), ...pack.panels.flatMap((p) => p.lines.map((l) => l.query))].map((query) => [pack.id, expand(query, { ...fill, selector: { job: 'x' }, by: ['job'], parts: pack.parts })] as const))
  test.each(queries)('%s: %s has no blank left and looks only at its service', (_id, query) => {
    expect(query.replaceAll('${1}', '')).not.toContain('$')
    const selectors = [...query.matchAll(/[a-z_]+\{([^}]*)\}/g)].map((m) => m[1]!)
    expect(selectors.length).toBeGreaterThan(0)
    expect(selectors.filter((s) => !s.includes('job="x"'))).toEqual([])
  })
  test('have ids of their own', () => {
    expect(new Set(PACKS.map((p) => p.id)).size).toBe(PACKS.length)
  })
  test('a need is a metric, or one with one of some labels', () => {
    const existing = new Map([['a', new Set(['code'])]])
    expect([readNeed('a{code|status}'), exists(['a'], existing), exists(['a{code|status}'], existing), exists(['a{status}'], existing), exists(['a{status}'], existing, false), exists(['a', 'b'], existing)])
      .toEqual([{ metric: 'a', labels: ['code', 'status'] }, true, true, false, true, false])
  })
})
