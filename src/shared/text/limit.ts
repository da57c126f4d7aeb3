import type { Unit } from '../domain/service'
import { t } from './catalogue'
import { figureText } from './format'

/** A limit is a round number and reads like one: 2 %, not 2.0 %; 1.5 s, not 1.50 s; 1 d 3 h, not 27.7778 h. */
export const limitText = (value: number, unit: Unit): string =>
  unit === 'ratio' ? `${Number((value * 100).toPrecision(3))}\u202f${t('unit.percent')}` : figureText(value, unit).replace(/\.(\d*?)0+(?!\d)/, (_, digits: string) => (digits && `.${digits}`))
