import type { Alert } from '@shared/domain/alert'
import type { Span } from '../charts'

export const MIN = 60_000
export const HOUR = 60 * MIN
export const DAY = 24 * HOUR

export const PRESETS = ['15m', '1h', '6h', '24h', '7d'] as const
export type Preset = (typeof PRESETS)[number]
const LENGTH: Readonly<Record<Preset, number>> = { '15m': 15 * MIN, '1h': HOUR, '6h': 6 * HOUR, '24h': DAY, '7d': 7 * DAY }

/** A window ends now and moves with it. */
export type Following =
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'last'; readonly ms: number }
  /** From a moment up to now; of an alert from shortly before it began. */
  | { readonly kind: 'since'; readonly from: number; readonly alert: string | null }
/** Which time is looked at. `shifted`: where it was moved away from, and by how many halves of itself, so that the way back ends there. */
export type Range =
  | Following
  | { readonly kind: 'between'; readonly from: number; readonly to: number; readonly shifted: { readonly range: Range; readonly halves: number } | null }

export const FIRST: Range = { kind: 'preset', preset: '1h' }
/** In less than a minute there is nothing between two samples; more than two years nobody keeps. */
export const SHORTEST = 60_000
export const LONGEST = 731 * DAY

/** So much up to now, by its short name where it has one. */
export const lastOf = (ms: number): Following => {
  const length = Math.min(LONGEST, Math.max(SHORTEST, Math.round(ms)))
  const preset = PRESETS.find((p) => LENGTH[p] === length)
  return preset ? { kind: 'preset', preset } : { kind: 'last', ms: length }
}

/** Two moments; what is too short for a window is widened about its middle. */
export const between = ({ from, to }: Span): Range => {
  const [a, b] = [Math.round(Math.min(from, to)), Math.round(Math.max(from, to))]
  const missing = Math.max(0, SHORTEST - (b - a))
  return { kind: 'between', from: a - Math.floor(missing / 2), to: b + Math.ceil(missing / 2), shifted: null }
}

/** What is drawn at a moment, ms: nothing that is still to come, and never nothing, also when a clock was set back. */
export const windowOf = (range: Range, now: number): Span => {
  switch (range.kind) {
    case 'preset': return { from: now - LENGTH[range.preset], to: now }
    case 'last': return { from: now - range.ms, to: now }
    case 'since': return { from: Math.min(range.from, now - SHORTEST), to: now }
    case 'between': {
      const to = Math.min(range.to, now)
      return { from: Math.min(range.from, to - SHORTEST), to }
    }
  }
}

/** Whether later samples may still come into it. */
export const isOpen = (range: Range, now: number): boolean => range.kind !== 'between' || range.to > now

/** The same words for the same look, whatever time passes. */
export const rangeId = (range: Range): string => {
  switch (range.kind) {
    case 'preset': return range.preset
    case 'last': return `last ${range.ms}`
    case 'since': return `since ${range.from} ${range.alert ?? ''}`
    case 'between': return `between ${range.from} ${range.to}`
  }
}

/** The next longer range; after the longest the shortest. What is no short name gives way to one hour. */
export const nextRange = (range: Range): Range =>
  range.kind === 'preset' ? { kind: 'preset', preset: PRESETS[(PRESETS.indexOf(range.preset) + 1) % PRESETS.length]! } : FIRST

/** Room before an alert's beginning: a third of how long it lasts, at least 15 min, so that what led to it shows. */
export const zoomTo = (alert: Pick<Alert, 'id' | 'startsAt'>, now: number): Range => {
  const lasts = Math.max(0, now - alert.startsAt)
  return { kind: 'since', alert: alert.id, from: alert.startsAt - Math.max(15 * MIN, lasts / 3) }
}

/** After an alert's end, so that it shows how that went on. */
const AFTER_END = 15 * MIN

/** The time of an alert: up to now while it lasts, until shortly after its end once it is over. */
export const timeOf = (alert: Pick<Alert, 'id' | 'startsAt' | 'endsAt'>, now: number): Range => {
  const zoom = zoomTo(alert, alert.endsAt ?? now)
  return alert.endsAt === null ? zoom : between({ from: windowOf(zoom, alert.endsAt).from, to: Math.min(now, alert.endsAt + AFTER_END) })
}

/** Half a window to the left (-1) or to the right (1); what would newly reach past now follows it. Right after left is where one was. */
export const shift = (range: Range, way: -1 | 1, now: number): Range => {
  const fixed = range.kind === 'between'
  if (!fixed && way === 1) return range
  const origin = fixed && range.shifted ? range.shifted : { range, halves: 0 }
  const halves = origin.halves - way
  if (halves === 0) return origin.range
  const { from, to } = fixed ? range : windowOf(range, now)
  const by = way * Math.round((to - from) / 2)
  return halves < 0 && to + by >= now ? lastOf(to - from) : { kind: 'between', from: from + by, to: to + by, shifted: { range: origin.range, halves } }
}

/** Twice as much about the same middle; what would reach past now ends there and follows it. */
export const zoomOut = (range: Range, now: number): Range => {
  const { from, to } = windowOf(range, now)
  const length = Math.min(LONGEST, 2 * (to - from))
  const end = Math.round((from + to + length) / 2)
  return end >= now ? lastOf(length) : { kind: 'between', from: end - length, to: end, shifted: null }
}

/** Half as much about a moment, which stays where it stands in the window. */
export const zoomIn = (range: Range, about: number | null, now: number): Range => {
  const { from, to } = windowOf(range, now)
  const length = Math.max(SHORTEST, (to - from) / 2)
  if (about === null) return isOpen(range, now) ? lastOf(length) : between({ from: (from + to - length) / 2, to: (from + to + length) / 2 })
  const part = Math.min(1, Math.max(0, (about - from) / (to - from)))
  const start = from + part * (to - from - length)
  return between({ from: start, to: start + length })
}

/** How often the graphs ask, ms: as often as their source is asked, less often when a sample is less than a pixel, but at least once a minute, and every five beside more than a day. */
export const refreshEvery = ({ from, to }: Span, sourceMs: number): number => {
  const span = to - from
  const most = Math.max(span > DAY + HOUR ? 5 * MIN : MIN, sourceMs)
  return Math.ceil(Math.min(most, Math.max(5_000, sourceMs, span / 240)) / 1000) * 1000
}
