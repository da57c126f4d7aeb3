import type { Alert } from '@shared/domain/alert'
import { severityRank, type Severity } from '@shared/domain/severity'
import type { SourceStatus } from '@shared/domain/source'
import type { AppState, Table } from '@shared/state/app-state'
import type { AlertGroup } from '../../state/select/groups'
import type { Hold, Tone } from '../../ui'

/** Whether nobody who lists an alert can be relied on any more. What is over is history and needs nobody. */
export const isUnseen = (alert: Alert, fresh: ReadonlySet<string>): boolean => alert.state !== 'resolved' && !alert.sources.some((id) => fresh.has(id))

/** When any of its sources last listed alerts, ms; null: not known. */
export const lastSeenAt = (alert: Alert, ages: AppState['ages']): number | null =>
  alert.sources.reduce<number | null>((latest, id) => {
    const at = ages[id]?.alertsAt ?? ages[id]?.successAt ?? null
    return at !== null && (latest === null || at > latest) ? at : latest
  }, null)

/** How a line is drawn: what cannot be seen is unknown, whatever it was. */
export const toneOf = (alert: Pick<Alert, 'severity' | 'state'>, unseen: boolean): Tone => (unseen ? 'unknown' : alert.state === 'resolved' ? 'ok' : alert.severity)
export const holdOf = (alert: Pick<Alert, 'state' | 'held'>): Hold => (alert.state === 'pending' ? 'pending' : alert.held ? 'held' : 'open')

/** The worst severity that can be seen; null when none of a group's instances can. */
export const seenSeverity = (group: AlertGroup, fresh: ReadonlySet<string>): Severity | null => {
  let worst: Severity | null = null
  for (const alert of group.alerts) {
    if (alert.state === group.state && !isUnseen(alert, fresh) && (worst === null || severityRank(alert.severity) < severityRank(worst))) worst = alert.severity
  }
  return worst
}

/** Ids of all sources of a group, those of its lead first. */
export const sourcesOf = (group: AlertGroup): readonly string[] => [...new Set([...group.lead.sources, ...group.alerts.flatMap((a) => a.sources)])]

/** A source in one letter: of its kind; in the demo of its name, since all are of one kind. */
export const letterOf = (id: string, sources: Table<SourceStatus>): string => {
  const source = Object.hasOwn(sources, id) ? sources[id] : undefined
  const word = source ? (source.kind === 'demo' ? source.name : source.kind) : id
  return ([...word].find((c) => /[\p{L}\p{N}]/u.test(c)) ?? '?').toUpperCase()
}

/** At most two initials of a person. */
export const initials = (name: string): string => {
  const words = name.split(/[\s._@-]+/).filter((w) => /[\p{L}\p{N}]/u.test(w))
  return [words[0], words.length > 1 ? words.at(-1) : undefined].flatMap((w) => (w ? [[...w][0]!] : [])).join('').toUpperCase() || '?'
}
