import type { Alert } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { worstFirst } from '@shared/domain/worst-first'
import { alertWords } from '../notify-words'
import { released, reopened } from '../pager/hold'
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
    const own = page.alerts.every(mine) ? page : { ...page, alerts: page.alerts.filter(mine) }
    // what joined it in this very step may have opened it
    if (page.status !== 'open') pages[page.id] = page.status === 'held' ? released(own, now) : reopened(own, now)
    const list = worstFirst(back.filter((a) => last.get(a.id) === page))
    tell(draft, list, 'reopened', page.id, wordsOf(list, draft), page.loud ? urgencyOf(list[0]!) : 'low')
  }
}

/** The page that somebody has, else one that asks, else the one that was over last; null: none has it. */
const lastOf = ({ id }: Alert, pages: Draft['pages']): Page | null => {
  const on = Object.values(pages).filter((p) => p.alerts.includes(id))
  return on.find((p) => p.status === 'held') ?? on.find((p) => p.status === 'open') ?? on.filter((p) => p.status === 'over').sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0] ?? null
}
