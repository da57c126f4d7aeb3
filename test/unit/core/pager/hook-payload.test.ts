import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageDocumentSchema } from '@shared/contract/page-document'
import { SEVERITIES } from '@shared/domain/severity'
import { hookPayload } from '../../../../src/main/core/pager/hook-payload'
import type { HookPayload } from '../../../../src/main/ports/hooks'
import { aPage, anAlert, NOW } from '../../../builders'

const EVENTS: readonly HookPayload['event'][] = ['paged', 'repeated', 'passed-on', 'acknowledged', 'resolved', 'test']

describe('what a hook is told', () => {
  it('is the page with its alerts in its own order, whole', () => {
    const page = aPage({ alerts: ['b', 'gone', 'a'], services: ['checkout', 'search'], person: 'Mira', held: { by: 'Jonas', since: NOW - 1_000, source: 'am' } })
    const labels = { alertname: 'DiskFull', instance: 'db-1' }
    const alerts = {
      a: anAlert({ id: 'a', name: 'DiskFull', severity: 'warning', service: null, labels, annotations: { runbook: 'https://runbooks.example/disk' } }),
      b: anAlert({ id: 'b', name: 'Errors', labels: {}, service: 'checkout', annotations: { summary: '<b>5 %</b>', runbook_url: 'https://runbooks.example/errors', runbook: 'no' } }),
      c: anAlert({ id: 'c' })
    }
    expect(hookPayload('acknowledged', page, alerts, NOW)).toEqual({
      schema: 'garda.page/1', event: 'acknowledged', at: '2025-11-13T12:00:00.000Z',
      page: {
        id: 'p1', title: 'CRITICAL: checkout, PRODUCTION', body: '5 % of requests fail, limit 2 %.', severity: 'critical', environment: 'production', services: ['checkout', 'search'],
        since: '2025-11-13T11:50:00.000Z', person: 'Mira', acknowledgedBy: 'Jonas', alertCount: 3, firingCount: 2,
        alerts: [
          { id: 'b', name: 'Errors', severity: 'critical', state: 'firing', service: 'checkout', labels: {}, annotations: { summary: '<b>5 %</b>', runbook_url: 'https://runbooks.example/errors', runbook: 'no' }, runbook: 'https://runbooks.example/errors' },
          { id: 'a', name: 'DiskFull', severity: 'warning', state: 'firing', service: null, labels, annotations: { runbook: 'https://runbooks.example/disk' }, runbook: 'https://runbooks.example/disk' }
        ]
      }
    })
  })

  it('says how large a storm is, and holds the worst of it', () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => `a${i}`)
    const told = hookPayload('paged', aPage({ alerts: ids }), Object.fromEntries(ids.map((id) => [id, anAlert({ id })])), NOW)
    expect([told.page.alertCount, told.page.alerts.map((a) => a.id)]).toEqual([10_000, ids.slice(0, 100)])
  })

  it('obeys what is published, whatever the page holds, and survives the way as JSON', () => {
    const text = fc.string({ unit: 'binary' })
    const labels = fc.dictionary(text, text, { noNullPrototype: true })
    const alert = fc.record({ id: fc.constantFrom('a', 'b', '__proto__', 'c'), severity: fc.constantFrom(...SEVERITIES), service: fc.option(text), labels, annotations: labels }).map((over) => anAlert(over))
    const page = fc.record({
      alerts: fc.subarray(['a', 'b', '__proto__', 'c', 'd']), title: text, body: text, severity: fc.constantFrom(...SEVERITIES), person: fc.option(text),
      held: fc.option(fc.record({ by: text, since: fc.constant(NOW), source: text })), startedAt: fc.integer({ min: 0, max: NOW })
    }).map((over) => aPage(over))
    fc.assert(fc.property(fc.constantFrom(...EVENTS), page, fc.array(alert), (event, one, list) => {
      const told = hookPayload(event, one, Object.fromEntries(list.map((a) => [a.id, a])), NOW)
      const sent: unknown = JSON.parse(JSON.stringify(told))
      // the reader of the schema drops a label `__proto__`; what is sent has it
      expect([sent, pageDocumentSchema.strict().safeParse(sent).success]).toEqual([told, true])
    }))
  })
})
