import type { Alert } from '@shared/domain/alert'
import { assertNever } from '@shared/domain/assert-never'
import type { NotifyReason } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import type { Table } from '@shared/state/app-state'
import type { Episode, Retry } from '../../ports/ledger'
import { isGathering } from '../away'
import { beganAway, beganUnseen, isBaseline, judgesAwaited, resumed } from '../episodes'
import { alertWords } from '../notify-words'
import { MISSED } from '../retry'
import { episodeKey, withhold, type Draft } from './draft'
import { dawns } from './morning'
import { changed } from './occasion'
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
  /** Of those, the ones that began anew while nobody could see it. */
  readonly unseen: ReadonlySet<string>
}

/** Sorts the alerts that changed. What is gathered, left open or decided against is so in the draft afterwards; the rest is still to be told. */
export const sortChanged = (draft: Draft): Sorted => {
  const { prev, next, now, episodes, gathered } = draft
  const [fresh, morning, back]: [Alert[], Alert[], Alert[]] = [[], [], []]
  const begun = new Set<string>()
  const unseen = new Set<string>()
  const again = new Map<string, { readonly retry: Retry; readonly alerts: Alert[] }>()
  const around: Around = {
    places: placesOf(next.app.pages), dawns: dawns(draft),
    // what ends the gathering may bring the last of it
    gathers: next.away !== null && (draft.slept || isGathering(next, now))
  }
  for (const alert of changed(draft)) {
    if (beganUnseen(alert, prev, next, now)) { Reflect.deleteProperty(episodes, alert.id); unseen.add(alert.id) }
    const over = episodes[alert.id]?.endedAt !== undefined
    const known = resumed(episodes, alert)
    if (!known) begun.add(alert.id)
    const lot = lotOf(alert, known, over, draft, around)
    switch (lot.is) {
      case 'against':
        gathered.delete(alert.id)
        if (known?.toldAt == null) against(draft, alert, lot.reason)
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
      case 'awaiting':
        // left open, not decided against: no record
        if (known?.awaitingSince === undefined) episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: null, reason: 'awaiting', awaitingSince: lot.since }
        for (const id of lot.judges) draft.ask.add(id)
        break
      case 'gathered': gathered.add(alert.id); break
      case 'fresh': fresh.push(alert); break
      case 'morning': morning.push(alert); break
      case 'back': back.push(alert); break
      case 'left': break
      default: assertNever(lot)
    }
  }
  return { fresh, morning, back, again: [...again.values()], begun, unseen }
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
  | { readonly is: 'again'; readonly retry: Retry }
  | { readonly is: 'awaiting'; readonly judges: readonly string[]; readonly since: number }
  | { readonly is: 'back' | 'told' | 'left' | 'morning' | 'gathered' | 'fresh' }

/** `known`: its open episode; `over`: that had ended before. */
const lotOf = (alert: Alert, known: Episode | undefined, over: boolean, draft: Draft, { places, dawns, gathers }: Around): Lot => {
  const { prev, next, now, deliverable, due, route, waiting, gathered } = draft
  const reason = whyNot(alert, draft)
  if (reason) return { is: 'against', reason }
  if (known?.toldAt != null) {
    if ((over || places().over.has(alert.id)) && !places().open.has(alert.id) && route(alert).route === 'page') return { is: 'back' }
    if (!beganAway(alert, prev, next)) return { is: 'told' }
  }
  if (gathered.has(alert.id)) return { is: 'left' }
  if (known !== undefined && MISSED.has(known.reason)) {
    if (known.retry && due(alert.id)) return { is: 'again', retry: known.retry }
    return { is: deliverable || !Object.hasOwn(prev.app.alerts, alert.id) ? 'gathered' : 'left' }
  }
  if (known?.toldAt === null && !isPassing(known)) return { is: 'left' }
  if (known?.reason === 'night') return { is: gathers && !dawns ? 'gathered' : 'morning' }
  if (isBaseline(alert, waiting, next) && known?.reason !== 'paused') return { is: 'gathered' }
  const since = known?.awaitingSince ?? now
  const judges = judgesAwaited(alert, next, since, now)
  if (judges.length > 0) return { is: 'awaiting', judges, since }
  return { is: gathers && !places().open.has(alert.id) ? 'gathered' : 'fresh' }
}

interface Places { readonly open: ReadonlySet<string>; readonly over: ReadonlySet<string> }
/** Alerts on pages that are open, held or snoozed, and on pages that are over; a storm has thousands, so they are gathered once, and only when asked for. */
const placesOf = (pages: Table<Page>): (() => Places) => {
  let made: Places | null = null
  return () => {
    const on = (over: boolean): ReadonlySet<string> => new Set(Object.values(pages).flatMap((p) => ((p.status === 'over') === over ? p.alerts : [])))
    made ??= { open: on(false), over: on(true) }
    return made
  }
}
