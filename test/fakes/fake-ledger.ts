import type { Ledger, LedgerState } from '../../src/main/ports/ledger'

/** Keeps what was saved, newest last; `fail` makes saves reject. */
export interface FakeLedger extends Ledger {
  saved(): readonly LedgerState[]
  fail(error: Error | null): void
}

export const fakeLedger = (left: Partial<LedgerState> = {}, damaged: string | null = null): FakeLedger => {
  const states: LedgerState[] = []
  let failure: Error | null = null
  return {
    load: () => Promise.resolve({ state: { episodes: {}, records: [], lastRunAt: null, ...left }, damaged }),
    save: (state) => {
      if (failure) return Promise.reject(failure)
      states.push(state)
      return Promise.resolve()
    },
    saved: () => states,
    fail: (error) => { failure = error }
  }
}
