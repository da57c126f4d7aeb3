import { summaryOf, type Alert } from '@shared/domain/alert'
import type { Service } from '@shared/domain/service'
import { firstLabel } from '@shared/domain/labels'
import type { Page } from '@shared/domain/page'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, moment } from '@shared/text/format'
import { hiddenBy } from './blinded'
import type { CoreState } from './core-state'
import { lostSince } from './lost'
import { cutOff, OFFLINE } from './offline'
import type { Root } from './pager/roots'
import { environmentNamed } from './rules'

/** A notification's words, already free of control and bidi characters and bounded. */
export interface Words { readonly title: string; readonly body: string; readonly open: string }

/** Names fit on a desktop bubble; the rest is counted. */
const NAMES = 5

/** An environment as a title says it. */
export const environmentWord = (name: string, state: CoreState): string => {
  const { kind, name: own } = environmentNamed(name, state.rules)
  return own === kind ? t(`environment.shout.${kind}`) : kind === 'production' ? own.toUpperCase() : own
}
const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)
const nameOf = (alert: Pick<Alert, 'name'>): string => clean(alert.name, { max: 80 })

/** `CRITICAL: article-service, PRODUCTION` / what its author wrote, since when / the alert's own name and who saw it. */
export const alertWords = (alert: Alert, state: CoreState, now: number): Words => {
  const zone = state.config.appearance.time
  const what = clean(alert.service ?? alert.name, { max: 80 })
  const first = t('notify.since', { sentence: sentence(clean(summaryOf(alert), { max: 200 }).trim()), time: moment(alert.startsAt, now, zone) })
  const sources = alert.sources.map((id) => state.app.sources[id]?.name ?? id).join(', ')
  return { title: t(`notify.${alert.severity}`, { what, environment: environmentWord(alert.environment, state) }), body: `${first}\n${t('notify.named', { name: nameOf(alert), sources })}`, open: t('notify.open') }
}

/** An alert by its name, and where it is. */
export const nameAt = (a: Pick<Alert, 'name' | 'service'>): string => (a.service ? t('notify.nameAt', { name: nameOf(a), service: clean(a.service, { max: 60 }) }) : nameOf(a))
/** What says where an alert is that names no service. */
const HOST_LABELS = ['instance', 'host', 'hostname', 'node', 'pod']
const onHost = (a: Alert): string => { const host = firstLabel(a.labels, HOST_LABELS); return host === undefined ? nameOf(a) : t('notify.nameAt', { name: nameOf(a), service: clean(host, { max: 60 }) }) }
/** Some by name, the rest counted; as a part of a sentence. */
export const counted = (names: readonly string[]): string => (names.length <= NAMES ? names.join(', ') : t('notify.blind.some', { names: names.slice(0, NAMES).join(', '), count: names.length - NAMES }))
const few = (names: readonly string[]): string => (names.length <= NAMES ? `${names.join(', ')}.` : t('notify.more', { names: names.slice(0, NAMES).join(', '), count: names.length - NAMES }))

/** One notification for many: the worst named first, the rest counted. */
export type Summary = 'storm' | 'baseline' | 'digest' | 'morning' | 'away' | 'back'
export const summaryWords = (kind: Summary, alerts: readonly Alert[], state: CoreState, now: number): Words => {
  const worst = alerts[0]!
  const count = alerts.length
  if (count === 1) {
    const one = alertWords(worst, state, now)
    return kind === 'storm' || kind === 'back' ? one : { ...one, title: t(`notify.${kind}.one`, { title: one.title }) }
  }
  const names = [...new Set(alerts.map(nameAt))]
  const body = kind === 'back' ? `${few(names)} ${t('notify.back')}` : few(names)
  const critical = alerts.filter((a) => a.severity === 'critical').length
  const title = kind === 'storm' || kind === 'back'
    ? t(`notify.${worst.severity}`, { what: t('notify.many', { count }), environment: environmentWord(worst.environment, state) })
    : t(`notify.${kind}`, { count })
  return { title, body: critical ? `${t('notify.critical.count', { count: critical })} ${body}` : body, open: t('notify.open') }
}

/** The same, and what began and ended unseen meanwhile, worst first. */
export const withPast = <T extends Pick<Words, 'body'>>(words: T, past: readonly Alert[], state: CoreState, now: number): T =>
  (past.length === 0 ? words : { ...words, body: `${words.body}\n${t('notify.away.past', { count: past.length, names: spans(past, state, now) })}` })

/** Nothing is new, but something came and went unseen. */
export const overWords = (past: readonly Alert[], state: CoreState, now: number): Words =>
  ({ title: t('notify.away.over', { count: past.length }), body: spans(past, state, now), open: t('notify.open') })

const spans = (past: readonly Alert[], state: CoreState, now: number): string => few(past.map((a) =>
  t('notify.away.span', { name: nameAt(a), from: moment(a.startsAt, now, state.config.appearance.time), to: moment(a.endsAt ?? now, now, state.config.appearance.time) })))

/** Several alerts of one event: `CRITICAL: 3 alerts, one incident, PRODUCTION` / the services it hurts, since when. */
export const incidentWords = (alerts: readonly Alert[], state: CoreState, now: number): Words => {
  const worst = alerts[0]!
  const names = [...new Set(alerts.map((a) => clean(a.service ?? a.name, { max: 60 })))]
  const services = new Set(alerts.map((a) => a.service))
  const placeless = services.size === 1 && services.has(null)
  const own = placeless ? [...new Set(alerts.map(onHost))].sort() : services.size > 1 ? names : [...new Set(alerts.map(nameOf))]
  const listed = own.length <= NAMES ? own.join(', ') : t('notify.more', { names: own.slice(0, NAMES).join(', '), count: own.length - NAMES })
  const since = alerts.reduce((least, a) => Math.min(least, a.startsAt), Infinity)
  return {
    title: t(`notify.${worst.severity}`, { what: t('notify.incident', { count: alerts.length }), environment: environmentWord(worst.environment, state) }),
    body: [t('notify.since', { sentence: sentence(services.size > 1 || placeless ? listed : t('notify.at', { service: names[0]!, names: listed })), time: moment(since, now, state.config.appearance.time) }), rootLine(worst, state)].filter(Boolean).join('\n'),
    open: t('notify.open')
  }
}

/** `Likely root: postgres-primary.` of the incident that an alert is in; '' where none is likely. */
const rootLine = ({ id }: Alert, { app }: CoreState): string => {
  const root = Object.values(app.incidents).find(({ likelyRoot, alerts }) => likelyRoot !== null && alerts.includes(id))?.likelyRoot
  return root == null ? '' : t('notify.likely', { service: clean(root, { max: 80 }) })
}

/** The same, and what comes next when nobody takes it: `Daniel is paged 02:41.` */
export const withNext = <W extends { readonly body: string }>(words: W, { next }: Page, state: CoreState, now: number): W => {
  if (next === null || next.rung !== 'next' || next.person === null || next.at <= now) return words
  const line = t('notify.next', { person: clean(next.person, { max: 60 }), time: moment(next.at, now, state.config.appearance.time) })
  return { ...words, body: `${words.body}${words.body.includes('\n') ? ' ' : '\n'}${line}` }
}

/** The same, and why a page asks again that somebody has: `db, which web needs, began after Mira took it.` */
export const withRoot = (words: Words, { alert, above }: Root, { held }: Page): Words => {
  const [service, by] = [clean(alert.service ?? alert.name, { max: 60 }), clean(held?.by ?? '', { max: 60 })]
  const line = t('notify.root', { service, above: above === null ? 'none' : clean(above, { max: 60 }), by: by === '' || by === t('page.somebody') ? 'none' : by })
  return { ...words, body: `${words.body}\n${line}` }
}

/** The words with the services that cannot be seen besides. */
export const withUnseen = (words: Words, names: readonly string[]): Words => ({ ...words, body: `${words.body}\n${t('notify.unseen.besides', { names: counted(names.map((name) => clean(name, { max: 60 }))) })}` })

/** `Unknown: elasticsearch, PRODUCTION` / since when there are no samples. */
export const unknownWords = (service: Service, state: CoreState, now: number): Words => {
  const lastAt = service.seenBy.reduce<number | null>((newest, s) => (s.lastSampleAt !== null && (newest === null || s.lastSampleAt > newest) ? s.lastSampleAt : newest), null)
  const zone = state.config.appearance.time
  // an alert on it may have been what its health said last
  const since = lostSince(service, state) ?? service.since
  return {
    title: t('notify.unknown', { what: clean(service.name, { max: 80 }), environment: environmentWord(service.environment, state) }),
    body: lastAt === null ? t('notify.unseen', { duration: duration(now - since) }) : t('notify.unseen.last', { duration: duration(now - since), time: moment(lastAt, now, zone) }), open: t('notify.open')
  }
}

/** Several things that cannot be seen, told as one. */
export const unseenWords = (list: readonly { readonly words: Words; readonly services: readonly string[]; readonly environment: string }[], state: CoreState): Words => {
  const names = list.map((u) => clean(u.services[0] ?? u.words.title, { max: 60 }))
  return {
    title: t('notify.unknown', { what: t('notify.unseen.many', { count: list.length }), environment: environmentWord(list[0]!.environment, state) }),
    body: names.length <= NAMES ? `${names.join(', ')}.` : t('notify.more', { names: names.slice(0, NAMES).join(', '), count: names.length - NAMES }), open: t('notify.open')
  }
}

/** The way of alerts is broken: what would say so does not come. */
export const watchdogWords = (missing: readonly { readonly source: string; readonly name: string; readonly since: number }[], state: CoreState, now: number): Words => {
  const names = [...new Set(missing.map((m) => clean(m.name, { max: 80 })))]
  const time = moment(missing.reduce((least, m) => Math.min(least, m.since), Infinity), now, state.config.appearance.time)
  return {
    title: t('notify.watchdog', { source: counted([...new Set(missing.map(({ source }) => clean(state.app.sources[source]?.name ?? source, { max: 80 })))]) }),
    body: t('notify.watchdog.body', { names: counted(names), count: names.length, time }), open: t('notify.open')
  }
}

/** Since when nothing was heard while somebody listened, ms: nobody does in sleep. */
export const silentSince = (since: number, { wokeAt }: CoreState, now: number): number => (wokeAt === null || wokeAt > now ? since : Math.max(since, wokeAt))

/** A source that cannot be seen by: `answers`, but without its alerts. */
export interface BlindSource { readonly id: string; readonly name: string; readonly since: number; readonly answers: boolean }

export const blindWords = (sources: readonly BlindSource[], state: CoreState, now: number): Words => {
  const offline = sources.find((s) => s.id === OFFLINE)
  const ids = new Set([...sources, ...(offline ? cutOff(state.app.sources) : [])].map((s) => s.id))
  const count = hiddenBy(state, ids, now).length
  const source = sources.length === 1 ? clean(sources[0]!.name, { max: 80 }) : t('notify.blind.many', { count: sources.length, names: sources.slice(0, NAMES).map((s) => clean(s.name, { max: 40 })).join(', ') })
  if (offline) return { title: t('notify.offline'), body: t('notify.offline.body', { seconds: Math.round((now - offline.since) / 1000), count }).trim(), open: t('notify.open') }
  const seconds = Math.round((now - Math.min(...sources.map((s) => silentSince(s.since, state, now)))) / 1000)
  return { title: t('notify.blind', { source }), body: t(sources.every((s) => s.answers) ? 'notify.blind.unread' : 'notify.blind.body', { seconds, count }), open: t('notify.open') }
}
