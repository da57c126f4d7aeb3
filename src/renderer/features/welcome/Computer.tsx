import type { ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { Vitals } from '../../charts'
import { useBridge, useFresh, useGarda } from '../../state/garda'
import { ownComputer } from '../../state/select/computer'
import { Button, DataAge, Icon, Panel } from '../../ui'
import css from './welcome.module.css'

const select = { computer: (s: AppState) => JSON.stringify(ownComputer(s)), ages: (s: AppState) => s.ages, mode: (s: AppState) => s.meta.mode, startedAt: (s: AppState) => s.meta.startedAt }

/** This computer is watched from the first moment: four real figures, and a way to see one notification. */
export const Computer = ({ said, onTest }: { readonly said: ReactNode; readonly onTest: () => void }): ReactNode => {
  const known = JSON.parse(useGarda(select.computer)) as ReturnType<typeof ownComputer>
  const ages = useGarda(select.ages)
  const mode = useGarda(select.mode)
  const startedAt = useGarda(select.startedAt)
  const fresh = useFresh()
  const bridge = useBridge()
  const at = known ? (ages[known.source]?.successAt ?? null) : null
  const stale = known === null || !fresh.has(known.source)
  return (
    <Panel className={css['card'] ?? ''}>
      <header><Icon name="pc" /><h2>{t(known ? 'welcome.computer' : 'welcome.computer.off')}</h2>{known && at !== null && <span className={css['end']}><DataAge source={t('kind.this-computer')} at={at} stale={stale} /></span>}</header>
      {known ? <Vitals bridge={bridge} service={known.service} at={at} stale={stale} startedAt={startedAt} /> : <p className="muted">{t(mode === 'demo' ? 'welcome.computer.demo' : 'welcome.computer.off.body')}</p>}
      <footer>
        <span className="small muted">{t('welcome.try')}</span><Button small keys="Alt+T" onClick={onTest}>{t('welcome.try.do')}</Button>
        <span role="status" className="small muted">{said}</span>
      </footer>
    </Panel>
  )
}
