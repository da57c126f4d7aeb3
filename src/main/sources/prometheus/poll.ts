import { labelOf } from '@shared/domain/labels'
import type { ServiceSighting } from '@shared/domain/service'
import type { SourceSnapshot, SourceWarning } from '@shared/domain/source'
import { t } from '@shared/text/catalogue'
import { EXTRA_SHARE, isDue, REQUEST_SHARE } from '../../ports/ask'
import { asFailure, SourceFailure } from '../../ports/failure'
import type { SourceContext, SourceInstance } from '../../ports/source-kind'
import { keepEqual, keepSnapshot, sameBytes, skewOf } from '../../ports/wire'
import { readRules } from './alerts'
import { apiOf, type Answer, type Api } from './api'
import { refreshFacts } from './facts'
import { forget } from './kept'
import { memoryOf, namingOf, NO_LABELS, type Memory } from './memory'
import { packSet, type Existing, type Pack } from './packs'
import { discover, ownerOf, upQuery, withMissing, type Discovery, type Scraped } from './services'
import { readingsOf, refreshTrends, slowestOf, windowFor } from './signals'
import { nameText, quote } from './template'
import { namesWire, rulesWire, type Sample } from './wire'

const RULES = '/api/v1/rules'
/** What is left of the deadline after the signals: they may fail, alerts and services may not fail with them. */
const SIGNALS_SHARE = 0.9
const EXISTING_MS = 120_000

/**
 * One complete look: rules with their alerts, services by their targets, golden signals, and rarely the server itself.
 * Each part fails for itself; what failed is null and said. When neither rules nor services can be read, that failure is thrown.
 */
export const poll = async (source: SourceInstance, ctx: SourceContext): Promise<SourceSnapshot> => {
  const memory = memoryOf(ctx)
  const started = ctx.now()
  const api = apiOf(source, ctx, started + source.timeoutMs * REQUEST_SHARE)
  const [rules, up, facts] = await Promise.all([
    settle(() => readRulesPart(api, memory, source.urls[0] ?? ''), ctx),
    settle(() => api.instant(upQuery(namingOf(source))), ctx),
    refreshFacts(apiOf(source, ctx, started + source.timeoutMs * EXTRA_SHARE), memory.facts, started, ctx.signal)
  ])
  const clocks = api.clocks()
  if (clocks) memory.skewMs = skewOf(clocks.server, clocks.ours, memory.skewMs)
  if (rules instanceof SourceFailure || up instanceof SourceFailure) forget(memory.tails)
  if (rules instanceof SourceFailure && up instanceof SourceFailure) throw rules
  memory.facts = facts
  if (!(rules instanceof SourceFailure)) memory.rules = rules
  if (!(up instanceof SourceFailure)) await readServices(memory, source, ctx, up, started)
  return assemble(memory, ctx, rules instanceof SourceFailure ? rules : null, up instanceof SourceFailure ? up : null, up instanceof SourceFailure ? [] : up.warnings)
}

const settle = async <T>(read: () => Promise<T>, ctx: SourceContext): Promise<T | SourceFailure> => {
  try { return await read() } catch (thrown) {
    ctx.signal.throwIfAborted()
    return asFailure(thrown)
  }
}

const readRulesPart = async (api: Api, { rules: before }: Memory, base: string): Promise<NonNullable<Memory['rules']>> => {
  const response = await api.get(RULES, { type: 'alert', partial_response: 'true' })
  if (before && response.status === 200 && sameBytes(before.body, response.body)) return before
  const { data, warnings } = api.read(rulesWire, response, RULES)
  const read = readRules(data, before?.read ?? null, warnings.length > 0, base)
  return { body: response.body, read: { ...read, broken: read.broken.map((rule) => ({ ...rule, error: api.redact(rule.error) })) }, partial: warnings }
}

const readServices = async (memory: Memory, source: SourceInstance, ctx: SourceContext, up: Answer<readonly Sample[]>, started: number): Promise<void> => {
  const found = discover(up.data, namingOf(source), memory.facts.externalLabels ?? NO_LABELS, memory.discovery)
  const before = memory.discovery
  memory.discovery = up.warnings.length > 0 ? withMissing(before, found, memory.upAt) : found
  const deadline = started + source.timeoutMs * SIGNALS_SHARE
  const api = apiOf(source, ctx, deadline)
  await Promise.all([readLastUp(api, memory, before, ctx), source.options['signals'] === false ? null : readSignals(api, memory, source, ctx, deadline)])
  memory.upAt = started
  memory.sightings = keepEqual(memory.sightings, sightingsOf(memory, memory.discovery, packSet(source.packs).packs))
}

const isDown = (s: Scraped): boolean => s.up === 0

/** When services that are down were last up: as seen by ourselves, else as the server remembers from the last hours. Asked once for each. */
const readLastUp = async (api: Api, memory: Memory, before: Discovery | null, ctx: SourceContext): Promise<void> => {
  const down = (memory.discovery?.services ?? []).filter(isDown)
  const known = new Map(down.flatMap((s) => (memory.lastUp.has(s.key) ? [[s.key, memory.lastUp.get(s.key) ?? null] as const] : [])))
  const seenUp = new Map(before?.services.filter((s) => !isDown(s)).map((s) => [s.key, s.missingSince ?? memory.upAt]))
  const asked = down.filter((s) => !known.has(s.key) && !seenUp.has(s.key))
  for (const s of down) if (!known.has(s.key)) known.set(s.key, seenUp.get(s.key) ?? null)
  memory.lastUp = known
  const query = lastUpQuery(asked, memory.discovery?.by ?? [])
  if (!query) return
  const answer = await settle(() => api.instant(query), ctx)
  if (answer instanceof SourceFailure) return
  for (const { labels, value } of answer.data) {
    const owner = ownerOf(labels, memory.discovery?.groups ?? [])
    if (owner !== null && known.has(owner) && Number.isFinite(value)) known.set(owner, Math.max(known.get(owner) ?? 0, value * 1000 - memory.skewMs))
  }
}
const MOST_DOWN = 50

/** Null when there is nobody to ask for. */
const lastUpQuery = (services: readonly Scraped[], by: readonly string[]): string | null => {
  const values = new Map<string, string[]>()
  for (const s of services.slice(0, MOST_DOWN)) {
    const label = Object.keys(s.selector).find((name) => labelOf(s.selector, name) === s.name)
    if (label !== undefined) values.set(label, [...(values.get(label) ?? []), s.name])
  }
  const parts = [...values].map(([label, names]) => `max by (${by.map(nameText).join(', ')}) (max_over_time(timestamp(up{${nameText(label)}=~${quote(names.map(escapeRegex).join('|'))}} == 1)[6h:1m]))`)
  return parts.length ? parts.join(' or ') : null
}
const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const readSignals = async (api: Api, memory: Memory, source: SourceInstance, ctx: SourceContext, deadline: number): Promise<void> => {
  const { discovery } = memory
  if (!discovery || discovery.services.length === 0) { memory.trends = new Map(); return }
  const now = ctx.now()
  const set = packSet(source.packs)
  if (isDue(memory.existing?.at ?? null, EXISTING_MS, now) || memory.existing?.groups !== discovery.groups) {
    // without any answer the most telling packs are tried: those that do not fit give nothing
    const value = await readExisting(api, set.signalMetrics, now + memory.skewMs, ctx) ?? memory.existing?.value ?? null
    memory.existing = { at: now, groups: discovery.groups, value }
  }
  memory.trends = await refreshTrends(api, memory.trends, {
    packs: set.packs, existing: memory.existing.value, by: discovery.by, windowMs: windowFor(slowestOf(memory.facts.scrape), 0), now: now + memory.skewMs, timeoutMs: source.timeoutMs
  }, () => ctx.now() >= deadline, ctx.signal)
}

/** Names in one request: addresses stay short enough for every proxy. */
const NAMES_AT_ONCE = 40
/** Which of these metrics there were within the last hour; null when that could not be read. */
const readExisting = async (api: Api, metrics: readonly string[], serverNow: number, ctx: SourceContext): Promise<Existing | null> => {
  const now = Math.floor(serverNow / 1000)
  const batches = Array.from({ length: Math.ceil(metrics.length / NAMES_AT_ONCE) }, (_, i) => metrics.slice(i * NAMES_AT_ONCE, (i + 1) * NAMES_AT_ONCE))
  const answers = await Promise.all(batches.map((names) => settle(() => api.call(namesWire, '/api/v1/label/__name__/values', {
    'match[]': `{__name__=~"${names.join('|')}"}`, start: String(now - 3600), end: String(now + 1)
  }), ctx)))
  const found = answers.flatMap((answer) => (answer instanceof SourceFailure ? [] : [answer.data]))
  return found.length < answers.length ? null : new Map(found.flat().map((name) => [name, new Set<string>()]))
}

const NO_SIGNALS: ServiceSighting['signals'] = {}

const sightingsOf = (memory: Memory, discovery: Discovery, packs: readonly Pack[]): readonly ServiceSighting[] => {
  const { trends, skewMs } = memory
  const from = [trends, discovery.groups, skewMs]
  if (!memory.readings || memory.readings.from.some((x, i) => x !== from[i])) {
    memory.readings = { from, value: readingsOf(packs, trends, discovery.groups, skewMs, memory.readings?.value ?? new Map()) }
  }
  const readings = memory.readings.value
  const before = new Map(memory.sightings.map((s) => [JSON.stringify([s.name, s.labels]), s]))
  return discovery.services.map((s) => {
    const old = before.get(JSON.stringify([s.name, s.labels]))
    const missing = s.missingSince !== null
    const next: ServiceSighting = {
      name: s.name, labels: s.labels, fresh: !isDown(s) && !missing,
      // while it is up its age is that of the answer; a time here would make every answer a new one
      lastSampleAt: isDown(s) ? (memory.lastUp.get(s.key) ?? null) : s.missingSince,
      // how many of its targets are up now nobody said
      targets: missing ? null : { up: s.up, total: s.total }, signals: readings.get(s.key) ?? NO_SIGNALS, about: null
    }
    const unchanged = old?.fresh === next.fresh && old.lastSampleAt === next.lastSampleAt && old.signals === next.signals &&
      old.targets?.up === next.targets?.up && old.targets?.total === next.targets?.total
    return unchanged ? old : next
  })
}

const assemble = (memory: Memory, ctx: SourceContext, rulesFailure: SourceFailure | null, upFailure: SourceFailure | null, upPartial: readonly string[]): SourceSnapshot => {
  const { rules, discovery, facts } = memory
  memory.snapshot = keepSnapshot(memory.snapshot, {
    product: facts.product,
    // told only when it differs from ours: it would make every snapshot a new one
    serverTime: memory.skewMs === 0 ? null : ctx.now() + memory.skewMs,
    alerts: rulesFailure ? null : (rules?.read.alerts ?? null),
    silences: null,
    services: upFailure ? null : memory.sightings,
    changes: null, onCall: null, externalLabels: facts.externalLabels, offers: facts.offers,
    // without the configuration the interval is only what is usual
    ...(facts.externalLabels === null ? {} : { scrapeMs: facts.scrape.usual }),
    warnings: [
      ...(rulesFailure ? [said('alerts', rulesFailure, t('prometheus.part.alerts'), true)] : [...unwatched(memory, ctx.now()), ...brokenRules(memory)]),
      ...(upFailure ? [said('services', upFailure, t('prometheus.part.services'), true)] : []),
      ...(rulesFailure || !rules?.partial[0] ? [] : [said('alerts', null, t('prometheus.partial', { detail: rules.partial[0] }), true)]),
      ...(upPartial[0] ? [said('services', null, t('prometheus.partial', { detail: upPartial[0] }), true)] : []),
      ...signalWarnings(memory)
    ],
    counts: { ...(discovery ? { targets: discovery.targets, services: discovery.services.length } : {}), ...(rules ? { rules: rules.read.rules, alerts: rules.read.alerts.length } : {}) }
  })
  return memory.snapshot
}

const said = (part: SourceWarning['part'], failure: SourceFailure | null, text: string, blinds = false): SourceWarning =>
  ({ part, failure: failure && { code: failure.code, values: failure.values }, text, blinds })

/** Rules that nobody evaluates raise no alert, so that there is none proves nothing. */
const unwatched = ({ rules, skewMs }: Memory, now: number): readonly SourceWarning[] => {
  if (!rules || rules.partial.length > 0) return []
  const { read } = rules
  if (read.rules === 0) return [{ ...said('alerts', null, t('prometheus.no-rules')), ifAlone: true }]
  if (read.evaluated === 0) return [said('alerts', null, t('prometheus.unevaluated', { n: read.rules }), true)]
  return read.freshUntil !== null && now + skewMs > read.freshUntil ? [said('alerts', null, t('prometheus.late'), true)] : []
}

const MOST_BROKEN = 5
const brokenRules = ({ rules }: Memory): readonly SourceWarning[] => {
  const broken = rules?.read.broken ?? []
  const rest = broken.length - MOST_BROKEN
  return [
    ...broken.slice(0, MOST_BROKEN).map(({ name, error }) => said('alerts', null, t('prometheus.rule', { rule: name, detail: error }))),
    ...(rest > 0 ? [said('alerts', null, t('prometheus.rules', { n: rest }))] : [])
  ]
}

const signalWarnings = ({ trends }: Memory): readonly SourceWarning[] => {
  const all = [...trends.values()]
  const failed = all.filter((trend) => trend.failures > 0)
  const partial = all.find((trend) => trend.warning !== null)?.warning
  return [
    ...(failed[0] ? [said('metrics', failed[0].failure, t('prometheus.part.signals', { n: failed.length }))] : []),
    ...(partial ? [said('metrics', null, t('prometheus.partial', { detail: partial }))] : [])
  ]
}
