import type { JournalEntry } from '@shared/domain/journal'
import { MOST_IN_DIGEST, type NightDigest } from '@shared/domain/night-watch'
import type { Page } from '@shared/domain/page'
import { severityRank } from '@shared/domain/severity'
import { subjectOf } from '@shared/domain/unseen'
import type { AppState } from '@shared/state/app-state'
import { clean } from '@shared/text/clean'

/** Shorter is a blink. */
export const UNSEEN_MS = 60_000

type Unseen = NightDigest['unseen']
type Row = Unseen['sources']['list'][number]
/** When a source could not be seen, ms; `unread`: it answered, without its alerts. */
interface Stretch { readonly name: string; readonly from: number; readonly to: number; readonly unread: boolean; readonly still: boolean }

/**
 * What could not be seen in a night: sources for a minute or longer, the longest first, and pages that are open without an alert that fires, the worst first. Pure; entries of that night in any order.
 * A source without its alerts counts only where no Alertmanager, where they arrive too, was there all the while.
 */
export const unseenOfNight = (night: readonly JournalEntry[], { alerts, pages, sources }: Pick<AppState, 'alerts' | 'pages' | 'sources'>, from: number, now: number): Unseen => {
  const stretches = stretchesOf(night, sources, from, now)
  const covered = Object.values(sources).some((s) => s.abilities.includes('silence') && !stretches.has(s.id))
  const rows = [...stretches].flatMap(([id, list]): Row[] => {
    const counted = covered ? list.filter((s) => !s.unread) : list
    const ms = counted.reduce((sum, s) => sum + s.to - s.from, 0)
    const last = counted.at(-1)
    return last === undefined || ms < UNSEEN_MS ? [] : [{ id, name: last.name, ms, still: last.still }]
  }).sort((a, b) => b.ms - a.ms || (a.id < b.id ? -1 : 1))
  const open = Object.values(pages).filter((p) => p.status !== 'over' && isUncounted(p, alerts)).sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
  return {
    sources: { count: rows.length, list: rows.slice(0, MOST_IN_DIGEST) },
    pages: { count: open.length, list: open.slice(0, MOST_IN_DIGEST).map((p) => ({ id: p.id, title: clean(p.title, { max: 300 }), severity: p.severity, at: p.openedAt })) }
  }
}

/** Whether counting what fires leaves a page out: it pages and nothing of it fires, or something of it is not seen again. */
const isUncounted = ({ route, alerts: ids, unseen, seenAgain = {} }: Page, alerts: AppState['alerts']): boolean =>
  unseen.some((key) => !Object.hasOwn(seenAgain, subjectOf(key)) && !Object.hasOwn(seenAgain, key)) ||
  (route === 'page' && !ids.some((id) => Object.hasOwn(alerts, id) && alerts[id]!.state === 'firing'))

/** By source, in the order of time. What a start cut short goes on where the source was silent then, too. */
const stretchesOf = (night: readonly JournalEntry[], sources: AppState['sources'], from: number, now: number): ReadonlyMap<string, readonly Stretch[]> => {
  const found = new Map<string, Stretch[]>()
  const begun = new Map<string, Omit<Stretch, 'to' | 'still'>>()
  const end = (id: string, to: number, still = false): void => {
    const one = begun.get(id)
    if (one === undefined) return
    begun.delete(id)
    const list = found.get(id) ?? []
    list.push({ ...one, to: Math.max(one.from, to), still })
    found.set(id, list)
  }
  for (const entry of [...night].sort((a, b) => a.at - b.at || a.n - b.n)) {
    if (entry.type === 'blind') {
      end(entry.source, entry.at)
      begun.set(entry.source, { name: entry.name, from: entry.at, unread: entry.failure === null })
    } else if (entry.type === 'back') {
      // silent since before the night
      if (!begun.has(entry.source) && !found.has(entry.source)) begun.set(entry.source, { name: entry.name, from: Math.max(from, entry.since), unread: false })
      end(entry.source, entry.at)
    } else if (entry.type === 'started') for (const id of [...begun.keys()]) end(id, entry.at)
  }
  for (const { id, name, failingSince, unreadSince } of Object.values(sources)) {
    const since = failingSince ?? unreadSince
    if (since === null) continue
    if (!begun.has(id)) begun.set(id, { name: clean(name, { max: 300 }), from: Math.min(now, Math.max(from, since)), unread: failingSince === null })
    end(id, now, true)
  }
  // taken out of the configuration, or its end was not written: nothing says that it was seen again
  for (const id of [...begun.keys()]) end(id, now)
  return found
}
