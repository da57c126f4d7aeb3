import { isAsking, type Page } from '@shared/domain/page'
import { severityRank } from '@shared/domain/severity'
import type { Board } from '@shared/domain/wall'
import type { Table } from '@shared/state/app-state'
import type { Slot } from './slots'

/** Whether two names mean the same environment: a wall's is written by hand. */
export const sameEnvironment = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

const byWeight = (a: Page, b: Page): number => severityRank(a.severity) - severityRank(b.severity) || a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1)

/** The pages that call a wall to what is wrong, the worst first: those that ask for somebody, of one environment where that is given, whatever its case. */
export const callingPages = (pages: Table<Page>, environment: string | null): readonly Page[] =>
  Object.values(pages).filter((p) => isAsking(p) && (environment === null || sameEnvironment(p.environment, environment))).sort(byWeight)

/** The worst page of an environment that is not over though it asks for nobody: put off, or somebody has it. Null: there is none. */
export const keptPage = (pages: Table<Page>, environment: string): Page | null =>
  Object.values(pages).filter((p) => p.route === 'page' && (p.status === 'snoozed' || p.status === 'held') && sameEnvironment(p.environment, environment))
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || Number(a.status === 'held') - Number(b.status === 'held') || byWeight(a, b))[0] ?? null

/** Whose turn it is. `page`: a page calls for it. `gone`: nothing on this wall exists any more. */
export interface Showing { readonly board: Board; readonly why: 'turn' | 'page' | 'gone' }

const NOW: Board = { kind: 'now' }

/**
 * The board to show at a moment. While a page calls it is `now`; else the boards that exist have their turns, one after the other, by the clock:
 * walls of one kind turn together, and no turn is lost by a restart.
 */
export const showing = (slots: readonly Slot[], now: number, { calling, isGone }: { readonly calling: boolean; readonly isGone: (board: Board) => boolean }): Showing => {
  if (calling) return { board: NOW, why: 'page' }
  const there = slots.filter((s) => !isGone(s.board))
  const total = there.reduce((sum, s) => sum + s.dwellMs, 0)
  let left = ((now % total) + total) % total
  for (const { board, dwellMs } of there) {
    if (left < dwellMs) return { board, why: 'turn' }
    left -= dwellMs
  }
  return slots[0] ? { board: slots[0].board, why: 'gone' } : { board: NOW, why: 'turn' }
}
