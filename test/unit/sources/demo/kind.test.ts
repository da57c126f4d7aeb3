import { describe, expect, it } from 'vitest'
import { demoConfig } from '@shared/config/demo'
import { readOptions } from '@shared/config/fields'
import { configSchema } from '@shared/config/schema'
import { DEMO_START, demoTime } from '@shared/domain/demo'
import { isMessageKey } from '@shared/text/catalogue'
import { figureText } from '@shared/text/format'
import { fakeHttp } from '../../../fakes/fake-http'
import { fakeMachine } from '../../../fakes/fake-machine'
import type { SourceContext, SourceInstance } from '../../../../src/main/ports/source-kind'
import { demo } from '../../../../src/main/sources/demo'

const instance = (given: Record<string, unknown> = {}): SourceInstance => {
  const read = readOptions(demo.manifest.fields, given)
  if (!read.ok) throw new Error(`${read.field} ${read.reason}`)
  return { id: 'demo', name: 'demo', urls: [], options: read.values, timeoutMs: 5_000 }
}
/** A clock to move by hand. */
const at = (start: number) => {
  const clock = { now: start }
  const ctx: SourceContext = { http: fakeHttp(), machine: fakeMachine(), now: () => clock.now, signal: new AbortController().signal, memory: new Map() }
  return { clock, ctx }
}
const article = { name: 'article-service', labels: { env: 'production' } }
const TODAY = Date.UTC(2026, 4, 5, 9)

describe('the demo as a lone source among real ones', () => {
  it('begins its night when it is first looked at, and marks every alert and service', async () => {
    const { clock, ctx } = at(TODAY)
    const first = await demo.poll(instance(), ctx)
    const postgres = first.alerts!.find((a) => a.labels['alertname'] === 'PostgresConnectionsExhausted')!
    expect([TODAY - postgres.startsAt, postgres.labels['demo']]).toEqual([DEMO_START - demoTime('02:41:08'), 'true'])
    expect([...first.alerts!, ...first.services!].every((x) => x.labels['demo'] === 'true')).toBe(true)
    clock.now = TODAY + demoTime('03:14:20') - DEMO_START
    expect((await demo.poll(instance(), ctx)).alerts!.some((a) => a.labels['alertname'] === 'PostgresConnectionsExhausted')).toBe(false)
  })

  it('begins where it is told to', async () => {
    const { ctx } = at(TODAY)
    const names = new Set((await demo.poll(instance({ start: '21:30' }), ctx)).alerts!.filter((a) => a.labels['env'] === 'production').map((a) => a.labels['alertname']))
    expect(names).toEqual(new Set(['CertificateEndsSoon']))
  })

  it('refuses a start that is no time', async () => {
    await expect(demo.poll(instance({ start: 'at noon' }), at(TODAY).ctx)).rejects.toMatchObject({ code: 'settings', values: { detail: '“at noon” is no time such as 02:31 or 02:47:12' } })
  })
})

describe('law 6', () => {
  it('gives the very snapshot for half a minute, unless something happens', async () => {
    const { clock, ctx } = at(demoTime('02:47:00'))
    const poll = () => demo.poll(instance({ clock: 'scenario' }), ctx)
    const first = await poll()
    clock.now += 29_000
    expect(await poll()).toBe(first)
    clock.now += 1_000
    const next = await poll()
    expect(next).not.toBe(first)
    expect([next.alerts === first.alerts, next.changes === first.changes, next.silences === first.silences]).toEqual([true, true, true])
  })

  it('keeps the rows that say the same when another one changes', async () => {
    const { clock, ctx } = at(demoTime('02:41:07'))
    const poll = () => demo.poll(instance({ clock: 'scenario' }), ctx)
    const before = (await poll()).alerts!
    clock.now += 1_000
    const after = (await poll()).alerts!
    expect(after.filter((a) => !before.includes(a)).map((a) => [a.labels['alertname'], a.state])).toEqual([['PostgresConnectionsExhausted', 'firing']])
  })
})

describe('sources that die', () => {
  it.each([['grafana', '02:41:00', '03:05:00'], ['prom-eu-1', '05:40:00', '05:46:00']])('%s does not answer from %s to %s', async (part, from, to) => {
    const { clock, ctx } = at(demoTime(from) - 1)
    const source = instance({ part, clock: 'scenario' })
    await expect(demo.poll(source, ctx)).resolves.toBeDefined()
    clock.now += 1
    await expect(demo.poll(source, ctx)).rejects.toMatchObject({ code: 'timeout', values: { seconds: 5 } })
    clock.now = demoTime(to)
    await expect(demo.poll(source, ctx)).resolves.toBeDefined()
  })
})

describe('graphs', () => {
  const source = instance({ clock: 'scenario' })
  const { ctx } = at(DEMO_START)
  const series = (panel: string, service = article) => demo.series!(source, service, { service: `production/${service.name}`, panel, from: DEMO_START - 3_600_000, to: DEMO_START, width: 340 }, ctx)
  const ends = async (panel: string) => (await series(panel)).lines.map((l) => `${l.name} ${Number(l.v.at(-1)!.toPrecision(3))}`)

  it('of article-service are those of its page', async () => {
    expect((await demo.panels!(source, article, ctx)).map((p) => [p.title, p.caption, p.unit, p.draw, p.limits.map((l) => l.label.replace('\u202f', ' ')).join(', ')])).toEqual([
      ['Requests by status', 'per second', 'per-second', 'stack', ''], ['Error ratio', '5xx of all', 'ratio', 'lines', 'limit 2 %'], ['Latency', 'p50, p95, p99', 'seconds', 'lines', 'limit 800 ms'],
      ['Saturation', 'CPU, memory', 'ratio', 'lines', 'limit 90 %'], ['DB pool', 'connections to postgres-primary', 'count', 'lines', 'limit 150, server 200'], ['Kafka lag', 'article-events, messages', 'count', 'lines', 'limit 1 k']
    ])
    expect([await ends('requests'), await ends('errors'), await ends('latency'), await ends('saturation'), await ends('pool'), await ends('lag')]).toEqual([
      ['2xx 2020', '3xx 200', '4xx 50', '5xx 194'], ['errors 0.079'], ['p50 0.38', 'p95 2.41', 'p99 4.1'], ['CPU 0.71', 'memory 0.64'], ['in use 164', 'waiting 37'], ['lag 190']
    ])
  })

  it('keep four minutes without samples open', async () => {
    const { t, v } = (await series('lag')).lines[0]!
    const missing = [...t].filter((_, i) => Number.isNaN(v[i]!))
    expect([missing[0], missing.at(-1)]).toEqual([demoTime('02:08:30'), demoTime('02:12:00')])
  })

  it('end where the table does, and hold nothing of the future', async () => {
    const snapshot = await demo.poll(source, ctx)
    for (const sighting of snapshot.services!.filter((s) => s.fresh)) {
      const panels = await demo.panels!(source, sighting, ctx)
      expect(panels.length).toBeGreaterThanOrEqual(4)
      const data = await demo.series!(source, sighting, { service: '', panel: 'errors', from: DEMO_START - 600_000, to: DEMO_START + 600_000, width: 200 }, ctx)
      expect([data.lines[0]!.t.at(-1), Number(data.lines[0]!.v.find((_, i) => data.lines[0]!.t[i] === demoTime('02:47:00'))!.toPrecision(4))]).toEqual([demoTime('02:47:00'), sighting.signals.errors!.value])
    }
  })

  it('agree wherever their windows overlap', async () => {
    const ask = (from: number, width: number) => demo.series!(source, article, { service: '', panel: 'errors', from, to: DEMO_START, width }, ctx)
    const [long, short] = [await ask(DEMO_START - 86_400_000, 600), await ask(DEMO_START - 600_000, 600)]
    const byTime = new Map([...short.lines[0]!.t].map((t, i) => [t, short.lines[0]!.v[i]]))
    const shared = [...long.lines[0]!.t].flatMap((t, i) => (byTime.has(t) ? [[long.lines[0]!.v[i], byTime.get(t)]] : []))
    expect(shared.length).toBeGreaterThan(0)
    for (const [a, b] of shared) expect(a).toBe(b)
  })

  it('show what an alert looks at', async () => {
    const labels = { alertname: 'PostgresConnectionsExhausted', service: 'postgres-primary', env: 'production' }
    const { panel, data } = await demo.expression!(source, { expression: '', labels, from: DEMO_START - 3_600_000, to: DEMO_START, width: 340 }, ctx)
    expect([panel.title, panel.caption, panel.unit, panel.limits.map((l) => [l.value, l.severity])]).toEqual(['Connections exhausted', 'must hold for 10 min', 'ratio', [[0.9, 'critical']]])
    const { t, v } = data.lines[0]!
    expect([data.lines[0]!.name, v.at(-1), v[t.indexOf(demoTime('02:24:00'))]! < 0.5, v[t.indexOf(demoTime('02:32:00'))]! > 0.9]).toEqual(['postgres-primary', 1, true, true])
  })

  it('beside a sentence tell its number, whichever instance leads and whenever it is looked at', async () => {
    for (const t of ['02:40:10', '02:47:12', '02:58:44', '03:09:59'].map(demoTime)) {
      const then = at(t).ctx
      const { alerts } = await demo.poll(source, then)
      const failing = alerts!.filter((a) => a.labels['alertname'] === 'ArticleServiceErrorRatioHigh')
      expect(failing).toHaveLength(3)
      for (const { labels, annotations } of failing) {
        const { data } = await demo.expression!(source, { expression: '', labels, from: t - 3_600_000, to: t, width: 500 }, then)
        expect(annotations['impact']).toBe(`Article pages are failing: ${figureText(data.lines[0]!.v.at(-1)!, 'ratio')} of requests`)
      }
    }
  })

  it('are none for what the newsroom does not have', async () => {
    expect(await demo.panels!(source, { name: 'checkout', labels: {} }, ctx)).toEqual([])
    await expect(series('nothing')).rejects.toMatchObject({ code: 'not-found' })
    await expect(demo.expression!(source, { expression: '', labels: { alertname: 'Watchdog' }, from: 0, to: 1, width: 100 }, ctx)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the configuration of --demo', () => {
  const config = configSchema.parse(demoConfig(7))
  it('is whole, of this kind only, and watches nothing real', () => {
    expect([config.thisComputer, config.sources.map((s) => s.name), new Set(config.sources.map((s) => s.kind))]).toEqual([false, ['prom-eu-1', 'prom-eu-2', 'alertmanager-eu', 'grafana', 'tracing', 'probes', 'roster'], new Set(['demo'])])
    for (const s of config.sources) expect(readOptions(demo.manifest.fields, s.options)).toMatchObject({ ok: true, values: { part: s.name, seed: 7, clock: 'scenario' } })
  })
  it('leads only to addresses made for examples', () => {
    for (const s of config.services) for (const link of [s.runbook!, s.repository!, s.dashboard!]) expect(new URL(link).hostname.endsWith('.newsroom.example')).toBe(true)
  })
})

it('names every field in the catalogue', () => {
  for (const field of demo.manifest.fields) expect([isMessageKey(field.label), isMessageKey(`${field.label}.help`)]).toEqual([true, true])
})
