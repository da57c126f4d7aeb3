import { expect, test } from 'vitest'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import { labelsOf } from '@shared/domain/labels'
import { policyOf, routeOf, type Moment, type Subject } from '../../../../src/main/core/pager/policy'

const paging = (given: ConfigInput['paging'] = {}) => configSchema.parse({ paging: given }).paging
const subject = (over: Partial<Subject> = {}): Subject => ({ severity: 'critical', environment: 'production', kind: 'production', service: 'api', tier: null, labels: labelsOf([['team', 'web'], ['zone', 'a']]), ...over })
const DAY: Moment = { night: false, day: 'tue', minutes: 720, onCall: null }
const NIGHT: Moment = { ...DAY, night: true }

test('the usual rules: production critical pages, its warnings wait at night, staging is silent at night, development always', () => {
  const policy = policyOf(paging())
  const by = (over: Partial<Subject>): readonly string[] => [DAY, NIGHT].map((m) => { const { route, untilMorning } = routeOf(subject(over), policy, m); return untilMorning ? `${route} until morning` : route })
  expect({
    critical: by({}), warning: by({ severity: 'warning' }), info: by({ severity: 'info' }), unknown: by({ severity: 'unknown' }), unknownTier1: by({ severity: 'unknown', tier: 1 }),
    staging: by({ kind: 'staging' }), development: by({ kind: 'development' }), local: by({ kind: 'local' })
  }).toEqual({
    critical: ['page', 'page'], warning: ['notify', 'list until morning'], info: ['list', 'list'], unknown: ['notify', 'notify'], unknownTier1: ['page', 'page'],
    staging: ['notify', 'list until morning'], development: ['list', 'list'], local: ['notify', 'notify']
  })
})

test('the first rule of one’s own that fits decides, with all it asks for', () => {
  const policy = policyOf(paging({ rules: [
    { name: 'web is on its own', when: { matchers: ['team=~"(?i)WEB"', 'zone=~"a|b"', 'missing=""'], severity: ['critical'], days: ['sat', 'sun'] }, then: 'list' },
    { when: { environment: ['Production'], service: ['api'], tier: [2], onCall: false }, then: 'ignore' }
  ] }))
  const route = (over: Partial<Subject>, m: Partial<Moment> = {}): readonly string[] => { const r = routeOf(subject(over), policy, { ...DAY, ...m }); return [r.route, r.rule] }
  expect([route({}, { day: 'sat' }), route({}), route({ labels: labelsOf([['team', 'web'], ['zone', 'ab']]) }, { day: 'sun' }), route({ tier: 2 }, { onCall: false }), route({ tier: 2 })]).toEqual([
    ['list', 'web is on its own'], ['page', 'production critical pages'], ['page', 'production critical pages'], ['ignore', 'rule 2'], ['page', 'production critical pages']
  ])
})

test('hours go over midnight, and a time of day that is none is refused', () => {
  const policy = policyOf(paging({ rules: [{ name: 'lunch', when: { hours: { from: '23:30', to: '00:30' } }, then: 'list' }] }))
  expect([1409, 1410, 0, 29, 30].map((minutes) => routeOf(subject(), policy, { ...DAY, minutes }).rule)).toEqual(['production critical pages', 'lunch', 'lunch', 'lunch', 'production critical pages'])
  const refused = configSchema.safeParse({ paging: { rules: [{ when: { hours: { from: '24:00', to: '09:00' } }, then: 'list' }] } })
  expect(refused.error?.issues.map((i) => i.path.join('.'))).toEqual(['paging.rules.0.when.hours.from'])
})

test('a matcher that is none is refused with its place', () => {
  for (const matcher of ['team', 'a=~"("', '1a="x"']) {
    const read = configSchema.safeParse({ paging: { rules: [{ when: { matchers: [matcher] }, then: 'page' }] } })
    expect(read.success ? [] : read.error.issues.map((i) => i.path)).toEqual([['paging', 'rules', 0, 'when', 'matchers', 0]])
  }
})
