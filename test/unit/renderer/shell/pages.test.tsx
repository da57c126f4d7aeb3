// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Page } from '@shared/domain/page'
import type { AppState } from '@shared/state/app-state'
import AlertsScreen from '../../../../src/renderer/features/alerts/AlertsScreen'
import OverviewScreen from '../../../../src/renderer/features/overview/OverviewScreen'
import { pageRows, pageSays } from '../../../../src/renderer/state/select/pages'
import { aCallingPage, NOW } from '../../../builders'
import { calmState, nightState } from '../overview/night'
import { stage, type Stage } from './stage'

const MIN = 60_000
const unseen = (over: Partial<Page> = {}): Page => aCallingPage({ id: 'p', services: ['checkout'], severity: 'unknown', title: 'Garda cannot see prom-eu-1', unseen: ['source:prom-eu-1:1'], ...over })
const held = unseen({ status: 'held', window: false, next: null, held: { by: 'Mira', since: NOW - MIN, source: '', here: true } })
const withPages = (state: AppState, ...pages: readonly Page[]): AppState => ({ ...state, pages: Object.fromEntries(pages.map((p) => [p.id, p])) })
const screens = { overview: OverviewScreen, alerts: AlertsScreen }
const show = (state: AppState, view: keyof typeof screens = 'overview'): Promise<Stage> =>
  stage(state, screens, { answers: { config: { appearance: { theme: 'dark', time: 'utc', railCollapsed: false, pinned: [] } } }, address: { place: { view, item: null }, theme: null } })
const region = (): HTMLElement => screen.getByRole('region', { name: 'Pages' })
const rows = (): readonly (string | null)[] => within(region()).getAllByRole('listitem').map((li) => [li.querySelector('p'), ...li.querySelectorAll('button')].map((e) => e?.textContent).join(' | '))
const asked = ({ fake }: Stage): readonly unknown[] => fake.calls.filter((c) => ['acknowledge', 'snooze', 'release'].includes(c.command)).map((c) => [c.command, ...c.args])

describe('a page of what cannot be seen, in the main window', () => {
  it.each(['overview', 'alerts'] as const)('is taken by A and put off by S on %s, and says whose it is and who is next', async (view) => {
    const it = await show(withPages(calmState(NOW), unseen()), view)
    expect([rows(), within(region()).getByRole('alert').textContent, [...region().querySelectorAll('time')].map((e) => [e.textContent, e.dataset['tipAt'], e.tabIndex])]).toEqual([
      ['Garda cannot see prom-eu-1Mira is paged.Next is Daniel, at 12:04. | AcknowledgeA | Snooze 10 minS'], 'Garda cannot see prom-eu-1', [['Next is Daniel, at 12:04.', String(NOW + 256_000), 0]]
    ])
    await it.press('a')
    await it.press('s')
    await act(async () => undefined)
    expect([asked(it), within(region()).getByText('Quiet for 10 min. Nobody has it; after that it calls again.').getAttribute('role')]).toEqual([
      [['acknowledge', { page: 'p', alerts: [], comment: '' }], ['snooze', { page: 'p', minutes: 10 }]], 'status'
    ])
  })

  it('says until when it is put off and who has it, and is given back', async () => {
    const it = await show(withPages(calmState(NOW), unseen({ status: 'snoozed', snoozedUntil: NOW + 10 * MIN })))
    const snoozed = rows()
    await it.next(withPages(calmState(NOW), held))
    const taken = rows()
    await it.press('b', { altKey: true })
    await act(async () => undefined)
    await it.next(withPages(calmState(NOW), unseen({ status: 'over', endedAt: NOW })))
    await it.pass(10_000)
    expect([snoozed, taken, asked(it), screen.queryByRole('region', { name: 'Pages' })]).toEqual([
      ['Garda cannot see prom-eu-1Snoozed until 12:10.Mira is paged. | AcknowledgeA'], ['Garda cannot see prom-eu-1Mira has it. | Give backAlt B'], [['release', { page: 'p', alerts: [] }]], null
    ])
  })

  it('leaves A to what leads the screen, has it with Alt, and alerts lead to where they are taken', async () => {
    const night = nightState(NOW)
    const [first] = Object.values(night.incidents)[0]!.alerts
    const it = await show(withPages(night, unseen(), aCallingPage({ id: 'q', alerts: [first!], lead: first!, person: null, next: null }), { ...held, id: 'h' }, unseen({ id: 'light', route: 'notify' }), { ...held, id: 'again' }))
    const few = rows()
    fireEvent.click(within(region()).getByRole('button', { name: '2 more pages' }))
    expect([few, rows().length]).toEqual([[
      'CRITICAL: checkout, PRODUCTIONNobody is known to be on call.Nobody else is paged after this. | Open',
      'Garda cannot see prom-eu-1Mira is paged.Next is Daniel, at 12:04. | AcknowledgeAlt A | Snooze 10 minAlt S', ' | 2 more pages'
    ], 5])
    await it.press('a', { altKey: true })
    fireEvent.click(within(region()).getByRole('button', { name: 'Open' }))
    await act(async () => undefined)
    expect([asked(it), document.title.includes('Alerts')]).toEqual([[['acknowledge', { page: 'p', alerts: [], comment: '' }]], true])
  })
})

describe('a page in words', () => {
  it('says whose it is and what comes next, whatever that is', () => {
    const says = (page: Partial<Page>, me: string | null = null): readonly string[] => pageSays(unseen(page), me, NOW, 'utc').map((s) => s.words)
    const next = (rung: NonNullable<Page['next']>['rung'], person: string | null = null): Partial<Page> => ({ next: { rung, person, at: NOW + MIN } })
    expect([says({}, 'mira'), says(next('next')), says(next('sound')), says(next('hook')), says(next('window')), says({ person: null, next: null })]).toEqual([
      ['You are paged.', 'Next is Daniel, at 12:04.'], ['Mira is paged.', 'The next person is paged at 12:01.'], ['Mira is paged.', 'The sound comes again at 12:01.'], ['Mira is paged.', 'The hook runs at 12:01.'],
      ['Mira is paged.', 'The page window comes at 12:01.'], ['Nobody is known to be on call.', 'Nobody else is paged after this.']
    ])
  })

  it('stands there while it asks, is put off, or was taken here with no alert to give back; not when a colleague has it or it is over', () => {
    const night = nightState(NOW)
    const [first] = Object.values(night.incidents)[0]!.alerts
    const mine = { ...night, alerts: { ...night.alerts, [first!]: { ...night.alerts[first!]!, held: { by: 'Jo', since: NOW, source: '', here: true as const } } } }
    const pages = [unseen(), held, { ...held, id: 'theirs', held: { by: 'Ola', since: NOW, source: 'am' } }, { ...held, id: 'alerts', alerts: [first!] }, unseen({ id: 'over', status: 'over' }), unseen({ id: 'z', status: 'snoozed', severity: 'critical' })]
    expect(pageRows(withPages(mine, ...pages.map((p, i) => (p === held ? { ...p, id: 'held' } : { ...p, id: p.id === 'p' ? `p${i}` : p.id })))).map((r) => [r.page.id, r.own, r.lead])).toEqual([['p0', true, null], ['z', true, null], ['held', true, null]])
  })
})
