import { isAsking, type Page } from '@shared/domain/page'
import { serviceIn, sourceIn, subjectOf } from '@shared/domain/unseen'
import { behind, blindedBy, blindNow } from '../blind'
import { WINDOW_MS } from '../incidents'
import { blindWords, silentSince } from '../notify-words'
import { unseenOn } from '../pager/open'
import { proofOf } from '../pager/proof'
import { momentOf, policyFor } from '../pager/routes'
import { unseenOf, type Unseen } from '../pager/unseen'
import { blindKey } from '../retry'
import { keep } from '../same'
import type { Draft } from './draft'
import { allOn, pageWords } from './onto-pages'
import { wordsOn } from './unseen'

/**
 * Notes on pages what of them is seen again. What was for longer than any event lasts leaves its page, unless that asks for somebody and rings anyway: whoever has it has not taken what is lost
 * after that. A blink breaks nothing: lost again is what would be told.
 */
export const leaveSeen = (draft: Draft): void => {
  const { next, now, pages } = draft
  const open = Object.values(pages).filter((p) => p.status !== 'over' && p.unseen.length > 0)
  if (open.length === 0) return
  const unseen = unseenOf(next, policyFor(next.config.paging), momentOf(next, now), now)
  const around: Around = { now, proven: proofOf(next, now), shown: shownIn(draft), losses: lossesOf(draft, unseen), longest: Math.max(WINDOW_MS, next.config.paging.grace) }
  for (const page of open) {
    const { marked, left } = noted(page, around)
    pages[page.id] = left.length > 0 ? retold(marked, left, draft, unseen) : keep(page, lostOnly(named(page, marked, draft), draft, unseen))
  }
}

/** A page of alerts, and of what cannot be seen, in words that name what still cannot. */
const named = (before: Page, page: Page, draft: Draft): Page => {
  const firing = unseenOn(before).join() === unseenOn(page).join() ? [] : allOn(page, [], draft)
  if (page.lead === null || firing.length === 0) return page
  const { title, body } = pageWords(page, firing, draft)
  return { ...page, title, body }
}

/** A page of whose alerts none pages any more tells again of what cannot be seen, if that goes on. */
const lostOnly = (page: Page, draft: Draft, unseen: readonly Unseen[]): Page => {
  // what nobody has been heard of yet may fire still
  const { next: { app, memory } } = draft
  const isHeard = page.sources.every((id) => memory[id]?.baselined !== false)
  if (page.lead === null || !isHeard || page.alerts.some((id) => Object.hasOwn(app.alerts, id) && app.alerts[id]!.state === 'firing' && draft.route(app.alerts[id]!).route === 'page') || !unseen.some((u) => page.unseen.includes(u.key))) return page
  const words = wordsOn(page, draft, unseen)
  return { ...page, lead: null, severity: 'unknown', services: unseenOn(page), ...(words && { title: words.title, body: words.body }) }
}

/** Since when it is lost, ms; `told`: for so long that it is told of. */
interface Loss { readonly since: number; readonly told: boolean }
interface Around {
  readonly now: number
  readonly proven: (key: string) => boolean
  /** Whether it is there to be seen, not just let go or expected no more. */
  readonly shown: (key: string) => boolean
  readonly losses: ReadonlyMap<string, Loss>
  readonly longest: number
}

const shownIn = ({ next: { app: { services }, memory, unseenSince } }: Draft) => (key: string): boolean => {
  const service = serviceIn(key)
  if (service !== null) return Object.hasOwn(services, service) && !Object.hasOwn(unseenSince, service)
  const id = key.startsWith('watchdog:') ? sourceIn(key, Object.keys(memory)) : null
  return id === null || memory[id]!.watched.some((w) => key === `watchdog:${id}:${w.name}` && w.seenAt !== null && w.lackingSince === null && w.earlier !== true)
}

const lossesOf = ({ next, now }: Draft, unseen: readonly Unseen[]): ReadonlyMap<string, Loss> => new Map<string, Loss>([
  ...unseen.map(({ key, since }) => [key, { since, told: true }] as const),
  ...blindNow(next, now).map(({ id, since }) => [subjectOf(blindKey(id, since)), { since, told: now - silentSince(since, next, now) >= next.config.notifications.blindAfter }] as const)
])

/** The page with since when what of it is seen; and the keys of what leaves it, which are never all of it: that is over. */
const noted = ({ seenAgain: before = {}, had, ...page }: Page, { now, proven, shown, losses, longest }: Around): { readonly marked: Page; readonly left: readonly string[] } => {
  const again: Record<string, number> = {}
  const strayed: string[] = []
  for (const key of page.unseen) {
    const subject = subjectOf(key)
    const [seen, loss] = [proven(key), losses.get(subject)]
    const known = Object.hasOwn(before, subject) ? Math.min(before[subject]!, now) : null
    const since = known ?? (seen ? now : null)
    if (since === null) continue
    const until = seen ? now : (loss?.since ?? null)
    if (until !== null && until - since > longest) strayed.push(key)
    if (seen || loss?.told !== true) again[subject] = since
  }
  const left = isAsking(page) || strayed.length === page.unseen.length ? [] : strayed
  const kept = Object.entries(again).filter(([subject]) => !left.some((key) => subjectOf(key) === subject))
  // whoever took it before that has not taken what is lost after
  const keys = had?.keys.filter((key) => !strayed.some((one) => subjectOf(one) === subjectOf(key))) ?? []
  const rest = {
    ...page, ...(had && keys.length > 0 && { had: keys.length === had.keys.length ? had : { ...had, keys } }), unseen: left.length > 0 ? page.unseen.filter((key) => !left.includes(key)) : page.unseen,
    lost: lostOf(page, proven, shown)
  }
  return { marked: kept.length > 0 ? { ...rest, seenAgain: Object.fromEntries(kept) } : rest, left }
}

/** What is expected no more, or was let go, is not seen again; where another server shows all of it, nothing is lost. */
const lostOf = ({ unseen, lost }: Pick<Page, 'unseen' | 'lost'>, proven: (key: string) => boolean, shown: (key: string) => boolean): readonly string[] => {
  if (!unseen.every(proven)) return lost
  const gone = unseen.filter((key) => !shown(key))
  return gone.length === 0 ? [] : [...new Set([...lost, ...gone])]
}

/** The page in the words of what is left on it; its notification stays as it is. */
const retold = (page: Page, left: readonly string[], draft: Draft, unseen: readonly Unseen[]): Page => {
  const { next, now } = draft
  const on = new Set(page.unseen.map(subjectOf))
  const blind = blindNow(next, now).filter(({ id, since }) => on.has(subjectOf(blindKey(id, since))))
  const hurt = blindedBy(next, behind(blind, next), now).map((s) => s.name)
  const nameIn = (key: string): readonly string[] => { const service = serviceIn(key); return service === null ? [] : [service.slice(service.indexOf('/') + 1)] }
  const names = new Set(page.unseen.flatMap(nameIn))
  const gone = new Set(left.flatMap(nameIn).filter((name) => !names.has(name)))
  const firing = allOn(page, [], draft)
  const words = firing.length > 0 ? pageWords(page, firing, draft) : blind.length > 0 ? blindWords(blind, next, now) : wordsOn(page, draft, unseen)
  return { ...page, services: hurt.length > 0 ? hurt : page.services.filter((name) => !gone.has(name)), ...(words && { title: words.title, body: words.body }) }
}
