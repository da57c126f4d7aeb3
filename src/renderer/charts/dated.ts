import { GAP_STEPS } from '@shared/domain/decimate'
import type { PanelData } from '@shared/domain/series'
import { lastSampleAt } from './gaps'
import type { PanelModel } from './model'
import type { Span } from './time'

/** Of when the numbers of a panel are, ms. `newest`: that of its newest sample, since the answer itself is younger; null then: it has none. */
export type Dated = { readonly at: number; readonly newest: false } | { readonly at: number | null; readonly newest: true }

/** Whether a sample is too old to be called now: more than two intervals before samples can be expected. Each line is judged by itself, as its neighbours may live on. */
export const isPast = (at: number, { until, intervalMs }: Pick<PanelModel, 'until' | 'intervalMs'>): boolean => until - at > GAP_STEPS * intervalMs

/** A source that answers at once may still tell what it heard long ago: where samples end more than two intervals before the answer and the window do, the newest one counts. */
export const datedOf = ({ lastAt, window, intervalMs }: Pick<PanelModel, 'lastAt' | 'window' | 'intervalMs'>, answeredAt: number): Dated =>
  lastAt === null || Math.min(window.to, answeredAt) - lastAt > GAP_STEPS * intervalMs ? { at: lastAt, newest: true } : { at: answeredAt, newest: false }

/** The same of an answer that has no model at hand. `intervalMs`: how often the source is asked. */
export const answerDated = (data: PanelData, window: Span, intervalMs: number): Dated =>
  datedOf({ lastAt: lastSampleAt(data.lines, window), window, intervalMs: Math.max(data.stepMs, intervalMs) }, data.at)
