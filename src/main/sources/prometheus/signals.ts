import type { Labels } from '@shared/domain/labels'
import { SIGNALS, type Signal, type SignalReading, type SignalReadings } from '@shared/domain/service'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { asFailure, SourceFailure } from '../../ports/failure'
import type { Api } from './api'
import type { Scrape } from './facts'
import { exists, isOfService, type Existing, type Pack } from './packs'
import { ownerOf, type Discovery } from './services'
import { expand } from './template'
import type { Range } from './wire'

const STEP_MS = 60_000
const POINTS = 61
const PARALLEL = 4
/** A server that gave nothing yet may have just started: it is asked again soon, on a new grid, and then as often as all others. */
const EMPTY_AGAIN_MS = 10_000
/** After a failure a query asks for less, and waits longer. */
const SHORT_POINTS = 11
const BACKOFF_MS = 30_000
const MAX_BACKOFF_MS = 300_000

/** One signal of one pack for all services at once, over the last hour. Only what is new is asked for. */
export interface Trend {
  /** Time of the last point, ms of the server's clock. */
  readonly end: number
  /** Naming labels it is grouped by, in one text: other ones mean other groups. */
  readonly by: string
  readonly groups: ReadonlyMap<string, Group>
  /** Answers in a row that held nothing. */
  readonly empties: number
  readonly failures: number
  readonly failure: SourceFailure | null
  readonly warning: string | null
  readonly triedAt: number
}
interface Group { readonly labels: Labels; readonly values: Float64Array }
export type Trends = ReadonlyMap<string, Trend>

/** Where nobody says what exists, these many packs are tried, the most telling first. */
const MOST_TRIED = 8

interface Wanted { readonly id: string; readonly pack: Pack; readonly signal: Signal; readonly query: string }

/** The signals whose metrics exist. Labels are left to the queries, which give nothing where a label is missing. */
const wantedOf = (packs: readonly Pack[], existing: Existing | null, by: readonly string[], windowMs: number): readonly Wanted[] =>
  (existing === null ? packs.slice(0, MOST_TRIED) : packs.filter((pack) => exists(pack.needs, existing, false))).flatMap((pack) => SIGNALS.flatMap((signal): Wanted[] => {
    const found = pack.signals[signal]
    if (!found || (existing !== null && !exists(found.needs, existing, false))) return []
    return [{ id: `${pack.id}.${signal}`, pack, signal, query: expand(found.query, { selector: {}, by, windowMs, parts: pack.parts }) }]
  }))

export interface SignalsAsk {
  readonly packs: readonly Pack[]
  readonly existing: Existing | null
  readonly by: readonly string[]
  readonly windowMs: number
  /** Server's clock, ms. */
  readonly now: number
  readonly timeoutMs: number
}

/**
 * The trends as they stand now; the same map when nothing was due. A query that fails keeps its trend, which grows old.
 * @param late tells when there is no time left to ask for more
 */
export const refreshTrends = async (api: Api, before: Trends, asked: SignalsAsk, late: () => boolean, signal: AbortSignal): Promise<Trends> => {
  const wanted = wantedOf(asked.packs, asked.existing, asked.by, asked.windowMs)
  const by = asked.by.join(',')
  const next = new Map<string, Trend>()
  const queue: Wanted[] = []
  for (const w of wanted) {
    const known = before.get(w.id)
    if (known && known.by === by && !isTime(known, asked.now)) next.set(w.id, known)
    else { if (known) next.set(w.id, known); queue.push(w) }
  }
  if (queue.length === 0 && next.size === before.size) return before
  const work = async (): Promise<void> => {
    for (let w = queue.shift(); w; w = queue.shift()) {
      const known = before.get(w.id)
      next.set(w.id, await refresh(api, w, known?.by === by ? known : undefined, by, asked, late, signal))
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
  return next
}

const isTime = (trend: Trend, now: number): boolean => {
  if (now < trend.triedAt) return true
  if (trend.failures > 0) return now - trend.triedAt >= Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (trend.failures - 1))
  return trend.groups.size === 0 ? now - trend.triedAt >= Math.min(STEP_MS, EMPTY_AGAIN_MS * 2 ** (trend.empties - 1)) : now - trend.end >= STEP_MS
}

const refresh = async (api: Api, wanted: Wanted, known: Trend | undefined, by: string, { now, timeoutMs }: SignalsAsk, late: () => boolean, signal: AbortSignal): Promise<Trend> => {
  const goesOn = known !== undefined && known.groups.size > 0 && now >= known.end && now - known.end < (POINTS / 2) * STEP_MS
  const end = goesOn ? known.end + Math.floor((now - known.end) / STEP_MS) * STEP_MS : Math.floor(now / 1000) * 1000
  const points = known?.failures ? SHORT_POINTS : POINTS
  // the last point is asked for again: what it rests on may have come late
  const start = goesOn ? Math.max(known.end, end - (points - 1) * STEP_MS) : end - (points - 1) * STEP_MS
  try {
    if (late()) throw new SourceFailure('timeout', { seconds: Math.round(timeoutMs / 1000) })
    const answer = await api.range(wanted.query, start, end, STEP_MS)
    const groups = merge(goesOn ? known : undefined, answer.data, end)
    return { end, by, groups, empties: groups.size === 0 ? (known?.empties ?? 0) + 1 : 0, failures: 0, failure: null, warning: answer.warnings[0] ?? null, triedAt: now }
  } catch (thrown) {
    signal.throwIfAborted()
    const old = known ?? { end, groups: new Map<string, Group>(), empties: 0, failures: 0 }
    return { end: old.end, by, groups: old.groups, empties: old.empties, failures: old.failures + 1, failure: asFailure(thrown), warning: null, triedAt: now }
  }
}

/** Old points move left, new ones take their place; a group without any number left that is no longer told of is let go. */
const merge = (known: Trend | undefined, ranges: readonly Range[], end: number): ReadonlyMap<string, Group> => {
  const groups = new Map<string, Group>()
  const told = new Set<string>()
  const shift = known ? Math.round((end - known.end) / STEP_MS) : POINTS
  for (const [key, group] of known?.groups ?? []) {
    const values = new Float64Array(POINTS).fill(NaN)
    values.set(group.values.subarray(Math.min(POINTS, shift)))
    groups.set(key, { labels: group.labels, values })
  }
  for (const range of ranges) {
    const key = JSON.stringify(range.labels)
    const values = groups.get(key)?.values ?? new Float64Array(POINTS).fill(NaN)
    for (let i = 0; i < range.t.length; i++) {
      const at = POINTS - 1 + Math.round((range.t[i]! - end) / STEP_MS)
      if (at >= 0 && at < POINTS) values[at] = range.v[i]!
    }
    groups.set(key, { labels: range.labels, values })
    told.add(key)
  }
  for (const [key, group] of groups) if (!told.has(key) && !group.values.some(Number.isFinite)) groups.delete(key)
  return groups
}

/**
 * Golden signals by service key. For each signal the first pack that has numbers for the service tells it, else the first that knows it.
 * Readings that say the same as before keep their reference.
 * @param skewMs server clock minus ours: readings are told by our clock
 */
export const readingsOf = (packs: readonly Pack[], trends: Trends, groups: Discovery['groups'], skewMs: number, before: Readings): Readings => {
  const readings = new Map<string, Partial<Record<Signal, SignalReading>>>()
  const owners = new Map<string, string | null>()
  const ownerOfGroup = (key: string, group: Group): string | null => {
    const owner = owners.has(key) ? owners.get(key)! : ownerOf(group.labels, groups)
    owners.set(key, owner)
    return owner
  }
  /** Packs that tell of a service, by its key, as far as they have numbers. */
  const telling = new Map<string, Pack[]>()
  for (const pack of packs) for (const signal of SIGNALS) for (const [key, group] of trends.get(`${pack.id}.${signal}`)?.groups ?? []) {
    const owner = ownerOfGroup(key, group)
    if (owner !== null) telling.set(owner, [...(telling.get(owner) ?? []), pack])
  }
  for (const pack of packs) {
    for (const signal of SIGNALS) {
      const found = pack.signals[signal]
      const trend = trends.get(`${pack.id}.${signal}`)
      if (!found || !trend) continue
      const perService = new Map<string, Float64Array>()
      for (const [key, group] of trend.groups) {
        const owner = ownerOfGroup(key, group)
        if (owner === null || !isOfService(pack, telling.get(owner) ?? [])) continue
        const sum = perService.get(owner)
        perService.set(owner, sum ? joined(sum, group.values, signal) : group.values)
      }
      for (const [service, values] of perService) {
        const mine = readings.get(service) ?? {}
        if (mine[signal] && (mine[signal].value !== null || !values.some(Number.isFinite))) continue
        mine[signal] = reading(values, trend.end - skewMs, found.unit, noteOf(found.note ?? ''))
        readings.set(service, mine)
      }
    }
  }
  return new Map([...readings].map(([service, next]) => { const old = before.get(service); return [service, old && sameReadings(old, next) ? old : next] }))
}
const noteOf = (note: string): string => (isMessageKey(note) ? t(note) : clean(note, { max: 40 }))
export type Readings = ReadonlyMap<string, SignalReadings>

const sameReadings = (a: SignalReadings, b: SignalReadings): boolean => SIGNALS.every((signal) => {
  const [x, y] = [a[signal], b[signal]]
  if (!x || !y) return x === y
  return x.at === y.at && x.value === y.value && x.note === y.note && x.unit === y.unit && x.trend.from === y.trend.from && x.trend.values.every((v, i) => v === y.trend.values[i])
})

/** Traffic of several groups adds up; of shares and times the worst counts. */
const joined = (a: Float64Array, b: Float64Array, signal: Signal): Float64Array => a.map((x, i) => {
  const y = b[i]!
  if (Number.isNaN(x)) return y
  return Number.isNaN(y) ? x : signal === 'traffic' ? x + y : Math.max(x, y)
})

const reading = (values: Float64Array, end: number, unit: SignalReading['unit'], note: string): SignalReading => {
  const newest = values.findLastIndex((v) => !Number.isNaN(v))
  const from = end - (POINTS - 1) * STEP_MS
  return {
    value: newest < 0 ? null : values[newest]!, unit, note, at: newest < 0 ? null : from + newest * STEP_MS, limit: null,
    trend: { from, step: STEP_MS, values: Array.from(values, (v) => (Number.isNaN(v) ? null : v)) }
  }
}

/** Rates look back over at least four scrapes, and over no less than the step, so that no sample falls between two points. */
export const windowFor = (scrapeMs: number, stepMs: number): number => Math.max(4 * scrapeMs, stepMs, STEP_MS)

/** Slowly scraped jobs do not blur what is told of all others beyond this. */
const SLOWEST_SCRAPE_MS = 150_000
/** The interval to reckon with, ms, where it is not known which job something comes from: the slowest, within reason. */
export const slowestOf = ({ usual, byJob }: Scrape): number => Math.max(usual, Math.min(SLOWEST_SCRAPE_MS, Math.max(0, ...byJob.values())))
