import { useMemo } from 'react'
import type { Alert } from '@shared/domain/alert'
import { graphSpan } from '@shared/domain/alert-span'
import type { Change } from '@shared/domain/change'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { bandsOf, type Marks, type Span } from '../../charts'
import { useAlertSeries, type BadSeries, type GoodSeries } from '../../state/alert-series'
import { sourceName } from '../../state/select/sources'
import { useNowOrSince } from '../../ui'
import { suspectOf } from './span'

export const REFRESH_MS = 15_000

export interface AlertGraphInput { readonly alert: Alert; readonly sources: AppState['sources']; readonly changes: AppState['changes'] }

export interface AlertGraphState {
  readonly answer: GoodSeries | null
  readonly failed: BadSeries | null
  /** What is drawn: of an answer that was kept, its own time. */
  readonly window: Span
  readonly marks: Marks
  /** Id of the source that answers, or is asked. */
  readonly teller: string
  readonly name: string
  readonly intervalMs: number
  /** Why there is none, or no newer one; '' otherwise. */
  readonly reason: string
  /** What is drawn instead of the alert's own expression, and why if its source refused; '' where that is drawn. */
  readonly instead: string
}

/** What the alert's expression saw, from before it began, with its firing band and the changes around it; asked anew while it lives. */
export const useAlertGraph = ({ alert, sources, changes }: AlertGraphInput, width: number): AlertGraphState => {
  const now = useNowOrSince(REFRESH_MS)
  const { from, to } = graphSpan(alert, now)
  const { answer, failed, kept } = useAlertSeries(alert.id, from, to, width, true)
  const window = useMemo((): Span => (answer && kept ? { from: answer.data.from, to: answer.data.to } : { from, to }), [answer, kept, from, to])
  const marks = useMemo((): Marks => {
    const near = Object.values(changes).filter((c: Change) => c.service === alert.service && c.environment === alert.environment && c.at >= from && c.at <= to)
    const suspect = suspectOf(near, alert.startsAt)
    return {
      bands: alert.state === 'suppressed' ? [] : bandsOf(alert, to),
      changes: near.map((c) => ({ at: c.at, label: c === suspect ? clean(c.what, { max: 24 }) : null }))
    }
  }, [changes, alert, from, to])
  const teller = answer ? answer.panel.source : (failed?.source || alert.sources[0] || '')
  const name = clean(sourceName({ sources }, teller), { max: 60 })
  const told = alert.expression !== null
  return {
    answer, failed, window, marks, teller, name, intervalMs: sources[teller]?.intervalMs ?? REFRESH_MS,
    reason: failed === null ? '' : failed.failure.code === 'settings' && !told ? t('alertGraph.nothing') : failureText(failed.failure, name),
    instead: answer === null ? '' : insteadWords(answer, alert)
  }
}

const insteadWords = ({ instead, refused }: GoodSeries, { service }: Alert): string => [
  refused ? failureText(refused.failure, clean(refused.source, { max: 60 })) : '',
  instead === 'link' ? t('alertGraph.link') : instead === 'panel' ? t('alertGraph.panel', { service: clean(service ?? '', { max: 80 }) }) : ''
].filter(Boolean).join(' ')
