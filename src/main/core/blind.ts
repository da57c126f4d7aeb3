import type { NotifyReason } from '@shared/domain/notification'
import type { Service } from '@shared/domain/service'
import { trusted } from '@shared/domain/freshness'
import type { SourceStatus } from '@shared/domain/source'
import { isGathering } from './away'
import { hiddenBy } from './blinded'
import type { CoreState } from './core-state'
import { silentSince, type BlindSource } from './notify-words'
import { cutOff, OFFLINE } from './offline'
import { blindKey, isOf, isOfflineKey, isUp } from './retry'
import { sameKeys } from './same'

/** Why nothing at all is told now; null: nothing keeps it. */
export const globalReason = (state: CoreState, now: number): NotifyReason | null =>
  state.app.meta.mode === 'demo' ? 'demo' : !state.config.notifications.enabled ? 'disabled' : (state.app.meta.pausedUntil ?? 0) > now ? 'paused' : null

/** Since when Garda cannot see by a source, ms: it does not answer, or it does without its alerts and nobody else tells them. */
const blindSince = (s: SourceStatus, believed: ReadonlySet<string>): number | null => s.failingSince ?? (believed.has(s.id) ? null : s.unreadSince)

/** What cannot be seen and is to be told of now. */
export interface Blind {
  readonly sources: readonly BlindSource[]
  /** Told of before, and blind still. */
  readonly before: readonly BlindSource[]
  readonly told: Readonly<Record<string, number>>
  /** Of every source that is blind now. */
  readonly keys: ReadonlySet<string>
}
/** All that is blind now, however long. */
export const blindNow = (state: CoreState, now: number): readonly BlindSource[] => {
  const believed = trusted(state.app.sources, state.app.ages, now)
  return Object.values(state.app.sources).flatMap((s) => { const since = blindSince(s, believed); return since === null ? [] : [{ id: s.id, name: s.name, since, answers: s.failingSince === null }] })
    .concat(state.offline?.endedAt === null ? [{ id: OFFLINE, name: '', since: state.offline.since, answers: false }] : [])
}
/** @param folded keys of what a page that is not over tells of already */
export const decideBlind = (state: CoreState, now: number, deliverable: boolean, folded: ReadonlySet<string>): Blind => {
  // what a pause or a missing daemon would swallow is told once they are over; after sleep the network has time to come back
  const waits = globalReason(state, now) === 'paused' || isGathering(state, now)
  // a page is also heard, seen and handed on without any daemon
  const tells = (ids: ReadonlySet<string>): boolean => state.app.meta.delivery.able || blindedBy(state, ids, now).length > 0
  const told: Record<string, number> = {}
  const sources: BlindSource[] = []
  const before: BlindSource[] = []
  const keys = new Set<string>()
  const { blindAfter } = state.config.notifications
  const tell = (source: BlindSource): void => {
    const { id, since } = source
    const refused = state.blindRetries[id]
    if (!deliverable && isOf(refused, blindKey(id, since)) && !isUp(refused, now)) return
    told[id] = since
    sources.push(source)
  }
  // what is offline is told as one; those that are still silent when it is over have as long as any to come back
  const { offline } = state
  const is = offline !== null && offline.endedAt === null
  const asOne = is || (offline?.endedAt != null && now - offline.endedAt < blindAfter && now >= offline.endedAt)
  const covered = new Set(Object.values(state.app.pages).flatMap((p) => (p.status !== 'over' && p.unseen.some(isOfflineKey) ? p.unseen : [])))
  let overdue = false
  for (const source of blindNow(state, now)) {
    const { id, since } = source
    const key = blindKey(id, since)
    keys.add(key)
    if (id === OFFLINE) continue
    if (state.toldBlind[id] === since || folded.has(key) || (covered.has(key) && !asOne)) { told[id] = since; before.push(source); continue }
    if (now - silentSince(since, state, now) < blindAfter || waits) continue
    if (asOne && state.app.sources[id]?.address !== '') overdue = true
    else if (tells(new Set([id]))) tell(source)
  }
  if (is) {
    const computer: BlindSource = { id: OFFLINE, name: '', since: offline.since, answers: false }
    if (state.toldBlind[OFFLINE] === offline.since || folded.has(blindKey(OFFLINE, offline.since))) { told[OFFLINE] = offline.since; before.push(computer) }
    else if (overdue && tells(behind([computer], state))) tell(computer)
  }
  return { sources, before, keys, told: sameKeys(told, state.toldBlind) ? state.toldBlind : told }
}

const offlineIn = (sources: readonly BlindSource[], { app }: CoreState): readonly SourceStatus[] => (sources.some((s) => s.id === OFFLINE) ? cutOff(app.sources) : [])
/** Ids of the sources that cannot be seen by; those behind this computer, where it is offline. */
export const behind = (sources: readonly BlindSource[], state: CoreState): ReadonlySet<string> => new Set([...sources, ...offlineIn(sources, state)].map((s) => s.id))
/** Names all of them in one notification's key: its page is over when each is back. */
export const keyOf = (sources: readonly BlindSource[], state: CoreState): string =>
  [...new Set([...sources.map((s) => blindKey(s.id, s.since)), ...offlineIn(sources, state).flatMap((s) => (s.failingSince === null ? [] : blindKey(s.id, s.failingSince)))])].join(' ')

/** Services of tier 1 in production that cannot be seen because of these sources. */
export const blindedBy = (state: CoreState, sources: ReadonlySet<string>, now: number): readonly Service[] =>
  hiddenBy(state, sources, now).filter((s) => s.tier === 1 && s.environmentKind === 'production')
