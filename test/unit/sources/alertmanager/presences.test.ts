import { describe, expect, it } from 'vitest'
import { presenceMatchers } from '@shared/domain/buddy'
import { alertmanager } from '../../../../src/main/sources/alertmanager'
import { aContext, anInstance } from '../../../builders/asking'
import { NOW } from '../../../builders'
import { fakeHttp } from '../../../fakes/fake-http'

const MIN = 60_000
const iso = (at: number): string => new Date(at).toISOString()
const silence = (id: string, matchers: readonly object[], endsAt: number, updatedAt: number, state = 'active') =>
  ({ id, matchers, startsAt: iso(NOW - 60 * MIN), endsAt: iso(endsAt), updatedAt: iso(updatedAt), createdBy: 'x', comment: 'x', status: { state } })
const byHand = (name: string): readonly object[] => [{ name: 'garda_presence', value: name, isRegex: false, isEqual: true }]
const alert = (labels: Readonly<Record<string, string>>, silencedBy: readonly string[]) =>
  ({ labels, annotations: {}, startsAt: iso(NOW), endsAt: iso(NOW + 5 * MIN), status: { state: silencedBy.length ? 'suppressed' : 'active', silencedBy, inhibitedBy: [], mutedBy: [] } })

const look = async ({ silences, alerts = [], skewMs = 0 }: { readonly silences: readonly object[] | null; readonly alerts?: readonly object[]; readonly skewMs?: number }) => {
  const http = fakeHttp({
    'GET /api/v2/alerts': { json: alerts, headers: { date: new Date(NOW + skewMs).toUTCString() } }, 'GET /api/v2/silences': silences ? { json: silences } : { status: 500 }, 'GET /api/v2/status': { json: { versionInfo: { version: '0.27.0' }, config: { original: 'route: {}' } } }
  })
  return alertmanager.poll(anInstance(['http://am:9093'], { id: 'am' }), aContext(http, { now: () => NOW }))
}

describe('presences', () => {
  it('are told apart from silences, of each person the one that counts, by our clock; those that ended long ago, too', async () => {
    const silences = [
      silence('m1', presenceMatchers('Mira'), NOW + 4 * MIN, NOW - MIN), silence('m2', byHand('Mira'), NOW + 60 * MIN, NOW - 50 * MIN, 'expired'),
      silence('d1', presenceMatchers('Daniel'), NOW - 300 * MIN, NOW - 305 * MIN, 'expired'), silence('d2', presenceMatchers('Daniel'), NOW - 600 * MIN, NOW - 600 * MIN, 'expired'),
      silence('s', [{ name: 'alertname', value: 'A', isRegex: false }], NOW + MIN, NOW), silence('old', [{ name: 'alertname', value: 'B', isRegex: false }], NOW - 300 * MIN, NOW - 300 * MIN, 'expired')
    ]
    const expected = [
      { name: 'Daniel', id: 'd1', seenAt: NOW - 305 * MIN, endsAt: NOW - 300 * MIN, ended: true }, { name: 'Mira', id: 'm1', seenAt: NOW - MIN, endsAt: NOW + 4 * MIN, ended: false }
    ]
    const told = await look({ silences })
    expect([told.presences, told.silences?.map((s) => s.id), told.counts]).toEqual([expected, ['s'], { alerts: 0, silences: 1 }])
    const ahead = await look({ silences, skewMs: 10 * MIN })
    expect(ahead.presences).toEqual(expected.map((p) => ({ ...p, seenAt: p.seenAt - 10 * MIN, endsAt: p.endsAt - 10 * MIN })))
  })

  it('are not known where silences cannot be read', async () => {
    expect((await look({ silences: null })).presences).toBeNull()
    expect((await look({ silences: [] })).presences).toEqual([])
  })

  it('hold no alert back, even one by hand that fits its label; what else holds it does', async () => {
    const silences = [silence('p', byHand('Mira'), NOW + 4 * MIN, NOW), silence('s', [{ name: 'alertname', value: 'B', isRegex: false }], NOW + MIN, NOW)]
    const alerts = [alert({ alertname: 'A', garda_presence: 'Mira' }, ['p']), alert({ alertname: 'B', garda_presence: 'Mira' }, ['p', 's'])]
    expect((await look({ silences, alerts })).alerts?.map((a) => [a.labels['alertname'], a.state, a.silencedBy])).toEqual([['A', 'firing', []], ['B', 'suppressed', ['s']]])
  })
})
