import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import type { AppState } from '@shared/state/app-state'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { answerDated, bandsOf, LeadChart, type Marks } from '../../charts'
import { useAlertSeries, type GoodSeries } from '../../state/alert-series'
import { sourceName } from '../../state/select/sources'
import { useAppearance } from '../../state/view'
import { Asking, DataAge, useNow, useSize } from '../../ui'
import css from './overview.module.css'

const HOUR_MS = 3_600_000
const REFRESH_MS = 15_000
const PATIENCE_MS = 400
const HEIGHT = 150
/** Characters that fit beside the age; the panel's own caption goes first. */
const MOST_CAPTION = 52

interface Props { readonly alert: Alert; readonly state: AppState; readonly changes: readonly Change[]; readonly suspect: Change | null; readonly fresh: ReadonlySet<string> }

/** The last hour of what the lead alert looks at, asked anew every 15 s; what was answered stays until the next answer. */
export const LeadGraph = ({ alert, state, changes, suspect, fresh }: Props): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const [ref, size] = useSize()
  const width = size === null ? 0 : Math.max(200, Math.floor(size.width))
  const to = useNow(REFRESH_MS)
  const known = useAlertSeries(alert.id, to - HOUR_MS, to, width)
  // a later failure keeps the graph: its age says how old it is
  const answer = known.answer ?? known.failed
  const marks = useMemo((): Marks => ({
    bands: bandsOf(alert, to),
    changes: changes.filter((c) => to - c.at <= HOUR_MS && c.service === alert.service).map((c) => ({ at: c.at, label: c === suspect ? clean(c.what, { max: 24 }) : null }))
  }), [alert, to, changes, suspect])
  const teller = answer?.ok ? answer.panel.source : (answer?.source ?? alert.sources[0] ?? '')
  const name = clean(sourceName(state, teller), { max: 60 })
  const interval = state.sources[teller]?.intervalMs ?? REFRESH_MS
  const span = useMemo(() => ({ from: to - HOUR_MS, to }), [to])
  return (
    <figure className={css['figure']} ref={ref}>
      <figcaption>
        <span className="caption clip">{answer?.ok ? captionOf(answer, alert) : t('overview.graph')}</span>
        {answer?.ok && <DataAge source={name} {...answerDated(answer.data, span, interval)} stale={!fresh.has(teller)} />}
      </figcaption>
      {answer === null ? <Waiting source={name} /> : answer.ok
        ? width > 0 && <LeadChart panel={answer.panel} data={answer.data} window={span} marks={marks} intervalMs={interval} zone={zone} width={width} height={HEIGHT} />
        : <p className={css['noGraph']}>{t('overview.graph.none')} {alert.expression === null ? t('overview.graph.no-expression') : failureText(answer.failure, name)}</p>}
    </figure>
  )
}

const captionOf = ({ panel }: GoodSeries, alert: Alert): string => {
  const words = (text: string): string => (isMessageKey(text) ? t(text) : clean(text, { max: 80 }))
  const all = [alert.service ? clean(alert.service, { max: 60 }) : '', words(panel.title), words(panel.caption), t('overview.graph.last')]
  const join = (parts: readonly string[]): string => [...new Set(parts)].filter(Boolean).join(', ')
  return join(all).length <= MOST_CAPTION ? join(all) : join(all.filter((_, i) => i !== 2))
}

const Waiting = ({ source }: { readonly source: string }): ReactNode => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS)
    return () => window.clearTimeout(timer)
  }, [])
  return <div className={css['noGraph']} data-asking>{late && <Asking words={t('overview.graph.asking', { source })} />}</div>
}
