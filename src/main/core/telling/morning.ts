import type { Alert } from '@shared/domain/alert'
import { globalReason } from '../blind'
import type { CoreState } from '../core-state'
import { summaryWords } from '../notify-words'
import { digestWords } from '../pager/digest'
import { holdsMorning } from '../pager/night-watch'
import { eventsOf } from '../pager/open'
import { newKey, say, withhold, type Draft } from './draft'
import { joinKept } from './gathered'
import type { Occasion } from './occasion'
import { byPage, inOrder, open } from './onto-pages'
import { repeatAll } from './repeat'

/** The digest of the night is still to come, and tells what waited for the morning. */
export const isHeld = ({ config, app }: CoreState): boolean => holdsMorning(app.meta.watch, config.paging.nightWatch.digest)
const isDigestNew = ({ prev, next }: Occasion): boolean => next.app.meta.watch.digest !== prev.app.meta.watch.digest

/** The digest of the night has what waited for the morning. */
export const dawns = (occasion: Occasion): boolean => isHeld(occasion.next) || isDigestNew(occasion)

/** Tells the digest of the night, and what waited for the morning. */
export const tellMorning = (draft: Draft, morning: readonly Alert[]): void => {
  const { prev, next, now } = draft
  const digest = isDigestNew(draft) ? next.app.meta.watch.digest : null
  const told = digest !== null && !digest.closed && digest.to !== prev.app.meta.watch.digest?.to ? digest : null
  if (!told && (morning.length === 0 || isHeld(next))) return
  // one notification in the morning, not two
  const all = inOrder(morning, draft)
  const words = told ? digestWords(told, all.length, next.config.appearance.time) : summaryWords('morning', all, next, now)
  const [key, reason] = [newKey(draft, 'morning'), told ? 'digest-morning' : 'morning'] as const
  const not = globalReason(next, now)
  const { on, own: loose } = byPage(all, draft)
  repeatAll(draft, on, () => 'morning')
  // what belongs to an event that is told already is told on its page
  const events = eventsOf(loose, { ...next.app, pages: draft.pages }, now)
  for (const { page, alerts } of events) if (page !== null) joinKept(draft, draft.pages[page.id]!, alerts)
  const own = inOrder(events.flatMap((e) => (e.page === null ? e.alerts : [])), draft)
  if (own.length > 0) open(draft, key, own, reason, own.length < all.length && !told ? summaryWords('morning', own, next, now) : words)
  else if (all.length > 0 && !told) return
  else if (not) withhold(draft, { key, alerts: [], words, reason: not })
  else say(draft, { key, alerts: [], words, reason }, 'normal')
}
