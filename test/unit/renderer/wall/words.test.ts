import { describe, expect, it } from 'vitest'
import type { AppState } from '@shared/state/app-state'
import { moment } from '@shared/text/format'
import { alsoOf, holderOf, lastChangeOf, lastPageOf, onCallOf } from '../../../../src/renderer/features/wall/fact-words'
import { situationOf, tellersOf, toneOf, type Situation } from '../../../../src/renderer/features/wall/situation'
import { headlineOf, underlineOf } from '../../../../src/renderer/features/wall/words'
import { freshSources } from '../../../../src/renderer/state/select/freshness'
import { serviceRows } from '../../../../src/renderer/state/select/services'
import { aMeta, aPage, NOW } from '../../../builders'
import { calmState, nightState } from '../overview/night'

const night = nightState(NOW)
const calm = calmState(NOW)
const MIN = 60_000

const seen = (state: AppState, over: { readonly fresh?: ReadonlySet<string>; readonly silent?: boolean; readonly wanted?: string | null; readonly without?: boolean } = {}): Situation => {
  const fresh = over.fresh ?? freshSources(state, NOW, NOW)
  return situationOf({
    state, environment: over.without ? null : state.environments['production']!, wanted: over.wanted ?? null, rows: serviceRows(state, 'production', fresh), fresh, silent: over.silent ?? false, heardAt: over.silent ? NOW - 5_000 : 0
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
  it('keeps what was wrong, and says that it was not seen since, when its own sources are silent and others are not', () => {
    expect(says(night, seen(night, { fresh: new Set(['prom-eu-2']) }))).toBe('critical | Article pages are failing | for *16 min* root *postgres-primary* not seen since')
  })
  it('is that nothing is watched, or not what the wall is for', () => {
    expect([headlineOf(seen({ ...calm, sources: {} }, { without: true })), headlineOf(seen(calm, { without: true, wanted: 'moon' }))]).toEqual(['Nothing is watched', 'No environment moon is known'])
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
    expect([alsoOf(counts, 'critical'), alsoOf({ ...counts, critical: 0, warning: 0 }, null)]).toEqual([
      [{ severity: 'critical', count: 2 }, { severity: 'warning', count: 4 }, { severity: 'unknown', count: 1 }], [{ severity: 'unknown', count: 1 }, { severity: 'info', count: 2 }]
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
