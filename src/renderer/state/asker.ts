import type { Failure } from '@shared/domain/source'

/** Why there is no answer, or no whole one. */
export interface Refusal { readonly ok: false; readonly failure: Failure; readonly source: string }

/** What is known of a question that is asked again and again. */
export interface Asked<Wanted, Data> {
  /** Of the newest answer with anything in it; stays while newer ones of the same view fail. */
  readonly data: Data | null
  /** What that answers. */
  readonly of: Wanted | null
  /** What was answered last, good or bad: while no answer comes, the missing part grows. */
  readonly last: Wanted | null
  readonly status: { readonly kind: 'idle' } | { readonly kind: 'asking'; readonly since: number } | { readonly kind: 'answered' } | { readonly kind: 'failed'; readonly answer: Refusal }
}

export interface Asker<Wanted, Data> {
  readonly get: () => Asked<Wanted, Data>
  /** Returns its own unsubscribe. */
  readonly subscribe: (listener: () => void) => () => void
  readonly want: (wanted: Wanted) => void
  /** Answers that come later are dropped. */
  readonly stop: () => void
}

export interface AskerParts<Wanted, Answer, Data> {
  readonly ask: (wanted: Wanted) => Promise<Answer>
  /** What of an answer is to be shown, and what is missing in it; both where it is not whole. */
  readonly read: (answer: Answer) => { readonly data: Data | null; readonly failed: Refusal | null }
  /** The very same question. */
  readonly same: (a: Wanted, b: Wanted) => boolean
  /** The same view, maybe at a later moment. */
  readonly sameView: (a: Wanted, b: Wanted) => boolean
  /** Whether what was shown stays on screen while another view is asked for. */
  readonly stays: (before: Wanted, next: Wanted) => boolean
  /** ms since 1970 */
  readonly now: () => number
}

/** What a bridge that broke comes to. */
export const broken = (error: unknown): Refusal => ({ ok: false, source: '', failure: { code: 'internal', values: { detail: error instanceof Error ? error.message : String(error) } } })

/**
 * Asks one question at a time: while an answer is awaited a later moment of the same view waits for it; another view is asked for at once,
 * and what was asked before is not listened to any more. What was shown stays until something better comes.
 */
export const createAsker = <Wanted, Answer, Data>({ ask, read, same, sameView, stays, now }: AskerParts<Wanted, Answer, Data>): Asker<Wanted, Data> => {
  const nothing: Asked<Wanted, Data> = { data: null, of: null, last: null, status: { kind: 'idle' } }
  let state = nothing
  let latest: Wanted | null = null
  let asked: Wanted | null = null
  let token = 0
  const listeners = new Set<() => void>()
  const set = (next: Partial<Asked<Wanted, Data>>): void => {
    state = { ...state, ...next }
    for (const listener of [...listeners]) listener()
  }
  const settle = (wanted: Wanted, own: number, { data, failed }: { readonly data: Data | null; readonly failed: Refusal | null }): void => {
    if (own !== token) return
    asked = null
    const status: Asked<Wanted, Data>['status'] = failed ? { kind: 'failed', answer: failed } : { kind: 'answered' }
    // in another view, the time that was not asked for would look like time without samples
    const kept = data === null && state.of !== null && sameView(state.of, wanted)
    set({ ...(kept ? {} : { data, of: data === null ? null : wanted }), last: wanted, status })
    if (latest !== null && !same(latest, wanted)) send(latest)
  }
  const send = (wanted: Wanted): void => {
    const own = ++token
    asked = wanted
    // a question that repeats a settled view is asked quietly: its answer is on screen, and its age says how old it is
    if (state.status.kind === 'idle' || state.status.kind === 'asking') set({ status: { kind: 'asking', since: now() } })
    ask(wanted).then((answer) => settle(wanted, own, read(answer)), (error: unknown) => settle(wanted, own, { data: null, failed: broken(error) }))
  }
  return {
    get: () => state,
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    want: (wanted) => {
      if (latest !== null && same(latest, wanted)) return
      const before = latest
      latest = wanted
      if (asked !== null && sameView(asked, wanted)) return
      if (before !== null && !sameView(before, wanted)) state = stays(before, wanted) ? { ...state, status: { kind: 'idle' } } : nothing
      send(wanted)
    },
    stop: () => { token++; asked = null; latest = null }
  }
}
