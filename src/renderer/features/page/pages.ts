import { isAsking, type Page } from '@shared/domain/page'
import { severityRank } from '@shared/domain/severity'
import type { Table } from '@shared/state/app-state'

/** What the window shows: the page that asks and how many others do, what became of the last one, or nothing. */
export type Shown =
  | { readonly is: 'asking'; readonly page: Page; readonly asking: number }
  | { readonly is: 'settled'; readonly page: Page }
  | { readonly is: 'nothing' }

const settledAt = (page: Page): number => Math.max(page.held?.since ?? 0, page.endedAt ?? 0)

/** Worst first, then longest. `last`: the page that was shown before, whose outcome comes before any other's. */
export const shownPage = (pages: Table<Page>, last: string | null): Shown => {
  const all = Object.values(pages)
  const asking = all.filter((p) => isAsking(p) && p.window).sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
  if (asking[0]) return { is: 'asking', page: asking[0], asking: asking.length }
  const own = all.find((p) => p.id === last && p.status !== 'open')
  const page = own ?? all.filter((p) => p.route === 'page' && (p.status === 'held' || p.status === 'over')).sort((a, b) => settledAt(b) - settledAt(a))[0]
  return page ? { is: 'settled', page } : { is: 'nothing' }
}
