import type { Panel, PanelData } from '@shared/domain/series'
import type { Marks, Span } from '../../../src/renderer/charts'

/** What a launch measures. */
export type Variant = 'recharts' | 'garda' | 'slots' | 'uplot'
export interface Case { readonly variant: Variant; readonly panels: number; readonly series: number; readonly points: number }

/** The same numbers for every variant: waves with a fifth of noise. */
export interface Samples { readonly t: Float64Array; readonly v: readonly Float64Array[] }
export type Sample = Readonly<Record<string, number>>

export const STEP_MS = 15_000
const START = Date.UTC(2026, 0, 2)

/** @param shift how many steps later all of it lies */
export const samplesOf = (panel: number, series: number, points: number, shift: number): Samples => {
  const t = Float64Array.from({ length: points }, (_, i) => START + (i + shift) * STEP_MS)
  const v = Array.from({ length: series }, (_, s) => Float64Array.from(t, (_, i) => {
    const k = i + shift
    return 60 + Math.sin(k / 20 + s + panel) * 50 + (((k * 7919 + s * 104_729 + panel * 31) % 997) / 997) * 20 + s * 10
  }))
  return { t, v }
}

/** As recharts' `<Line dataKey>` wants them; made outside the measured time. */
export const tableOf = ({ t, v }: Samples): readonly Sample[] => Array.from(t, (at, i) => Object.fromEntries([['at', at], ...v.map((values, s) => [`s${s}`, values[i]!] as const)]))

export interface Drawn { readonly panel: Panel; readonly data: PanelData; readonly window: Span; readonly marks: Marks }

/** A panel as Garda has it, with all it can carry: a limit that is crossed, a firing band, a change, a label on every line. */
export const drawnOf = ({ t, v }: Samples, index: number): Drawn => {
  const window = { from: t[0]!, to: t.at(-1)! }
  const span = window.to - window.from
  return {
    window,
    panel: {
      id: `panel-${index}`, title: `Panel ${index}`, caption: 'requests', unit: 'per-second', signal: 'traffic', draw: 'lines', axis: null, source: 'bench', expression: '',
      limits: [{ value: 200, label: '', severity: 'critical', side: 'above' }]
    },
    data: {
      panel: `panel-${index}`, source: 'bench', ...window, stepMs: STEP_MS, at: window.to, more: 0, warnings: [],
      lines: v.map((values, s) => ({ name: `instance ${s}`, role: s === 0 ? 'own' : '', t, v: values }))
    },
    marks: {
      bands: [{ from: window.from + span * 0.7, to: window.to, severity: 'critical', pending: false }],
      changes: [{ at: window.from + span / 2, label: index === 0 ? 'v2.318.0' : null }]
    }
  }
}
