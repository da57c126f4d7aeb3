import { subjectOf } from '@shared/domain/unseen'
import { behind, blindedBy, blindNow, decideBlind, globalReason, keyOf, type Blind } from '../blind'
import { blindWords, type BlindSource } from '../notify-words'
import { openPage } from '../pager/open'
import { blindKey } from '../retry'
import { say, urgencyOf, withhold, type Draft } from './draft'
import { tellingOf } from './onto-pages'

/** Tells which sources cannot be seen by; what they blind services of tier 1 to is a page. Returns all that is blind. */
export const tellBlind = (draft: Draft, gathering: boolean): Blind => {
  const { next, now, deliverable, pages } = draft
  const blind = decideBlind(next, now, deliverable, fold(draft))
  const openKeys = new Set(Object.values(pages).flatMap((p) => (p.status === 'over' ? [] : p.unseen)))
  // what a source showed last is believed for a while: it may blind only after it was told of
  const late = gathering ? [] : blind.before.filter((s) => !openKeys.has(blindKey(s.id, s.since)) && blindedBy(next, behind([s], next), now).length > 0)
  for (const sources of [blind.sources, globalReason(next, now) === null ? late : []]) for (const [page, own] of byPage(sources, draft)) tellSources(draft, own, page)
  return blind
}

/** A source whose page is not over and that is blind again, or still after a restart, is told of by that page. Returns the keys of what it took in. */
const fold = ({ next, now, pages }: Draft): ReadonlySet<string> => {
  const folded = new Set<string>()
  const open = Object.values(pages).filter((p) => p.status !== 'over' && p.unseen.length > 0)
  for (const { id, since } of open.length === 0 ? [] : blindNow(next, now)) {
    const key = blindKey(id, since)
    for (const { id: on } of open) {
      const page = pages[on]!
      if (page.unseen.includes(key) || !page.unseen.some((k) => subjectOf(k) === subjectOf(key))) continue
      pages[on] = { ...page, unseen: [...new Set(page.unseen.map((k) => (subjectOf(k) === subjectOf(key) ? key : k)))] }
      folded.add(key)
    }
  }
  return folded
}

/** Sources by the page that tells of them already, since that was not shown; those of no page together. */
const byPage = (sources: readonly BlindSource[], { pages }: Draft): ReadonlyMap<string | null, readonly BlindSource[]> => {
  const groups = new Map<string | null, BlindSource[]>()
  for (const source of sources) {
    const page = Object.values(pages).find((p) => p.status !== 'over' && p.unseen.includes(blindKey(source.id, source.since)))?.id ?? null
    groups.set(page, [...(groups.get(page) ?? []), source])
  }
  return groups
}

const tellSources = (draft: Draft, sources: readonly BlindSource[], page: string | null): void => {
  const { next, now, pages } = draft
  const words = blindWords(sources, next, now)
  const key = page ?? keyOf(sources, next)
  const reason = globalReason(next, now)
  const said = { key, alerts: [], words, reason: reason ?? 'source-blind', tried: sources.flatMap(({ id }) => next.blindRetries[id] ?? []).find((r) => r.key === key) }
  if (reason) { withhold(draft, said); return }
  const hurt = blindedBy(next, behind(sources, next), now)
  if (hurt.length > 0) {
    const trouble = { keys: key.split(' '), severity: 'unknown', environment: hurt[0]!.environment, services: hurt.map((s) => s.name), since: Math.min(...sources.map((s) => s.since)) } as const
    // refused and tried again: whoever had it has it still
    if (pages[key] === undefined || pages[key].status === 'over') pages[key] = openPage(key, [], tellingOf(draft, words, 'page'), trouble)
  }
  say(draft, said, pages[key] === undefined || pages[key].status === 'over' ? 'normal' : urgencyOf(pages[key]))
}
