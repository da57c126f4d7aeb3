import type { Alert } from '@shared/domain/alert'
import type { NotifyReason } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import { summaryWords, type Summary, type Words } from '../notify-words'
import { newKey, tell, type Draft } from './draft'
import { isStorm } from '../pager/open'
import { allOn, inOrder, join, loudest, urgencyOn, wordsOf } from './onto-pages'

/** Reasons that a summary is told for. */
type Told = Exclude<Summary, 'back'> | 'digest-morning' | 'storm-back'
const SUMMARIES: ReadonlySet<NotifyReason> = new Set<Told>(['storm', 'storm-back', 'baseline', 'digest', 'morning', 'digest-morning', 'away'])
const isSummary = (reason: NotifyReason): reason is Told => SUMMARIES.has(reason)
/** The words of a summary of these alerts, worst first, as it was told for this reason; null: it was none. */
export const summaryFor = (reason: NotifyReason, alerts: readonly Alert[], { next, now }: Draft): Words | null =>
  (isSummary(reason) ? summaryWords(reason === 'digest-morning' ? 'morning' : reason === 'storm-back' ? 'back' : reason, alerts, next, now) : null)

/** Tells alerts that are on a page once more, in its place and with all that fires on it: the page goes on as it is. */
export const repeat = (draft: Draft, page: Page, alerts: readonly Alert[], reason: NotifyReason): void => {
  const all = allOn(page, alerts, draft)
  const summary = isStorm(page) ? 'storm' : alerts.length === all.length ? reason : null
  // what it told of is no louder for not having been shown
  const others = alerts.filter(({ id }) => { const known = draft.episodes[id]; return known?.toldAt !== null || known.lightly })
  const words = join(draft, page, alerts, all, (summary && summaryFor(summary, all, draft)) ?? wordsOf(all, draft), others.length === 0 ? page.route : loudest(others, draft))
  tell(draft, alerts, reason, page.id, words, urgencyOn([page], all, draft))
}

/** Tells what is on pages once more, each in its place; as one, and on no page, where that would be a storm. */
export const repeatAll = (draft: Draft, list: readonly { readonly page: Page; readonly alerts: readonly Alert[] }[], reason: (alerts: readonly Alert[]) => NotifyReason): void => {
  const { next, now } = draft
  if (list.length <= next.config.notifications.stormAbove) { for (const { page, alerts } of list) repeat(draft, page, alerts, reason(alerts)); return }
  const all = inOrder(list.flatMap(({ alerts }) => alerts), draft)
  tell(draft, all, 'repeated', newKey(draft, 'repeated'), summaryWords('storm', all, next, now), urgencyOn(list.map(({ page }) => page), all, draft))
}
