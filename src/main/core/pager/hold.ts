import type { Held } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { atFoot } from './ladder'

/** Somebody has it: its ladder stops everywhere. */
export const held = (page: Page, by: Held): Page => (page.status === 'over' || page.held ? page : { ...page, status: 'held', held: by, free: [], window: false, next: null, snoozedUntil: null })

/** The same while none of these alerts of it, by id, is listed: they are somebody's as soon as they are again. */
export const heldUnlisted = (page: Page, by: Held, ids: readonly string[]): Page => {
  const next = held(page, by)
  return next === page || ids.length === 0 ? next : { ...next, owed: ids, taken: ids }
}

/** Open, with its ladder at the beginning; whoever is on call then gets it. */
export const anew = (page: Page, at: number): Page =>
  ({ ...page, status: 'open', ...atFoot(at), person: null, reached: [], passed: 0, called: false, paged: false, held: null, taken: [], bareSince: null, owed: [], peak: page.severity, snoozedUntil: null, stillSince: null })

/** Nobody has it any more: its ladder begins anew. */
export const released = (page: Page, at: number): Page => (page.status === 'held' ? anew(page, at) : page)

/** Quiet until then, then its ladder begins anew. */
export const snoozed = (page: Page, until: number): Page => (page.status === 'open' || page.status === 'snoozed' ? { ...page, status: 'snoozed', snoozedUntil: until, window: false, next: null } : page)

/** It was called over, and was not: nobody has it, and its ladder begins anew. */
export const reopened = (page: Page, at: number): Page =>
  ({ ...anew(page, at), quietSince: null, endedAt: null, flaps: page.flaps + 1 })
