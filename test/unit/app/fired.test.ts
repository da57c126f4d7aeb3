import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import { createFired } from '../../../src/main/app/fired'
import type { Instance } from '../../../src/main/app/instances'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { FiredAlerts, FiredQuery } from '../../../src/main/ports/source-kind'
import { anAlert, aService, aSource, aState, NOW } from '../../builders'

const HOUR = 3_600_000
type Told = FiredAlerts['alerts'][number]
const told = (labels: Readonly<Record<string, string>>, from = NOW - 3 * HOUR, to = NOW - 2 * HOUR): Told => ({ fingerprint: 'any', labels: labelsOf(Object.entries(labels)), from, to, expression: 'latency > 1' })
const api = { service: 'api', env: 'production', severity: 'critical' }

const LOST = { source: 'lost', failure: { code: 'timeout', values: { seconds: 3 } } }

/** `dumb` remembers nothing, `lost` does not answer. */
const ask = async (alerts: readonly Told[], whole = true) => {
  const asked: (readonly [string, FiredQuery, string | undefined])[] = []
  const held = anAlert({ id: 'held', service: 'api', state: 'suppressed', startsAt: NOW - HOUR, labels: labelsOf(Object.entries({ alertname: 'Quiet', ...api, cluster: 'eu' })) })
  const state = aState({ sources: ['prom', 'lost', 'dumb'].map((id) => aSource({ id })), services: [aService({ name: 'api', alerts: ['held'] })], alerts: [held] })
  const makeInstance = (name: string): Instance => ({
    setup: { id: name, name }, source: { id: name }, broken: null, context: () => ({}),
    kind: name === 'dumb' ? {} : { fired: async (_: unknown, query: FiredQuery) => { if (name === 'lost') throw new SourceFailure('timeout', { seconds: 3 }); return { alerts, whole, query } } }
  }) as unknown as Instance
  const answer = await createFired({
    engine: {
      state: () => state, instance: makeInstance,
      placed: (_, labels) => ({ service: labels['service'] ?? null, environment: labels['env'] ?? 'production', severity: labels['severity'] === 'critical' ? 'critical' : 'warning' })
    },
    ask: async (instance, use, manner) => {
      const said = await use(instance.context(new AbortController().signal))
      asked.push([instance.setup.id, (said as { readonly query: FiredQuery }).query, manner?.slot])
      return said
    }
  })({ service: 'production/api', from: NOW - 8 * HOUR, to: NOW, slot: 'page' })
  return { answer, asked }
}

describe('when the alerts of a service fired', () => {
  it('is what is its own of what sources tell, the earliest first', async () => {
    const { answer, asked } = await ask([
      told({ alertname: 'Slow', ...api }, NOW - HOUR, NOW), told({ alertname: 'Slow', ...api }), told({ alertname: 'Slow', ...api, env: 'staging' }), told({ alertname: 'Slow', ...api, service: 'web' }), told({ alertname: 'Slow' })
    ])
    const one = { name: 'Slow', severity: 'critical', expression: 'latency > 1' }
    expect([answer, asked]).toEqual([
      { alerts: [{ ...one, from: NOW - 3 * HOUR, to: NOW - 2 * HOUR }, { ...one, from: NOW - HOUR, to: NOW }], partial: [LOST] },
      [['prom', { service: 'api', from: NOW - 8 * HOUR, to: NOW }, 'page prom']]
    ])
  })

  it('leaves out what is held back now, but not that it fired before', async () => {
    const { answer } = await ask([told({ alertname: 'Quiet', ...api }), told({ alertname: 'Quiet', ...api }, NOW - HOUR, NOW), told({ alertname: 'Other', ...api }, NOW - HOUR, NOW)])
    expect(answer.alerts.map((a) => [a.name, a.to])).toEqual([['Quiet', NOW - 2 * HOUR], ['Other', NOW]])
  })

  it('says who could not tell it all, and is nothing for a service that nobody knows', async () => {
    const { answer } = await ask([], false)
    expect(answer).toEqual({ alerts: [], partial: [{ source: 'prom', failure: null }, LOST] })
    const none = await createFired({ engine: { state: () => aState(), instance: () => undefined, placed: () => null }, ask: () => Promise.reject(new Error('nobody')) })({ service: 'gone', from: 0, to: 1 })
    expect(none).toEqual({ alerts: [], partial: [] })
  })
})
