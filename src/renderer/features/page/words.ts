import { assertNever } from '@shared/domain/assert-never'
import { summaryOf, type Alert } from '@shared/domain/alert'
import { samePerson } from '@shared/domain/on-call'
import type { Page } from '@shared/domain/page'
import { serviceIn, sourceIn } from '@shared/domain/unseen'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clockSeconds, duration, moment, type Zone } from '@shared/text/format'
import { alertTitle, shortImpact } from '../../state/select/alerts'
import { groupAlerts, groupKey } from '../../state/select/groups'
import { sourceName } from '../../state/select/sources'

const MINUTE_MS = 60_000
const TODAY_MS = 18 * 3_600_000
const MOST_NAMED = 2

/** Its alerts that are known, worst first. */
export const alertsOf = (page: Page, state: Pick<AppState, 'alerts' | 'resolved'>): readonly Alert[] =>
  page.alerts.flatMap((id) => { const alert = state.alerts[id] ?? state.resolved[id]; return alert ? [alert] : [] })

/** The alert whose graph explains it best. */
export const leadOf = (page: Page, state: Pick<AppState, 'alerts' | 'resolved'>): Alert | null => {
  const all = alertsOf(page, state)
  return all.find((a) => a.id === page.lead) ?? all[0] ?? null
}

/** What readers feel, where the alert's author wrote it; the figure behind a colon stands beside it already. Else what the page was told as. */
export const sentenceOf = (page: Page, lead: Alert | null): string => {
  const impact = lead?.annotations['impact']
  if (!impact) return clean(page.title, { max: 200 })
  return clean(shortImpact(impact), { max: 200 })
}

/** What broke, in the words of its alert. */
export const whatOf = (page: Page, lead: Alert | null): string => clean(lead ? summaryOf(lead) : (page.body.split('\n')[0] ?? ''), { max: 160 })

/** The worst service or two, and how many more. */
export const whereOf = (page: Page): string => {
  const named = page.services.slice(0, MOST_NAMED).map((name) => clean(name, { max: 60 })).join(', ')
  const more = page.services.length - MOST_NAMED
  return more > 0 ? t('pageWindow.services', { names: named, count: more }) : named
}

/** `02:36:20, 44 s`; with its day where the clock alone could mean another. */
export const sinceOf = (page: Page, now: number, zone: Zone): string => {
  const ago = now - page.startedAt
  return t('pageWindow.ago', { time: ago < TODAY_MS ? clockSeconds(page.startedAt, zone) : moment(page.startedAt, now, zone), age: duration(ago) })
}

/** The other alerts of a page as people count them, a few by name. Null: there are none. */
export interface Others { readonly lead: string; readonly named: readonly { readonly what: string; readonly on: string }[]; readonly more: string }
export const othersOf = (page: Page, lead: Alert | null, state: Pick<AppState, 'alerts' | 'resolved'>): Others | null => {
  const own = lead && groupKey(lead)
  const groups = groupAlerts(alertsOf(page, state).filter((a) => a.state === 'firing')).filter((g) => g.key !== own)
  if (groups.length === 0) return null
  const soon = groups.every((g) => g.startsAt - page.startedAt <= MINUTE_MS)
  const more = groups.length - MOST_NAMED
  return {
    lead: t(soon ? 'pageWindow.others.minute' : 'pageWindow.others', { count: groups.length }),
    named: groups.slice(0, MOST_NAMED).map((g) => ({ what: clean(alertTitle(g.lead), { max: 60 }), on: g.service === null ? '' : t('pageWindow.others.on', { service: clean(g.service, { max: 40 }) }) })),
    more: more > 0 ? t('pageWindow.others.more', { count: more }) : ''
  }
}

const listed = (names: readonly string[]): string => {
  const [a = '', b = ''] = names
  return names.length < 2 ? a : names.length === 2 ? t('pageWindow.two', { a, b }) : t('pageWindow.many', { a, b, count: names.length - 2 })
}

/** Who says so and how old that is; `stale` when nobody that says so can be relied on now. Null: no source is known. */
export const dataOf = (lead: Alert | null, state: Pick<AppState, 'sources' | 'ages'>, fresh: ReadonlySet<string>, now: number): { readonly text: string; readonly stale: boolean } | null => {
  if (!lead || lead.sources.length === 0) return null
  const trusted = lead.sources.filter((id) => fresh.has(id))
  const tellers = trusted.length > 0 ? trusted : lead.sources
  const names = listed(tellers.map((id) => clean(sourceName(state, id), { max: 40 })))
  const times = tellers.flatMap((id) => { const at = state.ages[id]?.alertsAt ?? state.ages[id]?.successAt ?? null; return at === null ? [] : [at] })
  if (times.length === 0) return { text: t('pageWindow.data.never', { names }), stale: true }
  const age = duration(now - Math.min(...times))
  return trusted.length > 0 ? { text: t('pageWindow.data', { age, names }), stale: false } : { text: t('pageWindow.data.stale', { age, names }), stale: true }
}

/** The sources that a page of what cannot be seen is about, and when they answered last; `stale` when none of them does now. Null: it has no source. */
export const unseenDataOf = (page: Page, state: Pick<AppState, 'sources' | 'ages' | 'services'>, fresh: ReadonlySet<string>, now: number): ReturnType<typeof dataOf> => {
  const known = Object.keys(state.sources)
  const ids = [...new Set(page.unseen.flatMap((key) => {
    const service = serviceIn(key)
    return service === null ? (sourceIn(key, known) ?? []) : (state.services[service]?.seenBy ?? []).map((s) => s.source)
  }))]
  if (ids.length === 0) return null
  const answered = ids.flatMap((id) => state.ages[id]?.successAt ?? [])
  const names = listed(ids.map((id) => clean(sourceName(state, id), { max: 40 })))
  if (answered.length === 0) return { text: t('pageWindow.data.never', { names }), stale: true }
  return { text: t('pageWindow.data.answered', { names, age: duration(Math.max(0, now - Math.min(...answered))) }), stale: !ids.every((id) => fresh.has(id)) }
}

/** Who the page is for, as the head of the window says it; `name` is set apart. */
export const callOf = (page: Page, meta: Pick<AppState['meta'], 'shift' | 'onCall'>, me: string | null): { readonly words: string; readonly name: string } => {
  const onCall = meta.shift.now?.name ?? meta.onCall?.name ?? null
  const person = page.person ?? onCall
  const name = clean(person ?? '', { max: 60 })
  if (person === null) return { words: t('pageWindow.nobody'), name }
  if (me === null || !samePerson(person, me)) return { words: t(page.person === null ? 'pageWindow.onCall' : 'pageWindow.paged'), name }
  return { words: t(onCall !== null && samePerson(person, onCall) ? 'pageWindow.you' : 'pageWindow.paged'), name }
}

/** What happens next when nobody takes it. `name` stands before the words; `left` is how much of the wait is left, 1 to 0. */
export interface Next { readonly name: string; readonly words: string; readonly countdown: string; readonly left: number }
export const nextOf = (page: Page, now: number): Next | null => {
  if (!page.next) return null
  const { at, rung, person } = page.next
  const from = rung === 'next' ? page.since : page.climbedAt
  return {
    name: rung === 'next' ? clean(person ?? '', { max: 60 }) : '', words: nextWords(rung, person), countdown: countdown(at - now),
    left: at > from ? Math.min(1, Math.max(0, (at - now) / (at - from))) : 0
  }
}

const nextWords = (rung: NonNullable<Page['next']>['rung'], person: string | null): string => {
  switch (rung) {
    case 'next': return t(person === null ? 'pageWindow.next.somebody' : 'pageWindow.next')
    case 'sound': return t('pageWindow.next.sound')
    case 'hook': return t('pageWindow.next.hook')
    case 'window': return t('pageWindow.next.window')
    default: return assertNever(rung)
  }
}

/** `4:16`, `1:02:07`; never below 0. */
export const countdown = (ms: number): string => {
  const s = Math.max(0, Math.ceil(ms / 1000))
  const two = (n: number): string => String(n).padStart(2, '0')
  const minutes = Math.floor(s / 60)
  return minutes < 60 ? `${minutes}:${two(s % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(s % 60)}`
}
