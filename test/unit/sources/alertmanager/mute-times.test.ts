import { describe, expect, test } from 'vitest'
import { mutedBy, openAt, readMuteTimes, type MuteTimes } from '../../../../src/main/sources/alertmanager/mute-times'
import { readEntry } from '../../../../src/main/sources/alertmanager/routes'
import { labelsOf, type Labels } from '@shared/domain/labels'

const read = (text: string): MuteTimes | null => {
  const work = readMuteTimes(text)
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}
const THURSDAY = Date.parse('2025-11-13T12:00:00Z')
const now = `time_intervals:
- name: now
  time_intervals:
  - weekdays: [thursday]
- name: never
  time_intervals:
  - weekdays: [friday]
`
const config = (routes: string, times = now, root = ''): string => `global:
  resolve_timeout: 5m
route:
  receiver: nobody
${root}  continue: false
  routes:
${routes}receivers:
- name: nobody
templates: []
${times}`
/** By what an alert is muted on Thursday at noon, and what cannot be read. */
const judged = (text: string, labels: Labels): readonly [readonly string[], readonly string[]] => {
  const times = read(text)
  return times ? [mutedBy(times, labelsOf(Object.entries(labels)), openAt(times, THURSDAY)), times.unread] : [[], ['no mute times']]
}
const route = (matcher: string, rest: string): string => `  - matchers:\n    - ${matcher}\n${rest}`
const MUTED = '    mute_time_intervals:\n    - now\n'
const ACTIVE = '    active_time_intervals:\n    - never\n'

describe('an alert is muted', () => {
  test.each<readonly [string, string, Labels, readonly string[]]>([
    ['at a mute time', route('a="1"', MUTED), { a: '1' }, ['now']],
    ['not where it goes elsewhere', route('a="1"', MUTED), { a: '2' }, []],
    ['not out of a mute time', route('a="1"', '    mute_time_intervals: [never]\n'), { a: '1' }, []],
    ['by whichever is now', route('a="1"', '    mute_time_intervals: [never, now]\n'), { a: '1' }, ['now']],
    ['out of the active time', route('a="1"', ACTIVE), { a: '1' }, ['never']],
    ['not within one of the active times', route('a="1"', '    active_time_intervals: [never, now]\n'), { a: '1' }, []],
    ['at a mute time within the active one', route('a="1"', `${MUTED}    active_time_intervals: [now]\n`), { a: '1' }, ['now']],
    ['by the first that fits, and no other', route('a="1"', MUTED) + route('a=~"."', ''), { a: '1' }, ['now']],
    ['not where the first that fits is not', route('a=~"."', '') + route('a="1"', MUTED), { a: '1' }, []],
    ['not where it goes on to another', route('a="1"', `${MUTED}    continue: true\n`) + route('a=~"."', ''), { a: '1' }, []],
    ['where it goes on to another that is muted too', route('a="1"', `${MUTED}    continue: true\n`) + route('a=~"."', ACTIVE), { a: '1' }, ['never', 'now']],
    ['where it goes on and nothing else fits', route('a="1"', `${MUTED}    continue: true\n`) + route('a="2"', ''), { a: '1' }, ['now']],
    ['not by the parent of where it ends', route('a="1"', `${MUTED}    routes:\n    - match:\n        b: "1"\n`), { a: '1', b: '1' }, []],
    ['by the parent where no child fits', route('a="1"', `${MUTED}    routes:\n    - match:\n        b: "1"\n`), { a: '1' }, ['now']],
    ['where all of the children that it ends in are', route('a="1"', `    routes:\n    - match_re:\n        b: 1|2\n      continue: true\n  ${MUTED.replace('\n', '\n  ')}    - match:\n        b: "1"\n  ${ACTIVE.replace('\n', '\n  ')}`), { a: '1', b: '1' }, ['never', 'now']],
    ['by matchers that all fit', '  - match:\n      a: "1"\n    match_re:\n      b: x.*\n      c: null\n    matchers:\n    - d!="1"\n    - e!~"1"\n' + MUTED, { a: '1', b: 'xy', d: '2' }, ['now']],
    ['not by an expression that fits a part', '  - match_re:\n      b: x\n' + MUTED, { b: 'xy' }, []]
  ])('%s', (_name, routes, labels, wanted) => { expect(judged(config(routes), labels)).toEqual([wanted, []]) })

  test('by names of the older list, and by an interval of several of which one is now', () => {
    const times = 'mute_time_intervals:\n- name: now\n  time_intervals:\n  - weekdays: [friday]\n  - years: ["2025"]\n'
    expect(judged(config(route('a="1"', MUTED), times), { a: '1' })).toEqual([['now'], []])
  })

  test('never where no route has times: nothing is read at all', () => {
    expect([read(config(route('a="1"', ''))), read(''), read('%broken: [')]).toEqual([null, null, null])
  })
})

test('matchers are read in both ways of writing them, and what means two things in them is not', () => {
  const one = (name: string, sign: string, value: string): object => ({ name, value, isEqual: sign.startsWith('='), isRegex: sign.endsWith('~') })
  expect(Object.fromEntries([
    'a="1"', ' a = 1 ', 'a!~"x|y"', 'a=~"a\\\\.b|\\"d\\""', 'a="a\\nb"', '{a="1",b!="2,3", }', 'a=1,b=2', '"a b"="c\\\\d"', 'host.name="x"', '"ø"=~".*"', 'a=~"\\d+"', 'a="\\\\t"'
  ].map((entry) => [entry, readEntry(entry)]))).toEqual({
    'a="1"': [one('a', '=', '1')], ' a = 1 ': [one('a', '=', '1')], 'a!~"x|y"': [one('a', '!~', 'x|y')], 'a=~"a\\\\.b|\\"d\\""': [one('a', '=~', 'a\\.b|"d"')], 'a="a\\nb"': [one('a', '=', 'a\nb')],
    '{a="1",b!="2,3", }': [one('a', '=', '1'), one('b', '!=', '2,3')], 'a=1,b=2': [one('a', '=', '1'), one('b', '=', '2')], '"a b"="c\\\\d"': [one('a b', '=', 'c\\d')], 'host.name="x"': [one('host.name', '=', 'x')],
    '"ø"=~".*"': [one('ø', '=~', '.*')], 'a=~"\\d+"': [one('a', '=~', '\\d+')], 'a="\\\\t"': [one('a', '=', '\\t')]
  })
  for (const entry of ['', '{}', 'a', 'a=', 'a=="1"', '{a="1"', 'a="1"}', 'a="1",,b="2"', ',a="1"', 'a="1"b="2"', 'a="1', 'a=~"("', 'a="\\t"', 'a="\\u00e6"', '"a b"="\\x00"', '"a\\.b"="c"', "a='b'"]) expect([entry, readEntry(entry)]).toEqual([entry, null])
})

describe('what cannot be read mutes nothing, and is said by its field', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['a key of another version on the way', config('  - matchers:\n    - a="9"\n    object_matchers: []\n' + route('a="1"', MUTED)), ['route.routes[0].object_matchers']],
    ['a key of another version on the root', config(route('a="1"', MUTED), now, '  sharding: 2\n'), ['route.sharding']],
    ['a root that mutes', config(route('a="1"', ''), now, '  mute_time_intervals: [now]\n'), ['route']],
    ['an expression that Garda cannot read', config(`  - match_re:\n      a: (?=1)\n${MUTED}`), ['route.routes[0].match_re.a']],
    ['a matcher on the way', config(route('a=~"[", ', '') + route('a="1"', MUTED)), ['route.routes[0].matchers[0]']],
    ['a word for yes', config(route('a="1"', `${MUTED}    continue: yes\n`)), ['route.routes[0].continue']],
    ['a number for a name', config(route('a="1"', '    mute_time_intervals: [1]\n')), ['route.routes[0].mute_time_intervals[0]']],
    ['a name of nothing', config(route('a="1"', MUTED), 'time_intervals: []\n'), ['time_intervals[now]']],
    ['a name that comes twice', config(route('a="1"', MUTED), `${now}mute_time_intervals:\n- name: now\n  time_intervals:\n  - weekdays: [thursday]\n`), ['mute_time_intervals[0].name']],
    ['an interval', config(route('a="1"', MUTED), now.replace('[thursday]', '[thursday, payday]')), ['time_intervals[0].time_intervals[0].weekdays[1]']],
    ['an interval that may be an empty list', config(route('a="1"', MUTED), now.replace('weekdays: [thursday]', '{}')), ['time_intervals[0].time_intervals[0]']],
    ['an interval that would be active', config(route('a="1"', ACTIVE), now.replace('[friday]', '[payday]')), ['time_intervals[1].time_intervals[0].weekdays[0]']],
    ['more intervals than anybody has', config(route('a="1"', MUTED), now.replace('  - weekdays: [thursday]\n', '  - weekdays: [thursday]\n'.repeat(5_001))), ['time_intervals[0]']],
    ['another form than Alertmanager’s', '{"route": {"receiver": "a", "routes": [{"mute_time_intervals": ["now"]}]}}', ['route']],
    ['two trees', `${config(route('a="1"', MUTED))}route:\n  receiver: b\n`, ['route']],
    ['a key that comes twice', config(`${route('a="1"', MUTED)}    continue: false\n    continue: true\n`), ['route']],
    ['an alias', config(`  - matchers: &m\n    - a="1"\n${MUTED}  - matchers: *m\n`), ['route']],
    ['a broken document', config('  - "\n' + MUTED), ['route']],
    ['one without end', config(route('a="1"', MUTED).repeat(20_000)), ['route']],
    ['one without bottom', config(`  - routes: ${'['.repeat(1_000)}\n${MUTED}`), ['route']]
  ])('%s', (_name, text, fields) => { expect(judged(text, { a: '1' })).toEqual([[], fields]) })

  test('but nothing else: an interval that nobody uses, a node that it never comes to, and a matcher that need not be read', () => {
    const unread = '  - match:\n      b: "1"\n    matchers:\n    - a=~"["\n'
    expect([
      judged(config(route('a="1"', MUTED), now.replace('[friday]', '[payday]')), { a: '1' }), judged(config(route('a="1"', MUTED) + unread), { a: '1' }), judged(config(unread + route('a="1"', MUTED)), { a: '1' }),
      judged(config(unread + route('a="1"', MUTED)), { a: '1', b: '1' })
    ]).toEqual([[['now'], []], [['now'], ['route.routes[1].matchers[0]']], [['now'], ['route.routes[0].matchers[0]']], [[], ['route.routes[0].matchers[0]']]])
  })

  test('routes below routes end somewhere', () => {
    const below = Array.from({ length: 60 }, (_, i) => `${' '.repeat(2 * i + 2)}- match:\n${' '.repeat(2 * i + 6)}a: "1"\n${' '.repeat(2 * i + 4)}routes:\n`).join('')
    const [by, fields] = judged(config(`${below}${' '.repeat(122)}- mute_time_intervals: [now]\n`), { a: '1' })
    expect([by, fields.length]).toEqual([[], 1])
  })
})
