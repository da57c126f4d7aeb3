import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import type { Shift } from '@shared/domain/page'
import { take } from '../../../../src/main/core/pager/acks'
import { NOW } from '../../../builders'
import { an, H, M, pagesOf, S, watch, type Sighting } from './watched'

type W = ReturnType<typeof watch>
/** Somebody at this desk takes the page that is open, as the window does: what fires is silenced, then the page is theirs. */
const enter = (w: W): void => {
  w.then((core, at) => {
    const page = pagesOf(core).find((p) => p.status === 'open')!
    const alerts = page.alerts.flatMap((id) => { const alert = core.state.app.alerts[id]; return alert?.state === 'firing' && alert.held === null ? [alert] : [] })
    const { acks } = take(alerts, Object.values(core.state.app.alerts), new Set(['am']), { by: 'Mira', comment: '', page: page.id, at })
    return core.do({ type: 'acks', at, change: Object.fromEntries(acks.map((a) => [a.id, { ...a, silence: `s${a.id}`, endsAt: at + 15 * M }])) })
      .do({ type: 'acknowledged', at, page: page.id, held: { by: 'Mira', since: at, source: 'am', here: true } })
  })
}
const slow = (from = NOW + M, name = 'Slow'): Sighting => an(name, 'api', from, {}, { severity: 'warning' })
const A = an('A', 'api', NOW + M)
const held = { held: { by: 'Mira', since: NOW + 3 * M, source: 'am' } }
/** Mira is on call, and Daniel after her. */
const atDaniels = (): W => {
  const w = watch({ paging: { night: { from: '00:00', to: '00:00' }, me: 'Daniel', onCall: { people: ['Mira', 'Daniel'] } } })
  const shift: Shift = { now: { name: 'Mira', until: NOW + 19 * H }, next: null, order: ['Mira', 'Daniel'] }
  w.then((core) => core.do({ type: 'meta', at: NOW, change: { shift } }))
  return w
}
const lastWords = (w: W): readonly string[] => { const { title, body } = Object.values(w.core().state.app.notifications).at(-1)!; return [title, body] }

describe('a page that is taken', () => {
  it.each(['A', 'DiskFull'])('after it was quiet for longer than a blink takes in nothing: %s rings', (name) => {
    const w = watch()
    w.until(NOW + 13 * M + 15 * S, (at) => (at >= NOW + M && at < NOW + 3 * M ? [A] : at >= NOW + 10 * M && at < NOW + 12 * M ? [an('A', 'api', NOW + 10 * M)] : []))
    expect(pagesOf(w.core()).find((p) => p.status === 'open')?.window).toBe(true)
    enter(w)
    const s = w.since()
    w.until(NOW + 2 * H, (at) => (at >= NOW + 13 * M + 30 * S ? [an(name, 'api', NOW + 13 * M + 30 * S)] : []))
    expect(s.sounds()).toBeGreaterThan(0)
  })

  it('while its critical is out for one poll beside a warning is theirs with that, and not what comes after it', () => {
    const w = watch()
    w.until(NOW + 3 * M, (at) => (at < NOW + M ? [] : [slow(), A]))
    w.until(NOW + 3 * M + 20 * S, () => [slow()])
    enter(w)
    const s = w.since()
    w.until(NOW + 6 * M, () => [slow(), A])
    w.until(NOW + 6 * M + 15 * S, () => [slow(), A, an('DiskFull', 'api', NOW + 6 * M)])
    w.until(NOW + 2 * H, () => [slow(), an('DiskFull', 'api', NOW + 6 * M)])
    expect(s.sounds()).toBeGreaterThan(0)
  })

  it('takes in nothing of a host that has no service', () => {
    const bare = (a: Sighting, id: string): Sighting => ({ ...a, fingerprint: id, labels: labelsOf(Object.entries(a.labels).filter(([name]) => name !== 'service')) })
    const w = watch()
    const storm = Array.from({ length: 20 }, (_, i) => an('Errors', `svc${i}`, NOW + M))
    const mine = storm.map((a) => ({ ...a, ...held }))
    w.until(NOW + 3 * M, (at) => (at < NOW + M ? [] : [...storm, bare(an('HostDown', '', NOW + M, {}, { instance: 'a' }), 'host-a')]))
    w.until(NOW + 5 * M, () => [...mine, bare(an('HostDown', '', NOW + M, held, { instance: 'a' }), 'host-a')])
    w.until(NOW + 15 * M, () => mine.slice(0, 1))
    const s = w.since()
    w.until(NOW + 2 * H, () => [...mine.slice(0, 1), bare(an('HostDown', '', NOW + 15 * M, {}, { instance: 'b' }), 'host-b')])
    expect(s.sounds()).toBeGreaterThan(0)
  })

  it('asks again for a critical that blinks, once what was taken is over', () => {
    const w = watch()
    w.until(NOW + 2 * M, (at) => (at < NOW + M ? [] : [A]))
    enter(w)
    w.until(NOW + 4 * M, () => [A])
    w.until(NOW + 4 * M + 30 * S, () => [])
    const s = w.since()
    const from = NOW + 4 * M + 30 * S
    w.until(from + 25 * M, (at) => ((at - from) % M < 45 * S ? [an('DiskFull', 'api', at - ((at - from) % M))] : []))
    expect(s.sounds()).toBeGreaterThan(0)
  })

  it('of two alerts, while one is out for one poll, is theirs with both', () => {
    const w = watch()
    const B = an('B', 'api', NOW + M)
    w.until(NOW + 3 * M, (at) => (at < NOW + M ? [] : [A, B]))
    w.until(NOW + 3 * M + 20 * S, () => [A])
    enter(w)
    const s = w.since()
    w.until(NOW + 6 * M, () => [A, B])
    expect([s.sounds(), pagesOf(w.core()).map((p) => p.status)]).toEqual([0, ['held']])
  })

  it('in a gap, though Garda is restarted in it, is theirs', () => {
    const w1 = watch()
    w1.until(NOW + 3 * M, (at) => (at < NOW + M ? [] : [A]))
    w1.until(NOW + 3 * M + 20 * S, () => [])
    enter(w1)
    const { episodes, app: { pages } } = w1.core().state
    const at = NOW + 3 * M + 50 * S
    const w = watch({}, { at, episodes, pages, lastRunAt: NOW + 3 * M + 20 * S })
    w.until(at + 2 * M, () => [A], at)
    expect([w.sounds(), pagesOf(w.core()).map((p) => p.status)]).toEqual([0, ['held']])
  })
})

describe('a second outage on the page of the first', () => {
  it('after a quiet time', () => {
    const w = atDaniels()
    const spans = [[1, 3], [10, 12], [20, 22], [35, 37]] as const
    w.until(NOW + 43 * M, (at) => spans.flatMap(([a, b]) => (at >= NOW + a * M && at < NOW + b * M ? [an('A', 'api', NOW + a * M)] : [])))
    const s = w.since()
    w.until(NOW + 47 * M, () => [an('DiskFull', 'api', NOW + 43 * M)])
    expect(s.sounds()).toBe(0)
  })

  it('beside a warning, long after the first', () => {
    const w = atDaniels()
    w.until(NOW + 5 * M + 40 * S, (at) => (at < NOW + M ? [] : [slow(), A]))
    w.until(NOW + 30 * M, () => [slow()])
    const s = w.since()
    w.until(NOW + 34 * M, () => [slow(), an('DiskFull', 'api', NOW + 30 * M)])
    expect(s.sounds()).toBe(0)
  })

  it('beside warnings, longer than an event lasts after the first', () => {
    const w = atDaniels()
    w.until(NOW + 8 * M, (at) => (at < NOW + M ? [] : [slow(), A]))
    w.until(NOW + 25 * M, () => [slow()])
    w.until(NOW + 50 * M, () => [slow(), slow(NOW + 25 * M, 'Slow2')])
    const s = w.since()
    w.until(NOW + 54 * M, () => [slow(), slow(NOW + 25 * M, 'Slow2'), an('DiskFull', 'api', NOW + 50 * M)])
    expect(s.sounds()).toBe(0)
  })

  it('calls the phone in its time', () => {
    const w = watch()
    w.until(NOW + 5 * M, (at) => (at < NOW + M ? [] : [slow(), A]))
    w.until(NOW + 15 * M, () => [slow()])
    const s = w.since()
    w.until(NOW + 18 * M, () => [slow(), an('DiskFull', 'api', NOW + 15 * M)])
    expect(s.hooks().length).toBeGreaterThan(0)
  })

  it('is heard though the page of the first is snoozed', () => {
    const w = watch()
    w.until(NOW + 2 * M, (at) => (at < NOW + M ? [] : [A]))
    w.then((core, at) => core.do({ type: 'snoozed', at, page: pagesOf(core).find((p) => p.status === 'open')!.id, until: at + 10 * M }))
    w.until(NOW + 3 * M, () => [A])
    w.until(NOW + 3 * M + 30 * S, () => [])
    const s = w.since()
    w.until(NOW + 8 * M, () => [an('DiskFull', 'api', NOW + 3 * M + 30 * S)])
    expect(s.sounds()).toBeGreaterThan(0)
  })
})

describe('the last word', () => {
  it('does not say that something came back where nothing did', () => {
    const w = watch()
    w.until(NOW + 3 * M, (at) => (at < NOW + M ? [] : [A, slow()]))
    w.until(NOW + 10 * M, () => [slow()])
    w.until(NOW + 13 * M, () => [])
    expect(lastWords(w)).toEqual(['Resolved: A (api), PRODUCTION', 'Lasted 2 min. Still firing there: Slow (api).'])
  })

  it('names what took turns once', () => {
    const w = watch()
    const old = slow(NOW - 3 * H)
    w.until(NOW + 8 * M, (at) => { const k = Math.floor((at - NOW - M) / (90 * S)); return k < 0 ? [old] : [old, an('PodDown', 'api', NOW + M + k * 90 * S, {}, { pod: `p${k}` })] })
    w.until(NOW + 12 * M, () => [old])
    expect(lastWords(w)[0]).not.toContain('PodDown (api), PodDown (api)')
  })
})
