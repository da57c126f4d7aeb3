import type { Reading, Sheet, SheetBody } from '../../../../../src/renderer/charts'
import { NOW } from '../../../../builders'

const MIN = 60_000

export const aReading = (over: Partial<Reading> = {}): Reading => ({ key: 'a', name: 'node-1', number: '43', unit: '%', tone: null, note: '', share: 0.43, marks: [{ at: 0.8, severity: 'warning' }, { at: 0.95, severity: 'critical' }], ...over })

const samples = (name: string, values: readonly number[]) => ({ name, told: '', t: Float64Array.from(values, (_, i) => NOW - (values.length - 1 - i) * MIN), v: Float64Array.from(values) })
export const numbers = (readings: readonly Reading[], form: 'numbers' | 'meter' | 'bars' = 'numbers', named = false): Extract<SheetBody, { readonly kind: 'readings' }> =>
  ({ kind: 'readings', form, named, readings, samples: readings.map(({ name }, i) => samples(name, [i, i + 0.5])) })

/** What a tile of the last ten minutes gives that is no graph. */
export const aSheet = (over: Partial<Sheet> = {}): Sheet => ({
  kind: 'sheet', title: 'CPU busy', body: numbers([aReading()], 'meter'), more: 0, source: { id: 'prom', name: 'prom-eu-1' }, at: NOW - 4_000, staleAfterMs: 30_000, status: { kind: 'answered' }, warnings: [],
  window: { from: NOW - 10 * MIN, to: NOW }, zone: 'utc', width: 300, height: 144, queries: ['avg(cpu)'], ...over
})

export const aGrid = (rows: number): SheetBody => ({
  kind: 'grid', columns: [{ name: 'device', right: false }, { name: '=used', right: true }],
  rows: Array.from({ length: rows }, (_, i) => [{ text: i === 1 ? '=cmd()' : `sd${i}`, tone: null }, { text: `${i * 40}\u202f%`, tone: i === 2 ? 'critical' as const : null, value: i * 0.4 }])
})

/** A column for each label, and one of values behind them. */
export const wideGrid = (labels: number, rows: number): SheetBody => ({
  kind: 'grid', columns: [...Array.from({ length: labels }, (_, i) => ({ name: `k${i}`, right: false })), { name: 'Value', right: true }],
  rows: Array.from({ length: rows }, () => [...Array.from({ length: labels }, () => ({ text: 'a', tone: null })), { text: '1', tone: null, value: 1 }])
})

export const someWords: SheetBody = {
  kind: 'words', links: [{ words: 'Runbook', url: 'https://runbooks.example/cpu' }],
  paragraphs: [{ text: 'When it is busy', strong: true, code: false }, { text: 'Look at what runs, then call whoever started it. See the Runbook for more.', strong: false, code: false }, { text: 'top -b\n  -n 1', strong: false, code: true }]
}
