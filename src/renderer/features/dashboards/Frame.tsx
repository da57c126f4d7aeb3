import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration } from '@shared/text/format'
import type { PanelStatus } from '../../charts'
import { DataAge, useNow, useTicking } from '../../ui'
import css from './dashboards.module.css'

export interface FrameProps {
  readonly title: string
  /** What the board says about the panel; ''. */
  readonly tip: string
  /** Null: nothing was answered yet, or nothing is asked. */
  readonly source: { readonly name: string; readonly at: number; readonly staleAfterMs: number } | null
  readonly warnings?: readonly string[]
  readonly status?: PanelStatus
  /** An answer of before is drawn. */
  readonly drawn?: boolean
}

/** The card of a panel that is no graph: its name, where its numbers come from, and what keeps them away. */
export const Frame = ({ title, tip, source, warnings = [], status, drawn = false, children }: FrameProps & { readonly children: ReactNode }): ReactNode => (
  <figure className={css['tile']}>
    <figcaption>
      <b data-tip={tip || undefined}>{title}</b>
      <span className={css['tileEnd']}>
        {warnings.length > 0 && <span className="sev-warning tone" data-tip={warnings.map((w) => clean(w, { max: 300 })).join('\n')}>{t('panel.partial')}</span>}
        {source && <Dated {...source} />}
      </span>
    </figcaption>
    <div className={css['tileBody']}>
      {status?.kind === 'failed' && <p className={css['cause']} role="status">{clean(status.reason, { max: 400 })}</p>}
      {status?.kind === 'asking' && !drawn && <Asking since={status.since} />}
      {children}
    </div>
  </figure>
)

const Dated = ({ name, at, staleAfterMs }: { readonly name: string; readonly at: number; readonly staleAfterMs: number }): ReactNode => {
  const stale = useTicking((now) => now - at > staleAfterMs)
  return <DataAge source={name} at={at} stale={stale} />
}

const QUIET_MS = 400
/** Said only when an answer takes longer than a blink. */
const Asking = ({ since }: { readonly since: number }): ReactNode => {
  const now = useNow()
  return now - since < QUIET_MS ? null : <p className="muted small" role="status" data-asking>{t('dashboards.asking', { age: duration(now - since) })}</p>
}
