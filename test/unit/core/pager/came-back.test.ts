import { expect, test } from 'vitest'
import { NOW } from '../../../builders'
import { an, M, pagesOf, watch, type Sighting } from './watched'

/** It is noon. */
const NIGHT = { from: '00:00', to: '00:00', zone: 'UTC' }
const slow = an('Slow', 'ads', NOW + M, {}, { severity: 'warning' })
const down = (from = 1): Sighting => an('Down', 'ads', NOW + from * M)
/** How often what is on the page came back, at the end of a life under these rules. */
const flaps = (rules: readonly object[], alerts: (minute: number) => readonly Sighting[], to = 40, paging = {}): readonly (readonly [string, number])[] => {
  const w = watch({ paging: { night: NIGHT, rules, ...paging } })
  w.until(NOW + to * M, (at) => { const minute = (at - NOW) / M; return minute < 1 ? [] : alerts(minute) })
  return pagesOf(w.core()).filter((p) => p.route === 'page').map((p) => [p.status, p.flaps])
}

test.each<readonly [string, readonly object[], object]>([
  ['lists it for a while', [{ when: { service: ['ads'], hours: { from: '12:05', to: '12:20' } }, then: 'list' }], {}],
  ['notifies of it by night', [{ when: { service: ['ads'], time: 'night' }, then: 'notify' }], { night: { from: '12:05', to: '12:20', zone: 'UTC' } }]
])('what fires without a break has not come back because a rule %s', (_name, rules, paging) => {
  expect([flaps(rules, () => [down()], 40, paging), flaps(rules, () => [down(), slow], 40, paging)]).toEqual([[['open', 0]], [['open', 0]]])
})

test('what began beside what goes on was never gone', () => {
  expect(flaps([{ when: { service: ['ads'], hours: { from: '12:05', to: '12:20' } }, then: 'list' }], (minute) => [down(), ...(minute < 10 ? [] : [an('Worse', 'ads', NOW + 10 * M)])])).toEqual([['open', 0]])
})

test('what had ended and fires again has come back, alone and beside what is only worth a look', () => {
  const [on, off] = [3, 1.5]
  const comes = (beside: readonly Sighting[]) => (minute: number): readonly Sighting[] => { const into = (minute - 1) % (on + off); return [...(into < on ? [down(minute - into)] : []), ...beside] }
  const grace = { grace: '80s' }
  // the first break is longer than the grace, which has grown by the second
  const twice = [['over', 0], ['open', 1]]
  expect([flaps([], comes([]), 12, grace), flaps([], comes([slow]), 12, grace)]).toEqual([twice, twice])
})
