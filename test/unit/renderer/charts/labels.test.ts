import { expect, it } from 'vitest'
import { endLabels, fullText, textWidth } from '../../../../src/renderer/charts/labels'
import { modelOf, NO_MARKS } from '../../../../src/renderer/charts/model'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'

it('knows about how wide words are, also of letters that are two codes', () => {
  expect(['', 'il', 'mW', 'a b', '1\u202fk', '漢', '😀', '…'].map(textWidth)).toEqual([0, 7.2, 19.2, 16.6, 12.1, 11, 11, 9.6])
})

it('says name and figure, and either alone', () => {
  expect([fullText({ name: 'p95', figure: '3 s' }), fullText({ name: '', figure: '3 s' }), fullText({ name: 'limit', figure: '' })]).toEqual(['p95 3 s', '3 s', 'limit'])
})

it('dates an old value by its day where that is not the day of the window’s end', () => {
  const HOUR = 3_600_000
  const at = (to: number): string | undefined => {
    const window = { from: to - 24 * HOUR, to }
    const data = aPanelData({ ...window, stepMs: HOUR, lines: [aSeries([1, 2], { name: 'a', from: to - 4 * HOUR, step: HOUR })] })
    return endLabels(modelOf({ panel: aPanel({ unit: 'none' }), data, window, marks: NO_MARKS, intervalMs: HOUR }), 'utc')[0]?.figure
  }
  expect([at(NOW), at(NOW - 10 * HOUR)]).toEqual(['2 at 09:00', '2 at Wed 12 Nov 23:00'])
})
