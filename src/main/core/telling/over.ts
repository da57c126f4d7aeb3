import { endingOf, type Page } from '@shared/domain/page'
import { telling } from '@shared/domain/freshness'
import type { AppState, Table } from '@shared/state/app-state'
import { severityRank } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import type { CoreState } from '../core-state'
import type { Episode } from '../../ports/ledger'
import { isUnsure } from '../away'
import { globalReason } from '../blind'
import { everyoneTold } from '../episodes'
import { goesOn, resolvedWords, settledWords, unwatchedWords } from '../ending-words'
import { withNext } from '../notify-words'
import { stepPages, type PageEffect } from '../pager/pages'
import { heldBackIn } from '../pager/explained'
import { proofOf } from '../pager/proof'
import { groundsIn } from '../pager/roots'
import { callsIn, returnWords, type Unseen } from '../pager/unseen'
import { sameKeys } from '../same'
import { leadOf, servicesOf, unseenOn } from '../pager/open'
import { closesOf } from './closing'
import { isOff } from './why-not'
import { say, tell, urgencyOf, wasUntold, type Draft } from './draft'
import { allOn, pageWords } from './onto-pages'

/** Pages as they stand, and what they ask for besides. */
interface Standing { readonly pages: Table<Page>; readonly effects: readonly PageEffect[]; readonly episodes: Readonly<Record<string, Episode>> }

/** Moves the pages on, and tells what is over and what calls here from now on; `blind`: keys of the sources that cannot be seen now, `lost`: what else cannot. */
export const tellOver = (draft: Draft, blind: ReadonlySet<string>, lost: readonly Unseen[]): Standing => {
  const { prev, next, now, pages, route } = draft
  const mute = globalReason(next, now) !== null
  const proven = proofOf(next, now)
  const [due, isHeldBack] = [new Set(lost.map((u) => u.key)), heldBackIn(next, route, now)]
  const stepped = stepPages(sameKeys(pages, next.app.pages) ? next.app.pages : pages, {
    now, alertOf: (id) => next.app.alerts[id] ?? next.app.alerts[next.ids.get(id) ?? ''], isResolved: (id) => Object.hasOwn(next.app.resolved, id), isWatched: (id) => Object.hasOwn(next.app.sources, id),
    beganAt: ({ id, startsAt }) => Math.min(draft.episodes[id]?.startedAt ?? startsAt, startsAt),
    goneSince: (id) => (Object.hasOwn(next.app.alerts, id) && next.app.alerts[id]!.state !== 'pending' ? null : (draft.episodes[id]?.endedAt ?? next.app.resolved[id]?.endsAt ?? null)),
    isHeard: (ids) => everyoneTold(next) || (ids.length > 0 && ids.every((id) => !Object.hasOwn(next.memory, id) || next.memory[id]!.baselined)),
    tells: tellsIn(next, now), paging: next.config.paging, night: next.app.meta.night, shift: next.app.meta.shift, absent: next.presence.absent, mute,
    // the polls that count are those of the sources that last told it; of what nothing is known any more, the slowest
    intervalOf: (id) => slowest(next.app.alerts[id]?.sources ?? next.app.resolved[id]?.sources ?? Object.keys(next.app.sources), next.app.sources),
    grounds: groundsIn(next.app.services),
    // what is not on a screen yet still needs its page
    isLight: (id) => draft.episodes[id]?.lightly === true && draft.episodes[id].retry === undefined,
    pages: (alert) => route(alert).route === 'page' && !isOff(alert, draft),
    isUnsure: (page) => isUnsure(page, next, now),
    isUnseen: (key) => blind.has(key) || due.has(key) || !proven(key),
    callsUnseen: callsIn(next, now), isHeldBack
  })
  for (const page of mute ? [] : stepped.resolved) {
    // what was not told here has no end to be told
    if (wasUntold(page, draft)) continue
    // what fired when its source was taken out may fire still: nobody is told that it is well
    const lost = endingOf(page) === 'unwatched'
    const words = lost ? unwatchedWords(page, next) : goesOn(page, next) ? settledWords(page, next, now) : page.route === 'page' ? resolvedWords(page, next, draft.now) : returnWords(page, next)
    const over = page.alerts.filter((id) => next.app.alerts[id]?.state !== 'firing')
    if (words !== null) say(draft, { key: page.id, alerts: over, words, reason: lost ? 'unwatched' : 'resolved' }, lost ? 'normal' : 'low')
  }
  const shown = called(draft, retold(draft, stepped.pages))
  // the episodes may be those of the state
  const calling = stepped.calling.flatMap((id) => shown[id] ?? []).filter((page) => !isTold(draft, page))
  const last = calling.length === 0 ? draft : { ...draft, episodes: { ...draft.episodes } }
  for (const page of calling) call(last, page)
  foretell(draft, shown)
  return { pages: shown, effects: [...stepped.effects, ...turnsOf(prev.app.pages, shown), ...closesOf(prev.app.pages, shown, draft.intents)], episodes: last.episodes }
}

/**
 * Whether any source that told an alert last, or else any of these, tells of now; also where none of them is watched. What is gone without the word of a silent one was outvoted by whoever
 * evaluates its rule, and told it, too: nothing but that takes it away (`outvoted`).
 */
const tellsIn = ({ app: { sources, ages, resolved } }: CoreState, now: number) => {
  const tellers = telling(sources, ages, now)
  return (alert: string, page: readonly string[]): boolean => {
    const over = Object.hasOwn(resolved, alert) ? resolved[alert]! : null
    const ids = (over?.sources ?? page).filter((id) => Object.hasOwn(sources, id))
    if (ids.length === 0 || ids.some((id) => tellers.has(id) && sources[id]!.failingSince === null)) return true
    return over?.endsAt != null && ids.every((id) => (ages[id]?.alertsAt ?? -Infinity) < over.endsAt!)
  }
}

/** What calls for a page says who is paged next, which is known only once the page has been moved on. */
const foretell = ({ intents, records, next, now }: Draft, pages: Table<Page>): void => {
  intents.forEach((intent, i) => {
    const page = pages[intent.request.key]
    if (page?.status !== 'open' || page.route !== 'page' || intent.record.reason === 'resolved') return
    const record = withNext(intent.record, page, next, now)
    if (record === intent.record) return
    intents[i] = { record, request: { ...intent.request, body: record.body } }
    const at = records.indexOf(intent.record)
    if (at >= 0) records[at] = record
  })
}

/** Whether a notification of this very decision calls for it already, as urgently as it. */
const isTold = ({ intents }: Draft, page: Page): boolean => {
  const on = new Set(page.alerts)
  return intents.some(({ request, record }) => request.urgency === 'critical' && (request.key === page.id || record.alerts.some((id) => on.has(id))))
}

/** Pages that this decision calls for already, though their ladder stands still yet, as just after sleep: they are called for once. */
const called = (draft: Draft, pages: Table<Page>): Table<Page> => {
  const told = draft.intents.length === 0 ? [] : Object.values(pages).filter((page) => page.status === 'open' && page.loud && !page.called && isTold(draft, page))
  return told.length === 0 ? pages : { ...pages, ...Object.fromEntries(told.map((page) => [page.id, { ...page, called: true }])) }
}

/** A page that was told of quietly, or was quiet for a while, calls for whoever sits here: its notification is sent again, in its place. */
const call = (draft: Draft, page: Page): void => {
  const words = { title: page.title, body: page.body, open: t('notify.open') }
  // by now it is loud here
  draft.pages[page.id] = page
  const free = allOn(page, [], draft).filter((a) => a.held === null)
  // what was told quietly of the same in this very step is said by the call
  const calls = new Set(free.map((a) => a.id))
  const quiet = draft.intents.filter(({ record }) => record.key === page.id && record.alerts.length > 0 && record.alerts.every((id) => calls.has(id)))
  for (const intent of quiet) { draft.intents.splice(draft.intents.indexOf(intent), 1); draft.records.splice(draft.records.indexOf(intent.record), 1) }
  if (free.length > 0) tell(draft, free, 'called', page.id, words, urgencyOf(page))
  else say(draft, { key: page.id, alerts: [], words, reason: 'called' }, urgencyOf(page))
}

/** ms between the polls of the slowest that tells of alerts. */
const slowest = (ids: readonly string[], sources: AppState['sources']): number =>
  ids.reduce((most, id) => { const source = Object.hasOwn(sources, id) ? sources[id]! : null; return source?.abilities.includes('alerts') ? Math.max(most, source.intervalMs) : most }, 0)

/** Pages whose lead is over, or others of whose alerts are or are back, while some go on say what goes on; the notification is left as it is. */
const retold = (draft: Draft, pages: Table<Page>): Table<Page> => {
  const { next } = draft
  const changed = Object.values(pages).flatMap((page): [string, Page][] => {
    if (page.status === 'over' || page.alerts.length === 0) return []
    const isOther = (next.app.pages[page.id]?.ended ?? page.ended) !== page.ended
    const before = page.lead === null ? null : (next.app.alerts[page.lead] ?? null)
    // as bad as the page is, it leads on; what blinks, too
    if (!isOther && before?.state === 'firing' && severityRank(before.severity) <= severityRank(page.severity)) return []
    if (!isOther && page.lead !== null && (before === null ? !page.ended.includes(page.lead) : before.state === 'pending')) return []
    const firing = allOn(page, [], draft)
    const lead = leadOf(firing)
    if (lead === null || (!isOther && lead === page.lead)) return []
    // it tells of what cannot be seen, which is worse
    if (page.lead === null && page.unseen.length > 0 && !firing.some((a) => draft.route(a).route === 'page')) return []
    const { title, body } = pageWords(page, firing, draft)
    return [[page.id, { ...page, lead, title, body, environment: firing[0]!.environment, services: [...new Set([...servicesOf(firing), ...unseenOn(page)])] }]]
  })
  return changed.length === 0 ? pages : { ...pages, ...Object.fromEntries(changed) }
}

/** Hooks hear when a page that they may have heard of here is taken or over. */
const turnsOf = (prev: Table<Page>, next: Table<Page>): readonly PageEffect[] => (prev === next ? [] : Object.values(next).flatMap((page): PageEffect[] => {
  const before = prev[page.id]
  if (page.route !== 'page' || before === undefined || !(before.loud || page.loud)) return []
  if (before.status === page.status) return page.status === 'over' && before.suppressed && !page.suppressed ? [{ type: 'hook', page: page.id, event: endingOf(page) }] : []
  if (page.status === 'held') return [{ type: 'hook', page: page.id, event: 'acknowledged' }]
  return page.status === 'over' ? [{ type: 'hook', page: page.id, event: endingOf(page) }] : []
}))
