import { z } from 'zod'
import type { FreeSeries, QueryData } from '@shared/domain/query'
import { labelsWire } from '../../ports/wire'

/** An answer of any shape, times in ms of the server's clock. */
export type Result = Pick<QueryData, 'shape' | 'series' | 'text' | 'total' | 'histograms'>

/** As Go writes numbers; infinite ones are kept, other words are no data. */
const numberOf = (text: string): number => {
  const value = text === '' ? NaN : Number(text)
  return value === value ? value : /^[+]?Inf/.test(text) ? Infinity : text.startsWith('-Inf') ? -Infinity : NaN
}
const msOf = (seconds: number): number => Math.round(seconds * 1000)

type Wrong = (message: string, path: PropertyKey[]) => never
class Misshapen extends Error { constructor(readonly expected: string, readonly path: PropertyKey[]) { super(expected) } }
const wrong: Wrong = (message, path) => { throw new Misshapen(message, path) }

type Json = Readonly<Record<string, unknown>>
const objectAt = (value: unknown, path: PropertyKey[]): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : wrong('object', path))
const listAt = (value: unknown, path: PropertyKey[]): readonly unknown[] => (Array.isArray(value) ? value : wrong('array', path))
const pairAt = (value: unknown, path: PropertyKey[]): readonly [number, string] => {
  if (!Array.isArray(value) || typeof value[0] !== 'number' || typeof value[1] !== 'string') return wrong('[time, "value"]', path)
  return value as [number, string]
}

const samplesAt = (value: unknown, path: PropertyKey[]): Pick<FreeSeries, 't' | 'v'> => {
  const list = listAt(value, path)
  const t = new Float64Array(list.length)
  const v = new Float64Array(list.length)
  for (let i = 0; i < list.length; i++) {
    const pair = list[i]
    if (!Array.isArray(pair) || typeof pair[0] !== 'number' || typeof pair[1] !== 'string') return wrong('[time, "value"]', [...path, i])
    t[i] = msOf(pair[0])
    v[i] = numberOf(pair[1])
  }
  return { t, v }
}

/** Series are read until `most` samples are; the rest are counted. Native histograms are counted, too. */
const seriesOf = (rows: readonly unknown[], most: Bounds, read: (row: Json, path: PropertyKey[]) => Pick<FreeSeries, 't' | 'v'> | null): Pick<Result, 'series' | 'total' | 'histograms'> => {
  const series: FreeSeries[] = []
  let total = 0
  let histograms = 0
  let samples = 0
  rows.forEach((value, i) => {
    const row = objectAt(value, ['result', i])
    if (row['histogram'] !== undefined || row['histograms'] !== undefined) histograms++
    if (row['value'] === undefined && row['values'] === undefined) return
    total++
    if (series.length >= most.series || samples >= most.samples) return
    const points = read(row, ['result', i])
    const labels = labelsWire.safeParse(row['metric'])
    if (!points || !labels.success) return wrong('object', ['result', i, 'metric', ...(labels.error?.issues[0]?.path ?? [])])
    samples += points.t.length
    series.push({ labels: labels.data, ...points })
  })
  return { series, total, histograms }
}

/** How much of an answer is kept. */
export interface Bounds { readonly series: number; readonly samples: number }

const resultOf = (value: unknown, most: Bounds): Result => {
  const { resultType, result } = objectAt(value, [])
  switch (resultType) {
    case 'matrix':
      return { shape: 'matrix', text: null, ...seriesOf(listAt(result, ['result']), most, (row, path) => samplesAt(row['values'], [...path, 'values'])) }
    case 'vector':
      return { shape: 'vector', text: null, ...seriesOf(listAt(result, ['result']), most, (row, path) => samplesAt([row['value']], [...path, 'value'])) }
    case 'scalar': {
      pairAt(result, ['result'])
      return { shape: 'scalar', text: null, series: [{ labels: {}, ...samplesAt([result], ['result']) }], total: 1, histograms: 0 }
    }
    case 'string':
      return { shape: 'string', text: pairAt(result, ['result'])[1], series: [], total: 0, histograms: 0 }
    default:
      return wrong('matrix | vector | scalar | string', ['resultType'])
  }
}

/** An answer to any query, read by hand: it may hold hundreds of thousands of samples, of which no more than these are kept. */
export const resultWire = (most: Bounds): z.ZodType<Result> => z.unknown().transform((value, ctx): Result => {
  try { return resultOf(value, most) } catch (thrown) {
    if (!(thrown instanceof Misshapen)) throw thrown
    ctx.addIssue({ code: 'custom', message: thrown.expected, path: thrown.path })
    return z.NEVER
  }
})
