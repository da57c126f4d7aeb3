import { expect, test } from 'vitest'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import type { Turn } from '@shared/domain/on-call'
import type { Shift } from '@shared/domain/page'
import { createRoster } from '../../../../src/main/app/roster'
import { keptForRestart } from '../../../../src/main/core/kept'
import type { Calendars } from '../../../../src/main/ports/calendars'
import { aSnapshot, NOW } from '../../../builders'
import { fakeClock } from '../../../fakes/fake-clock'
import { aSetup, startCore, type Core } from '../core-harness'
import { ALL_DAY, film } from './film'
import { an, H, M, pagesOf, S } from './watched'

/** By turn it is Daniel's shift, by the calendar Mira's. */
const TURNS: readonly Turn[] = [{ person: 'Mira', from: NOW - 24 * H, to: NOW + 24 * H }]
const config = (me: string, over: ConfigInput['paging'] = {}) =>
  configSchema.parse({ paging: { ...ALL_DAY.paging, me, onCall: { people: ['Daniel', 'Mira'], start: '2025-11-10', zone: 'UTC', calendar: 'a.ics' }, ...over } })

/** A run of a desk with its roster; `core`: what the run before left. */
const run = (me: string, at: number, before: Core | null = null, over: ConfigInput['paging'] = {}) => {
  const left = before === null ? {} : { ...keptForRestart(before.state, new Set()), lastRunAt: at - 5 * S }
  const it = film(startCore([aSetup()], { config: config(me, over), at, ...left }))
  const clock = fakeClock(at)
  let heard: Parameters<Calendars['follow']>[2] = () => undefined
  const roster = createRoster({
    clock, note: () => undefined, unnote: () => undefined, calendars: { follow: (_place, _zone, hear) => { heard = hear; return () => undefined } },
    changed: (shift: Shift) => { it.step((c) => c.do({ type: 'meta', at: clock.now(), change: { shift } }), clock.now()) }
  })
  roster.configure(it.core().state.config.paging)
  const reads = (when: number, turns: readonly Turn[] | null): void => {
    clock.jump(when - clock.now())
    heard({ turns, readAt: turns && when, problem: turns ? null : { line: null, reason: 'no answer' }, floating: null })
  }
  /** An alert begins in the second minute. */
  const live = (to: number): void => {
    it.run(clock.now(), to, (now) => [(c) => c.answer('am', aSnapshot({ alerts: now < NOW + 2 * M ? [] : [an('Down', 'api', NOW + 2 * M)] }), now)])
    clock.jump(to - clock.now())
  }
  const calls = (): readonly string[] => it.out.filter((l) => /sound|hook/.test(l))
  return { reads, live, calls, core: it.core, page: () => pagesOf(it.core()).map(({ person, reached, passed, since, loud }) => ({ person, reached, passed, since: (since - NOW) / S, loud })) }
}
/** A desk up to its restart, beside a page that came to Mira a moment after it began. */
const ringing = (me: string, over: ConfigInput['paging'] = {}): Core => {
  const it = run(me, NOW, null, over)
  it.reads(NOW, TURNS)
  it.live(NOW + 5 * M + 15 * S)
  return it.core()
}
const MIRAS = { person: 'Mira', reached: ['Mira'], passed: 0, since: 120 }

test('a page stays with whoever has it over a restart, and its ladder goes on: before the calendar was read, and after', () => {
  const it = run('Mira', NOW + 5 * M + 20 * S, ringing('Mira'))
  it.live(NOW + 5 * M + 25 * S)
  const before = it.page()
  it.reads(NOW + 5 * M + 25 * S, TURNS)
  const after = it.page()
  it.live(NOW + 7 * M + 5 * S)
  const mira = [{ ...MIRAS, loud: true }]
  const daniel = [{ person: 'Daniel', reached: ['Mira', 'Daniel'], passed: 1, since: 120, loud: true }]
  expect([before, after, it.calls(), it.page()]).toEqual([mira, mira, ['6m sound', '7m sound', '7m hook passed-on'], daniel])
})

test('what fell due while the calendar was awaited goes on to whom it names as soon as it is read, and to nobody before', () => {
  const [mira, daniel] = ['Mira', 'Daniel'].map((me) => {
    const it = run(me, NOW + 8 * M, ringing(me))
    it.live(NOW + 8 * M + 10 * S)
    const before = it.page()
    it.reads(NOW + 8 * M + 10 * S, TURNS)
    return [before, it.calls(), it.page()]
  })
  const passed = { person: 'Daniel', reached: ['Mira', 'Daniel'], passed: 1, since: 120, loud: true }
  expect([mira, daniel]).toEqual([
    [[{ ...MIRAS, loud: true }], ['8m10s hook passed-on'], [passed]],
    [[{ ...MIRAS, loud: false }], ['8m10s hook paged', '8m10s sound'], [passed]]
  ])
})

test('whose calendar cannot be read is loud from the beginning, on every shift', () => {
  const desks = ['Mira', 'Daniel'].map((me) => {
    const it = run(me, NOW)
    it.reads(NOW + 15 * S, null)
    it.live(NOW + 8 * M)
    return [it.calls().slice(0, 4), it.page()]
  })
  const loud = [['2m sound', '3m sound', '4m sound', '4m hook paged'], [{ person: null, reached: [], passed: 0, since: 120, loud: true }]]
  expect(desks).toEqual([loud, loud])
})

test('a desk is quiet as soon as the calendar says that it is somebody else’s shift', () => {
  const it = run('Daniel', NOW + 2 * M - 15 * S)
  it.live(NOW + 2 * M + 15 * S)
  it.reads(NOW + 2 * M + 15 * S, TURNS)
  it.live(NOW + 6 * M)
  expect([it.calls(), it.page()]).toEqual([['2m sound', '2m15s hook passed-on'], [{ ...MIRAS, since: 135, loud: false }]])
})

test('a page of somebody else comes to a desk that cannot read who is next when it would go on, stays theirs, and stays loud there', () => {
  const [mira, daniel] = ['Mira', 'Daniel'].map((me) => {
    const it = run(me, NOW + 5 * M + 20 * S, ringing(me))
    it.reads(NOW + 5 * M + 20 * S, null)
    it.live(NOW + 9 * M)
    const before = it.page()
    it.reads(NOW + 9 * M, TURNS)
    return [it.calls(), before, it.page()]
  })
  const both = { ...MIRAS, reached: ['Mira', 'Daniel'], loud: true }
  expect([mira, daniel]).toEqual([
    [['6m sound', '7m sound', '8m sound', '9m sound', '9m hook passed-on'], [{ ...MIRAS, loud: true }], [{ ...both, person: 'Daniel', passed: 1 }]],
    [['7m hook paged', '7m sound', '8m sound', '9m sound'], [both], [both]]
  ])
})

test('and at once where its ladder goes on to nobody', () => {
  const over: ConfigInput['paging'] = { ladders: [{ sound: { after: '0s', every: '1m' } }] }
  const it = run('Daniel', NOW + 5 * M + 20 * S, ringing('Daniel', over), over)
  it.live(NOW + 5 * M + 30 * S)
  it.reads(NOW + 5 * M + 30 * S, null)
  expect([it.calls(), it.page()]).toEqual([['5m30s sound'], [{ ...MIRAS, reached: ['Mira', 'Daniel'], loud: true }]])
})
