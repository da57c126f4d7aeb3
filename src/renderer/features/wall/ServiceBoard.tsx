import { memo, useMemo, type CSSProperties, type ReactNode } from 'react'
import { firingSince } from '@shared/domain/alert'
import type { Panel } from '@shared/domain/series'
import type { Service } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { duration } from '@shared/text/format'
import { LeadChart, marksOf, NO_MARKS, suspectOf, titleOf, type Marks } from '../../charts'
import { useBridge, useFresh, useGarda } from '../../state/garda'
import { seenNow, usePanels } from '../../state/panels'
import { leadSentence } from '../../state/select/alerts'
import { alertsOf, serviceRow } from '../../state/select/services'
import { sourceName } from '../../state/select/sources'
import { useSeries } from '../../state/series'
import type { Wanted } from '../../state/series-asker'
import { useAppearance } from '../../state/view'
import { DemoTag, EnvTag, useNowOrSince, useSize, useTicking } from '../../ui'
import { captionOf, panelWords } from './caption'
import { Data } from './Data'
import { State, TheClock } from './Head'
import { titleSize, type Frame } from './measures'
import { Plot } from './Plot'
import css from './wall.module.css'

const HOUR_MS = 3_600_000
const REFRESH_MS = 15_000
const MOST_GRAPHS = 6
const select = {
  alerts: (s: AppState) => s.alerts, resolved: (s: AppState) => s.resolved, signals: (s: AppState) => s.signals, changes: (s: AppState) => s.changes, sources: (s: AppState) => s.sources,
  mode: (s: AppState) => s.meta.mode
}
type Placed = { readonly service: string | null; readonly environment: string }
const ofService = <T extends Placed>(rows: readonly T[], { name, environment }: Service): readonly T[] => rows.filter((r) => r.service === name && r.environment === environment)

/** One service's graphs, the golden signals before the others, as many as are legible. */
export const ServiceBoard = memo(({ service, frame }: { readonly service: Service; readonly frame: Frame }): ReactNode => {
  const bridge = useBridge()
  const fresh = useFresh()
  const [{ time: zone }] = useAppearance()
  const alerts = useGarda(select.alerts)
  const resolved = useGarda(select.resolved)
  const signals = useGarda(select.signals)
  const changes = useGarda(select.changes)
  const mode = useGarda(select.mode)
  const { panels, failure } = usePanels(bridge, service.key, seenNow(service, fresh))
  const to = useNowOrSince(REFRESH_MS)
  const row = useMemo(() => serviceRow({ alerts, signals }, service, fresh), [alerts, signals, service, fresh])
  const shown = useMemo(() => chosenPanels(panels ?? [], frame.upright), [panels, frame.upright])
  const marks = useMemo(() => {
    const changed = ofService(Object.values(changes), service)
    const all = [...alertsOf(alerts, service), ...ofService(Object.values(resolved), service)]
    return marksOf({ panels: shown, alerts: all, changes: changed, showChanges: true, suspect: suspectOf(changed, service.name, row.lead?.startsAt ?? null) })
  }, [shown, alerts, resolved, changes, service, row.lead])
  const says = useTicking((now) => (row.lead === null ? t(`health.${row.health}`) : `${clean(leadSentence(row.lead), { max: 80 })}, ${duration(now - firingSince(row.lead))}`))
  const name = clean(service.name, { max: 60 })
  const columns = frame.upright || shown.length < 2 ? 1 : shown.length <= 4 ? 2 : 3
  return (
    <>
      <header className={css['head']} data-low>
        <State tone={row.health} held={row.held}>
          <h1 className="display" style={{ fontSize: `calc(${titleSize(name, { width: frame.width - (frame.upright ? 220 : 660), most: 76, lines: 1 })} * var(--u))` }}>{name}</h1>
          <p className={css['under']}><EnvTag environment={{ name: service.environment, kind: service.environmentKind }} />{mode === 'demo' && <DemoTag />}<span>{says}</span></p>
        </State>
        <TheClock />
      </header>
      <div className={css['graphs']} style={{ '--columns': columns } as CSSProperties}>
        {shown.map((panel) => <Graph key={panel.id} service={service.key} panel={panel} to={to} marks={marks.get(panel.id) ?? NO_MARKS} frame={frame} zone={zone} large={columns === 1} />)}
        {shown.length === 0 && <p className={css['none']} data-asking={panels === null && failure === null ? true : undefined}>
          {failure ? failureText(failure, name) : t(panels === null ? 'wall.service.asking' : 'wall.service.none', { name })}
        </p>}
      </div>
      <footer className={css['foot']}><Data fresh={fresh} /></footer>
    </>
  )
})
ServiceBoard.displayName = 'ServiceBoard'

/** The graphs of a service worth the most: one of each golden signal first, then the others as they come. */
export const chosenPanels = (panels: readonly Panel[], upright: boolean): readonly Panel[] => {
  const first = new Set(['traffic', 'errors', 'latency', 'saturation'].flatMap((signal) => panels.find((p) => p.signal === signal) ?? []))
  return [...first, ...panels.filter((p) => !first.has(p))].slice(0, upright ? MOST_GRAPHS - 1 : first.size === 4 ? 4 : MOST_GRAPHS)
}

/** One graph of a service over the last hour until `to`, ms. */
export const Graph = memo(({ service, panel, to, marks, frame, zone, large }: {
  readonly service: string; readonly panel: Panel; readonly to: number; readonly marks: Marks; readonly frame: Frame; readonly zone: 'local' | 'utc'
  /** It has the width of the wall. */
  readonly large: boolean
}): ReactNode => {
  const bridge = useBridge()
  const sources = useGarda(select.sources)
  const [ref, size] = useSize()
  const width = size === null ? 0 : Math.max(50, Math.min(8_000, Math.floor(size.width)))
  const from = to - HOUR_MS
  const series = useSeries(bridge, useMemo((): Wanted | null => (width > 0 ? { service, panel: panel.id, from, to, width, range: '1h' } : null), [service, panel.id, from, to, width]))
  const { last, data, status } = series
  const window = useMemo(() => (last ? { from: last.from, to: last.to } : { from, to }), [last, from, to])
  const reason = status.kind === 'failed' ? failureText(status.answer.failure, clean(sourceName({ sources }, status.answer.source || panel.source), { max: 40 })) : ''
  return (
    <section className={css['graph']} ref={ref} data-asking={data === null && status.kind !== 'failed' ? true : undefined}>
      <Plot frame={frame} caption={<>{captionOf([titleOf(panel), panelWords(panel.caption)])}{reason && <span className="sev-unknown tone"> {reason}</span>}</>}>
        {(place) => data && <LeadChart variant={large ? 'page' : 'lead'} panel={panel} data={data} window={window} marks={marks} intervalMs={Math.max(REFRESH_MS, sources[panel.source]?.intervalMs ?? 0)} zone={zone} width={place.width} height={place.height} />}
      </Plot>
    </section>
  )
})
Graph.displayName = 'Graph'
