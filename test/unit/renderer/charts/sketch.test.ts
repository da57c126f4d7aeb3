// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawShapes, type Kind, type Shape } from '../../../../src/renderer/charts/sketch'

const host = (): SVGElement => document.createElementNS('http://www.w3.org/2000/svg', 'g')
const [GROUP, LINE, TEXT, TITLE]: readonly [Kind, Kind, Kind, Kind] = [{ tag: 'g', names: ['class'] }, { tag: 'path', names: ['class', 'd'] }, { tag: 'text', names: ['x', 'y', 'fill'] }, { tag: 'title', names: [] }]
const shape = (kind: Kind, values: Shape['values'], of: readonly Shape[] = [], words: string | null = null, fontPx: number | null = null): Shape => ({ kind, values, of, words, fontPx })
const drawing = (...lists: readonly (readonly Shape[])[]): SVGElement => {
  const it = host()
  for (const list of lists) drawShapes(it, list)
  return it
}

/** With the attributes in one order, and without the empty style that a size leaves behind. */
const spelled = (it: SVGElement): string =>
  it.innerHTML.replaceAll(' style=""', '').replace(/<(\w+)([^>]*)>/g, (_, tag: string, rest: string) => `<${[tag, ...rest.trim().split(/ (?=\w+=)/).toSorted()].join(' ')}>`)

const value = fc.option(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom('a', 'b')), { nil: undefined })
/** @param deep how many nodes may lie in each other */
const shapes = (deep: number): fc.Arbitrary<readonly Shape[]> => fc.array(fc.constantFrom(GROUP, LINE, TEXT).chain((kind) => fc.record({
  kind: fc.constant(kind), values: fc.tuple(...kind.names.map(() => value)), words: fc.option(fc.constantFrom('', 'now', 'then')), fontPx: fc.option(fc.constantFrom(11, 39)),
  of: deep > 1 ? shapes(deep - 1) : fc.constant([])
})), { maxLength: 3 })

describe('a sketch', () => {
  it('is after any change what it is when it is drawn anew', () => {
    fc.assert(fc.property(fc.array(shapes(3), { minLength: 1, maxLength: 4 }), (lists) => {
      expect(spelled(drawing(...lists))).toBe(spelled(drawing(lists.at(-1)!)))
    }))
  })

  it('touches only what differs, and keeps its nodes', () => {
    const list = (d: string, words: string): readonly Shape[] => [
      shape(GROUP, ['lines'], [shape(LINE, ['g-line', 'M0 0']), shape(LINE, ['g-line', d])]), shape(TEXT, [4], [shape(TITLE, [], [], 'limit 200')], words)
    ]
    const it = drawing(list('M1 1', 'lim…'))
    const nodes = [...it.querySelectorAll('*')]
    const seen = new MutationObserver(() => undefined)
    seen.observe(it, { subtree: true, attributes: true, childList: true, characterData: true })
    drawShapes(it, list('M2 2', 'limi…'))
    expect(seen.takeRecords().map(({ type, target, attributeName }) => [type, target.nodeName, attributeName])).toEqual([['attributes', 'path', 'd'], ['characterData', '#text', null]])
    drawShapes(it, list('M2 2', 'limi…'))
    expect([seen.takeRecords(), [...it.querySelectorAll('*')]]).toEqual([[], nodes])
    expect(it.innerHTML).toBe('<g class="lines"><path class="g-line" d="M0 0"></path><path class="g-line" d="M2 2"></path></g><text x="4"><title>limit 200</title>limi…</text>')
  })

  it('writes words as words', () => {
    expect(drawing([shape(TEXT, [], [], '<b>"1"</b>', 39)]).innerHTML).toBe('<text style="font-size: 39px;">&lt;b&gt;"1"&lt;/b&gt;</text>')
  })
})
