import type { Alert } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { worstFirst } from '@shared/domain/worst-first'
import { alertWords } from '../notify-words'
import { reopened } from '../pager/hold'
import { episodeKey, tell, urgencyOf, type Draft } from './draft'
import { open, wordsOf } from './onto-pages'

/** Tells what was over or taken and is back, on the page that had it last where there is one. */
export const tellBack = (draft: Draft, back: readonly Alert[]): void => {
  const { next, now, pages } = draft
  const last = new Map(back.map((alert) => [alert.id, lastOf(alert, pages)]))
  for (const alert of back) if (last.get(alert.id) === null) open(draft, episodeKey(alert), [alert], 'reopened', alertWords(alert, next, now))
  for (const page of new Set(last.values())) {
    if (page === null) continue
    // what of it is on another page by now stays there
    const elsewhere = new Set(Object.values(pages).flatMap((p) => (p.status === 'over' || p.id === page.id ? [] : p.alerts)))
    const mine = (id: string): boolean => (last.has(id) ? last.get(id) === page : !elsewhere.has(id))
    pages[page.id] = reopened(page.alerts.every(mine) ? page : { ...page, alerts: page.alerts.filter(mine) }, now)
    const list = worstFirst(back.filter((a) => last.get(a.id) === page))
    tell(draft, list, 'reopened', page.id, wordsOf(list, draft), page.loud ? urgencyOf(list[0]!) : 'low')
  }
}

/** The page that somebody has, else the one that was over last; null: none has it. */
const lastOf = ({ id }: Alert, pages: Draft['pages']): Page | null =>
  Object.values(pages).filter((p) => (p.status === 'over' || p.status === 'held') && p.alerts.includes(id)).sort((a, b) => (b.endedAt ?? Infinity) - (a.endedAt ?? Infinity))[0] ?? null
