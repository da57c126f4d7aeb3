import { useMemo, useState } from 'react'
import type { Environment } from '@shared/domain/environment'
import type { AppState } from '@shared/state/app-state'
import { useFresh, useGarda, useHeardAt, useSilent } from '../../state/garda'
import { countsByEnvironment, NO_COUNTS, type SeverityCounts } from '../../state/select/counts'
import { environmentList, shownEnvironment } from '../../state/select/environments'
import { serviceRows, type ServiceRow } from '../../state/select/services'
import { sameEnvironment } from './rotation'
import { situationOf, type Situation } from './situation'

const select = {
  alerts: (s: AppState) => s.alerts, services: (s: AppState) => s.services, signals: (s: AppState) => s.signals, incidents: (s: AppState) => s.incidents,
  resolved: (s: AppState) => s.resolved, sources: (s: AppState) => s.sources, environments: (s: AppState) => s.environments
}

/** What a wall looks at, and what may be said of it. */
export interface Watched {
  readonly environment: Environment | null
  readonly rows: readonly ServiceRow[]
  readonly counts: SeverityCounts
  readonly situation: Situation
  readonly fresh: ReadonlySet<string>
}

/** The environment of that name; without one where a page calls, else the production that is worst. Changes only when something in it does. */
export const useWatched = (wanted: string | null, called: string | null): Watched => {
  const alerts = useGarda(select.alerts)
  const services = useGarda(select.services)
  const signals = useGarda(select.signals)
  const incidents = useGarda(select.incidents)
  const resolved = useGarda(select.resolved)
  const sources = useGarda(select.sources)
  const environments = useGarda(select.environments)
  const fresh = useFresh()
  const silent = useSilent()
  const heardAt = useHeardAt()
  const since = silent ? heardAt : 0
  const [before, setBefore] = useState<string | null>(null)
  const counts = useMemo(() => countsByEnvironment({ alerts, services }, fresh), [alerts, services, fresh])
  const environment = useMemo(
    () => (wanted === null ? shownEnvironment(environments, { chosen: called, before, reading: false, counts }) : environmentList(environments).find((e) => sameEnvironment(e.name, wanted)) ?? null),
    [wanted, called, environments, before, counts]
  )
  if (environment && environment.name !== before) setBefore(environment.name)
  const name = environment?.name ?? ''
  const rows = useMemo(() => serviceRows({ alerts, services, signals, incidents }, name, fresh), [alerts, services, signals, incidents, name, fresh])
  const situation = useMemo(
    () => situationOf({ state: { alerts, services, sources, incidents, resolved }, environment, wanted, rows, fresh, silent, heardAt: since }),
    [alerts, services, sources, incidents, resolved, environment, wanted, rows, fresh, silent, since]
  )
  const own = Object.hasOwn(counts, name) ? counts[name]! : NO_COUNTS
  return useMemo(() => ({ environment, rows, counts: own, situation, fresh }), [environment, rows, own, situation, fresh])
}
