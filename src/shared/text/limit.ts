import type { Unit } from '../domain/service'
import { t } from './catalogue'
import { figureText } from './format'

/** A limit is a round number and reads like one: 2 %, not 2.0 %. */
export const limitText = (value: number, unit: Unit): string =>
  unit === 'ratio' ? `${Number((value * 100).toPrecision(3))}\u202f${t('unit.percent')}` : figureText(value, unit)
