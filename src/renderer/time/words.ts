import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, clockSeconds, day, duration, type Zone } from '@shared/text/format'
import { offsetOf, type Span } from '../charts'
import type { Compare } from './compare'
import { DAY, MIN, type Range } from './range'

/** `01:47 to 02:47`, with days where they differ or lie back, with seconds where it is short. */
export const windowWords = ({ from, to }: Span, now: number, zone: Zone): { readonly from: string; readonly to: string } => {
  const time = to - from < 5 * MIN ? clockSeconds : clock
  const today = day(from, zone) === day(to, zone) && (now - from < DAY || day(from, zone) === day(now, zone))
  const word = (at: number): string => (today ? time(at, zone) : `${day(at, zone)} ${time(at, zone)}`)
  return { from: word(from), to: word(to) }
}

/** What the button for any other time says: how long, where it has no short name. */
export const customWords = (range: Range): string => (range.kind === 'last' ? t('time.last', { length: duration(range.ms) }) : t('time.custom'))

/** In a list of what can be laid beside. */
export const compareWords = (compare: Compare): string =>
  compare.kind === 'environment' ? clean(compare.environment, { max: 40 }) : t(`time.compare.${compare.kind}`)

/** Behind the value at a dashed line's end. */
export const pastWords = (compare: Exclude<Compare, { readonly kind: 'none' }>): string =>
  compare.kind === 'environment' ? clean(compare.environment, { max: 24 }) : t(`time.past.${compare.kind}`)

/** On the switch that draws it and takes it away. */
export const onWords = (compare: Compare): string => {
  switch (compare.kind) {
    case 'none': return t('time.compare')
    case 'environment': return clean(compare.environment, { max: 24 })
    case 'hour': case 'day': case 'week': return t(`time.compare.on.${compare.kind}`)
  }
}

/** A moment as it can be typed again. */
const typedMoment = (at: number, zone: Zone): string => {
  const wall = new Date(at + offsetOf(zone)(at)).toISOString()
  return `${wall.slice(0, 10)} ${wall.slice(11, 19).replace(/:00$/, '')}`
}

/** How a range would be typed. */
export const typedWords = (range: Range, window: Span, zone: Zone): { readonly from: string; readonly to: string } => {
  switch (range.kind) {
    case 'preset': return { from: `now-${range.preset}`, to: 'now' }
    case 'last': return { from: `now-${Math.round(range.ms / 1000) % 60 === 0 ? `${Math.round(range.ms / MIN)}m` : `${Math.round(range.ms / 1000)}s`}`, to: 'now' }
    case 'since': return { from: typedMoment(window.from, zone), to: 'now' }
    case 'between': return { from: typedMoment(range.from, zone), to: typedMoment(range.to, zone) }
  }
}
