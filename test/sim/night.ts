import fc from 'fast-check'
import { labelsOf } from '@shared/domain/labels'
import type { AlertSighting } from '@shared/domain/alert'
import type { NotifyReason } from '@shared/domain/notification'
import { aSighting, aSnapshot, NOW } from '../builders'
import { aSetup, prom, startCore, type Core } from '../unit/core/core-harness'

/** What may happen in a night. Times are whole ticks. */
export type Happening =
  | { readonly what: 'begin' | 'end'; readonly alert: number }
  | { readonly what: 'silence' | 'unsilence' | 'take' | 'give'; readonly alert: number }
  | { readonly what: 'dead' | 'alive'; readonly source: number }
  | { readonly what: 'empty'; readonly source: number }
  | { readonly what: 'crash'; readonly awayTicks: number; readonly begins: number | null }
  | { readonly what: 'acknowledge' | 'release' | 'snooze' }
  | { readonly what: 'sleep'; readonly ticks: number }
  | { readonly what: 'back'; readonly seconds: number }

export const TICK = 5_000
const POLL_TICKS = 3

/** Eight things that may break: services that depend on each other, environments, severities. */
export const KINDS = [
  { name: 'DbDown', service: 'db', severity: 'critical', env: 'production' },
  { name: 'ApiErrors', service: 'api', severity: 'critical', env: 'production' },
  { name: 'ApiSlow', service: 'api', severity: 'warning', env: 'production' },
  { name: 'WebErrors', service: 'web', severity: 'critical', env: 'production' },
  { name: 'StagingDown', service: 'api', severity: 'critical', env: 'staging' },
  { name: 'DevDown', service: 'api', severity: 'critical', env: 'development' },
  { name: 'DiskInfo', service: 'db', severity: 'info', env: 'production' },
  { name: 'Odd', service: 'queue', severity: 'strange', env: 'production' }
] as const
const alert = fc.integer({ min: 0, max: KINDS.length - 1 })
const source = fc.integer({ min: 0, max: 1 })
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ what: fc.constantFrom('begin' as const, 'begin' as const, 'end' as const), alert }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('silence' as const, 'unsilence' as const, 'take' as const, 'give' as const), alert }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('dead' as const, 'alive' as const), source }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('empty' as const), source }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('crash' as const), awayTicks: fc.integer({ min: 1, max: 60 }), begins: fc.option(alert) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('acknowledge' as const, 'release' as const, 'snooze' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('sleep' as const), ticks: fc.integer({ min: 2, max: 500 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('back' as const), seconds: fc.integer({ min: 1, max: 7_200 }) }) }
)
export const nights = fc.record({
  hour: fc.constantFrom(3, 6.75, 12, 21.75),
  firing: fc.uniqueArray(alert, { maxLength: 3 }),
  steps: fc.array(fc.record({ after: fc.integer({ min: 0, max: 40 }), happening }), { minLength: 1, maxLength: 30 })
})
export type Night = typeof nights extends fc.Arbitrary<infer N> ? N : never

interface Broken { readonly startsAt: number; readonly silenced: boolean; readonly taken: boolean }
/** What Garda did, and what was true. */
export interface Told { readonly at: number; readonly run: number; readonly reason: NotifyReason; readonly alerts: readonly string[]; readonly key: string }
export interface Lived { readonly told: readonly Told[]; readonly wrongs: readonly string[]; readonly ticks: number }

const CONFIG = { services: [{ name: 'api', dependsOn: ['db'] }, { name: 'web', dependsOn: ['api'] }, { name: 'db' }, { name: 'queue' }], paging: { night: { from: '22:00', to: '07:00', zone: 'UTC' } } }
const SETUPS = [aSetup({ intervalMs: 15_000 }), prom({ intervalMs: 15_000 })]
const IDS = ['am', 'prom'] as const

/** Runs a night on the core and watches it: every tick the model says what must and must not be so. */
export const live = (night: Night): Lived => {
  let now = NOW - (NOW % 86_400_000) + night.hour * 3_600_000
  const broken = new Map<number, Broken>()
  const alive = [true, true]
  const emptyUntil = [0, 0]
  const told: Told[] = []
  const wrongs: string[] = []
  const once = new Set<string>()
  let run = 0
  let ticks = 0
  let core: Core = startCore(SETUPS, { at: now, config: CONFIG })
  let kept = { episodes: core.state.episodes, pages: core.state.app.pages, lastRunAt: now }
  /** Since when an alert should be told of, by what the sources were able to say: alert id → ticks in a row. */
  const owed = new Map<string, number>()

  const served = (who: number): readonly AlertSighting[] => (emptyUntil[who]! > now ? [] : [...broken].map(([i, b]) => sightingOf(i, b, who)))
  const watch = (next: Core): void => {
    for (const { record } of next.last.intents) {
      told.push({ at: now, run, reason: record.reason, alerts: record.alerts, key: record.key })
      if (record.reason === 'resolved' || record.reason === 'source-blind' || record.reason === 'reopened') continue
      for (const id of record.alerts) {
        const a = next.state.app.alerts[id]
        if (!a) { wrongs.push(`${id} was told and is not there`); continue }
        const episode = `${a.name} since ${a.startsAt}`
        if (once.has(episode)) wrongs.push(`${episode} was told twice, then as ${record.reason}`)
        once.add(episode)
        if (a.state !== 'firing' || a.held || a.severity === 'info' || a.environment === 'development') wrongs.push(`${a.name} was told as ${record.reason} though ${a.state}, ${a.severity}, ${a.environment}`)
      }
    }
    for (const effect of next.last.effects) {
      const page = next.state.app.pages[effect.page]
      if (effect.type === 'sound' && page?.status !== 'open') wrongs.push(`sound for a page that is ${page?.status ?? 'gone'}`)
    }
    core = next
    kept = { episodes: core.state.episodes, pages: Object.fromEntries(Object.entries(core.state.app.pages).filter(([, p]) => p.status !== 'over')), lastRunAt: now }
  }
  const tick = (): void => {
    now += TICK
    ticks++
    watch(core.tick(now))
    if (ticks % POLL_TICKS === 0) poll()
    judge()
  }
  const poll = (): void => {
    IDS.forEach((id, who) => { watch(alive[who] ? core.answer(id, aSnapshot({ alerts: served(who), services: null }), now) : core.fail(id, now)) })
  }
  /** A production critical that an Alertmanager lists as nobody's for a minute is on an open page, or on a held or snoozed one. */
  const judge = (): void => {
    for (const a of Object.values(core.state.app.alerts)) {
      const must = a.state === 'firing' && a.severity === 'critical' && a.environment === 'production' && a.held === null
      const n = must ? (owed.get(a.id) ?? 0) + 1 : 0
      owed.set(a.id, n)
      if (n * TICK > 60_000 && !Object.values(core.state.app.pages).some((p) => p.status !== 'over' && p.alerts.includes(a.id))) wrongs.push(`${a.name} fires for ${n * TICK / 1000} s and is on no page`)
    }
  }
  for (const i of night.firing) broken.set(i, { startsAt: now - 3_600_000, silenced: false, taken: false })
  poll()
  for (const { after, happening } of night.steps) {
    for (let i = 0; i < after; i++) tick()
    const pages = Object.values(core.state.app.pages).filter((p) => p.status !== 'over')
    switch (happening.what) {
      case 'begin': if (!broken.has(happening.alert)) broken.set(happening.alert, { startsAt: now, silenced: false, taken: false }); break
      case 'end': broken.delete(happening.alert); break
      case 'silence': case 'unsilence': case 'take': case 'give': {
        const b = broken.get(happening.alert)
        if (b) broken.set(happening.alert, { ...b, ...(happening.what === 'silence' ? { silenced: true } : happening.what === 'unsilence' ? { silenced: false } : { taken: happening.what === 'take' }) })
        break
      }
      case 'dead': case 'alive': alive[happening.source] = happening.what === 'alive'; break
      case 'empty': emptyUntil[happening.source] = now + 60_000; break
      case 'crash': {
        now += happening.awayTicks * TICK
        if (happening.begins !== null && !broken.has(happening.begins)) broken.set(happening.begins, { startsAt: now - TICK, silenced: false, taken: false })
        run++
        owed.clear()
        core = startCore(SETUPS, { at: now, config: CONFIG, ...kept })
        poll()
        break
      }
      case 'acknowledge': if (pages[0]) watch(core.do({ type: 'acknowledged', at: now, page: pages[0].id, held: { by: 'Mira', since: now, source: '' } })); break
      case 'release': if (pages[0]) watch(core.do({ type: 'released', at: now, page: pages[0].id })); break
      case 'snooze': if (pages[0]) watch(core.do({ type: 'snoozed', at: now, page: pages[0].id, until: now + 600_000 })); break
      case 'sleep': now += happening.ticks * TICK; owed.clear(); poll(); break
      case 'back': now -= happening.seconds * 1000; owed.clear(); poll(); break
    }
  }
  for (let i = 0; i < 30; i++) tick()
  return { told, wrongs, ticks }
}

const sightingOf = (i: number, { startsAt, silenced, taken }: Broken, who: number): AlertSighting => {
  const { name, service, severity, env } = KINDS[i]!
  const quiet = silenced && who === 0
  return aSighting({
    labels: labelsOf(Object.entries({ alertname: name, service, severity, env })), startsAt, state: quiet ? 'suppressed' : 'firing', silencedBy: quiet ? ['s1'] : [],
    held: taken && who === 0 ? { by: 'Daniel', since: startsAt, source: 'am' } : null
  })
}
