import type { Alert, Held } from '@shared/domain/alert'
import { telling } from '@shared/domain/freshness'
import { labelOf, labelsOf, type Labels } from '@shared/domain/labels'
import { ACK_MARK, fitsEqual, matchersOf } from '@shared/domain/silence'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import type { Ack } from '../../ports/ledger'
import type { CoreState } from '../core-state'
import { WINDOW_MS } from '../incidents'

/** How long a silence lasts unless it is extended: should Garda die, colleagues are asked again soon. */
export const ACK_MS = 15 * 60_000
/** Extended when less than this is left. */
export const EXTEND_MS = 5 * 60_000
/** After a write that failed, the next one waits. */
export const AGAIN_MS = 20_000
/** Of one page, more alerts than this are not silenced one by one. */
export const MOST_SILENCES = 50
const MOST_COMMENT = 1_000

export type AckStep =
  | { readonly do: 'create' | 'extend' | 'expire' | 'forget'; readonly ack: Ack }
  /** Its alerts are not listed any more, or are again; or some of them, which have left it, are over for good. */
  | { readonly do: 'gone'; readonly ack: Ack; readonly since: number | null }

type Known = Pick<CoreState, 'app' | 'ids' | 'memory' | 'config' | 'lastRunAt' | 'episodes' | 'away'>

/**
 * What keeps every acknowledgement alive while its alerts fire, and ends it when they are over. Nothing is written on a guess: while a
 * source does not tell its alerts, its silences are left to end by themselves. Knows no silence but those of `acks`.
 */
export const plan = (acks: Iterable<Ack>, state: Known, now: number): readonly AckStep[] => {
  const told = telling(state.app.sources, state.app.ages, now)
  return [...acks].flatMap((ack) => stepsFor(ack, state, told, now))
}

const stepsFor = (ack: Ack, state: Known, told: ReadonlySet<string>, now: number): readonly AckStep[] => {
  if (ack.released) return ending(ack, now)
  const prints = ack.source === '' ? ack.prints.filter((print) => !isPast(print, state, now)) : ack.prints
  if (prints.length < ack.prints.length) return [prints.length === 0 ? { do: 'forget', ack } : { do: 'gone', ack: { ...ack, prints }, since: ack.goneSince }]
  const firing = ack.prints.some((print) => { const alert = alertWith(print, state); return alert !== null && isListed(alert, ack) && isOf(ack, print, alert, state, now) })
  const sure = ack.source === '' ? Object.values(state.memory).every((m) => m.alerts !== null || !m.setup.abilities.includes('alerts')) : told.has(ack.source) && state.memory[ack.source]?.alerts != null
  if (firing) return [...(ack.goneSince === null ? [] : [{ do: 'gone', ack, since: null } as const]), ...(sure ? keeping(ack, state, now) : [])]
  // a clock that was set back begins the wait anew
  if (ack.goneSince === null || ack.goneSince > now) return [{ do: 'gone', ack, since: now }]
  const waited = now - ack.goneSince
  // what comes back to a page that is not over is still what was taken
  if (sure && goesOn(ack, state) && !ack.prints.every((print) => ack.upTo !== undefined && Object.hasOwn(ack.upTo, print))) return []
  // one that nobody tells of is not kept for another day
  return waited >= (sure ? graceOf(ack, state) : ACK_MS) ? ending(ack, now) : []
}

/** Whether an alert has been gone for as long as an event lasts: what begins under its name after that, no silence at a server tells whether it was taken. */
const isPast = (print: string, { app, ids, episodes }: Known, now: number): boolean => {
  const id = ids.get(print) ?? print
  if (Object.hasOwn(app.alerts, id)) return false
  const goneAt = episodes[id]?.endedAt ?? app.resolved[id]?.endsAt
  return goneAt != null && now - goneAt >= WINDOW_MS
}

const isListed = ({ sources }: Alert, { source }: Ack): boolean => source === '' || sources.includes(source)

const goesOn = ({ page }: Ack, { app: { pages } }: Pick<CoreState, 'app'>): boolean => page !== null && Object.hasOwn(pages, page) && pages[page]!.status !== 'over'

/** Servers that were restarted cut a beginning to whole seconds. */
const isLater = (startsAt: number, than: number): boolean => Math.floor(startsAt / 1000) > Math.floor(than / 1000)

type Judged = Pick<CoreState, 'app' | 'lastRunAt' | 'episodes' | 'config' | 'away'>
/** Whether it is still what was taken: not what began after that was over or its silence had ended, nor, where there is none, while Garda was away. */
const isOf = (ack: Ack, print: string, alert: Alert, state: Judged, now: number): boolean => {
  if (ack.upTo && Object.hasOwn(ack.upTo, print) && isLater(alert.startsAt, ack.upTo[print]!)) return false
  if (beganAfter(ack, alert, state, now)) return false
  const { app, lastRunAt } = state
  const until = untilOf(ack)
  // while Garda was away it was gone, nobody knows for how long: only an Alertmanager says when it began, a Prometheus gives another beginning whenever it is restarted.
  // One that was told an end alone gives that for the beginning
  const isAnew = lastRunAt !== null && ack.since <= lastRunAt && alert.sources.includes(ack.source) && alert.startsAt - lastRunAt > graceOf(ack, state) && alert.startsAt <= now
  if (until !== null && isAnew) return false
  if (until !== null) return until > now || alert.startsAt <= until
  // what is watched without a server begins anew with each start
  return lastRunAt === null || ack.since > lastRunAt || alert.startsAt <= lastRunAt || alert.sources.every((id) => app.sources[id]?.address === '')
}

/** Until when its silence holds what begins, ms: one that could not be written holds no more than it would have. Null: there is none. */
const untilOf = ({ source, since, endsAt }: Ack): number | null => endsAt ?? (source === '' ? null : since + ACK_MS)

/** Whether what was taken was over, and its page with it, when this began, though its silence could not be ended yet: for longer than a blink, of several for as long as an event lasts. */
const beganAfter = (ack: Ack, alert: Alert, state: Judged, now: number): boolean => {
  const { app: { resolved }, episodes, away } = state
  const [episode, row] = [episodes[alert.id], Object.hasOwn(resolved, alert.id) ? resolved[alert.id]! : null]
  const over = episode?.endedAt !== undefined ? { startsAt: episode.startedAt, endsAt: episode.endedAt } : row
  if (over?.endsAt == null || over.endsAt < ack.since) return false
  // gone before the computer slept, and begun meanwhile: nobody was there to see its page end between
  if (away?.why === 'slept' && over.endsAt <= away.from && alert.startsAt > away.from && alert.startsAt <= now && alert.startsAt - over.endsAt >= graceOf(ack, state)) return true
  if (goesOn(ack, state)) return false
  return now - over.endsAt >= (ack.prints.length > 1 ? WINDOW_MS : graceOf(ack, state)) && isLater(alert.startsAt, over.startsAt)
}

/**
 * Acknowledgements with what has been decided about them by the alerts of now: what is not theirs once never is, whatever a restart forgets. The same reference when nothing is decided.
 * @param state with the alerts of now, and what was over just before them
 */
export const settled = (state: Judged & Pick<CoreState, 'acks' | 'ids'>, now: number): CoreState['acks'] => {
  const rows = Object.values(state.acks).flatMap((ack): readonly (readonly [string, Ack])[] => {
    const strange = ack.released ? [] : ack.prints.flatMap((print): readonly (readonly [string, number])[] => {
      const alert = alertWith(print, state)
      if (alert === null || isOf(ack, print, alert, state, now)) return []
      const before = Math.floor(alert.startsAt / 1000) * 1000 - 1
      return (ack.upTo?.[print] ?? Infinity) <= before ? [] : [[print, before]]
    })
    return strange.length > 0 ? [[ack.id, { ...ack, upTo: { ...ack.upTo, ...Object.fromEntries(strange) } }]] : []
  })
  return rows.length > 0 ? { ...state.acks, ...Object.fromEntries(rows) } : state.acks
}

const isDue = ({ retryAt }: Ack, now: number): boolean => retryAt === null || now >= retryAt || retryAt - now > AGAIN_MS

/** Extending looks before it writes, so that one which somebody ended is noticed by it. */
const keeping = (ack: Ack, { memory }: Known, now: number): readonly AckStep[] => {
  if (ack.source === '' || !isDue(ack, now)) return []
  if (ack.silence === null) return [{ do: 'create', ack }]
  const left = (ack.endsAt ?? now) - now
  const ended = memory[ack.source]?.silences.some((s) => s.id === ack.silence && s.state === 'expired') ?? false
  return ended || left < EXTEND_MS || left > ACK_MS + EXTEND_MS ? [{ do: 'extend', ack }] : []
}
const ending = (ack: Ack, now: number): readonly AckStep[] =>
  ack.silence === null || (ack.endsAt ?? now) <= now ? [{ do: 'forget', ack }] : isDue(ack, now) ? [{ do: 'expire', ack }] : []

/** Two polls or the configured grace, whichever is longer. */
const graceOf = (ack: Ack, state: Pick<CoreState, 'app' | 'config'>): number => Math.max(state.config.paging.grace, 2 * (state.app.sources[ack.source]?.intervalMs ?? 0))

/** The alert that has this fingerprint now, whatever id it got. */
export const alertWith = (print: string, { app, ids }: Pick<CoreState, 'app' | 'ids'>): Alert | null => {
  const id = ids.get(print) ?? print
  const alert = Object.hasOwn(app.alerts, id) ? app.alerts[id]! : null
  return alert !== null && alert.state !== 'pending' ? alert : null
}

/**
 * Who has an alert by what was taken here, asked by the alert and all its fingerprints; null: nobody, it was given back and its silence only has to end.
 * Its id counts as well: it stays when the source whose fingerprint was taken drops the alert before another one does.
 */
export const holders = (state: Judged & Pick<CoreState, 'acks' | 'ids'>, now: number): ((alert: Alert, prints: readonly string[]) => Held | null) => {
  const byPrint = new Map<string, { readonly ack: Ack; readonly print: string }[]>()
  for (const ack of Object.values(state.acks)) for (const print of ack.prints) for (const key of new Set([print, state.ids.get(print) ?? print])) push(byPrint, key, { ack, print })
  if (byPrint.size === 0) return ({ held }) => held
  return (alert, prints) => {
    const all = [...new Set([...prints, alert.id])].flatMap((key) => (byPrint.get(key) ?? []).map(({ ack, print }) => ({ ack, own: !ack.released && isOf(ack, print, alert, state, now) })))
    const mine = all.flatMap(({ ack, own }) => (own ? [ack] : []))
    const ack = mine.findLast(({ source }) => source !== '') ?? mine[0]
    if (ack) return { by: ack.by, since: ack.since, source: ack.source, here: true }
    const { held } = alert
    // the silence of what was given back, or was over before this began, has yet to end
    return held && all.some(({ ack: { by, source, released, endsAt } }) => by === held.by && source === held.source && (released || ((endsAt ?? 0) > now && held.since < alert.startsAt))) ? null : held
  }
}

export interface Taking { readonly by: string; readonly comment: string; readonly page: string | null; readonly at: number }
export interface Taken {
  readonly acks: readonly Ack[]
  /** Alerts that only this desk knows to be taken: nobody takes acknowledgements of them. */
  readonly local: number
  /** The same, because a silence for all of them would hold others back as well. */
  readonly wide: number
}

/**
 * Acknowledgements of these alerts: one for each alert and source that can tell colleagues of it. Of more than fifty in one source, one
 * for those of one name and service, by the labels they share, if nothing else there has those: what has not begun yet is not taken.
 * @param able sources that can
 */
export const take = (alerts: readonly Alert[], others: Iterable<Alert>, able: ReadonlySet<string>, taking: Taking): Taken => {
  const make = (prints: readonly string[], source: string, labels: Labels): Ack => ({
    id: `${taking.at} ${source} ${prints[0] ?? ''}`, prints, by: taking.by, comment: commentOf(taking.comment), since: taking.at, page: taking.page, source, matchers: source === '' ? [] : matchersOf(labels),
    silence: null, endsAt: null, released: false, goneSince: null, retryAt: null
  })
  const bySource = new Map<string, Alert[]>()
  for (const alert of alerts) for (const source of alert.sources.filter((id) => able.has(id))) push(bySource, source, alert)
  const acks: Ack[] = []
  const told = new Set<string>()
  const wide = new Set<string>()
  for (const [source, own] of bySource) {
    const parts = own.length > MOST_SILENCES ? alike(own, source, others) : own.map((alert) => ({ alerts: [alert], labels: alert.labels }))
    if (parts.length > MOST_SILENCES) { for (const { id } of own) wide.add(id); continue }
    for (const { alerts: part, labels } of parts) {
      for (const { id } of part) (labels ? told : wide).add(id)
      if (labels) acks.push(make(part.map((a) => a.fingerprint), source, labels))
    }
  }
  const rest = alerts.filter(({ id }) => !told.has(id))
  const widest = rest.filter(({ id }) => wide.has(id)).length
  return { acks: rest.length ? [...acks, make(rest.map((a) => a.fingerprint), '', {})] : acks, local: rest.length - widest, wide: widest }
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Alerts by name, service and environment, with the labels that a silence for all of a group needs; null: it would hold others back, or would not name them. */
const alike = (own: readonly Alert[], source: string, others: Iterable<Alert>): readonly { readonly alerts: readonly Alert[]; readonly labels: Labels | null }[] => {
  const groups = new Map<string, Alert[]>()
  for (const alert of own) push(groups, JSON.stringify([alert.name, alert.service, alert.environment]), alert)
  if (groups.size > MOST_SILENCES) return own.map((alert) => ({ alerts: [alert], labels: null }))
  const mine = new Set(own.map((a) => a.id))
  const rest = [...others].filter((a) => !mine.has(a.id) && a.sources.includes(source))
  return [...groups.values()].map((alerts) => {
    const [first] = alerts as [Alert, ...Alert[]]
    const shared = labelsOf(Object.entries(first.labels).filter(([name, value]) => alerts.every((a) => labelOf(a.labels, name) === value)))
    const names = labelOf(shared, 'alertname') !== undefined && (first.service === null || Object.values(shared).includes(first.service))
    const matchers = matchersOf(shared)
    return { alerts, labels: names && !rest.some((a) => fitsEqual(matchers, a.labels)) ? shared : null }
  })
}

const commentOf = (comment: string): string => {
  const words = clean(comment, { max: MOST_COMMENT }).trim()
  return words.startsWith(ACK_MARK) ? words : `${ACK_MARK} ${words || t('ack.comment')}`
}
