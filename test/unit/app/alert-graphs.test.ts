import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SeriesAnswer, Unasked } from '@shared/contract/commands'
import type { Alert } from '@shared/domain/alert'
import { isOf, readGeneratorLink } from '@shared/domain/generator-link'
import { createAlertGraphs, type AlertGraphs } from '../../../src/main/app/alert-graphs'
import type { Instance } from '../../../src/main/app/instances'
import { SourceFailure } from '../../../src/main/ports/failure'
import { aPanel, aPanelData, aService, aSource, aState, anAlert, NOW, someAges } from '../../builders'

const LINK = 'http://prom.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1'
const errors = aPanel({ id: 'errors', signal: 'errors', source: 'prom' })
const MISSING: SeriesAnswer = { ok: false, failure: { code: 'no-expression', values: {} }, source: '' }
const query = { alert: 'fail', from: NOW - 3_600_000, to: NOW, width: 400 }

interface World {
  readonly urls?: readonly string[]
  /** What each Prometheus refuses with. */
  readonly fails?: Readonly<Record<string, SourceFailure>>
  /** Those that have not answered for an hour. */
  readonly silent?: readonly string[]
  readonly panel?: SeriesAnswer
  /** Of the service's graphs, sources that could not say which they have. */
  readonly partial?: readonly Unasked[]
  /** Called when the service's graphs are asked for. */
  readonly onPanels?: () => void
}
const PROMS = ['prom', 'twin', 'third']

/** Three Prometheus beside a plain Alertmanager, and what was asked of whom. */
const start = (alert: Partial<Alert>, { urls = ['https://prom.example:9090'], fails = {}, silent = [], panel: told, partial = [], onPanels }: World = {}): { readonly graphs: AlertGraphs; readonly asked: readonly string[] } => {
  const asked: string[] = []
  const data = aPanelData()
  const makeProm = (id: string) => ({
    setup: { name: id === 'prom' ? 'Prom' : id }, source: { urls: id === 'prom' ? urls : [`http://${id}.example`] }, context: () => ({}),
    kind: { expression: (_source: unknown, { expression }: { readonly expression: string }) => { asked.push(`${id}: ${expression}`); return fails[id] ? Promise.reject(fails[id]) : Promise.resolve({ panel: aPanel({ source: id }), data }) } }
  }) as unknown as Instance
  const proms = Object.fromEntries(PROMS.map((id) => [id, makeProm(id)]))
  const plain = { setup: { name: 'AM' }, source: { urls: ['http://am.example'] }, kind: {} } as unknown as Instance
  const state = aState({
    sources: ['am', ...PROMS].map((id) => aSource({ id })), ages: Object.fromEntries(silent.map((id) => [id, someAges({ successAt: NOW - 3_600_000, freshUntil: NOW - 3_570_000 })])),
    services: [aService({ name: 'checkout' })], alerts: [anAlert({ id: 'fail', name: 'HighErrorRatio', sources: ['am'], ...alert })]
  })
  return {
    asked,
    graphs: createAlertGraphs({
      engine: { state: () => state, now: () => NOW, instance: (id) => proms[id] ?? plain },
      asking: { ask: (instance, use) => use(instance.context(new AbortController().signal)) },
      panels: async (service) => { asked.push(`panels: ${service}`); onPanels?.(); return { panels: [aPanel(), errors], failure: null, partial, labels: {} } },
      series: async ({ panel, from, to }) => { asked.push(`series: ${panel} ${to - from}`); return told ?? { ok: true, panel: errors, data } }
    })
  }
}
const DEAD = new SourceFailure('refused', { host: 'prom' })
const insteadOf = (answer: SeriesAnswer): unknown => (answer.ok ? answer.instead ?? 'own' : answer.failure.code)
const of = async (...args: Parameters<typeof start>): Promise<unknown> => {
  const { graphs, asked } = start(...args)
  return [insteadOf(await graphs.ask(query)), ...asked]
}

describe('where the graph of an alert comes from', () => {
  it('its own expression, from the source that tells it', async () => {
    expect(await of({ expression: 'up < 1', sources: ['am', 'prom'], generatorURL: LINK })).toEqual(['own', 'prom: up < 1'])
  })
  it('the expression of its link, from the Prometheus that the link names', async () => {
    expect(await of({ generatorURL: LINK })).toEqual(['link', 'prom: up == 0'])
  })
  it('the graph of its service, where no source is the one of its link', async () => {
    expect(await of({ generatorURL: LINK }, { urls: ['http://other.example:9090'] })).toEqual(['panel', 'panels: production/checkout', 'series: errors 3600000'])
    expect(await of({ generatorURL: null })).toEqual(['panel', 'panels: production/checkout', 'series: errors 3600000'])
  })
  it('nowhere, and says so, where its service is not known or has no such graph', async () => {
    const answers = await Promise.all([start({ service: null }), start({ service: 'search' }), start({ name: 'Odd' })].map(({ graphs }) => graphs.ask(query)))
    expect([...answers, await start({}).graphs.ask({ ...query, alert: '__proto__' })]).toEqual([MISSING, MISSING, MISSING, MISSING])
  })
})

describe('where a source refuses', () => {
  const own = { expression: 'up < 1', sources: ['am', 'prom', 'twin'], generatorURL: LINK }

  it('the next that tells the expression is asked, those that answer before those that do not', async () => {
    expect([await of(own, { fails: { prom: DEAD } }), await of(own, { silent: ['prom'] }), await of(own, { silent: ['prom'], fails: { twin: DEAD } })]).toEqual([
      ['own', 'prom: up < 1', 'twin: up < 1'], ['own', 'twin: up < 1'], ['own', 'twin: up < 1', 'prom: up < 1']
    ])
  })
  it('the Prometheus of its link comes next, then the graph of its service, and why is said', async () => {
    const linked = start({ ...own, sources: ['twin'] }, { fails: { twin: DEAD } })
    const served = start(own, { fails: { prom: DEAD, twin: new SourceFailure('timeout', { seconds: 10 }) } })
    const refused = { failure: { code: 'refused', values: { host: 'prom' } }, source: 'twin' }
    expect([await linked.graphs.ask(query), linked.asked, await served.graphs.ask(query), served.asked]).toEqual([
      { ok: true, panel: aPanel({ source: 'prom' }), data: aPanelData(), instead: 'link', refused }, ['twin: up < 1', 'prom: up == 0'],
      { ok: true, panel: errors, data: aPanelData(), instead: 'panel', refused: { ...refused, source: 'Prom' } }, ['prom: up < 1', 'twin: up < 1', 'panels: production/checkout', 'series: errors 3600000']
    ])
  })
  it('and all others do, what the first said is told, by its name', async () => {
    const { graphs } = start({ generatorURL: LINK }, { fails: { prom: DEAD }, panel: { ok: false, failure: { code: 'timeout', values: { seconds: 10 } }, source: 'twin' } })
    expect([await graphs.ask(query), await start({ generatorURL: LINK, service: null }, { fails: { prom: DEAD } }).graphs.ask(query)]).toEqual([
      { ok: false, failure: { code: 'refused', values: { host: 'prom' } }, source: 'Prom' }, { ok: false, failure: { code: 'refused', values: { host: 'prom' } }, source: 'Prom' }
    ])
  })
  it('to say which graphs its service has, that is told, where no other has one that speaks of the same', async () => {
    const partial = [{ source: 'twin', failure: { code: 'timeout' as const, values: { seconds: 10 } } }]
    expect([await start({ name: 'Odd' }, { partial }).graphs.ask(query), await of({ generatorURL: null }, { partial })]).toEqual([
      { ok: false, ...partial[0] }, ['panel', 'panels: production/checkout', 'series: errors 3600000']
    ])
  })
  it('because a newer question has come, nobody else is asked', async () => {
    const over = new SourceFailure('overtaken')
    const newer: Promise<SeriesAnswer>[] = []
    const late = start({ service: 'checkout', generatorURL: null }, { onPanels: () => { if (late.asked.length === 1) newer.push(late.graphs.ask({ ...query, slot: 'a' })) } })
    const older = await late.graphs.ask({ ...query, slot: 'a' })
    expect([await of(own, { fails: { prom: over } }), insteadOf(older), (await Promise.all(newer)).map(insteadOf), late.asked]).toEqual([
      ['overtaken', 'prom: up < 1'], 'overtaken', ['panel'], ['panels: production/checkout', 'panels: production/checkout', 'series: errors 3600000']
    ])
  })
  it('the expression is drawn if any of its sources draws it, whatever their order; each is asked once, those that answer first', async () => {
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(PROMS, { minLength: 1 }), fc.subarray(PROMS), fc.subarray(PROMS), async (sources, dead, silent) => {
      const { graphs, asked } = start({ expression: 'up < 1', sources, service: null, generatorURL: null }, { fails: Object.fromEntries(dead.map((id) => [id, DEAD])), silent })
      const order = [...sources.filter((id) => !silent.includes(id)), ...sources.filter((id) => silent.includes(id))]
      const first = order.findIndex((id) => !dead.includes(id))
      const answer = await graphs.ask(query)
      expect([answer.ok ? answer.panel.source : answer.failure.code, asked]).toEqual([first < 0 ? 'refused' : order[first], (first < 0 ? order : order.slice(0, first + 1)).map((id) => `${id}: up < 1`)])
    }))
  })
})

describe('what is kept', () => {
  it('is the newest good answer over an hour or more', async () => {
    const { graphs } = start({ generatorURL: LINK })
    await graphs.ask({ ...query, from: NOW - 1_800_000 })
    const short = graphs.kept('fail')
    const answer = await graphs.ask(query)
    expect([short, graphs.kept('fail') === answer, graphs.kept('other')]).toEqual([null, true, null])
  })
  it('is not what was refused', async () => {
    const { graphs } = start({ generatorURL: LINK, service: null }, { fails: { prom: DEAD } })
    await graphs.ask(query)
    expect(graphs.kept('fail')).toBeNull()
  })
  it('is not replaced by what is drawn while its source is gone', async () => {
    const fails: Record<string, SourceFailure> = {}
    const { graphs } = start({ generatorURL: LINK }, { fails })
    const own = await graphs.ask(query)
    fails['prom'] = DEAD
    const other = await graphs.ask(query)
    const alone = start({ generatorURL: LINK }, { fails })
    expect([insteadOf(other), graphs.kept('fail') === own, await alone.graphs.ask(query) === alone.graphs.kept('fail')]).toEqual(['panel', true, true])
  })
})

describe('a generator link', () => {
  it('is read where it is one of Prometheus', () => {
    expect([LINK, 'https://x.example/prom/graph?g0.expr=a%3E1', 'http://x.example/query?g0.expr=b', 'http://x.example/graph?g0.expr=', 'http://x.example/alerting/grafana/1?g0.expr=c', 'javascript:alert(1)', '', null].map(readGeneratorLink)).toEqual([
      { expression: 'up == 0', address: 'prom.example:9090' }, { expression: 'a>1', address: 'x.example/prom' }, { expression: 'b', address: 'x.example' }, null, null, null, null, null
    ])
  })
  it('belongs to a source of its host, port and path, whatever the scheme', () => {
    const link = readGeneratorLink('http://prom.example:9090/a/graph?g0.expr=up')!
    expect(['https://PROM.example:9090/a/', 'http://prom.example:9090', 'http://prom.example/a', 'nonsense'].map((source) => isOf(link, source))).toEqual([true, false, false, false])
  })
})
