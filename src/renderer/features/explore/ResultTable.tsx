import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clockSeconds, type Zone } from '@shared/text/format'
import { Icon, useLongList } from '../../ui'
import css from './explore.module.css'
import { nextSort, tableOf, type Column, type Sort, type Tabled, type TableModel } from './table'

const ROW_PX = 28
const FIRST: Sort = { column: 'value', down: true }
const WIDTHS = { query: '48px', metric: 'minmax(120px, 1.4fr)', value: 'minmax(96px, 150px)', label: 'minmax(90px, 1fr)' } as const

const nameOf = (column: Column): string => (column === 'query' || column === 'metric' || column === 'value' ? t(`explore.table.${column}`) : column.slice('label:'.length))

/** The instant values of all queries in one table, of which only the lines in sight exist. */
export const ResultTable = ({ queries, at, zone }: { readonly queries: readonly Tabled[]; readonly at: number; readonly zone: Zone }): ReactNode => {
  const [sort, setSort] = useState(FIRST)
  const model = useMemo(() => tableOf(queries, sort), [queries, sort])
  const template = useMemo(() => model.columns.map((column) => (column === 'query' || column === 'metric' || column === 'value' ? WIDTHS[column] : WIDTHS.label)).join(' '), [model.columns])
  return (
    <div className={css['table']}>
      <p className={css['tableHead']} role="status">
        <b>{t('explore.table')}</b><span>{t('explore.table.at', { at: clockSeconds(at, zone) })}</span>
        {model.total > model.rows.length && <span className={css['blind']}>{t('explore.table.more', { shown: model.rows.length, total: model.total })}</span>}
        {model.moreLabels > 0 && <span>{t('explore.table.labels', { count: model.moreLabels })}</span>}
      </p>
      <Grid model={model} sort={sort} template={template} onSort={(column) => setSort((now) => nextSort(now, column))} />
    </div>
  )
}

const Grid = ({ model, sort, template, onSort }: { readonly model: TableModel; readonly sort: Sort; readonly template: string; readonly onSort: (column: Column) => void }): ReactNode => {
  const { rows, columns } = model
  const keyOf = useCallback((i: number) => rows[i]?.key ?? '', [rows])
  const { scroller, virtualizer } = useLongList(rows.length, -1, keyOf, () => ROW_PX)
  const grid = { gridTemplateColumns: template }
  return (
    // what scrolls must scroll by the keyboard, in both directions
    <div ref={scroller} role="region" aria-label={t('explore.view.table')} tabIndex={0} className={css['scroll']}>
      <div role="table" aria-label={t('explore.table')} aria-rowcount={rows.length + 1} aria-colcount={columns.length}>
        <div role="rowgroup" className={css['columns']}>
          <div role="row" aria-rowindex={1} className={css['row']} style={grid}>
            {columns.map((column) => (
              <span key={column} role="columnheader" data-column={column === 'value' ? 'value' : undefined} aria-sort={sort.column !== column ? 'none' : sort.down ? 'descending' : 'ascending'}>
                <button type="button" onClick={() => onSort(column)} data-tip={t('explore.table.sort', { name: nameOf(column) })}>
                  <span className="clip">{nameOf(column)}</span>{sort.column === column && <span data-up={sort.down ? undefined : true} className={css['arrow']}><Icon name="chevronDown" size={12} /></span>}
                </button>
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map((v) => {
            const row = rows[v.index]
            return row && (
              <div key={v.key} role="row" aria-rowindex={v.index + 2} className={css['row']} style={{ ...grid, position: 'absolute', insetInline: 0, transform: `translateY(${v.start}px)`, height: v.size }}>
                {columns.map((column) => {
                  if (column === 'query') return <span key={column} role="cell">{row.letter}</span>
                  if (column === 'metric') return <span key={column} role="cell" className="clip mono" data-tip={row.metric.length > 24 ? row.metric : undefined}>{row.metric}</span>
                  if (column === 'value') return <span key={column} role="cell" data-column="value" className="num" data-tip={row.exact}>{row.text}</span>
                  const cell = row.cells[model.labels.indexOf(column.slice('label:'.length))] ?? ''
                  return <span key={column} role="cell" className="clip mono" data-tip={cell.length > 18 ? cell : undefined}>{cell}</span>
                })}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
