import { assertNever } from '@shared/domain/assert-never'
import type { Alert } from '@shared/domain/alert'
import type { Failure, SourceAges, SourceStatus } from '@shared/domain/source'
import type { Page } from '@shared/domain/page'
import { failureHealth } from '@shared/domain/source'
import type { AppState, Table } from '@shared/state/app-state'
import { isKnownServer, leftBehind } from './another-server'
import { goneOf, isAsleep, withAway, withHeard, withPast } from './away'
import { withClocks } from './clocks'
import type { CoreState, Made, SourceMemory, SourceSetup } from './core-state'
import { alertOf, idsOf, unite, type Group } from './dedupe'
import type { CoreEvent, Heard } from './events'
import { fittingOf, sendingsOf } from './fitting'
import { freshFor, isFresh, NEVER, sampled, telling, trusted } from '@shared/domain/freshness'
import { stillHeld } from './holds'
import { incidentsOf } from './incidents'
import { holders, settled } from './pager/acks'
import { isNight, momentOfRules } from './pager/night'
import { withBuddies } from './pager/buddy'
import { givenBack, handed, heldByHand, snoozed } from './pager/hold'
import { countsWithout, watchdogOf, watchdogsOf, watchedEarlier, watching } from './pager/watchdog'
import { withLastPages } from './last-pages'
import { MISSED } from './missed'
import { withOffline } from './offline'
import { doubted, outvoted } from './outvoted'
import { remember } from './remember'
import { shown, untold } from './retry'
import { pruneRecords, pruneResolved } from './retention'
import { environmentNamed, rulesOf, type Rules } from './rules'
import { keep, keepTable } from './same'
import { servicesOf } from './services'

/** The next state. Pure; an event that changes nothing gives the same reference. */
export const reduce = (state: CoreState, event: CoreEvent): CoreState => {
  const next = withBuddies(state, withOffline(step(withRun(state, event.at), event), state.app.sources, event.at), event.at)
  const notices = withClocks(next.app.notices, state.app.sources, next.app.sources, event.at)
  const app = withLastPages(state.app, withTable(next.app, 'notices', notices))
  return app === next.app ? next : { ...next, app }
}

/** A clock that was set back to before the last run makes nothing of now a matter of that one. */
const withRun = (state: CoreState, at: number): CoreState => (state.lastRunAt === null || at > state.lastRunAt ? state : { ...state, lastRunAt: at - 1 })

const step = (state: CoreState, event: CoreEvent): CoreState => {
  switch (event.type) {
    case 'configured': return configured(state, event)
    case 'answered': case 'failed': return judged(heard(state, event), event.at)
    case 'round': return judged(event.heard.reduce<Known>((known, one) => {
      const next = heard(known.state, one)
      return { state: next.state, alerts: known.alerts || next.alerts, services: known.services || next.services }
    }, unheard(state)), event.at)
    case 'tick': return withNight(withTruth(state, event.at), event.at)
    case 'decided': {
      const notifications = event.records.length
        ? pruneRecords({ ...state.app.notifications, ...Object.fromEntries(event.records.map((r) => [r.id, r])) })
        : state.app.notifications
      return { ...state, memory: baselined(state.memory), episodes: event.episodes, gathered: event.gathered, baselineUntil: event.baselineUntil, toldBlind: event.toldBlind, away: event.away, app: withTable(withTable(state.app, 'notifications', notifications), 'pages', event.pages) }
    }
    case 'delivered': {
      const record = state.app.notifications[event.id]
      if (!record) return state
      const app = withTable(state.app, 'notifications', { ...state.app.notifications, [event.id]: { ...record, outcome: event.outcome, reason: event.reason ?? record.reason } })
      if (event.outcome === 'shown') return { ...state, app, ...shown(state, record) }
      return event.reason && MISSED.has(event.reason) ? { ...state, app, ...untold(state, record, event.reason, event.at) } : { ...state, app }
    }
    case 'noted': return { ...state, app: withTable(state.app, 'notices', keepTable(state.app.notices, [...Object.entries(state.app.notices).filter(([id]) => id !== event.notice.id), [event.notice.id, event.notice] as const])) }
    case 'unnoted': return Object.hasOwn(state.app.notices, event.id)
      ? { ...state, app: withTable(state.app, 'notices', Object.fromEntries(Object.entries(state.app.notices).filter(([id]) => id !== event.id))) }
      : state
    case 'meta': {
      const meta = keep(state.app.meta, { ...state.app.meta, ...event.change })
      return meta === state.app.meta ? state : { ...state, app: { ...state.app, meta } }
    }
    case 'acknowledged': return withPage(state, event.page, (page) => heldByHand(page, event.held, ...unlistedOf(page, state)))
    case 'handed': return withPage(state, event.page, (page) => handed(page, event.ok, event.at))
    case 'released': return withPage(state, event.page, (page) => givenBack(page, event.at))
    case 'acks': return withAcks(state, event.change, event.at)
    case 'woke': return withAway(state, event)
    case 'recovered': return withPast(state, event.source, goneOf(state, event.source, event.alerts ?? []))
    case 'snoozed': return withPage(state, event.page, (page) => snoozed(page, event.until))
    default: return assertNever(event)
  }
}

/** Whoever has told its alerts once is past its baseline. */
const baselined = (memory: CoreState['memory']): CoreState['memory'] =>
  Object.values(memory).some(awaitsBaseline) ? Object.fromEntries(Object.entries(memory).map(([id, m]) => [id, awaitsBaseline(m) ? { ...m, baselined: true } : m])) : memory
export const awaitsBaseline = (m: SourceMemory): boolean => !m.baselined && m.alerts !== null

const withNight = (state: CoreState, at: number): CoreState => {
  const { paging } = state.config
  const [night, moment] = [isNight(paging.night, at), momentOfRules(paging, at)]
  const next = moment === state.moment ? state : { ...state, moment }
  return night === next.app.meta.night ? next : { ...next, app: { ...next.app, meta: { ...next.app.meta, night } } }
}

const withPage = (state: CoreState, id: string, change: (page: Page) => Page): CoreState => {
  const page = Object.hasOwn(state.app.pages, id) ? state.app.pages[id]! : null
  const next = page && change(page)
  return next === null || next === page ? state : { ...state, app: { ...state.app, pages: { ...state.app.pages, [id]: next } } }
}

/** What is on a page and not listed, though it is not over: a blink, or a start before the first answers; and whether anything of it fires. */
const unlistedOf = (page: Page, { app, ids }: CoreState): readonly [readonly string[], boolean] => {
  const alertOf = (id: string): Alert | undefined => app.alerts[id] ?? app.alerts[ids.get(id) ?? '']
  const ended = new Set(page.ended)
  return [page.alerts.filter((id) => alertOf(id) === undefined && !ended.has(id)), page.alerts.some((id) => alertOf(id)?.state === 'firing')]
}

/** Whoever took something has it from now on, and whoever gave it back has not. */
const withAcks = (state: CoreState, change: Extract<CoreEvent, { type: 'acks' }>['change'], at: number): CoreState => {
  const kept = Object.entries({ ...state.acks, ...change }).flatMap(([id, ack]) => (ack === null ? [] : [[id, ack] as const]))
  return withTruth(withAlerts({ ...state, acks: Object.fromEntries(kept) }, at, 'configured'), at, true)
}

const withTable = <K extends keyof AppState>(app: AppState, name: K, table: AppState[K]): AppState => (app[name] === table ? app : { ...app, [name]: table })

const configured = (state: CoreState, event: Extract<CoreEvent, { type: 'configured' }>): CoreState => {
  const memory = Object.fromEntries(event.sources.map((setup) => {
    return [setup.id, isKnownServer(state, setup) ? { ...state.memory[setup.id]!, setup } : blank(setup, state)]
  }))
  const sources = Object.fromEntries(event.sources.map((setup) => {
    const before = isKnownServer(state, setup) ? state.app.sources[setup.id] : undefined
    return [setup.id, keep(before, statusOf(setup, before, memory[setup.id]!.watched))]
  }))
  const ages = Object.fromEntries(event.sources.map((setup) => [setup.id, isKnownServer(state, setup) ? (state.app.ages[setup.id] ?? NEVER) : NEVER]))
  const notices = keepTable(state.app.notices, [
    ...Object.entries(state.app.notices).filter(([, n]) => !CONFIG_NOTICES.has(n.code)),
    ...event.notices.map((n) => [n.id, n] as const)
  ])
  const meta = keep(state.app.meta, { ...state.app.meta, configFile: event.file })
  const { pages, seenBefore } = leftBehind(state, event.sources)
  const next: CoreState = { ...state, config: event.config, rules: rulesOf(event.config), memory, seenBefore, app: { ...state.app, meta, sources, ages, notices, pages } }
  return withNight(withTruth(withAlerts(next, event.at, 'configured'), event.at, true), event.at)
}
const CONFIG_NOTICES: ReadonlySet<string> = new Set(['config-refused', 'config-reloaded', 'settings-damaged', 'panels-skipped', 'settings-unwritable', 'name-taken', 'rule-overruled', 'secret-missing'])

const blank = (setup: SourceSetup, state: CoreState): SourceMemory => ({
  setup, snapshot: null, alerts: null, services: null, vanished: {}, silences: [], changes: [], onCall: null, externalLabels: null, emptiedAt: null, emptyPolls: 0, baselined: false, over: {},
  watched: watchedEarlier(setup, state)
})

const statusOf = (setup: SourceSetup, before: SourceStatus | undefined, watched: SourceMemory['watched']): SourceStatus => ({
  id: setup.id, name: setup.name, kind: setup.kind, abilities: setup.abilities, address: setup.address, intervalMs: setup.intervalMs, readOnly: setup.readOnly,
  health: before?.health ?? 'pending', failure: before?.failure ?? null, failures: before?.failures ?? 0, failingSince: before?.failingSince ?? null, warnings: before?.warnings ?? [],
  unreadSince: before?.unreadSince ?? null, product: before?.product ?? null, counts: before?.counts ?? {}, offers: before?.offers ?? [], clockSkewMs: before?.clockSkewMs ?? 0,
  certificate: before?.certificate ?? null, watchdog: watchdogOf(setup, watched), ...(before?.scrapeMs === undefined ? {} : { scrapeMs: before.scrapeMs })
})

/** What is known after something was heard, not yet judged; `alerts`, `services`: they may be others than before. */
interface Known { readonly state: CoreState; readonly alerts: boolean; readonly services: boolean }
const unheard = (state: CoreState): Known => ({ state, alerts: false, services: false })

const heard = (before: CoreState, event: Heard): Known => {
  const state = withHeard(before, event)
  return event.type === 'answered' ? answered(state, event) : unheard(failed(state, event))
}
const judged = ({ state, alerts, services }: Known, at: number): CoreState => {
  const united = alerts ? withAlerts(state, at, 'answered') : state
  return withTruth(united, at, services || united.app.alerts !== state.app.alerts)
}

const answered = (state: CoreState, event: Extract<Heard, { type: 'answered' }>): Known => {
  const before = state.memory[event.source]
  const status = state.app.sources[event.source]
  if (!before || !status) return unheard(state)
  const { snapshot, at } = event
  const old = state.app.ages[event.source] ?? NEVER
  const unread = snapshot.warnings.some((w) => w.part === 'alerts' && w.blinds)
  const memory = watching(remember(before, snapshot, at), unread ? null : snapshot.alerts, at)
  const ages: SourceAges = {
    attemptAt: event.askedAt,
    successAt: at,
    alertsAt: snapshot.alerts && !unread ? at : old.alertsAt,
    servicesAt: snapshot.services ? at : old.servicesAt,
    freshUntil: at + freshFor(before.setup.intervalMs),
    nextAt: event.nextAt
  }
  const covered = Object.values(state.app.sources).some((s) => s.id !== event.source && s.abilities.includes('silence'))
  const warnings = covered ? snapshot.warnings.filter((w) => !w.ifAlone) : snapshot.warnings
  const skew = snapshot.serverTime === null ? 0 : snapshot.serverTime - at
  const nextStatus = keep(status, {
    ...status,
    health: warnings.length ? 'degraded' : 'ok',
    failure: null, failures: 0, failingSince: null,
    warnings, unreadSince: unread ? (status.unreadSince ?? at) : null, product: snapshot.product, counts: countsWithout(snapshot.counts, memory), offers: snapshot.offers,
    certificate: event.certificate ?? null, watchdog: watchdogOf(before.setup, memory.watched), ...(snapshot.scrapeMs === undefined ? {} : { scrapeMs: snapshot.scrapeMs }),
    clockSkewMs: skewSaid(skew, status.clockSkewMs)
  } satisfies SourceStatus)
  const app: AppState = { ...withTable(state.app, 'sources', nextStatus === status ? state.app.sources : { ...state.app.sources, [event.source]: nextStatus }), ages: { ...state.app.ages, [event.source]: ages } }
  const next = outvoted(state, { ...state, app, memory: memory === before ? state.memory : { ...state.memory, [event.source]: memory } }, event)
  const cameBack = !isFresh(old, at)
  if (next.memory === state.memory && !cameBack) return { state: next, alerts: false, services: false }
  // a silence of a source that is stale may have ended meanwhile, so then alerts are looked at whatever is said
  const alerts = cameBack || ALERT_PARTS.some((part) => memory[part] !== before[part]) || !Object.keys(state.memory).every((id) => isFresh(app.ages[id], at))
  return { state: next, alerts, services: cameBack || SERVICE_PARTS.some((part) => memory[part] !== before[part]) }
}
/** Whole seconds, as `Date` tells them; what travels on the way is no change. */
const skewSaid = (skew: number, before: number): number =>
  Math.abs(skew) < 2_000 ? 0 : before !== 0 && Math.abs(skew - before) < 2_000 ? before : Math.round(skew / 1000) * 1000
/** What alerts, and what services, are made from. */
const ALERT_PARTS = ['alerts', 'silences', 'changes', 'onCall', 'externalLabels'] as const
const SERVICE_PARTS = ['services', 'vanished'] as const

const failed = (state: CoreState, event: Extract<Heard, { type: 'failed' }>): CoreState => {
  const status = state.app.sources[event.source]
  if (!status) return state
  const failure: Failure = { code: event.failure.code, values: event.failure.values }
  const next: SourceStatus = { ...status, health: failureHealth(failure.code), failure, failures: status.failures + 1, failingSince: status.failingSince ?? event.at }
  const ages: SourceAges = { ...(state.app.ages[event.source] ?? NEVER), attemptAt: event.askedAt, nextAt: event.nextAt }
  return { ...state, app: { ...state.app, sources: { ...state.app.sources, [event.source]: keep(status, next) }, ages: { ...state.app.ages, [event.source]: ages } } }
}

/**
 * Alerts anew from what every source remembers. Only a source that has just answered whole can have resolved something (law 2):
 * memory of the others still holds what they said last. What goes because its source was taken out of the configuration is not resolved.
 */
const withAlerts = (state: CoreState, at: number, why: 'answered' | 'configured'): CoreState => {
  const sources = Object.values(state.memory)
  const order = new Map(sources.map((s, i) => [s.setup.id, i]))
  const asleep = new Set(sources.flatMap(({ setup: { id } }) => (isAsleep(id, state, at) ? [id] : [])))
  const ends = new Map(sources.flatMap((s) => (asleep.has(s.setup.id) ? [] : s.silences.map((x) => [x.id, x.endsAt] as const))))
  const stale = !sources.every((s) => isFresh(state.app.ages[s.setup.id], at))
  const fresh = (id: string): boolean => isFresh(state.app.ages[id], at)
  const lifted = (id: string): boolean => stale && (ends.get(id) ?? Infinity) <= at
  const believed = (id: string): boolean => fresh(id) || asleep.has(id) || isBelieved(state, id, at)
  const doubtedNow = doubted(sources, fresh)
  const holder = holders(state, at)
  const ids = new Map<string, string>()
  const rows: [string, Alert][] = []
  const made = new Map<string, Made>()
  const groups = unite(sources)
  const sendings = sendingsOf([...groups, ...tellingWatchdogs(sources)], state.sendings)
  const own = new Set(Object.values(state.acks).flatMap((ack) => ack.silence ?? []))
  for (const [group, id] of idsOf(groups, state.ids)) {
    for (const print of group.prints) if (!ids.has(print) || print === group.key) ids.set(print, id)
    const before = state.made.get(id)
    // a source's order and settings may have changed, and a silence may have ended: only then is an alert of the same sightings another one
    const same = before !== undefined && before.rules === state.rules && before.stale === stale && sameItems(before.seen, group.seen)
    const fitting = fittingOf(group, state.memory, sendings, own, at)
    const fitted = fitting !== null
    const alert = why === 'answered' && !stale && same && !fitted && !before.fitted
      ? before.alert
      : keep(before?.alert, taken(stillHeld(alertOf(group, id, state.rules, order, { lifted: doubtedNow.has(group.key) ? () => false : lifted, fresh, believed }, fitting), state, at), group, holder))
    made.set(id, same && before.alert === alert && before.fitted === fitted ? before : { ...madeOf(group, state.rules, alert, stale), fitted })
    rows.push([id, alert])
  }
  const alerts = keepTable(state.app.alerts, rows)
  const silences = keepTable(state.app.silences, sources.flatMap((s) => s.silences.map((x) => [`${s.setup.id}/${x.id}`, x] as const)))
  const changes = keepTable(state.app.changes, sources.flatMap((s) => s.changes.map((x) => [x.id, { ...x, environment: environmentNamed(x.environment, state.rules).name }] as const)))
  const onCall = sources.find((s) => s.onCall)?.onCall ?? null
  const resolved = alerts === state.app.alerts || why === 'configured' ? state.app.resolved : pruneResolved(resolvedAfter(state, alerts, at), at)
  for (const alert of Object.values(resolved)) if (!ids.has(alert.fingerprint)) ids.set(alert.fingerprint, alert.id)
  for (const [print, id] of namesOf(state)) if (!ids.has(print)) ids.set(print, id)
  const names = keepTable(state.names, [...ids].filter(([print, id]) => print !== id))
  const meta = keep(state.app.meta, { ...state.app.meta, onCall })
  const acks = settled({ ...state, ids, app: { ...state.app, alerts } }, at)
  return { ...state, ids, names, made, sendings, acks, app: { ...state.app, meta, alerts, silences, changes, resolved } }
}

/** Where nothing but watchdogs has fired, these show where alerts go: those of one source only, since that of another may be the same and sent elsewhere. */
const tellingWatchdogs = (sources: readonly SourceMemory[]): readonly Group[] =>
  unite(sources, watchdogsOf).filter(({ seen }) => seen.filter(({ source }) => !source.setup.abilities.includes('silence')).length === 1)

/** However late somebody wants to be told of silence, what an Alertmanager inhibits is believed no longer than this. */
const BELIEVED_MS = 2 * 60_000

/** Whether what an Alertmanager said of inhibitions and mute times still counts, though it does not answer: as long as nobody is told that it cannot be seen. */
const isBelieved = ({ app: { ages, sources }, config }: CoreState, id: string, at: number): boolean => {
  const wordAt = ages[id]?.alertsAt ?? null
  return wordAt !== null && at >= wordAt && at - wordAt < Math.min(config.notifications.blindAfter + (sources[id]?.intervalMs ?? 0), BELIEVED_MS)
}

/** Of what was told, the other fingerprints that it had: who answers first, and who answers at all, may be another each time. */
const namesOf = ({ names, episodes, app: { pages } }: CoreState): readonly (readonly [print: string, id: string])[] => {
  const known = Object.entries(names)
  if (known.length === 0) return known
  const onPages = new Set(Object.values(pages).flatMap((p) => (p.status === 'over' ? [] : p.alerts)))
  return known.filter(([, id]) => Object.hasOwn(episodes, id) || onPages.has(id))
}

const taken = (alert: Alert, { prints }: Group, holder: ReturnType<typeof holders>): Alert => {
  const by = holder(alert, prints)
  return by === alert.held ? alert : { ...alert, held: by }
}

const madeOf = (group: Group, rules: Rules, alert: Alert, stale: boolean): Omit<Made, 'fitted'> =>
  ({ seen: group.seen.map((s) => ({ sighting: s.sighting, external: s.source.externalLabels })), rules, alert, stale })
const sameItems = (a: Made['seen'], b: Group['seen']): boolean =>
  a.length === b.length && b.every((x, i) => a[i]!.sighting === x.sighting && a[i]!.external === x.source.externalLabels)

const resolvedAfter = (state: CoreState, alerts: Table<Alert>, at: number): Table<Alert> => {
  const gone = Object.values(state.app.alerts).flatMap((a): readonly Alert[] => {
    if (Object.hasOwn(alerts, a.id)) return []
    if (a.state !== 'pending') return [{ ...a, state: 'resolved', endsAt: at }]
    // it was pending again, and what fired before that was told
    const told = state.episodes[a.id]
    return told?.toldAt != null && told.endedAt !== undefined ? [{ ...a, state: 'resolved', startsAt: told.startedAt, endsAt: told.endedAt }] : []
  })
  const back = Object.keys(state.app.resolved).some((id) => Object.hasOwn(alerts, id))
  if (gone.length === 0 && !back) return state.app.resolved
  const kept = Object.entries(state.app.resolved).filter(([id]) => !Object.hasOwn(alerts, id))
  return Object.fromEntries([...kept, ...gone.map((a) => [a.id, a] as const)])
}

/** Services, their health and incidents as they stand at `at`: freshness lapses by itself, so a tick may change them. */
const withTruth = (state: CoreState, at: number, force = false): CoreState => {
  const fresh = JSON.stringify([telling, trusted, sampled].map((of) => [...of(state.app.sources, state.app.ages, at)]))
  if (!force && state.freshNow === fresh) return state
  const { unseenSince, ...told } = servicesOf(state, state.app.alerts, at)
  const incidents = keepTable(state.app.incidents, incidentsOf(state.app.alerts, told.services, state.app.incidents))
  const app = state.app
  const unchanged = app.services === told.services && app.signals === told.signals && app.environments === told.environments && app.incidents === incidents
  return { ...state, unseenSince, freshNow: fresh, app: unchanged ? app : { ...app, ...told, incidents } }
}
