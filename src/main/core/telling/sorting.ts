import type { Alert } from '@shared/domain/alert'
import { assertNever } from '@shared/domain/assert-never'
import type { NotifyReason } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import type { Episode, Retry } from '../../ports/ledger'
import { awaitsJudges, isGathering, isUnheard } from '../away'
import type { CoreState } from '../core-state'
import { beganAway, beganUnseen, isBaseline, judgesAwaited, resumed, tellersAwaited } from '../episodes'
import { alertWords } from '../notify-words'
import { WINDOW_MS } from '../incidents'
import { MISSED } from '../missed'
import { takesIn } from '../pager/open'
import { episodeKey, withhold, type Draft } from './draft'
import { dawns, isHeld } from './morning'
import { changed } from './occasion'
import { takeOff } from './onto-pages'
import { against, isPassing, whyNot } from './why-not'

/** What was refused under one key, and is due for another try. */
export interface Again { readonly retry: Retry; readonly alerts: readonly Alert[] }

/** Changed alerts, by what is to be told of them. */
export interface Sorted {
  readonly fresh: readonly Alert[]
  /** Kept for the morning, which has come. */
  readonly morning: readonly Alert[]
  /** Called over, and not: back with the same beginning, or its silence has ended. */
  readonly back: readonly Alert[]
  readonly again: readonly Again[]
  /** Begun anew: no episode of theirs is open. */
  readonly begun: ReadonlySet<string>
  /** Of those, the ones that were gone for longer than any event lasts: they belong to no page of before. */
  readonly strayed: ReadonlySet<string>
  /** Of those, the ones that began anew while nobody could see it. */
  readonly unseen: ReadonlySet<string>
}

/** Sorts the alerts that changed. What is gathered, left open or decided against is so in the draft afterwards; the rest is still to be told. */
export const sortChanged = (draft: Draft): Sorted => {
  const { prev, next, now, episodes, gathered } = draft
  const [fresh, morning, back]: [Alert[], Alert[], Alert[]] = [[], [], []]
  const begun = new Set<string>()
  const unseen = new Set<string>()
  const strayed = new Set<string>()
  const again = new Map<string, { readonly retry: Retry; readonly alerts: Alert[] }>()
  const around: Around = {
    places: placesOf(next), dawns: dawns(draft),
    // what ends the gathering may bring the last of it
    gathers: next.away !== null && (draft.slept || isGathering(next, now))
  }
  for (const alert of changed(draft)) {
    if (beganUnseen(alert, prev, next, now)) { Reflect.deleteProperty(episodes, alert.id); unseen.add(alert.id) }
    const before = episodes[alert.id]
    const endedAt = before?.endedAt
    const known = resumed(episodes, alert)
    // what was kept from being told has begun no less by that
    const began = beginningOf(before, known, now) ?? (unseen.has(alert.id) ? 'unseen' : undefined)
    if (!known || began !== undefined) begun.add(alert.id)
    if (began === 'strayed') strayed.add(alert.id)
    if (began === 'unseen') unseen.add(alert.id)
    const lot = lotOf(alert, known, { strayed: began === 'strayed', anew: began === undefined && known !== undefined && endedAt !== undefined && before?.startedAt !== alert.startsAt }, draft, around)
    switch (lot.is) {
      case 'against':
        gathered.delete(alert.id)
        if (known?.toldAt == null) against(draft, alert, lot.reason, began)
        break
      case 'told':
        if (!Object.hasOwn(prev.app.alerts, alert.id)) withhold(draft, { key: episodeKey(alert), alerts: [alert.id], words: alertWords(alert, next, now), reason: 'already-told' })
        break
      case 'again': {
        const group = again.get(lot.retry.key)
        if (group) group.alerts.push(alert)
        else again.set(lot.retry.key, { retry: lot.retry, alerts: [alert] })
        break
      }
      // a service that came back is not waited for twice
      case 'due': if (lot.retry.at > now) episodes[alert.id] = { ...known!, retry: { ...lot.retry, at: now } }; break
      case 'awaiting':
        // left open, not decided against: no record
        if (known?.awaitingSince === undefined) episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: null, reason: 'awaiting', awaitingSince: lot.since, ...((known ?? before)?.lightly && { lightly: true }), ...(began && { anew: began }) }
        for (const id of lot.judges) draft.ask.add(id)
        break
      case 'gathered':
        if (strayed.has(alert.id)) takeOff(draft, [alert])
        gathered.add(alert.id)
        break
      case 'fresh': fresh.push(alert); break
      case 'morning':
        if (strayed.has(alert.id)) takeOff(draft, [alert])
        morning.push(alert)
        break
      case 'back':
        gathered.delete(alert.id)
        back.push(alert)
        break
      case 'left': break
      default: assertNever(lot)
    }
  }
  return { fresh, morning, back, again: [...again.values()], begun, strayed, unseen }
}

/** How an alert began after an episode of it that was told: `before`, until this step, and `known`, what is open of it now; undefined: that is the first, or goes on. */
const beginningOf = (before: Episode | undefined, known: Episode | undefined, now: number): Episode['anew'] => {
  if (before?.endedAt !== undefined && now - before.endedAt > WINDOW_MS && (!known || known.anew)) return 'strayed'
  return known ? known.anew : before && 'begun'
}

interface Around {
  readonly places: () => Places
  readonly dawns: boolean
  /** What is new is gathered. */
  readonly gathers: boolean
}

/** What is to become of one alert; `left`: nothing now. */
type Lot =
  | { readonly is: 'against'; readonly reason: NotifyReason }
  | { readonly is: 'again' | 'due'; readonly retry: Retry }
  | { readonly is: 'awaiting'; readonly judges: readonly string[]; readonly since: number }
  | { readonly is: 'back' | 'told' | 'left' | 'morning' | 'gathered' | 'fresh' }

/** `known`: its open episode; `strayed`: it has no page of before; `anew`: it was over, and has begun again before anybody was shown it. */
const lotOf = (alert: Alert, known: Episode | undefined, { strayed, anew }: { readonly strayed: boolean; readonly anew: boolean }, draft: Draft, { places, dawns, gathers }: Around): Lot => {
  const { prev, next, now, deliverable, due, route, waiting, gathered } = draft
  const reason = whyNot(alert, draft)
  if (reason) return { is: 'against', reason }
  if (known?.toldAt != null) {
    // nothing that pages fires and is on no page; and whose silence is over is nobody's, though its page is taken
    const wasSilenced = (prev.app.alerts[alert.id]?.silencedBy.length ?? 0) > 0
    // whether its silence has ended only an Alertmanager knows, and whether it fires at all after a sleep only who told it: what is still to be heard
    if (route(alert).route === 'page' && (!places().open.has(alert.id) || (wasSilenced && places().held.has(alert.id)))) return { is: (waiting && awaitsJudges(next, now)) || isUnheard(alert, next, now) ? 'gathered' : 'back' }
    // what was worth a look by day may page by night
    if (known.lightly && route(alert).route === 'page') return { is: 'fresh' }
    if (!beganAway(alert, prev, next)) return { is: 'told' }
  }
  if (gathered.has(alert.id)) return { is: 'left' }
  // whoever has its page has not taken what begins so long after
  if (anew && alert.held === null && Object.values(next.app.pages).some((p) => p.status === 'held' && p.alerts.includes(alert.id) && !p.owed.includes(alert.id) && !takesIn(p, alert, now))) return { is: 'back' }
  const missed = known?.toldAt === null && MISSED.has(known.reason)
  // what was only shown as firing already, as at a first start, calls when it begins anew, also where nobody saw that
  const calls = anew && route(alert).route === 'page' && Object.values(next.app.pages).some((p) => p.status !== 'over' && p.route === 'notify' && p.alerts.includes(alert.id))
  // of what ended meanwhile its page is over, or was another's: then it is new
  if (missed && known.retry && places().open.has(alert.id) && !calls && !(known.lightly && route(alert).route === 'page')) return !due(alert.id) ? { is: 'left' } : { is: isUnheard(alert, next, now) ? 'due' : 'again', retry: known.retry }
  if (missed && !known.retry) return { is: deliverable || !Object.hasOwn(prev.app.alerts, alert.id) ? 'gathered' : 'left' }
  if (known?.toldAt === null && !missed && !isPassing(known)) return { is: 'left' }
  // what pages by now waits for no digest
  if (known?.reason === 'night' && !(isHeld(next) && route(alert).route === 'page')) return { is: gathers && !dawns ? 'gathered' : 'morning' }
  if (isBaseline(alert, waiting, next) && known?.reason !== 'paused') return { is: 'gathered' }
  const since = known?.awaitingSince ?? now
  const judges = [...judgesAwaited(alert, next, since, now), ...(known?.awaitingSince !== undefined || known?.reason === 'inhibited' || known?.reason === 'muted' ? tellersAwaited(alert, next, since, now) : [])]
  if (judges.length > 0) return { is: 'awaiting', judges, since }
  return { is: gathers && (strayed || !places().open.has(alert.id)) ? 'gathered' : 'fresh' }
}

interface Places { readonly open: ReadonlySet<string>; readonly held: ReadonlySet<string> }
/** Alerts on pages that are not over, and of those on pages that somebody has; a storm has thousands, so they are gathered once, and only when asked for. */
const placesOf = ({ app: { pages }, ids }: CoreState): (() => Places) => {
  let made: Places | null = null
  return () => {
    const on = (is: (page: Page) => boolean): ReadonlySet<string> => new Set(Object.values(pages).flatMap((p) => (is(p) ? p.alerts.flatMap((id) => [id, ids.get(id) ?? id]) : [])))
    made ??= { open: on((p) => p.status !== 'over'), held: on((p) => p.status === 'held') }
    return made
  }
}
