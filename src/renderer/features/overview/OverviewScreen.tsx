import { useMemo, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { useFresh, useWholeSettled } from '../../state/garda'
import { useEnvironment } from '../../state/places'
import { leadIncident } from '../../state/select/alerts'
import { recentChanges, suspectOf } from '../../state/select/changes'
import { quietOf } from '../../state/select/quiet'
import { serviceRows } from '../../state/select/services'
import { sourceSummary } from '../../state/select/sources'
import { useGo } from '../../state/view'
import { Button, EmptyProof, ErrorBoundary, Panel, useNow } from '../../ui'
import { ActiveAlerts } from './Alerts'
import { blindSources } from './blind'
import { BlindSources } from './Blind'
import { RecentChanges } from './Changes'
import { LastNight } from './LastNight'
import { Lead } from './Lead'
import css from './overview.module.css'
import { QuietPanel } from './Quiet'
import { ServiceTable } from './ServiceTable'
import { ThisComputer } from './ThisComputer'

const CHANGES_STEP_MS = 60_000

/** What leads, the graph that explains it, every service, and everything that fires: one environment at a glance. */
const OverviewScreen = (): ReactNode => {
  const state = useWholeSettled()
  const fresh = useFresh()
  const environment = useEnvironment()
  const go = useGo()
  const minute = useNow(CHANGES_STEP_MS)
  const name = environment?.name ?? ''
  const { digest } = state.meta.watch
  const { alerts, incidents, services, signals, sources, resolved, changes: allChanges } = state
  const rows = useMemo(() => serviceRows({ alerts, services, signals, incidents }, name, fresh), [alerts, services, signals, incidents, name, fresh])
  const quiet = useMemo(() => quietOf({ sources, alerts, resolved }, name, rows, fresh), [sources, alerts, resolved, name, rows, fresh])
  const blind = useMemo(() => blindSources({ sources, alerts }, rows, fresh), [sources, alerts, rows, fresh])
  const lead = useMemo(() => leadIncident({ alerts, incidents }, name), [alerts, incidents, name])
  const changes = useMemo(() => recentChanges(allChanges, name, minute + CHANGES_STEP_MS), [allChanges, name, minute])
  const suspect = useMemo(() => suspectOf(changes, lead?.incident ?? null), [changes, lead])
  const night = digest && !digest.closed && <ErrorBoundary what={t('watch.night')}><LastNight digest={digest} /></ErrorBoundary>
  if (!environment) {
    const { fresh: n, total } = sourceSummary(state, fresh)
    return (
      <div className={css['pad']}>
        {night}
        <BlindSources blind={blind} ages={state.ages} />
        <Panel>
          <EmptyProof level={1} sure={false} title={t('overview.nothing')} lines={[t('overview.services.none.body'), t('overview.services.none.sources', { fresh: n, total })]}
            action={<Button look="primary" onClick={() => go({ view: 'sources', item: null })}>{t('overview.nothing.sources')}</Button>} />
        </Panel>
      </div>
    )
  }
  return (
    <div className={css['frame']}>
      <div className={css['overview']} data-changes={changes.length > 0 || undefined}>
        <div className={css['top']}>
          {night}
          <ErrorBoundary what={t('overview.now')}>
            {lead
              ? <Lead key={lead.incident.id} incident={lead.incident} alert={lead.alert} state={state} fresh={fresh} changes={changes} suspect={suspect} />
              : <QuietPanel environment={environment} state={state} quiet={quiet} fresh={fresh} />}
            <BlindSources blind={blind} ages={state.ages} />
          </ErrorBoundary>
        </div>
        <div className={css['main']}>
          <ErrorBoundary what={t('overview.services')}><ServiceTable key={name} environment={environment} state={state} rows={rows} fresh={fresh} changes={changes} /></ErrorBoundary>
          {environment.kind === 'local' && <ErrorBoundary what={t('overview.computer')}><ThisComputer state={state} fresh={fresh} /></ErrorBoundary>}
        </div>
        <div className={css['side']}>
          <ErrorBoundary what={t('overview.alerts')}><ActiveAlerts environment={name} state={state} rows={rows} sure={quiet.sure} /></ErrorBoundary>
          {changes.length > 0 && <ErrorBoundary what={t('overview.changes')}><RecentChanges changes={changes} suspect={suspect} incident={lead?.incident ?? null} /></ErrorBoundary>}
        </div>
      </div>
    </div>
  )
}
export default OverviewScreen
