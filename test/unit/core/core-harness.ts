import type { LastPages, Page } from '@shared/domain/page'
import { NO_WATCH } from '@shared/domain/night-watch'
import { NO_SHIFT } from '@shared/domain/page'
import type { NotificationRecord } from '@shared/domain/notification'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import type { SourceSnapshot } from '@shared/domain/source'
import { initialState, type CoreState, type SourceSetup } from '../../../src/main/core/core-state'
import type { CoreEvent } from '../../../src/main/core/events'
import { isChange } from '../../../src/main/core/kept'
import { decide, type Decision } from '../../../src/main/core/notify'
import { reduce } from '../../../src/main/core/reduce'
import type { Ack, Episode, Hold, Naming } from '../../../src/main/ports/ledger'
import { NOW } from '../../builders'

export const aSetup = (over: Partial<SourceSetup> = {}): SourceSetup => ({
  id: 'am', name: 'am', kind: 'alertmanager', abilities: ['alerts', 'silence'], address: 'am.example:9093', intervalMs: 15_000, readOnly: false, environment: null, ...over
})
export const prom = (over: Partial<SourceSetup> = {}): SourceSetup => aSetup({ id: 'prom', name: 'prom', kind: 'prometheus', abilities: ['metrics', 'alerts', 'rules', 'services'], address: 'prom.example:9090', ...over })

/** The core driven by hand: every event is reduced, decided on and recorded, as the engine does it. */
export interface Core {
  readonly state: CoreState
  readonly last: Decision
  /** All intents so far, by title. */
  readonly told: readonly string[]
  /** The last decision made something other than it was: the engine writes it down. */
  readonly changed: boolean
  do(event: CoreEvent): Core
  /** As the engine takes what became of a notification: nothing is decided on it. */
  apply(event: CoreEvent): Core
  answer(source: string, snapshot: SourceSnapshot, at: number): Core
  fail(source: string, at: number): Core
  tick(at: number): Core
}

const QUIET: Decision = { intents: [], records: [], episodes: {}, gathered: [], baselineUntil: null, toldBlind: {}, away: null, ask: [], pages: {}, effects: [] }

export const startCore = (sources: readonly SourceSetup[], {
  config = {}, at = NOW, episodes = {}, lastRunAt = null, pages = {}, acks = [], watchdogs = {}, seenBy = {}, names = {}, holds = {}, onPages = {}, records = [], lastPages
}: {
  readonly config?: ConfigInput; readonly at?: number; readonly episodes?: Readonly<Record<string, Episode>>; readonly lastRunAt?: number | null; readonly pages?: Readonly<Record<string, Page>>
  readonly watchdogs?: Readonly<Record<string, readonly string[]>>; readonly seenBy?: Readonly<Record<string, readonly string[]>>; readonly names?: Readonly<Record<string, string>>
  readonly acks?: readonly Ack[]; readonly holds?: Readonly<Record<string, Hold>>; readonly onPages?: Readonly<Record<string, Naming>>; readonly records?: readonly NotificationRecord[]
  readonly lastPages?: LastPages
} = {}): Core => {
  const full = configSchema.parse(config)
  const meta = { mode: 'live', startedAt: at, version: '0', pausedUntil: null, delivery: { able: true, by: '', detail: '' }, onCall: null, shift: NO_SHIFT, buddies: null, night: false, watch: NO_WATCH, journal: 0, configFile: null } as const
  const wrap = (state: CoreState, last: Decision, told: readonly string[], changed = false): Core => ({
    state, last, told, changed,
    apply: (event) => wrap(reduce(state, event), QUIET, told),
    do: (event) => {
      const next = reduce(state, event)
      const decision = decide(state, next, event.at)
      // its hooks hear at once
      const heard = decision.effects.flatMap((e): CoreEvent[] => (e.type === 'hook' && e.event === 'paged' ? [{ type: 'handed', at: event.at, page: e.page, ok: true }] : []))
      return wrap(heard.reduce(reduce, reduce(next, { type: 'decided', at: event.at, ...decision })), decision, [...told, ...decision.intents.map((i) => i.request.title)], isChange(decision, next))
    },
    answer(source, snapshot, when) { return this.do({ type: 'answered', at: when, source, askedAt: when, snapshot, nextAt: when + 15_000 }) },
    fail(source, when) { return this.do({ type: 'failed', at: when, source, askedAt: when, failure: { code: 'refused', values: { host: 'x' } }, nextAt: when + 15_000 }) },
    tick(when) { return this.do({ type: 'tick', at: when }) }
  })
  return wrap(initialState(full, meta, { episodes, lastRunAt, pages, acks, watchdogs, seenBy, names, holds, onPages, records, ...(lastPages ? { lastPages } : {}) }), QUIET, []).do({ type: 'configured', at, config: full, sources, file: null, notices: [] })
}
