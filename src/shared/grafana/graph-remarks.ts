import { t } from '../text/catalogue'
import type { PanelWire } from './wire'

/** What most graphs of a board have that is not shown, to be said once for all. */
export interface Unused { /** Values beside the names of a legend, by Grafana's words. */ readonly calcs: readonly string[]; readonly decimals: boolean }

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})

/** What Grafana draws of a graph, or leaves out, and Garda does not; of either version. */
export const graphRemarks = (panel: PanelWire, notes: Set<string>): void => {
  const { custom = {} } = panel.fieldConfig?.defaults ?? {}
  const properties = (panel.fieldConfig?.overrides ?? []).flatMap((override) => override.properties)
  const set = (id: string): readonly unknown[] => [custom[id], ...properties.filter((one) => one.id === `custom.${id}`).map((one) => one.value)]
  const own: readonly Fields[] = panel.seriesOverrides
  const old: readonly Fields[] = [panel, ...own]
  const styles = set('drawStyle')
  if (styles.includes('bars') || old.some(({ bars }) => bars === true)) notes.add(t('dashboards.note.lines', { kind: 'bars' }))
  if (styles.includes('points') || old.some(({ points, lines }) => points === true && lines === false)) notes.add(t('dashboards.note.lines', { kind: 'points' }))
  if ([...set('fillBelowTo'), ...own.map(({ fillBelowTo }) => fillBelowTo)].some((to) => typeof to === 'string' && to !== '')) notes.add(t('dashboards.note.between'))
  const unnamed = set('hideFrom').map(fieldsOf).some(({ legend, tooltip, viz }) => (legend === true || tooltip === true) && viz !== true)
  if (unnamed || own.some(({ legend }) => legend === false)) notes.add(t('dashboards.note.unnamed'))
}

const OLD_CALCS = ['min', 'max', 'avg', 'current', 'total'] as const

export const unusedOf = (panel: PanelWire): Unused => {
  const { calcs, showLegend, displayMode } = fieldsOf(panel.options['legend'])
  const old = fieldsOf(panel['legend'])
  const shown = showLegend !== false && displayMode !== 'hidden' && Array.isArray(calcs) ? calcs.filter((calc) => typeof calc === 'string') : []
  return { calcs: [...shown, ...(old['show'] !== false && old['values'] === true ? OLD_CALCS.filter((calc) => old[calc] === true) : [])], decimals: (panel.fieldConfig?.defaults?.decimals ?? panel.decimals) !== null }
}

/** What all graphs of a board lack, in words. */
export const unusedNotes = (all: readonly Unused[]): readonly string[] => {
  const calcs = [...new Set(all.flatMap((one) => one.calcs))].sort()
  return [...(calcs.length > 0 ? [t('dashboards.note.legend', { names: calcs.join(', ') })] : []), ...(all.some((one) => one.decimals) ? [t('dashboards.note.decimals')] : [])]
}
