import {
  CHANGE_SCHEMA, STATE_SCHEMA, type AlertEntry, type GardaChange1, type GardaState1, type NotificationEntry, type ServiceEntry, type SourceEntry
} from '@shared/contract/state-document'
import { firingSince, type Alert, type AlertState } from '@shared/domain/alert'
import { isFresh } from '@shared/domain/freshness'
import { isOfBefore, ruleFor, type Decided, type NotificationRecord } from '@shared/domain/notification'
import type { Service } from '@shared/domain/service'
import { tellsOfLoss } from '@shared/domain/notice'
import type { SourceStatus } from '@shared/domain/source'
import type { AppState } from '@shared/state/app-state'
import { failureText } from '@shared/text/failure'
import { reasonText } from '@shared/text/reason'
import { byWorst } from '@shared/domain/worst-first'

/** Ids come from outside: `__proto__` is a row of its own or none. */
const rowOf = <T>(table: Readonly<Record<string, T>>, id: string): T | undefined => (Object.hasOwn(table, id) ? table[id] : undefined)

const iso = (at: number): string => new Date(at).toISOString()
const isoOr = (at: number | null): string | null => (at === null ? null : iso(at))
const ageSeconds = (at: number | null, now: number): number | null => (at === null ? null : Math.max(0, Math.floor((now - at) / 1000)))

/** A source that has not been heard of for too long is not ok, whatever it said last. */
const lapsed = (state: AppState, source: SourceStatus, now: number): boolean =>
  (source.health === 'ok' || source.health === 'degraded') && !isFresh(rowOf(state.ages, source.id), now)

const sourceOf = (state: AppState, source: SourceStatus, now: number): SourceEntry => {
  const successAt = rowOf(state.ages, source.id)?.successAt ?? null
  const stale = lapsed(state, source, now)
  const failed = source.warnings.find((w) => w.failure)
  const failure = stale ? { code: 'stalled' as const, values: {} } : source.failure ?? failed?.failure ?? null
  const part = !stale && source.failure === null && failed ? `${failed.text} ` : ''
  const warning = source.warnings[0]
  return {
    name: source.name, kind: source.kind, health: stale ? 'error' : source.health, lastSuccess: isoOr(successAt), ageSeconds: ageSeconds(successAt, now),
    error: failure ? { code: failure.code, message: `${part}${failureText(failure, source.name)}` } : warning && source.health === 'degraded' ? { code: 'partial', message: warning.text } : null,
    counts: source.counts
  }
}

/** The newest decision on each alert. */
const decisionsIn = (state: AppState): ReadonlyMap<string, NotificationRecord> =>
  new Map(Object.values(state.notifications).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).flatMap((record) => record.alerts.map((id) => [id, record] as const)))
/** The decision on an alert as it stands, by the alert's id; null: none is known. */
export type Stands = (alert: string) => Decided | null
const UNKNOWN: Stands = () => null
/** By the newest record; where that is gone, by what stands. */
const sentenceOf = (record: NotificationRecord | undefined, { id, startsAt, mutedBy }: Alert, stands: Stands): string | null => {
  const decided = record && !isOfBefore(record, startsAt) ? null : stands(id)
  if (decided) return reasonText(decided.reason, decided.rule, mutedBy)
  return record ? reasonText(record.reason, ruleFor(record, id), mutedBy) : null
}

const alertOf = (state: AppState, alert: Alert, why: ReadonlyMap<string, NotificationRecord>, stands: Stands): AlertEntry => ({
  id: alert.id, fingerprint: alert.fingerprint, name: alert.name, severity: alert.severity, state: alert.state, service: alert.service, environment: alert.environment,
  labels: alert.labels, annotations: alert.annotations, startsAt: iso(alert.startsAt), firedAt: alert.state === 'pending' ? null : iso(firingSince(alert)), endsAt: isoOr(alert.endsAt),
  sources: alert.sources.map((id) => rowOf(state.sources, id)?.name ?? id), silencedBy: [...alert.silencedBy], inhibitedBy: [...alert.inhibitedBy], generatorURL: alert.generatorURL,
  why: sentenceOf(why.get(alert.id), alert, stands)
})

/** OK is earned by fresh data: it lapses here too, should nobody have looked since. A service known by its alerts alone lives by their sources. */
const serviceOf = (state: AppState, service: Service, now: number): ServiceEntry => {
  const heard = service.seenBy.length
    ? service.seenBy.map((s) => ({ at: s.lastSampleAt ?? rowOf(state.ages, s.source)?.servicesAt ?? null, fresh: s.fresh && isFresh(rowOf(state.ages, s.source), now) }))
    : service.alerts.flatMap((id) => rowOf(state.alerts, id)?.sources ?? []).map((id) => ({ at: rowOf(state.ages, id)?.alertsAt ?? null, fresh: isFresh(rowOf(state.ages, id), now) }))
  const newest = heard.reduce<number | null>((best, { at }) => (at !== null && (best === null || at > best) ? at : best), null)
  return {
    name: service.name, environment: service.environment, tier: service.tier, health: service.health === 'ok' && !heard.some((s) => s.fresh) ? 'unknown' : service.health,
    ageSeconds: ageSeconds(newest, now), alerts: [...service.alerts]
  }
}

/** Null while it is not known what became of it. */
const notificationOf = (record: NotificationRecord): NotificationEntry | null =>
  record.outcome === 'pending' ? null
    : {
      at: iso(record.at), key: record.key, alerts: [...record.alerts], title: record.title, body: record.body, outcome: record.outcome, reason: record.reason,
      rule: record.rule ?? null, why: reasonText(record.reason, record.rule)
    }

const STATE_ORDER: readonly AlertState[] = ['firing', 'suppressed', 'pending', 'resolved']
const byWeight = (a: Alert, b: Alert): number =>
  STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state) || byWorst(a, b)
const byPlace = (a: Service, b: Service): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** Everything Garda sees at `now` (ms), as the published document. Alerts come firing first, worst first; those resolved lately come last. */
export const stateDocument = (state: AppState, now: number, stands: Stands = UNKNOWN): GardaState1 => documentOf(state, now, decisionsIn(state), stands)
const documentOf = (state: AppState, now: number, why: ReturnType<typeof decisionsIn>, stands: Stands): GardaState1 => ({
  schema: STATE_SCHEMA,
  at: iso(now),
  sources: Object.values(state.sources).map((source) => sourceOf(state, source, now)),
  alerts: [...Object.values(state.alerts), ...Object.values(state.resolved)].sort(byWeight).map((alert) => alertOf(state, alert, why, stands)),
  services: Object.values(state.services).sort(byPlace).map((service) => serviceOf(state, service, now)),
  notifications: Object.values(state.notifications).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).flatMap((record) => notificationOf(record) ?? [])
})

/**
 * As a Nagios plugin exits: 2 critical, 3 something cannot be seen, 1 warning, 0 nothing above info; the first that holds.
 * Only what fires and is not suppressed counts; a severity nobody can read counts as a warning. What was not heard of in time,
 * was seen in part only, or was never asked cannot be seen; nor can what a lost configuration named.
 */
export const exitCode = (state: AppState, now: number): 0 | 1 | 2 | 3 => {
  const firing = Object.values(state.alerts).filter((alert) => alert.state === 'firing')
  if (firing.some((alert) => alert.severity === 'critical')) return 2
  const sources = Object.values(state.sources)
  const seen = sources.length > 0 && sources.every((source) => source.health === 'ok' && isFresh(rowOf(state.ages, source.id), now))
  if (!seen || Object.values(state.notices).some(tellsOfLoss) || Object.values(state.services).some((service) => serviceOf(state, service, now).health === 'unknown')) return 3
  return firing.some((alert) => alert.severity === 'warning' || alert.severity === 'unknown') ? 1 : 0
}

/** All that is different between two states, as lines for machines. Ages alone are no difference. */
export const changeDocuments = (prev: AppState, next: AppState, now: number, stands: Stands = UNKNOWN): readonly GardaChange1[] => {
  const head = { schema: CHANGE_SCHEMA, at: iso(now) } as const
  const changes: GardaChange1[] = []
  if (prev.sources !== next.sources) {
    for (const id of keysOf(prev.sources, next.sources)) {
      const [a, b] = [rowOf(prev.sources, id), rowOf(next.sources, id)]
      if (a !== b) changes.push({ ...head, type: 'source', before: a ? sourceOf(prev, a, now) : null, after: b ? sourceOf(next, b, now) : null })
    }
  }
  if (prev.alerts !== next.alerts) {
    const [was, is] = [decisionsIn(prev), decisionsIn(next)]
    for (const id of keysOf(prev.alerts, next.alerts)) {
      const [a, b] = [rowOf(prev.alerts, id) ?? rowOf(prev.resolved, id), rowOf(next.alerts, id) ?? rowOf(next.resolved, id)]
      if (a !== b) changes.push({ ...head, type: 'alert', before: a ? alertOf(prev, a, was, UNKNOWN) : null, after: b ? alertOf(next, b, is, stands) : null })
    }
  }
  if (prev.services !== next.services) {
    for (const key of keysOf(prev.services, next.services)) {
      const [a, b] = [rowOf(prev.services, key), rowOf(next.services, key)]
      if (a !== b) changes.push({ ...head, type: 'service', before: a ? serviceOf(prev, a, now) : null, after: b ? serviceOf(next, b, now) : null })
    }
  }
  if (prev.notifications !== next.notifications) {
    for (const [id, record] of Object.entries(next.notifications)) {
      const before = rowOf(prev.notifications, id)
      const entry = before && before.outcome !== 'pending' ? null : notificationOf(record)
      if (entry) changes.push({ ...head, type: 'notification', before: null, after: entry })
    }
  }
  return changes
}
const keysOf = (...tables: readonly Readonly<Record<string, unknown>>[]): ReadonlySet<string> => new Set(tables.flatMap((table) => Object.keys(table)))

/** Characters that could trick a terminal or its reader; JSON may hold them as escapes, so nothing is lost. */
const TRICKY = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g

/** JSON on one line (`indent` 0) or several; every character of every value survives, none of them acts. */
export const safeJson = (value: unknown, indent: 0 | 2): string =>
  JSON.stringify(value, null, indent).replace(TRICKY, (found) => [...Array(found.length).keys()].map((i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''))
