import type { Alert } from '@shared/domain/alert'
import type { NotificationRecord, NotifyReason, RuledBy } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import type { Episode, Retry } from '../../ports/ledger'
import type { NotificationRequest } from '../../ports/notifier'
import type { Words } from '../notify-words'
import { againId } from '../retry'
import type { Occasion } from './occasion'

/** A notification decided for, with the record that its outcome goes into. */
export interface Intent { readonly record: NotificationRecord; readonly request: NotificationRequest }

/** A decision in the making: what is told so far, and how things stand by that. Each step changes it, in turn. */
export interface Draft extends Occasion {
  readonly episodes: Record<string, Episode>
  readonly pages: Record<string, Page>
  readonly gathered: Set<string>
  readonly ask: Set<string>
  readonly records: NotificationRecord[]
  readonly intents: Intent[]
}

/** A decision of which nothing is told yet. */
export const draftOf = (occasion: Occasion): Draft => {
  const { next, news } = occasion
  // most events change no alert, and a storm has left thousands of episodes
  return { ...occasion, episodes: news ? { ...next.episodes } : next.episodes, pages: { ...next.app.pages }, gathered: new Set(next.gathered), ask: new Set(), records: [], intents: [] }
}

/** What a notification says, under which key and why. */
interface Said {
  readonly key: string
  readonly alerts: readonly string[]
  readonly words: Words
  readonly reason: NotifyReason
  /** The rule of the policy that it comes of. */
  readonly rule?: string | undefined
  readonly others?: readonly RuledBy[] | undefined
  /** The try that it repeats. */
  readonly tried?: Retry | undefined
}

/** Decides for a notification. */
export const say = ({ now, records, intents }: Draft, said: Said, urgency: NotificationRequest['urgency']): void => {
  const record = recordOf(now, said, 'pending')
  records.push(record)
  intents.push({ record, request: { key: said.key, title: said.words.title, body: said.words.body, urgency, actions: [{ id: 'open', label: said.words.open }] } })
}

/** Decides against one (law 4). */
export const withhold = ({ now, records }: Draft, said: Said): void => { records.push(recordOf(now, said, 'suppressed')) }

/** Decides for one notification of these alerts: their episodes are told by it. */
export const tell = (draft: Draft, alerts: readonly Alert[], reason: NotifyReason, key: string, words: Words, urgency: NotificationRequest['urgency']): void => {
  const { episodes, now, route, pages } = draft
  const tried = alerts.flatMap(({ id }) => episodes[id]?.retry ?? []).find((r) => r.key === key)
  for (const alert of alerts) {
    const retry = episodes[alert.id]?.retry
    episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: now, reason, ...(retry && { retry }), ...(route(alert).route === 'notify' && { lightly: true }) }
  }
  const said = { key, alerts: alerts.map((a) => a.id), words, reason, ...rulesOf(alerts, draft), tried }
  const untold = untoldOf(pages[key], alerts, draft)
  if (untold === null) say(draft, said, urgency)
  else withhold(draft, { ...said, reason: untold })
}

/** Whether a page was kept from being told here all along: then its end is no news either. */
export const wasUntold = ({ id }: Page, { next: { app: { notifications } } }: Pick<Draft, 'next'>): boolean => {
  const own = Object.values(notifications).filter((n) => n.key === id)
  return own.length > 0 && own.every((n) => n.outcome === 'suppressed' && (n.reason === 'listed' || n.reason === 'ignored'))
}

/** Why a page of these alerts is not told of while it has not come to this desk; null: it is. */
const untoldOf = (page: Page | undefined, alerts: readonly Alert[], { route }: Pick<Draft, 'route'>): 'listed' | 'ignored' | null => {
  if (page === undefined || page.loud || alerts.length === 0) return null
  const [first, ...others] = alerts.map((a) => route(a).untold ?? null)
  return first != null && others.every((one) => one !== null) ? first : null
}

/** The rule of the first of them, and those of the others where they differ. */
const rulesOf = (alerts: readonly Alert[], { route }: Draft): Pick<Said, 'rule' | 'others'> => {
  const byRule = new Map<string, string[]>()
  for (const alert of alerts) {
    const { rule } = route(alert)
    const list = byRule.get(rule)
    if (list) list.push(alert.id)
    else byRule.set(rule, [alert.id])
  }
  const [first, ...others] = byRule
  return { rule: first?.[0], others: others.length > 0 ? others.map(([rule, ids]) => ({ rule, alerts: ids })) : undefined }
}

/** How a notification of a page asks for attention: one that pages stays on the screen, also while that is not to be disturbed; quietly, where it is not for this desk or asks nobody. */
export const urgencyOf = ({ loud, status, route }: Pick<Page, 'loud' | 'status' | 'route'>): NotificationRequest['urgency'] =>
  (!loud || status !== 'open' ? 'low' : route === 'page' ? 'critical' : 'normal')

/** A key of its own for something that is told now: two such things may fall into one millisecond. */
export const newKey = ({ now, next, pages, intents }: Draft, kind: 'storm' | 'repeated' | 'away' | 'morning' | 'baseline' | 'digest'): string => {
  const told = new Set([...Object.values(next.app.notifications).flatMap((n) => (n.at === now ? [n.key] : [])), ...intents.map(({ record }) => record.key)])
  let key = `${kind}:${now}`
  for (let n = 2; Object.hasOwn(pages, key) || told.has(key); n++) key = `${kind}:${now}.${n}`
  return key
}

/** Names one episode of an alert, as its page and its records have it. */
export const episodeKey = ({ id, startsAt }: Alert): string => `alert:${id}:${startsAt}`

const recordOf = (at: number, { key, alerts, words, reason, rule, others, tried }: Said, outcome: NotificationRecord['outcome']): NotificationRecord =>
  ({ id: tried ? againId(tried) : `${at}:${key}:${reason}`, at, key, alerts, title: words.title, body: words.body, outcome, reason, ...(rule !== undefined && { rule }), ...(others && { others }) })
