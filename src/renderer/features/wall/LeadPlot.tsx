import { useMemo, type ReactNode } from 'react'
import { summaryOf, type Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import type { Incident } from '@shared/domain/incident'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { clock } from '@shared/text/format'
import { bandsOf, LeadChart, type Marks } from '../../charts'
import { useAlertSeries } from '../../state/alert-series'
import { useGarda } from '../../state/garda'
import { recentChanges, suspectOf } from '../../state/select/changes'
import { sourceName } from '../../state/select/sources'
import { useAppearance } from '../../state/view'
import { useNowOrSince, useSize, Waiting } from '../../ui'
import { captionOf, panelWords } from './caption'
import { graphScale, type Frame } from './measures'
import { Plot } from './Plot'
import css from './wall.module.css'

const HOUR_MS = 3_600_000
const REFRESH_MS = 15_000
const select = { changes: (s: AppState) => s.changes, sources: (s: AppState) => s.sources }

/** The last hour of what the alert that leads looks at, asked anew every 15 s; what it says in words where there is none. */
export const LeadPlot = ({ incident, alert, frame }: { readonly incident: Incident; readonly alert: Alert; readonly frame: Frame }): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const changes = useGarda(select.changes)
  const sources = useGarda(select.sources)
  const to = useNowOrSince(REFRESH_MS)
  const from = to - HOUR_MS
  const [ref, size] = useSize()
  const { answer, failed } = useAlertSeries(alert.id, from, to, size === null ? 0 : Math.floor(size.width))
  const span = useMemo(() => ({ from, to }), [from, to])
  const marks = useMemo((): Marks => {
    const recent = recentChanges(changes, incident.environment, to)
    const suspect = suspectOf(recent, incident)
    return {
      bands: bandsOf(alert, to),
      changes: recent.filter((c) => isNear(c, alert, to) || c === suspect).map((c) => ({ at: c.at, label: c === suspect ? labelOf(c, clock(c.at, zone)) : null }))
    }
  }, [changes, incident, alert, to, zone])
  const teller = answer?.panel.source ?? (failed?.source || alert.sources[0] || '')
  const name = clean(sourceName({ sources }, teller), { max: 40 })
  const reason = failed ? failureText(failed.failure, name) : ''
  const caption = answer ? captionOf([alert.service ?? '', panelWords(answer.panel.title)]) : ''
  return (
    <section className={css['why']} ref={ref}>
      {answer
        ? (
          <Plot frame={frame} caption={<>{caption}{failed && <span className="sev-unknown tone"> {t('wall.graph.again', { reason })}</span>}</>}>
            {({ width, height }) => <LeadChart variant="page" panel={answer.panel} data={answer.data} window={span} marks={marks} intervalMs={sources[teller]?.intervalMs ?? REFRESH_MS} zone={zone} width={width} height={height} />}
          </Plot>
        )
        : <div className={css['said']} data-asking={failed ? undefined : true} style={{ '--scale': graphScale(frame) } as React.CSSProperties}>
            <p>{clean(summaryOf(alert), { max: 160 })}</p>
            <small>{failed ? `${t('wall.graph.none')} ${reason}` : <Waiting words={() => t('wall.graph.asking', { source: name })} />}</small>
          </div>}
    </section>
  )
}

const isNear = (change: Change, alert: Alert, to: number): boolean => change.service === alert.service && to - change.at <= HOUR_MS
const labelOf = (change: Change, time: string): string => t('wall.graph.change', { what: clean(change.what, { max: 18 }), time })
