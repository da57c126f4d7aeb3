import { describe, expect, it } from 'vitest'
import type { LastPages } from '@shared/domain/page'
import { keptForRestart } from '../../../src/main/core/kept'
import { lastPagesAfter } from '../../../src/main/core/last-pages'
import { reduce } from '../../../src/main/core/reduce'
import { aPage, aSighting, aSnapshot, NOW } from '../../builders'
import { aSetup, startCore, type Core } from './core-harness'

const MIN = 60_000
const DAY = 24 * 60 * MIN
const critical = aSighting({ labels: { alertname: 'CheckoutDown', severity: 'critical', service: 'checkout', env: 'production' }, startsAt: NOW - MIN })

/** A page that was told, and was over some minutes later. */
const paged = (): Core => {
  let core = startCore([aSetup()]).answer('am', aSnapshot({ alerts: [] }), NOW + 20_000).tick(NOW + 21_000)
  core = core.answer('am', aSnapshot({ alerts: [{ ...critical, startsAt: NOW + 30_000 }] }), NOW + 40_000)
  for (let at = NOW + 55_000; at < NOW + 20 * MIN; at += 15_000) core = core.answer('am', aSnapshot({ alerts: [] }), at)
  return core
}

describe('the last page', () => {
  it('is remembered when the page itself is long forgotten', () => {
    const told = paged()
    const [page] = Object.values(told.state.app.pages)
    const known = { since: NOW, of: { production: { id: page!.id, service: 'checkout', openedAt: NOW + 40_000, startedAt: NOW + 30_000, endedAt: page!.endedAt } } }
    const later = told.answer('am', aSnapshot({ alerts: [] }), NOW + 3 * DAY).tick(NOW + 3 * DAY + 1_000)
    expect([page!.status, page!.endedAt !== null, told.state.app.meta.lastPages, Object.keys(later.state.app.pages), later.state.app.meta.lastPages, keptForRestart(later.state, new Set()).lastPages])
      .toEqual(['over', true, known, [], known, known])
  })
  it('is known over a restart, and beside a page that is kept', () => {
    const old = { id: 'old', service: 'checkout', openedAt: NOW - 9 * DAY, startedAt: NOW - 9 * DAY, endedAt: NOW - 8 * DAY }
    const open = aPage({ id: 'open', environment: 'staging', startedAt: NOW - 2, openedAt: NOW - 1 })
    const { lastPages } = startCore([aSetup()], { lastRunAt: NOW - MIN, pages: { open }, lastPages: { since: NOW - 30 * DAY, of: { production: old } } }).state.app.meta
    expect(lastPages).toEqual({ since: NOW - 30 * DAY, of: { production: old, staging: { id: 'open', service: 'checkout', openedAt: NOW - 1, startedAt: NOW - 2, endedAt: null } } })
  })
  it('is the newest of each environment; what only notified is none', () => {
    const before: LastPages = { since: 1, of: { production: { id: 'old', service: null, openedAt: NOW - DAY, startedAt: NOW - DAY, endedAt: NOW } } }
    const pages = Object.fromEntries([
      aPage({ id: 'a', openedAt: NOW - 2 * DAY }), aPage({ id: 'b', environment: 'staging', services: [], startedAt: NOW - 2, openedAt: NOW - 1 }), aPage({ id: 'c', environment: 'dev', route: 'notify' })
    ].map((p) => [p.id, p]))
    expect(lastPagesAfter(before, pages)).toEqual({ since: 1, of: { ...before.of, staging: { id: 'b', service: null, openedAt: NOW - 1, startedAt: NOW - 2, endedAt: null } } })
  })
  it('is the very same while nothing is newer, and of no more environments than are of use', () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, i) => aPage({ id: `p${i}`, environment: `e${i}`, openedAt: NOW + i })).map((p) => [p.id, p]))
    const known = lastPagesAfter({ since: NOW, of: {} }, many)
    expect([Object.keys(known.of).sort(), lastPagesAfter(known, {})]).toEqual([Array.from({ length: 100 }, (_, i) => `e${50 + i}`).sort(), known])
    expect(lastPagesAfter(known, {})).toBe(known)
  })
  it('follows the page while that goes on', () => {
    const told = paged().state
    const page = Object.values(told.app.pages)[0]!
    const moved = reduce(told, { type: 'decided', at: NOW + DAY, records: [], episodes: {}, gathered: [], baselineUntil: null, toldBlind: {}, away: null, pages: { [page.id]: { ...page, endedAt: NOW + DAY } } })
    expect(moved.app.meta.lastPages.of['production']?.endedAt).toBe(NOW + DAY)
  })
})
