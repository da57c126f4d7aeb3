import { expect, test } from 'vitest'
import { createGate } from '../../../src/main/app/gate'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { HttpClient, HttpLimits, HttpRequest, HttpResponse } from '../../../src/main/ports/http'
import { someLimits } from '../../fakes/fake-http'

interface HeldHttp {
  readonly client: HttpClient
  readonly out: () => readonly string[]
  readonly answer: (url: string, status?: number) => Promise<void>
  readonly fail: (url: string) => Promise<void>
}
/** A network that answers when told to, and obeys the signal. */
const heldHttp = (): HeldHttp => {
  interface Held { readonly request: HttpRequest; readonly resolve: (response: HttpResponse) => void; readonly reject: (reason: unknown) => void }
  let held: readonly Held[] = []
  const settled = async (): Promise<void> => { for (let i = 0; i < 20; i++) await Promise.resolve() }
  const take = (url: string): Held => {
    const found = held.find((one) => one.request.url === url)
    if (!found) throw new Error(`${url} is not out`)
    held = held.filter((one) => one !== found)
    return found
  }
  return {
    client: {
      request: (request: HttpRequest, limits: HttpLimits) => new Promise((resolve, reject) => {
        const mine = { request, resolve, reject }
        held = [...held, mine]
        limits.signal.addEventListener('abort', () => { held = held.filter((one) => one !== mine); reject(limits.signal.reason as Error) }, { once: true })
      }),
      redact: (text) => text.toUpperCase(), reset: () => undefined, close: () => undefined
    },
    out: () => held.map((one) => one.request.url),
    answer: async (url, status = 200) => { take(url).resolve({ status, headers: {}, body: new Uint8Array(), url }); await settled() },
    fail: async (url) => { take(url).reject(new SourceFailure('reset')); await settled() }
  }
}
const url = (n: number | string): string => `http://p/${n}`
const some = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => url(i))

test('six at a time go out, the next when one has come back, good or bad', async () => {
  const net = heldHttp()
  const http = createGate().through(net.client, false)
  const answers = some(9).map((one) => http.request({ url: one }, someLimits()).then(({ status }) => status, (thrown: unknown) => (thrown as SourceFailure).code))
  expect(net.out()).toEqual(some(6))
  await net.answer(url(2))
  expect(net.out()).toEqual([0, 1, 3, 4, 5, 6].map(url))
  await net.fail(url(0))
  expect(net.out()).toEqual([1, 3, 4, 5, 6, 7].map(url))
  for (const n of [1, 3, 4, 5, 6, 7, 8]) await net.answer(url(n))
  expect(await Promise.all(answers)).toEqual(['reset', ...Array.from({ length: 8 }, () => 200)])
})

test('each server has its own six', () => {
  const [a, b] = [heldHttp(), heldHttp()]
  const gate = createGate(1)
  for (const net of [a, b, a]) void gate.through(net.client, false).request({ url: url(net.out().length) }, someLimits())
  expect([a.out(), b.out()]).toEqual([[url(0)], [url(0)]])
})

test('identical requests in flight are one; afterwards they are asked anew', async () => {
  const net = heldHttp()
  const gate = createGate()
  const asked = (over: Partial<HttpRequest> = {}): Promise<HttpResponse> => gate.through(net.client, false).request({ url: url(1), ...over }, someLimits())
  const both = [asked(), asked()]
  const other = asked({ method: 'POST', body: 'query=up' })
  expect(net.out()).toEqual([url(1), url(1)])
  await net.answer(url(1), 203)
  expect((await Promise.all(both)).map((r) => r.status)).toEqual([203, 203])
  void asked()
  expect(net.out()).toHaveLength(2)
  await net.answer(url(1), 200)
  expect((await other).status).toBe(200)
})

test('a failure is shared, too', async () => {
  const net = heldHttp()
  const http = createGate().through(net.client, false)
  const both = [1, 2].map(() => http.request({ url: url(1) }, someLimits()).catch((thrown: unknown) => (thrown as SourceFailure).code))
  await net.fail(url(1))
  expect(await Promise.all(both)).toEqual(['reset', 'reset'])
})

test('who gives up leaves the others theirs; what nobody waits for is called off', async () => {
  const net = heldHttp()
  const http = createGate(1).through(net.client, false)
  const aborts = [new AbortController(), new AbortController(), new AbortController()] as const
  const [first, second] = aborts.map((abort) => http.request({ url: url(1) }, someLimits({ signal: abort.signal })).then(() => 'answered', (thrown: unknown) => thrown))
  const waiting = http.request({ url: url(2) }, someLimits({ signal: aborts[2].signal })).catch((thrown: unknown) => thrown)
  aborts[0].abort('first gone')
  expect([await first, net.out()]).toEqual(['first gone', [url(1)]])
  aborts[2].abort('third gone')
  expect(await waiting).toBe('third gone')
  aborts[1].abort('second gone')
  expect(await second).toBe('second gone')
  await new Promise((done) => setImmediate(done))
  expect(net.out()).toEqual([])
  const again = http.request({ url: url(1) }, someLimits())
  await net.answer(url(1))
  expect((await again).status).toBe(200)
})

test('what is called off while it stands in line never goes out', async () => {
  const net = heldHttp()
  const http = createGate(1).through(net.client, false)
  const abort = new AbortController()
  void http.request({ url: url(1) }, someLimits())
  const second = http.request({ url: url(2) }, someLimits({ signal: abort.signal })).catch((thrown: unknown) => thrown)
  void http.request({ url: url(3) }, someLimits())
  abort.abort('gone')
  expect(await second).toBe('gone')
  await net.answer(url(1))
  expect(net.out()).toEqual([url(3)])
})

test('a request that was called off before it was made is not made', async () => {
  const net = heldHttp()
  await expect(createGate().through(net.client, false).request({ url: url(1) }, someLimits({ signal: AbortSignal.abort(new Error('gone')) }))).rejects.toThrow('gone')
  expect(net.out()).toEqual([])
})

test('what is urgent goes before what stands in line, also where others stood in line for it already', async () => {
  const net = heldHttp()
  const gate = createGate(1)
  for (const n of [1, 2, 3]) void gate.through(net.client, false).request({ url: url(n) }, someLimits())
  for (const n of [4, 3]) void gate.through(net.client, true).request({ url: url(n) }, someLimits())
  const order: (readonly string[])[] = []
  for (const n of [1, 3, 4, 2]) { order.push(net.out()); await net.answer(url(n)) }
  expect(order).toEqual([[url(1)], [url(3)], [url(4)], [url(2)]])
})

test('the way stays that of its source', () => {
  expect(createGate().through(heldHttp().client, false).redact('a')).toBe('A')
})
