import type { Page } from '@shared/domain/page'
import type { Table } from '@shared/state/app-state'
import type { PageEffect } from '../pager/pages'
import type { Intent } from './draft'

/**
 * What is on the screen of pages that ask nobody any more, since somebody has them or they are over, is taken off it: a critical notification would stand there for good. What this very decision
 * tells of a page stands in its place; what calls for it later comes anew.
 */
export const closesOf = (prev: Table<Page>, next: Table<Page>, intents: readonly Intent[]): readonly PageEffect[] => (prev === next ? [] : Object.values(next).flatMap((page): PageEffect[] => {
  const before = prev[page.id]
  if (before === undefined || before.status === page.status || (page.status !== 'held' && page.status !== 'over')) return []
  return intents.some(({ request }) => request.key === page.id) ? [] : [{ type: 'close', page: page.id }]
}))
