import { expect, test } from 'vitest'
import { alertmanager } from '../../src/main/sources/alertmanager'
import { SourceFailure } from '../../src/main/ports/failure'
import { aContext, anInstance, realHttp } from '../builders/asking'
import { startAlertmanager, startAlertmanagerCluster } from '../servers/alertmanager'
import { until } from '../servers/process'

const soon = (): string => new Date(Date.now() + 600_000).toISOString()
const names = (list: readonly { readonly labels: Readonly<Record<string, string>> }[] | null): readonly string[] => (list ?? []).map((a) => a.labels['alertname'] ?? '').sort()

test('tells firing and silenced alerts, and the silence behind them', async () => {
  const server = await startAlertmanager()
  const http = realHttp()
  try {
    await server.post([
      { labels: { alertname: 'Down', service: 'checkout', severity: 'critical' }, annotations: { summary: 'Checkout is down' }, generatorURL: 'http://prometheus/graph' },
      { labels: { alertname: 'Noise', severity: 'warning' }, endsAt: soon() }
    ])
    const id = await server.silence({ matchers: [{ name: 'alertname', value: 'Noi.*', isRegex: true }], comment: 'known', createdBy: 'mira', startsAt: new Date().toISOString(), endsAt: soon() })
    const ctx = aContext(http)
    const poll = () => alertmanager.poll(anInstance([server.url]), { ...ctx, memory: new Map() })
    const snapshot = await until('both alerts', poll, (s) => s.alerts?.length === 2 && s.alerts.some((a) => a.state === 'suppressed') && s.silences?.[0]?.state === 'active')
    expect(snapshot.alerts?.toSorted((a, b) => (a.labels['alertname']! < b.labels['alertname']! ? -1 : 1))).toMatchObject([
      { labels: { alertname: 'Down', service: 'checkout', severity: 'critical' }, annotations: { summary: 'Checkout is down' }, state: 'firing', endsAt: null, generatorURL: 'http://prometheus/graph' },
      { labels: { alertname: 'Noise', severity: 'warning' }, state: 'suppressed', silencedBy: [id], endsAt: null }
    ])
    expect(snapshot.silences).toMatchObject([{ id, source: 'it', matchers: [{ name: 'alertname', value: 'Noi.*', isRegex: true, isEqual: true }], createdBy: 'mira', comment: 'known', state: 'active' }])
    expect(snapshot).toMatchObject({ product: { name: 'Alertmanager' }, counts: { alerts: 2, silences: 1 }, warnings: [], serverTime: null })
    expect(snapshot.product?.version).toMatch(/^\d+\.\d+/)
  } finally {
    http.close()
    await server.stop()
  }
})

test('an unchanged answer is the very snapshot of before, also when Prometheus sends the alert again', async () => {
  const server = await startAlertmanager()
  const http = realHttp()
  const startsAt = new Date(Date.now() - 60_000).toISOString()
  try {
    await server.post([{ labels: { alertname: 'Down' }, startsAt, endsAt: soon() }])
    const ctx = aContext(http)
    const poll = () => alertmanager.poll(anInstance([server.url]), ctx)
    const first = await until('the alert', poll, (s) => s.alerts?.length === 1)
    expect(await poll()).toBe(first)
    await server.post([{ labels: { alertname: 'Down' }, startsAt, endsAt: new Date(Date.now() + 900_000).toISOString() }])
    expect(await poll()).toBe(first)
    await server.post([{ labels: { alertname: 'Down' }, startsAt, annotations: { summary: 'worse' }, endsAt: soon() }])
    const changed = await until('the change', poll, (s) => s !== first)
    expect(changed.alerts).toMatchObject([{ annotations: { summary: 'worse' } }])
  } finally {
    http.close()
    await server.stop()
  }
})

test('a cluster is one source: the union of its peers, and a dead peer takes nothing with it', async () => {
  const [one, two] = await startAlertmanagerCluster(2)
  if (!one || !two) throw new Error('two members were asked for')
  const http = realHttp()
  try {
    await Promise.all([one, two].map((peer) => peer.post([{ labels: { alertname: 'Both' }, endsAt: soon() }])))
    await two.post([{ labels: { alertname: 'OnlyTwo' }, endsAt: soon() }])
    const ctx = aContext(http)
    const poll = () => alertmanager.poll(anInstance([one.url, two.url]), ctx)
    const united = await until('the union', poll, (s) => s.alerts?.length === 2)
    expect(names(united.alerts)).toEqual(['Both', 'OnlyTwo'])
    expect(united.warnings).toMatchObject([{ part: 'peer', failure: null }])

    await two.stop()
    const degraded = await poll()
    expect(names(degraded.alerts)).toEqual(['Both', 'OnlyTwo'])
    expect(degraded.warnings).toMatchObject([{ part: 'peer', failure: { code: 'refused' } }])
    expect(degraded.counts).toMatchObject({ alerts: 2, peers: 1 })
    expect(await poll()).toBe(degraded)

    await one.post([{ labels: { alertname: 'Both' }, endsAt: new Date(Date.now() - 1000).toISOString(), startsAt: new Date(Date.now() - 60_000).toISOString() }])
    const rest = await until('the end of the shared one', poll, (s) => s.alerts?.length === 1)
    expect(names(rest.alerts)).toEqual(['OnlyTwo'])

    await one.stop()
    await expect(poll()).rejects.toMatchObject({ code: 'refused' })
  } finally {
    http.close()
    await Promise.all([one.stop(), two.stop()])
  }
})

test('is recognised at its address, at its pages and below a prefix, and nowhere else', async () => {
  const [plain, prefixed] = await Promise.all([startAlertmanager(), startAlertmanager({ routePrefix: '/alertmanager' })])
  const http = realHttp()
  try {
    const found = async (url: string) => (await alertmanager.identify!(url, aContext(http)))?.url ?? null
    expect(await Promise.all([plain.url, `${plain.url}/#/silences`, `${plain.url}/api/v2/alerts`, `http://${prefixed.target}`, `${prefixed.url}/`].map(found)))
      .toEqual([plain.url, plain.url, plain.url, prefixed.url, prefixed.url])
    await plain.stop()
    await expect(found(plain.url)).rejects.toBeInstanceOf(SourceFailure)
  } finally {
    http.close()
    await Promise.all([plain.stop(), prefixed.stop()])
  }
})
