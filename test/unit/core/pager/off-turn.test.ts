import { expect, test } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { shiftOf } from '../../../../src/main/core/oncall/rotation'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore } from '../core-harness'
import { an, M, pagesOf, S, type Sighting } from './watched'

const TEAM = { people: ['Mira', 'Daniel'], start: '2025-11-06', handover: '23:00', every: 7, zone: 'UTC' }
const A = an('A', 'api', NOW + S)

/** Daniel's desk while Mira is on call; what it heard, by second, and which records were written of the alert. */
const daniel = (then: string, seconds: number, alerts: (s: number) => readonly Sighting[] = () => [A]) => {
  const config = configSchema.parse({ paging: { me: 'Daniel', night: { from: '00:00', to: '00:00' }, onCall: TEAM, rules: [{ name: 'off duty', when: { onCall: false, severity: ['critical'] }, then }] } })
  let core = startCore([aSetup()], { config }).answer('am', aSnapshot(), NOW)
  core = core.do({ type: 'meta', at: NOW, change: { shift: shiftOf(config.paging.onCall, null, NOW, 'UTC') } })
  const heard: string[] = []
  for (let s = 1; s <= seconds; s++) {
    core = s % 15 === 0 ? core.answer('am', aSnapshot({ alerts: alerts(s) }), NOW + s * S) : core.tick(NOW + s * S)
    heard.push(...core.last.effects.flatMap((e) => (e.type === 'close' ? [] : [`${s} ${e.type === 'sound' ? 'sound' : e.event}`])), ...core.last.intents.map((i) => `${s} ${i.record.reason} ${i.request.urgency}`))
  }
  const records = Object.values(core.state.app.notifications).map((r) => [r.outcome, r.reason, r.rule])
  return { heard, records, page: pagesOf(core).map(({ status, loud, reached }) => ({ status, loud, reached })) }
}

test.each([['list', 'listed'], ['ignore', 'ignored']])('a rule that %ss pages while somebody else is on call does not keep them from coming to this desk', (then, reason) => {
  const { heard, records, page } = daniel(then, 6 * 60)
  expect(heard.slice(0, 3)).toEqual(['315 paged', '315 sound', '315 called critical'])
  expect([records[0], page]).toEqual([['suppressed', reason, 'off duty'], [{ status: 'open', loud: true, reached: ['Mira', 'Daniel'] }]])
})

test('what is over, or taken, before it comes here was never told here', () => {
  const over = daniel('list', 10 * 60, (s) => (s < 120 ? [A] : []))
  const taken = daniel('list', 10 * 60, (s) => (s < 120 ? [A] : s < 400 ? [{ ...A, held: { by: 'Mira', since: NOW + 2 * M, source: 'am' } }] : []))
  expect([over, taken]).toEqual([
    { heard: [], records: [['suppressed', 'listed', 'off duty']], page: [{ status: 'over', loud: false, reached: ['Mira'] }] },
    { heard: [], records: [['suppressed', 'listed', 'off duty']], page: [{ status: 'over', loud: false, reached: ['Mira'] }] }
  ])
})

test('what a rule lists whoever is on call is on no page', () => {
  const config = configSchema.parse({ paging: { me: 'Daniel', onCall: TEAM, rules: [{ when: { severity: ['critical'] }, then: 'list' }] } })
  let core = startCore([aSetup()], { config }).answer('am', aSnapshot(), NOW).do({ type: 'meta', at: NOW, change: { shift: shiftOf(config.paging.onCall, null, NOW, 'UTC') } })
  core = core.answer('am', aSnapshot({ alerts: [A] }), NOW + 15 * S).tick(NOW + 10 * M)
  expect([pagesOf(core), core.told]).toEqual([[], []])
})

test('one that notifies tells of it quietly, and calls when it comes here', () => {
  expect(daniel('notify', 6 * 60).heard.slice(0, 4)).toEqual(['15 new low', '315 paged', '315 sound', '315 called critical'])
})
