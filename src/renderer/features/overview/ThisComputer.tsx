import type { ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { Vitals } from '../../charts'
import { useBridge } from '../../state/garda'
import { ownComputer } from '../../state/select/computer'
import { DataAge, Panel } from '../../ui'
import css from './overview.module.css'

/** What this computer does, under its one line in the table; nothing where it is not watched. */
export const ThisComputer = ({ state, fresh }: { readonly state: AppState; readonly fresh: ReadonlySet<string> }): ReactNode => {
  const bridge = useBridge()
  const known = ownComputer(state)
  if (!known) return null
  const at = state.ages[known.source]?.successAt ?? null
  const stale = !fresh.has(known.source)
  return (
    <Panel title={t('overview.computer')} end={<DataAge source={t('kind.this-computer')} at={at} stale={stale} />}>
      <div className={css['vitals']}><Vitals bridge={bridge} service={known.service} at={at} stale={stale} startedAt={state.meta.startedAt} /></div>
    </Panel>
  )
}
