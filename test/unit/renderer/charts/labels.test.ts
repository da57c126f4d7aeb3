import { expect, it } from 'vitest'
import { fullText, textWidth } from '../../../../src/renderer/charts/labels'

it('knows about how wide words are, also of letters that are two codes', () => {
  expect(['', 'il', 'mW', 'a b', '1\u202fk', '漢', '😀', '…'].map(textWidth)).toEqual([0, 7.2, 19.2, 16.6, 12.1, 11, 11, 9.6])
})

it('says name and figure, and either alone', () => {
  expect([fullText({ name: 'p95', figure: '3 s' }), fullText({ name: '', figure: '3 s' }), fullText({ name: 'limit', figure: '' })]).toEqual(['p95 3 s', '3 s', 'limit'])
})
