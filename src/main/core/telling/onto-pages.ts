import type { Alert } from '@shared/domain/alert'
import type { NotifyReason } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import { worstFirst } from '@shared/domain/worst-first'
import { alertWords, incidentWords, type Words } from '../notify-words'
import { joinPage, openPage, type Telling } from '../pager/open'
import { tell, urgencyOf, type Draft } from './draft'
import type { Occasion } from './occasion'

/** What these alerts ask for together: any that pages makes them page. */
export const loudest = (alerts: readonly Alert[], { route }: Occasion): Page['route'] => (alerts.some((a) => route(a).route === 'page') ? 'page' : 'notify')

/** Words for alerts of one event, worst first. */
export const wordsOf = (alerts: readonly Alert[], { next, now }: Occasion): Words => (alerts.length === 1 ? alertWords(alerts[0]!, next, now) : incidentWords(alerts, next, now))

/** How a page says these words, with whoever it is for at this moment. */
export const tellingOf = ({ next, now }: Occasion, { title, body }: Words, route: Page['route']): Telling =>
  ({ route, title, body, now, shift: next.app.meta.shift, me: next.config.paging.me, absent: next.presence.absent })

/** Opens a page of these alerts, worst first, and tells it. */
export const open = (draft: Draft, id: string, alerts: readonly Alert[], reason: NotifyReason, words: Words, route = loudest(alerts, draft)): void => {
  const page = openPage(id, alerts, tellingOf(draft, words, route))
  draft.pages[id] = page
  tell(draft, alerts, reason, id, words, page.loud ? urgencyOf(alerts[0]!) : 'low')
}

/** Puts more alerts onto a page; `all` as allOn gives them. Tells nothing: the page's new words are returned. */
export const join = (draft: Draft, page: Page, joining: readonly Alert[], all: readonly Alert[], words = wordsOf(all, draft)): Words => {
  draft.pages[page.id] = joinPage(page, joining, draft.next.app.alerts, tellingOf(draft, words, loudest(joining, draft)))
  return words
}

/** All that fires on a page once more alerts are on it, worst first. */
export const allOn = (page: Page, more: readonly Alert[], { next }: Occasion): readonly Alert[] => {
  const on = new Set(page.alerts)
  return worstFirst([...page.alerts.flatMap((id) => (next.app.alerts[id]?.state === 'firing' ? [next.app.alerts[id]] : [])), ...more.filter((a) => !on.has(a.id))])
}
