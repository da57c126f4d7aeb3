import { useMemo, type ReactNode } from 'react'
import type { Environment } from '@shared/domain/environment'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useFresh, useWhole } from '../../state/garda'
import { useElsewhere } from '../../state/places'
import { serviceRows } from '../../state/select/services'
import { useViewStore } from '../../state/view'
import { Button, Elsewhere, EmptyProof, environmentShout, useAgeText } from '../../ui'
import css from './alerts.module.css'
import { proofOf } from './proof'
import type { Tab } from './tabs'

/** An empty list says why it is empty, and how far that can be believed. */
export const Empty = ({ tab, environment, hidden, onClear }: { readonly tab: Tab; readonly environment: Environment; readonly hidden: number; readonly onClear: () => void }): ReactNode => {
  const state = useWhole()
  const fresh = useFresh()
  const elsewhere = useElsewhere()
  const { chooseEnvironment } = useViewStore()
  const { alerts, services, signals, incidents, resolved } = state
  const rows = useMemo(() => serviceRows({ alerts, services, signals, incidents }, environment.name, fresh), [alerts, services, signals, incidents, environment.name, fresh])
  const proof = proofOf(state, rows, fresh)
  const oldest = useAgeText(proof.oldestAt)
  const ends = Object.values(resolved).flatMap((a) => (a.environment === environment.name && a.endsAt !== null ? [a.endsAt] : []))
  const since = useAgeText(ends.length > 0 ? Math.max(...ends) : state.meta.startedAt)
  if (hidden > 0) return (
    <div className={css['empty']}><EmptyProof sure={false} title={t('alerts.empty.filter')} lines={[t('alerts.empty.filter.hidden', { count: hidden })]} action={<Button onClick={onClear}>{t('alerts.filter.clear')}</Button>} /></div>
  )
  const words = { environment: environmentShout(environment) }
  const lines = [
    ...(tab === 'now' && elsewhere.length > 0 ? [<Elsewhere key="elsewhere" troubles={elsewhere} onGo={chooseEnvironment} />] : []),
    proof.total === 0 ? t('alerts.empty.none') : proof.fresh === 0 ? t('alerts.empty.unread', { total: proof.total }) : t('alerts.empty.sources', { fresh: proof.fresh, total: proof.total, age: oldest }),
    ...(proof.blind.length > 0 ? [t('alerts.empty.unknown', { count: proof.blind.length, name: clean(proof.blind[0]!, { max: 80 }), more: proof.blind.length - 1 })] : []),
    ...(tab === 'now' ? [ends.length > 0 ? t('alerts.empty.last', { age: since }) : t('alerts.empty.never', { age: since })] : [])
  ]
  return <div className={css['empty']}><EmptyProof sure={proof.sure} title={t(tab === 'now' && !proof.sure ? 'alerts.empty.blind' : `alerts.empty.${tab}`, words)} lines={lines} /></div>
}
