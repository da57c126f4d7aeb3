import { describe, expect, test } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
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

interface World { readonly alerts?: (minute: number) => readonly Sighting[]; readonly lost?: Lost; readonly am?: (minute: number) => boolean; readonly prom?: (minute: number) => boolean }
/** What a Prometheus and its Alertmanager say of a world, each minute of which is known; `am`, `prom`: whether they answer. */
const live = (desk: Film, from: number, to: number, { alerts = () => [], lost = {}, am = () => true, prom: answers = () => true }: World): Film => {
  desk.run(NOW + from * M, NOW + to * M, (at) => {
    const minute = (at - NOW) / M
    const list = alerts(minute)
    return [
      (c: Core) => (answers(minute) ? c.answer('prom', aSnapshot({ alerts: list.map(bare), services: NAMES.map((name) => sees(name, minute, lost)) }), at) : c.fail('prom', at)),
      (c: Core) => (am(minute) ? c.answer('am', aSnapshot({ alerts: list.filter((a) => a.state !== 'pending'), services: null }), at) : c.fail('am', at))
    ]
  })
  return desk
}
const desk = (): Film => film(startCore(SOURCES, { config: CONFIG }))
const again = (before: Film, minute: number, sources: readonly ReturnType<typeof aSetup>[] = SOURCES): Film =>
  film(startCore(sources, { config: CONFIG, at: NOW + minute * M, lastRunAt: NOW + minute * M - 5 * S, ...keptForRestart(before.core().state, new Set()) as object }))

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
  const it = live(again(first, 12, sources), 12, 20, { ...world, ...silent })
  expect(it.said('unseen critical: Unknown').map((line) => line.split(' ')[0])).toEqual(['17m'])
})

test('at the first start of all what is lost already has its time from the start', () => {
  const it = live(film(startCore(SOURCES, { config: CONFIG, at: NOW + 10 * M })), 10, 20, { lost: { db: [4] } })
  expect(it.said('unseen')).toEqual(['15m unseen critical: Unknown: db, PRODUCTION | No samples for 11 min, last at 12:04. Health cannot be shown.'])
})
