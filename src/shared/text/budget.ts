import { t } from './catalogue'
import { duration } from './format'

const DAY = 86_400_000

/** 0.999 → `99.9 %` */
export const targetText = (target: number): string => `${Number((target * 100).toPrecision(8))}\u202f${t('unit.percent')}`

/** Down to a whole number, so that 100 is said of a budget nobody has touched alone; the last percent is told in tenths. Overspent is 0. */
export const budgetNumber = (left: number): string => {
  const percent = Math.max(0, left * 100)
  // what was computed may lie a hair below the number that it is
  const down = (x: number): number => Math.floor(x + 1e-9)
  return percent > 0 && percent < 1 ? String(down(percent * 10) / 10) : String(down(percent))
}
export const budgetText = (left: number): string => `${budgetNumber(left)}\u202f${t('unit.percent')}`

/** `79×`, `14.2×`, `0.4×` */
export const burnText = (rate: number | null): string => (rate === null ? t('objective.burn.unknown') : `${rate >= 19.95 ? rate.toFixed(0) : rate.toFixed(1).replace(/\.0$/, '')}×`)

/** Whole days as `30 days`, all else as usual. */
export const spanText = (ms: number): string => (ms >= 2 * DAY ? t('objective.days', { n: Math.floor(ms / DAY + 1e-9) }) : duration(ms))
