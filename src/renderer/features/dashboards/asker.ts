import type { QueryAnswer } from '@shared/contract/commands'
import type { FreeQuery } from '@shared/domain/query'

/** What a tile wants to know next. Equal `view`: the same questions, later. */
export interface Wanted { readonly view: string; readonly source: string; readonly queries: readonly FreeQuery[]; readonly span: { readonly from: number; readonly to: number } }

export interface Heard {
  /** Of the newest round in which anything answered; stays while newer ones of the same view fail. */
  readonly answers: readonly QueryAnswer[] | null
  readonly wanted: Wanted | null
  /** Of the newest round, good or bad: while no answer comes, the missing part grows. */
  readonly span: Wanted['span'] | null
  readonly status: { readonly kind: 'idle' } | { readonly kind: 'asking'; readonly since: number } | { readonly kind: 'answered' } | { readonly kind: 'failed'; readonly answer: Extract<QueryAnswer, { readonly ok: false }> }
}

export interface Asker {
  readonly get: () => Heard
  readonly subscribe: (listener: () => void) => () => void
  readonly want: (wanted: Wanted) => void
  /** Answers that come later are dropped. */
  readonly stop: () => void
}

const same = (a: Wanted, b: Wanted): boolean => a === b || (a.view === b.view && a.source === b.source && JSON.stringify(a.queries) === JSON.stringify(b.queries))
const sameView = (a: Wanted, b: Wanted): boolean => a.view === b.view && a.source === b.source

/**
 * Asks a tile's questions together, one round at a time: a later moment of the same view waits for the round that is under way; another view is
 * asked for at once, and what was asked before is not listened to any more. What was drawn stays until something better comes.
 */
export const createAsker = ({ ask, now }: { readonly ask: (source: string, query: FreeQuery) => Promise<QueryAnswer>; readonly now: () => number }): Asker => {
  let heard: Heard = { answers: null, wanted: null, span: null, status: { kind: 'idle' } }
  let latest: Wanted | null = null
  let asked: Wanted | null = null
  let token = 0
  const listeners = new Set<() => void>()
  const set = (next: Partial<Heard>): void => {
    heard = { ...heard, ...next }
    for (const listener of [...listeners]) listener()
  }
  const settle = (wanted: Wanted, own: number, answers: readonly QueryAnswer[]): void => {
    if (own !== token) return
    asked = null
    const failed = answers.find((a): a is Extract<QueryAnswer, { readonly ok: false }> => !a.ok)
    const status: Heard['status'] = failed ? { kind: 'failed', answer: failed } : { kind: 'answered' }
    const better = answers.some((a) => a.ok) || heard.wanted === null || !sameView(heard.wanted, wanted)
    set(better ? { answers: answers.some((a) => a.ok) || answers.length === 0 ? answers : null, wanted, span: wanted.span, status } : { span: wanted.span, status })
    if (latest && !same(latest, wanted)) send(latest)
  }
  const send = (wanted: Wanted): void => {
    const own = ++token
    asked = wanted
    if (heard.status.kind === 'idle' || heard.status.kind === 'asking') set({ status: { kind: 'asking', since: now() } })
    const failed = (error: unknown): QueryAnswer => ({ ok: false, source: '', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } })
    void Promise.all(wanted.queries.map((query) => ask(wanted.source, query).catch(failed))).then((answers) => settle(wanted, own, answers))
  }
  return {
    get: () => heard,
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    want: (wanted) => {
      if (latest && same(latest, wanted)) return
      const before = latest
      latest = wanted
      if (asked && sameView(asked, wanted)) return
      if (before && !sameView(before, wanted)) heard = { answers: null, wanted: null, span: null, status: { kind: 'idle' } }
      send(wanted)
    },
    stop: () => { token++; asked = null; latest = null }
  }
}
