import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import type { Page } from '@shared/domain/page'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { prom, startCore, type Core } from '../core-harness'
import { aLog, M, run, S, sees, type Log } from './blindness'

const pagesOf = (core: Core): readonly Page[] => Object.values(core.state.app.pages)
const down = (service: string, startsAt: number, alertname = 'TargetDown') =>
  aSighting({ labels: labelsOf(Object.entries({ alertname, env: 'production', service, severity: 'critical' })), startsAt })
const ALL = [{ name: 'web', tier: 1 as const, dependsOn: ['api'] }, { name: 'api', tier: 1 as const, dependsOn: ['db'] }, { name: 'db', tier: 1 as const }, { name: 'mail', tier: 1 as const }]
type At = (at: number) => readonly ReturnType<typeof down>[]
type Lost = Readonly<Record<string, readonly [from: number, to?: number]>>
/** Services that need each other, seen but for those lost from then on, ms after NOW; alerts as given. */
const live = (core: Core, [from, to]: readonly [number, number], log: Log, lost: Lost, alerts: At): Core => {
  const isSeen = (name: string, at: number): boolean => { const [gone, back] = lost[name] ?? [Infinity]; return at < NOW + gone || at >= NOW + (back ?? Infinity) }
  return run(core, [NOW + from, NOW + to], log, (at) => [(c) => c.answer('prom', aSnapshot({ services: ALL.map(({ name }) => sees(name, at, isSeen(name, at))), alerts: alerts(at) }), at)])
}
const begun = (): Core =>
  startCore([prom()], { config: { services: ALL, paging: { night: { from: '00:00', to: '00:00' } } } }).answer('prom', aSnapshot({ services: ALL.map(({ name }) => sees(name, NOW)), alerts: [] }), NOW).tick(NOW + 11 * S)
const taken = (core: Core, at: number): Core => core.do({ type: 'acknowledged', at: NOW + at, page: pagesOf(core)[0]!.id, held: { by: 'Mira', since: NOW + at, source: '' } })
const snoozed = (core: Core, at: number): Core => core.do({ type: 'snoozed', at: NOW + at, page: pagesOf(core)[0]!.id, until: NOW + at + 10 * M })
/** Alerts from then on, ms after NOW. */
const from = (...alerts: readonly (readonly [service: string, at: number, name?: string])[]): At => (at) =>
  alerts.flatMap(([service, after, name]) => (at >= NOW + after ? [down(service, NOW + after, name)] : []))

describe('a taken page of services that cannot be seen', () => {
  it('asks again with the first alert on one of them, and with no other after that was taken, too', () => {
    const log = aLog()
    const lost = { mail: [M], api: [M], web: [M] } as const
    const first = taken(live(begun(), [15 * S, 8 * M], log, lost, () => []), 8 * M)
    const second = live(first, [8 * M + 15 * S, 10 * M], log, lost, from(['api', 9 * M]))
    expect(log.told.slice(1)).toEqual([expect.stringMatching(/^\d+s joined critical: CRITICAL: api, PRODUCTION$/)])
    const third = live(taken(second, 10 * M), [10 * M + 15 * S, 14 * M], log, lost, from(['api', 9 * M], ['mail', 11 * M], ['web', 12 * M]))
    expect([log.told.slice(2).map((line) => line.replace(/^\d+s /, '').split(':')[0]), pagesOf(third).map((p) => [p.status, p.alerts.length])]).toEqual([['joined low', 'joined low'], [['held', 3]]])
  })
})

describe('a service that cannot be seen, and criticals on what needs it', () => {
  it('are one page where it is lost first', () => {
    const log = aLog()
    const core = live(begun(), [15 * S, 14 * M], log, { db: [M] }, from(['api', 8 * M, 'HighErrorRate'], ['web', 10 * M, 'HighErrorRate']))
    expect([log.told.map((line) => line.replace(/^\d+s /, '')), pagesOf(core).map((p) => [p.severity, p.since - NOW, p.body.includes('Not seen: db.')])]).toEqual([
      ['unseen critical: Unknown: db, PRODUCTION', 'joined critical: CRITICAL: api, PRODUCTION', expect.stringMatching(/^joined critical: CRITICAL: 2 alerts/)], [['critical', 6 * M, true]]
    ])
  })

  it('are one page where it is lost last, which says so and begins no ladder anew', () => {
    const log = aLog()
    const core = live(begun(), [15 * S, 14 * M], log, { db: [M] }, from(['api', 2 * M, 'HighErrorRate']))
    expect([log.told.map((line) => line.replace(/^\d+s /, '')), pagesOf(core).map((p) => [p.severity, p.since - NOW, p.unseen, p.body.includes('Not seen: db.')])]).toEqual([
      ['new critical: CRITICAL: api, PRODUCTION', 'unseen critical: CRITICAL: api, PRODUCTION'], [['critical', 2 * M, ['service:production/db'], true]]
    ])
  })

  it('are two where somebody has what needs it: it is a cause that they could not know of', () => {
    const log = aLog()
    const first = taken(live(begun(), [15 * S, 4 * M], log, { db: [M] }, from(['api', 2 * M, 'HighErrorRate'])), 4 * M)
    const core = live(first, [4 * M + 15 * S, 14 * M], log, { db: [M] }, from(['api', 2 * M, 'HighErrorRate']))
    expect([log.told.slice(1).map((line) => line.replace(/^\d+s /, '')), pagesOf(core).map((p) => [p.status, p.unseen])]).toEqual([['unseen critical: Unknown: db, PRODUCTION'], [['held', []], ['open', ['service:production/db']]]])
  })

  it('are one page that asks again where somebody has the loss: it is felt by now', () => {
    const log = aLog()
    const first = taken(live(begun(), [15 * S, 8 * M], log, { db: [M] }, () => []), 8 * M)
    const core = live(first, [8 * M + 15 * S, 14 * M], log, { db: [M] }, from(['api', 9 * M, 'HighErrorRate']))
    expect([log.told.slice(1).map((line) => line.replace(/^\d+s /, '')), pagesOf(core).map((p) => [p.status, p.severity])]).toEqual([['joined critical: CRITICAL: api, PRODUCTION'], [['open', 'critical']]])
  })

  it('are two where the loss was taken longer ago than any event lasts, or the other needs it not', () => {
    const log = aLog()
    const first = taken(live(begun(), [15 * S, 8 * M], log, { db: [M] }, () => []), 8 * M)
    const core = live(first, [8 * M + 15 * S, 50 * M], log, { db: [M] }, from(['mail', 9 * M, 'QueueFull'], ['api', 45 * M, 'HighErrorRate']))
    expect([log.told.slice(1).map((line) => line.replace(/^\d+s /, '')), pagesOf(core).map((p) => p.status)]).toEqual([['new critical: CRITICAL: mail, PRODUCTION', 'new critical: CRITICAL: api, PRODUCTION'], ['held', 'open', 'open']])
  })

  it('are two where the service had been seen again before the critical began', () => {
    const log = aLog()
    const core = live(begun(), [15 * S, 9 * M], log, { db: [M, 8 * M] }, from(['web', 8 * M + 30 * S, 'HighErrorRate']))
    expect(pagesOf(core).map((p) => [p.severity, p.alerts.length])).toEqual([['unknown', 0], ['critical', 1]])
  })
})

describe('a service that is lost after somebody has its critical', () => {
  it('is a page of its own: they have not taken that it cannot be seen', () => {
    const log = aLog()
    const alerts = from(['db', 2 * M])
    const first = taken(live(begun(), [15 * S, 4 * M], log, {}, alerts), 4 * M)
    const core = live(first, [4 * M + 15 * S, 25 * M], log, { db: [10 * M] }, alerts)
    expect([log.told.slice(1).map((line) => line.replace(/^\d+s /, '')), pagesOf(core).map((p) => [p.status, p.unseen])]).toEqual([['unseen critical: Unknown: db, PRODUCTION'], [['held', []], ['open', ['service:production/db']]]])
  })

  it('stays quiet where the page is snoozed, and asks with it', () => {
    const log = aLog()
    const alerts = from(['db', 2 * M])
    const first = snoozed(live(begun(), [15 * S, 10 * M], log, {}, alerts), 10 * M)
    const core = live(first, [10 * M + 15 * S, 25 * M], log, { db: [9 * M] }, alerts)
    expect([log.told.slice(1).map((line) => line.replace(/^\d+s /, '').split(':')[0]), pagesOf(core).map((p) => [p.status, p.unseen.length])]).toEqual([['unseen low', 'called critical'], [['open', 1]]])
  })
})
