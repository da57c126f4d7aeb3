import type { ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { useGarda } from '../../state/garda'
import { Keycaps, useAgeText } from '../../ui'
import css from './alerts.module.css'
import { tellers } from './proof'
import { grouped } from './Tabs'

const HINTS = [['J K', 'alerts.hint.move'], ['Space', 'alerts.hint.expand'], ['Enter', 'alerts.hint.open'], ['O', 'alertGraph.hint'], ['A', 'ack.hint']] as const
const select = { sources: (s: AppState) => s.sources, ages: (s: AppState) => s.ages }

export interface FooterProps { readonly groups: number; readonly instances: number; readonly known: number; readonly fresh: ReadonlySet<string>; readonly end: ReactNode }

/** How much is listed, how old it is, and the keys. */
export const Footer = ({ groups, instances, known, fresh, end }: FooterProps): ReactNode => {
  const sources = useGarda(select.sources)
  const ages = useGarda(select.ages)
  const { oldestAt, stale } = tellers({ sources, ages }, fresh)
  const age = useAgeText(oldestAt)
  return (
    <footer className={`${css['foot']} caption`}>
      <span role="status">{known === instances ? t('alerts.count', { groups, instances }) : t('alerts.count.of', { groups, instances, known: grouped(known) })}</span>
      <span className={stale > 0 ? 'sev-unknown tone' : undefined}>{oldestAt === null ? t('alerts.oldest.never') : t('alerts.oldest', { age })}</span>
      {end}
      <span className={css['hints']} aria-hidden="true">
        {HINTS.map(([keys, key]) => <i key={key}><Keycaps keys={keys} />{t(key)}</i>)}
      </span>
    </footer>
  )
}
