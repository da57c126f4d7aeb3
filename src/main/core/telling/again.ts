import { summaryWords } from '../notify-words'
import { tell, type Draft } from './draft'
import { byPage, inOrder, urgencyOn } from './onto-pages'
import { repeat, repeatAll, summaryFor } from './repeat'
import type { Again } from './sorting'

/** Tells once more what was missed and is due, on the page that has it. */
export const tellAgain = (draft: Draft, again: readonly Again[]): void => {
  const { next, now, pages } = draft
  // one try each, under the name it had, unless that would be a storm
  if (again.length > next.config.notifications.stormAbove) { repeatAll(draft, byPage(inOrder(again.flatMap((a) => a.alerts), draft), draft).on, () => 'repeated'); return }
  for (const { retry: { key, reason }, alerts } of again) {
    const list = inOrder(alerts, draft)
    const page = Object.hasOwn(pages, key) ? pages[key]! : null
    if (page && page.status !== 'over' && list.every((a) => page.alerts.includes(a.id))) repeat(draft, page, list, reason)
    // a summary of what is on several pages
    else tell(draft, list, reason, key, summaryFor(reason, list, draft) ?? summaryWords('storm', list, next, now), urgencyOn(byPage(list, draft).on.map((one) => one.page), list, draft))
  }
}
