import { GAP_STEPS } from '@shared/domain/decimate'
import type { SignalReading } from '@shared/domain/service'
import type { Calc, Format, Tile } from '@shared/grafana/model'
import { baseWords, boardFigure, formOf, isMoment } from '@shared/grafana/units'
import { mapped, reduced, severityAt } from '@shared/grafana/values'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clockSeconds, day, moment, type Zone } from '@shared/text/format'
import type { Reading, Samples } from '../../charts'
import type { TileData, Told } from './answers'

/** From so many steps on an old value is no longer told. */
const SILENT_STEPS = 5

/** A value with its format, in words. */
export const valueWords = (value: number | null, format: Format, zone: Zone): { readonly number: string; readonly unit: string; readonly severity: 'critical' | 'warning' | null | undefined } => {
  const stands = mapped(value, format)
  // what stands for no sample must not look like a sample
  if (stands && stands.text !== '' && !(value === null && /\d/.test(stands.text))) return { number: clean(stands.text, { max: 80 }), unit: '', severity: stands.coloured ? stands.severity : undefined }
  if ((value === null || Number.isNaN(value)) && format.absent !== undefined) return { number: clean(format.absent, { max: 80 }), unit: '', severity: undefined }
  if (value !== null && Number.isFinite(value) && isMoment(format.unit) && Math.abs(value) < 8.64e15) return { number: `${day(value, zone)} ${clockSeconds(value, zone)}`, unit: '', severity: undefined }
  const figure = boardFigure(value, format)
  return { ...figure, unit: clean(figure.unit, { max: 40 }), severity: stands?.coloured ? stands.severity : undefined }
}

/** What a value's age is judged by: the end of the window and the distance of two samples, ms. */
interface Age { readonly to: number; readonly stepMs: number; readonly zone: Zone }

const LAST: readonly Calc[] = ['last', 'lastNotNull']

/** Whether steps colour its numbers, and whether they are marked also where nothing is coloured by them. */
interface Drawn { readonly coloured: boolean; readonly marked: boolean }

const readingOf = (told: Told, key: string, calc: Calc, { coloured, marked }: Drawn, bounds: Bounds, age: Age): Reading => {
  const { format } = told
  const one = reduced(told.t, told.v, calc)
  const name = clean(told.name, { max: 200 })
  const span = bounds.max - bounds.min
  const part = (value: number): number => Math.min(1, Math.max(0, (value - bounds.min) / span))
  const known = span > 0 && Number.isFinite(span)
  const inside = format.relative || (format.paint === 'other' && !marked) ? [] : format.steps.filter((s) => Number.isFinite(s.from) && s.from > bounds.min && s.from < bounds.max)
  const marks = known ? inside.map((s) => ({ at: part(s.from), severity: s.severity })) : []
  const late = one !== null && age.stepMs > 0 ? (age.to - one.until) / age.stepMs : 0
  // what the whole window had is still what it had; only it says nothing of now
  const ofWindow = !LAST.includes(calc)
  if (one === null || (!ofWindow && late > SILENT_STEPS)) {
    const words = one === null ? valueWords(null, format, age.zone) : null
    return { key, name, number: words?.number ?? t('common.none'), unit: '', tone: 'unknown', note: one === null ? t('charts.noData') : t('dashboards.lastAt', { time: moment(one.at, age.to, age.zone) }), share: null, marks }
  }
  const { number, unit, severity } = valueWords(one.value, format, age.zone)
  const stale = late > GAP_STEPS
  return {
    key, name, number, unit, tone: stale ? 'unknown' : severity !== undefined ? severity : coloured ? severityAt(one.value, format) : null,
    note: stale ? t(ofWindow ? 'dashboards.until' : 'dashboards.at', { time: moment(one.until, age.to, age.zone) }) : '', share: known && Number.isFinite(one.value) ? part(one.value) : null, marks
  }
}

export interface Bounds { readonly min: number; readonly max: number }

/** The lowest and highest value of a gauge or of bars: as the panel says, else from 0 to the highest there is; parts of hundred end at it. */
export const boundsOf = (format: Format, values: readonly number[]): Bounds => {
  const finite = values.filter(Number.isFinite)
  const natural = format.unit === 'percent' ? 100 : format.unit === 'percentunit' ? 1 : finite.length > 0 ? Math.max(0, ...finite) : 0
  return { min: format.min ?? Math.min(0, ...finite), max: format.max ?? natural }
}

/** A series as the small line under its number: on an even grid, gaps kept. Null: there is nothing to draw. */
export const sparkFor = ({ t: times, v }: Pick<Told, 't' | 'v'>, span: { readonly from: number; readonly to: number }, stepMs: number): SignalReading | null => {
  if (times.length < 2 || !(stepMs > 0)) return null
  const step = Math.max(stepMs, (span.to - span.from) / MOST_POINTS)
  const values = new Array<number | null>(Math.floor((span.to - span.from) / step) + 1).fill(null)
  times.forEach((at, i) => {
    const nth = Math.round((at - span.from) / step)
    if (nth >= 0 && nth < values.length && Number.isFinite(v[i]!)) values[nth] = v[i]!
  })
  return values.some((y) => y !== null) ? { value: null, unit: 'none', note: '', at: null, limit: null, trend: { from: span.from, step, values } } : null
}
const MOST_POINTS = 600

const MOST_READINGS = 40

/** The numbers of a tile, in the order of its series. */
export const readingsOf = (tile: Tile, data: TileData, age: Age): { readonly readings: readonly Reading[]; readonly more: number } => {
  const show = tile.show.as === 'stat' || tile.show.as === 'gauge' || tile.show.as === 'bars' ? tile.show : null
  const calc = show?.calc ?? 'lastNotNull'
  const shown = data.series.slice(0, MOST_READINGS)
  const bounds = boundsOf(tile.format, shown.flatMap((told) => { const one = reduced(told.t, told.v, calc); return one ? [one.value] : [] }))
  return {
    readings: shown.map((told, i) => {
      const own = told.format.min !== tile.format.min || told.format.max !== tile.format.max ? boundsOf(told.format, []) : bounds
      return readingOf(told, `${told.ref} ${i}`, calc, { coloured: show?.coloured ?? false, marked: show?.as === 'gauge' }, own, age)
    }),
    more: data.more + data.series.length - shown.length
  }
}

/** The samples behind its numbers in base units, as the graphs of a board have them. */
export const samplesOf = (data: TileData): readonly Samples[] =>
  data.series.map(({ name, format, t: times, v }) => ({ name, told: baseWords(format.unit), t: times, v: v.map((y) => y * formOf(format.unit).factor) }))
