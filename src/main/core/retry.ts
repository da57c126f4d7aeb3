import type { NotificationRecord, NotifyReason } from '@shared/domain/notification'
import { idInKey } from '@shared/domain/unseen'
import type { Episode, Retry } from '../ports/ledger'
import type { CoreState } from './core-state'
import { MISSED, tellsUnseen } from './missed'
import { OFFLINE } from './offline'

const FIRST_MS = 5_000
const LONGEST_MS = 5 * 60_000
/** How long after it was missed for the nth time a notification is tried again, ms: twice as long each time, five minutes at most. */
export const retryAfter = (tries: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20))

/** Whether its moment has come; a clock that was set back does not put it off. */
export const isUp = ({ at }: Retry, now: number): boolean => now >= at || at - now > LONGEST_MS

/** Missed, and due for another try. */
export const isDue = (episode: Episode | undefined, now: number): boolean => episode?.toldAt === null && MISSED.has(episode.reason) && episode.retry !== undefined && isUp(episode.retry, now)

/** One record tells of the first refusal, another of all later tries. */
export const againId = ({ since, key }: Pick<Retry, 'since' | 'key'>): string => `${since}:${key}:again`

const missedOnce = (before: Retry | undefined, { at, key, reason }: NotificationRecord, now: number): Retry => {
  const tries = (before?.tries ?? 0) + 1
  return { key, reason, tries, since: before?.since ?? at, at: now + retryAfter(tries) }
}

type Told = Pick<CoreState, 'episodes' | 'toldBlind' | 'blindRetries' | 'unseenRetries'>

/** Nobody has seen it: what it told of stays to be told. `record` is as it was decided. */
export const untold = ({ episodes, toldBlind, blindRetries, unseenRetries, app }: CoreState, record: NotificationRecord, reason: NotifyReason, now: number): Told => {
  const missed = record.alerts.flatMap((id) => {
    const before = episodes[id]
    if (before?.toldAt !== record.at) return []
    return [[id, { ...before, toldAt: null, reason, retry: missedOnce(before.retry, record, now) }] as const]
  })
  const keys = keysOf(record.key)
  const blind = Object.entries(toldBlind).flatMap(([id, since]) => (keys.has(blindKey(id, since)) ? [[id, blindKey(id, since)] as const] : []))
  const isKnown = (id: string): boolean => id === OFFLINE || Object.hasOwn(app.sources, id)
  const silent = blind.map(([id]) => id)
  const retryOf = (id: string, key: string): Retry => missedOnce(isOf(blindRetries[id], key) ? blindRetries[id] : undefined, record, now)
  return {
    episodes: missed.length ? { ...episodes, ...Object.fromEntries(missed) } : episodes,
    toldBlind: blind.length ? Object.fromEntries(Object.entries(toldBlind).filter(([id]) => !silent.includes(id))) : toldBlind,
    blindRetries: blind.length
      ? Object.fromEntries(Object.entries({ ...blindRetries, ...Object.fromEntries(blind.map(([id, key]) => [id, retryOf(id, key)])) }).filter(([id]) => isKnown(id)))
      : blindRetries,
    unseenRetries: blind.length === 0 && record.reason !== 'resolved' && tellsUnseen(app.pages, record.key)
      ? Object.fromEntries(Object.entries({ ...unseenRetries, [record.key]: missedOnce(unseenRetries[record.key], record, now) }).filter(([id]) => tellsUnseen(app.pages, id)))
      : unseenRetries
  }
}

/** It is on screen, or was; late, when it had been given up. What it told of is told, and its tries are forgotten. */
export const shown = ({ episodes, toldBlind, blindRetries, unseenRetries, app, offline }: CoreState, record: NotificationRecord): Told => {
  const tried = record.alerts.flatMap((id) => {
    const before = episodes[id]
    if (!before?.retry) return []
    const { retry, ...rest } = before
    if (before.toldAt === record.at) return [[id, rest] as const]
    return before.toldAt === null && retry.key === record.key ? [[id, { ...rest, toldAt: record.at, reason: retry.reason }] as const] : []
  })
  const keys = keysOf(record.key)
  const silences = [
    ...Object.values(app.sources).map(({ id, failingSince, unreadSince }) => ({ id, times: [failingSince, unreadSince] })), { id: OFFLINE, times: [offline?.since ?? null] }
  ]
  const seen = silences.flatMap(({ id, times }) =>
    times.flatMap((since) => (since !== null && keys.has(blindKey(id, since)) ? [[id, since] as const] : [])))
  return {
    episodes: tried.length ? { ...episodes, ...Object.fromEntries(tried) } : episodes,
    toldBlind: seen.some(([id, since]) => toldBlind[id] !== since) ? { ...toldBlind, ...Object.fromEntries(seen) } : toldBlind,
    blindRetries: seen.some(([id]) => Object.hasOwn(blindRetries, id)) ? Object.fromEntries(Object.entries(blindRetries).filter(([id]) => !seen.some(([s]) => s === id))) : blindRetries,
    unseenRetries: Object.hasOwn(unseenRetries, record.key) ? Object.fromEntries(Object.entries(unseenRetries).filter(([id]) => id !== record.key)) : unseenRetries
  }
}

/** Names one silence of one source in a notification's key, which lists them with spaces between. */
export const blindKey = (id: string, since: number): string => `source:${idInKey(id)}:${since}`
/** Whether a key names this computer, which is offline. */
export const isOfflineKey = (key: string): boolean => key.startsWith(`source:${OFFLINE}:`)
const keysOf = (key: string): ReadonlySet<string> => new Set(key.split(' '))
/** Whether a try was about that silence. */
export const isOf = (retry: Retry | undefined, key: string): retry is Retry => retry !== undefined && keysOf(retry.key).has(key)
