import { useMemo, useState } from 'react'
import type { Environment } from '@shared/domain/environment'
import type { Page } from '@shared/domain/page'
import type { AppState } from '@shared/state/app-state'
import { useFresh, useGarda, useHeardAt, useSilent } from '../../state/garda'
import { countsByEnvironment, NO_COUNTS, type SeverityCounts } from '../../state/select/counts'
import { environmentList, environmentMeant, shownEnvironment } from '../../state/select/environments'
import { serviceRows, type ServiceRow } from '../../state/select/services'
import { sameEnvironment } from './rotation'
import { situationOf, type Situation } from './situation'

const select = {
  alerts: (s: AppState) => s.alerts, services: (s: AppState) => s.services, signals: (s: AppState) => s.signals, incidents: (s: AppState) => s.incidents,
  resolved: (s: AppState) => s.resolved, pages: (s: AppState) => s.pages, sources: (s: AppState) => s.sources, environments: (s: AppState) => s.environments
}

/** What a wall looks at, and what may be said of it. */
export interface Watched {
  readonly environment: Environment | null
  readonly rows: readonly ServiceRow[]
  readonly counts: SeverityCounts
  /** How many of the unknown ones are services that cannot be seen and of which nothing fires. */
  readonly unseen: number
  /** Pages that ask for somebody, the worst first. */
  readonly calls: readonly Page[]
  readonly situation: Situation
  readonly fresh: ReadonlySet<string>
}

/** The name of the environment that is written in a wall's settings, see `environmentMeant`; null: none is. */
export const useEnvironmentMeant = (written: string | null, known: readonly Environment[]): string | null => {
  const environments = useGarda(select.environments)
  return useMemo(() => (written === null ? null : environmentMeant(written, environments, known)), [written, environments, known])
}

const NO_SERVICES: AppState['services'] = {}

/** The environment of that name; without one that of the first page that calls, else the production that is worst. Changes only when something in it does. */
export const useWatched = (wanted: string | null, calls: readonly Page[]): Watched => {
  const alerts = useGarda(select.alerts)
  const services = useGarda(select.services)
  const signals = useGarda(select.signals)
  const incidents = useGarda(select.incidents)
  const resolved = useGarda(select.resolved)
  const sources = useGarda(select.sources)
  const environments = useGarda(select.environments)
  const pages = useGarda(select.pages)
  const fresh = useFresh()
  const silent = useSilent()
  const heardAt = useHeardAt()
  const since = silent ? heardAt : 0
  const [before, setBefore] = useState<string | null>(null)
  const counts = useMemo(() => countsByEnvironment({ alerts, services }, fresh), [alerts, services, fresh])
  const called = calls[0]?.environment ?? null
  const environment = useMemo(
    // of a page from where nothing else is known, nothing else is said
    () => {
      if (wanted !== null) return environmentList(environments).find((e) => sameEnvironment(e.name, wanted)) ?? null
      return called !== null && !Object.hasOwn(environments, called) ? null : shownEnvironment(environments, { chosen: called, before, reading: false, counts })
    },
    [wanted, called, environments, before, counts]
  )
  if (environment && environment.name !== before) setBefore(environment.name)
  const name = environment?.name ?? ''
  const rows = useMemo(() => serviceRows({ alerts, services, signals, incidents }, name, fresh), [alerts, services, signals, incidents, name, fresh])
  const situation = useMemo(
    () => situationOf({ state: { alerts, services, sources, incidents, resolved, pages }, calls, environment, wanted, rows, fresh, silent, heardAt: since }),
    [alerts, services, sources, incidents, resolved, pages, calls, environment, wanted, rows, fresh, silent, since]
  )
  const own = Object.hasOwn(counts, name) ? counts[name]! : NO_COUNTS
  const fired = useMemo(() => countsByEnvironment({ alerts, services: NO_SERVICES }, fresh), [alerts, fresh])
  const unseen = own.unknown - (Object.hasOwn(fired, name) ? fired[name]!.unknown : 0)
  return useMemo(() => ({ environment, rows, counts: own, unseen, calls, situation, fresh }), [environment, rows, own, unseen, calls, situation, fresh])
}
