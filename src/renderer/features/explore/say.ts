import type { QueryData } from '@shared/domain/query'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { clockSeconds, duration, momentIn, type Zone } from '@shared/text/format'
import type { Bad, Question } from './answers'
import type { Complaint } from './editor/setup'

/** Something to be said beside a query. `blind`: what is shown is not all there is, or nothing is. */
export interface Notice { readonly tone: 'plain' | 'blind'; readonly text: string }

const told = (text: string): string => clean(text, { max: 400 })

/** What must be known of an answer besides its numbers, most important first. */
export const noticesOf = (data: QueryData, question: Pick<Question, 'kind'>, source: string, zone: Zone): readonly Notice[] => {
  const range = question.kind === 'range'
  const out: Notice[] = []
  if (data.shape === 'string') out.push({ tone: 'plain', text: data.text ? t('explore.string', { text: told(data.text) }) : t('explore.string.none') })
  if (data.shape === 'scalar' && !range) out.push({ tone: 'plain', text: t('explore.scalar') })
  if (data.total > data.series.length) out.push({ tone: 'blind', text: t(range ? 'explore.cut' : 'explore.cut.results', { shown: data.series.length, total: data.total }) })
  if (data.histograms > 0) out.push({ tone: 'blind', text: t('panel.histograms', { count: data.histograms }) })
  if (data.shape !== 'string' && data.total === 0 && data.histograms === 0) {
    out.push({ tone: 'blind', text: range ? t('explore.none', { source, from: momentIn(data.from, data, zone), to: momentIn(data.to, data, zone) }) : t('explore.none.instant', { source, at: clockSeconds(data.to, zone) }) })
  } else if (range && data.series.length > 0 && data.series.every(({ v }) => !v.some((x) => Number.isFinite(x)))) out.push({ tone: 'blind', text: t('explore.no-number') })
  for (const text of data.warnings) out.push({ tone: 'blind', text: t('explore.warning', { source, text: told(text) }) })
  return out
}

/** `3 series, a point every 15 s`. */
export const factsOf = (data: QueryData, question: Pick<Question, 'kind'>): string =>
  question.kind === 'instant' ? t('explore.state.results', { count: data.total })
    : [t('explore.state.series', { count: data.total }), ...(data.stepMs > 0 ? [t('explore.state.step', { step: duration(data.stepMs) })] : [])].join(', ')

/** Where Prometheus says an expression is wrong: `1:5: parse error: …`, in lines and letters from 1. */
const PLACE = /(?:^|[^\d:])(\d{1,6}):(\d{1,6}): (?:parse error: )?([^]*)$/

/** Why there is no answer, in words for the line below, and for the place in the text where that is known. */
export const failureOf = ({ failure, source }: Bad, expression: string, name: string): { readonly text: string; readonly complaint: Complaint | null } => {
  const text = failureText(failure, source || name)
  const detail = failure.values['detail']
  if (failure.code !== 'api-error' || typeof detail !== 'string') return { text, complaint: null }
  const [, line = '1', column = '1', reason = ''] = PLACE.exec(detail) ?? []
  const placed = PLACE.test(detail)
  const starts = expression.split('\n').slice(0, Number(line) - 1).reduce((sum, each) => sum + each.length + 1, 0)
  return { text, complaint: { from: placed ? starts + Number(column) - 1 : 0, message: told(placed ? reason : detail) } }
}
