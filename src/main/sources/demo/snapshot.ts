import type { Change } from '@shared/domain/change'
import { DEMO_DEVELOPMENT, DEMO_SERVICES, DEMO_STAGING, demoTime, demoUrl, type DemoPart, type DemoService } from '@shared/domain/demo'
import { SIGNALS, type ServiceAbout, type ServiceSighting, type Signal, type SignalReading, type SignalReadings, type Unit } from '@shared/domain/service'
import type { Silence } from '@shared/domain/silence'
import type { OnCall, SourceSnapshot } from '@shared/domain/source'
import { alertsAt, type Sight } from './alerts'
import { GRID_MS, seriesOf } from './curve'
import { demoShift, demoTurn } from './on-call'
import { CHANGES, quietOf, SILENCE, STORIES, VERSIONS, type Story } from './scenario'

const HOUR = 3_600_000
const TREND_STEP = 60_000
const UNITS: Readonly<Record<Signal, Unit>> = { traffic: 'per-second', errors: 'ratio', latency: 'seconds', saturation: 'ratio' }

/** All that a part of the newsroom says at scenario time `t`: a pure function of its arguments. */
export const demoAt = (t: number, sight: Sight): SourceSnapshot => {
  const says = (...parts: readonly DemoPart[]): boolean => sight.part === 'all' || parts.includes(sight.part)
  const alerts = says('prom-eu-1', 'prom-eu-2', 'alertmanager-eu', 'grafana', 'probes') ? alertsAt(t, sight) : null
  const silences = says('alertmanager-eu') ? silencesAt(t, sight) : null
  const services = says('prom-eu-1', 'prom-eu-2') ? servicesAt(t, sight) : null
  const changes = says('grafana') ? changesAt(t, sight) : null
  return {
    product: PRODUCTS[sight.part], serverTime: null, alerts, silences, services, changes, onCall: says('roster') ? onCallAt(t, sight) : null,
    externalLabels: null, offers: [], warnings: [],
    counts: { ...COUNTS[sight.part], ...lengths({ alerts, silences, services, changes }) }
  }
}

const lengths = (lists: Readonly<Record<string, readonly unknown[] | null>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(lists).flatMap(([name, list]) => (list ? [[name, list.length]] : [])))

const product = (name: string, version: string): SourceSnapshot['product'] => ({ name: `${name}, demo`, version })
const PRODUCTS: Readonly<Record<DemoPart, SourceSnapshot['product']>> = {
  all: product('Newsroom', ''), 'prom-eu-1': product('Prometheus', '2.53.0'), 'prom-eu-2': product('Prometheus', '2.53.0'), 'alertmanager-eu': product('Alertmanager', '0.27.0'),
  grafana: product('Grafana', '11.2.0'), tracing: product('Tracing', ''), probes: product('Probes', ''), roster: product('Roster', '')
}
const COUNTS: Readonly<Record<DemoPart, Readonly<Record<string, number>>>> = {
  all: { targets: 214, rules: 412 }, 'prom-eu-1': { targets: 168, rules: 300 }, 'prom-eu-2': { targets: 46, rules: 112 }, 'alertmanager-eu': { peers: 2 }, grafana: {}, tracing: { services: DEMO_SERVICES.length }, probes: { probes: 24 }, roster: { people: 2 }
}

/** The first Prometheus scrapes what readers meet, the second the data stores and all that is not production. */
const servicesAt = (t: number, sight: Sight): readonly ServiceSighting[] => {
  const mine = (part: DemoPart): boolean => sight.part === 'all' || sight.part === part
  const elsewhere = (env: string, names: readonly string[]): readonly ServiceSighting[] =>
    names.map((name) => sightingOf(t, sight, DEMO_SERVICES.find((s) => s.name === name)!, env, quietOf(STORIES[name]!), 1))
  return [
    ...DEMO_SERVICES.filter((s) => mine(s.part)).map((s) => sightingOf(t, sight, s, 'production', STORIES[s.name]!, s.targets)),
    ...(mine('prom-eu-2') ? [...elsewhere('staging', DEMO_STAGING), ...elsewhere('development', DEMO_DEVELOPMENT)] : [])
  ]
}

const sightingOf = (t: number, sight: Sight, service: DemoService, env: string, story: Story, targets: number): ServiceSighting => {
  const signals = signalsAt(t, sight, `${env}/${service.name}`, story)
  const samples = Object.values(signals).map((r) => r.at)
  const now = Math.floor(t / GRID_MS) * GRID_MS + sight.offset
  const lastSampleAt = samples.reduce<number | null>((a, b) => (b !== null && (a === null || b > a) ? b : a), null)
  const fresh = lastSampleAt === now
  return {
    name: service.name, labels: { env, service: service.name, ...(sight.marked ? { demo: 'true' } : {}) }, fresh, lastSampleAt: fresh ? now : lastSeen(story, sight),
    targets: { up: fresh ? targets : 0, total: targets }, signals, about: aboutOf(t, service, env)
  }
}

/** When a silent service spoke last, to the second. */
const lastSeen = (story: Story, sight: Sight): number | null => {
  const gap = story.traffic.gaps?.[0]
  return gap ? demoTime(gap[0]) + sight.offset : null
}

const signalsAt = (t: number, sight: Sight, id: string, story: Story): SignalReadings => Object.fromEntries(SIGNALS.map((signal) => {
  const series = seriesOf(story[signal], sight.seed, `${id} ${signal}`)
  const to = Math.floor(t / GRID_MS) * GRID_MS
  const from = sight.brief ? to : to - HOUR
  const values = Array.from({ length: sight.brief ? 1 : HOUR / TREND_STEP + 1 }, (_, i) => round(series(from + i * TREND_STEP)))
  const last = values.findLastIndex((v) => v !== null)
  const limit = story.limits?.[signal]
  const lag = story.lag && signal === 'saturation'
  const reading: SignalReading = {
    value: values[last] ?? null, unit: lag ? 'count' : UNITS[signal], note: lag ? 'lag' : signal === 'latency' ? 'p95' : '', at: last < 0 ? null : from + last * TREND_STEP + sight.offset,
    limit: limit ? { value: limit[0], severity: limit[1], side: 'above' } : null, trend: { from: from + sight.offset, step: TREND_STEP, values }
  }
  return [signal, reading]
}))

const round = (x: number | null): number | null => (x === null ? null : Number(x.toPrecision(4)))

const aboutOf = (t: number, service: DemoService, env: string): Partial<ServiceAbout> => {
  const deployed = CHANGES.findLast((c) => c.service === service.name && /^v\d/.test(c.what) && demoTime(c.at) <= t)
  const version = (env === 'production' ? deployed?.what : undefined) ?? VERSIONS[service.name] ?? null
  if (env !== 'production') return { version, owner: service.owner }
  return {
    version, tier: service.tier, owner: service.owner,
    runbook: demoUrl.runbook(service.name), repository: demoUrl.repository(service.name), dashboard: demoUrl.dashboard(service.name), dependsOn: service.dependsOn
  }
}

const silencesAt = (t: number, sight: Sight): readonly Silence[] => {
  const startsAt = demoTime(SILENCE.from)
  const endsAt = demoTime(SILENCE.to)
  if (t < startsAt) return []
  const equals = (name: string, value: string): Silence['matchers'][number] => ({ name, value, isRegex: false, isEqual: true })
  return [{
    id: SILENCE.id, source: sight.source, matchers: [equals('alertname', SILENCE.alertname), equals('service', SILENCE.service)], startsAt: startsAt + sight.offset, endsAt: endsAt + sight.offset,
    createdBy: SILENCE.by, comment: SILENCE.comment, state: t < endsAt ? 'active' : 'expired'
  }]
}

/** Of the last 24 hours, newest first. */
const changesAt = (t: number, sight: Sight): readonly Change[] =>
  CHANGES.filter((c) => demoTime(c.at) <= t && demoTime(c.at) > t - 24 * HOUR).toReversed().map((c) => ({
    id: `${sight.source}/${c.at} ${c.service}`, source: sight.source, at: demoTime(c.at) + sight.offset, service: c.service, environment: 'production', what: c.what, detail: c.detail, by: c.by,
    link: `${demoUrl.repository(c.service)}/compare/${encodeURIComponent(c.what.split(' ')[0]!)}`
  }))

const onCallAt = (t: number, sight: Sight): OnCall => {
  const { person, to } = demoTurn(demoShift(t))
  return { name: person, until: to + sight.offset, source: sight.source }
}
