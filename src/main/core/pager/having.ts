import type { Alert, Held } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { severityRank } from '@shared/domain/severity'
import { serviceIn, subjectOf } from '@shared/domain/unseen'
import { placeOf, WINDOW_MS } from '../incidents'
import { keep } from '../same'
import { held, released } from './hold'

/** What decides who has a page, besides its alerts that fire. Times are ms. */
export interface Having {
  readonly now: number
  /** How long something is gone before it is over. */
  readonly grace: number
  readonly alertOf: (id: string) => Alert | undefined
  /** Since when an alert is not listed, or only pending again; null: it is, or nobody knows. */
  readonly goneSince: (id: string) => number | null
  /** When its episode began, ms: a blink, or a server that gives another beginning, changes nothing of that. */
  readonly beganAt: (alert: Alert) => number
  /** Whether an alert, as things stand, pages. */
  readonly pages: (alert: Alert) => boolean
  /** Keys of the services that an alert's own needs, and its own; empty where it has none. */
  readonly grounds: (alert: Pick<Alert, 'environment' | 'service'>) => ReadonlySet<string>
  /** Whether something that cannot be seen calls by itself, by the rules. */
  readonly callsUnseen: (key: string) => boolean
  /** Whether its own alert is held back, or somebody's, so that it would not be told by itself. */
  readonly isHeldBack: (key: string) => boolean
  /** Whether it still cannot be seen. */
  readonly isUnseen: (key: string) => boolean
}

/** Whether an alert fires no more for now: it is not listed, or pending again. */
export const isOut = (alert: Alert | undefined): boolean => alert === undefined || alert.state === 'pending'

/** Whether something of a page that nobody has asked a moment ago and is gone for a blink: so long nothing is concluded from that. */
export const blinks = ({ free }: Pick<Page, 'free'>, { now, grace, alertOf, goneSince }: Pick<Having, 'now' | 'grace' | 'alertOf' | 'goneSince'>): boolean =>
  free.some((id) => isOut(alertOf(id)) && now - (goneSince(id) ?? now) < grace)

/**
 * Held once somebody has all that asks of it: what pages, or, where a notification is all there is, whatever fires; what asked and is gone for a blink asks still. What joins later is held
 * with it, so that what lies downstream pages nobody twice, unless it is worse, for as long as something at least as bad that somebody has lies on its service or beneath it. Nobody has the
 * page when what was taken is given back, when what nobody ever took asks again, and when something asks that nothing taken explains any more for as long as the grace: a blink wakes nobody.
 */
export const taken = (page: Page, active: readonly Alert[], having: Having): Page => {
  const { now, grace, pages, alertOf, goneSince } = having
  const asks = (a: Alert): boolean => page.route === 'notify' || pages(a)
  const owed = new Set(page.status === 'held' ? page.owed : [])
  const mine = active.filter((a) => a.held !== null || owed.has(a.id))
  const asking = active.filter((a) => a.held === null && !owed.has(a.id) && asks(a))
  const free = freeOf(page, asking, having)
  const ids = mine.map((a) => a.id)
  if (page.status !== 'held') {
    // whoever took what is only worth a look before anything asked has not taken what asked since
    const by = mine.find(asks) ?? (mine.length === active.length ? mine.find((a) => page.free.includes(a.id) || a.held!.since >= page.since) : undefined)
    const isNew = mine.some((a) => page.free.includes(a.id))
    const next = keep(page, { ...page, free })
    if (asking.length > 0 || isUnseenFree(page, mine, having)) return next
    // what was taken by hand is theirs again
    const own = page.unseen.some((key) => isHad(page, key) && having.isUnseen(key)) ? page.had?.by : undefined
    const holder = by?.held ?? own
    return holder === undefined || (by !== undefined && !isNew && blinks(next, having)) || (by === undefined && (page.status !== 'open' || outOf({ ...page, taken: [] }, having))) ? next : { ...held(page, holder), free, taken: ids }
  }
  const has = mine.filter(asks)
  if (isUnseenFree(page, mine, having)) return released({ ...page, free }, now)
  if (asking.some((a) => free.includes(a.id))) return released({ ...page, free }, now)
  if (has.length === 0 && page.taken.length === 0) return keep(page, { ...page, free })
  const before = new Set(page.taken)
  if (asking.some((a) => before.has(a.id)) || (has.length > 0 && worst(asking) < worst(has))) return released({ ...page, free }, now)
  const bare = asking.length === 0 ? null : bareness(asking, mine, having)
  // what asked and blinks asks still
  const bareSince = bare !== null || (page.bareSince !== null && asking.length === 0 && outOf(page, having)) ? (page.bareSince ?? now) : null
  // a cause may be over a moment before what it explained
  const blinked = page.taken.some((id) => isOut(alertOf(id)) && now - (goneSince(id) ?? now) < grace)
  if (bare !== null && bareSince !== null && ((bare === 'wholly' && !blinked) || now - bareSince >= grace)) return released({ ...page, free }, now)
  return keep(page, { ...page, free, bareSince, held: holderOf(page, mine, asks), owed: stillOwed(page, having), taken: [...ids, ...hidden(page, ids, having)] })
}

/**
 * Whether it tells of a service that is lost, lies neither on what somebody has nor above it, and was not taken by hand: who takes an alert elsewhere has not taken that. Seen for a blink it is lost
 * still.
 */
const isUnseenFree = (page: Page, mine: readonly Alert[], { now, grace, grounds, pages, isUnseen, callsUnseen, isHeldBack }: Having): boolean => page.unseen.some((key) => {
  const seenAt = page.seenAgain?.[subjectOf(key)]
  if (!callsUnseen(key) || isHeldBack(key) || isHad(page, key) || (seenAt !== undefined && !isUnseen(key) && now - seenAt >= grace)) return false
  const service = serviceIn(key)
  if (service === null) return seenAt === undefined
  const needed = grounds({ environment: page.environment, service: service.slice(page.environment.length + 1) })
  return !mine.some((a) => a.held !== null && pages(a) && needed.has(placeOf(a)))
})

/** Whether somebody took at this desk that it cannot be seen. */
export const isHad = ({ had, status, taken: own }: Page, key: string): boolean =>
  (had === undefined ? status === 'held' && own.length === 0 : had.keys.some((one) => subjectOf(one) === subjectOf(key)))

/** Whether something of a page that nobody took is gone for a blink. */
const outOf = ({ alerts, taken: own }: Page, { now, grace, alertOf, goneSince }: Having): boolean => {
  const had = new Set(own)
  return alerts.some((id) => !had.has(id) && isOut(alertOf(id)) && now - (goneSince(id) ?? now) < grace)
}

/** Of what was taken unlisted, what nobody could write down yet. */
const stillOwed = ({ owed, ended }: Page, { alertOf }: Having): readonly string[] =>
  (owed.length === 0 ? owed : keep(owed, owed.filter((id) => !ended.includes(id) && (alertOf(id)?.held ?? null) === null)))

/** Of what was taken, what does not fire for now and is not over: as soon as it does, and nobody has it any more, it is given back. */
const hidden = ({ taken: before }: Page, ids: readonly string[], { now, grace, alertOf, goneSince }: Having): readonly string[] => {
  const own = new Set(ids)
  const left = before.filter((id) => !own.has(id) && (alertOf(id) === undefined ? now - (goneSince(id) ?? now) < grace : alertOf(id)!.state !== 'firing'))
  // what is all that was taken stays so until its page is over
  return ids.length === 0 && left.length === 0 ? before : left
}

/** Whoever has the page still has some of it; else whoever has that by now. */
const holderOf = ({ held: holder, taken: before }: Page, mine: readonly Alert[], asks: (a: Alert) => boolean): Held | null => {
  if (before.length === 0 || mine.length === 0 || mine.some((a) => a.held === null || a.held.by === holder?.by)) return holder
  return (mine.find(asks) ?? mine[0]!).held
}

/**
 * Alerts that nobody has and that asked, or were held back, while nobody had the page. Whoever takes the rest of it has not taken these, so that they ask as soon as they do so again.
 * One that somebody takes, or that is over, is none of them.
 */
const freeOf = (page: Page, asking: readonly Alert[], { now, grace, alertOf, goneSince }: Having): readonly string[] => {
  const known = new Set(page.free)
  const open = page.status === 'held' ? new Set<string>() : new Set(asking.map((a) => a.id))
  const free = page.alerts.filter((id) => {
    if (!known.has(id) && !open.has(id) && page.status === 'held') return false
    const alert = alertOf(id)
    if (alert === undefined) return known.has(id) && now - (goneSince(id) ?? now) < grace
    return alert.held === null && (known.has(id) || open.has(id) || alert.state === 'suppressed')
  })
  return keep(page.free, free)
}

/**
 * Whether any of these has nothing at least as bad of what somebody has on its service or beneath it (`wholly`), or nothing but what began there more than half an hour before it (`late`): that was
 * explained for a while by something else. What begins anew and has yet to be told is told by itself, before that counts.
 */
const bareness = (asking: readonly Alert[], mine: readonly Alert[], { grounds, beganAt }: Having): 'wholly' | 'late' | null => {
  // by service and severity, when the last of them began
  const had = new Map<string, Map<number, number>>()
  for (const a of mine) {
    const [key, rank] = [placeOf(a), severityRank(a.severity)]
    const from = had.get(key) ?? new Map<number, number>()
    had.set(key, from.set(rank, Math.max(from.get(rank) ?? -Infinity, beganAt(a))))
  }
  const coverOf = (alert: Alert): 'near' | 'late' | null => {
    const [own, least] = [placeOf(alert), severityRank(alert.severity)]
    let late: 'late' | null = null
    for (const key of alert.service === null ? [own] : grounds(alert)) {
      for (const [rank, from] of had.get(key) ?? []) {
        if (rank > least) continue
        if (key !== own || beganAt(alert) - from <= WINDOW_MS) return 'near'
        late = 'late'
      }
    }
    return late
  }
  const covers = new Set(asking.map(coverOf))
  return covers.has(null) ? 'wholly' : covers.has('late') ? 'late' : null
}
/** Rank of the worst of them; higher than any where there is none. */
const worst = (alerts: readonly Alert[]): number => alerts.reduce((least, a) => Math.min(least, severityRank(a.severity)), Infinity)
