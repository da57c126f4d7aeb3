import type { ReactNode } from 'react'
import type { Roster } from '@shared/domain/on-call'
import { t } from '@shared/text/catalogue'
import { useAppearance } from '../../state/view'
import { Moment, Panel, useNow } from '../../ui'
import css from './oncall.module.css'
import { shiftRows } from './standing'

const COLUMNS = ['person', 'from', 'to', 'length', 'by'] as const

/** The present shift and those that follow; what an override changed is marked. */
export const Ahead = ({ roster, fromSource }: { readonly roster: Roster; readonly fromSource: boolean }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const rows = shiftRows(roster, useNow(1000), zone)
  if (rows.length === 0) return <Panel title={t('onCall.ahead')}><p className={css['words']}>{t(fromSource ? 'onCall.fromSource' : 'onCall.ahead.none')}</p></Panel>
  return (
    <Panel title={t('onCall.ahead')}>
      <div role="table" aria-label={t('onCall.ahead')} className={css['table']}>
        <div role="rowgroup"><div role="row" className={`${css['row']} ${css['columnNames']} caption`}>{COLUMNS.map((c) => <span key={c} role="columnheader" data-column={c}>{t(`onCall.column.${c}`)}</span>)}</div></div>
        <div role="rowgroup">
          {rows.map((row) => (
            <div key={row.key} role="row" className={css['row']} data-now={row.isNow || undefined}>
              <span role="rowheader" className="clip"><b>{row.person}</b>{row.isMine && <span className="small faint"> {t('onCall.row.you')}</span>}</span>
              <span role="cell" data-column="from" className="num"><Moment at={row.fromAt}>{row.from}</Moment></span>
              <span role="cell" data-column="to" className="num">{row.toAt === null ? row.to : <Moment at={row.toAt}>{row.to}</Moment>}</span>
              <span role="cell" data-column="length" className="num muted">{row.length}</span>
              <span role="cell" data-column="by"><span className={css['by']} data-by={row.by}>{t(`onCall.by.${row.by}`)}</span></span>
            </div>
          ))}
        </div>
      </div>
    </Panel>
  )
}
