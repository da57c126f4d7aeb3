import { durationMs } from '../config/duration'

const S = 1_000
const LADDER = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000].map((s) => s * S)
/** What Grafana takes a Prometheus to scrape at when neither it nor anybody says. */
const SCRAPE_MS = 15 * S

/** The next round step that is no shorter. */
export const roundStep = (ms: number): number => LADDER.find((step) => step >= ms) ?? LADDER.at(-1)!

/** `30s`, `1m`, `>10s`, `1h30m` as ms; null where it is none. */
export const stepMs = (text: string): number | null => {
  const ms = durationMs(text.trim().replace(/^>/, ''))
  return ms !== null && ms > 0 ? ms : null
}

/** `5m`, `90s`, `1h`: a duration as PromQL writes it, in the largest unit that leaves no rest. */
export const promDuration = (ms: number): string => {
  const rounded = Math.max(1, Math.round(ms))
  for (const [unit, name] of [[86_400_000, 'd'], [3_600_000, 'h'], [60_000, 'm'], [1_000, 's']] as const) if (rounded % unit === 0) return `${rounded / unit}${name}`
  return `${rounded}ms`
}

export interface Steps { readonly interval: number; readonly rateInterval: number }

/** What a panel and its query ask of their steps, ms; absent or null: nothing. */
export interface Wish {
  /** The panel's shortest step, which says nothing of how often there are samples. */
  readonly least?: number | null
  /** The query's own shortest step (Grafana's *Min step*), which stands for how often there are samples. */
  readonly minStep?: number | null
  /** So many intervals are a step; as in Grafana no rate looks back further for it. */
  readonly factor?: number | undefined
}

/**
 * The step of a graph so many pixels wide, and how far a rate over it has to look: four samples, and a step with one more, as Grafana's Prometheus
 * source does (`calculateRateInterval`). `scrapeMs`: how often the source takes samples; null: not known. Unlike there, a query that asks for a
 * shorter step than its source has samples gets no shorter rate for it: it would be empty.
 */
export const stepsFor = (span: { readonly from: number; readonly to: number }, width: number, scrapeMs: number | null, { least = null, minStep = null, factor = 1 }: Wish = {}): Steps => {
  const source = scrapeMs ?? SCRAPE_MS
  const scrape = minStep === null ? source : Math.max(minStep, scrapeMs ?? 0)
  const fine = roundStep((span.to - span.from) / Math.max(1, width))
  const panel = Math.max(least ?? source, fine)
  const interval = minStep === null ? panel : Math.max(minStep, fine)
  return { interval: interval * factor, rateInterval: Math.max(Math.max(panel, interval) + scrape, 4 * scrape) }
}

/** What `$__…` stands for in a query. */
export const ownNames = ({ from, to }: { readonly from: number; readonly to: number }, { interval, rateInterval }: Steps): ReadonlyMap<string, string> => new Map([
  ['__interval', promDuration(interval)], ['__interval_ms', String(Math.round(interval))], ['__rate_interval', promDuration(rateInterval)], ['__rate_interval_ms', String(Math.round(rateInterval))],
  ['__range', promDuration(Math.max(1_000, Math.round((to - from) / S) * S))], ['__range_s', String(Math.max(1, Math.round((to - from) / S)))], ['__range_ms', String(Math.round(to - from))],
  ['__from', String(Math.round(from))], ['__to', String(Math.round(to))]
])
