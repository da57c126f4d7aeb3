import { NOW } from './now'
import type { Line, Panel, PanelData } from '@shared/domain/series'

/** A line of plain numbers, one a minute, the last one at NOW (or from `from` on, every `step`). Null becomes NaN. */
export const aSeries = (values: readonly (number | null)[] = [1, 2, 3], over: { readonly name?: string; readonly role?: string; readonly from?: number; readonly step?: number } = {}): Line => {
  const step = over.step ?? 60_000
  const from = over.from ?? NOW - (values.length - 1) * step
  return { name: over.name ?? 'requests', role: over.role ?? '', t: Float64Array.from(values, (_, i) => from + i * step), v: Float64Array.from(values, (v) => v ?? NaN) }
}

export const aPanel = (over: Partial<Panel> = {}): Panel => ({
  id: 'requests', title: 'Requests', caption: 'per second', unit: 'per-second', signal: 'traffic', draw: 'lines', axis: null, limits: [], source: 'prometheus',
  expression: 'sum(rate(http_requests_total[5m]))', ...over
})

/** The last hour of one line. */
export const aPanelData = (over: Partial<PanelData> = {}): PanelData => ({
  panel: 'requests', source: 'prometheus', from: NOW - 3_600_000, to: NOW, stepMs: 60_000, at: NOW, lines: [aSeries()], more: 0, warnings: [], ...over
})
