import type { Page } from '@shared/domain/page'
import { NOW } from './now'

/** A page of one alert that nobody has taken yet. */
export const aPage = (over: Partial<Page> = {}): Page => ({
  id: 'p1', route: 'page', status: 'open', severity: 'critical', environment: 'production', alerts: ['a'], sources: [], lost: [], suppressed: false, unseen: [], services: ['checkout'], title: 'CRITICAL: checkout, PRODUCTION', body: '5 % of requests fail, limit 2 %.',
  lead: 'a', startedAt: NOW - 600_000, openedAt: NOW - 590_000, since: NOW - 590_000, climbedAt: NOW - 590_000, passedAt: NOW - 590_000, climbed: ['window', 'sound', 'hook'], window: true, person: 'Mira', reached: ['Mira'], passed: 0, loud: true, called: true, next: null, held: null, paged: false, handedAt: null, taken: [], free: [], bareSince: null, snoozedUntil: null, stillSince: null, owed: [], peak: 'critical', ended: [],
  flaps: 0, quietSince: null, endedAt: null, ...over
})

/** A critical page that asks for Mira, window and all; Daniel is next. */
export const aCallingPage = (over: Partial<Page> = {}): Page => ({
  id: 'page-1', route: 'page', status: 'open', severity: 'critical', environment: 'production', alerts: [], sources: [], lost: [], suppressed: false, unseen: [], services: ['checkout'], title: 'CRITICAL: checkout, PRODUCTION', body: '', lead: null,
  startedAt: NOW - 44_000, openedAt: NOW - 44_000, since: NOW - 44_000, climbedAt: NOW - 44_000, passedAt: NOW - 44_000, climbed: ['window', 'sound'], window: true, person: 'Mira', reached: ['Mira'], passed: 0, loud: true, called: true,
  next: { rung: 'next', at: NOW + 256_000, person: 'Daniel' }, held: null, paged: false, handedAt: null, taken: [], free: [], bareSince: null, snoozedUntil: null, stillSince: null, owed: [], peak: 'critical', ended: [], flaps: 0, quietSince: null, endedAt: null, ...over
})
