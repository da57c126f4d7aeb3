import { describe, expect, test } from 'vitest'
import { alertmanager } from '../../../../src/main/sources/alertmanager'
import { memoryOf } from '../../../../src/main/sources/alertmanager/memory'
import { inSlices, type Work } from '../../../../src/main/sources/alertmanager/slices'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp } from '../../../fakes/fake-http'

test('work is done in slices of five milliseconds by what it says that it costs, and what waits goes before the next', async () => {
  const done: string[] = []
  function* work(): Work<string> {
    for (const cost of [2_000, 2_000, 2_000, 4_999, 1, 1]) { done.push(String(cost)); yield cost }
    return 'all'
  }
  const { signal } = new AbortController()
  const result = await inSlices(work(), { signal, pause: () => { done.push('pause'); return Promise.resolve() } })
  expect([result, done]).toEqual(['all', ['2000', '2000', '2000', 'pause', '4999', '1', 'pause', '1']])
})

describe('a configuration of 1,500 routes, and 500 alerts', () => {
  const routes = (): string => Array.from({ length: 1_500 }, (_, i) => `  - match_re:\n      team: ^(?:team-${i}|squad-${i}.*)$\n    mute_time_intervals:\n    - ever\n`).join('')
  const original = (): string => `route:\n  receiver: nobody\n  routes:\n${routes()}time_intervals:\n- name: ever\n  time_intervals:\n  - years:\n    - 2000:2999\n`
  const alerts = Array.from({ length: 500 }, (_, i) => ({
    fingerprint: String(i).padStart(16, '0'), labels: { alertname: 'x', team: `squad-${3 * i}` }, annotations: {}, startsAt: new Date(NOW - 60_000).toISOString(),
    status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [] }
  }))
  const desk = (pause: () => void) => {
    const urls = ['http://a', 'http://b']
    const status = { versionInfo: { version: '0.25.0' }, config: { original: original() } }
    const http = fakeHttp()
    for (const url of urls) for (const [path, json] of [['alerts', alerts], ['silences', []], ['status', status]] as const) http.on(`${url}/api/v2/${path}`, { json })
    const abort = new AbortController()
    const ctx = aContext(http, { now: () => NOW, signal: abort.signal, pause: () => { pause(); return Promise.resolve() } })
    return { ctx, abort, poll: () => alertmanager.poll(anInstance(urls), ctx) }
  }

  test('lets others go first again and again, and is read once for all peers', async () => {
    let pauses = 0
    const { ctx, poll } = desk(() => { pauses++ })
    const snapshot = await poll()
    const [a, b] = memoryOf(ctx).peers
    const first = pauses
    const again = await poll()
    expect([snapshot.alerts!.filter((one) => one.state === 'suppressed').length, first > 100, a!.config!.times === b!.config!.times, again === snapshot, pauses - first]).toEqual([500, true, true, true, 0])
  })

  test('leaves nothing behind when it is called off on the way', async () => {
    let left = 20
    const { ctx, abort, poll } = desk(() => { if (--left === 0) abort.abort(new Error('called off')) })
    await expect(poll()).rejects.toThrow('called off')
    expect([memoryOf(ctx).peers, left]).toEqual([[], 0])
  })

  test('leaves nothing behind when it is called off while it looks where the alerts end', async () => {
    let pauses = 0
    await desk(() => { pauses++ }).poll()
    let left = pauses
    const { ctx, abort, poll } = desk(() => { if (--left === 0) abort.abort(new Error('called off')) })
    await expect(poll()).rejects.toThrow('called off')
    expect(memoryOf(ctx).peers).toEqual([])
  })
})
