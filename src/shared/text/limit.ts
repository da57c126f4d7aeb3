import type { Unit } from '../domain/service'
import { t } from './catalogue'
import { figureText } from './format'

/** Three digits, or as many more as it takes to say it exactly; where nothing does, the fewest by which it is no whole that it is not. */
const percent = (p: number): number => {
  const shown = [3, 4, 5, 6, 7].map((digits) => Number(p.toPrecision(digits)))
  return shown.find((x) => Math.abs(x - p) <= 1e-9 * Math.abs(p)) ?? shown.find((x) => Math.abs(x) !== 100) ?? shown[0]!
}

/** A limit is a round number and reads like one: 2 %, not 2.0 %; 1.5 s, not 1.50 s; 1 d 3 h, not 27.7778 h. */
export const limitText = (value: number, unit: Unit): string =>
  unit === 'ratio' ? `${percent(value * 100)}\u202f${t('unit.percent')}` : figureText(value, unit).replace(/\.(\d*?)0+(?!\d)/, (_, digits: string) => (digits && `.${digits}`))
