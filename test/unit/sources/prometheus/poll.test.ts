import { describe, expect, test } from 'vitest'
import type { SourceSnapshot } from '@shared/domain/source'
import { prometheus } from '../../../../src/main/sources/prometheus'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp } from '../../../fakes/fake-http'

interface Answers { readonly up?: Readonly<Record<string, 0 | 1>>; readonly partial?: boolean; readonly groups?: readonly object[] }

/** One Prometheus, asked every quarter minute: services by their state, rules in groups. */
const server = (): { poll: (answers: Answers) => Promise<SourceSnapshot>; clock: { now: number } } => {
  const http = fakeHttp({ '*': { status: 404 } })
  const clock = { now: NOW - 15_000 }
  const ctx = aContext(http, { now: () => clock.now })
  const success = (data: unknown, partial = false): object => ({ json: { status: 'success', data, ...(partial ? { warnings: ['store b did not answer'] } : {}) } })
  return {
    clock,
    poll: ({ up = {}, partial = false, groups = [] }) => {
      clock.now += 15_000
      const result = Object.entries(up).map(([job, state]) => ({ metric: { job, garda_up: String(state) }, value: [clock.now / 1000, '2'] }))
      http.on('GET /api/v1/query', success({ resultType: 'vector', result }, partial))
      http.on('GET /api/v1/rules', success({ groups }))
      return prometheus.poll(anInstance(['http://prometheus:9090'], { options: { signals: false } }), ctx)
    }
  }
}

describe('a service that an incomplete answer leaves out', () => {
  const seen = (s: SourceSnapshot): unknown => s.services?.map(({ name, fresh, lastSampleAt, targets }) => [name, fresh, lastSampleAt, targets])

  test('stays listed with its last sample, and nobody vouches for it until it is listed again', async () => {
    const { poll } = server()
    await poll({ up: { a: 1, b: 1 } })
    const partial = await poll({ up: { b: 1 }, partial: true })
    expect(seen(partial)).toEqual([['a', false, NOW, null], ['b', true, null, { up: 2, total: 2 }]])
    expect((await poll({ up: { b: 1 }, partial: true })).services).toBe(partial.services)
    expect(seen(await poll({ up: { a: 1, b: 1 } }))).toEqual([['a', true, null, { up: 2, total: 2 }], ['b', true, null, { up: 2, total: 2 }]])
  })

  test('and is down once it is listed again was last up before that', async () => {
    const { poll } = server()
    await poll({ up: { a: 1, b: 1 } })
    await poll({ up: { b: 1 }, partial: true })
    expect(seen(await poll({ up: { a: 0, b: 1 } }))).toEqual([['a', false, NOW, { up: 0, total: 2 }], ['b', true, null, { up: 2, total: 2 }]])
  })
})
