import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '@shared/config/schema'
import { aSnapshot, NOW } from '../../../builders'
import { shiftOf } from '../../../../src/main/core/oncall/rotation'
import { aSetup, startCore } from '../core-harness'
import { ALL_DAY, film } from './film'
import { an, M, S, type Sighting } from './watched'

type Paging = ConfigInput['paging']
const DB_PAGES: Paging = { rules: [{ when: { service: ['db'] }, then: 'page' }] }
const warning = (name: string, service: string, from = NOW + M): Sighting => an(name, service, from, {}, { severity: 'warning' })

/** What is told of these by a desk that hears them once they have begun, without titles and bodies; of `begun`, when Garda starts already. */
const told = (to: number, alerts: readonly Sighting[], config: ConfigInput = {}, { begun = [] as readonly Sighting[], lastRunAt = null as number | null } = {}): readonly string[] => {
  const paging = { ...ALL_DAY.paging, ...config.paging }
  const desk = film(startCore([aSetup()], { config: { ...config, paging }, lastRunAt }))
  if (paging.onCall) desk.step((c) => c.do({ type: 'meta', at: NOW, change: { shift: shiftOf(c.state.config.paging.onCall, null, NOW, 'UTC') } }), NOW)
  desk.run(NOW, NOW + to * M, (at) => [(c) => c.answer('am', aSnapshot({ alerts: [...begun, ...alerts.filter((a) => a.startsAt <= at)] }), at)])
  return desk.out.flatMap((line) => (/ (sound|hook \S+)$/.test(line) ? [] : [line.split(': ')[0]!]))
}

describe('how urgent a notification is', () => {
  it('is what becomes of its alerts by the rules, whatever their severity', () => {
    expect([
      told(3, [warning('Backup', 'db')], { paging: DB_PAGES }), told(3, [warning('Backup', 'api')], { paging: DB_PAGES }),
      told(3, [an('Odd', 'db', NOW + M, {}, { severity: 'sev9' })], { services: [{ name: 'db', tier: 1 }] }), told(3, [an('Odd', 'db', NOW + M, {}, { severity: 'sev9' })]),
      told(3, [an('Down', 'api', NOW + M, {}, { env: 'staging' })]), told(3, [an('Down', 'api', NOW + M)])
    ]).toEqual([['1m new critical'], ['1m new normal'], ['1m new critical'], ['1m new normal'], ['1m new normal'], ['1m new critical']])
  })

  it('is that of its page where that comes to this desk, which was told of it quietly', () => {
    const onCall = { people: ['Daniel', 'Mira'], start: '2025-11-10', zone: 'UTC' }
    expect(told(8, [warning('Backup', 'db')], { paging: { ...DB_PAGES, me: 'Mira', onCall } })).toEqual(['1m new low', '6m called critical'])
  })

  it('is no less while its page calls, though what joins it would only notify', () => {
    expect([
      told(5, [an('Down', 'api', NOW + M), warning('Slow', 'api', NOW + 3 * M)]), told(5, [warning('Slow', 'db', NOW + M), warning('Late', 'db', NOW + 3 * M)], { paging: DB_PAGES }),
      told(5, [an('Down', 'api', NOW + M, {}, { env: 'staging' }), an('Late', 'api', NOW + 3 * M, {}, { env: 'staging' })])
    ]).toEqual([['1m new critical', '3m joined critical'], ['1m new critical', '3m joined critical'], ['1m new normal', '3m joined normal']])
  })

  it('is that of the rules in a storm and in what fired already at a start', () => {
    const storm = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => warning(`Slow ${name}`, name))
    const rules: Paging = { rules: [{ when: { service: ['h'] }, then: 'page' }] }
    const notifications = { stormAbove: 5 }
    const staging = [an('Down', 'api', NOW - M, {}, { env: 'staging' })]
    const left = { lastRunAt: NOW - 5 * S }
    expect([
      told(3, storm, { paging: rules, notifications }), told(3, storm, { notifications }), told(2, [], {}, { begun: staging, ...left }), told(2, [], { paging: DB_PAGES }, { begun: [warning('Backup', 'db', NOW - M)], ...left })
    ]).toEqual([['1m storm critical'], ['1m storm normal'], ['0m digest normal'], ['0m digest critical']])
  })
})
