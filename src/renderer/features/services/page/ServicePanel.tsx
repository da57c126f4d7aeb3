import { useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Panel } from '@shared/domain/series'
import { failureText } from '@shared/text/failure'
import type { Zone } from '@shared/text/format'
import type { Bridge } from '@shared/contract/bridge'
import { dayBefore, offsetOf, TimePanel, type Crosshair, type Marks, type PanelStatus, type Span } from '../../../charts'
import { ClockContext } from '../../../ui'
import { createSeriesAsker, type Series, type Wanted } from './series-asker'

export interface ServicePanelProps {
  readonly bridge: Pick<Bridge, 'series'>
  readonly service: string
  readonly panel: Panel
  readonly window: Span
  /** Changes when a person looks elsewhere, not when time passes. */
  readonly range: string
  readonly yesterday: boolean
  readonly marks: Marks
  /** How often the graph is asked for, ms. */
  readonly intervalMs: number
  readonly source: string
  readonly zone: Zone
  readonly crosshair: Crosshair
  readonly chip: boolean
  readonly width: number
  readonly height: number
  /** Near enough to be seen; else it rests. */
  readonly near: boolean
}

/** Pixels of a panel that are not its plot. */
const AROUND = 118
/** Small changes of size need no new question. */
const plotWidth = (width: number): number => Math.min(8000, Math.max(50, Math.round((width - AROUND) / 20) * 20))
/** Yesterday does not change: it is asked for anew only when the window has moved so far. */
const PAST_STEPS = 30

const pastSpan = ({ from, to }: Span, shift: number): Span => {
  const grid = (to - from) / PAST_STEPS
  return { from: Math.floor((from - shift) / grid) * grid, to: Math.ceil((to - shift) / grid) * grid }
}

const useSeries = (bridge: Pick<Bridge, 'series'>, wanted: Wanted | null): Series => {
  const clock = useContext(ClockContext)
  const [asker] = useState(() => createSeriesAsker({ ask: (query) => bridge.series(query), now: clock.tick }))
  useEffect(() => { if (wanted) asker.want(wanted) }, [asker, wanted])
  useEffect(() => asker.stop, [asker])
  return useSyncExternalStore(asker.subscribe, asker.get)
}

/** One graph of a service, kept current while it is near. */
export const ServicePanel = (props: ServicePanelProps): ReactNode => {
  const { bridge, service, panel, window: { from, to }, range, yesterday, marks, intervalMs, source, zone, crosshair, chip, width, height, near } = props
  const plot = plotWidth(width)
  const wanted = useMemo((): Wanted | null => (near ? { service, panel: panel.id, from, to, width: plot, range } : null), [near, service, panel.id, from, to, plot, range])
  const series = useSeries(bridge, wanted)
  const shiftMs = dayBefore(to, offsetOf(zone))
  const { from: pastFrom, to: pastTo } = pastSpan({ from, to }, shiftMs)
  const past = useSeries(bridge, useMemo(
    (): Wanted | null => (near && yesterday ? { service, panel: panel.id, from: pastFrom, to: pastTo, width: plot, range } : null),
    [near, yesterday, service, panel.id, pastFrom, pastTo, plot, range]
  ))
  const overlay = useMemo(() => (yesterday && past.data ? { data: past.data, shiftMs } : null), [yesterday, past.data, shiftMs])
  const { window: drawn } = series
  const shown = useMemo(() => drawn ?? { from, to }, [drawn, from, to])
  const status = useMemo((): PanelStatus => statusOf(series.status, source), [series.status, source])
  return (
    <TimePanel
      panel={panel} data={series.data} past={overlay} window={shown} marks={marks} status={status} source={source} intervalMs={intervalMs}
      zone={zone} crosshair={crosshair} chip={chip} width={width} height={height}
    />
  )
}

const statusOf = (status: Series['status'], source: string): PanelStatus => {
  switch (status.kind) {
    case 'idle': case 'answered': return { kind: 'answered' }
    case 'asking': return status
    case 'failed': return { kind: 'failed', reason: failureText(status.answer.failure, status.answer.source || source) }
  }
}
