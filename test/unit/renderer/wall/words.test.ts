import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Severity } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { moment } from '@shared/text/format'
import { alsoOf, holderOf, lastChangeOf, lastPageOf, onCallOf, ownerOf, partOf } from '../../../../src/renderer/features/wall/fact-words'
import { callingPages } from '../../../../src/renderer/features/wall/rotation'
import { isBlind, situationOf, tellersOf, toneOf, type Situation } from '../../../../src/renderer/features/wall/situation'
import { headlineOf, underlineOf } from '../../../../src/renderer/features/wall/words'
import { freshSources } from '../../../../src/renderer/state/select/freshness'
import { serviceRows } from '../../../../src/renderer/state/select/services'
import { aMeta, anAlert, aPage, NOW } from '../../../builders'
import { calmState, nightState } from '../overview/night'

const night = nightState(NOW)
const calm = calmState(NOW)
const MIN = 60_000

const seen = (state: AppState, over: { readonly fresh?: ReadonlySet<string>; readonly silent?: boolean; readonly wanted?: string | null; readonly without?: boolean } = {}): Situation => {
  const fresh = over.fresh ?? freshSources(state, NOW, NOW)
  return situationOf({
    state, calls: callingPages(state.pages, 'production'), environment: over.without ? null : state.environments['production']!, wanted: over.wanted ?? null, rows: serviceRows(state, 'production', fresh), fresh, silent: over.silent ?? false, heardAt: over.silent ? NOW - 5_000 : 0
  })
}
const says = (state: AppState, situation: Situation): string => {
  const rows = serviceRows(state, 'production', freshSources(state, NOW, NOW))
  return `${toneOf(situation)} | ${headlineOf(situation)} | ${underlineOf(situation, { rows, sources: state.sources, ages: state.ages }, NOW, 'utc').map((p) => (p.strong ? `*${p.text}*` : p.text)).join(' ')}`
}

describe('what a wall says', () => {
  it('is what readers feel, how long, and where it comes from', () => {
    expect(says(night, seen(night))).toBe('critical | Article pages are failing | for *16 min* root *postgres-primary*')
  })
  it('is quiet only where everything that matters is seen', () => {
    expect(says(calm, seen(calm))).toBe('ok | All quiet | *15 of 15* services within objectives')
    const unseen = { ...calm, services: { ...calm.services, 'production/article-service': { ...calm.services['production/article-service']!, health: 'unknown' as const } } }
    expect(says(unseen, seen(unseen))).toBe('unknown | Nothing firing that we can see | *article-service* is unknown')
  })
  it('is that it cannot see, when nobody who tells of what is shown has answered in time, though others have', () => {
    const others = new Set(['am-eu-2', 'loki', 'pagerduty'])
    expect(tellersOf(calm, 'production')).toEqual(['prom-eu-1'])
    expect(says(calm, seen(calm, { fresh: others }))).toBe('unknown | Cannot see | *prom-eu-1 does not answer,* last word *11:59*')
    expect(says(night, seen(night, { fresh: new Set() }))).toBe('unknown | Cannot see | *none of 3 sources answers,* last word *11:59*')
    expect(says({ ...calm, ages: {} }, seen(calm, { fresh: others }))).toBe('unknown | Cannot see | *prom-eu-1 does not answer,* and never has')
  })
  it('is that Garda stands still, whatever was known before', () => {
    expect([says(night, seen(night, { silent: true })), says(calm, seen(calm, { silent: true }))]).toEqual(Array(2).fill('unknown | Garda stands still | since *11:59:55* and nothing here is known now'))
  })
  it('keeps what was wrong, and says that it cannot be seen now, when its own sources are silent and others are not', () => {
    expect(says(night, seen(night, { fresh: new Set(['prom-eu-2']) }))).toBe('critical | Article pages are failing | for *16 min* root *postgres-primary* and cannot be seen now')
  })
  it('is that nothing is watched, or not what the wall is for', () => {
    expect([headlineOf(seen({ ...calm, sources: {} }, { without: true })), headlineOf(seen(calm, { without: true, wanted: 'moon' }))]).toEqual(['Nothing is watched', 'No environment moon is known'])
  })
  it('is that nothing fires that can be seen, where what answers has told of nothing yet, whatever the wall is for; somebody’s page goes before', () => {
    const told: AppState = { ...calm, alerts: {}, services: {}, environments: {} }
    const held = { ...told, pages: { p: aPage({ status: 'held', environment: 'production', alerts: [], lead: null, services: [], title: 'CRITICAL: web, PRODUCTION' }) } }
    expect([says(told, seen(told, { without: true })), says(told, seen(told, { without: true, wanted: 'production' })), says(held, seen(held, { without: true, wanted: 'production' })), isBlind(seen(told, { without: true }))]).toEqual([
      'unknown | Nothing firing that we can see | no service is known here', 'unknown | Nothing firing that we can see | no service is known here', 'critical | CRITICAL: web, PRODUCTION | *production* for *10 min*', false
    ])
  })
})

describe('a wall and the pages of its environment', () => {
  const watchdog = aPage({ id: 'dog', alerts: [], lead: null, services: [], unseen: ['watchdog:prom-eu-1:Watchdog'], title: 'CRITICAL: alerts of prom-eu-1 no longer come through', body: 'Watchdog is missing since 11:50.' })
  const withPages = (state: AppState, ...pages: readonly ReturnType<typeof aPage>[]): AppState => ({ ...state, pages: Object.fromEntries(pages.map((p) => [p.id, p])) })
  const told = (state: AppState): string => says(state, seen(state))

  it('says what asks by its own title and since when, where no alert fires for it, though every service is well', () => {
    const service = aPage({ id: 'u', alerts: [], lead: null, severity: 'unknown', services: ['article-service'], unseen: ['service:production/article-service'], title: 'Unknown: article-service, PRODUCTION' })
    const elsewhere = aPage({ ...watchdog, id: 'e', environment: 'staging' })
    expect([told(withPages(calm, watchdog)), told(withPages(calm, service)), told(withPages(calm, elsewhere)), told(withPages(calm, aPage({ ...watchdog, quietSince: NOW - MIN })))]).toEqual([
      'critical | CRITICAL: alerts of prom-eu-1 no longer come through | for *10 min*', 'unknown | Unknown: article-service, PRODUCTION | for *10 min* on *article-service*',
      'ok | All quiet | *15 of 15* services within objectives', 'critical | CRITICAL: alerts of prom-eu-1 no longer come through | for *10 min* not firing just now'
    ])
  })
  it('says it with the name of its environment where nothing else is known of that', () => {
    const state = withPages(calm, watchdog)
    expect(says(state, seen(state, { without: true }))).toBe('critical | CRITICAL: alerts of prom-eu-1 no longer come through | *production* for *10 min*')
  })
  it('says what an alert that it pages for says, however slight that is', () => {
    const alert = anAlert({ id: 'i', severity: 'info', environment: 'production', service: 'cms', sources: ['prom-eu-1'] })
    const state = withPages({ ...calm, alerts: { ...calm.alerts, i: alert } }, aPage({ alerts: ['i'], lead: 'i', severity: 'info', services: ['cms'] }))
    const situation = seen(state) as Extract<Situation, { is: 'page' }>
    expect([situation.is, situation.alert?.id, toneOf(situation), headlineOf(situation) === 'All quiet']).toEqual(['page', 'i', 'info', false])
  })
  it('shows what nobody has before what somebody has, though that is as bad and older', () => {
    const held = aPage({ id: 'held', status: 'held', alerts: night.incidents['incident-1']!.alerts, held: { by: 'Mira', since: NOW - MIN, source: '' } })
    const situation = seen(withPages(night, held, aPage({ ...watchdog, severity: 'warning' }))) as Extract<Situation, { is: 'page' }>
    expect([situation.is, situation.page.id, situation.more, situation.held, toneOf(situation)]).toEqual(['page', 'dog', 0, false, 'warning'])
    expect(told(withPages(night, held))).toBe('critical | Article pages are failing | for *16 min* root *postgres-primary*')
  })
  it('shows the alert that nobody has, of the incident it belongs to', () => {
    const { alerts } = night.incidents['incident-1']!
    const situation = seen(withPages(night, aPage({ alerts, lead: alerts[1]! }))) as Extract<Situation, { is: 'page' }>
    expect([situation.alert?.id, situation.incident.id, told(withPages(night, aPage({ alerts, lead: alerts[1]! })))]).toEqual(
      ['ConnectionsExhausted-postgres-primary', 'incident-1', 'critical | 200 of 200 connections in use | for *10 min* root *postgres-primary*'])
  })
  it('goes on saying what was put off, and what somebody has, until it is over', () => {
    const kept = (over: Partial<typeof watchdog>): readonly unknown[] => { const s = seen(withPages(calm, aPage({ ...watchdog, ...over }))); return [s.is, s.is === 'page' && s.held, headlineOf(s)] }
    const title = 'CRITICAL: alerts of prom-eu-1 no longer come through'
    expect([kept({ status: 'snoozed', snoozedUntil: NOW + MIN }), kept({ status: 'held' }), kept({ status: 'over' }), kept({ status: 'held', route: 'notify' })]).toEqual([['page', false, title], ['page', true, title], ['quiet', false, 'All quiet'], ['quiet', false, 'All quiet']])
    // what fires gives way to it only where that is less bad, and not its own
    const lesser = { ...calm, alerts: { ...calm.alerts, w: anAlert({ id: 'w', severity: 'warning', environment: 'production', sources: ['prom-eu-1'] }) } }
    const beside = (alerts: readonly string[]): readonly unknown[] => { const s = seen(withPages(lesser, aPage({ ...watchdog, status: 'held', alerts }))); return [s.is, toneOf(s)] }
    expect([beside([]), beside(['gone', 'w'])]).toEqual([['page', 'critical'], ['trouble', 'warning']])
    expect([seen(withPages(night, aPage({ ...watchdog, status: 'held' }))).is, seen(withPages({ ...calm, ages: {} }, watchdog), { fresh: new Set() }).is]).toEqual(['trouble', 'blind'])
  })
  it('shows what fires though it can only say that it cannot be seen', () => {
    const alert = anAlert({ id: 'u', severity: 'unknown', environment: 'production', service: 'cms', name: 'DbDown', sources: ['prom-eu-1'] })
    const situation = seen({ ...calm, alerts: { ...calm.alerts, u: alert } }) as Extract<Situation, { is: 'trouble' }>
    expect([situation.is, situation.alert.id, situation.held, toneOf(situation)]).toEqual(['trouble', 'u', false, 'unknown'])
  })
  it('says whose it is, until when it is put off, or whom it was brought to and who is next', () => {
    const of = (over: Partial<typeof watchdog>) => { const { name, value, note } = ownerOf(aPage({ ...watchdog, ...over }), NOW, 'utc'); return [name, value, note] }
    const next = { rung: 'next', at: NOW + 5 * MIN, person: 'Daniel' } as const
    expect([of({ next }), of({ next: { ...next, person: null } }), of({ next: { ...next, rung: 'sound' } }), of({ person: null }), of({ status: 'held', held: { by: 'Ada', since: NOW - MIN, source: '' } }), of({ status: 'snoozed', snoozedUntil: NOW + MIN })]).toEqual([
      ['Paged, nobody has it yet', 'Mira', 'Daniel at 12:05'], ['Paged, nobody has it yet', 'Mira', 'the next at 12:05'], ['Paged, nobody has it yet', 'Mira', ''], ['Paged, nobody has it yet', 'Every desk', ''],
      ['Has it', 'Ada', 'since 11:59'], ['Has it', 'Nobody', 'put off until 12:01']
    ])
    const { alerts } = night.incidents['incident-1']!
    const asks = seen(withPages(night, aPage({ alerts }))) as Extract<Situation, { is: 'page' }>
    expect([partOf(asks, night, NOW, 'utc'), partOf(asks, { alerts: {} }, NOW, 'utc')]).toEqual([{ key: 'part', name: 'Has a part of it', value: 'Mira', note: 'since 11:51' }, null])
  })
  it('counts the other pages that ask, and not what the page itself cannot see', () => {
    const key = 'production/article-service'
    const unseen = withPages({ ...calm, services: { ...calm.services, [key]: { ...calm.services[key]!, health: 'unknown' as const } } }, aPage({ alerts: [], severity: 'unknown', services: ['article-service'], unseen: [`service:${key}`] }), aPage({ ...watchdog, severity: 'unknown', openedAt: NOW }))
    const rows = serviceRows(unseen, 'production', freshSources(unseen, NOW, NOW))
    expect(alsoOf({ situation: seen(unseen), rows, counts: { critical: 0, warning: 0, unknown: 1, info: 0 }, unseen: 1 })).toEqual({ name: 'Also', pages: 1, list: [] })
  })

  const severities = fc.constantFrom<Severity>('critical', 'warning', 'info', 'unknown')
  const somePages = fc.array(fc.record({
    severity: severities, status: fc.constantFrom('open', 'snoozed', 'held', 'over'), route: fc.constantFrom('page', 'notify'), environment: fc.constantFrom('production', 'staging'), alerts: fc.subarray(['a', 'b', 'gone']), openedAt: fc.integer({ min: NOW - 9_000, max: NOW })
  }), { maxLength: 5 })
  const someAlerts = fc.array(fc.record({ severity: severities, held: fc.boolean() }), { maxLength: 2 })
  it('is never quiet while a page is not over or anything but the slightest fires, and shows the worst that asks before all else', () => {
    fc.assert(fc.property(somePages, someAlerts, (pages, alerts) => {
      const state = {
        ...withPages(calm, ...pages.map((p, i) => aPage({ ...p, id: `p${i}`, held: p.status === 'held' ? { by: 'Ada', since: NOW, source: '' } : null }))),
        alerts: Object.fromEntries(alerts.map(({ severity, held }, i) => { const id = 'ab'[i]!; return [id, anAlert({ id, severity, environment: 'production', sources: ['prom-eu-1'], held: held ? { by: 'Ada', since: NOW, source: 'am-eu-1' } : null })] }))
      }
      const situation = seen(state)
      const calls = callingPages(state.pages, 'production')
      const own = pages.filter((p) => p.route === 'page' && p.status !== 'over' && p.environment === 'production')
      if (calls[0]) expect([situation.is, situation.is === 'page' && situation.page.id, toneOf(situation)]).toEqual(['page', calls[0].id, calls[0].severity])
      expect(situation.is === 'quiet').toBe(own.length === 0 && alerts.every((a) => a.severity === 'info'))
      expect(toneOf(situation) === 'ok').toBe(situation.is === 'quiet')
    }), { numRuns: 200 })
  })
})

describe('the facts of a wall', () => {
  const trouble = seen(night) as Extract<Situation, { is: 'trouble' }>
  it('say who has it, or to whom it was brought', () => {
    const free = { ...night, alerts: Object.fromEntries(Object.entries(night.alerts).map(([id, a]) => [id, { ...a, held: null }])) }
    const page = aPage({ alerts: [trouble.alert.id], person: 'Mira', next: { rung: 'next', at: NOW + 5 * MIN, person: 'Daniel' } })
    const held = aPage({ ...page, status: 'held', held: { by: 'Daniel', since: NOW - MIN, source: '' } })
    const of = (state: AppState, pages: AppState['pages'] = {}) => { const { name, value, note } = holderOf(trouble, { ...state, pages }, NOW, 'utc'); return [name, value, note] }
    expect([of(night), of(free), of(free, { page }), of(free, { held })]).toEqual([
      ['Has a part of it', 'Mira', 'since 11:51'], ['Has it', 'Nobody', ''], ['Paged, nobody has it yet', 'Mira', 'Daniel at 12:05'], ['Has it', 'Daniel', 'since 11:59']
    ])
  })
  it('say who is on call as far as that is known', () => {
    const shift = { now: { name: 'Mira', until: NOW + 60 * MIN }, next: { name: 'Daniel', from: NOW + 60 * MIN }, order: [] }
    const of = (meta: Partial<AppState['meta']>, next: boolean) => { const f = onCallOf(aMeta(meta), NOW, 'utc', next); return f && [f.name, f.value, f.note] }
    expect([of({ shift }, false), of({ shift }, true), of({ shift: { ...shift, now: null } }, false), of({ onCall: { name: 'Ada', until: NOW + MIN, source: 'x' } }, true), of({}, false)]).toEqual([
      ['On call until 13:00', 'Mira', 'then Daniel'], ['Next on call, 13:00', 'Daniel', ''], ['On call', 'Nobody', 'Daniel from 13:00'], ['On call until 12:01', 'Ada', ''], null
    ])
  })
  it('say what fires besides, the last page and the last change', () => {
    const counts = { critical: 3, warning: 4, unknown: 1, info: 2 }
    const of = (situation: Situation, over: Partial<typeof counts> = {}, unseen = 0) => { const { name, pages, list } = alsoOf({ situation, counts: { ...counts, ...over }, unseen, rows: [] }); return [name, pages, list.map(({ severity, count }) => `${count} ${severity}`).join(', ')] }
    const quiet: Situation = { is: 'quiet', lesser: 2 }
    expect([of(trouble), of(quiet, { critical: 0, warning: 0 }), of(trouble, {}, 1), of(quiet, { critical: 0, warning: 0, info: 0 }, 1)]).toEqual([
      ['Also firing', 0, '2 critical, 4 warning, 1 unknown'], ['Also firing', 0, '1 unknown, 2 info'], ['Also', 0, '2 critical, 4 warning, 1 unknown'], ['Also out of sight', 0, '1 unknown']
    ])
    expect([lastChangeOf(night, 'production', NOW, 'utc'), lastChangeOf({ changes: {} }, 'production', NOW, 'utc')]).toEqual([{ key: 'change', name: 'Last change', value: 'article-service, 11:37', note: 'v2.318.0' }, null])
  })
  it('say when the last page of the environment was, however long ago, and since when there was none only where there was none', () => {
    const page = { id: 'p', service: 'checkout', startedAt: NOW - 190 * MIN, openedAt: NOW - 189 * MIN, endedAt: NOW - 184 * MIN }
    const days = 76 * 60 * MIN
    const of = (lastPages: AppState['meta']['lastPages'], environment = 'production') => lastPageOf({ lastPages }, environment, NOW, 'utc')
    const fact = (value: string, note: string) => ({ key: 'page', name: 'Last page', value, note })
    expect([
      of({ since: 0, of: { production: page } }), of({ since: 0, of: { production: { ...page, startedAt: page.startedAt - days, openedAt: NOW - days, endedAt: page.endedAt - days } } }),
      of({ since: 0, of: { production: { ...page, service: null, endedAt: null } } }), of({ since: NOW - 360 * MIN, of: { production: page } }, 'staging'), of({ since: NOW - 9 * days, of: {} }, 'toString'), of({ since: NOW + days, of: {} })
    ]).toEqual([
      fact('3 h 9 min ago', 'checkout, 6 min'), fact('3 d 4 h ago', 'checkout, 6 min'),
      fact('3 h 9 min ago', ''), fact('none', 'since 06:00'), fact('none', `since ${moment(NOW - 9 * days, NOW, 'utc')}`), fact('none', 'since 12:00')
    ])
  })
})
