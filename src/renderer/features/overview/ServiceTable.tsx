import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react'
import type { Change } from '@shared/domain/change'
import type { Environment } from '@shared/domain/environment'
import type { Signal } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock } from '@shared/text/format'
import { changeTimes } from '../../state/select/changes'
import type { ServiceRow } from '../../state/select/services'
import { sourceSummary } from '../../state/select/sources'
import { useAppearance, useGo } from '../../state/view'
import { EmptyProof, environmentShout, Panel, useKeys, useNow, useSize, type KeyBinding } from '../../ui'
import css from './overview.module.css'
import { ServiceLine } from './ServiceLine'
import { keepOrder, tableItems, tableLayout, type TableItem, type TableLayout } from './table-layout'

const HOUR_MS = 3_600_000
const AXIS_STEP_MS = 15_000
/** Above this many services only what is in sight is drawn. */
const VIRTUAL_ABOVE = 100
const HOLD_MS = 5_000
const HEAD_PX = 30
/** The longest name of a signal reaches beyond a narrower sparkline, into the column of the budgets. */
const WIDEST_HEAD = 64

export interface ServiceTableProps {
  readonly environment: Environment
  readonly state: Pick<AppState, 'alerts' | 'sources' | 'ages'>
  readonly rows: readonly ServiceRow[]
  readonly fresh: ReadonlySet<string>
  readonly changes: readonly Change[]
}

/** Every service with its golden signals on one time axis. J and K move, Enter opens. */
export const ServiceTable = ({ environment, state, rows: given, fresh, changes }: ServiceTableProps): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const go = useGo()
  const [hold, onMove] = useHold()
  const rows = useSteady(given, hold)
  const items = useMemo(() => tableItems(rows), [rows])
  const [sizeRef, size] = useSize()
  const width = size?.width ?? 0
  const layout = useMemo(() => tableLayout(width, rows), [width, rows])
  const times = useMemo(() => changeTimes(changes), [changes])
  const to = useNow(AXIS_STEP_MS) + AXIS_STEP_MS
  const from = to - HOUR_MS
  const scroller = useRef<HTMLDivElement | null>(null)
  const setScroller = useCallback((element: HTMLDivElement | null) => { scroller.current = element; sizeRef(element) }, [sizeRef])
  const virtual = items.length > VIRTUAL_ABOVE
  const [at, setAt] = useState(-1)
  const reveal = useRef<(item: number) => void>(() => undefined)
  const move = (step: number): void => {
    if (rows.length === 0) return
    const next = Math.max(0, Math.min(rows.length - 1, at + step))
    setAt(next)
    reveal.current(items.findIndex((i) => i.kind === 'row' && i.index === next))
  }
  const bindings: readonly KeyBinding[] = rows.length === 0 ? [] : [
    { keys: 'J', label: t('overview.keys.move'), group: t('shell.keys.view'), repeat: true, run: () => move(1) },
    { keys: 'K', label: t('overview.keys.up'), group: t('shell.keys.view'), repeat: true, run: () => move(-1) }
  ]
  useKeys('screen', bindings)
  useEffect(() => {
    if (at >= 0) scroller.current?.querySelector<HTMLElement>(`[data-row="${at}"] button`)?.focus()
  }, [at])
  const open = useCallback((key: string): void => go({ view: 'service', item: key }), [go])
  const within = (count: number): ReactNode => (
    <p className={`${css['sep']} caption`}>
      <span>{t('overview.within')}</span><b>{count}</b><i />
      {layout.spark > 0 && <span>{t('overview.axis', { from: clock(from, zone), to: clock(to - AXIS_STEP_MS, zone) })}</span>}
    </p>
  )
  const draw = (item: TableItem): ReactNode => item.kind === 'within' ? within(item.count) : (
    <ServiceLine row={item.row} index={item.index} focusable={item.index === Math.max(0, at)} layout={layout} alerts={state.alerts} sources={state.sources} fresh={fresh} from={from} to={to}
      changes={times.get(item.row.service.name)} onOpen={open} />
  )
  if (rows.length === 0) {
    const { fresh: n, total } = sourceSummary(state, fresh)
    return <Panel className={css['table']}><EmptyProof sure={false} title={t('overview.services.none', { environment: environmentShout(environment) })} lines={[t('overview.services.none.body'), t('overview.services.none.sources', { fresh: n, total })]} /></Panel>
  }
  return (
    <div className={css['table']} data-long={virtual || undefined} role="table" aria-label={t('overview.services')} aria-rowcount={rows.length + 1} onPointerMove={onMove} style={{ '--columns': layout.columns } as CSSProperties}>
      <div className={css['body']} ref={setScroller}>
        <Head layout={layout} />
        {virtual ? <VirtualRows items={items} scroller={scroller} draw={draw} reveal={reveal} /> : items.map((item) => <div key={keyOf(item)} role={item.kind === 'row' ? 'rowgroup' : undefined}>{draw(item)}</div>)}
      </div>
    </div>
  )
}

const keyOf = (item: TableItem): string => (item.kind === 'row' ? item.row.service.key : item.kind)

const signalHead = (signal: Signal, note: string): string => [t(`signal.${signal}`), clean(note, { max: 16 })].filter(Boolean).join(' ')

const Head = ({ layout }: { readonly layout: TableLayout }): ReactNode => (
  <div className={`${css['head']} caption`} role="row">
    <span role="columnheader"><span className="sr-only">{t('services.column.health')}</span></span><span role="columnheader">{t('overview.service')}</span>
    {layout.signals.map((signal, i) => (
      <span key={signal} role="columnheader" className={css['signalHead']} data-bare={layout.spark === 0 || undefined} data-tight={(layout.budget && layout.spark < WIDEST_HEAD && i === layout.signals.length - 1) || undefined}>
        {signalHead(signal, layout.notes[signal])}
      </span>
    ))}
    {layout.budget && <span role="columnheader" className="nowrap">{t('objective.column')}</span>}
    <span role="columnheader" className={css['right']}>{t('overview.dataAge')}</span>
  </div>
)

/** Only the rows in sight, each where it belongs. */
const VirtualRows = ({ items, scroller, draw, reveal }: {
  readonly items: readonly TableItem[]; readonly scroller: { readonly current: HTMLDivElement | null }; readonly draw: (item: TableItem) => ReactNode
  readonly reveal: { current: (item: number) => void }
}): ReactNode => {
  // all places are worked out anew whenever this function is another one: so only with the rows
  const getItemKey = useCallback((i: number) => keyOf(items[i]!), [items])
  const virtualizer = useVirtualizer({
    count: items.length, getScrollElement: () => scroller.current, overscan: 8,
    scrollPaddingStart: HEAD_PX, scrollPaddingEnd: HEAD_PX, getItemKey, initialRect: { width: 1000, height: 800 },
    estimateSize: (i) => { const item = items[i]!; return item.kind === 'within' ? 27 : item.row.health === 'ok' ? 34 : 50 }
  })
  useEffect(() => { reveal.current = (item) => virtualizer.scrollToIndex(item, { align: 'auto' }) }, [reveal, virtualizer])
  return (
    <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
      {virtualizer.getVirtualItems().map((v) => <div key={v.key} role="rowgroup" style={{ position: 'absolute', insetInline: 0, top: v.start, height: v.size }}>{draw(items[v.index]!)}</div>)}
    </div>
  )
}

/** True for a few seconds after the pointer moved over the list: nothing may move away from under it. */
const useHold = (): readonly [boolean, () => void] => {
  const [hold, setHold] = useState(false)
  const timer = useRef(0)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const moved = useCallback(() => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setHold(false), HOLD_MS)
    setHold(true)
  }, [])
  return [hold, moved]
}

const serviceKeyOf = (row: ServiceRow): string => row.service.key
const useSteady = (rows: readonly ServiceRow[], hold: boolean): readonly ServiceRow[] => {
  const [order, setOrder] = useState<readonly string[] | null>(null)
  if (hold && order === null) setOrder(rows.map(serviceKeyOf))
  if (!hold && order !== null) setOrder(null)
  return useMemo(() => (order === null ? rows : keepOrder(rows, order, serviceKeyOf)), [rows, order])
}
