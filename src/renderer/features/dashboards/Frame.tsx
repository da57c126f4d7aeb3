import type { ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration } from '@shared/text/format'
import { OutButton, type PanelStatus, type Sheet } from '../../charts'
import { DataAge, useNow, useTicking } from '../../ui'
import { useLeaving } from './use-leaving'
import css from './dashboards.module.css'

/** What whoever gets a tile elsewhere has to know besides what it says. */
export type Setting = Pick<Sheet, 'source' | 'staleAfterMs' | 'window' | 'zone' | 'width' | 'height' | 'queries'>

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
  /** Of a panel that can leave. */
  readonly setting?: Setting
}

const ANSWERED: PanelStatus = { kind: 'answered' }

/** The card of a panel that is no graph: its name, where its numbers come from, and what keeps them away. */
export const Frame = ({ title, tip, source, warnings = [], status = ANSWERED, drawn = false, setting, says, children }: FrameProps & {
  /** What it shows; asked for when it is to leave. */
  readonly says?: () => Pick<Sheet, 'body' | 'more'>
  readonly children: ReactNode
}): ReactNode => {
  const { figure, out } = useLeaving(setting && says ? () => ({ kind: 'sheet', title, ...setting, at: source?.at ?? null, status, warnings, ...says() }) : null)
  return (
    <figure ref={figure} className={css['tile']} tabIndex={out ? -1 : undefined}>
      <figcaption>
        <b data-tip={tip || undefined}>{title}</b>
        <span className={css['tileEnd']}>
          {warnings.length > 0 && <span className="sev-warning tone" data-tip={warnings.map((w) => clean(w, { max: 300 })).join('\n')}>{t('panel.partial')}</span>}
          {source && <Dated {...source} />}
        </span>
        {out && <OutButton {...out} title={title} />}
      </figcaption>
      <div className={css['tileBody']}>
        {status.kind === 'failed' && <p className={css['cause']} role="status">{clean(status.reason, { max: 400 })}</p>}
        {status.kind === 'asking' && !drawn && <Asking since={status.since} />}
        {children}
      </div>
    </figure>
  )
}

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
