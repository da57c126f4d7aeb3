import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { alertmanager } from '../../src/main/sources/alertmanager'
import { wallAt } from '@shared/domain/zone'
import { aContext, anInstance, realHttp } from '../builders/asking'
import { startAlertmanager } from '../servers/alertmanager'
import { until } from '../servers/process'

const ZONE = 'Asia/Kolkata'
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
/** From one minute of the day to another, over midnight where it must be. */
const fromTo = (from: number, to: number): readonly object[] => {
  const [a, b] = [(from + 1_440) % 1_440, (to + 1_440) % 1_440]
  const range = (start: number, end: number): readonly object[] => (start < end ? [{ start_time: clock(start), end_time: clock(end) }] : [])
  return a < b ? range(a, b) : [...range(a, 1_440), ...range(0, b)]
}
/** Intervals that are now, and others that are not, none with a boundary within hours of now. */
const intervals = (): readonly object[] => {
  const now = new Date(wallAt(Date.now(), ZONE))
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes()
  const weekday = (ahead: number): string => WEEKDAYS[(new Date().getUTCDay() + ahead + 7) % 7]!
  const one = (name: string, ...time_intervals: readonly object[]): object => ({ name, time_intervals })
  return [
    one('these-years', { years: ['2020:2999'] }), one('past', { years: ['1990', '2001:2010'] }),
    one('these-days', { weekdays: [weekday(-1), weekday(0), weekday(1)] }), one('other-days', { weekdays: [weekday(2), weekday(3), weekday(4), weekday(5)] }),
    one('these-hours', { times: fromTo(minute - 180, minute + 180), location: ZONE }), one('other-hours', { times: fromTo(minute + 180, minute - 180), location: ZONE }),
    one('any-month', { months: ['january:december'], days_of_month: ['1:20', '-13:-1'] }), one('none')
  ]
}

/** The routes of a test, each for alerts that are called so, and where what goes on ends after it. */
const routes = (): readonly object[] => {
  const hook = (name: string, rest: object): object => ({ receiver: 'hook', matchers: [`alertname="${name}"`], ...rest })
  return [
    hook('Muted', { mute_time_intervals: ['past', 'these-years'] }), hook('NotMuted', { mute_time_intervals: ['past', 'other-days', 'other-hours', 'none'] }),
    hook('MutedToday', { mute_time_intervals: ['these-days'] }), hook('MutedNow', { mute_time_intervals: ['these-hours'] }), hook('MutedEver', { mute_time_intervals: ['any-month'] }),
    hook('Active', { active_time_intervals: ['past', 'these-hours'] }), hook('Inactive', { active_time_intervals: ['other-hours', 'other-days'] }), hook('InactiveEver', { active_time_intervals: ['none'] }),
    hook('ActiveAndMuted', { active_time_intervals: ['these-days'], mute_time_intervals: ['these-years'] }),
    hook('MutedParent', { mute_time_intervals: ['these-years'], routes: [{ receiver: 'hook', match: { child: 'yes' } }] }),
    hook('MutedChild', { routes: [{ receiver: 'hook', match_re: { child: 'y.s' }, mute_time_intervals: ['these-years'] }] }),
    hook('OnToMuted', { mute_time_intervals: ['these-years'], continue: true }), hook('OnToMuted', { active_time_intervals: ['other-days'] }),
    hook('OnToLoud', { mute_time_intervals: ['these-years'], continue: true }), hook('OnToLoud', {}),
    hook('OnToNothing', { mute_time_intervals: ['these-years'], continue: true }),
    hook('First', {}), hook('First', { mute_time_intervals: ['these-years'] }),
    { receiver: 'hook', matchers: ['alertname=~"Odd.*"', 'word!~"\\\\d+|\\"q\\""'], mute_time_intervals: ['these-years'] },
    hook('Last', { group_wait: '4s' })
  ]
}
const ALERTS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ...['Muted', 'NotMuted', 'MutedToday', 'MutedNow', 'MutedEver', 'Active', 'Inactive', 'InactiveEver', 'ActiveAndMuted', 'OnToMuted', 'OnToLoud', 'OnToNothing', 'First', 'Elsewhere'].map((name) => [name, {}] as const),
  ['MutedParent', {}], ['MutedParent', { child: 'yes' }], ['MutedChild', {}], ['MutedChild', { child: 'yes' }],
  ['Odd', {}], ['Odd', { word: '12' }], ['Odd', { word: '"q"' }], ['Odd', { word: '\\d+' }]
]
const named = ({ alertname, child, word }: Readonly<Record<string, string>>): string => [alertname, child, word].filter((part) => part !== undefined).join(' ')

test('what Garda takes to be muted is what a real Alertmanager tells nobody of', async () => {
  const notified = new Set<string>()
  const hook = createServer((request, response) => {
    void text(request).then((body) => {
      for (const { labels } of (JSON.parse(body) as { alerts: readonly { labels: Readonly<Record<string, string>> }[] }).alerts) notified.add(named(labels))
      response.end()
    })
  }).listen(0, '127.0.0.1')
  await once(hook, 'listening')
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`
  const server = await startAlertmanager({ config: {
    route: { receiver: 'hook', group_by: ['...'], group_wait: '1s', group_interval: '1h', repeat_interval: '1h', routes: routes() },
    receivers: [{ name: 'hook', webhook_configs: [{ url }] }], time_intervals: intervals().slice(1), mute_time_intervals: intervals().slice(0, 1)
  } })
  const http = realHttp()
  try {
    const endsAt = new Date(Date.now() + 600_000).toISOString()
    await server.post([...ALERTS, ['Last', {}] as const].map(([alertname, labels]) => ({ labels: { alertname, ...labels }, endsAt })))
    const poll = () => alertmanager.poll(anInstance([server.url]), aContext(http))
    const { alerts, warnings } = await until('all alerts', poll, (s) => s.alerts?.length === ALERTS.length + 1)
    // it waits for longest, so all others were told of before it, or not at all
    await until('the last one', () => [...notified], (names) => names.includes('Last'))
    const firing = (alerts ?? []).filter((a) => a.state === 'firing').map((a) => named(a.labels)).sort()
    expect([firing, warnings]).toEqual([[...notified].sort(), []])
    expect(firing).toEqual(['Active', 'Elsewhere', 'First', 'Last', 'MutedChild', 'MutedParent yes', 'NotMuted', 'Odd "q"', 'Odd 12', 'OnToLoud'])
    expect(Object.fromEntries((alerts ?? []).filter((a) => a.state !== 'firing').map((a) => [named(a.labels), a.mutedBy]))).toEqual({
      'ActiveAndMuted': ['these-years'], 'Inactive': ['other-days', 'other-hours'], 'InactiveEver': ['none'], 'Muted': ['these-years'], 'MutedChild yes': ['these-years'], 'MutedEver': ['any-month'],
      'MutedNow': ['these-hours'], 'MutedParent': ['these-years'], 'MutedToday': ['these-days'], 'Odd': ['these-years'], 'Odd \\d+': ['these-years'], 'OnToMuted': ['other-days', 'these-years'], 'OnToNothing': ['these-years']
    })
  } finally {
    http.close()
    hook.close()
    await server.stop()
  }
})
