import type { ReactNode } from 'react'
import type { Change } from '@shared/domain/change'
import type { Incident } from '@shared/domain/incident'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, duration } from '@shared/text/format'
import { useAppearance } from '../../state/view'
import { Panel, useTicking } from '../../ui'
import css from './overview.module.css'
import { when } from './when'

const MOST = 6
const VERSION = /^v?\d[\w.+-]*$/

/** What was changed lately; the one to look at first is marked. */
export const RecentChanges = ({ changes, suspect, incident }: { readonly changes: readonly Change[]; readonly suspect: Change | null; readonly incident: Incident | null }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const shown = changes.slice(0, MOST)
  const oldest = shown.at(-1)?.at ?? 0
  const since = useTicking((now) => when(oldest, now, zone))
  return (
    <Panel title={t('overview.changes')} note={t('overview.changes.since', { time: since })}>
      <ul className={css['changes']}>
        {shown.map((c) => (
          <li key={c.id} data-suspect={c === suspect || undefined}>
            <time dateTime={new Date(c.at).toISOString()} data-tip-at={c.at}>{clock(c.at, zone)}</time><i aria-hidden="true" />
            <div className="clip">
              <b>{clean(c.service, { max: 80 })}</b> {VERSION.test(c.what) ? <code>{clean(c.what, { max: 60 })}</code> : <span className="muted">{clean(c.what, { max: 120 })}</span>}
            </div>
            <span className={css['by']}>{clean(c.by, { max: 40 })}</span>
            {c === suspect && incident && <small className={`tone sev-${incident.severity}`}>{t('overview.changes.before', { age: duration(incident.startedAt - c.at) })}</small>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
