import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import type { AppState } from '@shared/state/app-state'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { LeadChart, type Marks } from '../../charts'
import { useAlertSeries, type GoodSeries } from '../../state/alert-series'
import { sourceName } from '../../state/select/sources'
import { useAppearance } from '../../state/view'
import { Asking, DataAge, useNow, useSize } from '../../ui'
import css from './alerts.module.css'
import { graphSpan, suspectOf } from './span'

const REFRESH_MS = 15_000
const PATIENCE_MS = 400
const HEIGHT = 158

interface Props { readonly alert: Alert; readonly sources: AppState['sources']; readonly changes: AppState['changes']; readonly fresh: ReadonlySet<string> }

/** What the alert's expression saw, from before it began; asked anew while it lives, and what was answered stays until the next answer. */
export const AlertGraph = ({ alert, sources, changes, fresh }: Props): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const [ref, size] = useSize()
  const width = size === null ? 0 : Math.floor(size.width)
  const now = useNow(REFRESH_MS)
  const { from, to } = graphSpan(alert, now)
  const { answer, failed } = useAlertSeries(alert.id, from, to, width)
  const window = useMemo(() => ({ from, to }), [from, to])
  const marks = useMemo((): Marks => {
    const near = Object.values(changes).filter((c: Change) => c.service === alert.service && c.environment === alert.environment && c.at >= from && c.at <= to)
    const suspect = suspectOf(near, alert.startsAt)
    return {
      bands: alert.state === 'suppressed' ? [] : [{ from: alert.startsAt, to: alert.endsAt ?? to, severity: alert.severity, pending: alert.state === 'pending' }],
      changes: near.map((c) => ({ at: c.at, label: c === suspect ? clean(c.what, { max: 24 }) : null }))
    }
  }, [changes, alert.service, alert.environment, alert.startsAt, alert.endsAt, alert.severity, alert.state, from, to])
  const teller = answer?.ok ? answer.panel.source : (failed?.source || alert.sources[0] || '')
  const name = clean(sourceName({ sources }, teller), { max: 60 })
  const reason = failed ? failureText(failed.failure, name) : ''
  return (
    <figure className={css['graph']} ref={ref}>
      {answer?.ok && <figcaption className="caption"><span className="clip">{captionOf(answer)}</span><DataAge source={name} at={answer.data.at} stale={!fresh.has(teller)} /></figcaption>}
      {answer?.ok
        ? width > 0 && (
          <LeadChart
            panel={answer.panel} data={answer.data} window={window} marks={marks} intervalMs={sources[teller]?.intervalMs ?? REFRESH_MS}
            zone={zone} width={Math.max(200, width)} height={HEIGHT}
          />
        )
        : failed ? <p className={css['noGraph']}>{t('alerts.graph.none')} {alert.expression === null ? t('alerts.expression.none') : reason}</p> : <Waiting source={name} />}
      {answer?.ok && failed && <p className={`${css['noGraph']} sev-unknown tone`}>{t('alerts.graph.again', { reason })}</p>}
    </figure>
  )
}

const captionOf = ({ panel }: GoodSeries): string => {
  const words = (text: string): string => (isMessageKey(text) ? t(text) : clean(text, { max: 80 }))
  return [...new Set([words(panel.title), words(panel.caption)])].filter(Boolean).join(', ')
}

const Waiting = ({ source }: { readonly source: string }): ReactNode => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS)
    return () => window.clearTimeout(timer)
  }, [])
  return <div className={css['noGraph']} style={{ height: HEIGHT }} data-asking>{late && <Asking words={t('alerts.graph.asking', { source })} />}</div>
}
