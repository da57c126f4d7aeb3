import type { ReactNode } from 'react'
import type { Roster } from '@shared/domain/on-call'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useGarda } from '../../state/garda'
import { useAppearance } from '../../state/view'
import { Panel, useNow } from '../../ui'
import { gardaRows } from './gardas'
import css from './oncall.module.css'

const select = { meta: (s: AppState) => s.meta, sources: (s: AppState) => s.sources }

/** Whose Garda watches; nothing where that is not asked for. */
export const Gardas = ({ roster }: { readonly roster: Roster }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const now = useNow(1000)
  const { buddies, shift } = useGarda(select.meta)
  const sources = useGarda(select.sources)
  if (buddies === null) return null
  const source = buddies.source === null ? null : clean(sources[buddies.source]?.name ?? buddies.source, { max: 80 })
  return (
    <Panel title={t('buddy.title')}>
      <dl className={css['facts']}>
        {gardaRows(buddies, roster, shift, now, zone).map((row) => (
          <div key={row.key} data-away={row.away || undefined}><dt>{row.name}{row.isMine && ` (${t('buddy.me')})`}</dt><dd>{row.says}</dd></div>
        ))}
      </dl>
      <p className={`${css['words']} small faint`}>{source === null ? t('notice.buddy-failed', { detail: t('buddy.noSource') }) : t(buddies.sure ? 'buddy.by' : 'buddy.unsure', { source })}</p>
    </Panel>
  )
}
