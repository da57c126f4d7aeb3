import { type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { duration } from '@shared/text/format'
import { countsText } from '../../state/select/source-words'
import { useAppearance } from '../../state/view'
import { Age, Glyph, Icon, useTicking } from '../../ui'
import { toneOf, type SourceRow } from './rows'
import css from './sources.module.css'
import { certificateText, kindName, nextText, watchdogText } from './words'

const COLUMNS = ['name', 'state', 'age', 'next', 'every', 'counts', 'version'] as const

/** All sources, trouble first. */
export const SourceTable = ({ rows, open, onOpen }: { readonly rows: readonly SourceRow[]; readonly open: string | null; readonly onOpen: (id: string) => void }): ReactNode => (
  <div className={css['table']} role="table" aria-label={t('sources.title')}>
    <div role="rowgroup">
      <div className={`${css['row']} ${css['columns']} caption`} role="row">
        <span role="columnheader"><span className="sr-only">{t('sources.column.health')}</span></span>
        {COLUMNS.map((c) => <span key={c} role="columnheader" data-column={c}>{t(`sources.column.${c}`)}</span>)}
        <span role="columnheader"><span className="sr-only">{t('sources.column.marks')}</span></span>
      </div>
    </div>
    <div className={css['body']} role="rowgroup">{rows.map((row) => <Row key={row.id} row={row} on={row.id === open} onOpen={onOpen} />)}</div>
  </div>
)

const Row = ({ row, on, onOpen }: { readonly row: SourceRow; readonly on: boolean; readonly onOpen: (id: string) => void }): ReactNode => {
  const tone = toneOf(row.standing)
  const next = useTicking((now) => nextText(row, now))
  const { status, ages } = row
  const trouble = row.standing !== 'ok' && row.standing !== 'off' && row.standing !== 'pending'
  const [{ time: zone }] = useAppearance()
  const certificate = useTicking((now) => certificateText(status, now, zone))
  const watchdog = useTicking((now) => watchdogText(status, now))
  const second = status?.failure ? failureText(status.failure, row.name) : watchdog !== '' ? watchdog : row.standing === 'degraded' && status?.warnings[0] ? clean(status.warnings[0].text, { max: 300 }) : certificate
  return (
    <div role="row" className={`${css['row']} ${tone ? `sev-${tone}` : ''}`} data-trouble={trouble || undefined} data-tall={second !== '' || undefined} data-off={row.standing === 'off' || undefined} data-on={on || undefined}>
      <span role="cell">{tone ? <Glyph tone={tone} silent /> : <Icon name="pause" />}</span>
      <span role="cell" data-column="name" className={css['name']}>
        <span className={css['nameLine']}>
          <button type="button" data-open={row.id} aria-expanded={on} onClick={() => onOpen(row.id)}><b>{clean(row.name, { max: 80 })}</b></button>
          <span className="faint small clip">{[kindName(row.kind).toLowerCase() === row.name.toLowerCase() ? '' : kindName(row.kind), clean(row.address, { max: 120 })].filter(Boolean).join(', ')}</span>
        </span>
        {second !== '' && <span className={`${css['second']} clip`}>{second}</span>}
      </span>
      <span role="cell" data-column="state" className={tone && tone !== 'ok' ? 'tone' : 'muted'}>{t(`sources.state.${row.standing}`)}</span>
      <span role="cell" data-column="age" className="num" data-stale={(trouble && row.standing !== 'degraded') || undefined}>{ages ? <Age at={ages.successAt} /> : t('common.none')}</span>
      <span role="cell" data-column="next" className="num muted">{next}</span>
      <span role="cell" data-column="every" className="num muted">{status ? duration(status.intervalMs) : t('common.none')}</span>
      <span role="cell" data-column="counts" className="muted clip">{status ? countsText(status.counts) || t('common.none') : t('common.none')}</span>
      <span role="cell" data-column="version" className="muted clip">{status?.product ? clean(`${status.product.name} ${status.product.version}`.trim(), { max: 60 }) : t('common.none')}</span>
      <span role="cell" data-column="marks">{row.readOnly && <span data-tip={t('sources.readOnly.tip')}><Icon name="book" size={14} label={t('sources.readOnly.tip')} /></span>}</span>
    </div>
  )
}
