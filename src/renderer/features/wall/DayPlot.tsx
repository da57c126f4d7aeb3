import { useMemo, useState, type ReactNode } from 'react'
import type { PanelData } from '@shared/domain/series'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { LeadChart, summed } from '../../charts'
import { useBridge, useGarda } from '../../state/garda'
import { usePanels } from '../../state/panels'
import { useSeries } from '../../state/series'
import type { Wanted } from '../../state/series-asker'
import type { ServiceRow } from '../../state/select/services'
import { useAppearance } from '../../state/view'
import { useNow, useNowOrSince, useSize } from '../../ui'
import { busiestOf, dayOf, trafficPanel } from './busiest'
import { captionOf, panelWords } from './caption'
import type { Frame } from './measures'
import { Plot } from './Plot'
import css from './wall.module.css'

const REFRESH_MS = 60_000
const HOUR_MS = 3_600_000
const select = { signals: (s: AppState) => s.signals, sources: (s: AppState) => s.sources }

/** The traffic of the day against the same day a week ago and the range of the weeks before: on a good night it proves that somebody is looking. Asked anew every minute. */
export const DayPlot = ({ rows, frame }: { readonly rows: readonly ServiceRow[]; readonly frame: Frame }): ReactNode => {
  const bridge = useBridge()
  const [{ time: zone }] = useAppearance()
  const signals = useGarda(select.signals)
  const sources = useGarda(select.sources)
  const [kept, setKept] = useState<string | null>(null)
  const service = useMemo(() => busiestOf(rows.map((r) => r.service), signals, kept), [rows, signals, kept])
  if (service !== kept) setKept(service)
  const { panels } = usePanels(bridge, service)
  const panel = panels && trafficPanel(panels)
  const id = panel?.id ?? null
  const now = useNowOrSince(REFRESH_MS)
  const hour = useNow(HOUR_MS)
  const [ref, size] = useSize()
  const width = size === null ? 0 : Math.max(50, Math.min(8_000, Math.floor(size.width)))
  const { from, to, weeksMs } = useMemo(() => dayOf(now, zone), [now, zone])
  const asks = service !== null && id !== null && width > 0
  const today = useSeries(bridge, useMemo((): Wanted | null => (asks ? { service, panel: id, from, to: now, width, range: `day ${from}` } : null), [asks, service, id, from, now, width]))
  const weekOf = (n: number): Wanted | null => {
    const weekMs = weeksMs[n]!
    // what is over does not change, but may be late
    return asks ? { service, panel: id, from: from - weekMs, to: to - weekMs, width, range: `week ${from} ${n} ${hour}` } : null
  }
  const weeks = [useWeek(weekOf(0)), useWeek(weekOf(1)), useWeek(weekOf(2)), useWeek(weekOf(3))] as const
  const day = useMemo(() => new Intl.DateTimeFormat('en-GB', { weekday: 'long', ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) }).format(from), [from, zone])
  // who answered what is a question of nearer by
  const whole = useMemo(() => panel && { ...panel, draw: 'lines' as const, ...(panel.draw === 'stack' ? { title: 'signal.traffic' } : {}) }, [panel])
  const drawn = useMemo(() => today.data && (panel?.draw === 'stack' ? summed(today.data) : today.data), [today.data, panel])
  const [one, two, three, four] = weeks
  const usual = useMemo(() => [one, two, three, four].flatMap((data, n) => (data && data.lines.length > 0 ? [{ data: panel?.draw === 'stack' ? summed(data) : data, shiftMs: weeksMs[n]! }] : [])), [one, two, three, four, weeksMs, panel])
  const past = useMemo(() => (one && one.lines.length > 0 && usual[0] ? { ...usual[0], name: t('wall.graph.last', { day }) } : null), [one, usual, day])
  const span = useMemo(() => ({ from, to }), [from, to])
  const until = today.last?.to ?? now
  const name = rows.find((r) => r.service.key === service)?.service.name ?? ''
  const asking = service !== null && (panels === null || (panel !== null && today.data === null && today.status.kind !== 'failed'))
  const words = whole ? { service: clean(name, { max: 60 }), what: captionOf([panelWords(whole.title), panelWords(whole.caption)]).toLocaleLowerCase(), day: t('wall.graph.last', { day }) } : null
  return (
    <section className={css['why']} ref={ref} data-asking={asking || undefined}>
      {whole && drawn && words && (
        <Plot frame={frame} caption={t(past && usual.length > 1 ? 'wall.graph.usual' : past ? 'wall.graph.past' : 'wall.graph.today', { ...words, count: usual.length })}>
          {(place) => <LeadChart variant="page" panel={whole} data={drawn} past={past} usual={usual} window={span} until={until} intervalMs={Math.max(REFRESH_MS, sources[whole.source]?.intervalMs ?? 0)} zone={zone} width={place.width} height={place.height} />}
        </Plot>
      )}
    </section>
  )
}

/** One day of the past; it is asked for again only where `wanted` says something else. */
const useWeek = (wanted: Wanted | null): PanelData | null => {
  const bridge = useBridge()
  const key = wanted === null ? '' : JSON.stringify(wanted)
  return useSeries(bridge, useMemo((): Wanted | null => (key === '' ? null : (JSON.parse(key) as Wanted)), [key])).data
}
