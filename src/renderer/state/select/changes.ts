import type { Change } from '@shared/domain/change'
import type { Incident } from '@shared/domain/incident'
import type { Table } from '@shared/state/app-state'

const RECENT_MS = 12 * 3_600_000
/** A change may be suspected of what begins within this time after it. */
const SUSPECT_MS = 3_600_000

/** Changes of an environment in the last 12 hours, newest first. */
export const recentChanges = (changes: Table<Change>, environment: string, now: number): readonly Change[] =>
  Object.values(changes).filter((c) => c.environment === environment && c.at <= now && now - c.at <= RECENT_MS).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))

/** The last change on the incident's path in the hour before it began; it is suspected, never accused. */
export const suspectOf = (changes: readonly Change[], incident: Pick<Incident, 'path' | 'startedAt'> | null): Change | null =>
  incident === null ? null : (changes.find((c) => incident.path.includes(c.service) && c.at <= incident.startedAt && incident.startedAt - c.at <= SUSPECT_MS) ?? null)

/** Times of changes by service name, for the marks on its graphs. Rows without changes share one empty list. */
export const changeTimes = (changes: readonly Change[]): ReadonlyMap<string, readonly number[]> => {
  const out = new Map<string, number[]>()
  for (const c of changes) { const list = out.get(c.service); if (list) list.push(c.at); else out.set(c.service, [c.at]) }
  return out
}
