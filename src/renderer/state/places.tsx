import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'
import type { Environment } from '@shared/domain/environment'
import type { AppState } from '@shared/state/app-state'
import { useFresh, useGarda } from './garda'
import { countsByEnvironment } from './select/counts'
import { shownEnvironment, troubleElsewhere, type CountsByEnvironment, type Trouble } from './select/environments'
import { useView } from './view'

const select = { alerts: (s: AppState) => s.alerts, services: (s: AppState) => s.services, environments: (s: AppState) => s.environments }

// two, so that a screen that only asks where it is is not drawn anew by every count
const EnvironmentContext = createContext<Environment | null>(null)
const CountsContext = createContext<CountsByEnvironment>({})

/** Counts every environment once for the whole window, and says which one it shows. */
export const Places = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const alerts = useGarda(select.alerts)
  const services = useGarda(select.services)
  const environments = useGarda(select.environments)
  const fresh = useFresh()
  const chosen = useView((v) => v.environment)
  const reading = useView((v) => v.place.item !== null)
  const [before, setBefore] = useState<string | null>(null)
  const counts = useMemo(() => countsByEnvironment({ alerts, services }, fresh), [alerts, services, fresh])
  const shown = useMemo(() => shownEnvironment(environments, { chosen, before, reading, counts }), [environments, chosen, before, reading, counts])
  if (shown && shown.name !== before) setBefore(shown.name)
  return <CountsContext value={counts}><EnvironmentContext value={shown}>{children}</EnvironmentContext></CountsContext>
}

/** The environment that is shown: the chosen one, else the worst of production; null when there is none. */
export const useEnvironment = (): Environment | null => useContext(EnvironmentContext)

export const useCounts = (): CountsByEnvironment => useContext(CountsContext)

/** The other environments that are in trouble, worst first. */
export const useElsewhere = (): readonly Trouble[] => {
  const environments = useGarda(select.environments)
  const counts = useCounts()
  const name = useEnvironment()?.name ?? null
  return useMemo(() => troubleElsewhere(environments, counts, name), [environments, counts, name])
}
