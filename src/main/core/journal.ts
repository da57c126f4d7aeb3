import type { Alert } from '@shared/domain/alert'
import { MOST_NAMED, type JournalDraft, type NamedAlert } from '@shared/domain/journal'
import type { NotificationRecord } from '@shared/domain/notification'
import { endingOf, type Page } from '@shared/domain/page'
import { SEVERITIES } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { clean } from '@shared/text/clean'
import { worstFirst } from '@shared/domain/worst-first'
import type { CoreState } from './core-state'
import type { CoreEvent } from './events'

/** More than this at once is one entry. */
const STORM_ABOVE = 20

/** What happened when `prev` became `next` by `event`, in the order of cause and effect. Pure; bounded whatever came at once. */
export const entriesOf = (prev: CoreState, next: CoreState, event: CoreEvent): readonly JournalDraft[] => {
  if (prev.app === next.app) return []
  const { at } = event
  return [
    ...sourceEntries(prev.app, next.app, at),
    ...alertEntries(prev, next, event),
    ...metaEntries(prev.app, next.app, at),
    ...buddyEntries(prev, next, at),
    ...recordEntries(prev.app, next.app, event),
    ...pageEntries(prev.app.pages, next.app.pages, at)
  ]
}

const short = (text: string): string => clean(text, { max: 300 })
const named = ({ id, name, severity, service, environment }: Alert): NamedAlert => ({ id, name: short(name), severity, service, environment })

const sourceEntries = (prev: AppState, next: AppState, at: number): readonly JournalDraft[] => {
  if (prev.sources === next.sources) return []
  return Object.values(next.sources).flatMap((source): readonly JournalDraft[] => {
    const before = Object.hasOwn(prev.sources, source.id) ? prev.sources[source.id]! : null
    const [was, is] = [before && (before.failingSince ?? before.unreadSince), source.failingSince ?? source.unreadSince]
    const name = { source: source.id, name: short(source.name) }
    if (was === null && is !== null) return [{ type: 'blind', at, ...name, failure: source.failure && { code: source.failure.code, values: { ...source.failure.values } } }]
    return was !== null && is === null ? [{ type: 'back', at, ...name, since: was }] : []
  })
}

/** Wrong, to whoever looks: firing, told or held back. */
const isOn = (alert: Alert | undefined): alert is Alert => alert !== undefined && alert.state !== 'pending'
const rowOf = <T>(table: Readonly<Record<string, T>>, id: string): T | undefined => (Object.hasOwn(table, id) ? table[id] : undefined)

const alertEntries = (prev: CoreState, next: CoreState, event: CoreEvent): readonly JournalDraft[] => {
  if (prev.app.alerts === next.app.alerts) return []
  const began = Object.values(next.app.alerts).filter((a) => isOn(a) && !isOn(rowOf(prev.app.alerts, a.id)) && !isKnown(a, prev))
  // what goes because its source was taken out of the configuration has not ended
  const ended = event.type === 'configured' ? [] : Object.values(prev.app.alerts).filter((a) => isOn(a) && !isOn(rowOf(next.app.alerts, a.id)))
  return [...changed('ended', ended, event.at), ...changed('began', began, event.at)]
}

/** In the first answer of a source, and told of by the run before: that run wrote down when it began. */
const isKnown = (alert: Alert, prev: CoreState): boolean =>
  rowOf(prev.episodes, alert.id)?.startedAt === alert.startsAt && alert.sources.every((id) => rowOf(prev.memory, id)?.alerts == null)

const changed = (what: 'began' | 'ended', alerts: readonly Alert[], at: number): readonly JournalDraft[] => {
  const sorted = worstFirst(alerts)
  if (sorted.length <= STORM_ABOVE) return sorted.map((a) => (what === 'began' ? { type: what, at, alert: named(a), startedAt: a.startsAt } : { type: what, at, alert: named(a), startedAt: a.startsAt, ...(a.held && { by: short(a.held.by) }) }))
  const counts = new Map(SEVERITIES.map((severity) => [severity, 0]))
  for (const { severity } of sorted) counts.set(severity, counts.get(severity)! + 1)
  const severities = Object.fromEntries(counts) as Readonly<Record<Alert['severity'], number>>
  const [had, hadMore] = what === 'began' ? [[], 0] : [sorted.slice(0, MOST_NAMED).filter((a) => a.held !== null).map((a) => a.id), sorted.slice(MOST_NAMED).filter((a) => a.held !== null).length]
  return [{ type: 'storm', at, what, count: sorted.length, severities, named: sorted.slice(0, MOST_NAMED).map(named), ...(had.length > 0 && { had }), ...(hadMore > 0 && { hadMore }) }]
}

const metaEntries = ({ meta: prev }: AppState, { meta: next }: AppState, at: number): readonly JournalDraft[] => {
  const paused: readonly JournalDraft[] = prev.pausedUntil === next.pausedUntil ? [] : [next.pausedUntil === null ? { type: 'unpaused', at } : { type: 'paused', at, until: next.pausedUntil }]
  return prev.delivery.able === next.delivery.able ? paused : [...paused, { type: 'delivery', at, able: next.delivery.able, by: short(next.delivery.by), detail: short(next.delivery.detail) }]
}

/** Of those who were seen to watch in this run, and of whoever is on call. */
const buddyEntries = ({ app: { meta: prev } }: CoreState, { app: { meta }, config: { paging: { me } } }: CoreState, at: number): readonly JournalDraft[] => {
  const rows = prev.buddies === meta.buddies ? [] : (meta.buddies?.rows ?? [])
  return rows.flatMap(({ name, standing, since }): readonly JournalDraft[] => {
    const before = prev.buddies?.rows.find((b) => b.name === name)
    if (name === me || standing === before?.standing) return []
    if (standing === 'present') return before?.standing === 'gone' || before?.standing === 'left' ? [{ type: 'buddy-back', at, name: short(name), since: before.since }] : []
    return standing !== 'unknown' && (before?.standing === 'present' || meta.shift.now?.name === name) ? [{ type: 'buddy-gone', at, name: short(name), how: standing, since }] : []
  })
}

/** Decisions of an event are more than the windows' table keeps. */
const recordEntries = (prev: AppState, next: AppState, event: CoreEvent): readonly JournalDraft[] => {
  const records = new Map<string, NotificationRecord>()
  if (prev.notifications !== next.notifications) for (const [id, record] of Object.entries(next.notifications)) if (rowOf(prev.notifications, id) !== record) records.set(id, record)
  if (event.type === 'decided') for (const record of event.records) records.set(record.id, record)
  const against = new Map<string, NotificationRecord[]>()
  const out: JournalDraft[] = []
  for (const record of records.values()) {
    const before = rowOf(prev.notifications, record.id)
    if (before !== undefined || record.outcome !== 'suppressed') { out.push(...outcomes(before, record, next, event.at)); continue }
    const alike = against.get(record.reason)
    if (alike) alike.push(record)
    else against.set(record.reason, [record])
  }
  const held = [...against.values()].flatMap((list): readonly JournalDraft[] =>
    (list.length <= STORM_ABOVE ? list.map((r) => told(r, next)) : [toldOfMany(list, next)]).map((facts) => ({ type: 'suppressed', at: event.at, ...facts })))
  return [...held, ...out]
}

const outcomes = (before: NotificationRecord | undefined, record: NotificationRecord, app: AppState, at: number): readonly JournalDraft[] => {
  const about = told(record, app)
  const sent: readonly JournalDraft[] = before === undefined || (before.outcome !== 'pending' && record.outcome === 'pending') ? [{ type: 'told', at, ...about }] : []
  if (record.outcome === before?.outcome || record.outcome === 'pending') return sent
  return [...sent, record.outcome === 'shown' ? { type: 'shown', at, ...about, by: short(app.meta.delivery.by) } : { type: 'not-shown', at, ...about }]
}

const told = (record: NotificationRecord, app: AppState): Omit<Extract<JournalDraft, { type: 'told' }>, 'type' | 'at'> => {
  const first = record.alerts.map((id) => rowOf(app.alerts, id) ?? rowOf(app.resolved, id)).find((a) => a !== undefined)
  const { id, key, title, reason, rule, others = [], alerts } = record
  const listed = alerts.slice(0, MOST_NAMED)
  const apart = others.flatMap((o) => { const ids = o.alerts.filter((a) => listed.includes(a)); return ids.length > 0 ? [{ rule: short(o.rule), alerts: ids }] : [] })
  return {
    record: id, key, title: short(title), reason, ...(rule !== undefined && { rule: short(rule) }), ...(apart.length > 0 && { others: apart }),
    about: first ? named(first) : null, alerts: listed, count: alerts.length
  }
}
/** Many decisions for one reason, as one about the worst of their alerts. */
const toldOfMany = (records: readonly NotificationRecord[], app: AppState): ReturnType<typeof told> => {
  const alerts = worstFirst(records.flatMap((r) => r.alerts.flatMap((id) => rowOf(app.alerts, id) ?? [])))
  const lead = records.find((r) => r.alerts[0] === alerts[0]?.id) ?? records[0]!
  return { ...told(lead, app), alerts: alerts.slice(0, MOST_NAMED).map((a) => a.id), count: records.length }
}

type PageFacts = Omit<Extract<JournalDraft, { type: 'released' }>, 'type' | 'at'>
const factsOf = (page: Page): PageFacts => ({
  page: page.id, title: short(page.title), severity: page.severity, environment: page.environment, services: page.services.slice(0, MOST_NAMED), lead: page.lead,
  alerts: page.alerts.slice(0, MOST_NAMED), count: page.alerts.length
})

const pageEntries = (prev: AppState['pages'], next: AppState['pages'], at: number): readonly JournalDraft[] => {
  if (prev === next) return []
  return [
    ...Object.entries(prev).flatMap(([id, page]): readonly JournalDraft[] => (Object.hasOwn(next, id) || page.status === 'over' ? [] : [{ type: 'dropped', at, ...factsOf(page) }])),
    ...Object.entries(next).flatMap(([id, page]) => { const before = rowOf(prev, id); return before === page ? [] : pageChanges(before, page, at) })
  ]
}

type Was = Pick<Page, 'status' | 'window' | 'passed' | 'person' | 'since' | 'held' | 'snoozedUntil' | 'suppressed'>
const NEW: Was = { status: 'open', window: false, passed: 0, person: null, since: 0, held: null, snoozedUntil: null, suppressed: false }

/** Every step of a page that a person could ask about later. */
const pageChanges = (before: Page | undefined, page: Page, at: number): readonly JournalDraft[] => {
  const facts = factsOf(page)
  const out: JournalDraft[] = []
  if (before?.route !== page.route) out.push({ type: 'decided', at, ...facts, route: page.route })
  const back = before?.status === 'over' && page.status !== 'over'
  if (back) out.push({ type: 'reopened', at, ...facts })
  const was: Was = before === undefined ? NEW : back ? { ...before, status: 'open', held: null } : before
  // to the next one, or to whoever is on call now
  const moved = before !== undefined && !back && was.status !== 'held' && page.status === 'open' && page.person !== null && page.person !== was.person && page.since !== was.since
  if (moved || page.passed > was.passed) out.push({ type: 'passed', at, ...facts, person: page.person, passed: page.passed })
  if (page.window && !was.window) out.push({ type: 'window', at, ...facts })
  const step = statusChange(was, page)
  return step ? [...out, { at, ...facts, ...step }] : out
}

type Step =
  | { readonly type: 'released' | 'snooze-over' | 'dropped' | 'quieted' }
  | { readonly type: 'snoozed'; readonly until: number }
  | { readonly type: 'acknowledged'; readonly by: string; readonly where: string }
  | { readonly type: 'resolved'; readonly startedAt: number }
const statusChange = (was: Was, page: Page): Step | null => {
  switch (page.status) {
    case 'open': return was.status === 'held' ? { type: 'released' } : was.status === 'snoozed' ? { type: 'snooze-over' } : null
    case 'snoozed': {
      const until = page.snoozedUntil ?? 0
      return was.status === 'snoozed' && was.snoozedUntil === page.snoozedUntil ? null : { type: 'snoozed', until }
    }
    case 'held': {
      const { by, source } = page.held ?? { by: '', source: '' }
      return was.status === 'held' && was.held?.by === by && was.held.source === source ? null : { type: 'acknowledged', by: short(by), where: source }
    }
    case 'over': return was.status === 'over' && !(was.suppressed && !page.suppressed) ? null : endOf(page)
  }
}
const endOf = (page: Page): Step => {
  switch (endingOf(page)) {
    case 'resolved': return { type: 'resolved', startedAt: page.startedAt }
    case 'unwatched': return { type: 'dropped' }
    case 'suppressed': return { type: 'quieted' }
  }
}

/** That a person has seen, by the window or by a click on a notification, what asks for them and was not seen before. */
export const seenEntries = (app: AppState, seen: ReadonlySet<string>, by: { readonly how: 'window' } | { readonly how: 'notification'; readonly key: string }, at: number): readonly JournalDraft[] => {
  if (by.how === 'notification') {
    const record = Object.values(app.notifications).filter((r) => r.key === by.key).sort((a, b) => b.at - a.at)[0]
    return record ? [{ type: 'seen', at, how: by.how, page: null, title: short(record.title), alerts: record.alerts.slice(0, MOST_NAMED), count: record.alerts.length }] : []
  }
  return Object.values(app.pages).filter((p) => p.status === 'open' && !seen.has(p.id))
    .map((p) => ({ type: 'seen', at, how: by.how, page: p.id, title: short(p.title), alerts: p.alerts.slice(0, MOST_NAMED), count: p.alerts.length }))
}
