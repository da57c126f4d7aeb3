import { memo, useMemo, type ReactNode, type Ref } from 'react'
import type { PrometheusClient } from '@prometheus-io/codemirror-promql'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, type Zone } from '@shared/text/format'
import { Button, DataAge, Icon, useTicking } from '../../ui'
import type { Known } from './answers'
import { PromEditor, type EditorHandle } from './editor/PromEditor'
import css from './explore.module.css'
import type { Query } from './queries'
import { factsOf, failureOf, noticesOf } from './say'

export interface QueryRowProps {
  readonly query: Query
  /** Null: not asked. */
  readonly known: Known | null
  readonly client: PrometheusClient
  /** Name of the source, for people. */
  readonly source: string
  readonly zone: Zone
  readonly alone: boolean
  /** Null: the source has no page of its own. */
  readonly onOpen: ((letter: string) => void) | null
  readonly onEdit: (letter: string, change: Partial<Pick<Query, 'expression' | 'hidden'>>) => void
  readonly onRemove: (letter: string) => void
  readonly onCopy: (expression: string) => void
  readonly onRun: () => void
  readonly ref?: Ref<EditorHandle>
}

/** One query: its letter, its editor, what can be done with it, and beneath it all that its answer said. */
export const QueryRow = memo((props: QueryRowProps): ReactNode => {
  const { query, known, client, source, zone, alone, onOpen, onEdit, onRemove, onCopy, onRun, ref } = props
  const { letter, expression, hidden } = query
  const failed = known?.failed ?? null
  const bad = useMemo(() => (failed ? failureOf(failed, query.asked, source) : null), [failed, query.asked, source])
  // another text was never asked
  const complaint = bad && expression.trim() === query.asked ? bad.complaint : null
  return (
    <section className={css['query']} data-hidden={hidden || undefined} aria-label={t('explore.query', { letter })}>
      <b className={css['letter']} aria-hidden="true">{letter}</b>
      <PromEditor ref={ref} className={css['editor']} label={t('explore.editor', { letter })} text={expression} client={client} complaint={complaint} onChange={(text) => onEdit(letter, { expression: text })} onRun={onRun} />
      <div className={css['acts']}>
        <Act icon={hidden ? 'eyeOff' : 'eye'} label={t(hidden ? 'explore.show' : 'explore.hide', { letter })} onClick={() => onEdit(letter, { hidden: !hidden })} />
        <Act icon="copy" label={t('explore.copy', { letter })} onClick={() => onCopy(expression)} disabled={expression.trim() === ''} />
        {onOpen && <Act icon="external" label={t('explore.open', { letter })} onClick={() => onOpen(letter)} disabled={expression.trim() === ''} />}
        <Act icon="x" label={t('explore.remove', { letter })} onClick={() => onRemove(letter)} disabled={alone && expression === ''} />
      </div>
      <div className={css['said']}>
        {hidden ? <p className="faint">{t('explore.hidden')}</p> : <>
          {bad && <p role="alert" className={css['bad']}><Icon name="x" size={12} />{bad.text}</p>}
          {known && known.asking !== null && <Awaiting since={known.asking} source={source} />}
          {known?.data && <p className={css['facts']}>
            <span>{factsOf(known.data, known.question)}</span><DataAge source={source} at={known.data.at} />
            {query.asked !== '' && expression.trim() !== query.asked && <span>{t('explore.unrun')}</span>}
          </p>}
          {known?.data && noticesOf(known.data, known.question, clean(source, { max: 60 }), zone).map((notice, i) => <p key={i} role="status" className={notice.tone === 'blind' ? css['blind'] : css['plain']}>{notice.text}</p>)}
        </>}
      </div>
    </section>
  )
})
QueryRow.displayName = 'QueryRow'

const Act = ({ icon, label, onClick, disabled }: { readonly icon: 'eye' | 'eyeOff' | 'copy' | 'external' | 'x'; readonly label: string; readonly onClick: () => void; readonly disabled?: boolean }): ReactNode => (
  <button type="button" className={css['act']} aria-label={label} data-tip={label} onClick={onClick} disabled={disabled}><Icon name={icon} size={14} /></button>
)

const LATE_MS = 400
/** Said only when an answer takes longer than a blink. */
const Awaiting = ({ since, source }: { readonly since: number; readonly source: string }): ReactNode => {
  const age = useTicking((now) => (now - since < LATE_MS ? null : duration(now - since)))
  return <p className="faint" role="status" data-asking>{age === null ? ' ' : t('explore.asking', { source: clean(source, { max: 60 }), age })}</p>
}

/** Where a query may still be added. */
export const AddQuery = ({ onAdd }: { readonly onAdd: () => void }): ReactNode => <Button small look="quiet" icon="plus" onClick={onAdd} keys="N">{t('explore.add')}</Button>
