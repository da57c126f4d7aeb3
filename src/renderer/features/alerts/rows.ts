import { summaryOf, type Alert } from '@shared/domain/alert'
import { labelOf } from '@shared/domain/labels'
import { severityRank } from '@shared/domain/severity'
import { clean } from '@shared/text/clean'
import { compareGroups, groupAlerts, type AlertGroup } from '../../state/select/groups'

/** One line of the list. */
export type Row =
  | { readonly kind: 'group'; readonly key: string; readonly group: AlertGroup; /** Null: one instance, nothing to open. */ readonly open: boolean | null }
  | { readonly kind: 'instance'; readonly key: string; readonly group: AlertGroup; /** Its place among `instancesOf`. */ readonly place: number }
  | { readonly kind: 'more'; readonly key: string; readonly group: AlertGroup; /** The first that is left out. */ readonly from: number }
  | { readonly kind: 'section'; readonly key: string }

/** What a person made of a group: `open` lists some of its instances, `all` every one. */
export type Fold = 'closed' | 'open' | 'all'

/** Groups of at most so many stand open by themselves. */
const OPEN_UP_TO = 40
/** A group up to `FEW` instances is listed whole; of a larger one the first `SOME`. */
const FEW = 6
const SOME = 4

export const foldOf = (group: AlertGroup, folds: ReadonlyMap<string, Fold>): Fold => folds.get(group.key) ?? (group.alerts.length > OPEN_UP_TO ? 'closed' : 'open')

/** Whether the rule fires when the value falls: then the smallest is the worst. */
const firesBelow = (expression: string | null): boolean => expression !== null && /<=?\s*(?:bool\s+)?-?[\d.]+(?:e[+-]?\d+)?\s*$/i.test(expression)

/** Instances: worst first, not held before held, then the value farthest over its limit, then longest, then by name. */
export const sortInstances = (group: AlertGroup): readonly Alert[] => {
  const sign = firesBelow(group.lead.expression) ? 1 : -1
  const names = tellingLabels(group.alerts)
  const byName = (a: Alert, b: Alert): number => {
    for (const name of names) {
      const order = (labelOf(a.labels, name) ?? '').localeCompare(labelOf(b.labels, name) ?? '', 'en', { numeric: true })
      if (order !== 0) return order
    }
    return a.id < b.id ? -1 : 1
  }
  const byValue = (a: Alert, b: Alert): number => (a.value === null || b.value === null ? 0 : (a.value - b.value) * sign)
  return group.alerts.toSorted((a, b) =>
    severityRank(a.severity) - severityRank(b.severity) || Number(a.held !== null) - Number(b.held !== null) || byValue(a, b) || a.startsAt - b.startsAt || byName(a, b))
}

export interface Instances { readonly sorted: readonly Alert[]; readonly names: readonly string[] }
const sortedOnce = new WeakMap<AlertGroup, Instances>()
/** A group's instances in order and the labels that tell them apart; worked out when a line first needs them. */
export const instancesOf = (group: AlertGroup): Instances => {
  let known = sortedOnce.get(group)
  if (!known) { known = { sorted: sortInstances(group), names: tellingLabels(group.alerts) }; sortedOnce.set(group, known) }
  return known
}

/** Names of the labels in which the instances of a group differ, sorted. */
export const tellingLabels = (alerts: readonly Alert[]): readonly string[] => {
  const first = alerts[0]
  if (!first || alerts.length < 2) return []
  const names = new Set(alerts.flatMap((a) => Object.keys(a.labels)))
  return [...names].filter((name) => alerts.some((a) => labelOf(a.labels, name) !== labelOf(first.labels, name))).sort()
}

const MOST_NAMES = 4
/** What tells one instance from the others, as labels; its fingerprint where no label does. */
export const instanceName = (alert: Alert, names: readonly string[]): string => {
  const told = names.slice(0, MOST_NAMES).flatMap((name) => { const value = labelOf(alert.labels, name); return value === undefined ? [] : [`${clean(name, { max: 60 })}=${clean(value, { max: 120 })}`] })
  return told.length > 0 ? told.join(', ') : alert.fingerprint
}

/** What an instance adds to what its group says already: its own sentence, else its value where values differ. */
export const readingOf = (alert: Alert, group: AlertGroup): string => {
  const own = alert.annotations['reading'] || summaryOf(alert)
  if (own !== summaryOf(group.lead)) return own
  return alert.value === null || group.alerts.every((a) => a.value === alert.value) ? '' : String(Number(alert.value.toPrecision(4)))
}

/** Groups in the order of `before` where they stood in it, new ones in their own order behind what they would follow: nothing moves under the pointer. */
export const keepOrder = (groups: readonly AlertGroup[], before: readonly string[]): readonly AlertGroup[] => {
  const places = new Map(before.map((key, i) => [key, i]))
  let last = -1
  const placed = groups.map((group, i) => {
    const own = places.get(group.key)
    if (own !== undefined) last = Math.max(last, own)
    return { group, place: own ?? last, order: i, fresh: own === undefined }
  })
  return placed.sort((a, b) => a.place - b.place || Number(a.fresh) - Number(b.fresh) || a.order - b.order).map((p) => p.group)
}

/** Alerts as sorted groups. `before`: the order to keep, null to sort anew. */
export const sortedGroups = (alerts: readonly Alert[], before: readonly string[] | null): readonly AlertGroup[] => {
  const sorted = groupAlerts(alerts).toSorted(compareGroups)
  return before === null ? sorted : keepOrder(sorted, before)
}

/** The lines to draw. With `apart`, what is pending comes last under a line of its own. */
export const rowsOf = (groups: readonly AlertGroup[], folds: ReadonlyMap<string, Fold>, apart: boolean): readonly Row[] => {
  const rows: Row[] = []
  const add = (group: AlertGroup): void => {
    const fold = foldOf(group, folds)
    const many = group.alerts.length > 1
    rows.push({ kind: 'group', key: group.key, group, open: many ? fold !== 'closed' : null })
    if (!many || fold === 'closed') return
    const { length } = group.alerts
    const shown = fold === 'all' || length <= FEW ? length : SOME
    for (let place = 0; place < shown; place++) rows.push({ kind: 'instance', key: `${group.key} ${place}`, group, place })
    if (shown < length) rows.push({ kind: 'more', key: `${group.key} more`, group, from: shown })
  }
  const waits = (g: AlertGroup): boolean => apart && g.state === 'pending'
  for (const group of groups) if (!waits(group)) add(group)
  const waiting = groups.filter(waits)
  if (waiting.length > 0) rows.push({ kind: 'section', key: 'pending' })
  for (const group of waiting) add(group)
  return rows
}

/** The alert that a line stands for. */
export const alertOfRow = (row: Row): Alert | null => (row.kind === 'group' ? row.group.lead : row.kind === 'instance' ? (instancesOf(row.group).sorted[row.place] ?? null) : null)
