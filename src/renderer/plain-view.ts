import type { PlainView } from '@shared/domain/plain-view'
import { displays } from '@shared/text/en/displays'

/** Main speaks once a second. After so long without a word it stands still. */
export const STALLED_MS = 5_000

/** The page as it is drawn. */
export interface PlainPage {
  readonly state: 'waiting' | 'seen' | 'blind' | 'stalled'
  readonly title: string
  readonly blind: string
  readonly asks: string
  readonly counts: PlainView['counts']
  readonly data: { readonly label: string; readonly figure: string }
  readonly sources: string
  readonly note: string
}

const length = (ms: number, units: PlainView['units']): string => {
  const s = Math.max(0, Math.floor(ms / 1_000))
  if (s < 60) return `${s} ${units.s}`
  const [min, h, d] = [Math.floor(s / 60), Math.floor(s / 3_600), Math.floor(s / 86_400)]
  if (h === 0) return `${min} ${units.min}`
  return d === 0 ? `${h} ${units.h} ${min % 60} ${units.min}` : `${d} ${units.d} ${h % 24} ${units.h}`
}

/** `silentMs`: how long ago main said this. */
export const plainPage = (view: PlainView | null, silentMs: number): PlainPage => {
  // until main's words come there are but these
  if (!view) return { state: 'waiting', title: '', blind: displays['plain.cannot-see'], asks: '', counts: [], data: { label: '', figure: '' }, sources: displays['plain.waiting'], note: '' }
  const { words, units } = view
  const stalled = silentMs >= STALLED_MS
  return {
    state: stalled ? 'stalled' : view.blind !== '' ? 'blind' : 'seen',
    title: view.title,
    blind: stalled ? words.stalled : view.blind,
    asks: view.asks,
    counts: view.counts,
    data: { label: words.data, figure: view.dataAt === null ? words.none : length(view.at + silentMs - view.dataAt, units) },
    sources: stalled ? words.stalledBody.replace('{age}', length(silentMs, units)) : view.sources,
    note: words.note
  }
}
