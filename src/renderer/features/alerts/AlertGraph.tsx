import { useEffect, useState, type ReactNode } from 'react'
import type { AppState } from '@shared/state/app-state'
import type { Alert } from '@shared/domain/alert'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { answerDated, LeadChart } from '../../charts'
import type { GoodSeries } from '../../state/alert-series'
import { useAppearance } from '../../state/view'
import { Asking, DataAge, useSize } from '../../ui'
import css from './alerts.module.css'
import { beganBefore } from './span'
import { useAlertGraph } from './use-alert-graph'

const PATIENCE_MS = 400
const HEIGHT = 158

interface Props { readonly alert: Alert; readonly sources: AppState['sources']; readonly changes: AppState['changes']; readonly fresh: ReadonlySet<string> }

/** What the alert's expression saw, beside the alert; what was answered stays until the next answer. */
export const AlertGraph = ({ alert, sources, changes, fresh }: Props): ReactNode => {
  const [{ time: zone }] = useAppearance()
  const [ref, size] = useSize()
  const width = size === null ? 0 : Math.floor(size.width)
  const { answer, failed, window, marks, teller, name, intervalMs, reason, instead } = useAlertGraph({ alert, sources, changes }, width)
  const began = answer ? beganBefore(alert, window, zone) : ''
  return (
    <figure className={css['graph']} ref={ref}>
      {answer && <figcaption className="caption"><span className="clip">{captionOf(answer)}</span><DataAge source={name} {...answerDated(answer.data, window, intervalMs)} stale={!fresh.has(teller)} /></figcaption>}
      {answer
        ? width > 0 && <LeadChart panel={answer.panel} data={answer.data} window={window} marks={marks} intervalMs={intervalMs} zone={zone} width={Math.max(200, width)} height={HEIGHT} />
        : failed ? <p className={css['noGraph']}>{t('alerts.graph.none')} {reason}</p> : <Waiting source={name} />}
      {began && <p className={css['noGraph']}>{began}</p>}
      {instead && <p className={css['noGraph']}>{instead}</p>}
      {answer && failed && <p className={`${css['noGraph']} sev-unknown tone`}>{t('alerts.graph.again', { reason })}</p>}
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
