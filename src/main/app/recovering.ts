import { assertNever } from '@shared/domain/assert-never'
import type { JournalDraft } from '@shared/domain/journal'
import type { Away, CoreState } from '../core/core-state'
import type { CoreEvent } from '../core/events'
import { goneOf, pastEntries } from '../core/away'
import { BASELINE_MS } from '../core/core-state'
import { WAKE_GRACE_MS } from '../core/schedule'
import type { Clock } from '../ports/clock'
import { asFailure, type SourceFailure } from '../ports/failure'
import type { Log } from '../ports/log'
import type { PastAlerts } from '../ports/source-kind'
import type { Instance } from './instances'

/** Asks sources what began and ended while nobody watched. */
export interface Recovering {
  /** Nobody watched since `from`: says so to the core, and asks each source once it has answered again. */
  readonly woke: (why: Away['why'], from: number) => void
  readonly answered: (source: string) => void
  readonly stop: () => void
}

export interface RecoveringTools {
  readonly clock: Clock
  readonly log: Log
  readonly core: () => CoreState
  readonly instances: () => Iterable<Instance>
  readonly dispatch: (event: CoreEvent) => void
  readonly wrote: (drafts: readonly JournalDraft[]) => void
}

/** Longer absences are looked into this far back. */
const FARTHEST_MS = 24 * 3_600_000
/** What was missed for fewer polls than this, the next answer tells. */
const POLLS = 2

export const createRecovering = ({ clock, log, core, instances, dispatch, wrote }: RecoveringTools): Recovering => {
  /** Since when each source is to be asked about, ms. */
  const due = new Map<string, number>()
  const end = new AbortController()

  const ask = async (instance: Instance, from: number): Promise<void> => {
    const { setup: { id, name }, source, kind } = instance
    const to = clock.now()
    const said = await past(instance, from, to, end.signal)
    if (end.signal.aborted || kind === null) return
    const at = clock.now()
    const span = { at, from, to, source: source.id, name }
    if ('alerts' in said) {
      wrote(pastEntries(span, goneOf(core(), id, said.alerts), said.whole, null))
      dispatch({ type: 'recovered', at, source: id, alerts: said.alerts })
    } else {
      log.write('info', 'what happened meanwhile could not be read', { source: id, code: said.code })
      wrote(pastEntries(span, [], false, said))
      dispatch({ type: 'recovered', at, source: id, alerts: null })
    }
  }

  return {
    woke: (why, from) => {
      const at = clock.now()
      for (const { setup: { id, intervalMs }, kind, broken } of instances()) {
        if (!kind?.alertsBetween || broken || at - from < POLLS * intervalMs) continue
        // what it told last is known; what came after that is not
        const seen = Math.min(from, core().app.ages[id]?.successAt ?? from, due.get(id) ?? from)
        due.set(id, Math.max(seen, at - FARTHEST_MS))
      }
      dispatch({ type: 'woke', at, from, why, until: at + graceOf(why), awaited: [...due.keys()] })
    },
    answered: (id) => {
      const from = due.get(id)
      const instance = [...instances()].find((i) => i.setup.id === id)
      if (from === undefined || !instance) return
      due.delete(id)
      void ask(instance, from)
    },
    stop: () => { end.abort() }
  }
}

const graceOf = (why: Away['why']): number => {
  switch (why) {
    case 'slept': return WAKE_GRACE_MS
    case 'stopped': return BASELINE_MS
    default: return assertNever(why)
  }
}

const past = async (instance: Instance, from: number, to: number, signal: AbortSignal): Promise<PastAlerts | SourceFailure> => {
  try { return await (instance.kind?.alertsBetween?.(instance.source, { from, to }, instance.context(signal)) ?? { alerts: [], whole: true }) } catch (thrown) { return asFailure(thrown) }
}
