import { useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { GAP_STEPS } from '@shared/domain/decimate'
import { MOST_EXPRESSION } from '@shared/domain/query'
import type { SourceStatus } from '@shared/domain/source'
import { interpolateText, type Chosen } from '@shared/grafana/interpolate'
import type { Shown } from '@shared/grafana/repeat'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { TimePanel, type PanelStatus } from '../../charts'
import { useBridge } from '../../state/garda'
import { useSlots } from '../../state/slots'
import type { TimeView } from '../../time'
import { ClockContext } from '../../ui'
import { dataOf } from './answers'
import { createTileAsker, type Heard, type Wanted } from './asker'
import { panelDataOf, panelOf } from './graph'
import { pixelsOf, planOf } from './plan'
import { Frame } from './Frame'
import { NumberTile } from './NumberTile'
import { TableTile } from './TableTile'
import { TextTile } from './TextTile'

export interface TileViewProps {
  readonly shown: Shown
  readonly variables: ReadonlyMap<string, Chosen>
  readonly source: SourceStatus
  readonly time: TimeView
  readonly width: number
  readonly height: number
  /** Near enough to be seen; else it rests. */
  readonly near: boolean
}

const NO_NAMES = new Map<string, string>()

/** One panel of a board, kept current while it is near. */
export const TileView = (props: TileViewProps): ReactNode => {
  const { shown: { tile, own }, variables } = props
  const scope = useMemo(() => new Map([...variables, ...own]), [variables, own])
  const title = useMemo(() => clean(interpolateText(tile.title, { variables: scope, own: NO_NAMES }).text, { max: 120 }), [tile, scope])
  if (tile.show.as === 'nothing') return <Frame title={title || clean(tile.type, { max: 60 })} tip={clean(tile.description, { max: 400 })} source={null}><p className="muted small">{clean(tile.show.reason, { max: 400 })}</p></Frame>
  if (tile.show.as === 'text') return <TextTile title={title} text={interpolateText(tile.show.text, { variables: scope, own: NO_NAMES }).text} mode={tile.show.mode} setting={{ source: null, staleAfterMs: Infinity, window: props.time.window, zone: props.time.zone, width: props.width, height: props.height, queries: [] }} />
  return <Asked {...props} scope={scope} title={title} />
}

const NOTHING: Heard = { data: null, of: null, last: null, status: { kind: 'idle' } }

/** What was heard of a view; of another one it would be told by the wrong names. */
const useHeard = (wanted: Wanted | null, view: string): Heard => {
  const bridge = useBridge()
  const clock = useContext(ClockContext)
  const slots = useSlots('tile')
  const [asker] = useState(() => createTileAsker({ ask: (source, query, nth) => bridge.query({ source, ...query, slot: slots.of(String(nth)) }), now: clock.tick }))
  useEffect(() => { if (wanted) asker.want(wanted) }, [asker, wanted])
  useEffect(() => asker.stop, [asker])
  const heard = useSyncExternalStore(asker.subscribe, asker.get)
  return heard.last !== null && heard.last.view !== view ? NOTHING : heard
}

const Asked = ({ shown: { tile, key, cell }, source, time, width, height, near, scope, title }: TileViewProps & { readonly scope: ReadonlyMap<string, Chosen>; readonly title: string }): ReactNode => {
  const plot = pixelsOf(tile, width)
  const { window: span, rangeId, zone, everyMs, crosshair } = time
  const plan = useMemo(() => planOf(tile, scope, span, plot, source.scrapeMs ?? null), [tile, scope, span, plot, source.scrapeMs])
  // the same questions at another moment are the same view: what differs is the time in them
  const view = useMemo(() => `${key} ${rangeId} ${plot} ${JSON.stringify([...scope].map(([name, c]) => [name, c.values, c.raw]))}`, [key, rangeId, plot, scope])
  const wanted = useMemo(
    (): Wanted | null => (near && plan.questions.length > 0 ? { view, source: source.id, queries: plan.questions.map((q) => q.query), span } : null),
    [near, view, source.id, plan, span]
  )
  const heard = useHeard(wanted, view)
  const data = useMemo(() => (heard.data ? dataOf(tile, plan.questions, heard.data) : null), [heard.data, tile, plan.questions])
  const status = useMemo((): PanelStatus => {
    if (plan.missing.length > 0) return { kind: 'failed', reason: t('dashboards.var.unknown', { names: plan.missing.map((name) => `$${name}`).join(', ') }) }
    if (plan.long.length > 0) return { kind: 'failed', reason: t('dashboards.var.long', { names: plan.long.map((name) => `$${name}`).join(', '), most: MOST_EXPRESSION }) }
    switch (heard.status.kind) {
      case 'idle': case 'answered': return { kind: 'answered' }
      case 'asking': return heard.status
      case 'failed': return { kind: 'failed', reason: failureText(heard.status.answer.failure, heard.status.answer.source || source.name) }
    }
  }, [plan.missing, plan.long, heard.status, source.name])
  const window = heard.last?.span ?? span
  const panel = useMemo(() => panelOf(tile, title, source.id, plan.questions[0]?.query.expression ?? ''), [tile, title, source.id, plan.questions])
  const drawn = useMemo(() => (data && heard.of ? panelDataOf(tile, data, heard.of.span) : null), [data, tile, heard.of])
  const tip = clean(tile.description, { max: 400 })
  if (tile.show.as === 'graph' || tile.show.as === 'heatmap') {
    return (
      <TimePanel
        panel={panel} data={drawn} window={window} status={status} source={source.name} intervalMs={Math.max(everyMs, plan.stepMs)} zone={zone} crosshair={crosshair}
        chip={cell.x === 0 && cell.y === 0} width={width} height={height} tip={tip}
      />
    )
  }
  const staleAfterMs = GAP_STEPS * Math.max(everyMs, plan.stepMs)
  const framed = {
    title, tip, status, drawn: data !== null, warnings: data?.warnings ?? [],
    source: data ? { name: source.name, at: data.at, staleAfterMs } : null,
    setting: { source: { id: source.id, name: source.name }, staleAfterMs, window, zone, width, height, queries: plan.questions.map((q) => q.query.expression) }
  }
  if (tile.show.as === 'table') return <TableTile {...framed} tile={tile} data={data} refs={[...new Set(plan.questions.map((q) => q.ref))]} zone={zone} />
  return <NumberTile {...framed} tile={tile} data={data} from={window.from} to={window.to} stepMs={Math.max(everyMs, data?.stepMs ?? 0)} zone={zone} width={width} height={height} />
}
