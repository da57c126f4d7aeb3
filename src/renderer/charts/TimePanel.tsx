import { memo, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Panel, PanelData } from '@shared/domain/series'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, type Zone } from '@shared/text/format'
import { DataAge, TextButton, useKeys, useNow, useTicking } from '../ui'
import type { Crosshair } from './crosshair'
import { datedOf } from './dated'
import type { Given } from './export/given'
import { GAP_STEPS } from '@shared/domain/decimate'
import { modelOf, NO_MARKS, type Marks, type ModelInput, type PanelModel } from './model'
import { OutButton } from './OutButton'
import { OutletContext, type Member } from './outlet'
import type { PanelStatus } from './status'
import { tableOf } from './table'
import type { Span } from './time'
import { TimePlot } from './TimePlot'

export interface TimePanelProps {
  readonly panel: Panel
  /** Null until the first answer. */
  readonly data: PanelData | null
  readonly past?: ModelInput['past']
  /** What is drawn, ms; moves on while no answer comes, so that the missing part shows. */
  readonly window: Span
  readonly marks?: Marks
  readonly status: PanelStatus
  /** Name of the source, for people. */
  readonly source: string
  /** How often the source is asked, ms. */
  readonly intervalMs: number
  readonly zone: Zone
  readonly crosshair: Crosshair
  /** The first panel of a view shows the time under the crosshair. */
  readonly chip?: boolean
  readonly width: number
  readonly height: number
  /** What is said of it on its title, clean; absent or '': nothing. */
  readonly tip?: string
  /** What stands behind the title. */
  readonly extra?: ReactNode
  /** Lines to draw at most; as many as there are inks unless given. */
  readonly most?: number
}

const HEAD = 36
const FOOT = 8
/** Letters that a narrow panel has room for beside its title. */
const SHORT_CAPTION = 20
const QUIET_MS = 400

/** One graph with its name, source and age. Behind Enter, the same numbers as a table. */
export const TimePanel = memo((props: TimePanelProps): ReactNode => {
  const { panel, data, past = null, window, marks = NO_MARKS, status, source, intervalMs, zone, crosshair, chip = false, width, height, most, extra, tip } = props
  const model = useMemo(() => modelOf({ panel, data, past, window, marks, intervalMs, ...(most === undefined ? {} : { most }) }), [panel, data, past, window, marks, intervalMs, most])
  const outlet = use(OutletContext)
  const given = useRef<Given | null>(null)
  useEffect(() => { given.current = { kind: 'graph', panel, data, past, model, status, source, staleAfterMs: GAP_STEPS * intervalMs, zone, width, height } })
  const readout = useRef<HTMLElement>(null)
  const figure = useRef<HTMLElement>(null)
  const [member] = useState((): Member => ({ read: () => given.current!, place: () => figure.current?.getBoundingClientRect() ?? null }))
  useEffect(() => outlet?.join(member), [outlet, member])
  const [table, setTable] = useState(false)
  const turn = (to: boolean): void => {
    setTable(to)
    // the focus stays in the panel, on what took the other's place
    requestAnimationFrame(() => figure.current?.querySelector<HTMLElement>(to ? '.g-chart-table button' : '.g-plot')?.focus())
  }
  const plotHeight = Math.max(60, height - HEAD - FOOT)
  return (
    <figure ref={figure} className="g-chart" style={{ width, height }}>
      <figcaption>
        <b data-tip={tip || undefined}>{model.title}</b>{model.caption && <span className="g-chart-caption" data-tip={model.caption.length > SHORT_CAPTION ? model.caption : undefined}>{model.caption}</span>}{extra}
        <span className="g-chart-end"><span ref={readout} className="g-chart-read" aria-hidden="true" /><Source data={data} model={model} source={source} intervalMs={intervalMs} /></span>
        {outlet && <OutButton outlet={outlet} member={member} title={model.title} />}
      </figcaption>
      {table
        ? <Table model={model} zone={zone} onClose={() => turn(false)} />
        : data
          ? <TimePlot model={model} width={width - 2} height={plotHeight} zone={zone} crosshair={crosshair} chip={chip} readout={readout} onTable={() => turn(true)} />
          : null}
      {!table && <State status={status} source={source} drawn={data !== null} />}
    </figure>
  )
})
TimePanel.displayName = 'TimePanel'

/** Of an answer that is older than two intervals nothing is fresh, and of one that ends before it was given neither. */
const Source = ({ data, model, source, intervalMs }: Pick<TimePanelProps, 'data' | 'source' | 'intervalMs'> & { readonly model: PanelModel }): ReactNode => {
  const at = data?.at ?? null
  const stale = useTicking((now) => at !== null && now - at > GAP_STEPS * intervalMs)
  const warnings = data?.warnings ?? []
  return (
    <span className="g-chart-source">
      {warnings.length > 0 && <span className="sev-warning tone" data-tip={warnings.map((w) => clean(w, { max: 300 })).join('\n')}>{t('panel.partial')} </span>}
      {at === null ? clean(source, { max: 60 }) : <DataAge source={source} {...datedOf(model, at)} stale={stale} />}
    </span>
  )
}

const State = ({ status, source, drawn }: { readonly status: PanelStatus; readonly source: string; readonly drawn: boolean }): ReactNode => {
  if (status.kind === 'asking') return <AskingSince since={status.since} source={source} drawn={drawn} />
  if (status.kind === 'failed') return <div className={`g-chart-state ${drawn ? 'over' : ''}`} role="status"><span className="cause">{status.reason}</span></div>
  return null
}

/** Said only when an answer takes longer than a blink. */
const AskingSince = ({ since, source, drawn }: { readonly since: number; readonly source: string; readonly drawn: boolean }): ReactNode => {
  const [late, setLate] = useState(false)
  const now = useNow()
  useEffect(() => {
    const id = setTimeout(() => setLate(true), QUIET_MS)
    return () => { clearTimeout(id) }
  }, [since])
  if (!late) return null
  return <div className={`g-chart-state ${drawn ? 'over' : ''}`} role="status"><span className="g-chart-dots">{t('panel.asking', { source: clean(source, { max: 60 }), age: duration(now - since) })}</span></div>
}

const Table = ({ model, zone, onClose }: { readonly model: PanelModel; readonly zone: Zone; readonly onClose: () => void }): ReactNode => {
  const { columns, rows } = tableOf(model, zone)
  useKeys('drawer', [{ keys: 'Esc', label: t('panel.table.back'), group: t('panel.table', { title: model.title }), unlisted: true, run: onClose }])
  return (
    <div className="g-chart-table" role="region" aria-label={t('panel.table', { title: model.title })}>
      <TextButton onClick={onClose}>{t('panel.table.back')}</TextButton>
      <table>
        <thead><tr><th scope="col">{t('panel.table.time')}</th>{columns.map((name, i) => <th key={i} scope="col">{name}</th>)}</tr></thead>
        <tbody>{rows.map((row) => <tr key={row.at}><td>{row.time}</td>{row.cells.map((cell, i) => <td key={i}>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}
