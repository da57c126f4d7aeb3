import { severityOf } from './severity'

/** By what Grafana colours a value: its steps, or something that says nothing of how bad it is. */
export type Paint = 'steps' | 'other'
/** Whether the colour of a value reaches a table's cell. */
export type CellPaint = 'coloured' | 'plain'

/** Panels whose values are coloured one by one; a graph has its own way to show its steps. */
const VALUED = new Set(['stat', 'singlestat', 'gauge', 'bargauge', 'piechart', 'barchart', 'table'])
export const isValued = (type: string): boolean => VALUED.has(type)

/** Panels whose parts are told apart by a palette where nothing else is said. */
const PALETTE = new Set(['piechart', 'barchart'])
/** Scales that have neither red nor yellow in them. */
const COOL = new Set(['continuous-blues', 'continuous-greens', 'continuous-purples', 'continuous-BlPu', 'continuous-viridis', 'continuous-cividis'])
/** Cells in plain ink. */
const INK = new Set(['', 'auto', 'json-view', 'image', 'data-links', 'actions', 'pill', 'geo', 'markdown'])

/** By what a panel of a kind colours with such a `color`. Where that is red of another reason, the steps stay: they are the only ones to say from where on. */
export const paintOf = (color: unknown, type: string): Paint => {
  const { mode, fixedColor } = (color ?? {}) as { mode?: unknown; fixedColor?: unknown }
  if (typeof mode !== 'string' || mode === '') return PALETTE.has(type) ? 'other' : 'steps'
  if (mode === 'fixed' || mode === 'shades') return severityOf(typeof fixedColor === 'string' ? fixedColor : '') === null ? 'other' : 'steps'
  return mode.startsWith('palette-') || COOL.has(mode) ? 'other' : 'steps'
}

/** A cell's kind, `cellOptions` since Grafana 9 and `displayMode` before. Gauges, and what is not known, show the colour. */
export const cellPaintOf = (cellOptions: unknown, displayMode: unknown): CellPaint => {
  const type = (cellOptions as { type?: unknown } | null | undefined)?.type ?? displayMode ?? ''
  return typeof type === 'string' && INK.has(type) ? 'plain' : 'coloured'
}
