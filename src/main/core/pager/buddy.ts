import type { PagingConfig } from '@shared/config/paging'
import { nameKey } from '@shared/config/schema'
import type { Buddies, Buddy, Presence } from '@shared/domain/buddy'
import { isFresh } from '@shared/domain/freshness'
import { FOR_GOOD, isAmong, samePerson } from '@shared/domain/on-call'
import type { Page } from '@shared/domain/page'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, moment } from '@shared/text/format'
import type { CoreState, PresenceWatch } from '../core-state'
import type { Words } from '../notify-words'
import { keep } from '../same'

/** The source by whose silences Gardas see each other: the one that is named, else the first that takes silences; null: none does. */
export const presenceSource = ({ buddy }: PagingConfig, sources: AppState['sources']): string | null => {
  const able = Object.values(sources).filter((s) => s.abilities.includes('silence'))
  const named = buddy?.source === undefined ? able[0] : able.find((s) => s.id === nameKey(buddy.source!))
  return named?.id ?? null
}

/** Who watches besides, as it stands at `at`. What cannot be read concludes nothing: whoever was there, or away, stays so. */
export const withBuddies = (prev: CoreState, state: CoreState, at: number): CoreState => {
  const { paging } = state.config
  // nothing is configured yet: what the run before knew stays
  if (Object.keys(state.app.sources).length === 0) return state
  if (paging.buddy === undefined) return withPresence(state, null, { ...state.presence, readSince: null, absent: [] })
  const source = presenceSource(paging, state.app.sources)
  const known = state.app.meta.buddies?.source === source ? state.app.meta.buddies : null
  const told = source === null || !isFresh(state.app.ages[source], at) ? null : (state.memory[source]?.snapshot?.presences ?? null)
  const unbroken = source !== null && known?.sure === true && isFresh(prev.app.ages[source], at)
  const readSince = told === null ? null : Math.min((unbroken ? state.presence.readSince : null) ?? at, at)
  const rows = readSince === null || told === null ? (known?.rows ?? []) : rowsOf(known?.rows ?? [], told, { at, readSince, settleMs: state.presence.settleMs })
  return withPresence(state, { source, sure: told !== null, rows }, { ...state.presence, readSince, absent: absentOf(rows, paging.me) })
}

/** People whose Garda does not watch; this desk is there, and so is whoever is present under another spelling of the name. */
export const absentOf = (rows: readonly Buddy[], me: string | undefined): readonly string[] => {
  const there = [...(me === undefined ? [] : [me]), ...rows.filter((b) => b.standing === 'present').map((b) => b.name)]
  return rows.filter((b) => (b.standing === 'gone' || b.standing === 'left') && !isAmong(there, b.name)).map((b) => b.name)
}

const withPresence = (state: CoreState, to: Buddies | null, watch: PresenceWatch): CoreState => {
  const buddies = keep(state.app.meta.buddies, to)
  const absent = keep(state.presence.absent, watch.absent)
  const presence = keep(state.presence, { ...watch, absent })
  if (buddies === state.app.meta.buddies && presence === state.presence) return state
  return { ...state, presence, app: buddies === state.app.meta.buddies ? state.app : { ...state.app, meta: { ...state.app.meta, buddies } } }
}

/** A reading: when, since when without a break, and how long that must be. */
interface Reading { readonly at: number; readonly readSince: number; readonly settleMs: number }

const rowsOf = (known: readonly Buddy[], told: readonly Presence[], reading: Reading): readonly Buddy[] => {
  const names = new Set([...known, ...told].map((b) => b.name))
  return [...names].sort().flatMap((name) => standing(known.find((b) => b.name === name), told.find((p) => p.name === name), reading) ?? []).filter((b) => reading.at - b.until < KEPT_MS)
}
/** Whoever has not been seen for so long does not use a Garda any more. */
const KEPT_MS = 30 * 86_400_000

/** An end on purpose is written at the moment it is for; one that comes by itself was written long before. */
const AT_ONCE_MS = 1_000

/**
 * How somebody stands. Only the server says that a presence has ended, by its own clock; and only once it has been read for long enough
 * that whoever lives would have come back: servers and people restart, and somebody may end a silence that is not theirs.
 */
const standing = (known: Buddy | undefined, told: Presence | undefined, { at, readSince, settleMs }: Reading): Buddy | null => {
  const settled = at - readSince >= settleMs
  if (told === undefined) {
    // a server that lost its silences has not ended them
    return known?.standing === 'present' && settled && at >= known.until ? { ...known, standing: 'gone', since: known.until } : (known ?? null)
  }
  const seen = { name: told.name, seenAt: told.seenAt, until: told.endsAt }
  const before = { standing: known?.standing ?? 'unknown', since: known?.since ?? at } as const
  if (!told.ended) return at < told.endsAt ? { ...seen, standing: 'present', since: known?.standing === 'present' ? known.since : at } : { ...seen, ...before }
  const onPurpose = told.endsAt - told.seenAt < AT_ONCE_MS
  if (!settled || (onPurpose && at - told.endsAt < settleMs)) return { ...seen, ...before }
  return { ...seen, standing: onPurpose ? 'left' : 'gone', since: told.endsAt }
}

/** Whoever is on call now and whose Garda does not watch. */
export const vanishedOf = ({ app: { meta }, presence }: Pick<CoreState, 'app' | 'presence'>): Buddy | null => {
  const name = meta.shift.now?.name
  const away = name === undefined ? undefined : presence.absent.find((b) => samePerson(b, name))
  return away === undefined ? null : (meta.buddies?.rows.find((b) => b.name === away) ?? null)
}

const shown = (name: string): string => clean(name, { max: 80 })

/** `Mira’s Garda is gone` / until when Mira is on call, when it was seen last, and what that means here. */
export const vanishedWords = (buddy: Buddy, { app: { meta }, config }: Pick<CoreState, 'app' | 'config'>): Words => {
  const zone = config.appearance.time
  const until = meta.shift.now?.until ?? FOR_GOOD
  const name = shown(buddy.name)
  return {
    title: t(buddy.standing === 'left' ? 'buddy.left' : 'buddy.gone', { name }),
    body: t('buddy.gone.body', { name, open: until === FOR_GOOD ? 'yes' : 'no', until: until === FOR_GOOD ? '' : moment(until, buddy.since, zone), seen: moment(buddy.seenAt, buddy.since, zone) }), open: t('notify.open')
  }
}

/** `Mira’s Garda is back` / for how long it was away. */
export const backWords = (name: string, page: Pick<Page, 'startedAt' | 'endedAt' | 'openedAt'>, { app: { meta } }: Pick<CoreState, 'app'>): Words => {
  const back = meta.buddies?.rows.find((b) => samePerson(b.name, name) && b.standing === 'present')?.since ?? page.endedAt ?? page.openedAt
  return { title: t('buddy.back', { name: shown(name) }), body: t('buddy.back.body', { name: shown(name), duration: duration(Math.max(0, back - page.startedAt)) }), open: t('notify.open') }
}
