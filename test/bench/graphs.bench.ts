import { test } from '@playwright/test'
import { startDesktop, type Desktop } from '../servers/desktop'
import type { Variant } from './graphs/data'
import { buildPage, decimation, measure, type Figures } from './graphs/panels'
import { clicked, opened } from './graphs/opening'
import { putTable } from './table'

/** Shorter for a first look while optimising. */
const LAUNCHES = Number(process.env['GARDA_BENCH_LAUNCHES'] ?? 5)
/** Parts of it alone: `panels`, `clicks`, `page`. */
const PARTS = (process.env['GARDA_BENCH_PARTS'] ?? 'panels,clicks,page').split(',')

type Cells = readonly string[]
const COLUMNS = ['what', 'Garda', 'wanted', 'plain recharts', 'uPlot', 'recharts / Garda', 'Garda / uPlot']
const whole = (x: number): string => x.toFixed(0)
const tenth = (x: number): string => x.toFixed(1)

/** One measure of all three, and how they compare. */
const row = (what: string, unit: string, wanted: string, write: (x: number) => string, of: (f: Figures) => number, own: Figures, plain: Figures, uplot: Figures): Cells => {
  const [g, r, u] = [of(own), of(plain), of(uplot)]
  return [what, `${write(g)} ${unit}`, wanted, `${write(r)} ${unit}`, `${write(u)} ${unit}`, (r / g).toFixed(1), (g / u).toFixed(1)]
}

interface Wanted { readonly mount: string; readonly update: string; readonly task: string; readonly frame95: string; readonly memory: string }
const rowsOf = (own: Figures, plain: Figures, uplot: Figures, wanted: Wanted): readonly Cells[] => {
  const of = (text: string): string => `${own.panels} panels: ${text}${own.mounted < own.panels ? ` (${own.mounted} mounted)` : ''}`
  const line = (text: string, unit: string, want: string, write: (x: number) => string, figure: (f: Figures) => number): Cells => row(of(text), unit, want, write, figure, own, plain, uplot)
  return [
    line('mount until drawn', 'ms', wanted.mount, whole, (f) => f.mount),
    line('longest task of the mount', 'ms', wanted.task, whole, (f) => f.mountTask),
    line('update of all until drawn', 'ms', wanted.update, whole, (f) => f.update),
    line('longest task of the update', 'ms', wanted.task, whole, (f) => f.updateTask),
    line('update of one, script', 'ms', '', tenth, (f) => f.one),
    line('crosshair over all, frame, median', 'ms', '', tenth, (f) => f.frame),
    line('crosshair over all, frame, p95', 'ms', wanted.frame95, tenth, (f) => f.frame95),
    line('memory of the renderer', 'MB', wanted.memory, whole, (f) => f.memory)
  ]
}

const panels = async (desktop: Desktop): Promise<readonly Cells[]> => {
  const page = await buildPage()
  const of = (variant: Variant, count: number): Promise<Figures> => measure(desktop, page, { variant, panels: count, series: 10, points: 300 }, LAUNCHES)
  const thinning = await decimation(desktop, page)
  const few = [await of('slots', 12), await of('recharts', 12), await of('uplot', 12)] as const
  const many = [await of('slots', 30), await of('recharts', 30), await of('uplot', 30)] as const
  const atOnce = await of('garda', 12)
  return [
    ...rowsOf(...few, { mount: '≤ 180 ms', update: '≤ 60 ms', task: '≤ 50 ms', frame95: '≤ 20 ms', memory: '≤ 170 MB' }),
    ...rowsOf(...many, { mount: '', update: '≤ 120 ms', task: '≤ 50 ms', frame95: '≤ 25 ms', memory: '' }),
    ...rowsOf(atOnce, few[1], few[2], { mount: '', update: '', task: '', frame95: '', memory: '' }).map(([what = '', ...rest]) => [what.replace('panels', 'panels at once, without turns'), ...rest]),
    alone('100,000 samples thinned to 400 px', `${tenth(thinning.whole)} ms`, '≤ 5 ms'),
    alone('the same with 20 holes', `${tenth(thinning.holed)} ms`, '≤ 5 ms')
  ]
}

/** What only Garda does. */
const alone = (what: string, figure: string, wanted: string): Cells => [what, figure, wanted, '', '', '', '']
const listed = (values: readonly number[]): string => `${values.toSorted((a, b) => a - b).map(whole).join(', ')} ms`

const clicks = async (desktop: Desktop): Promise<readonly Cells[]> => {
  const { atOnce, later } = await clicked(desktop, LAUNCHES)
  return [alone('A click on a notification to the drawn graph, 3 s after it was shown', listed(later), '≤ 300 ms'), alone('The same, clicked as soon as it is shown', listed(atOnce), '≤ 1 s')]
}

const servicePage = async (desktop: Desktop): Promise<readonly Cells[]> => {
  const all = await opened(desktop, LAUNCHES)
  const { panels: count, answers } = all[0]!
  return [alone(`A service's page, ${count} panels of 24 h with the day before, last of ${answers} answers to all drawn`, listed(all.map(({ ms }) => ms)), '≤ 500 ms')]
}

test('the graphs', async () => {
  const desktop = await startDesktop()
  try {
    const rows: Cells[] = []
    if (PARTS.includes('panels')) rows.push(...await panels(desktop))
    if (PARTS.includes('clicks')) rows.push(...await clicks(desktop))
    if (PARTS.includes('page')) rows.push(...await servicePage(desktop))
    await putTable('graphs', COLUMNS, rows)
  } finally { await desktop.stop() }
})
