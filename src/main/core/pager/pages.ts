import type { LadderConfig, PagingConfig } from '@shared/config/paging'
import type { Alert } from '@shared/domain/alert'
import { isAmong } from '@shared/domain/on-call'
import { severityRank } from '@shared/domain/severity'
import { RUNGS, SNOOZE_MS, type Page, type Shift } from '@shared/domain/page'
import { subjectOf } from '@shared/domain/unseen'
import type { AppState, Table } from '@shared/state/app-state'
import type { SoundRequest } from '../../ports/sound'
import { patternOf } from '../../ports/sound'
import type { HookPayload } from '../../ports/hooks'
import { WINDOW_MS } from '../incidents'
import { keep } from '../same'
import { blinks, isHad, isOut, taken, type Having } from './having'
import { wallOf } from './night'
import { atFoot, isLoud, ladderOf, levelOf, movedTo, nextStep, personAfter, stepsBetween } from './ladder'

/** What a page asks of the world, besides what it says in its notification and its window. */
export type PageEffect =
  | { readonly type: 'sound'; readonly page: string; readonly request: SoundRequest }
  | { readonly type: 'hook'; readonly page: string; readonly event: HookPayload['event'] }
  /** Its notification says what is true no longer: it goes from the screen. */
  | { readonly type: 'close'; readonly page: string }

/** All that pages depend on besides themselves. */
export interface Surroundings {
  readonly now: number
  readonly alertOf: (id: string) => Alert | undefined
  /** When an alert's episode began, ms. */
  readonly beganAt: (alert: Alert) => number
  /** Whether a good answer of this run lacked it. */
  readonly isResolved: (id: string) => boolean
  /** Whether the configuration has a source, by its id. */
  readonly isWatched: (source: string) => boolean
  /** Since when an alert is not listed, or only pending again, ms; null: it is, or nobody knows. */
  readonly goneSince: (id: string) => number | null
  /** Whether what sources tell is known in this run, all that tell of alerts where none is named: only then is what is not there gone. */
  readonly isHeard: (sources: readonly string[]) => boolean
  /** Whether any of the sources that told an alert last, or else of these, tells of now; also where none of them is watched: only then does time show that it is over. */
  readonly tells: (alert: string, sources: readonly string[]) => boolean
  readonly paging: PagingConfig
  readonly night: boolean
  readonly shift: Shift
  /** Nothing may be heard now: paused, turned off, demo. */
  readonly mute: boolean
  /** Whether an alert, as things stand, pages. */
  readonly pages: (alert: Alert) => boolean
  /** Whether an alert, by id, was told, and never as more than worth a look. */
  readonly isLight: (id: string) => boolean
  /** Longest interval of an alert's sources, ms. */
  readonly intervalOf: (alert: string) => number
  /** Keys of the services that an alert's own needs, and its own; empty where it has none. */
  readonly grounds: (alert: Pick<Alert, 'environment' | 'service'>) => ReadonlySet<string>
  /** People whose Garda does not watch. */
  readonly absent: readonly string[]
  /** Whether nobody can know yet what became of it: then it stays as it is. */
  readonly isUnsure: (page: Page) => boolean
  /** Whether what could not be seen still cannot. */
  readonly isUnseen: (key: string) => boolean
  /** Whether that calls by itself, by the rules. */
  readonly callsUnseen: (key: string) => boolean
  /** Whether its own alert is held back, or somebody's. */
  readonly isHeldBack: (key: string) => boolean
}

export interface Stepped {
  readonly pages: Table<Page>
  readonly effects: readonly PageEffect[]
  /** Pages that are over now, or whose worst is, beside what is only worth a look: all of that is gone, or nobody watches it any more. */
  readonly resolved: readonly Page[]
  /** Pages whose turn at this desk begins now, by id: the first step of their ladder is a notification. */
  readonly calling: readonly string[]
}

const HOUR = 3_600_000
/** A page that is over is shown this long. */
const SHOWN_MS = 24 * HOUR
const MOST_SHOWN = 200
const LONGEST_GRACE_MS = 15 * 60_000
const HEALED_MS = 5_000

/**
 * What a restart has to know: pages that are not over, and those over of whose alerts some are still listed, since one that was only silenced may call again.
 * @param heard every source of alerts has been heard in this run: only then is known what is listed
 */
export const keptPages = ({ pages, alerts }: Pick<AppState, 'pages' | 'alerts'>, heard: boolean): Table<Page> =>
  Object.fromEntries(Object.entries(pages).filter(([, page]) => page.status !== 'over' || !heard || page.alerts.some((id) => Object.hasOwn(alerts, id))))

/** Pages as they stand at `now`, and what that asks for. Pages nothing happened to keep their reference. */
export const stepPages = (pages: Table<Page>, around: Surroundings): Stepped => {
  const effects: PageEffect[] = []
  const resolved: Page[] = []
  const calling: string[] = []
  const entries = Object.entries(pages)
  const stepped = entries.flatMap(([id, page]): [string, Page][] => {
    if (page.status === 'over') return stands(page, around) ? [[id, ended(page, around)]] : []
    if (around.isUnsure(page)) return [[id, around.mute ? hushed(page) : page]]
    return [[id, keep(page, stepOne(page, pages, around, { effects, resolved, calling }))]]
  })
  const changed = stepped.length !== entries.length || stepped.some(([id, page]) => pages[id] !== page)
  if (!changed && stepped.length <= MOST_SHOWN) return { pages, effects, resolved, calling }
  const over = stepped.filter(([, p]) => p.status === 'over').sort(([, a], [, b]) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
  const gone = new Set(over.slice(MOST_SHOWN).map(([id]) => id))
  if (!changed && gone.size === 0) return { pages, effects, resolved, calling }
  return { pages: Object.fromEntries(stepped.filter(([id]) => !gone.has(id))), effects, resolved, calling }
}

/** Whether a page that is over is still kept: for a day, or for as long as something holds back what is left of it. */
const stands = (page: Page, { now, alertOf, isUnseen }: Surroundings): boolean =>
  now - (page.endedAt ?? 0) < SHOWN_MS || (page.suppressed && (page.alerts.some((id) => alertOf(id) !== undefined) || page.unseen.some(isUnseen)))

/** What was held back when its page ended, and is gone by now, is resolved. */
const ended = (page: Page, { alertOf, isHeard, isLight, isUnseen }: Surroundings): Page => {
  if (!page.suppressed || !isHeard(page.sources) || page.unseen.some(isUnseen)) return page
  return page.alerts.every((id) => { const alert = alertOf(id); return alert === undefined || (alert.state === 'firing' && isLight(id)) }) ? { ...page, suppressed: false } : page
}

/** What pages ask for while they are moved on. */
interface Asked { readonly effects: PageEffect[]; readonly resolved: Page[]; readonly calling: string[] }

const stepOne = (before: Page, pages: Table<Page>, around: Surroundings, asked: Asked): Page => {
  const { now, paging, night, shift } = around
  const clock = healed(before, now)
  const active = clock.alerts.flatMap((id) => { const alert = around.alertOf(id); return alert?.state === 'firing' ? [alert] : [] })
  const told = toldBy(clock, active, around)
  const isOpen = (id: string): boolean => around.alertOf(id) === undefined && !around.isResolved(id)
  const asks = active.length > 0 || (clock.alerts.some(isOpen) && !around.isHeard(told.sources)) || clock.unseen.some(around.isUnseen)
  const having = { ...around, grace: graceOf(clock, {}, around) }
  let page = asks ? backAgain(told, active, { ...having, blink: blinkOf(clock, around) }) : quiet(told, graceOf(clock, pages, around), around)
  if (page.status === 'over') {
    // what is silenced is over for people, not resolved
    if (!page.suppressed) asked.resolved.push(page)
    return page
  }
  page = taken({ ...page, ended: endedOf(page, having, around.isHeard(page.sources)) }, active, having)
  if (page.status === 'snoozed' && page.snoozedUntil !== null && now >= page.snoozedUntil) page = { ...page, status: 'open', snoozedUntil: null, called: false, ...atFoot(now) }
  // what is left of it may be no more than worth a look, and is no more because nobody has been heard yet
  const lost = isLost(page, around)
  const has = page.status === 'open' ? (a: Alert): boolean => a.held === null && around.pages(a) : around.pages
  // what it cannot see goes on, and calls nobody by itself
  const left = page.unseen.filter(around.isUnseen)
  const mild = !lost && page.route === 'page' && left.length > 0 && !left.some((key) => callsFor(page, key, around))
  const looks = mild && !left.some((key) => isHad(page, key))
  const calls = (active.length === 0 && page.stillSince === null && !mild) || lost || active.some(has)
  const rests = active.length === 0 && !lost && !mild
  page = !calls ? still(page, having, shift) : rests ? page : resumed(page, now, cameBack(clock, active, has))
  page = settled(page, active, graceOf(page, pages, around, page.flaps), { ...around, looks })
  if (page.status === 'over') {
    if (!page.suppressed) asked.resolved.push(page)
    return page
  }
  if (around.mute) return { ...hushed(page), next: null }
  if (page.status !== 'open' || page.route !== 'page' || page.quietSince !== null || !calls) return { ...page, next: null }
  return climb(page, around, ladderOf(paging, page.severity, { night, minutes: wallOf(now, paging.night.zone).minutes }), shift, asked)
}

/** Alerts of a page that are gone for longer than a blink. */
const endedOf = (page: Page, { now, grace, alertOf, goneSince, tells }: Having & Pick<Surroundings, 'tells'>, heard: boolean): readonly string[] => {
  // time in which nobody was heard of is none in which anything was gone
  const before = new Set(page.ended)
  return keep(page.ended, page.alerts.filter((id) => isOut(alertOf(id)) && (heard ? now - (goneSince(id) ?? now) >= grace && (before.has(id) || tells(id, page.sources)) : before.has(id))))
}

/**
 * Over, once nothing that pages has fired on it for as long as would end a page of nothing else: what goes on was never more than worth a look. A later return is another event.
 * What paged by other rules, and fires still, keeps it.
 */
const settled = (page: Page, active: readonly Alert[], grace: number, around: Surroundings & { readonly looks: boolean }): Page => {
  const { now, alertOf, goneSince, isHeard, pages, isLight, isUnseen, isHeldBack, looks } = around
  if (page.route !== 'page' || page.stillSince === null || (active.length === 0 && !looks) || page.quietSince !== null || !isHeard(page.sources)) return page
  if (isLost(page, around) || page.unseen.some((key) => isUnseen(key) && isHad(page, key)) || active.some((a) => pages(a) || !isLight(a.id))) return page
  const rest = page.alerts.filter((id) => alertOf(id)?.state !== 'firing')
  // what it could not see is seen again, and nothing else of it ended
  if (rest.length === 0 && (page.unseen.length === 0 || now - page.stillSince < grace)) return page
  if (rest.some((id) => now - (alertOf(id) === undefined ? (goneSince(id) ?? now) : page.stillSince!) < grace) || isOpenYet(page, page.stillSince, around)) return page
  const suppressed = page.unseen.some((key) => isUnseen(key) && isHeldBack(key)) || rest.some((id) => { const alert = alertOf(id); return alert?.state === 'suppressed' && pages(alert) })
  // it ends as what it called for
  return { ...page, status: 'over', severity: page.peak, suppressed, endedAt: page.stillSince, window: false, next: null, snoozedUntil: null }
}

/** Whether a page cannot see something that it told of, which was not seen again since: after that, as a blink, it is lost anew only once that is told. */
const isLost = (page: Page, around: Pick<Surroundings, 'isUnseen' | 'callsUnseen' | 'isHeldBack'>): boolean => {
  const { isUnseen } = around
  const { unseen, seenAgain = {}, route } = page
  return unseen.some((key) => isUnseen(key) && (route === 'notify' || callsFor(page, key, around)) && !Object.hasOwn(seenAgain, subjectOf(key)))
}

/** Whether something that a page cannot see calls by itself; what has been all of a page from the start does, whatever the rules say by now. */
const callsFor = (page: Page, key: string, { callsUnseen, isHeldBack }: Pick<Surroundings, 'callsUnseen' | 'isHeldBack'>): boolean =>
  !isHeldBack(key) && !isHad(page, key) && (page.alerts.length + page.unseen.length === 1 || callsUnseen(key))

/** Nothing calls for longer than a blink: its ladder stands still, and after half an hour it is another event that calls, from its foot. */
const still = (page: Page, having: Having, { now: onCall }: Shift): Page => {
  const { now } = having
  if (page.route !== 'page' || blinks(page, having)) return page
  if (page.status !== 'open') return page.stillSince === null ? { ...page, stillSince: now } : page
  // its window and its sound come with whatever calls next
  if (page.stillSince === null) return { ...page, window: false, climbed: page.climbed.filter((rung) => rung === 'hook'), stillSince: now }
  if (now - page.stillSince < WINDOW_MS || page.since >= page.stillSince + WINDOW_MS) return page
  const reached = onCall === null ? [] : [onCall.name]
  return { ...page, ...atFoot(now), person: reached[0] ?? null, reached, passed: 0, peak: page.severity, paged: false, handedAt: null, called: false }
}

/** Whether something that calls was over when its ladder last moved: what fired on, and only waited for the rules or for somebody, did not come back. */
const cameBack = ({ ended }: Page, active: readonly Alert[], calls: (alert: Alert) => boolean): boolean => active.some((a) => ended.includes(a.id) && calls(a))

/** Something calls again: the time that its ladder stood still does not count. */
const resumed = (page: Page, now: number, isBack: boolean): Page => {
  if (page.stillSince === null) return page
  if (page.status !== 'open') return { ...page, stillSince: null }
  return { ...page, stillSince: null, flaps: isBack ? page.flaps + 1 : page.flaps, ...laterBy(page, now - Math.max(page.stillSince, page.since)) }
}

/** Its ladder as if it had begun so much later, ms. */
const laterBy = ({ since, climbedAt, passedAt }: Page, ms: number): Partial<Page> => (ms <= 0 ? {} : { since: since + ms, climbedAt: climbedAt + ms, passedAt: passedAt + ms })

/** Nothing may be seen of it now; its window comes back with the first step after that. */
const hushed = (page: Page): Page => (page.window ? { ...page, window: false, climbed: page.climbed.filter((rung) => rung !== 'window') } : page)

/** After the clock was set back, its times are moved along: nothing may stand still until the old time comes again. */
const healed = (page: Page, now: number): Page => {
  const back = page.climbedAt - now
  const past = (at: number | null): number | null => (at === null ? null : Math.min(at, now))
  const clipped = keep(page, {
    ...page, snoozedUntil: page.snoozedUntil === null ? null : Math.min(page.snoozedUntil, now + SNOOZE_MS), bareSince: past(page.bareSince), handedAt: past(page.handedAt),
    quietSince: past(page.quietSince), stillSince: past(page.stillSince)
  })
  return back < HEALED_MS ? clipped : { ...clipped, since: page.since - back, climbedAt: now, passedAt: Math.min(page.passedAt, now) }
}

/** Who tells of it. What goes with its source is not resolved; where the source is back, or somebody else tells the same, nothing is lost. */
const toldBy = (page: Page, active: readonly Alert[], { alertOf, isResolved, isWatched }: Surroundings): Page => {
  const gone = [...page.lost, ...page.sources].filter((id) => !isWatched(id))
  const lost = gone.length > 0 && (page.unseen.length > 0 || page.alerts.some((id) => alertOf(id) === undefined && !isResolved(id))) ? [...new Set(gone)] : []
  const sources = active.length === 0 ? page.sources : [...new Set(active.flatMap((a) => a.sources))].sort()
  return keep(page, { ...page, sources, lost })
}

const backAgain = (page: Page, active: readonly Alert[], having: Having & Pick<Surroundings, 'isUnseen' | 'callsUnseen' | 'isHeldBack'> & { readonly blink: number }): Page => {
  const worst = [...active].sort((a, b) => severityRank(a.severity) - severityRank(b.severity))[0]
  const back = page.quietSince === null ? page : { ...page, quietSince: null, flaps: page.flaps + 1, ...laterBy(page, having.now - Math.max(page.quietSince, page.since) - having.blink) }
  if (!worst) return back
  // what calls then is what cannot be seen
  const severity = isLost(page, having) && !active.some(having.pages) ? 'unknown' : worst.severity
  if (severity === back.severity) return back
  // what was worse may be gone for a blink only; what comes onto the page and is worse begins its ladder anew, what comes back does not
  if (severityRank(severity) > severityRank(back.severity) && blinks(back, having)) return back
  return { ...back, severity, peak: severityRank(severity) < severityRank(back.peak) ? severity : back.peak }
}

const quiet = (page: Page, grace: number, around: Surroundings): Page => {
  const { now, alertOf } = around
  const since = page.quietSince ?? now
  if (now - since < grace || isOpenYet(page, since, around)) return { ...page, quietSince: since }
  const suppressed = page.alerts.some((id) => alertOf(id)?.state === 'suppressed')
  return { ...page, status: 'over', suppressed, quietSince: since, endedAt: since, window: false, next: null, snoozedUntil: null }
}

/** Whether what is gone since then may be none of that: nobody who told it has been heard since, or it is pending again, which lasts no longer than any event. */
const isOpenYet = ({ alerts, sources, ended, route }: Page, since: number, { now, alertOf, tells, isLight }: Surroundings): boolean => {
  const known = new Set(ended)
  return alerts.some((id) => alertOf(id) === undefined && !known.has(id) && !tells(id, sources)) || (now - since < WINDOW_MS && alerts.some((id) => alertOf(id)?.state === 'pending' && (route === 'notify' || !isLight(id))))
}

const pollsOf = (page: Page, { intervalOf }: Surroundings): number => Math.max(0, ...page.alerts.slice(0, 100).map(intervalOf)) * 2
/** What is gone for no longer has only blinked. */
const blinkOf = (page: Page, around: Surroundings): number => Math.max(around.paging.grace, pollsOf(page, around))

/** Two polls or the configured time, whichever is longer; longer still for what keeps coming back: its pages of the last hour count, and how `often` it did on this one. */
const graceOf = (page: Page, pages: Table<Page>, around: Surroundings, often = 0): number => {
  const { paging, now } = around
  const polls = pollsOf(page, around)
  const over = Object.values(pages).filter((p) => p.status === 'over' && (p.endedAt ?? 0) > now - HOUR)
  const recent = over.length === 0 ? 0 : likeIt(page, over).length
  return Math.min(Math.max(paging.grace, polls) * 2 ** Math.min(recent + often, 6), Math.max(LONGEST_GRACE_MS, paging.grace, polls))
}

/** Those of the same: by its alerts, by what could not be seen, or, under other labels, by its services. */
const likeIt = (page: Page, others: readonly Page[]): readonly Page[] => {
  const own = new Set(page.alerts)
  const services = new Set(page.services)
  const subjects = new Set(page.unseen.map(subjectOf))
  return others.filter((p) => p.alerts.some((id) => own.has(id)) || p.unseen.some((key) => subjects.has(subjectOf(key))) ||
    (p.alerts.length > 0 && page.alerts.length > 0 && p.environment === page.environment && p.services.some((name) => services.has(name))))
}

const climb = (from: Page, { now, paging, absent }: Surroundings, ladder: LadderConfig, shift: Shift, { effects, calling }: Asked): Page => {
  let page = comeHere(handedOver(from, now, shift, effects), now, paging.me, ladder, shift)
  const hasNext = (): boolean => personAfter(shift, page) !== null
  const steps = stepsBetween({ ...ladder, next: undefined }, page.since, page.climbedAt, now, isLoud(page, paging.me, absent) ? page.climbed : RUNGS)
  const passes = shift.order.length === 0 ? [] : stepsBetween({ next: ladder.next }, page.since, page.passedAt, now)
  for (const { rung, n } of [...steps, ...(hasNext() ? passes : [])]) {
    if (rung === 'next') {
      const person = personAfter(shift, page)
      if (person !== null) page = { ...page, passed: page.passed + 1, person, reached: [...page.reached, person] }
      if (page.loud) effects.push({ type: 'hook', page: page.id, event: 'passed-on' })
    } else if (page.loud && isLoud(page, paging.me, absent)) {
      if (rung === 'window') page = { ...page, window: true }
      if (rung === 'sound') effects.push({ type: 'sound', page: page.id, request: { pattern: patternOf(page.severity), level: levelOf(n) } })
      if (rung === 'hook') page = handedOn(page, now, effects)
      if (!page.climbed.includes(rung)) page = { ...page, climbed: [...page.climbed, rung] }
    }
  }
  if (page.loud && isLoud(page, paging.me, absent) && isUnheard(page, ladder, now) && !steps.some(({ rung }) => rung === 'hook')) page = handedOn(page, now, effects)
  if (steps.length > 0) page = { ...page, climbedAt: now }
  if (passes.length > 0) page = { ...page, passedAt: now }
  const loud = isLoud(page, paging.me, absent)
  if (loud !== page.loud) {
    // their turn begins now, window and all
    page = { ...page, loud, window: loud && ladder.window !== undefined }
    // the hook of a turn that begins late would else wait for its next repeat
    const late = loud && ladder.hook !== undefined && now >= page.since + ladder.hook.after
    if (late) page = handedOn(page, now, effects)
    if (loud && ladder.sound) effects.push({ type: 'sound', page: page.id, request: { pattern: patternOf(page.severity), level: 0 } })
    if (loud) page = { ...page, climbed: ['window', 'sound', ...(late ? ['hook' as const] : [])] }
  }
  if (loud && !page.called) calling.push(page.id)
  page = { ...page, called: loud }
  const coming = nextStep({ ...ladder, ...(!hasNext() && { next: undefined }), ...(!hasHook(paging) && { hook: undefined }) }, page.since, now)
  return { ...page, next: coming && { ...coming, person: coming.rung === 'next' ? personAfter(shift, page) : page.person } }
}

const hasHook = ({ hooks }: PagingConfig): boolean => hooks.command !== undefined || hooks.webhook !== undefined

/** To the hooks of this desk, which hear that it pages once. */
const handedOn = (page: Page, now: number, effects: PageEffect[]): Page => {
  effects.push({ type: 'hook', page: page.id, event: page.paged ? 'repeated' : 'paged' })
  return page.paged ? page : { ...page, paged: true, handedAt: now }
}

/** What a hook did not hear it is told again so long after, ms; once that has gone on for a while, as often as most ladders repeat it. */
const HAND_AGAIN_MS = 60_000
const HAND_SELDOM_MS = 10 * 60_000
/** Whether a hook failed to hear that a page asks, and is to be told again by now. */
const isUnheard = ({ paged, handedAt, since }: Page, { hook }: LadderConfig, now: number): boolean =>
  hook !== undefined && !paged && handedAt !== null && now - handedAt >= (now - since - hook.after < HAND_SELDOM_MS ? HAND_AGAIN_MS : HAND_SELDOM_MS)

/**
 * What is somebody else's comes to this desk, too, when it would go on to the next person and a calendar that cannot be read hides who that is; where the ladder names no time for that, at once.
 * It stays theirs, and its ladder goes on.
 */
const comeHere = (page: Page, now: number, me: string | undefined, { next }: LadderConfig, { calendar }: Shift): Page => {
  if (calendar !== 'refused' || me === undefined || page.person === null || isAmong(page.reached, me)) return page
  if (next && stepsBetween({ next }, page.since, page.passedAt, now).length === 0) return page
  return { ...page, reached: [...page.reached, me], passedAt: now }
}

/** With whoever is on call now. Their ladder begins now, unless nobody is: then it climbs on at every desk. */
const handedOver = (page: Page, now: number, shift: Shift, effects: PageEffect[]): Page => {
  const to = movedTo(page, shift)
  if (to === null) return page
  if (to.person === null) return { ...page, person: null }
  // what was nobody's goes to somebody for the first time, unless every desk has heard it
  const isFirst = page.person === null && page.reached.length === 0 && (page.since === now || page.climbed.length === 0)
  if (!isFirst && page.loud) effects.push({ type: 'hook', page: page.id, event: 'passed-on' })
  const reached = isAmong(page.reached, to.person) ? page.reached : [...page.reached, to.person]
  return { ...page, person: to.person, reached, passed: 0, ...atFoot(now) }
}
