import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument, stringify } from 'yaml'
import { readPrinted } from '../../../../src/main/sources/alertmanager/printed'

/** What is read of sections, and how many pieces it was. */
const read = (...sections: readonly string[]): readonly [unknown, number] => {
  const work = readPrinted(sections)
  let pieces = 0
  for (let step = work.next(); ; step = work.next(), pieces++) if (step.done) return [step.value, pieces]
}

/** Texts that begin and break like lists, keys, comments and ends of documents. */
const text = fc.oneof(
  fc.constantFrom('', '- a', 'routes:', '  routes:', '# no', '---', '...', 'a\n- b\n  routes:\n', '  - x\n\n# y\n', 'a: b', '"', '\'', '| ', 'true', '12', '~', '&a', '*a', 'ø\u2028\t'),
  fc.array(fc.constantFrom('- ', 'routes:', '\n', ' ', '  ', 'word ', '#', '"', ':'), { maxLength: 30 }).map((parts) => parts.join(''))
)
const fields = fc.record({ receiver: text, match: fc.dictionary(fc.constantFrom('a', 'routes', 'b c'), text, { maxKeys: 2 }), matchers: fc.array(text, { maxLength: 3 }), continue: fc.boolean() }, { requiredKeys: [] })
const { node } = fc.letrec<{ node: object }>((tie) => ({
  node: fc.tuple(fields, fc.option(fc.array(tie('node'), { maxLength: 3 }), { nil: undefined }), fields).map(([before, routes, after]) => ({ ...before, ...(routes === undefined ? {} : { routes }), ...after }))
}))
const form = fc.record({ indent: fc.constantFrom(2, 3, 4), indentSeq: fc.boolean(), lineWidth: fc.constantFrom(0, 20, 80), blockQuote: fc.constantFrom(true, 'folded' as const, 'literal' as const, false) })

describe('the sections of a configuration, read piece by piece', () => {
  test('property: are what they are when read whole, however they are laid out', () => {
    fc.assert(fc.property(node, fc.array(fc.record({ name: text, time_intervals: fc.array(fields, { maxLength: 2 }) }), { maxLength: 3 }), form, (route, times, options) => {
      const sections = [stringify({ route }, options), stringify({ time_intervals: times }, options)]
      const whole = sections.map((section) => parseDocument(section))
      // the writer breaks some texts within an escape
      fc.pre(whole.every(({ errors }) => errors.length === 0))
      expect(read(...sections)[0]).toEqual(Object.assign({}, ...whole.map((doc) => doc.toJS() as object)))
    }), { numRuns: 300 })
  })

  test('are one piece for each route and each interval as Alertmanager prints them', () => {
    const route = 'route:\n  receiver: a\n  routes:\n  - match:\n      b: "1"\n    routes:\n    - receiver: c\n      group_by:\n      - d\n  - receiver: |\n      - e\n       routes:\n  continue: false\n'
    const times = 'time_intervals:\n- name: f\n  time_intervals:\n  - years:\n    - "2025"\n  - months:\n    - "1"\n'
    expect(read(route, times)).toEqual([{
      route: { receiver: 'a', routes: [{ match: { b: '1' }, routes: [{ receiver: 'c', group_by: ['d'] }] }, { receiver: '- e\n routes:\n' }], continue: false },
      time_intervals: [{ name: 'f', time_intervals: [{ years: ['2025'] }, { months: ['1'] }] }]
    }, 8])
  })

  test.each<readonly [string, string]>([
    ['a list that comes twice', 'route:\n  routes:\n  - receiver: a\n  routes:\n  - receiver: b\n'],
    ['a list written in two ways', 'route:\n  routes:\n  - receiver: a\n  "routes": []\n'],
    ['an item that stands askew', 'route:\n  routes:\n    - receiver: a\n   - receiver: b\n'],
    ['what follows a list and is no key', 'route:\n  routes:\n    - receiver: a\n  - receiver: b\n'],
    ['an alias of another piece', 'route:\n  routes:\n  - matchers: &m\n    - a="1"\n  - matchers: *m\n'],
    ['one broken piece of many', 'route:\n  routes:\n  - receiver: a\n  - receiver: "\n  - receiver: c\n'],
    ['more pieces than anybody has', `route:\n  routes:\n${'  - {}\n'.repeat(20_000)}`]
  ])('are not read at all with %s', (_name, section) => { expect(read(section)[0]).toBeNull() })
})
