import { t } from '../text/catalogue'
import type { PanelWire } from './wire'

/** How a graph stacks its series where nothing else is said of one. */
export interface Stacking { readonly on: boolean; readonly percent: boolean; readonly group: string }

const isOn = (mode: unknown): boolean => mode === 'normal' || mode === 'percent'

export const stackingOf = (panel: PanelWire): Stacking => {
  const { mode, group } = (panel.fieldConfig?.defaults?.custom['stacking'] ?? {}) as { mode?: unknown; group?: unknown }
  return { on: panel.stack || isOn(mode), percent: panel.percentage || mode === 'percent', group: typeof group === 'string' ? group : 'A' }
}

/** What an override says of a series: whether it is kept out of the stack; null: nothing, or it cannot be followed, which is noted then. */
export const apartOf = (value: unknown, { on, group }: Stacking, unused: () => void, notes: Set<string>): boolean | null => {
  const { mode, group: own } = (typeof value === 'object' && value !== null ? value : {}) as { mode?: unknown; group?: unknown }
  if (!on) { if (isOn(mode)) unused(); return null }
  if (own === false || (mode !== undefined && !isOn(mode))) return true
  if (typeof own !== 'string' || own === group) return false
  notes.add(t('dashboards.note.ownStack'))
  return true
}

/** The same of a graph of before: `false`, `true`, or the letter of a group. */
export const oldApartOf = (stack: unknown, stacking: Stacking, unused: () => void, notes: Set<string>): boolean | null => {
  if (stack === false) return stacking.on ? true : null
  return stack === true || typeof stack === 'string' ? apartOf({ mode: 'normal', group: stack === true ? stacking.group : stack }, stacking, unused, notes) : null
}
