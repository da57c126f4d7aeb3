import fc from 'fast-check'
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

test('a rule may ask for a tier alone, and for an environment by its kind or by its own name', () => {
  const rule = (when: NonNullable<NonNullable<ConfigInput['paging']>['rules']>[number]['when'], over: Partial<Subject>): string => routeOf(subject(over), policyOf(paging({ rules: [{ name: 'own', when, then: 'ignore' }] })), DAY).rule
  const usual = 'production critical pages'
  expect([null, 1, 2, 3].map((tier) => rule({ tier: [1, 3] }, { tier: tier as Subject['tier'] }))).toEqual([usual, 'own', usual, 'own'])
  const places = [{ environment: 'production', kind: 'production' }, { environment: 'EU-West', kind: 'production' }, { environment: 'production', kind: 'local' }] as const
  expect([['production'], ['eu-west'], ['EU-West'], ['us-east', 'local'], ['us-east']].map((environment) => places.map((place) => rule({ environment }, place) === 'own'))).toEqual([
    [true, true, true], [false, true, false], [false, true, false], [false, false, true], [false, false, false]
  ])
})

test('hours go over midnight, and a time of day that is none is refused', () => {
  const policy = policyOf(paging({ rules: [{ name: 'lunch', when: { hours: { from: '23:30', to: '00:30' } }, then: 'list' }] }))
  expect([1409, 1410, 0, 29, 30].map((minutes) => routeOf(subject(), policy, { ...DAY, minutes }).rule)).toEqual(['production critical pages', 'lunch', 'lunch', 'lunch', 'production critical pages'])
  const refused = configSchema.safeParse({ paging: { rules: [{ when: { hours: { from: '24:00', to: '09:00' } }, then: 'list' }] } })
  expect(refused.error?.issues.map((i) => i.path.join('.'))).toEqual(['paging.rules.0.when.hours.from'])
})

const said = (matcher: string): string => {
  const read = configSchema.safeParse({ paging: { rules: [{ when: { matchers: [matcher] }, then: 'page' }] } })
  return read.success ? 'fine' : read.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')
}
const fits = (matcher: string, labels: Readonly<Record<string, string>>): boolean =>
  routeOf(subject({ labels: labelsOf(Object.entries(labels)) }), policyOf(paging({ rules: [{ name: 'it fits', when: { matchers: [matcher] }, then: 'ignore' }] })), DAY).rule === 'it fits'

test('what is no matcher, or more than one, is refused with its place and why', () => {
  const AT = 'paging.rules.0.when.matchers.0'
  const one = `${AT} must be a label matcher such as team="web" or job=~"api-.*"`
  const several = `${AT} must be one matcher; give each an entry of its own in the list`
  const open = `${AT} has a value whose double quote is not closed`
  const after = `${AT} has something after the closing quote; a quote within a value is written \\"`
  const quotes = `${AT} has a quote within a value that does not begin with one; values stand in double quotes, such as team="web"`
  const operator = `${AT} must have one of the operators =, !=, =~ and !~, such as team="web"; a value that begins with one of their characters stands in double quotes`
  const bare = `${AT} must have its value in double quotes: without them it is not empty and has no blanks, commas or braces`
  const regex = (at: number, reason: string): string => `${AT} has a regular expression that cannot be used, at character ${at}: ${reason}`
  const cases: readonly (readonly [string, string])[] = [
    ['team', one], ['1a="x"', one], ['team~"web"', one], ['team:web', one], ['=web', one], ['""="web"', one], ['{team="web"}', one], ['"team="web"', one],
    ['team="web", zone="a"', several], ['team="web",zone="a"', several], ['team=web,zone=a', several], ['team=web, zone!~a', several],
    ['team="web', open], ['team="', open], ['team="web\\"', open],
    ['team="web" oops', after], ['team!="web" oops', after], ['team="a"b"', after],
    ["team='web'", quotes], ['team=web"', quotes], ['team=`web`', quotes],
    ['team=="web"', operator], ['team=!"web"', operator], ['team!=~"web"', operator], ['team=~~web', operator],
    ['team=', bare], ['team=web shop', bare], ['team=a,b', bare], ['team=~a{2}', bare],
    ['team=~"a)|(web"', regex(2, 'a bracket is closed that was never opened')], ['team=~"("', regex(1, 'a bracket is not closed')], ['team=~"*"', regex(1, 'there is nothing to repeat')],
    ['team!~"(?<=a)b"', regex(1, 'looking ahead or behind is not possible, as in Alertmanager')],
    ['team="web"', 'fine'], ['team = "web"', 'fine'], ['team=web', 'fine'], ['"team.name"!="a, b"', 'fine'], ['team=~web-.+', 'fine'], ['team=""', 'fine'], ['team=~"(?P<x>a)"', 'fine'], ['team="{a=\\"b\\"}"', 'fine']
  ]
  expect(cases.map(([matcher]) => [matcher, said(matcher)])).toEqual(cases)
})

test('a matcher fits as in Prometheus: the whole value, escapes undone, a missing label empty', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, boolean])[] = [
    ['team="web"', { team: 'web' }, true], ['team="web"', { team: 'web-1' }, false], ['team=web', { team: 'web' }, true], ['team!="web"', {}, true], ['team=""', {}, true], ['team=~".+"', {}, false],
    ['team="a\\"b"', { team: 'a"b' }, true], ['team="a\\\\b"', { team: 'a\\b' }, true], ['team="a\\nb"', { team: 'a\nb' }, true], ['"team.name"="web"', { 'team.name': 'web' }, true],
    ['job=~"api\\\\.v1"', { job: 'api.v1' }, true], ['job=~"api\\\\.v1"', { job: 'api-v1' }, false], ['job=~"api\\.v1"', { job: 'api.v1' }, true],
    ['team=~"web|db"', { team: 'web-1' }, false], ['team!~"web|db"', { team: 'web-1' }, true], ['team=~"(?i)WEB"', { team: 'web' }, true], ['team=~"(?:a(?i)b)"', { team: 'aB' }, true], ['toString=~".+"', {}, false]
  ]
  expect(cases.map(([matcher, labels]) => [matcher, labels, fits(matcher, labels)])).toEqual(cases)
})

test('no expression takes longer than the value is long', () => {
  const long = 'a'.repeat(20_000)
  expect(['team=~"(a+)+b"', 'team=~"(a|a)*b"', 'team=~"(a*)*b"', 'team=~"(a+)+"'].map((matcher) => fits(matcher, { team: long }))).toEqual([false, false, false, true])
})

test('any value in quotes fits itself and nothing else, whatever is in it, and nothing may stand after it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', '\n', 'n', ',', '=', '{', '}', '.', '|', '(', ' ', 'é', '😀'), maxLength: 8 })
  const escaped = (value: string): string => value.replace(/["\\]/g, (c) => `\\${c}`).replaceAll('\n', '\\n')
  fc.assert(fc.property(text, text, (value, other) => {
    expect([fits(`team="${escaped(value)}"`, { team: value }), fits(`team="${escaped(value)}"`, { team: other }), fits(`team!="${escaped(value)}"`, { team: other }), said(`team="${escaped(value)}" x`) === 'fine']).toEqual([true, value === other, value !== other, false])
  }), { numRuns: 500 })
})

test('a regular expression in quotes fits what it fits as a whole', () => {
  const piece = fc.constantFrom('a', 'b', '.', '\\.', '\\d', '[ab"]', '(?:a|b)', 'a|b', '"', '[^a]')
  const pattern = fc.array(fc.tuple(piece, fc.constantFrom('', '*', '+', '?')).map(([what, times]) => (what === 'a|b' ? what : what + times)), { maxLength: 5 }).map((list) => list.join(''))
  const value = fc.string({ unit: fc.constantFrom('a', 'b', '"', '.', '1', 'c'), maxLength: 6 })
  fc.assert(fc.property(pattern, value, (p, team) => {
    const whole = new RegExp(`^(?:${p})$`, 'u').test(team)
    const inQuotes = `"${p.replace(/["\\]/g, (c) => `\\${c}`)}"`
    expect([fits(`team=~${inQuotes}`, { team }), fits(`team!~${inQuotes}`, { team })]).toEqual([whole, !whole])
  }), { numRuns: 500 })
})
