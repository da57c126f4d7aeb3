import type { Alert } from '@shared/domain/alert'
import { alertWords } from '../notify-words'
import { reopened } from '../pager/hold'
import { episodeKey, tell, urgencyOf, type Draft } from './draft'
import { open } from './onto-pages'

/** Tells what was over or taken and is back, on the page that had it last where there is one. */
export const tellBack = (draft: Draft, back: readonly Alert[]): void => {
  const { next, now, pages } = draft
  for (const alert of back) {
    const page = Object.values(pages).filter((p) => (p.status === 'over' || p.status === 'held') && p.alerts.includes(alert.id)).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0]
    const words = alertWords(alert, next, now)
    if (!page) { open(draft, episodeKey(alert), [alert], 'reopened', words); continue }
    pages[page.id] = reopened(page, now)
    tell(draft, [alert], 'reopened', page.id, words, page.loud ? urgencyOf(alert) : 'low')
  }
}
