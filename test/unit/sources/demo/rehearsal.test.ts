import { NO_WATCH } from '@shared/domain/night-watch'
import { NO_SHIFT } from '@shared/domain/page'
import { describe, expect, it } from 'vitest'
import { demoConfig } from '@shared/config/demo'
import { readOptions } from '@shared/config/fields'
import { configSchema } from '@shared/config/schema'
import { DEMO_START, demoTime } from '@shared/domain/demo'
import type { Alert } from '@shared/domain/alert'
import type { Service } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import { clock, duration } from '@shared/text/format'
import { demoNight } from '../../../../src/main/app/face'
import { initialState, type CoreState } from '../../../../src/main/core/core-state'
import { reduce } from '../../../../src/main/core/reduce'
import { asFailure } from '../../../../src/main/ports/failure'
import type { SourceInstance } from '../../../../src/main/ports/source-kind'
import { fakeHttp } from '../../../fakes/fake-http'
import { fakeMachine } from '../../../fakes/fake-machine'
import { demo } from '../../../../src/main/sources/demo'
import { rehearsalTimes } from '../../../../src/main/sources/demo/rehearsal'

const config = configSchema.parse(demoConfig())
const sources: readonly SourceInstance[] = config.sources.map((s) => {
  const read = readOptions(demo.manifest.fields, s.options)
  return { id: s.name, name: s.name, urls: [], options: read.ok ? read.values : {}, timeoutMs: 5_000 }
})

/** The core after a night of watching, and one poll of every source at `start`. */
const watched = async (start: number): Promise<AppState> => {
  let core: CoreState = initialState(config, { mode: 'demo', startedAt: demoTime('20:00'), version: '', pausedUntil: null, delivery: { able: true, by: '', detail: '' }, onCall: null, shift: NO_SHIFT, buddies: null, night: false, watch: NO_WATCH, journal: 0, configFile: null }, { episodes: {}, lastRunAt: null })
  const setups = sources.map((s) => ({ id: s.id, name: s.name, kind: 'demo', abilities: demo.manifest.abilities, address: '', intervalMs: 5_000, readOnly: true, environment: null }))
  core = reduce(core, { type: 'configured', at: demoTime('20:00'), config, sources: setups, file: null, notices: [] })
  for (const event of demoNight(start)(sources.map((source) => ({ source })))) core = reduce(core, event)
  for (const source of sources) {
    const ctx = { http: fakeHttp(), machine: fakeMachine(), now: () => start, signal: new AbortController().signal, memory: new Map() }
    const common = { at: start, source: source.id, askedAt: start, nextAt: start + 5_000 }
    core = await demo.poll(source, ctx).then(
      (snapshot) => reduce(core, { ...common, type: 'answered', snapshot }),
      (failure: unknown) => reduce(core, { ...common, type: 'failed', failure: asFailure(failure) })
    )
  }
  return reduce(core, { type: 'tick', at: start }).app
}

describe('the night before the first look', () => {
  it('is looked at wherever something changed, in order, up to the start', () => {
    const times = rehearsalTimes(DEMO_START)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect([times[0], times.every((t) => t < DEMO_START), times.includes(demoTime('02:40:59')), times.includes(demoTime('01:18:21'))]).toEqual([demoTime('20:00'), true, true, true])
    expect(rehearsalTimes(demoTime('20:00'))).toEqual([])
  })
})

describe('whoever watched all night sees at 02:47:12', () => {
  const open = watched(DEMO_START)
  const names = (alerts: readonly Alert[]) => [...new Set(alerts.map((a) => a.name))]
  const production = async (): Promise<readonly Alert[]> => Object.values((await open).alerts).filter((a) => a.environment === 'production')

  it('the counts of the strip', async () => {
    const firing = (await production()).filter((a) => a.state === 'firing')
    const count = (severity: string) => names(firing.filter((a) => a.severity === severity)).length
    expect(['critical', 'warning', 'info', 'unknown'].map(count)).toEqual([3, 4, 2, 1])
  })

  it('six of seven sources fresh, grafana six minutes old', async () => {
    const { sources: table, ages } = await open
    const old = Object.values(table).filter((s) => s.health !== 'ok').map((s) => `${s.name} ${duration(DEMO_START - ages[s.id]!.successAt!)}`)
    expect([Object.keys(table).length, old]).toEqual([7, ['grafana 6 min']])
  })

  it('one incident with its root, its path and the sentence that leads', async () => {
    const { incidents, alerts } = await open
    const [incident, ...others] = Object.values(incidents).filter((i) => i.environment === 'production').sort((a, b) => b.alerts.length - a.alerts.length || (a.severity === 'critical' ? -1 : 1)).filter((i) => i.severity === 'critical')
    expect(others).toEqual([])
    expect([incident!.likelyRoot, incident!.path, alerts[incident!.lead]!.annotations['impact'], names(incident!.alerts.map((id) => alerts[id]!)).length]).toEqual([
      'postgres-primary', ['postgres-primary', 'article-service', 'api-gateway', 'web-frontend'], 'Article pages are failing: 7.9\u202f% of requests', 5
    ])
  })

  it('each service as it is, and since when', async () => {
    const { services } = await open
    const rows = Object.values(services).filter((s) => s.environment === 'production')
    const of = (health: string) => rows.filter((s) => s.health === health).map((s) => s.name).sort()
    expect({ critical: of('critical'), warning: of('warning'), unknown: of('unknown'), ok: of('ok').length }).toEqual({
      critical: ['api-gateway', 'article-service', 'postgres-primary'], warning: ['image-resizer', 'push-notifications', 'web-frontend'], unknown: ['elasticsearch'], ok: 8
    })
    const since = (wanted: (s: Service) => boolean): Readonly<Record<string, string>> => Object.fromEntries(Object.values(services).filter(wanted).map((s) => [s.name, clock(s.since + 3_600_000, 'utc')]))
    expect(since((s) => s.environment === 'production' && s.health !== 'ok')).toEqual({
      'postgres-primary': '02:41', 'article-service': '02:36', 'api-gateway': '02:38', 'web-frontend': '02:40', 'push-notifications': '02:19', 'image-resizer': '23:58', elasticsearch: '02:12'
    })
    expect(since((s) => s.environment === 'production' && s.health === 'ok')).toEqual({
      'cdn-edge': '22:50', search: '20:00', comments: '20:00', auth: '20:00', cms: '20:00', ads: '20:00', kafka: '20:00', 'redis-cache': '20:00'
    })
    const elsewhere = Object.values(services).filter((s) => s.environment !== 'production')
    expect([...new Set(elsewhere.filter((s) => s.health === 'ok').map((s) => s.since))]).toEqual([demoTime('20:00')])
    expect(elsewhere.filter((s) => s.health !== 'ok').map((s) => `${s.environment}/${s.name} ${clock(s.since + 3_600_000, 'utc')}`)).toEqual(['staging/search 01:05', 'development/article-service 20:00'])
  })

  it('alerts seen through all who list them, and who has them', async () => {
    const one = (await production()).find((a) => a.name === 'ApiGatewayErrorBudgetFastBurn')!
    const held = (await production()).find((a) => a.name === 'ArticleServiceErrorRatioHigh')!
    expect([one.sources, held.sources, held.held]).toEqual([['prom-eu-1', 'alertmanager-eu', 'grafana'], ['prom-eu-1', 'alertmanager-eu'], { by: 'Mira Solberg', since: demoTime('02:38:30'), source: 'alertmanager-eu' }])
  })

  it('what is hidden, and what was resolved before', async () => {
    const { resolved, meta } = await open
    expect(names((await production()).filter((a) => a.state === 'suppressed')).sort()).toEqual(['AdsErrorRatioHigh', 'ArticlePodNotReady', 'AuthSlowQueries', 'CmsSlowQueries', 'CommentsSlowQueries'])
    expect(Object.values(resolved).map((a) => `${a.name} ${duration(a.endsAt! - a.startsAt)}`).sort()).toEqual(['ApiGatewayLatencyP99High 6 min', 'EdgeProbeFailed 2 min', 'PostgresReplicaBehind 3 min'])
    expect(meta.onCall).toEqual({ name: 'Mira Solberg', until: demoTime('07:00'), source: 'roster' })
  })
})

describe('when prom-eu-1 does not answer', () => {
  it('nothing that only it sees stays green', async () => {
    const { services } = await watched(demoTime('05:42:00'))
    const unknown = Object.values(services).filter((s) => s.health === 'unknown')
    expect(unknown.map((s) => s.name)).toHaveLength(11)
    expect(unknown.every((s) => s.environment === 'production')).toBe(true)
  })
})
