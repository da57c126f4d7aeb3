import { describe, expect, it } from 'vitest'
import { match, stroke, type KeyPress } from '../../../../src/renderer/ui/key-match'

const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, altGraph: false, ...over })

describe('a key as it is written', () => {
  it('names letters, signs and modifiers', () => {
    expect([
      stroke(press('g')), stroke(press('A', { shiftKey: true })), stroke(press('k', { ctrlKey: true })), stroke(press('k', { metaKey: true })), stroke(press('?', { shiftKey: true })),
      stroke(press('ArrowLeft', { altKey: true })), stroke(press(' ')), stroke(press('Escape')), stroke(press('Enter', { shiftKey: true })), stroke(press('ø'))
    ]).toEqual(['G', 'Shift+A', 'Ctrl+K', 'Ctrl+K', '?', 'Alt+←', 'Space', 'Esc', 'Shift+Enter', 'Ø'])
  })
  it('takes signs that need AltGr as signs', () => {
    expect(stroke(press('[', { ctrlKey: true, altKey: true, altGraph: true }))).toBe('[')
  })
  it('is nothing for a modifier alone', () => {
    expect([stroke(press('Shift', { shiftKey: true })), stroke(press('Dead'))]).toEqual([null, null])
  })
})

describe('what a key means', () => {
  const go = { keys: 'G O' }
  const copy = { keys: 'C' }
  const open = { keys: 'O' }
  it('is found at once, or after the strokes before it', () => {
    expect(match([go, copy, open], [], 'C')).toEqual({ kind: 'hit', binding: copy })
    expect(match([go, copy, open], [], 'G')).toEqual({ kind: 'begun', so: ['G'] })
    expect(match([go, copy, open], ['G'], 'O')).toEqual({ kind: 'hit', binding: go })
  })
  it('starts over where the sequence leads nowhere', () => {
    expect(match([go, copy, open], ['G'], 'C')).toEqual({ kind: 'hit', binding: copy })
    expect(match([go, copy, open], ['G'], 'X')).toEqual({ kind: 'none' })
    expect(match([go, copy, open], ['G'], 'G')).toEqual({ kind: 'begun', so: ['G'] })
  })
  it('takes the first that fits', () => {
    const other = { keys: 'C', first: true }
    expect(match([other, copy], [], 'C')).toEqual({ kind: 'hit', binding: other })
  })
})
