import { useCallback, useId, type MouseEvent, type ReactNode, type RefObject } from 'react'
import type { SourceStatus } from '@shared/domain/source'
import type { AppState, Table } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { useLongList } from '../../ui'
import css from './alerts.module.css'
import { ListRow } from './ListRow'
import { alertOfRow, type Row } from './rows'

const PX: Readonly<Record<Row['kind'], number>> = { group: 28, instance: 24, more: 24, section: 29 }
const COLUMNS = ['name', 'summary', 'service', 'env', 'since', 'state', 'seen'] as const

export interface ListProps {
  readonly rows: readonly Row[]
  readonly at: number
  readonly openId: string | null
  readonly grid: RefObject<HTMLDivElement | null>
  readonly fresh: ReadonlySet<string>
  readonly sources: Table<SourceStatus>
  readonly environments: AppState['environments']
  readonly onRow: (index: number, what: 'open' | 'fold') => void
  readonly onOver: (over: boolean) => void
}

/** The list: only the lines in sight exist, and the one where the keys are. */
export const List = ({ rows, at, openId, grid, fresh, sources, environments, onRow, onOver }: ListProps): ReactNode => {
  const id = useId()
  const keyOf = useCallback((i: number) => rows[i]!.key, [rows])
  const { scroller, virtualizer } = useLongList(rows.length, at, keyOf, (i) => PX[rows[i]!.kind])
  const click = (event: MouseEvent): void => {
    if (!(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('[data-index]')
    if (row) onRow(Number(row.dataset['index']), event.target.closest('[data-fold]') ? 'fold' : 'open')
  }
  return (
    // the keys of the list work on the whole window, whatever has the focus: see the screen
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- Enter and Space are bound with the screen's other keys
    <div ref={grid} role="treegrid" aria-label={t('alerts.title')} aria-rowcount={rows.length + 1} aria-colcount={10} tabIndex={0} aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      className={css['table']} onClick={click} onPointerEnter={() => onOver(true)} onPointerLeave={() => onOver(false)}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={`${css['row']} ${css['head']} caption`}>
          <span role="columnheader"><span className="sr-only">{t('alerts.keys.expand')}</span></span><span role="columnheader"><span className="sr-only">{t('alerts.column.severity')}</span></span>
          {COLUMNS.map((name) => <span key={name} role="columnheader" data-column={name}>{t(`alerts.column.${name}`)}</span>)}
          <span role="columnheader" data-column="held"><span className="sr-only">{t('alerts.column.held')}</span></span>
        </div>
      </div>
      <div ref={scroller} role="rowgroup" className={css['body']}>
        <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map((v) => {
            const row = rows[v.index]!
            return (
              <div key={v.key} role="presentation" className={css['slot']} style={{ transform: `translateY(${v.start}px)`, height: v.size }}>
                <ListRow row={row} index={v.index} id={`${id}-${v.index}`} current={v.index === at} opened={openId !== null && alertOfRow(row)?.id === openId} fresh={fresh} sources={sources} environments={environments} />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
