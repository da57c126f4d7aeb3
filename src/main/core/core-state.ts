import type { Config } from '@shared/config/schema'
import type { Alert, AlertSighting, Held } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import type { Page } from '@shared/domain/page'
import type { Labels } from '@shared/domain/labels'
import type { ServiceSighting } from '@shared/domain/service'
import type { Silence } from '@shared/domain/silence'
import type { Ability, OnCall, SourceSnapshot } from '@shared/domain/source'
import { emptyState, type AppState, type Meta, type Table } from '@shared/state/app-state'
import type { Ack, Episode, Hold, LedgerState, Naming, Retry } from '../ports/ledger'
import { lastPagesAfter } from './last-pages'
import { leftUntold } from './missed'
import { rulesOf, type Rules } from './rules'

/** A source as configured, without what only its network needs. */
export interface SourceSetup {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly abilities: readonly Ability[]
  readonly address: string
  readonly intervalMs: number
  readonly readOnly: boolean
  /** Environment of what carries no environment label; null: production. */
  readonly environment: string | null
  /** Absent: no alert of it is a watchdog. */
  readonly watchdog?: WatchdogSetup
}

/** Names of the alerts that must always fire at a source; `declared`: somebody said so, they are not just the usual ones. */
export interface WatchdogSetup { readonly names: readonly string[]; readonly declared: boolean }

/** What is known of one of them, by name. Times are ms. */
export interface Watched {
  readonly name: string
  /** Since when it was seen last without a break; null: never. */
  readonly seenAt: number | null
  readonly lackingSince: number | null
  /** Good answers in a row without it; they are counted until it counts as missing. */
  readonly lacks: number
  readonly missing: boolean
  /** A run before this one saw it, and this one has not. */
  readonly earlier?: true
}

/** What is kept of a service that the newest reply no longer lists. */
export interface Vanished { readonly sighting: ServiceSighting; readonly since: number }

/** What a source told and tells no more, though an Alertmanager does. Times are ms. */
export interface Over {
  /** Its fingerprint there. */
  readonly of: string
  /** The beginning that the source gave it. */
  readonly startsAt: number
  /** Since when good answers in a row lack it. */
  readonly since: number
}

/** The last whole answer of each part of a source. */
export interface SourceMemory {
  readonly setup: SourceSetup
  readonly snapshot: SourceSnapshot | null
  readonly alerts: readonly AlertSighting[] | null
  readonly services: readonly ServiceSighting[] | null
  readonly vanished: Readonly<Record<string, Vanished>>
  readonly silences: readonly Silence[]
  readonly changes: readonly Change[]
  readonly onCall: OnCall | null
  readonly externalLabels: Labels | null
  /** Since when good replies hold nothing of what was a crowd of alerts; null: no hold-down. */
  readonly emptiedAt: number | null
  readonly emptyPolls: number
  /** True once its first alerts were taken as the baseline. */
  readonly baselined: boolean
  readonly watched: readonly Watched[]
  /** By the fingerprint that the source gave it. */
  readonly over: Readonly<Record<string, Over>>
}

/** What the silences of Alertmanagers make of an alert that none of them lists: one that was restarted has yet to be sent it, and one that is gone keeps nobody informed. */
export interface Fitting {
  readonly silencedBy: readonly string[]
  /** Nothing but acknowledgements hold it back: it fires, and somebody has it. */
  readonly held: Held | null
}

/** Where the alerts of a source go, by what both sides have told. */
export interface Sending {
  /** Ids of the Alertmanagers. */
  readonly to: readonly string[]
  /** Labels that alerts have there and not here; null: it is not the same for all. */
  readonly added: Labels | null
}
/** By the source's id. */
export type Sendings = Readonly<Record<string, Sending>>

/** Sightings and rules that an alert was made from. */
export interface Made {
  readonly seen: readonly { readonly sighting: AlertSighting; readonly external: Labels | null }[]
  readonly rules: Rules
  readonly alert: Alert
  /** A source was silent then: what it said was judged by that, and is judged anew once none is. */
  readonly stale: boolean
  /** Silences that fit it held it back, which no source said. */
  readonly fitted: boolean
}

/** Times are ms; `endedAt` null: it still is. */
interface Offline { readonly since: number; readonly endedAt: number | null }
/** An absence, as it is told to the core. */
export type Absence = Omit<Away, 'unheard' | 'failing' | 'pages' | 'told'>
/** An absence and what is to come of it. Times are ms. */
export interface Away {
  /** Since when nobody watched, and when that was over. */
  readonly from: number
  readonly at: number
  /** Until when sources and network may come back before what is missing counts. */
  readonly until: number
  readonly why: 'slept' | 'stopped'
  /** Sources that are still to say what they remember of it. */
  readonly awaited: readonly string[]
  /** Sources that have not been heard since, and of them those that failed already before: another failure of theirs is no news. */
  readonly unheard: readonly string[]
  readonly failing: readonly string[]
  /** Pages of before. */
  readonly pages: readonly string[]
  /** Under which key it was told; null: nothing was. */
  readonly told: string | null
}

/** All that the core knows. `app` is what windows may see of it. */
export interface CoreState {
  readonly app: AppState
  readonly config: Config
  readonly rules: Rules
  readonly memory: Readonly<Record<string, SourceMemory>>
  /** What each alert was made from, so that it is not made again from the same. */
  readonly made: ReadonlyMap<string, Made>
  /** Where the alerts of each source go, by what was seen in this run. */
  readonly sendings: Sendings
  /** The id that each fingerprint got first; keeps an alert's identity when another source joins in. */
  readonly ids: ReadonlyMap<string, string>
  /** Of those, the fingerprints that are not the id themselves; of what was told they outlive the run. */
  readonly names: Readonly<Record<string, string>>
  /** Services that nothing fresh tells of, whatever their alerts say: since when, ms, by their keys. */
  readonly unseenSince: Readonly<Record<string, number>>
  /** Ids of the sources that were fresh when services were judged last. */
  readonly freshNow: string | null
  /** What rules asked of the time last. */
  readonly moment: string
  readonly episodes: Readonly<Record<string, Episode>>
  /** What was taken at this desk, by the acknowledgement's id. */
  readonly acks: Readonly<Record<string, Ack>>
  /** Who had which alerts in the run before this one, by the alert's id. */
  readonly holds: Readonly<Record<string, Hold>>
  /** What was on pages in the run before this one, by the alert's id. */
  readonly onPages: Readonly<Record<string, Naming>>
  /** When the run before this one was last seen alive, ms; null: there was none. */
  readonly lastRunAt: number | null
  /** Until when first answers are gathered into one summary, ms; null: done. */
  readonly baselineUntil: number | null
  /** Alert ids gathered for the summary. */
  readonly gathered: readonly string[]
  /** When the computer woke last, ms; null: it did not in this run. Time asleep is no silence of anybody. */
  readonly wokeAt: number | null
  /** This computer's network as its sources tell; null: it never was away in this run. */
  readonly offline: Offline | null
  /** Null: nobody was away, or all is told. */
  readonly away: Away | null
  /** What began and ended during the last absence, by what sources remember: gone, so told and never paged. */
  readonly past: readonly Alert[]
  /** Sources told of as silent: id → when their trouble began. */
  readonly toldBlind: Readonly<Record<string, number>>
  /** Sources whose notification was missed; one that speaks of another silence is void. */
  readonly blindRetries: Readonly<Record<string, Retry>>
  /** Pages of what cannot be seen whose notification was missed, by their id. */
  readonly unseenRetries: Readonly<Record<string, Retry>>
  readonly presence: PresenceWatch
  /** Names of the watchdogs that the run before this one saw, by the id and the address of the source. */
  readonly watchedBefore: Readonly<Record<string, readonly string[]>>
  /** Ids of the sources that the run before this one saw each service of tier 1 by, by the service's key. */
  readonly seenBefore: Readonly<Record<string, readonly string[]>>
}

/** What the watch over other Gardas remembers. */
export interface PresenceWatch {
  /** Since when what they say is read without a break, ms; null: it is not. */
  readonly readSince: number | null
  /** People whose Garda does not watch: their pages are loud here. */
  readonly absent: readonly string[]
  /** How long what is read must go on before somebody counts as away, ms. */
  readonly settleMs: number
}
/** Whoever lives extends its presence within this, even when the server was away or somebody ended its silence. */
export const SETTLE_MS = 2 * 60_000

/** Whoever was away for longer may find that nobody runs the watchdog any more. */
const REMEMBERED_MS = 7 * 86_400_000

/** After that long somebody may have given back what they had: a server that is merely slow to say so is waited for, and no longer. */
const UNWATCHED_MS = 15 * 60_000
const SLOW_MS = 2 * 60_000
const leftHolds = ({ holds = {}, lastRunAt }: Pick<LedgerState, 'holds' | 'lastRunAt'>, startedAt: number): CoreState['holds'] => {
  const until = lastRunAt !== null && startedAt - lastRunAt < UNWATCHED_MS ? Infinity : startedAt + SLOW_MS
  return Object.fromEntries(Object.entries(holds).map(([id, hold]) => [id, { ...hold, until: Math.min(hold.until, until) }]))
}

/** What the hooks of the run before were being told when that ended is told again: repeated rather than missed. */
const unheard = (pages: Table<Page>): Table<Page> => Object.fromEntries(Object.entries(pages).map(([id, page]) => [id, page.handedAt === null ? page : { ...page, paged: false }]))

export const initialState = (config: Config, meta: Omit<Meta, 'lastPages'>, ledger: Pick<LedgerState, 'lastPages' | 'episodes' | 'lastRunAt' | 'pages' | 'acks' | 'buddies' | 'watchdogs' | 'seenBy' | 'names' | 'holds' | 'onPages'> & Partial<Pick<LedgerState, 'records'>>, settleMs = SETTLE_MS): CoreState => ({
  app: {
    ...emptyState({
      ...meta, buddies: ledger.buddies ? { ...ledger.buddies, sure: false } : null,
      lastPages: lastPagesAfter(ledger.lastPages ?? { since: meta.startedAt, of: {} }, ledger.pages ?? {})
    }),
    pages: unheard(ledger.pages ?? {})
  },
  config,
  rules: rulesOf(config),
  memory: {},
  made: new Map(),
  sendings: {},
  ids: new Map(Object.entries(ledger.names ?? {})),
  names: ledger.names ?? {},
  unseenSince: {},
  freshNow: null,
  moment: '',
  episodes: ledger.episodes,
  acks: Object.fromEntries((ledger.acks ?? []).map((ack) => [ack.id, ack])),
  holds: leftHolds(ledger, meta.startedAt),
  onPages: ledger.onPages ?? {},
  lastRunAt: ledger.lastRunAt,
  baselineUntil: meta.startedAt + BASELINE_MS,
  gathered: [],
  wokeAt: null,
  offline: null,
  away: null,
  past: [],
  toldBlind: {},
  blindRetries: {},
  unseenRetries: leftUntold(ledger),
  presence: { readSince: null, absent: [], settleMs },
  watchedBefore: ledger.lastRunAt !== null && meta.startedAt - ledger.lastRunAt < REMEMBERED_MS ? (ledger.watchdogs ?? {}) : {},
  seenBefore: ledger.seenBy ?? {}
})

/** How long start-up waits for slow sources before it sums up what fires already. */
export const BASELINE_MS = 10_000
