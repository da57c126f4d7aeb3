import { afterEach, describe, expect, test, vi } from 'vitest'
import { SourceFailure } from '../../src/main/ports/failure'
import type { HttpClient } from '../../src/main/ports/http'
import type { SourceContext, SourceInstance, SourceKind } from '../../src/main/ports/source-kind'
import { SOURCE_KINDS } from '../../src/main/sources/registry'
import { en } from '@shared/text/en'
import type { FailureCode, SourceSnapshot } from '@shared/domain/source'
import { aContext, anInstance } from '../builders/asking'
import { NOW } from '../builders/now'
import { fakeHttp, type FakeHttp, type FakeReply } from '../fakes/fake-http'
import { replay, versionsOf } from '../fakes/recorded'

/** How a kind is met here. A kind that is not listed fails the first test. */
interface Harness {
  readonly kind: string
  /** Recorded server, by version; null for kinds that ask nobody over the network. */
  readonly servers: readonly { readonly version: string; readonly http: () => FakeHttp }[] | null
  readonly urls: readonly string[]
  /** A reply with one alert of these labels (raw JSON), sent `times` times, and the route it comes by. */
  readonly alert?: (labels: string, times: number) => readonly [route: string, reply: FakeReply]
}

const recorded = (kind: string): Harness['servers'] => versionsOf(kind).map((version) => ({ version, http: () => replay(kind, version) }))
const json = (body: string): FakeReply => ({ headers: { 'content-type': 'application/json' }, body })
const many = (text: string, times: number): string => Array.from({ length: times }, () => text).join(',')

const HARNESSES: readonly Harness[] = [
  {
    kind: 'prometheus', urls: ['http://prometheus:9090'], servers: recorded('prometheus'),
    alert: (labels, times) => ['GET /api/v1/rules', json(`{"status":"success","data":{"groups":[{"name":"g","rules":[{"type":"alerting","name":"A","query":"x","health":"ok","alerts":[${
      many(`{"labels":${labels},"annotations":{},"state":"firing","activeAt":"2025-11-13T11:00:00Z","value":"1e+00"}`, times)}]}]}]}}`)]
  },
  {
    kind: 'alertmanager', urls: ['http://alertmanager:9093'], servers: recorded('alertmanager'),
    alert: (labels, times) => ['GET /api/v2/alerts', json(`[${
      many(`{"fingerprint":"00000000000000ab","labels":${labels},"annotations":{},"startsAt":"2025-11-13T11:00:00Z","endsAt":"2025-11-13T13:00:00Z","status":{"state":"active","silencedBy":[],"inhibitedBy":[]}}`, times)}]`)]
  },
  { kind: 'this-computer', urls: [], servers: null },
  { kind: 'demo', urls: [], servers: null }
]

const kindNamed = (name: string): SourceKind => {
  const found = SOURCE_KINDS.find((k) => k.manifest.kind === name)
  if (!found) throw new Error(`no kind is called ${name}`)
  return found
}
const contextOf = (http: HttpClient): SourceContext => aContext(http, { now: () => NOW })
const options = (kind: SourceKind): SourceInstance['options'] => Object.fromEntries(kind.manifest.fields.map((f) => [f.key, f.default]))

test('every registered kind keeps these laws', () => {
  expect(SOURCE_KINDS.map((k) => k.manifest.kind).toSorted()).toEqual(HARNESSES.map((h) => h.kind).toSorted())
})

test('every kind and field has its words', () => {
  const keys = SOURCE_KINDS.flatMap(({ manifest: { kind, fields } }) => [`kind.${kind}`, `kind.${kind}.help`, ...fields.flatMap((f) => [f.label, `${f.label}.help`])])
  expect(keys.filter((key) => !Object.hasOwn(en, key))).toEqual([])
})

afterEach(() => { vi.unstubAllGlobals() })

/** A world without any clock but the one that is passed in. */
const withoutClock = async <T>(run: () => Promise<T>): Promise<T> => {
  const Real = Date
  vi.stubGlobal('Date', class extends Real {
    constructor(...args: [] | [number | string]) {
      if (args.length === 0) throw new Error('a source read the clock')
      super(...args)
    }
    static override now(): number { throw new Error('a source read the clock') }
  })
  vi.stubGlobal('performance', { now: () => { throw new Error('a source read the clock') } })
  try { return await run() } finally { vi.unstubAllGlobals() }
}

describe.each(HARNESSES.map((h) => [h.kind, h] as const))('%s', (name, harness) => {
  const kind = kindNamed(name)
  const source = anInstance(harness.urls, { options: options(kind) })
  const worlds = harness.servers ?? [{ version: 'here', http: () => fakeHttp() }]

  test.each(worlds.map((w) => [w.version, w] as const))('%s: the same answer is the same snapshot, and no clock is read but the one passed in', async (_version, world) => {
    const ctx = contextOf(world.http())
    const [first, second] = await withoutClock(async () => [await kind.poll(source, ctx), await kind.poll(source, ctx)])
    expect(second).toBe(first)
  })
})

interface Wrong { readonly name: string; readonly reply: FakeReply; readonly code: FailureCode }
const page = '<!doctype html><html><body>Please sign in to the network</body></html>'
const WRONG: readonly Wrong[] = [
  { name: '401', reply: { status: 401 }, code: 'unauthorized' },
  { name: '403', reply: { status: 403 }, code: 'forbidden' },
  { name: '404', reply: { status: 404, body: '404 page not found' }, code: 'not-found' },
  { name: '410', reply: { status: 410 }, code: 'gone' },
  { name: '407', reply: { status: 407 }, code: 'proxy-auth' },
  { name: '429', reply: { status: 429, headers: { 'retry-after': '7' } }, code: 'rate-limited' },
  { name: '500', reply: { status: 500, body: 'oops' }, code: 'server-error' },
  { name: '502 with a page', reply: { status: 502, body: page, headers: { 'content-type': 'text/html' } }, code: 'server-error' },
  { name: '503 as plain text', reply: { status: 503, body: 'Service Unavailable', headers: { 'content-type': 'text/plain' } }, code: 'not-ready' },
  { name: '204', reply: { status: 204 }, code: 'empty' },
  { name: 'a web page with status 200', reply: { body: page, headers: { 'content-type': 'text/html' } }, code: 'html' },
  { name: 'an empty body', reply: { body: '', headers: { 'content-type': 'application/json' } }, code: 'empty' },
  { name: 'JSON that was cut', reply: json('{"status":"success","data":{"gro'), code: 'not-json' },
  { name: 'an empty object', reply: json('{}'), code: 'wrong-shape' },
  { name: 'null', reply: json('null'), code: 'wrong-shape' },
  { name: 'another list', reply: json('[1,2,3]'), code: 'wrong-shape' },
  { name: 'JSON 10,000 levels deep', reply: json('['.repeat(10_000) + ']'.repeat(10_000)), code: 'wrong-shape' }
]

const networked = HARNESSES.flatMap((h) => (h.servers ?? []).map((server) => [h.kind, server.version, h, server] as const))
describe.each(networked)('%s %s', (name, _version, harness, server) => {
  const kind = kindNamed(name)
  const source = anInstance(harness.urls, { options: options(kind) })
  const poll = (ctx: SourceContext): Promise<SourceSnapshot> => kind.poll(source, ctx)
  const everywhere = (reply: FakeReply): FakeHttp => fakeHttp({ '*': reply })

  test('reads alerts from the recorded server', async () => {
    const { alerts, product } = await poll(contextOf(server.http()))
    expect(alerts?.length).toBeGreaterThan(0)
    expect(product?.version).toMatch(/^\d/)
  })

  test.each(WRONG.map((w) => [w.name, w] as const))('%s is a failure of its own kind, never an empty list', async (_name, { reply, code }) => {
    await expect(poll(contextOf(everywhere(reply)))).rejects.toMatchObject({ name: 'SourceFailure', code })
  })

  test('who remembers what began and ended takes no failure for nothing, and reads no clock but the one passed in', async () => {
    const { alertsBetween } = kind
    if (!alertsBetween) return
    const span = { from: NOW - 8 * 3_600_000, to: NOW }
    const said = await withoutClock(() => alertsBetween(source, span, contextOf(server.http())))
    expect([said.whole, said.alerts.every((a) => a.from > span.from && a.from <= a.to && a.to <= span.to)]).toEqual([true, true])
    for (const { reply, code } of WRONG) await expect(alertsBetween(source, span, contextOf(everywhere(reply)))).rejects.toMatchObject({ name: 'SourceFailure', code })
  })

  test('who remembers when a service was in trouble stays within the span, takes no failure for nothing, and reads no clock but the one passed in', async () => {
    const { fired } = kind
    if (!fired) return
    const query = { service: 'checkout', from: NOW - 8 * 3_600_000, to: NOW }
    const said = await withoutClock(() => fired(source, query, contextOf(server.http())))
    expect([said.whole, said.alerts.every((a) => a.from >= query.from && a.from <= a.to && a.to <= query.to)]).toEqual([true, true])
    for (const { reply, code } of WRONG) await expect(fired(source, query, contextOf(everywhere(reply)))).rejects.toMatchObject({ name: 'SourceFailure', code })
  })

  test('silences exactly when it says so, and a write that nobody answers is a failure of the network, a refused one is tried once', async () => {
    const { silence } = kind
    expect(silence !== undefined).toBe(kind.manifest.abilities.includes('silence'))
    if (!silence) return
    const draft = { matchers: [{ name: 'alertname', value: 'A', isRegex: false, isEqual: true }], createdBy: 'Mira', comment: 'ACK! looking', forMs: 900_000 }
    await expect(silence.create(source, draft, false, contextOf(fakeHttp()))).rejects.toMatchObject({ code: 'refused' })
    const refusing = everywhere({ status: 403 })
    await expect(silence.create(source, draft, false, contextOf(refusing))).rejects.toMatchObject({ code: 'forbidden' })
    expect(refusing.calls).toHaveLength(1)
    await expect(silence.create(source, draft, false, contextOf(everywhere({ status: 502 })))).rejects.toMatchObject({ code: 'unconfirmed' })
    await expect(silence.extend(source, 'x', draft, contextOf(everywhere({ status: 404 })))).rejects.toMatchObject({ code: 'not-found' })
    await silence.expire(source, 'x', draft, contextOf(everywhere({ status: 404 })))
  })

  test('how long to wait is handed on', async () => {
    await expect(poll(contextOf(everywhere({ status: 429, headers: { 'retry-after': '7' } })))).rejects.toMatchObject({ retryAfterMs: 7000 })
  })

  test('an unreachable host is the failure of the network', async () => {
    await expect(poll(contextOf(fakeHttp()))).rejects.toMatchObject({ code: 'refused' })
  })

  test('a failure holds nothing of the answer', async () => {
    const failure: unknown = await poll(contextOf(everywhere(json('{"secret":"hunter2"}')))).catch((thrown: unknown) => thrown)
    expect(failure).toBeInstanceOf(SourceFailure)
    expect(JSON.stringify((failure as SourceFailure).values)).not.toContain('hunter2')
  })

  test('after a failure the unchanged answer is the snapshot of before', async () => {
    const good = server.http()
    let http: HttpClient = good
    const ctx = contextOf({ request: (...args) => http.request(...args), redact: (text) => text, reset: () => undefined, close: () => undefined })
    const first = await poll(ctx)
    http = everywhere({ status: 500 })
    await expect(poll(ctx)).rejects.toMatchObject({ code: 'server-error' })
    http = good
    expect(await poll(ctx)).toBe(first)
  })

  test('a poll that is called off rejects', async () => {
    const abort = new AbortController()
    const ctx = { ...contextOf(everywhere({ status: 500 })), signal: abort.signal }
    abort.abort(new Error('no longer wanted'))
    await expect(poll(ctx)).rejects.toThrow('no longer wanted')
  })

  test('a host that never answers costs less than the deadline', async () => {
    const hanging = fakeHttp({ '*': 'hang' })
    await expect(kind.poll({ ...source, timeoutMs: 250 }, aContext(hanging))).rejects.toMatchObject({ code: 'timeout' })
  })

  const withAlert = (labels: string, times = 1): FakeHttp => {
    const http = server.http()
    http.on(...harness.alert!(labels, times))
    return http
  }

  test('labels named like parts of the language are inert', async () => {
    const { alerts } = await poll(contextOf(withAlert('{"alertname":"A","__proto__":"x","constructor":"y"}')))
    expect(alerts?.map((a) => Object.entries(a.labels))).toEqual([[['__proto__', 'x'], ['alertname', 'A'], ['constructor', 'y']]])
    expect(Object.getPrototypeOf(alerts![0]!.labels)).toBe(Object.prototype)
  })

  test('one label set told several times is one alert', async () => {
    const { alerts } = await poll(contextOf(withAlert('{"alertname":"A","env":"prod"}', 3)))
    expect(alerts).toHaveLength(1)
  })

  test('a firing alert has no end', async () => {
    const { alerts } = await poll(contextOf(withAlert('{"alertname":"A"}')))
    expect(alerts).toMatchObject([{ state: 'firing', endsAt: null, startsAt: NOW - 3_600_000 }])
  })

  test('a label that is no text is a wrong shape, said by its place', async () => {
    const failure = await poll(contextOf(withAlert('{"alertname":1}'))).then((s) => s.warnings[0]?.failure, (thrown: unknown) => thrown)
    expect(failure).toMatchObject({ code: 'wrong-shape', values: { detail: expect.stringContaining('labels.alertname') as unknown } })
  })

  test('an alert that ends is gone, and those that stay keep their reference', async () => {
    const http = withAlert('{"alertname":"A"}')
    const ctx = contextOf(http)
    const before = await poll(ctx)
    http.on(...harness.alert!('{"alertname":"A"}', 2))
    expect((await poll(ctx)).alerts).toBe(before.alerts)
    http.on(...harness.alert!('{"alertname":"A"}', 0))
    expect((await poll(ctx)).alerts).toEqual([])
  })

  test('a server whose clock is off by minutes is told of, one that agrees is not', async () => {
    const http = server.http()
    expect((await poll(contextOf(http))).serverTime).toBeNull()
    const late = aContext(http, { now: () => NOW + 300_000 })
    expect((await poll(late)).serverTime).toBe(NOW)
  })

  test('is recognised, and a stranger is not', async () => {
    const { memory: _memory, ...ctx } = contextOf(server.http())
    expect(await kind.identify!(harness.urls[0]!, ctx)).toMatchObject({ kind: name, url: harness.urls[0] })
    for (const reply of [{ status: 404 }, { body: page, headers: { 'content-type': 'text/html' } }, json('{"hello":"world"}'), json('[]')]) {
      expect(await kind.identify!('http://elsewhere', { ...ctx, http: everywhere(reply) })).toBeNull()
    }
    await expect(kind.identify!('http://elsewhere', { ...ctx, http: everywhere({ status: 401 }) })).rejects.toMatchObject({ code: 'unauthorized' })
  })
})
