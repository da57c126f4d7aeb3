import type { SourceAges, SourceStatus } from './source'

/** Fresh: two intervals, and a moment for the answer to travel. After five a value is no longer shown. */
export const freshFor = (intervalMs: number): number => 2 * intervalMs + 2_000

/** An answer from the future is one from before the clock was set back: not to be trusted either. */
const TOLERANCE_MS = 2_000

/** Whether what a source said last may still be taken for the truth. */
export const isFresh = (ages: SourceAges | undefined, now: number): boolean =>
  ages !== undefined && ages.successAt !== null && now <= ages.freshUntil && ages.successAt <= now + TOLERANCE_MS

type Teller = Pick<SourceStatus, 'abilities' | 'intervalMs' | 'unreadSince'>
const toldOf = ({ intervalMs }: Teller, ages: SourceAges | undefined, now: number): boolean => ages !== undefined && ages.alertsAt !== null && now <= ages.alertsAt + freshFor(intervalMs)
const isRead = (source: Teller, ages: SourceAges | undefined, now: number): boolean => source.unreadSince === null || toldOf(source, ages, now)
const judges = ({ abilities }: Teller): boolean => abilities.includes('silence')

/**
 * Ids of the sources whose word holds at `now`: they answered in time and told all of their alerts. One whose alerts cannot be read is
 * believed only while an Alertmanager, where such alerts arrive too, is: samples alone never prove that nothing is wrong.
 */
export const trusted = (sources: Readonly<Record<string, Teller>>, ages: Readonly<Record<string, SourceAges>>, now: number): ReadonlySet<string> => {
  const answering = Object.entries(sources).filter(([id]) => isFresh(ages[id], now))
  const covered = answering.some(([id, s]) => judges(s) && toldOf(s, ages[id], now))
  return new Set(answering.filter(([id, s]) => isRead(s, ages[id], now) || (covered && !judges(s))).map(([id]) => id))
}

/** Ids of the sources whose alerts are of now. */
export const telling = (sources: Readonly<Record<string, Teller>>, ages: Readonly<Record<string, SourceAges>>, now: number): ReadonlySet<string> =>
  new Set(Object.entries(sources).flatMap(([id, s]) => (isFresh(ages[id], now) && isRead(s, ages[id], now) ? [id] : [])))

/** Ids of the sources whose samples are of now: those that answered in time, and with their services. */
export const sampled = (sources: Readonly<Record<string, Teller>>, ages: Readonly<Record<string, SourceAges>>, now: number): ReadonlySet<string> =>
  new Set(Object.entries(sources).flatMap(([id, { intervalMs }]) => {
    const at = ages[id]?.servicesAt ?? null
    return isFresh(ages[id], now) && at !== null && now <= at + freshFor(intervalMs) ? [id] : []
  }))

export const NEVER: SourceAges = { attemptAt: null, successAt: null, alertsAt: null, servicesAt: null, freshUntil: 0, nextAt: null }
