import type { NotifyReason } from '@shared/domain/notification'
import { worstFirst } from '@shared/domain/worst-first'
import { summaryWords, type Summary } from '../notify-words'
import { tell, urgencyOf, type Draft } from './draft'
import { wordsOf } from './onto-pages'
import type { Again } from './sorting'

const SUMMARIES: ReadonlySet<NotifyReason> = new Set<Summary | 'digest-morning'>(['storm', 'baseline', 'digest', 'morning', 'digest-morning', 'away'])
const isSummary = (reason: NotifyReason): reason is Summary | 'digest-morning' => SUMMARIES.has(reason)

/** Tells once more what was refused and is due. */
export const tellAgain = (draft: Draft, again: readonly Again[]): void => {
  const { next, now, gathered } = draft
  // one try each, under the name it had, unless that would be a storm
  if (again.length > next.config.notifications.stormAbove) for (const { alerts } of again) for (const { id } of alerts) gathered.add(id)
  else for (const { retry: { key, reason }, alerts } of again) {
    const list = worstFirst(alerts)
    const words = isSummary(reason) ? summaryWords(reason === 'digest-morning' ? 'morning' : reason, list, next, now) : wordsOf(list, draft)
    tell(draft, list, reason, key, words, urgencyOf(list[0]!))
  }
}
