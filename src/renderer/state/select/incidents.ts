import type { Incident } from '@shared/domain/incident'
import { severityRank } from '@shared/domain/severity'
import type { Table } from '@shared/state/app-state'

const compareIncidents = (a: Incident, b: Incident): number =>
  severityRank(a.severity) - severityRank(b.severity) || b.path.length - a.path.length || a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1)

const sortedOnce = new WeakMap<Table<Incident>, readonly Incident[]>()

/** Worst first, then widest, then oldest; of one environment where it is given. A table is sorted once, whoever asks. */
export const orderedIncidents = (incidents: Table<Incident>, environment: string | null = null): readonly Incident[] => {
  let sorted = sortedOnce.get(incidents)
  if (!sorted) { sorted = Object.values(incidents).sort(compareIncidents); sortedOnce.set(incidents, sorted) }
  return environment === null ? sorted : sorted.filter((i) => i.environment === environment)
}
