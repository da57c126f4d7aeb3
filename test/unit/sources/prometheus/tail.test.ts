import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apiOf } from '../../../../src/main/sources/prometheus/api'
import { memoryOf } from '../../../../src/main/sources/prometheus/memory'
import { isPointwise } from '../../../../src/main/sources/prometheus/pointwise'
import { poll } from '../../../../src/main/sources/prometheus/poll'
import type { Grid } from '../../../../src/main/sources/prometheus/lines'
import { ranged } from '../../../../src/main/sources/prometheus/tail'
import { SourceFailure } from '../../../../src/main/ports/failure'
import type { SourceContext } from '../../../../src/main/ports/source-kind'
import type { HttpRequest } from '../../../../src/main/ports/http'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders/now'
import { fakeHttp, type FakeReply } from '../../../fakes/fake-http'

const MINUTE = 60_000
const START = Math.floor(NOW / MINUTE) * MINUTE

/** A number that depends on nothing but its words. */
const hash = (...words: readonly (string | number)[]): number => {
  let h = 7
  for (const c of words.join(' ')) h = (Math.imul(h, 31) + c.charCodeAt(0)) >>> 0
  return h
}

/** A server that says the same of the same moment, but for what has come late: series begin and end, samples are missing, what is younger than its lateness is not yet what it will be. */
interface World { now: number; skewMs: number; lateMs: number; warnings: readonly string[]; down: boolean; epoch: number }
const serverOf = (world: World) => (request: HttpRequest): FakeReply | SourceFailure => {
  if (world.down) return new SourceFailure('refused', { host: 'p' })
  const params = new URL(request.url).searchParams
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Math.round(Number(params.get(name)) * 1000)) as [number, number, number]
  const serverNow = world.now + world.skewMs
  const result = ['c', 'a', 'b', 'd'].filter((name) => !(world.warnings.length && name === 'a')).map((name) => {
    const values: [number, string][] = []
    for (let t = start; t <= end; t += step) {
      const late = t > serverNow - world.lateMs
      const there = hash(name, Math.floor(t / (20 * MINUTE)), world.epoch) % 3 > 0 && hash(name, t, 'gap') % 7 > 0 && !(late && hash(name, t, 'late') % 2)
      if (there) values.push([t / 1000, hash(name, t, 'nan') % 11 === 0 ? 'NaN' : String(hash(name, t, world.epoch, late ? world.now : 0) / 7)])
    }
    return { metric: { job: name, ...(name === 'd' ? { a: 'x' } : {}) }, values }
  }).filter(({ values }) => values.length > 0)
  return { json: { status: 'success', data: { resultType: 'matrix', result }, warnings: world.warnings } }
}
const aWorld = (over: Partial<World> = {}): World => ({ now: START, skewMs: 0, lateMs: 90_000, warnings: [], down: false, epoch: 0, ...over })

interface Desk { readonly ask: (grid: Grid, query?: string) => Promise<unknown>; readonly asked: () => readonly number[]; readonly ctx: SourceContext }
/** `asked`: minutes that each request reached over. */
const deskAt = (world: World): Desk => {
  const http = fakeHttp({ '/api/v1/query_range': serverOf(world) })
  const ctx = aContext(http, { now: () => world.now })
  return {
    ctx,
    ask: (grid, query = 'up') => {
      memoryOf(ctx).skewMs = world.skewMs
      return ranged(apiOf(anInstance(['http://p']), ctx, Infinity), query, grid, ctx).then(
        ({ data, warnings }) => [data.total, warnings, data.series.map(({ labels, t, v }) => [labels, [...t], [...v]])], (thrown: unknown) => (thrown as SourceFailure).code
      )
    },
    asked: () => http.calls.map((c) => { const p = new URL(c.url).searchParams; return (Number(p.get('end')) - Number(p.get('start'))) / 60 })
  }
}
/** A window that ends now. */
const live = (world: World, minutes = 60, stepMs = MINUTE): Grid => {
  const start = Math.ceil((world.now - minutes * MINUTE) / stepMs) * stepMs
  return { start, stepMs, points: Math.floor((world.now - start) / stepMs) + 1 }
}

test('a refresh asks for the tail alone, with what may have come late', async () => {
  const world = aWorld()
  const desk = deskAt(world)
  await desk.ask(live(world))
  world.now += MINUTE
  await desk.ask(live(world))
  world.now += 5 * MINUTE
  await desk.ask(live(world))
  expect(desk.asked()).toEqual([60, 3, 7])
})

test('what lies in the past for good is asked for its last point, so that a server that is gone shows', async () => {
  const world = aWorld()
  const desk = deskAt(world)
  const past = { start: START - 120 * MINUTE, stepMs: MINUTE, points: 61 }
  const first = await desk.ask(past)
  expect([await desk.ask(past), desk.asked()]).toEqual([first, [60, 0]])
  world.down = true
  expect(await desk.ask(past)).toBe('refused')
})

interface Turn { readonly aheadMs: number; readonly minutes: number; readonly backMinutes: number; readonly stepMs: number; readonly query: string; readonly event: 'none' | 'warning' | 'restart' | 'skew' }
const aTurn: fc.Arbitrary<Turn> = fc.record({
  aheadMs: fc.integer({ min: 0, max: 4 * MINUTE }), minutes: fc.constantFrom(5, 30, 60), backMinutes: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 90 })),
  stepMs: fc.constantFrom(15_000, MINUTE),
  query: fc.constantFrom('up', 'sum by (job) (rate(x[5m]))'),
  event: fc.oneof({ weight: 8, arbitrary: fc.constant('none' as const) }, fc.constantFrom('warning' as const, 'restart' as const, 'skew' as const))
})
test('what was kept and its tail are the whole answer, whatever windows follow each other and whatever becomes of the server', async () => {
  let saved = 0
  await fc.assert(fc.asyncProperty(fc.array(aTurn, { minLength: 2, maxLength: 12 }), fc.integer({ min: 0, max: 120_000 }), async (turns, lateMs) => {
    const world = aWorld({ lateMs })
    const desk = deskAt(world)
    for (const turn of turns) {
      world.now += turn.aheadMs
      world.warnings = turn.event === 'warning' ? ['a store is away'] : []
      if (turn.event === 'skew') world.skewMs += 300_000
      const grid = live({ ...world, now: world.now - turn.backMinutes * MINUTE }, turn.minutes, turn.stepMs)
      if (turn.event === 'restart') {
        world.down = true
        expect(await desk.ask(grid, turn.query)).toBe('refused')
        world.down = false
        world.epoch++
      }
      expect(await desk.ask(grid, turn.query)).toEqual(await deskAt(world).ask(grid, turn.query))
      saved += desk.asked().filter((minutes) => minutes < turn.minutes - 1).length
    }
  }), { numRuns: 60 })
  expect(saved).toBeGreaterThan(100)
})

describe('all is asked for again', () => {
  test.each<[string, (world: World, desk: Desk) => unknown]>([
    ['after a failure', async (world, desk) => { world.down = true; await desk.ask(live(world), 'other'); world.down = false }],
    ['after a poll that failed', async (world, desk) => { await poll(anInstance(['http://p']), desk.ctx).catch(() => undefined); return world }],
    ['by another clock', (world) => { world.skewMs = 60_000 }],
    ['after ten minutes', (world) => { world.now += 9 * MINUTE }],
    ['when our clock was set back', (world) => { world.now -= 3 * MINUTE }]
  ])('%s', async (_name, happens) => {
    const world = aWorld()
    const desk = deskAt(world)
    await desk.ask(live(world))
    world.now += MINUTE
    await happens(world, desk)
    await desk.ask(live(world))
    expect(desk.asked().at(-1)).toBe(60)
  })

  test('where the tail is partial, and nothing partial is kept', async () => {
    const world = aWorld()
    const desk = deskAt(world)
    await desk.ask(live(world))
    world.warnings = ['a store is away']
    await desk.ask(live(world))
    world.warnings = []
    await desk.ask(live(world))
    expect(desk.asked()).toEqual([60, 2, 60, 60])
  })

  test.each(['up @ end()', 'up offset -5m', 'range_avg(up)', 'max_over_time(up[5m] @ 1700000000)'])('where points are not their own: %s', async (query) => {
    const world = aWorld()
    const desk = deskAt(world)
    for (let i = 0; i < 2; i++) await desk.ask(live(world), query)
    expect(desk.asked()).toEqual([60, 60])
  })

  test.each<[string, unknown]>([
    ['twice the same series', [{ metric: {}, values: [[START / 1000, '1']] }, { metric: {}, values: [[START / 1000, '1']] }]],
    ['points off the grid', [{ metric: {}, values: [[START / 1000 - 90.5, '1']] }]],
    ['times that do not rise', [{ metric: {}, values: [[START / 1000, '1'], [START / 1000, '2']] }]],
    ['native histograms', [{ metric: {}, histograms: [] }]]
  ])('after %s', async (_name, result) => {
    const world = aWorld()
    const http = fakeHttp({ '/api/v1/query_range': { json: { status: 'success', data: { resultType: 'matrix', result } } } })
    const ctx = aContext(http, { now: () => world.now })
    for (let i = 0; i < 2; i++) await ranged(apiOf(anInstance(['http://p']), ctx, Infinity), 'up', live(world), ctx)
    expect(new Set(http.calls.map((c) => c.url)).size).toBe(1)
  })
})

test('a query that is refused leaves what is kept of others', async () => {
  const world = aWorld()
  const http = fakeHttp({ '/api/v1/query_range': (request) => (request.url.includes('bad') ? { status: 400, json: { status: 'error', errorType: 'bad_data', error: 'no' } } : serverOf(world)(request)) })
  const ctx = aContext(http, { now: () => world.now })
  const ask = (query: string): Promise<unknown> => ranged(apiOf(anInstance(['http://p']), ctx, Infinity), query, live(world), ctx).catch((thrown: unknown) => (thrown as SourceFailure).code)
  await ask('up')
  expect(await ask('bad')).toBe('api-error')
  await ask('up')
  expect(http.calls.map((c) => new URL(c.url).searchParams.get('start'))).toEqual([START - 60 * MINUTE, START - 60 * MINUTE, START - 2 * MINUTE].map((t) => String(t / 1000)))
})

test('what is kept has its bounds, the least lately used goes first', async () => {
  const world = aWorld()
  const desk = deskAt(world)
  for (let i = 0; i < 250; i++) await desk.ask(live(world, 5), `up == ${i}`)
  const { tails } = memoryOf(desk.ctx)
  expect([tails.kept.size, [...tails.kept.keys()][0]]).toEqual([200, '60000 0 up == 50'])
  const values = Array.from({ length: 61 }, (_, n) => [START / 1000 - 60 * (60 - n), '1'])
  const wide = (series: number): FakeReply => ({ json: { status: 'success', data: { resultType: 'matrix', result: Array.from({ length: series }, (_, i) => ({ metric: { i: String(1000 + i) }, values })) } } })
  const http = fakeHttp({ '/api/v1/query_range': wide(900) })
  const ctx = aContext(http, { now: () => world.now })
  for (let i = 0; i < 22; i++) await ranged(apiOf(anInstance(['http://p']), ctx, Infinity), `up == ${i}`, live(world), ctx)
  const { kept, samples } = memoryOf(ctx).tails
  expect([kept.size, samples]).toEqual([19, 19 * 900 * (61 + 25)])
})

test('what is pointwise', () => {
  expect(['up', 'sum by (a) (rate(x{a="range_avg(b)"}[5m])) / on (a) group_left (b) y', 'a and (b or c)', 'x # end()', 'quantile_over_time(0.9, x[5m:1m])', '-(1 - a)'].filter((q) => !isPointwise(q))).toEqual([])
  expect(['x @ start()', 'rate(x[5m] offset -1m)', 'x offset - 1m', 'running_sum(x)', 'topk_avg(5, x)', 'unknown (x)'].filter(isPointwise)).toEqual([])
})
