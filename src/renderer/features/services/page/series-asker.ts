import type { PanelQuery, PanelData } from '@shared/domain/series'
import type { SeriesAnswer } from '@shared/contract/commands'

/** What is to be drawn next. Equal `range` means: the same view, later; another `range` makes earlier answers worthless. */
export interface Wanted extends PanelQuery { readonly range: string }

export interface Series {
  /** Of the newest good answer; stays while newer ones of the same view fail. */
  readonly data: PanelData | null
  /** The window that the drawing is for: of the newest answer, good or bad. */
  readonly window: { readonly from: number; readonly to: number } | null
  readonly status: { readonly kind: 'idle' } | { readonly kind: 'asking'; readonly since: number } | { readonly kind: 'answered' } | { readonly kind: 'failed'; readonly answer: Extract<SeriesAnswer, { readonly ok: false }> }
}

export interface SeriesAsker {
  readonly get: () => Series
  readonly subscribe: (listener: () => void) => () => void
  readonly want: (wanted: Wanted) => void
  /** Answers that come later are dropped. */
  readonly stop: () => void
}

export interface AskerParts {
  readonly ask: (query: PanelQuery) => Promise<SeriesAnswer>
  /** ms since 1970 */
  readonly now: () => number
}

const same = (a: Wanted, b: Wanted): boolean => a.service === b.service && a.panel === b.panel && a.from === b.from && a.to === b.to && a.width === b.width && a.range === b.range
const sameView = (a: Wanted, b: Wanted): boolean => a.service === b.service && a.panel === b.panel && a.range === b.range

/**
 * Asks for one panel's samples, one question at a time: while an answer is awaited a later moment of the same view waits for it; another
 * view is asked for at once, and what was asked before is not listened to any more. What was drawn stays until something better comes.
 */
export const createSeriesAsker = ({ ask, now }: AskerParts): SeriesAsker => {
  let series: Series = { data: null, window: null, status: { kind: 'idle' } }
  let latest: Wanted | null = null
  let asked: Wanted | null = null
  /** The view that the data is of: in another, the time it does not cover would look like time without samples. */
  let drawn: Wanted | null = null
  let token = 0
  const listeners = new Set<() => void>()
  const set = (next: Partial<Series>): void => {
    series = { ...series, ...next }
    for (const listener of [...listeners]) listener()
  }
  const settle = (query: Wanted, own: number, answer: SeriesAnswer): void => {
    if (own !== token) return
    asked = null
    const window = { from: query.from, to: query.to }
    if (answer.ok) {
      drawn = query
      set({ data: answer.data, window, status: { kind: 'answered' } })
    } else set({ window, status: { kind: 'failed', answer }, ...(drawn && sameView(drawn, query) ? {} : { data: null }) })
    if (latest && !same(latest, query)) send(latest)
  }
  const send = (query: Wanted): void => {
    const own = ++token
    asked = query
    // a question that repeats a settled view is asked quietly: its graph is on screen, and its age says how old it is
    if (series.status.kind === 'idle' || series.status.kind === 'asking') set({ status: { kind: 'asking', since: now() } })
    const { service, panel, from, to, width } = query
    ask({ service, panel, from, to, width }).then(
      (answer) => settle(query, own, answer),
      (error: unknown) => settle(query, own, { ok: false, source: '', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } })
    )
  }
  return {
    get: () => series,
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    want: (wanted) => {
      if (latest && same(latest, wanted)) return
      const before = latest
      latest = wanted
      if (asked && sameView(asked, wanted)) return
      if (before && !sameView(before, wanted)) {
        series = { ...series, status: { kind: 'idle' }, ...(before.panel === wanted.panel && before.service === wanted.service ? {} : { data: null, window: null }) }
      }
      send(wanted)
    },
    stop: () => { token++; asked = null; latest = null }
  }
}
