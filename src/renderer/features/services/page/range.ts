import type { Alert } from '@shared/domain/alert'
import { clock, day, type Zone } from '@shared/text/format'
import type { Span } from '../../../charts'

const MIN = 60_000
const HOUR = 60 * MIN
const DAY = 24 * HOUR

export const RANGES = ['15m', '1h', '6h', '24h', '7d'] as const
export type Preset = (typeof RANGES)[number]
const LENGTH: Readonly<Record<Preset, number>> = { '15m': 15 * MIN, '1h': HOUR, '6h': 6 * HOUR, '24h': DAY, '7d': 7 * DAY }

/** How far back the graphs look: a preset up to now, or from shortly before an alert began up to now. */
export type Range = { readonly kind: 'preset'; readonly preset: Preset } | { readonly kind: 'alert'; readonly alert: string; readonly from: number }

/** The next longer range; after the longest the shortest. An alert's range gives way to one hour. */
export const nextRange = (range: Range): Range =>
  ({ kind: 'preset', preset: range.kind === 'alert' ? '1h' : RANGES[(RANGES.indexOf(range.preset) + 1) % RANGES.length]! })

/** Room before an alert's beginning: a third of how long it lasts, at least 15 min, so that what led to it shows. */
export const zoomTo = (alert: Pick<Alert, 'id' | 'startsAt'>, now: number): Range => {
  const lasts = Math.max(0, now - alert.startsAt)
  return { kind: 'alert', alert: alert.id, from: alert.startsAt - Math.max(15 * MIN, lasts / 3) }
}

/** What is drawn at a moment, ms. Never empty, also when a clock was set back. */
export const windowOf = (range: Range, now: number): Span =>
  range.kind === 'preset' ? { from: now - LENGTH[range.preset], to: now } : { from: Math.min(range.from, now - MIN), to: now }

/** How often the graphs ask, ms: as often as their source is asked, less often when a sample is less than a pixel, but at least once a minute. */
export const refreshEvery = ({ from, to }: Span, sourceMs: number): number => {
  const most = Math.max(MIN, sourceMs)
  return Math.ceil(Math.min(most, Math.max(5_000, sourceMs, (to - from) / 240)) / 1000) * 1000
}

/** Yesterday says something only beside a day or less. */
export const hasYesterday = ({ from, to }: Span): boolean => to - from <= DAY

/** `01:47 to 02:47`, with days where they differ. */
export const windowWords = ({ from, to }: Span, zone: Zone): { readonly from: string; readonly to: string } => {
  const sameDay = day(from, zone) === day(to, zone)
  const word = (at: number): string => (sameDay ? clock(at, zone) : `${day(at, zone)} ${clock(at, zone)}`)
  return { from: word(from), to: word(to) }
}
