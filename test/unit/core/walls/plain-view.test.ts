import { expect, test } from 'vitest'
import { NEVER } from '@shared/domain/freshness'
import { plainView } from '../../../../src/main/core/walls/plain-view'
import { plainPage, STALLED_MS } from '../../../../src/renderer/plain-view'
import { anAlert, aPage, aService, aSource, aState, NOW, someAges } from '../../../builders'

const seen = aState({
  sources: [aSource()], alerts: [anAlert({ id: '1', severity: 'critical', state: 'firing' }), anAlert({ id: '2', severity: 'warning', state: 'firing' }), anAlert({ id: '3', severity: 'critical', state: 'pending' })],
  services: [aService({ key: 'a', health: 'unknown' })]
})
const counts = (critical: number, warning: number, info: number, unknown: number): unknown => [
  { severity: 'critical', label: 'Critical', count: critical }, { severity: 'warning', label: 'Warning', count: warning }, { severity: 'info', label: 'Info', count: info }, { severity: 'unknown', label: 'Unknown', count: unknown }
]
const figures = (state = seen, now = NOW): unknown => { const { blind, sources, counts: shown } = plainView(state, now); return { blind, sources, shown } }

test('counts what fires by severity, and what cannot be seen', () => {
  expect(figures()).toEqual({ blind: '', sources: '1 of 1 source answered.', shown: counts(1, 1, 0, 1) })
})

test('does not claim to see while a source is silent or late, or nothing is watched', () => {
  const blind = 'Cannot see'
  expect([figures(aState({ sources: [aSource({ health: 'error' })] })), figures(seen, NOW + 3_600_000), figures(aState())]).toEqual([
    { blind, sources: '0 of 1 source answered.', shown: counts(0, 0, 0, 0) }, { blind, sources: '0 of 1 source answered.', shown: counts(1, 1, 0, 1) }, { blind, sources: 'Nothing is watched.', shown: counts(0, 0, 0, 0) }
  ])
})

test('the page shows the age of the oldest data as it grows, and says when Garda itself stands still', () => {
  const view = { ...plainView(seen, NOW), dataAt: NOW - 59_000 }
  const page = (silentMs: number): unknown => { const { state, blind, data, sources } = plainPage(view, silentMs); return [state, blind, data.figure, sources] }
  expect([page(0), page(1_000), page(STALLED_MS), page(2 * 3_600_000)]).toEqual([
    ['seen', '', '59 s', '1 of 1 source answered.'], ['seen', '', '1 min', '1 of 1 source answered.'],
    ['stalled', 'Cannot see', '1 min', 'Garda stands still: nothing was heard for 5 s. What stands here may be wrong.'],
    ['stalled', 'Cannot see', '2 h 0 min', 'Garda stands still: nothing was heard for 2 h 0 min. What stands here may be wrong.']
  ])
  expect([plainPage({ ...view, blind: 'Cannot see', dataAt: null }, 0), plainPage(null, 0)].map(({ state, blind, data }) => [state, blind, data.figure])).toEqual([['blind', 'Cannot see', 'none yet'], ['waiting', 'Cannot see', '']])
})

test('the oldest answer of all sources counts', () => {
  const two = aState({ sources: [aSource(), aSource({ id: 'b' }), aSource({ id: 'c' })], ages: { b: someAges({ successAt: NOW - 90_000 }), c: NEVER } })
  expect(plainView(two, NOW).dataAt).toBe(NOW - 90_000)
})

test('says that nothing was heard before the first word, and of what the counts are afterwards', () => {
  expect(plainPage(null, 0)).toEqual({ state: 'waiting', title: '', blind: 'Cannot see', asks: '', counts: [], data: { label: '', figure: '' }, sources: 'Garda has not said anything yet.', note: '' })
  const two = aState({ sources: [aSource()], alerts: [anAlert({ id: '1', severity: 'critical', state: 'firing', environment: 'production' }), anAlert({ id: '2', severity: 'critical', state: 'firing', environment: 'development' })] })
  const { counts: shown, note } = plainPage(plainView(two, NOW), 0)
  expect([shown, note]).toEqual([counts(2, 0, 0, 0), 'Plain view of all environments: the wall’s own page failed. It is tried again every 5 minutes.'])
})

test('tells the worst page that asks for somebody, also one of nothing that fires', () => {
  const pages = [aPage({ id: 'a', title: 'The watchdog is missing', severity: 'critical', alerts: [], openedAt: NOW - 1 }), aPage({ id: 'b', title: 'Disk', severity: 'warning' }), aPage({ id: 'c', title: 'Held', severity: 'critical', status: 'held' })]
  const asks = (those: typeof pages): string => plainPage(plainView({ ...aState({ sources: [aSource()] }), pages: Object.fromEntries(those.map((page) => [page.id, page])) }, NOW), 0).asks
  expect([asks(pages), asks(pages.slice(0, 1)), asks(pages.slice(2))]).toEqual(['Asks for somebody: The watchdog is missing, and 1 more page', 'Asks for somebody: The watchdog is missing', ''])
})
