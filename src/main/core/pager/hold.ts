import type { Held } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { atFoot } from './ladder'

/** Somebody has it: its ladder stops everywhere. */
export const held = (page: Page, by: Held): Page => (page.status === 'over' || page.held ? page : { ...page, status: 'held', held: by, free: [], window: false, next: null, snoozedUntil: null })

/** The same by hand, with what of it is not listed at this moment: that is theirs as soon as it is again. Where all of it is over, that is what was taken, and nothing that comes after it. */
export const heldByHand = (page: Page, by: Held, unlisted: readonly string[], fires: boolean): Page => {
  const next = withHad(held(page, by), by)
  if (next.status !== 'held' || next.held?.by !== by.by) return next
  if (unlisted.length === 0) return fires || next.taken.length > 0 ? next : { ...next, taken: next.alerts }
  const owed = new Set(unlisted)
  return { ...next, owed: [...new Set([...next.owed, ...unlisted])], taken: [...new Set([...next.taken, ...unlisted])], free: next.free.filter((id) => !owed.has(id)) }
}

/** What it cannot see is taken by hand only. */
const withHad = (page: Page, by: Held): Page => (page.status === 'held' && page.unseen.length > 0 ? { ...page, had: { keys: page.unseen, by } } : page)

/** Given back by hand, with what it cannot see. */
export const givenBack = ({ had: _, ...page }: Page, at: number): Page => released(page, at)

/** Open, with its ladder at the beginning; whoever is on call then gets it. */
export const anew = (page: Page, at: number): Page =>
  ({ ...page, status: 'open', ...atFoot(at), person: null, reached: [], passed: 0, called: false, paged: false, handedAt: null, held: null, taken: [], bareSince: null, owed: [], peak: page.severity, snoozedUntil: null, stillSince: null })

/** Nobody has it any more: its ladder begins anew. */
export const released = (page: Page, at: number): Page => (page.status === 'held' ? anew(page, at) : page)

/** Quiet until then, then its ladder begins anew. */
export const snoozed = (page: Page, until: number): Page => (page.status === 'open' || page.status === 'snoozed' ? { ...page, status: 'snoozed', snoozedUntil: until, window: false, next: null } : page)

/** Hooks of this desk have all heard that it pages, or some have not: those hear it again, while it asks. */
export const handed = (page: Page, ok: boolean, at: number): Page => (ok ? (page.handedAt === null ? page : { ...page, handedAt: null }) : { ...page, paged: false, handedAt: at })

/** It was called over, and was not: nobody has it, nor what it could not see, and its ladder begins anew. What was only held back did not come back. */
export const reopened = ({ had: _, ...page }: Page, at: number): Page =>
  ({ ...anew(page, at), quietSince: null, endedAt: null, flaps: page.suppressed ? page.flaps : page.flaps + 1 })
