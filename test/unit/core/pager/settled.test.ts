import { describe, expect, it } from 'vitest'
import { isAsking } from '@shared/domain/page'
import { NOW } from '../../../builders'
import { an, BEGAN, H, held, M, pagesOf, S, silenced, watch } from './watched'

type W = ReturnType<typeof watch>
const critical = (over = {}, from = BEGAN) => an('Down', 'db', from, over)
const slow = (over = {}) => an('Slow', 'db', BEGAN, over, { severity: 'warning' })
const words = (w: W) => Object.values(w.core().state.app.notifications).map((r) => [r.title, r.body, r.reason])
const entries = (w: W) => w.written().filter((type) => ['resolved', 'quieted', 'dropped', 'reopened'].includes(type))
const state = (w: W) => pagesOf(w.core()).map((p) => [p.status, isAsking(p), p.window, p.endedAt])

describe('a page of which only what is worth a look goes on', () => {
  const night = () => {
    const w = watch()
    w.until(NOW + 6 * M, () => [critical(), slow()])
    return w
  }

  it('is told as over after the grace: to people, to hooks and to the timeline, and asks nobody any more', () => {
    const w = night()
    const after = w.since()
    w.until(NOW + 7 * M, () => [slow()])
    expect([after.hooks().filter((e) => e === 'resolved'), after.told()]).toEqual([[], []])
    w.until(NOW + 20 * M, () => [slow()])
    expect([after.hooks(), after.told(), after.sounds(), entries(w)]).toEqual([['resolved'], ['resolved'], expect.any(Number), ['resolved']])
    expect(words(w).at(-1)).toEqual(['Resolved: Down (db), PRODUCTION', 'Lasted 5 min. Still firing there: Slow (db).', 'resolved'])
    expect(state(w)).toEqual([['over', false, false, NOW + 7 * M]])
  })

  it('says no more when the warning is over', () => {
    const w = night()
    w.until(NOW + 20 * M, () => [slow()])
    const after = w.since()
    w.until(NOW + 30 * M, () => [])
    expect([state(w), after.hooks(), after.told(), after.sounds(), entries(w)]).toEqual([[['over', false, false, NOW + 7 * M]], [], [], 0, ['resolved']])
  })

  it('is another event where that comes back later, and the same where it has not ended at all', () => {
    const [again, same] = [NOW + 20 * M, BEGAN].map((from) => {
      const w = night()
      w.until(NOW + 20 * M, () => [slow()])
      const after = w.since()
      w.until(NOW + 24 * M, () => [critical({}, from), slow()])
      return [after.hooks(), after.told(), after.sounds() > 1, pagesOf(w.core()).map((p) => [p.status, p.title])]
    })
    expect(again).toEqual([['paged'], ['new'], true, [['over', 'CRITICAL: 2 alerts, one incident, PRODUCTION'], ['open', 'CRITICAL: db, PRODUCTION']]])
    expect(same).toEqual([['paged'], ['reopened'], true, [['open', 'CRITICAL: 2 alerts, one incident, PRODUCTION']]])
  })

  it('pages anew where another begins after it is over', () => {
    const w = night()
    w.until(NOW + 45 * M, () => [slow()])
    const after = w.since()
    w.until(NOW + 48 * M, () => [slow(), an('DiskFull', 'db', NOW + 45 * M)])
    expect([after.hooks(), after.told(), pagesOf(w.core()).map((p) => p.status)]).toEqual([['paged'], ['new'], ['over', 'open']])
  })

  it('is over, too, where somebody had it', () => {
    const w = night()
    w.until(NOW + 8 * M, () => [critical(held), slow()])
    const after = w.since()
    w.until(NOW + 45 * M, () => [slow()])
    expect([after.hooks(), after.told(), state(w), entries(w)]).toEqual([['resolved'], ['resolved'], [['over', false, false, NOW + 8 * M]], ['resolved']])
  })

  it('is quiet and not resolved where the worst is only silenced, and resolved when that is over', () => {
    const w = night()
    const after = w.since()
    w.until(NOW + 20 * M, () => [critical(silenced), slow()])
    expect([after.hooks().slice(-1), after.told(), entries(w)]).toEqual([['suppressed'], [], ['quieted']])
    const end = w.since()
    w.until(NOW + H, () => [critical(silenced), slow()])
    w.until(NOW + H + 5 * M, () => [])
    expect([end.hooks(), entries(w)]).toEqual([['resolved'], ['quieted', 'resolved']])
  })

  it('calls again, on the same page, where the silence ends', () => {
    const w = night()
    w.until(NOW + 20 * M, () => [critical(silenced), slow()])
    const after = w.since()
    w.until(NOW + 24 * M, () => [critical(), slow()])
    expect([after.hooks(), after.told(), after.sounds() > 0, state(w)]).toEqual([['paged'], ['reopened'], true, [['open', true, true, null]]])
  })

  it('is not told as over where what paged by the rules of the night fires on by those of the day', () => {
    // NOW is noon, UTC: warnings page before one o'clock
    const w = watch({ paging: { night: { from: '23:00', to: '13:00', zone: 'UTC' }, rules: [{ name: 'night', when: { severity: ['warning'], time: 'night' }, then: 'page' }] } })
    w.until(NOW + 55 * M, () => [slow()])
    const after = w.since()
    w.until(NOW + 2 * H, () => [slow()])
    expect([after.hooks().filter((e) => e === 'resolved'), after.told(), state(w)]).toEqual([[], [], [['open', true, false, null]]])
    w.until(NOW + 2 * H + 2 * M, () => [])
    expect([after.hooks().at(-1), after.told()]).toEqual(['resolved', ['resolved']])
  })

  it('says nothing while nobody is heard', () => {
    const w = night()
    w.until(NOW + 6 * M + 15 * S, () => [slow()])
    const after = w.since()
    w.then((core) => core.fail('am', NOW + 6 * M + 30 * S))
    expect([after.hooks(), after.told()]).toEqual([[], []])
  })

  it('is heard again at once where somebody had it and it comes back', () => {
    const w = night()
    w.until(NOW + 8 * M, () => [critical(held), slow()])
    w.until(NOW + 12 * M, () => [slow()])
    const after = w.since()
    w.until(NOW + 15 * M, () => [critical({}, NOW + 12 * M), slow()])
    expect([after.hooks(), after.told(), after.sounds() > 1]).toEqual([['paged'], ['new'], true])
  })

  it('waits for the grace where the rule is only pending, or inhibited, for a moment', () => {
    for (const state of ['pending', 'suppressed']) {
      const w = night()
      const after = w.since()
      w.until(NOW + 6 * M + 45 * S, () => [critical({ state, ...(state === 'suppressed' && { inhibitedBy: ['i'] }) }), slow()])
      w.until(NOW + 10 * M, () => [critical(), slow()])
      expect([state, after.hooks().filter((e) => e !== 'repeated'), after.told().filter((r) => r !== 'flapping'), pagesOf(w.core()).map((p) => p.status)]).toEqual([state, [], [], ['open']])
    }
  })

  it('is over though another that is critical, and was never more than worth a look, goes on', () => {
    const w = watch({ paging: { night: { from: '00:00', to: '00:00' }, rules: [{ when: { service: ['ads'] }, then: 'notify' }] }, services: [{ name: 'ads', dependsOn: ['db'] }] })
    const ads = an('AdsDown', 'ads')
    w.until(NOW + 6 * M, () => [critical(), ads])
    const after = w.since()
    w.until(NOW + 20 * M, () => [ads])
    expect([after.hooks(), after.told(), pagesOf(w.core()).map((p) => p.status)]).toEqual([['resolved'], ['resolved'], ['over']])
  })

  it('is resolved once the silenced critical is over, though the warning goes on', () => {
    const w = night()
    w.until(NOW + 20 * M, () => [critical(silenced), slow()])
    const after = w.since()
    w.until(NOW + 40 * M, () => [slow()])
    expect([after.hooks(), entries(w)]).toEqual([['resolved'], ['quieted', 'resolved']])
  })

  it('is over, too, where the warning was pending, silenced or somebody’s for a while', () => {
    for (const over of [{ state: 'pending' }, silenced, held]) {
      const w = watch()
      w.until(NOW + 3 * M, () => [critical(), slow()])
      w.until(NOW + 5 * M, () => [critical(), slow(over)])
      w.until(NOW + 8 * M, () => [critical(), slow()])
      const after = w.since()
      w.until(NOW + 20 * M, () => [slow()])
      expect([after.hooks().at(-1), after.told(), pagesOf(w.core()).map((p) => [p.status, p.severity])]).toEqual(['resolved', ['resolved'], [['over', 'critical']]])
    }
  })
})
