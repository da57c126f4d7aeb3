import { describe, expect, test } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import type { Silence } from '@shared/domain/silence'
import { keptForRestart } from '../../../../src/main/core/kept'
import { aServiceSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { ALL_DAY, byMira, film } from './film'
import { an, M, pagesOf, S, silenced, type Sighting } from './watched'

const NAMES = ['web', 'api', 'db', 'mail']
const CONFIG = { ...ALL_DAY, services: NAMES.map((name) => ({ name, tier: 1 as const, dependsOn: name === 'web' ? ['api'] : name === 'api' ? ['db'] : [] })) }
const SOURCES = [aSetup(), prom()]
const muted = { state: 'suppressed', mutedBy: ['nights'] }

type Film = ReturnType<typeof film>
/** From which minute on services have no samples, and until which. */
type Lost = Readonly<Record<string, readonly [from: number, to?: number]>>
const sees = (name: string, minute: number, lost: Lost) => {
  const [from, to = Infinity] = lost[name] ?? [Infinity]
  const fresh = minute < from || minute >= to
  return aServiceSighting({ name, labels: labelsOf(Object.entries({ env: 'production', service: name })), fresh, lastSampleAt: fresh ? null : NOW + from * M })
}
const bare = ({ state, ...alert }: Sighting): Sighting => ({ ...alert, state: state === 'pending' ? 'pending' : 'firing', held: null, silencedBy: [], inhibitedBy: [], mutedBy: [] })

interface World {
  readonly alerts?: (minute: number) => readonly Sighting[]; readonly lost?: Lost; readonly silences?: readonly Silence[]; readonly am?: (minute: number) => boolean | null
}
/** What a Prometheus and its Alertmanager say of a world, each minute of which is known; `am`: whether that one answers; null: not yet. */
const live = (desk: Film, from: number, to: number, { alerts = () => [], lost = {}, silences = [], am = () => true }: World): Film => {
  desk.run(NOW + from * M, NOW + to * M, (at) => {
    const minute = (at - NOW) / M
    const list = alerts(minute)
    return [
      (c: Core) => c.answer('prom', aSnapshot({ alerts: list.map(bare), services: NAMES.map((name) => sees(name, minute, lost)) }), at),
      (c: Core) => (am(minute) === null ? c : am(minute) ? c.answer('am', aSnapshot({ alerts: list.filter((a) => a.state !== 'pending'), services: null, silences }), at) : c.fail('am', at))
    ]
  })
  return desk
}
const desk = (): Film => film(startCore(SOURCES, { config: CONFIG }))
const again = (before: Film, minute: number, { sources = SOURCES, lastRunAt = NOW + minute * M - 5 * S }: { readonly sources?: typeof SOURCES; readonly lastRunAt?: number } = {}): Film =>
  film(startCore(sources, { config: CONFIG, at: NOW + minute * M, lastRunAt, ...keptForRestart(before.core().state, new Set()) as object }))

describe.each<readonly [string, object]>([['somebody has', byMira(NOW + 4 * M)], ['is silenced', silenced], ['is muted', muted]])('an outage that %s', (_name, over) => {
  const world: World = { alerts: (minute) => (minute < 2 ? [] : [an('TargetDown', 'db', NOW + 2 * M, minute >= 4 ? over : {})]), lost: { db: [1] } }

  test('explains after a restart what it did before', () => {
    const it = live(again(live(desk(), 0, 10, world), 10), 10, 30, world)
    expect([it.out, pagesOf(it.core()).filter((p) => p.unseen.length > 0)]).toEqual([[], []])
  })

  test('explains it at a first start in the middle of it', () => {
    const it = live(film(startCore(SOURCES, { config: CONFIG, at: NOW + 10 * M })), 10, 30, world)
    expect([it.out, pagesOf(it.core())]).toEqual([[], []])
  })
})

test('a loss that was not told at a restart is told in its time, with the time that it had', () => {
  const world: World = { lost: { db: [4] } }
  const it = live(again(live(desk(), 0, 8, world), 8), 8, 12, world)
  expect(it.said('unseen')).toEqual(['9m unseen critical: Unknown: db, PRODUCTION | No samples for 5 min, last at 12:04. Health cannot be shown.'])
})

test('and one that was due meanwhile once all have been heard', () => {
  const world: World = { lost: { db: [4] } }
  const it = live(again(live(desk(), 0, 8, world), 12), 12, 16, world)
  expect(it.said('unseen')).toEqual(['12m5s unseen critical: Unknown: db, PRODUCTION | No samples for 8 min, last at 12:04. Health cannot be shown.'])
})

test.each<readonly [string, Partial<World>]>([
  ['the Alertmanager', { am: () => false }], ['a second Prometheus', {}]
])('what may be explained, or seen, by %s that is not heard yet has its time from the start', (name, silent) => {
  const sources = name === 'the Alertmanager' ? SOURCES : [...SOURCES, prom({ id: 'far', name: 'far' })]
  const world: World = { lost: { db: [4] } }
  const first = film(startCore(sources, { config: CONFIG }))
  first.run(NOW, NOW + M, (at) => (sources.length > 2 ? [(c) => c.answer('far', aSnapshot({ alerts: [], services: [sees('db', 0, {})] }), at)] : []))
  live(first, 0, 8, world)
  const it = live(again(first, 12, { sources }), 12, 20, { ...world, ...silent })
  expect(it.said('unseen critical: Unknown').map((line) => line.split(' ')[0])).toEqual(['17m'])
})

test('at the first start of all what is lost already has its time from the start', () => {
  const it = live(film(startCore(SOURCES, { config: CONFIG, at: NOW + 10 * M })), 10, 20, { lost: { db: [4] } })
  expect(it.said('unseen')).toEqual(['15m unseen critical: Unknown: db, PRODUCTION | No samples for 11 min, last at 12:04. Health cannot be shown.'])
})

/** What is told but that a source is silent. */
const told = (it: Film): readonly string[] => it.out.filter((line) => !line.endsWith(' sound') && !line.includes('source-blind'))

describe('a page that a colleague has by a silence', () => {
  const down = (over: Partial<Sighting> = {}, from = 2): Sighting => an('Down', 'db', NOW + from * M, over)
  const mira = byMira(NOW + 4 * M)
  const had = (minute: number): readonly Sighting[] => (minute < 2 ? [] : [down(minute >= 4 ? mira : {})])
  const silence = (endsAt: number): Silence =>
    ({ id: 'k1', source: 'am', matchers: [], createdBy: 'Mira', comment: 'ACK! on it', startsAt: NOW + 4 * M, endsAt: NOW + endsAt * M, state: 'active' })
  const taken = (world: World = {}, to = 10): Film => live(desk(), 0, to, { alerts: had, silences: [silence(40)], ...world })
  const heard = (it: Film) => ({ told: told(it), rings: it.rings(), pages: pagesOf(it.core()).filter((p) => p.alerts.length > 0).map((p) => [p.status, p.held?.by ?? null]) })
  const QUIET = { told: [], rings: false, pages: [['held', 'Mira']] }

  test.each<readonly [string, World]>([
    ['is dead', { am: (minute) => minute < 10 || minute >= 15 }], ['was dead already', { am: (minute) => minute < 9 || minute >= 15 }], ['is slow', { am: (minute) => (minute < 10 || minute >= 11 ? true : null) }]
  ])('stays theirs over a restart while its Alertmanager %s', (_name, world) => {
    expect(heard(live(again(taken(world), 10), 10, 30, { alerts: had, silences: [silence(40)], ...world }))).toEqual(QUIET)
  })

  test('and over the next one', () => {
    const dead: World = { alerts: had, am: () => false }
    expect(heard(live(again(live(again(taken(), 10), 10, 13, dead), 13), 13, 30, dead))).toEqual(QUIET)
  })

  test('asks when that silence ends, as without the restart', () => {
    const [dead, silences] = [{ alerts: had, am: (minute: number) => minute < 9 }, [silence(16)]]
    const called = (it: Film) => it.said('hook paged')
    const on = live(taken({ silences }, 9), 9, 30, dead)
    const anew = live(again(taken({ silences }, 10), 10), 10, 30, dead)
    expect([called(on).at(-1), called(anew)]).toEqual(['18m hook paged', ['18m hook paged']])
  })

  test('stays theirs for two minutes where nobody watched for so long that they may have given it back', () => {
    const world: World = { alerts: had, silences: [silence(90)] }
    const start = (am: NonNullable<World['am']>): Film => live(again(taken(world), 40, { lastRunAt: NOW + 10 * M }), 40, 50, { ...world, am })
    expect([heard(start((minute) => (minute < 41.5 ? null : true))), told(start(() => false)).map((line) => line.split(':')[0])]).toEqual([QUIET, ['42m called critical', '44m hook paged']])
  })

  test('asks as soon as the Alertmanager says that it was given back', () => {
    const it = live(again(taken(), 10), 10, 12, { alerts: () => [down()], am: (minute) => minute >= 11 })
    expect(heard(it)).toMatchObject({ rings: true, pages: [['open', null]] })
    expect(told(it)[0]).toMatch(/^11m called critical: /)
  })

  test('asks when it has begun anew', () => {
    const it = live(again(taken(), 11), 11, 14, { alerts: () => [down({}, 10.95)], am: () => false })
    expect(heard(it)).toMatchObject({ rings: true, pages: [['open', null]] })
  })
})

test('what somebody took before it was told is no summary after a restart without its Alertmanager', () => {
  const alerts = (): readonly Sighting[] => [an('Down', 'db', NOW - 5 * M, byMira(NOW - 4 * M))]
  const it = live(again(live(film(startCore(SOURCES, { config: CONFIG, lastRunAt: NOW - S })), 0, 5, { alerts }), 5), 5, 9, { alerts, am: () => false })
  expect([told(it), it.rings()]).toEqual([[], false])
})

test('what ends after a restart is named beside the warning that goes on, as without it', () => {
  const alerts = (minute: number): readonly Sighting[] => (minute < 1 ? [] : [...(minute < 12 ? [an('Down', 'db', NOW + M)] : []), an('Slow', 'db', NOW + M, {}, { severity: 'warning' })])
  const over = (it: Film): readonly string[] => it.said('resolved low')
  // the next run never saw it
  const [on, anew, away] = [live(desk(), 0, 20, { alerts }), live(again(live(desk(), 0, 8, { alerts }), 8), 8, 20, { alerts }), live(again(live(desk(), 0, 11, { alerts }), 12), 12, 20, { alerts })]
  expect([on, anew, away].map(over).map((lines) => lines.map((line) => line.slice(line.indexOf('resolved'))))).toEqual(Array.from({ length: 3 }, () =>
    ['resolved low: Resolved: Down (db), PRODUCTION | Lasted 11 min. Still firing there: Slow (db).']))
})
