import { describe, expect, it } from 'vitest'
import { hooksSchema } from '@shared/config/paging'
import { httpHeartbeat } from '../../../src/main/adapters/http-heartbeat'
import { nodeHooks } from '../../../src/main/adapters/node-hooks'
import { hookPayload } from '../../../src/main/core/pager/hook-payload'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { Connection, HttpFactory } from '../../../src/main/ports/http'
import { aPage, anAlert, NOW } from '../../builders'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeHttp, type FakeAnswer } from '../../fakes/fake-http'

const payload = hookPayload('paged', aPage(), { a: anAlert({ id: 'a' }) }, NOW)
const config = hooksSchema.parse({ webhook: { url: 'https://hook.example/page?to=mira', token: { env: 'HOOK_TOKEN' } } })

/** A network that answers these, one after the other, and what was opened on it. */
const network = (...answers: readonly FakeAnswer[]) => {
  const http = fakeHttp()
  let n = 0
  http.on('*', (request) => {
    const answer = answers[Math.min(n++, answers.length - 1)]!
    return typeof answer === 'function' ? answer(request) : answer
  })
  const opened: (readonly [string, Connection])[] = []
  const factory: Pick<HttpFactory, 'open'> = { open: (id, connection) => { opened.push([id, connection]); return http } }
  return { http, opened, factory }
}
const told = async (answers: readonly FakeAnswer[], waits: readonly number[] = []) => {
  const { http, opened, factory } = network(...answers)
  const clock = fakeClock(NOW)
  const hooks = nodeHooks({ http: factory, clock, env: {} })
  let came: unknown = 'nothing yet'
  const running = hooks.run(config, payload).then((results) => { came = results[0]?.result })
  const counts: number[] = []
  await clock.advance(0)
  for (const ms of waits) { counts.push(http.calls.length); await clock.advance(ms) }
  counts.push(http.calls.length)
  return { http, opened, counts, came: () => came, running, hooks }
}

describe('a webhook', () => {
  it('is posted once, as JSON, with the token where it belongs and a key of its own', async () => {
    const { http, opened, came } = await told([{ status: 204 }])
    expect([came(), http.calls, opened]).toEqual([
      { ok: true },
      [{
        url: 'https://hook.example/page?to=mira', method: 'POST', body: JSON.stringify(payload),
        headers: { 'content-type': 'application/json', accept: '*/*', 'idempotency-key': expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }
      }],
      [['Webhook 0', { auth: { type: 'bearer', token: { env: 'HOOK_TOKEN' } }, headers: {}, tls: null, proxy: 'system' }]]
    ])
  })

  it('is tried three times at growing distance when the server fails, each time under the same key', async () => {
    const { http, counts, came } = await told([{ status: 500 }, new SourceFailure('timeout', { seconds: 10 }), { status: 503 }], [999, 1, 3_999, 1])
    expect([counts, came()]).toEqual([[1, 1, 2, 2, 3], { ok: false, detail: 'hook.example answered with status 503. Tried 3 times.' }])
    expect(new Set(http.calls.map((c) => c.headers?.['idempotency-key'])).size).toBe(1)
  })

  it('is tried for longer of what nobody says again: that somebody has it, or that it is over', async () => {
    const { http, factory } = network(...[500, 429, 503, 500, 502, 500].map((status) => ({ status })))
    const clock = fakeClock(NOW)
    const hooks = nodeHooks({ http: factory, clock, env: {} })
    const came = hooks.run(config, { ...payload, event: 'resolved' })
    const counts: number[] = []
    for (const ms of [0, 1_000, 4_000, 15_000, 60_000, 299_999, 1]) { await clock.advance(ms); counts.push(http.calls.length) }
    expect([counts, (await came)[0]?.result]).toEqual([[1, 2, 3, 4, 5, 5, 6], { ok: false, detail: 'hook.example answered with status 500. Tried 6 times.' }])
  })

  it('is well when a later try is', async () => {
    const { counts, came } = await told([new SourceFailure('refused', { host: 'hook.example' }), { status: 200 }], [1_000, 60_000])
    expect([counts, came()]).toEqual([[1, 2, 2], { ok: true }])
  })

  it('hears of one page in the order in which that happened, also where a try failed, and of another meanwhile', async () => {
    const { http, factory } = network({ status: 503 }, { status: 204 })
    const clock = fakeClock(NOW)
    const hooks = nodeHooks({ http: factory, clock, env: {} })
    const about = (event: 'acknowledged' | 'resolved', id = payload.page.id) => ({ ...payload, event, page: { ...payload.page, id } })
    const all = [payload, about('acknowledged'), about('resolved'), about('resolved', 'other')].map((p) => hooks.run(config, p))
    await clock.advance(0)
    await clock.advance(1_000)
    const results = await Promise.all(all)
    expect(http.calls.map(({ body }) => { const { event, page } = JSON.parse(String(body)) as typeof payload; return `${event} ${page.id === 'other' ? 'other' : ''}`.trim() })).toEqual(['paged', 'resolved other', 'paged', 'acknowledged', 'resolved'])
    expect(results.map(([r]) => r?.result)).toEqual(Array.from({ length: 4 }, () => ({ ok: true })))
  })

  it('is not tried again when that cannot help', async () => {
    const said = await Promise.all([{ status: 400 }, { status: 304 }, new SourceFailure('secret', { detail: 'HOOK_TOKEN is not set' }), new SourceFailure('tls-expired', { detail: 'it has expired' })].map(async (answer) => {
      const { counts, came } = await told([answer], [60_000])
      return [counts, came()]
    }))
    const no = (detail: unknown) => [[1, 1], { ok: false, detail }]
    expect(said).toEqual([
      no('hook.example answered with status 400.'), no('hook.example answered with status 304.'),
      no(expect.stringContaining('HOOK_TOKEN is not set')), no(expect.stringMatching(/hook\.example/))
    ])
  })

  it('has another key for another event, and the same way to the same server', async () => {
    const { http, opened, hooks } = await told([{ status: 200 }])
    await hooks.run(config, { ...payload, event: 'resolved' })
    await hooks.run({ webhook: { ...config.webhook!, token: { env: 'OTHER' } } }, payload)
    const keys = http.calls.map((c) => c.headers?.['idempotency-key'])
    expect([keys[0] === keys[1], keys[0] === keys[2], opened.map(([id]) => id)]).toEqual([false, true, ['Webhook 0', 'Webhook 1']])
  })
})

describe('a heartbeat', () => {
  it('asks for its address once and says what came of it', async () => {
    const { http, factory, opened } = network({ status: 200, body: 'OK' }, { status: 404 }, new SourceFailure('refused', { host: 'beat.example' }))
    const heartbeat = httpHeartbeat(factory)
    const url = 'https://beat.example/ping/1'
    expect([await heartbeat.beat(url), await heartbeat.beat(url), await heartbeat.beat(url)]).toEqual([
      { ok: true }, { ok: false, detail: 'beat.example answered with status 404.' }, { ok: false, detail: expect.stringContaining('refused') as unknown }
    ])
    expect([http.calls, opened.length]).toEqual([[{ url }, { url }, { url }], 1])
  })
})
