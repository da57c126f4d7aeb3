import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import type { Environment } from '@shared/domain/environment'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useGarda } from '../../state/garda'
import type { SeverityCounts } from '../../state/select/counts'
import { environmentOf } from '../../state/select/environments'
import { environmentShout } from '../../ui'
import { newCriticals } from './announce'

const select = { alerts: (s: AppState) => s.alerts, environments: (s: AppState) => s.environments }

/** Says the counts politely, and a new critical alert at once, once. What fired already at the start is in the counts. */
export const Announcer = ({ environment, counts }: { readonly environment: Environment | null; readonly counts: SeverityCounts }): ReactNode => {
  const alerts = useGarda(select.alerts)
  const environments = useGarda(select.environments)
  const known = useRef<ReadonlySet<string> | null>(null)
  const [urgent, setUrgent] = useState('')
  useEffect(() => {
    const { fresh, all } = newCriticals(alerts, known.current)
    known.current = all
    const first = fresh[0]
    if (!first) return
    const words = { environment: environmentShout(environmentOf(environments, first.environment)), what: clean(first.service ? `${first.name}, ${first.service}` : first.name, { max: 200 }) }
    setUrgent(fresh.length === 1 ? t('shell.live.critical', words) : t('shell.live.criticals', { ...words, count: fresh.length }))
  }, [alerts, environments])
  return (
    <div className="sr-only">
      <p aria-live="polite" aria-atomic="true">{environment ? t('shell.live.counts', { environment: environmentShout(environment), ...counts }) : ''}</p>
      <p aria-live="assertive" aria-atomic="true">{urgent}</p>
    </div>
  )
}
