// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { NO_WATCH, type Checked, type NightDigest, type NightWatch, type WatchTest } from '@shared/domain/night-watch'
import type { AppState } from '@shared/state/app-state'
import OverviewScreen from '../../../../src/renderer/features/overview/OverviewScreen'
import type { Screens } from '../../../../src/renderer/features/shell/Shell'
import { standingOf, stripOf } from '../../../../src/renderer/features/shell/watch-words'
import { NOW } from '../../../builders'
import { calmState } from '../overview/night'
import { stage } from './stage'

const H = 3_600_000
const test: WatchTest = { at: NOW - H, dawn: NOW + 5 * H, notification: { shown: true, displayed: 'yes', detail: '' }, sound: { played: true, detail: '' } }
const armed = (over: Partial<NightWatch> = {}): NightWatch => ({ ...NO_WATCH, kept: true, armed: 'schedule', night: { from: NOW - H, dawn: NOW + 5 * H }, test, ...over })
const check = (over: Partial<Checked>): Checked => ({ check: 'audio', state: 'fine', detail: '', at: NOW - 20_000, ...over })
const screens: Screens = { overview: OverviewScreen }
const withWatch = (watch: NightWatch): AppState => { const state = calmState(NOW); return { ...state, meta: { ...state.meta, watch } } }
const says = (watch: NightWatch): readonly string[] => { const { mark, says: words, more } = stripOf(watch, NOW, 'utc'); return [mark, words, more] }

describe('the night watch in the strip', () => {
  it('claims no more than it knows', () => {
    expect([
      says({ ...NO_WATCH, kept: true }), says(armed()), says(armed({ testing: true })), says(armed({ test: null })), says(armed({ test: { ...test, at: NOW - 20 * H } })),
      says(armed({ test: { ...test, sound: { played: false, detail: 'muted' } } })), says(armed({ test: { ...test, notification: { shown: true, displayed: 'no', detail: '' } } })),
      says(armed({ checks: [check({ check: 'lock', state: 'threat' }), check({ check: 'disturb', state: 'threat' }), check({ state: 'unknown' })] }))
    ]).toEqual([
      ['off', 'Off', ''], ['armed', 'Armed', 'alarm tested 11:00'], ['armed', 'Armed', 'testing the alarm'], ['armed', 'Armed', 'alarm not tested'], ['armed', 'Armed', 'alarm not tested'],
      ['warning', 'Alarm test failed', ''], ['warning', 'Alarm test failed', ''], ['warning', 'Do not disturb is on', 'and 1 more']
    ])
  })

  it('says until when it is what it is', () => {
    const at = (watch: NightWatch): string => standingOf(watch, NOW, 'utc')
    expect([at(armed()), at(armed({ armed: 'hand', hand: { arm: true, until: NOW + 5 * H } })), at({ ...NO_WATCH, hand: { arm: false, until: NOW + 10 * H } }), at({ ...NO_WATCH, next: NOW + 10 * H }), at(NO_WATCH)]).toEqual([
      'Armed by schedule until 17:00.', 'Armed by hand until 17:00.', 'Disarmed by hand until 22:00.', 'Off until 22:00, when it is armed by schedule.', 'Off. It is armed by hand only.'
    ])
  })

  it('opens by click and by key, shows each check with its answer, and arms, disarms, tests, keeps awake', async () => {
    const it = await stage(withWatch(armed({ checks: [check({ check: 'disturb', state: 'threat', detail: 'dunst holds notifications back.' }), check({ state: 'unknown' }), check({ check: 'daemon' })] })), screens)
    await it.press('g'); await it.press('n')
    await it.pass(1_000)
    const dialog = within(screen.getByRole('dialog', { name: 'Night watch' }))
    expect(dialog.getAllByRole('listitem').map((li) => li.textContent)).toEqual([
      'NotificationsNot asked yet', 'Notification serviceFine20 s', 'Do not disturbCould swallow a page20 sdunst holds notifications back.', 'SoundNot known20 s', 'SourcesNot asked yet', 'Sleep when idleNot asked yet', 'Session lockNot asked yet'
    ])
    expect(dialog.getByText('Notification shown. Sound played.')).toBeTruthy()
    for (const name of ['Test now', 'Disarm night watch']) fireEvent.click(dialog.getByRole('button', { name }))
    fireEvent.click(dialog.getByRole('switch', { name: /^Keep this computer awake while armed/ }))
    await it.pass(1_000)
    await it.next(withWatch({ ...NO_WATCH, kept: true }))
    fireEvent.click(dialog.getByRole('button', { name: 'Arm night watch' }))
    expect(it.fake.calls.filter(({ command }) => command === 'nightWatch' || command === 'saveSettings').map(({ args }) => args[0])).toEqual([
      { do: 'test' }, { do: 'disarm' }, { nightWatch: { schedule: true, keepAwake: true, test: true, digest: true } }, { do: 'arm' }
    ])
  })

  it('is not there where nobody keeps one', async () => {
    await stage(calmState(NOW), screens)
    expect(screen.queryByRole('button', { name: /Night watch/ })).toBeNull()
  })

  it('says why it could not be done', async () => {
    const it = await stage(withWatch(armed()), screens, { answers: { answer: { nightWatch: async () => ({ ok: false, reason: 'the demo keeps none' }) } } })
    fireEvent.click(screen.getByRole('button', { name: /Night watch/ }))
    fireEvent.click(screen.getByRole('button', { name: 'Test now' }))
    await it.pass(1_000)
    expect(screen.getByText('Not done: the demo keeps none')).toBeTruthy()
  })
})

describe('last night', () => {
  const row = (id: string) => ({ id, name: id, severity: 'critical' as const, service: 'checkout', environment: 'production', at: NOW - H })
  const digest: NightDigest = {
    from: NOW - 10 * H, to: NOW - H, fired: { count: 3, alerts: [row('A'), row('B')] }, paged: { count: 1, pages: [{ id: 'p', title: 'CRITICAL: checkout', severity: 'critical', at: NOW - 2 * H, by: 'Mira' }] },
    resolved: { count: 0, alerts: [] }, open: { count: 1, alerts: [row('A')] }, silences: { count: 1, list: [{ id: 's', comment: 'disk is on order', by: 'Mira', endsAt: NOW + H }] }, 
    unseen: { sources: { count: 0, list: [] }, pages: { count: 0, list: [] } }, unwatchedMs: 2 * H, partial: false, closed: false
  }

  it('stands on the overview until it is closed', async () => {
    const it = await stage(withWatch({ ...NO_WATCH, kept: true, digest }), screens)
    const panel = within(screen.getByRole('region', { name: 'Last night' }))
    expect(panel.getAllByRole('definition').map((dd) => dd.textContent)).toEqual(['1A (checkout)', expect.stringMatching(/^1CRITICAL: checkout \d\d:00, taken by Mira$/), '3A (checkout)B (checkout)and 1 more', '0', expect.stringMatching(/^1disk is on order, \d\d:00$/)])
    expect(panel.getByText('Nothing was watched for 2 h.')).toBeTruthy()
    expect(panel.queryByText('Not seen')).toBeNull()
    fireEvent.click(panel.getByRole('button', { name: 'Close' }))
    expect(it.fake.calls.at(-1)).toEqual({ command: 'nightWatch', args: [{ do: 'close' }] })
    await it.next(withWatch({ ...NO_WATCH, kept: true, digest: { ...digest, closed: true } }))
    expect(screen.queryByRole('region', { name: 'Last night' })).toBeNull()
  })

  it('says what could not be seen, and counts the pages of it as open', async () => {
    const unseen: NightDigest['unseen'] = {
      sources: { count: 2, list: [{ id: 'am', name: 'am', ms: 8 * H, still: true }, { id: 'p', name: 'p', ms: H, still: false }] }, pages: { count: 1, list: [{ id: 'q', title: 'Garda cannot see am', severity: 'unknown', at: NOW - 2 * H }] }
    }
    await stage(withWatch({ ...NO_WATCH, kept: true, digest: { ...digest, unseen } }), screens)
    const panel = within(screen.getByRole('region', { name: 'Last night' }))
    expect([panel.getAllByRole('term').map((dt) => dt.textContent).slice(0, 2), panel.getAllByRole('definition').map((dd) => dd.textContent).slice(0, 2)])
      .toEqual([['Still open', 'Not seen'], ['2Garda cannot see amA (checkout)', '2am for 8 h, and still notp for 1 h']])
  })
})
