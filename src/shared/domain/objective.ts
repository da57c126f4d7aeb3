/** What was promised of a service: at most so many of its requests fail over a window that slides. */
export interface Objective {
  /** 0.999: one of a thousand may fail. */
  readonly target: number
  readonly windowMs: number
  /** PromQL rates per second with `$window`; null: what the source knows by itself. */
  readonly errors: string | null
  readonly total: string | null
}

/** Requests per second, on average over a window that ends now. Null: nobody counted. */
export interface Counted {
  readonly windowMs: number
  readonly errors: number | null
  readonly total: number | null
}

/** What a source can say of an objective. */
export interface ObjectiveData {
  readonly source: string
  /** When the youngest of it was asked for, ms. */
  readonly at: number
  /** Over the windows that burn rates are told for, the shortest first. */
  readonly burns: readonly Counted[]
  /** Over the objective's own window, or as much of it as there is; null: it could not be read. */
  readonly whole: { readonly counted: Counted; /** Shorter than the window: there is no more. */ readonly spanMs: number; readonly at: number } | null
  /** Since the trouble began; null: there is none. */
  readonly since: { readonly at: number; readonly counted: Counted } | null
  /** Something is missing in it, as the source says. */
  readonly warnings: readonly string[]
  /** No series of errors was found, over any window: none may have failed yet, or nothing counts those that do. */
  readonly noErrors?: true
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A burn that is too fast over both of its windows at once (Google's SRE workbook, chapter 5). The short one ends it soon after the trouble has. */
interface Tier { readonly longMs: number; readonly shortMs: number; /** Of the whole budget, spent within the long window. */ readonly share: number; readonly severity: 'critical' | 'warning' }
const TIERS: readonly Tier[] = [
  { longMs: HOUR, shortMs: 5 * MINUTE, share: 0.02, severity: 'critical' },
  { longMs: 6 * HOUR, shortMs: 30 * MINUTE, share: 0.05, severity: 'critical' },
  { longMs: DAY, shortMs: 2 * HOUR, share: 0.1, severity: 'warning' },
  { longMs: 3 * DAY, shortMs: 6 * HOUR, share: 0.1, severity: 'warning' }
]

/** Windows that burn rates are asked over, ms, rising. The first is "now". */
export const BURN_WINDOWS: readonly number[] = [...new Set(TIERS.flatMap((tier) => [tier.longMs, tier.shortMs]))].sort((a, b) => a - b)

/** 14.4, 6, 3 and 1 for thirty days; for another window what spends the same share of it. */
const factorOf = ({ share, longMs }: Tier, windowMs: number): number => (share * windowMs) / longMs

/** The tiers that make sense for a window: nobody is told of a burn that it bears for ever. */
export const tiersOf = (windowMs: number): readonly (Tier & { readonly factor: number })[] =>
  TIERS.map((tier) => ({ ...tier, factor: Number(factorOf(tier, windowMs).toPrecision(9)) })).filter(({ factor }) => factor >= 1)

/** Part of the requests that failed, 0 to 1; null without traffic: nothing was promised for nothing. */
export const failedShare = ({ errors, total }: Counted): number | null =>
  errors === null || total === null || !Number.isFinite(errors) || !Number.isFinite(total) || total <= 0 ? null : Math.min(1, Math.max(0, errors / total))

/** Why a budget is unknown: nobody asked for anything, or what failed of it could not be counted. */
export const unknownBy = ({ whole }: Pick<ObjectiveData, 'whole'>): 'failed' | 'traffic' => (whole === null || (whole.counted.errors === null && (whole.counted.total ?? 0) > 0) ? 'failed' : 'traffic')

/** 1: nothing is spent; 0: all of it; below: more than all. Null: unknown. */
export const budgetLeft = (counted: Counted, target: number): number | null => {
  const failed = failedShare(counted)
  return failed === null ? null : 1 - failed / (1 - target)
}

/** How many times faster than its window bears the budget is spent. Null: unknown. */
export const burnRate = (counted: Counted, target: number): number | null => {
  const failed = failedShare(counted)
  return failed === null ? null : failed / (1 - target)
}

/**
 * Until nothing is left, ms, if the burn goes on; null: it does not end, or that is unknown. Until there is as much history as its window holds,
 * the budget grows by each moment that is burnt.
 */
export const goneIn = (left: number | null, burn: number | null, spanMs: number, windowMs = spanMs): number | null => {
  if (left === null || burn === null || burn <= 1) return null
  const rest = Math.max(0, left) * spanMs
  const grows = Math.max(0, windowMs - spanMs)
  return rest <= grows * (burn - 1) ? rest / (burn - 1) : (rest + grows) / burn
}

/** What was left before the trouble: what it has spent since is added again. Null: unknown. */
export const leftBefore = (whole: Counted, since: Counted, target: number): number | null => {
  const left = budgetLeft(whole, target)
  const failed = failedShare(since)
  if (left === null || failed === null) return null
  const spent = (since.windowMs * since.total! * failed) / (whole.windowMs * whole.total! * (1 - target))
  return Math.min(1, left + spent)
}

export type BurnTone = 'critical' | 'warning' | null

/** What one burn rate would lead to if it held: the severity of the least factor that it passes. */
export const toneOf = (burn: number | null, windowMs: number): BurnTone => {
  if (burn === null) return null
  const passed = tiersOf(windowMs).filter(({ factor }) => factor > 1 && burn >= factor)
  return passed.find((tier) => tier.severity === 'critical')?.severity ?? passed[0]?.severity ?? null
}

export interface Budget {
  /** 1: all of it; below 0: overspent; null: unknown. */
  readonly left: number | null
  /** Over how much time; less than the window where there is no more. */
  readonly spanMs: number
  readonly whole: boolean
  readonly before: { readonly at: number; readonly left: number } | null
  readonly goneInMs: number | null
  /** By window, the shortest first; null: unknown. */
  readonly burns: readonly { readonly windowMs: number; readonly rate: number | null; readonly tone: BurnTone }[]
  /** The worst tier that is passed over both of its windows. */
  readonly tooFast: BurnTone
}

/** Less history than this part of the window is worth saying. */
const WHOLE_SHARE = 0.97

/** All that follows from what was counted. */
export const budgetOf = ({ target, windowMs }: Objective, data: ObjectiveData): Budget => {
  const rates = new Map(data.burns.map((counted) => [counted.windowMs, burnRate(counted, target)]))
  const left = data.whole === null ? null : budgetLeft(data.whole.counted, target)
  const spanMs = data.whole?.spanMs ?? windowMs
  const before = data.whole && data.since && leftBefore(data.whole.counted, data.since.counted, target)
  const above = (ms: number, factor: number): boolean => (rates.get(ms) ?? 0) >= factor
  const passed = tiersOf(windowMs).filter((tier) => above(tier.longMs, tier.factor) && above(tier.shortMs, tier.factor))
  return {
    left, spanMs, whole: spanMs >= WHOLE_SHARE * windowMs,
    before: before === null || !data.since ? null : { at: data.since.at, left: before },
    goneInMs: goneIn(left, rates.get(BURN_WINDOWS[0]!) ?? null, spanMs, windowMs),
    burns: data.burns.map(({ windowMs: ms }) => { const rate = rates.get(ms) ?? null; return { windowMs: ms, rate, tone: toneOf(rate, windowMs) } }),
    tooFast: passed.find((tier) => tier.severity === 'critical')?.severity ?? passed[0]?.severity ?? null
  }
}

/** A time ahead as it is worth saying: down to two figures, never more than there is. */
export const roundedDown = (ms: number): number => {
  const grid = ms < 10 * MINUTE ? MINUTE : ms < HOUR ? 5 * MINUTE : ms < DAY ? 10 * MINUTE : HOUR
  return Math.floor(ms / grid) * grid
}
