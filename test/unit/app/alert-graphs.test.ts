import { describe, expect, it } from 'vitest'
import type { SeriesAnswer } from '@shared/contract/commands'
import type { Alert } from '@shared/domain/alert'
import { isOf, readGeneratorLink } from '@shared/domain/generator-link'
import { createAlertGraphs, type AlertGraphs } from '../../../src/main/app/alert-graphs'
import type { Instance } from '../../../src/main/app/instances'
import { SourceFailure } from '../../../src/main/ports/failure'
import { aPanel, aPanelData, aService, aSource, aState, anAlert, NOW } from '../../builders'

const LINK = 'http://prom.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1'
const errors = aPanel({ id: 'errors', signal: 'errors', source: 'prom' })
const MISSING: SeriesAnswer = { ok: false, failure: { code: 'settings', values: { detail: 'the source does not tell the expression behind this alert' } }, source: '' }
const query = { alert: 'fail', from: NOW - 3_600_000, to: NOW, width: 400 }

/** A Prometheus beside a plain Alertmanager, and what was asked of whom. */
const start = (alert: Partial<Alert>, over: { readonly urls?: readonly string[]; readonly fails?: SourceFailure } = {}): { readonly graphs: AlertGraphs; readonly asked: readonly string[] } => {
  const asked: string[] = []
  const data = aPanelData()
  const prom = {
    setup: { name: 'Prom' }, source: { urls: over.urls ?? ['https://prom.example:9090'] }, context: () => ({}),
    kind: { expression: (_source: unknown, { expression }: { readonly expression: string }) => { asked.push(`prom: ${expression}`); return over.fails ? Promise.reject(over.fails) : Promise.resolve({ panel: aPanel(), data }) } }
  } as unknown as Instance
  const plain = { setup: { name: 'AM' }, source: { urls: ['http://am.example'] }, kind: {} } as unknown as Instance
  const state = aState({ sources: [aSource({ id: 'am' }), aSource({ id: 'prom' })], services: [aService({ name: 'checkout' })], alerts: [anAlert({ id: 'fail', name: 'HighErrorRatio', sources: ['am'], ...alert })] })
  return {
    asked,
    graphs: createAlertGraphs({
      engine: { state: () => state, instance: (id) => (id === 'prom' ? prom : plain) },
      asking: { ask: (instance, use) => use(instance.context(new AbortController().signal)) },
      panels: async (service) => { asked.push(`panels: ${service}`); return { panels: [aPanel(), errors], failure: null, labels: {} } },
      series: async ({ panel, from, to }) => { asked.push(`series: ${panel} ${to - from}`); return { ok: true, panel: errors, data } }
    })
  }
}
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
  it('tells what the source refused, and by which name', async () => {
    const { graphs } = start({ generatorURL: LINK }, { fails: new SourceFailure('refused', { host: 'prom' }) })
    expect(await graphs.ask(query)).toEqual({ ok: false, failure: { code: 'refused', values: { host: 'prom' } }, source: 'Prom' })
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
    const { graphs } = start({ generatorURL: LINK }, { fails: new SourceFailure('refused', {}) })
    await graphs.ask(query)
    expect(graphs.kept('fail')).toBeNull()
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
