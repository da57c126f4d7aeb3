import { describe, expect, it } from 'vitest'
import { reasonText } from '@shared/text/reason'
import { NOW } from '../../../builders'
import { an, BEGAN, H, M, pagesOf, silenced, watch, type Sighting } from './watched'

type Watch = ReturnType<typeof watch>
const stand = (w: Watch) => pagesOf(w.core()).map((p) => [p.route, p.status, p.alerts.length])
const heard = (after: ReturnType<Watch['since']>) => ({ told: after.told(), urgent: after.urgent().length, hooks: after.hooks() })
/** All fires, is silenced until a day later, and fires again: its page is forgotten meanwhile. */
const afterADay = (w: Watch, all: (over?: object) => readonly Sighting[]) => {
  w.until(NOW + 2 * M, () => all())
  w.until(NOW + 5 * M, () => all(silenced))
  w.until(NOW + 25 * H, () => all(silenced), NOW + 25 * H - M)
  const after = w.since()
  w.until(NOW + 25 * H + 4 * M, () => all())
  return heard(after)
}
const crowd = (over = {}) => Array.from({ length: 40 }, (_, i) => an(`Down${i}`, `s${i}`, BEGAN, over))

describe('what comes back from a silence', () => {
  it('is one page where it is one event, though its page is forgotten', () => {
    const w = watch()
    const was = afterADay(w, (over) => ['A', 'B', 'C', 'D'].map((name) => an(name, 'db', BEGAN, over)))
    expect([was, stand(w)]).toEqual([{ told: ['reopened'], urgent: 1, hooks: ['paged'] }, [['page', 'open', 4]]])
  })

  it('is one page where it is more than ten events, and says what it is', () => {
    const w = watch()
    const was = afterADay(w, crowd)
    expect([was, stand(w), pagesOf(w.core()).map((p) => [p.title, p.body])]).toEqual([
      { told: ['reopened'], urgent: 1, hooks: ['paged'] }, [['page', 'open', 40]],
      [['CRITICAL: 40 alerts, PRODUCTION', '40 critical. Down0 (s0), Down1 (s1), Down10 (s10), Down11 (s11), Down12 (s12) and 35 more. Back, after a silence or after they were called over.']]
    ])
    expect(reasonText('storm-back')).toBe('Told in one summary with the others that came back at the same time, after a silence or after they were called over.')
  })

  it('is one page where as many pages of before were held back by it', () => {
    const w = watch()
    const all = (at: number, over = {}) => Array.from({ length: 12 }, (_, i) => ({ at: NOW + (1 + 6 * i) * M, i })).flatMap((one) => (at >= one.at ? [an('Down', `s${one.i}`, one.at, over)] : []))
    w.until(NOW + 70 * M, (at) => all(at))
    w.until(NOW + 80 * M, (at) => all(at, silenced))
    const before = stand(w)
    const after = w.since()
    w.until(NOW + 84 * M, (at) => all(at))
    expect([before, heard(after), stand(w).filter(([, status]) => status === 'open')]).toEqual([Array.from({ length: 12 }, () => ['page', 'over', 1]), { told: ['storm-back'], urgent: 1, hooks: ['paged'] }, [['page', 'open', 12]]])
  })

  it('is the page of the storm again where it was one', () => {
    const w = watch()
    w.until(NOW + 2 * M, () => crowd())
    const [storm] = pagesOf(w.core())
    w.until(NOW + 5 * M, () => crowd(silenced))
    const after = w.since()
    w.until(NOW + 9 * M, () => crowd())
    expect([heard(after), pagesOf(w.core()).map((p) => [p.id, p.status, p.alerts.length])]).toEqual([{ told: ['reopened'], urgent: 1, hooks: ['paged'] }, [[storm!.id, 'open', 40]]])
  })

  it('goes onto the page of its event that is open, and opens none beside it', () => {
    const w = watch()
    w.until(NOW + 3 * M, () => [an('A', 'db')])
    w.until(NOW + 10 * M, () => [an('A', 'db', BEGAN, silenced)])
    w.until(NOW + 12 * M, () => [an('A', 'db', BEGAN, silenced), an('B', 'db', NOW + 10 * M)])
    const after = w.since()
    w.until(NOW + 14 * M, () => [an('A', 'db'), an('B', 'db', NOW + 10 * M)])
    expect([heard(after), stand(w), pagesOf(w.core())[1]!.title]).toEqual([{ told: ['reopened'], urgent: 1, hooks: ['paged'] }, [['page', 'over', 1], ['page', 'open', 2]], 'CRITICAL: 2 alerts, one incident, PRODUCTION'])
  })

  it('is its own page again, aloud, where somebody has the page of its event', () => {
    const w = watch()
    const b = (over = {}) => an('B', 'db', NOW + 10 * M, over)
    w.until(NOW + 3 * M, () => [an('A', 'db')])
    w.until(NOW + 11 * M, (at) => [an('A', 'db', BEGAN, silenced), ...(at >= NOW + 10 * M ? [b()] : [])])
    const mira = { held: { by: 'Mira', since: NOW + 11 * M, source: 'am' } }
    w.until(NOW + 12 * M, () => [an('A', 'db', BEGAN, silenced), b(mira)])
    const after = w.since()
    w.until(NOW + 15 * M, () => [an('A', 'db'), b(mira)])
    expect([heard(after), stand(w)]).toEqual([{ told: ['reopened'], urgent: 1, hooks: ['paged'] }, [['page', 'open', 1], ['page', 'held', 1]]])
  })

  it('pages where it was only worth a look when it was told', () => {
    const w = watch({ paging: { rules: [{ when: { time: 'day' as const }, then: 'notify' as const }], night: { from: '12:20', to: '14:00', zone: 'UTC' } } })
    w.until(NOW + 5 * M, () => [an('Down', 'db')])
    w.until(NOW + 30 * M, () => [an('Down', 'db', BEGAN, silenced)])
    const before = stand(w)
    const after = w.since()
    w.until(NOW + 34 * M, () => [an('Down', 'db')])
    expect([before, heard(after), stand(w), after.sounds() > 0]).toEqual([[['notify', 'over', 1]], { told: ['reopened'], urgent: 1, hooks: ['paged'] }, [['page', 'open', 1]], true])
  })
})
