import type { Alert } from '@shared/domain/alert'
import type { Table } from '@shared/state/app-state'

/** Critical alerts that fire and were not known; `all` is to be given back next time. The first look knows nothing as new. */
export const newCriticals = (alerts: Table<Alert>, known: ReadonlySet<string> | null): { readonly fresh: readonly Alert[]; readonly all: ReadonlySet<string> } => {
  const critical = Object.values(alerts).filter((a) => a.severity === 'critical' && a.state === 'firing')
  const key = (a: Alert): string => `${a.id} ${a.startsAt}`
  return { fresh: known === null ? [] : critical.filter((a) => !known.has(key(a))), all: new Set(critical.map(key)) }
}
