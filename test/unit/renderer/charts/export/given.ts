import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Given } from '../../../../../src/renderer/charts/export'
import { paletteOf } from '../../../../../src/renderer/charts/export'
import { modelOf, NO_MARKS, type ModelInput } from '../../../../../src/renderer/charts/model'
import { aPanel, aPanelData, aSeries, NOW } from '../../../../builders'

const MIN = 60_000
const css = readFileSync(resolve(import.meta.dirname, '../../../../../src/renderer/theme/tokens.css'), 'utf8')
/** The colours of a theme as its own file has them. */
export const paletteFor = (theme: 'dark' | 'light') => {
  const block = css.slice(css.indexOf(theme === 'dark' ? ':root, [data-theme="dark"]' : '[data-theme="light"]'))
  const own = block.slice(0, block.indexOf('\n}'))
  return paletteOf((name) => new RegExp(`${name}:\\s*([^;]+);`).exec(own)?.[1] ?? '')
}

/** What a panel of the last ten minutes gives. */
export const aGiven = (over: Partial<ModelInput> & Partial<Pick<Given, 'status' | 'source' | 'width' | 'height' | 'zone'>> = {}): Given => {
  const window = over.window ?? { from: NOW - 10 * MIN, to: NOW }
  const panel = over.panel ?? aPanel({ id: 'errors', title: 'Error ratio', caption: '5xx of all', unit: 'ratio', limits: [{ value: 0.02, label: '', severity: 'critical', side: 'above' }] })
  const data = over.data === undefined ? aPanelData({ from: window.from, to: window.to, at: NOW - 4_000, lines: [aSeries([0, 0.01, null, 0.03, 0.04], { name: 'errors', from: window.from + 5 * MIN })] }) : over.data
  const past = over.past ?? null
  return {
    kind: 'graph', panel, data, past, model: modelOf({ panel, data, past, window, marks: over.marks ?? NO_MARKS, intervalMs: over.intervalMs ?? 15_000 }),
    status: over.status ?? { kind: 'answered' }, source: over.source ?? 'prom-eu-1', staleAfterMs: 30_000, zone: over.zone ?? 'utc', width: over.width ?? 456, height: over.height ?? 284
  }
}
