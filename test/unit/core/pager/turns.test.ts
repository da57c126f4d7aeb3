import { describe, expect, it } from 'vitest'
import type { Shift } from '@shared/domain/page'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore, type Core } from '../core-harness'
import { an, H, M, pagesOf, S, watch, type Sighting } from './watched'

const MIRA_THEN_DANIEL: Shift = { now: { name: 'Mira', until: NOW + 9 * H }, next: { name: 'Daniel', from: NOW + 9 * H }, order: ['Mira', 'Daniel'] }
/** Sounds at the desk of Daniel, who is paged when Mira does not take it, while these fire. */
const atDaniels = (to: number, alerts: (since: number) => readonly Sighting[]): { readonly core: Core; readonly sounds: number } => {
  let core = startCore([aSetup()], { config: { paging: { night: { from: '00:00', to: '00:00' }, me: 'Daniel', onCall: { people: ['Mira', 'Daniel'] } } } }).answer('am', aSnapshot({ alerts: [] }), NOW)
  core = core.do({ type: 'meta', at: NOW, change: { shift: MIRA_THEN_DANIEL } })
  let sounds = 0
  for (let at = NOW + 15 * S; at < to; at += 15 * S) {
    for (const step of [(c: Core) => c.tick(at), (c: Core) => c.answer('am', aSnapshot({ alerts: alerts(at - NOW - M) }), at)]) {
      core = step(core)
      sounds += core.last.effects.filter((e) => e.type === 'sound').length
    }
  }
  return { core, sounds }
}
/** The one of an outage that is told under other labels each `every` ms. */
const turn = (since: number, every: number, later = 0): Sighting => { const k = Math.floor(since / every); return an('PodDown', 'api', NOW + M + k * every + later, {}, { pod: `p${k}` }) }

describe('an outage that is told under other labels each time', () => {
  it('is one page, which reaches the phone', () => {
    const w = watch()
    w.until(NOW + 60 * M, (at) => (at < NOW + M ? [] : [turn(at - NOW - M, 90 * S)]))
    expect([pagesOf(w.core()).map((p) => p.status), w.hooks().slice(0, 2), w.told().includes('resolved')]).toEqual([['open'], ['paged', 'repeated'], false])
  })

  it('reaches the next person', () => {
    const { core, sounds } = atDaniels(NOW + 60 * M, (since) => (since < 0 ? [] : [turn(since, 4 * M)]))
    expect([pagesOf(core).map((p) => p.person), sounds > 30]).toEqual([['Daniel'], true])
  })

  it('does so beside a warning that goes on, with gaps longer than a blink', () => {
    const slow = an('Slow', 'api', NOW + M, {}, { severity: 'warning' })
    const { core, sounds } = atDaniels(NOW + 31 * M, (since) => (since < 0 ? [] : since % (4 * M) > 90 * S ? [slow, turn(since, 4 * M, 90 * S)] : [slow]))
    expect([pagesOf(core).map((p) => [p.status, p.person]), sounds > 10]).toEqual([[['over', 'Mira'], ['open', 'Daniel']], true])
  })

  it('with longer gaps is called over less and less often', () => {
    const w = watch()
    w.until(NOW + 60 * M, (at) => (at >= NOW + M && (at - NOW - M) % (4 * M) < 2 * M ? [turn(at - NOW - M, 4 * M)] : []))
    expect([pagesOf(w.core()).length, w.told().filter((reason) => reason === 'resolved').length]).toEqual([3, 2])
  })

  it('is no reason to put another service, or what begins long after, onto its page', () => {
    const w = watch()
    w.until(NOW + 2 * H, (at) => (at < NOW + M ? [] : at < NOW + 5 * M ? [an('PodDown', 'api', NOW + M)] : at < NOW + 6 * M ? [an('Down', 'db', NOW + 5 * M)] : []))
    expect(pagesOf(w.core()).map((p) => p.alerts.length)).toEqual([1, 1])
  })
})

describe('a page that is taken while nothing of it is listed', () => {
  const A = an('A', 'api', NOW + M)
  const B = an('B', 'api', NOW + 6 * M)
  const byHand = (core: Core, at: number): Core => core.do({ type: 'acknowledged', at, page: pagesOf(core)[0]!.id, held: { by: 'Mira', since: at, source: '', here: true } })
  const later = (at: number): readonly Sighting[] => [...(at < NOW + 10 * M ? [A] : []), ...(at > NOW + 6 * M ? [B] : [])]

  it('is theirs who took it when it is back, and nobody’s once it is over and something else is not', () => {
    const w = watch()
    w.until(NOW + 2 * M, (at) => (at > NOW + M ? [A] : []))
    w.until(NOW + 2 * M + 20 * S, () => [])
    w.then(byHand)
    const after = w.since()
    w.until(NOW + 9 * M, later)
    expect([pagesOf(w.core()).map((p) => p.status), after.sounds(), after.urgent()]).toEqual([['held'], 0, []])
    w.until(NOW + 60 * M, later)
    expect([pagesOf(w.core()).map((p) => p.status), after.sounds() > 0]).toEqual([['open'], true])
  })

  it('just after a start as well', () => {
    const first = watch()
    first.until(NOW + 3 * M, (at) => (at > NOW + M ? [A] : []))
    const w = watch({}, { at: NOW + 4 * M, episodes: first.core().state.episodes, pages: first.core().state.app.pages, lastRunAt: NOW + 3 * M })
    w.then((core) => byHand(core, NOW + 4 * M))
    w.until(NOW + 9 * M, later, NOW + 4 * M)
    expect([pagesOf(w.core()).map((p) => p.status), w.sounds()]).toEqual([['held'], 0])
    w.until(NOW + 60 * M, later)
    expect([pagesOf(w.core()).map((p) => p.status), w.sounds() > 0]).toEqual([['open'], true])
  })
})
