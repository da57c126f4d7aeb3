// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawShapes, type Shape } from '../../../../src/renderer/charts/sketch'

const host = (): SVGElement => document.createElementNS('http://www.w3.org/2000/svg', 'g')
const shape = (tag: Shape['tag'], is: Shape['is'] = {}, of: readonly Shape[] = [], words: string | null = null, fontPx: number | null = null): Shape => ({ tag, is, of, words, fontPx })
const drawing = (...lists: readonly (readonly Shape[])[]): SVGElement => {
  const it = host()
  for (const list of lists) drawShapes(it, list)
  return it
}

/** With the attributes in one order, and without the empty style that a size leaves behind. */
const spelled = (it: SVGElement): string =>
  it.innerHTML.replaceAll(' style=""', '').replace(/<(\w+)([^>]*)>/g, (_, tag: string, rest: string) => `<${[tag, ...rest.trim().split(/ (?=\w+=)/).toSorted()].join(' ')}>`)

const value = fc.option(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom('a', 'b')), { nil: undefined })
const is = fc.dictionary(fc.constantFrom('class', 'd', 'x', 'fill'), value, { maxKeys: 3 })
const { shapes } = fc.letrec<{ shapes: readonly Shape[]; shape: Shape }>((tie) => ({
  shapes: fc.array(tie('shape'), { maxLength: 4 }),
  shape: fc.record({
    tag: fc.constantFrom('g', 'path', 'text'), is, words: fc.option(fc.constantFrom('', 'now', 'then')), fontPx: fc.option(fc.constantFrom(11, 39)),
    of: fc.oneof({ maxDepth: 2 }, fc.constant([]), tie('shapes'))
  })
}))

describe('a sketch', () => {
  it('is after any change what it is when it is drawn anew', () => {
    fc.assert(fc.property(fc.array(shapes, { minLength: 1, maxLength: 4 }), (lists) => {
      expect(spelled(drawing(...lists))).toBe(spelled(drawing(lists.at(-1)!)))
    }))
  })

  it('touches only what differs, and keeps its nodes', () => {
    const list = (d: string, words: string): readonly Shape[] => [
      shape('g', { class: 'lines' }, [shape('path', { class: 'g-line', d: 'M0 0' }), shape('path', { class: 'g-line', d })]), shape('text', { x: 4 }, [shape('title', {}, [], 'limit 200')], words)
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
    expect(drawing([shape('text', {}, [], '<b>"1"</b>', 39)]).innerHTML).toBe('<text style="font-size: 39px;">&lt;b&gt;"1"&lt;/b&gt;</text>')
  })
})
