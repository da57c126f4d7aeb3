import { expect, it } from 'vitest'
import { digestWords } from '../../../../src/main/core/pager/digest'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore } from '../core-harness'
import { ALL_DAY, film } from './film'
import { an, M, S } from './watched'

const LADDER = { sound: { after: '0s' }, window: { after: '10s' }, hook: { after: '2m', every: '10m' } }
const nextAfter = (hooks: object, from: number): unknown => {
  const it = film(startCore([aSetup()], { config: { paging: { ...ALL_DAY.paging, ladders: [LADDER], hooks } } }))
  it.run(NOW, NOW + from, (at) => [(c) => c.answer('am', aSnapshot({ alerts: at > NOW + 10 * S ? [an('Down', 'api')] : [] }), at)])
  return Object.values(it.core().state.app.pages).map((p) => p.next)
}

it('a hook comes next only where one is configured', () => {
  const webhook = { url: 'https://hook.example' }
  expect([nextAfter({ webhook }, M), nextAfter({ command: { path: '/usr/bin/phone' } }, 5 * M), nextAfter({}, M), nextAfter({}, 20 * S)]).toEqual([
    [{ rung: 'hook', at: NOW + 15 * S + 2 * M, person: null }], [{ rung: 'hook', at: NOW + 15 * S + 12 * M, person: null }], [null], [{ rung: 'window', at: NOW + 25 * S, person: null }]
  ])
})

it('what ended by itself is said of one and of several', () => {
  const night = { from: NOW, to: NOW + M, fired: { count: 3, alerts: [] }, paged: { count: 0, pages: [] }, open: { count: 0, alerts: [] }, silences: { count: 0, list: [] },
    unseen: { sources: { count: 0, list: [] }, pages: { count: 0, list: [] } }, unwatchedMs: 0, partial: false, closed: false }
  expect([1, 3].map((count) => digestWords({ ...night, resolved: { count, alerts: [] } }, 0, 'utc').body)).toEqual(['1 ended by itself.', '3 ended by themselves.'])
})
