import type { Alert } from '@shared/domain/alert'
import type { NotificationRecord, NotifyReason } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import { severityRank } from '@shared/domain/severity'
import type { Table } from '@shared/state/app-state'
import type { Episode, Retry } from '../ports/ledger'
import type { NotificationRequest } from '../ports/notifier'
import type { Away, CoreState } from './core-state'
import { isGathering, isUnsure, isWithin } from './away'
import { behind, blindedBy, decideBlind, globalReason, keyOf } from './blind'
import { beganAway, beganUnseen, everyoneTold, isBaseline, judgesAwaited, OVER_MS, renamed, resumed } from './episodes'
import { alertWords, blindWords, incidentWords, overWords, resolvedWords, summaryWords, unseenWords, withPast, type Summary, type Words } from './notify-words'
import { eventsOf, isLouder, joinPage, openPage } from './pager/open'
import { reopened } from './pager/hold'
import { digestWords } from './pager/digest'
import { holdsMorning } from './pager/night-watch'
import { stepPages, type PageEffect } from './pager/pages'
import { momentOf, policyFor, routerOf, type Router } from './pager/routes'
import { returnWords, unseenOf } from './pager/unseen'
import { againId, blindKey, isDue, MISSED } from './retry'
import { environmentNamed } from './rules'
import { sameKeys } from './same'

/** A notification decided for, with the record that its outcome goes into. */
export interface Intent { readonly record: NotificationRecord; readonly request: NotificationRequest }

export interface Decision {
  readonly intents: readonly Intent[]
  /** Of every decision, for and against. */
  readonly records: readonly NotificationRecord[]
  readonly episodes: Readonly<Record<string, Episode>>
  readonly gathered: readonly string[]
  readonly baselineUntil: number | null
  readonly toldBlind: Readonly<Record<string, number>>
  /** Sources to ask now, before their turn: something waits for what they know. */
  readonly ask: readonly string[]
  readonly away: Away | null
  /** Pages as they stand, and what they ask for besides. */
  readonly pages: Table<Page>
  readonly effects: readonly PageEffect[]
}

/** Reasons that a rule of the policy gives. */
const RULED: ReadonlySet<NotifyReason> = new Set(['listed', 'ignored', 'night'])
/** Reasons that pass: when they end while the alert still fires, it is told after all. */
const PASSING: ReadonlySet<NotifyReason> = new Set(['pending', 'silenced', 'inhibited', 'muted', 'held', 'paused', 'disabled', 'severity', 'environment', 'awaiting', 'listed', 'ignored', 'night'])

/**
 * What deserves a notification after `prev` became `next`, and why everything else does not (law 4).
 * An alert is told once per episode, and alerts that belong together as one page, updated in place. What a source lists in its first answer is the baseline: one summary, never a storm (law 3).
 * Pure: time is `now`.
 */
export const decide = (prev: CoreState, next: CoreState, now: number): Decision => {
  // most events change no alert, and a storm has left thousands of episodes
  const deliverable = next.app.meta.delivery.able && !prev.app.meta.delivery.able
  const due = (id: string): boolean => next.app.meta.delivery.able && isDue(next.episodes[id], deliverable ? Infinity : now)
  const news = deliverable || isNews(prev, next) || Object.entries(next.episodes).some(([id, e]) => due(id) || e.awaitingSince !== undefined)
  const episodes: Record<string, Episode> = news ? { ...next.episodes } : next.episodes
  const records: NotificationRecord[] = []
  const intents: Intent[] = []
  const gathered = new Set(next.gathered)
  const ask = new Set<string>()
  for (const [from, to] of news ? renamed(next) : []) {
    episodes[to] = { ...episodes[from]!, alert: to }
    Reflect.deleteProperty(episodes, from)
    gathered.delete(to)
  }
  const fresh: Alert[] = []
  const morning: Alert[] = []
  /** Called over, and not: back with the same beginning, or its silence has ended. */
  const back: Alert[] = []
  /** Begun anew: no episode of theirs is open. */
  const begun = new Set<string>()
  const unseen = new Set<string>()
  const route = routerOf(next, now)
  const places = placesOf(next.app.pages)
  const again = new Map<string, { readonly retry: Retry; readonly alerts: Alert[] }>()
  const waiting = next.baselineUntil !== null && now < next.baselineUntil && Object.values(next.app.sources).some((s) => s.health === 'pending')
  // what ends the gathering may bring the last of it
  const gathers = next.away !== null && (next.away.why === 'slept' || isGathering(next, now))
  const slept = next.away?.why === 'slept'
  /** The digest of the night has what waited for the morning. */
  const dawns = isHeld(next) || next.app.meta.watch.digest !== prev.app.meta.watch.digest
  const against = (alert: Alert, reason: NotifyReason): void => {
    if (episodes[alert.id]?.reason === reason) return
    episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: null, reason }
    records.push(recordOf(now, `alert:${alert.id}:${alert.startsAt}`, [alert.id], alertWords(alert, next, now), 'suppressed', reason, RULED.has(reason) ? route(alert).rule : undefined))
  }
  for (const alert of news ? changed(prev, next, deliverable, due) : []) {
    if (beganUnseen(alert, prev, next, now)) { Reflect.deleteProperty(episodes, alert.id); unseen.add(alert.id) }
    const over = episodes[alert.id]?.endedAt !== undefined
    const known = resumed(episodes, alert)
    if (!known) begun.add(alert.id)
    const reason = whyNot(alert, next, now, route)
    if (reason) {
      gathered.delete(alert.id)
      if (known?.toldAt == null) against(alert, reason)
      continue
    }
    if (known?.toldAt != null && (over || places().over.has(alert.id)) && !places().open.has(alert.id) && route(alert).route === 'page') { back.push(alert); continue }
    if (known?.toldAt != null && !beganAway(alert, prev, next)) {
      if (!Object.hasOwn(prev.app.alerts, alert.id)) records.push(recordOf(now, `alert:${alert.id}:${alert.startsAt}`, [alert.id], alertWords(alert, next, now), 'suppressed', 'already-told'))
      continue
    }
    if (gathered.has(alert.id)) continue
    if (known !== undefined && MISSED.has(known.reason)) {
      const group = known.retry && again.get(known.retry.key)
      if (group && due(alert.id)) group.alerts.push(alert)
      else if (known.retry && due(alert.id)) again.set(known.retry.key, { retry: known.retry, alerts: [alert] })
      else if (deliverable || !Object.hasOwn(prev.app.alerts, alert.id)) gathered.add(alert.id)
      continue
    }
    if (known?.toldAt == null && known !== undefined && !PASSING.has(known.reason)) continue
    if (known?.reason === 'night') { if (gathers && !dawns) gathered.add(alert.id); else morning.push(alert); continue }
    if (isBaseline(alert, waiting, next) && known?.reason !== 'paused') { gathered.add(alert.id); continue }
    const since = known?.awaitingSince ?? now
    const judges = judgesAwaited(alert, next, since, now)
    if (judges.length === 0) {
      if (gathers && !places().open.has(alert.id)) gathered.add(alert.id)
      else fresh.push(alert)
      continue
    }
    // left open, not decided against: no record
    if (known?.awaitingSince === undefined) episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: null, reason: 'awaiting', awaitingSince: since }
    for (const id of judges) ask.add(id)
  }
  const baselined = everyoneTold(next)
  for (const id of news ? Object.keys(episodes) : []) {
    const alert = next.app.alerts[id]
    const episode = episodes[id]!
    if (alert ? alert.state !== 'pending' || episode.toldAt === null : !Object.hasOwn(prev.app.alerts, id) && !baselined) continue
    if (episode.toldAt === null || (episode.endedAt ?? now) <= now - OVER_MS) Reflect.deleteProperty(episodes, id)
    else if (episode.endedAt === undefined) episodes[id] = { ...episode, endedAt: now }
    gathered.delete(id)
  }

  // what an Alertmanager is asked of belongs to it, too
  const gathering = isGathering(next, now) || (slept && isWithin(next.away, now) && Object.values(episodes).some((e) => e.awaitingSince !== undefined && !gathered.has(e.alert)))

  const tell = (alerts: readonly Alert[], reason: NotifyReason, key: string, words: Words, urgency: NotificationRequest['urgency']): void => {
    const tried = alerts.flatMap(({ id }) => episodes[id]?.retry ?? []).find((r) => r.key === key)
    const record = recordOf(now, key, alerts.map((a) => a.id), words, 'pending', reason, alerts[0] && route(alerts[0]).rule, tried)
    for (const alert of alerts) {
      const retry = episodes[alert.id]?.retry
      episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: now, reason, ...(retry && { retry }) }
    }
    records.push(record)
    intents.push({ record, request: requestOf(key, words, urgency) })
  }
  const pages: Record<string, Page> = { ...next.app.pages }
  const { me } = next.config.paging
  const { shift } = next.app.meta
  const { absent } = next.presence
  const loudest = (alerts: readonly Alert[]): Page['route'] => (alerts.some((a) => route(a).route === 'page') ? 'page' : 'notify')
  const open = (id: string, alerts: readonly Alert[], reason: NotifyReason, words: Words, as = loudest(alerts)): void => {
    const page = openPage(id, alerts, { route: as, title: words.title, body: words.body, now, shift, me, absent })
    pages[id] = page
    tell(alerts, reason, id, words, page.loud ? urgencyOf(alerts[0]!) : 'low')
  }
  const onPage = (page: Page, more: readonly Alert[]): readonly Alert[] => {
    const on = new Set(page.alerts)
    return worstFirst([...page.alerts.flatMap((id) => (next.app.alerts[id]?.state === 'firing' ? [next.app.alerts[id]] : [])), ...more.filter((a) => !on.has(a.id))])
  }
  const join = (page: Page, joining: readonly Alert[], all: readonly Alert[]): Words => {
    const words = all.length === 1 ? alertWords(all[0]!, next, now) : incidentWords(all, next, now)
    pages[page.id] = joinPage(page, joining, next.app.alerts, { route: loudest(joining), title: words.title, body: words.body, now })
    return words
  }
  /** What is new after sleep, as one: what belongs to pages goes onto them, the rest onto one of its own. */
  const tellAway = (key: string, list: readonly Alert[], urgent: readonly Alert[], past: readonly Alert[]): void => {
    const events = eventsOf(list, { incidents: next.app.incidents, pages })
    const own = worstFirst(events.flatMap((e) => (e.page === null || e.page.id === key ? e.alerts : [])))
    for (const { page, alerts } of events) if (page !== null && page.id !== key) join(page, alerts, onPage(page, alerts))
    const before = pages[key]
    const all = before ? onPage(before, list) : list
    const words = withPast(summaryWords('away', all, next, now), past, next, now)
    const telling = { route: loudest(own.filter((a) => urgent.includes(a))), title: words.title, body: words.body, now }
    if (own.length > 0) pages[key] = before ? joinPage(before, own, next.app.alerts, telling) : openPage(key, own, { ...telling, shift, me, absent })
    const touched = [pages[key], ...events.map(({ page }) => page && pages[page.id])]
    tell(list, 'away', key, words, touched.some((p) => p?.loud === true && p.status === 'open') ? urgencyOf(list[0]!) : 'low')
  }
  const events = eventsOf(worstFirst(fresh), next.app)
  const newcomers = events.filter((e) => e.page === null)
  if (newcomers.length > next.config.notifications.stormAbove) {
    const all = worstFirst(newcomers.flatMap((e) => e.alerts))
    open(`storm:${now}`, all, 'storm', summaryWords('storm', all, next, now))
  } else for (const { alerts } of newcomers) open(pageId(alerts[0]!), alerts, 'new', alerts.length === 1 ? alertWords(alerts[0]!, next, now) : incidentWords(alerts, next, now))
  for (const { page, alerts } of events) {
    if (page === null) continue
    const told = new Set(page.alerts)
    // whoever took the episode before has not taken this one
    const untaken = page.status === 'held' ? alerts.filter((a) => unseen.has(a.id)) : []
    back.push(...untaken)
    const folded = alerts.filter((a) => told.has(a.id) && begun.has(a.id) && !untaken.includes(a))
    for (const alert of folded) {
      // folded: its page tells of it, and how often it came back
      episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: now, reason: 'flapping' }
      records.push(recordOf(now, page.id, [alert.id], alertWords(alert, next, now), 'suppressed', 'flapping'))
    }
    const joining = alerts.filter((a) => !folded.includes(a) && !untaken.includes(a))
    if (joining.length === 0) continue
    const all = onPage(page, joining)
    const words = join(page, joining, all)
    tell(joining, 'joined', page.id, words, page.loud && (page.status === 'open' || isLouder(page, joining, loudest(joining))) ? urgencyOf(all[0]!) : 'low')
  }
  for (const alert of back) {
    const page = Object.values(pages).filter((p) => (p.status === 'over' || p.status === 'held') && p.alerts.includes(alert.id)).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0]
    const words = alertWords(alert, next, now)
    if (!page) { open(pageId(alert), [alert], 'reopened', words); continue }
    pages[page.id] = reopened(page, now)
    tell([alert], 'reopened', page.id, words, page.loud ? urgencyOf(alert) : 'low')
  }
  const digest = next.app.meta.watch.digest === prev.app.meta.watch.digest ? null : next.app.meta.watch.digest
  const told = digest !== null && !digest.closed && digest.to !== prev.app.meta.watch.digest?.to ? digest : null
  if (told || (morning.length > 0 && !isHeld(next))) {
    // one notification in the morning, not two
    const all = worstFirst(morning)
    const words = told ? digestWords(told, all.length, next.config.appearance.time) : summaryWords('morning', all, next, now)
    const [key, reason] = [`morning:${now}`, told ? 'digest-morning' : 'morning'] as const
    if (all.length > 0) open(key, all, reason, words, 'notify')
    else {
      const not = globalReason(next, now)
      const record = recordOf(now, key, [], words, not ? 'suppressed' : 'pending', not ?? reason)
      records.push(record)
      if (!not) intents.push({ record, request: requestOf(key, words, 'normal') })
    }
  }

  // one try each, under the name it had, unless that would be a storm
  if (again.size > next.config.notifications.stormAbove) for (const { alerts } of again.values()) for (const { id } of alerts) gathered.add(id)
  else for (const { retry: { key, reason }, alerts } of again.values()) {
    const list = worstFirst(alerts)
    tell(list, reason, key, isSummary(reason) ? summaryWords(reason === 'digest-morning' ? 'morning' : reason, list, next, now) : list.length > 1 ? incidentWords(list, next, now) : alertWords(list[0]!, next, now), urgencyOf(list[0]!))
  }

  const list = worstFirst([...gathered].map((id) => next.app.alerts[id]).filter((a): a is Alert => a !== undefined && a.state === 'firing'))
  // what waited for the morning asks for nobody at once, nor aloud
  const urgent = list.filter((a) => episodes[a.id]?.reason !== 'night')
  const holds = waiting || (gathering && loudest(urgent) !== 'page')
  const past = next.away === null || (gathering && list.length === 0) ? [] : next.past.filter((a) => whyNot({ ...a, state: 'firing', endsAt: null }, next, now, route) === null)
  let toldAs = next.away?.told ?? null
  if (!holds && list.length > 0) {
    const reason: NotifyReason = slept ? 'away' : next.lastRunAt === null || next.baselineUntil === null ? 'baseline' : 'digest'
    // whoever starts Garda for the first time sits before it
    const first = next.lastRunAt === null && next.baselineUntil !== null
    const key = slept && toldAs !== null ? toldAs : `${reason}:${now}`
    if (slept) tellAway(key, list, urgent, past)
    else open(key, list, reason, withPast(summaryWords(reason, list, next, now), past, next, now), first ? 'notify' : loudest(list))
    toldAs = key
  } else if (!gathering && past.length > 0) {
    const words = overWords(past, next, now)
    if (toldAs === null) {
      toldAs = `away:${now}`
      const record = recordOf(now, toldAs, [], words, 'pending', slept ? 'away' : 'digest')
      records.push(record)
      intents.push({ record, request: requestOf(toldAs, words, 'low') })
    } else {
      const page = pages[toldAs]
      if (page) pages[toldAs] = { ...page, body: withPast(page, past, next, now).body }
    }
  }
  if (!holds) gathered.clear()
  const blind = decideBlind(next, now, deliverable)
  const openKeys = new Set(Object.values(pages).flatMap((p) => (p.status === 'over' ? [] : p.unseen)))
  // what a source showed last is believed for a while: it may blind only after it was told of
  const late = gathering ? [] : blind.before.filter((s) => !openKeys.has(blindKey(s.id, s.since)) && blindedBy(next, behind([s], next)).length > 0)
  for (const sources of [blind.sources, globalReason(next, now) === null ? late : []]) {
    if (sources.length === 0) continue
    const words = blindWords(sources, next, now)
    const key = keyOf(sources, next)
    const reason = globalReason(next, now)
    const record = recordOf(now, key, [], words, reason ? 'suppressed' : 'pending', reason ?? 'source-blind', undefined, sources.flatMap(({ id }) => next.blindRetries[id] ?? []).find((r) => r.key === key))
    records.push(record)
    if (!reason) {
      const hurt = blindedBy(next, behind(sources, next))
      if (hurt.length > 0) pages[key] = openPage(key, [], { route: 'page', title: words.title, body: words.body, now, shift, me, absent }, { keys: key.split(' '), severity: 'unknown', environment: hurt[0]!.environment, services: hurt.map((s) => s.name), since: Math.min(...sources.map((s) => s.since)) })
      intents.push({ record, request: requestOf(key, words, hurt.length === 0 ? 'normal' : pages[key]?.loud ? 'critical' : 'low') })
    }
  }
  const unseenNow = unseenOf(next, policyFor(next.config.paging), momentOf(next, now), now)
  const toldOf = new Set(Object.values(pages).flatMap((p) => (p.status === 'over' ? [] : p.unseen)))
  const untold = globalReason(next, now) === null && !gathering ? unseenNow.filter((u) => !toldOf.has(u.key)) : []
  // together when they are many: what broke is one thing then
  for (const group of untold.length > next.config.notifications.stormAbove ? [untold] : untold.map((u) => [u])) {
    const [first] = group
    if (!first) continue
    const id = `unseen:${now}:${first.key}`
    const words = group.length === 1 ? first.words : unseenWords(group, next)
    const as = group.some((u) => u.route === 'page') ? 'page' : 'notify'
    const trouble = { keys: group.map((u) => u.key), severity: first.severity, environment: first.environment, services: [...new Set(group.flatMap((u) => u.services))], since: first.since }
    const page = openPage(id, [], { route: as, title: words.title, body: words.body, now, shift, me, absent }, trouble)
    pages[id] = page
    const record = recordOf(now, id, [], words, 'pending', 'unseen', first.rule)
    records.push(record)
    intents.push({ record, request: requestOf(id, words, !page.loud ? 'low' : as === 'page' ? 'critical' : 'normal') })
  }
  const unseenKeys = new Set([...blind.keys, ...unseenNow.map((u) => u.key)])
  const stepped = stepPages(sameKeys(pages, next.app.pages) ? next.app.pages : pages, {
    now, alertOf: (id) => next.app.alerts[id] ?? next.app.alerts[next.ids.get(id) ?? ''], heard: baselined, paging: next.config.paging, night: next.app.meta.night, shift, absent, mute: globalReason(next, now) !== null,
    intervalOf: (id) => Math.max(0, ...(next.app.alerts[id]?.sources ?? []).map((s) => next.app.sources[s]?.intervalMs ?? 0)),
    isUnsure: (page) => isUnsure(page, next, now),
    isUnseen: (key) => unseenKeys.has(key)
  })
  for (const page of globalReason(next, now) === null ? stepped.resolved : []) {
    const words = page.route === 'page' ? resolvedWords(page, next) : returnWords(page, next)
    if (words === null) continue
    const record = recordOf(now, page.id, page.alerts, words, 'pending', 'resolved')
    records.push(record)
    intents.push({ record, request: requestOf(page.id, words, 'low') })
  }
  return {
    intents,
    records,
    episodes: episodes === next.episodes || sameKeys(episodes, next.episodes) ? next.episodes : episodes,
    gathered: gathered.size === next.gathered.length && next.gathered.every((id) => gathered.has(id)) ? next.gathered : [...gathered],
    baselineUntil: waiting || (gathering && !slept) ? next.baselineUntil : null,
    toldBlind: blind.told,
    ask: [...ask],
    away: next.away === null || !gathering ? null : toldAs === next.away.told ? next.away : { ...next.away, told: toldAs },
    pages: stepped.pages,
    effects: [...stepped.effects, ...turnsOf(prev.app.pages, stepped.pages)]
  }
}

/** Alerts on pages that are open, held or snoozed, and on pages that are over; a storm has thousands, so they are gathered once, and only when asked for. */
const placesOf = (pages: Table<Page>): (() => { readonly open: ReadonlySet<string>; readonly over: ReadonlySet<string> }) => {
  let made: { readonly open: ReadonlySet<string>; readonly over: ReadonlySet<string> } | null = null
  return () => {
    const on = (over: boolean): ReadonlySet<string> => new Set(Object.values(pages).flatMap((p) => ((p.status === 'over') === over ? p.alerts : [])))
    made ??= { open: on(false), over: on(true) }
    return made
  }
}

/** Alerts whose row changed, whose time for another try has come or that are left open, and, when a pause or the settings changed or notifications can be shown again, all of them. */
const changed = (prev: CoreState, next: CoreState, deliverable: boolean, due: (id: string) => boolean): readonly Alert[] => {
  const all = deliverable || isOtherTime(prev, next)
  return Object.values(next.app.alerts).filter((a) => all || prev.app.alerts[a.id] !== a || due(a.id) || next.episodes[a.id]?.awaitingSince !== undefined)
}

const whyNot = (alert: Alert, state: CoreState, now: number, route: Router): NotifyReason | null => {
  if (alert.state === 'pending') return 'pending'
  if (alert.state === 'suppressed') return alert.silencedBy.length ? 'silenced' : alert.inhibitedBy.length ? 'inhibited' : 'muted'
  const everywhere = globalReason(state, now)
  if (everywhere === 'demo' || everywhere === 'disabled') return everywhere
  if (alert.sources.every((id) => state.app.sources[id]?.kind === 'demo')) return 'demo'
  if (!state.config.notifications.environments.includes(environmentNamed(alert.environment, state.rules).kind)) return 'environment'
  if (!state.config.notifications.severities.includes(alert.severity)) return 'severity'
  if (alert.held) return 'held'
  const { route: to, untilMorning } = route(alert)
  if (to === 'ignore' || to === 'list') return untilMorning ? 'night' : to === 'list' ? 'listed' : 'ignored'
  return everywhere
}
/** Whether anything happened that a notification could come of, or an episode end by. */
const isNews = (prev: CoreState, next: CoreState): boolean =>
  prev.app.alerts !== next.app.alerts || isOtherTime(prev, next) || prev.memory !== next.memory || next.gathered.length > 0

/** Whether what is told may be another by now, whatever the alerts: the settings, a pause, the night, the shift or somebody's absence began or ended. */
const isOtherTime = ({ config, moment, app: { meta: before }, presence: { absent } }: CoreState, { config: now, moment: then, app: { meta }, presence }: CoreState): boolean =>
  config !== now || moment !== then || absent !== presence.absent || before.pausedUntil !== meta.pausedUntil || before.night !== meta.night || before.shift !== meta.shift ||
  before.watch.digest !== meta.watch.digest || holdsMorning(before.watch, true) !== holdsMorning(meta.watch, true)

/** The digest of the night is still to come, and tells what waited for the morning. */
const isHeld = ({ config, app }: CoreState): boolean => holdsMorning(app.meta.watch, config.paging.nightWatch.digest)

const pageId = (alert: Alert): string => `alert:${alert.id}:${alert.startsAt}`
const SUMMARIES: ReadonlySet<NotifyReason> = new Set<Summary | 'digest-morning'>(['storm', 'baseline', 'digest', 'morning', 'digest-morning', 'away'])
const isSummary = (reason: NotifyReason): reason is Summary | 'digest-morning' => SUMMARIES.has(reason)

/** Hooks hear when a page that they may have heard of is taken or over. */
const turnsOf = (prev: Table<Page>, next: Table<Page>): readonly PageEffect[] => (prev === next ? [] : Object.values(next).flatMap((page): PageEffect[] => {
  const before = prev[page.id]
  if (page.route !== 'page' || before === undefined || before.status === page.status) return []
  return page.status === 'held' ? [{ type: 'hook', page: page.id, event: 'acknowledged' }] : page.status === 'over' ? [{ type: 'hook', page: page.id, event: 'resolved' }] : []
}))

const worstFirst = (alerts: readonly Alert[]): readonly Alert[] => [...alerts].sort((a, b) =>
  severityRank(a.severity) - severityRank(b.severity) || a.startsAt - b.startsAt || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
const urgencyOf = (alert: Alert): NotificationRequest['urgency'] => (alert.severity === 'critical' ? 'critical' : 'normal')
const requestOf = (key: string, words: Words, urgency: NotificationRequest['urgency']): NotificationRequest => ({ key, title: words.title, body: words.body, urgency, actions: [{ id: 'open', label: words.open }] })
const recordOf = (at: number, key: string, alerts: readonly string[], words: Words, outcome: NotificationRecord['outcome'], reason: NotifyReason, rule?: string, tried?: Retry): NotificationRecord =>
  ({ id: tried ? againId(tried) : `${at}:${key}:${reason}`, at, key, alerts, title: words.title, body: words.body, outcome, reason, ...(rule !== undefined && { rule }) })
