import { useCallback, useEffect, useId, useLayoutEffect, useRef, type MouseEvent, type ReactNode, type RefObject } from 'react'
import { kindOf, servicesOf } from '@shared/domain/journal-about'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clockSeconds, day, type Zone } from '@shared/text/format'
import { environmentOf } from '../../state/select/environments'
import { Asking, Button, EnvTag, Glyph, Icon, useLongList } from '../../ui'
import type { Row } from './rows'
import css from './timeline.module.css'
import type { LiveFeed } from './use-feed'
import { environmentOfEntry, markOf, placeOf, wordsOf } from './words'

const PX: Readonly<Record<Row['type'], number>> = { day: 34, entry: 28, gap: 30 }
const END_PX = 44
const COLUMNS = ['time', 'mark', 'kind', 'what', 'service', 'env'] as const

interface Shown { readonly zone: Zone; readonly environments: AppState['environments']; readonly nameOf: (source: string) => string }
export interface ListProps extends Shown {
  readonly rows: readonly Row[]
  /** Where the keys are; -1: nowhere yet. */
  readonly at: number
  readonly grid: RefObject<HTMLDivElement | null>
  readonly feed: LiveFeed
  readonly filtered: boolean
  readonly onRow: (index: number) => void
}

/** The list: only the lines in sight exist, and the one where the keys are. New ones come in at the top; whoever has scrolled away stays where they are. */
export const List = ({ rows, at, grid, feed, filtered, onRow, ...shown }: ListProps): ReactNode => {
  const id = useId()
  const keyOf = useCallback((i: number) => rows[i]?.key ?? 'end', [rows])
  const { scroller, virtualizer } = useLongList(rows.length + 1, at, keyOf, (i) => (rows[i] ? PX[rows[i].type] : END_PX))
  const top = useRef(rows)
  useLayoutEffect(() => {
    const before = top.current
    top.current = rows
    const box = scroller.current
    const first = before.find((row) => row.type !== 'day')
    if (before === rows || !box || box.scrollTop === 0 || !first) return
    const height = (list: readonly Row[]): number => { let px = 0; for (const row of list) { if (row.key === first.key) return px; px += PX[row.type] } return 0 }
    const added = height(rows) - height(before)
    if (added > 0) box.scrollTop += added
  }, [rows, scroller])
  const items = virtualizer.getVirtualItems()
  const atEnd = (items.at(-1)?.index ?? 0) >= rows.length
  const { older, next, asking, failure } = feed
  // a filter that fits little would read the whole record by itself
  useEffect(() => { if (atEnd && next !== null && !asking && failure === null && !filtered) older() }, [atEnd, next, asking, failure, filtered, older])
  const click = (event: MouseEvent): void => {
    if (!(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('[data-index]')
    if (row) onRow(Number(row.dataset['index']))
  }
  return (
    // the keys of the list work on the whole window, whatever has the focus: see the screen
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- Enter is bound with the screen's other keys
    <div ref={grid} role="grid" aria-label={t('timeline.title')} aria-rowcount={rows.length + 1} aria-colcount={COLUMNS.length} tabIndex={0} aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined} className={css['table']} onClick={click}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={`${css['row']} ${css['columns']} caption`}>
          {COLUMNS.map((name) => <span key={name} role="columnheader" data-column={name}>{name === 'mark' ? <span className="sr-only">{t('timeline.column.mark')}</span> : t(`timeline.column.${name}`)}</span>)}
        </div>
      </div>
      <div ref={scroller} role="rowgroup" className={css['body']}>
        <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {items.map((v) => {
            const row = rows[v.index]
            return (
              <div key={v.key} role="presentation" className={css['slot']} style={{ transform: `translateY(${v.start}px)`, height: v.size }}>
                {row ? <Line row={row} index={v.index} id={`${id}-${v.index}`} current={v.index === at} {...shown} /> : <End feed={feed} index={rows.length} />}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

const Line = ({ row, index, id, current, zone, environments, nameOf }: Shown & { readonly row: Row; readonly index: number; readonly id: string; readonly current: boolean }): ReactNode => {
  const place = { role: 'row', id, 'aria-rowindex': index + 2 } as const
  if (row.type === 'day') return <div {...place} className={`${css['row']} ${css['day']}`}><span role="gridcell" aria-colspan={COLUMNS.length}><b>{day(row.at, zone)}</b></span></div>
  const { entry } = row
  const { says, more } = wordsOf(entry, zone, nameOf)
  const mark = markOf(entry)
  const environment = environmentOfEntry(entry)
  const services = servicesOf(entry)
  return (
    <div {...place} className={`${css['row']} ${row.type === 'gap' ? css['gap'] : ''} sev-${'tone' in mark ? mark.tone : 'ok'}`} data-index={index} data-current={current || undefined} data-leads={placeOf(entry) !== null || undefined} aria-selected={current}>
      <span role="gridcell" data-column="time">
        <time dateTime={new Date(entry.at).toISOString()} data-tip-at={entry.at} tabIndex={current ? 0 : undefined}>{clockSeconds(entry.at, zone)}</time>
      </span>
      <span role="gridcell" data-column="mark">{'tone' in mark ? <Glyph tone={mark.tone} hold={mark.hold} size={14} /> : <Icon name={mark.icon} size={14} />}</span>
      <span role="gridcell" data-column="kind" className="faint">{t(`timeline.one.${kindOf(entry)}`)}</span>
      <span role="gridcell" data-column="what" className="clip" data-tip={says.length + more.length > 90 ? `${says}\n${more}` : undefined}>{says}{more !== '' && <span className={css['more']}>{more}</span>}</span>
      <span role="gridcell" data-column="service" className="clip">{services.map((name) => clean(name, { max: 80 })).join(', ')}</span>
      <span role="gridcell" data-column="env">{environment !== null && <EnvTag environment={environmentOf(environments, environment)} />}</span>
    </div>
  )
}

/** The oldest end: what lies further back, or that this is all. */
const End = ({ feed, index }: { readonly feed: LiveFeed; readonly index: number }): ReactNode => (
  <div role="row" aria-rowindex={index + 2} className={`${css['row']} ${css['end']}`}>
    <span role="gridcell" aria-colspan={COLUMNS.length} className="faint">
      {feed.next === null ? t('timeline.end') : feed.asking ? <Asking words={t('timeline.more.asking')} /> : <Button small onClick={feed.older}>{t('timeline.more')}</Button>}
    </span>
  </div>
)
