import { useMemo, type ReactNode } from 'react'
import type { Panel } from '@shared/domain/series'
import { t } from '@shared/text/catalogue'
import { failureText } from '@shared/text/failure'
import type { Bridge } from '@shared/contract/bridge'
import { TimePanel, titleOf, type Marks, type PanelStatus, type Span } from '../../../charts'
import { useSeries } from '../../../state/series'
import type { Series, Wanted } from '../../../state/series-asker'
import type { TimeView } from '../../../time'
import { Icon } from '../../../ui'
import type { Beside } from './overlay'
import css from './page.module.css'

export interface ServicePanelProps {
  readonly bridge: Pick<Bridge, 'series'>
  readonly service: string
  readonly panel: Panel
  readonly time: TimeView
  /** What is laid beside it; null: nothing. */
  readonly beside: Beside | null
  readonly marks: Marks
  readonly source: string
  readonly chip: boolean
  readonly width: number
  readonly height: number
  /** Near enough to be seen; else it rests. */
  readonly near: boolean
  /** Asks whether a person's own graph is to go. */
  readonly onRemove: (panel: Panel) => void
}

/** Pixels of a panel that are not its plot. */
const AROUND = 118
/** Small changes of size need no new question. */
const plotWidth = (width: number): number => Math.min(8000, Math.max(50, Math.round((width - AROUND) / 20) * 20))
/** The past does not change: it is asked for anew only when the window has moved so far. */
const PAST_STEPS = 30

const pastSpan = ({ from, to }: Span, shift: number): Span => {
  if (shift === 0) return { from, to }
  const grid = (to - from) / PAST_STEPS
  return { from: Math.floor((from - shift) / grid) * grid, to: Math.ceil((to - shift) / grid) * grid }
}

/** One graph of a service, kept current while it is near. */
export const ServicePanel = (props: ServicePanelProps): ReactNode => {
  const { bridge, service, panel, time, beside, marks, source, chip, width, height, near, onRemove } = props
  const { window: { from, to }, rangeId: range, everyMs, zone, crosshair } = time
  const plot = plotWidth(width)
  const wanted = useMemo((): Wanted | null => (near ? { service, panel: panel.id, from, to, width: plot, range } : null), [near, service, panel.id, from, to, plot, range])
  const series = useSeries(bridge, wanted)
  const { service: other, panel: twin, shiftMs, name } = beside ?? NOTHING
  const { from: pastFrom, to: pastTo } = pastSpan({ from, to }, shiftMs)
  const past = useSeries(bridge, useMemo(
    (): Wanted | null => (near && name !== '' ? { service: other, panel: twin, from: pastFrom, to: pastTo, width: plot, range: `${range} ${shiftMs}` } : null),
    [near, name, other, twin, shiftMs, pastFrom, pastTo, plot, range]
  ))
  const overlay = useMemo(() => (name !== '' && past.data && past.data.panel === twin ? { data: past.data, shiftMs, name } : null), [name, twin, past.data, shiftMs])
  const { last } = series
  const shown = useMemo(() => (last ? { from: last.from, to: last.to } : { from, to }), [last, from, to])
  const extra = useMemo(() => (panel.own === undefined ? null : <Own panel={panel} onRemove={onRemove} />), [panel, onRemove])
  const status = useMemo((): PanelStatus => statusOf(series.status, source), [series.status, source])
  return (
    <TimePanel
      panel={panel} data={series.data} past={overlay} window={shown} marks={marks} status={status} source={source} intervalMs={everyMs}
      zone={zone} crosshair={crosshair} chip={chip} width={width} height={height} extra={extra}
    />
  )
}

/** Says that a person has added the graph, and takes it off again. */
const Own = ({ panel, onRemove }: Pick<ServicePanelProps, 'panel' | 'onRemove'>): ReactNode => (
  <span className={css['own']}>
    <span data-tip={t('service.own.tip')}>{t('service.own')}</span>
    <button type="button" aria-label={t('service.own.remove', { title: titleOf(panel) })} data-tip={t('service.own.remove.short')} onClick={() => onRemove(panel)}><Icon name="x" size={12} /></button>
  </span>
)

const NOTHING: Beside = { service: '', panel: '', shiftMs: 0, name: '' }

const statusOf = (status: Series['status'], source: string): PanelStatus => {
  switch (status.kind) {
    case 'idle': case 'answered': return { kind: 'answered' }
    case 'asking': return status
    case 'failed': return { kind: 'failed', reason: failureText(status.answer.failure, status.answer.source || source) }
  }
}
