// @vitest-environment jsdom
import { act, screen, within } from '@testing-library/react'
import { afterAll, expect, it } from 'vitest'
import { NO_WATCH, type NightDigest } from '@shared/domain/night-watch'
import type { AppState, Meta } from '@shared/state/app-state'
import AlertsScreen from '../../../../src/renderer/features/alerts/AlertsScreen'
import OnCallScreen from '../../../../src/renderer/features/oncall/OnCallScreen'
import OverviewScreen from '../../../../src/renderer/features/overview/OverviewScreen'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { aService, aSource, aState, anAlert, NOW } from '../../../builders'
import { calmState } from '../overview/night'
import { stage, type Stage } from '../shell/stage'

const [H, M] = [3_600_000, 60_000]
const before = process.env['TZ']
process.env['TZ'] = 'Asia/Tokyo'
afterAll(() => { if (before === undefined) Reflect.deleteProperty(process.env, 'TZ'); else process.env['TZ'] = before })

const screens = { overview: OverviewScreen, oncall: OnCallScreen, alerts: AlertsScreen }
const look = (time: 'local' | 'utc', answer: FakeAnswers['answer'] = {}): FakeAnswers => ({ config: { appearance: { theme: 'dark', time, railCollapsed: false, pinned: [] } }, answer })
const show = (state: AppState, view: keyof typeof screens, answers: FakeAnswers, item: string | null = null): Promise<Stage> =>
  stage(state, screens, { address: { place: { view, item }, theme: null }, answers })
const withMeta = (meta: Partial<Meta>): AppState => { const state = calmState(NOW); return { ...state, meta: { ...state.meta, ...meta } } }
/** Moments that hover and focus tell in both zones: their words, their time from now in min, and whether focus gets there. */
const moments = (within: Element): readonly unknown[] => [...within.querySelectorAll('[data-tip-at]')].map((e) => [e.textContent, (Number((e as HTMLElement).dataset['tipAt']) - NOW) / M, (e as HTMLElement).tabIndex])

it('a pause is told in the zone of all else', async () => {
  const banner = async (time: 'local' | 'utc') => {
    await show(withMeta({ pausedUntil: NOW + 10 * M }), 'overview', look(time))
    return moments(within(screen.getAllByRole('banner')[0]!).getByText('Paused').closest('section')!)
  }
  expect([await banner('local'), await banner('utc')]).toEqual([[['until 21:10', 10, 0]], [['until 12:10', 10, 0]]])
})

it('the times of last night are told in both zones', async () => {
  const digest: NightDigest = {
    from: NOW - 10 * H, to: NOW - H, fired: { count: 0, alerts: [] }, resolved: { count: 0, alerts: [] }, open: { count: 0, alerts: [] },
    unseen: { sources: { count: 0, list: [] }, pages: { count: 0, list: [] } }, unwatchedMs: 0, partial: false, closed: false,
    paged: { count: 1, pages: [{ id: 'p', title: 'CRITICAL: checkout', severity: 'critical', at: NOW - 2 * H, by: 'Mira' }] }, silences: { count: 1, list: [{ id: 's', comment: 'disk is on order', by: 'Mira', endsAt: NOW + H }] }
  }
  await show(withMeta({ watch: { ...NO_WATCH, kept: true, digest } }), 'overview', look('utc'))
  const panel = screen.getByRole('region', { name: 'Last night' })
  expect([moments(panel), panel.querySelector('header span')?.textContent]).toEqual([[['02:00', -600, 0], ['11:00', -60, 0], ['10:00', -120, 0], ['13:00', 60, 0]], '02:00 to 11:00'])
})

it('until when the night watch is what it is is told in both zones', async () => {
  const it = await show(withMeta({ watch: { ...NO_WATCH, kept: true, armed: 'schedule', night: { from: NOW - H, dawn: NOW + 5 * H } } }), 'overview', look('utc'))
  await it.press('g'); await it.press('n')
  await it.pass(1_000)
  expect(moments(screen.getByRole('dialog', { name: 'Night watch' }))).toEqual([['Armed by schedule until 17:00.', 300, 0]])
})

it('shifts are told in both zones', async () => {
  const shift = { now: { name: 'Mira', until: NOW + 2 * H }, next: { name: 'Daniel', from: NOW + 2 * H }, order: ['Mira', 'Daniel'] }
  const roster = async () => ({
    me: 'Mira', people: ['Mira'], handover: { at: '09:00', every: 7, zone: 'Europe/Oslo' }, overrides: 0, calendar: null,
    ahead: [{ person: 'Mira', from: NOW - H, to: NOW + 2 * H, by: 'rotation' as const }, { person: 'Daniel', from: NOW + 2 * H, to: 8_640_000_000_000_000, by: 'override' as const }]
  })
  await show(aState({ meta: { shift } }), 'oncall', look('utc', { roster }))
  expect(moments(screen.getByRole('main'))).toEqual([['until 14:00, 2 h from now', 120, 0], ['from 14:00, in 2 h', 120, 0], ['now', -60, 0], ['14:00', 120, 0], ['14:00', 120, 0]])
  expect(moments(within(screen.getAllByRole('banner')[0]!).getByText('until 14:00').closest('button')!.parentElement!)).toEqual([['On callthen DanielMirauntil 14:00, then Daniel', 120, 0]])
})

it('when a decision was made is told in both zones, by focus too', async () => {
  const record = { id: 'r', at: NOW - 2 * M, key: 'k', alerts: ['a'], title: 't', body: '', outcome: 'shown' as const, reason: 'new' as const }
  const state = aState({ sources: [aSource()], services: [aService({ name: 'checkout' })], alerts: [anAlert({ id: 'a' })] })
  await show({ ...state, notifications: { r: record } }, 'alerts', look('utc'), 'a')
  await act(async () => undefined)
  expect(moments(screen.getByRole('heading', { name: 'Why was I told?' }).parentElement!)).toEqual([['11:58', -2, 0]])
})
