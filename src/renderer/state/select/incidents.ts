import type { Incident } from '@shared/domain/incident'
import { severityRank } from '@shared/domain/severity'
import type { Table } from '@shared/state/app-state'

/** Worst first, then widest, then oldest; of one environment where it is given. */
export const orderedIncidents = (incidents: Table<Incident>, environment: string | null = null): readonly Incident[] =>
  Object.values(incidents).filter((i) => environment === null || i.environment === environment)
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || b.path.length - a.path.length || a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))
