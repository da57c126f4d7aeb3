import { describe, expect, it } from 'vitest'
import { alertGroups, alertTitle, leadIncident, leadSentence } from '../../../../src/renderer/state/select/alerts'
import { countsByEnvironment, NO_COUNTS, troubleOf, worstOf } from '../../../../src/renderer/state/select/counts'
import { environmentList, shownEnvironment, troubleElsewhere, watchedCounts, type Showing } from '../../../../src/renderer/state/select/environments'
import { freshSources } from '../../../../src/renderer/state/select/freshness'
import { blindSpots, serviceRows } from '../../../../src/renderer/state/select/services'
import { sourceSummary } from '../../../../src/renderer/state/select/sources'
import { aService, aSource, aState, anAlert, NOW, someAges } from '../../../builders'
import { nightState } from '../overview/night'

const night = nightState(NOW)
const fresh = freshSources(night, NOW, NOW)
const names = (list: readonly { readonly service: { readonly name: string } }[]): readonly string[] => list.map((r) => r.service.name)

describe('environments', () => {
  it('come in the order of their kinds, then by name', () => {
    const environments = Object.fromEntries([['dev', 'development'], ['zeta', 'production'], ['alpha', 'production'], ['local', 'local'], ['stage', 'staging']].map(([name, kind]) => [name!, { name: name!, kind: kind as 'local', values: [] }]))
    expect(environmentList(environments).map((e) => e.name)).toEqual(['alpha', 'zeta', 'stage', 'dev', 'local'])
  })
  it('put the kind’s own name before a declared one, and that before one only a label named', () => {
    const environments = Object.fromEntries([['a-guess', ['a-guess']], ['declared', ['d1', 'd2']], ['production', ['prod']]].map(([name, values]) => [name as string, { name: name as string, kind: 'production' as const, values: values as string[] }]))
    expect(environmentList(environments).map((e) => e.name)).toEqual(['production', 'declared', 'a-guess'])
  })

  const place = (name: string, kind: 'production' | 'staging' | 'local') => ({ name, kind, values: [name] })
  const places = Object.fromEntries([place('prod-eu', 'production'), place('prod-us', 'production'), place('stage', 'staging'), place('laptop', 'local')].map((e) => [e.name, e]))
  const critical = { ...NO_COUNTS, critical: 1 }
  const warning = { ...NO_COUNTS, warning: 2, info: 1 }
  const info = { ...NO_COUNTS, info: 3 }
  const shown = (counts: Showing['counts'], over: Partial<Showing> = {}) => shownEnvironment(places, { chosen: null, before: null, reading: false, counts, ...over })?.name
  it('show the chosen one while it exists', () => {
    const counts = { 'prod-us': critical }
    expect([shown(counts, { chosen: 'stage' }), shown(counts, { chosen: 'gone' }), shownEnvironment({}, { chosen: 'stage', before: null, reading: false, counts: {} })]).toEqual(['stage', 'prod-us', null])
  })
  it('show the production that is worst now, however bad it is elsewhere; what is only worth knowing counts for nothing', () => {
    expect([shown({}), shown({ 'prod-eu': info, 'prod-us': critical }), shown({ 'prod-us': info }), shown({ 'prod-eu': warning, stage: critical, laptop: critical })]).toEqual(['prod-eu', 'prod-us', 'prod-eu', 'prod-eu'])
    expect(shown({ 'prod-eu': { ...NO_COUNTS, unknown: 9 }, 'prod-us': warning })).toBe('prod-us')
  })
  it('stay where they are among equals and while one thing is read, and leave for what is worse', () => {
    const both = { 'prod-eu': critical, 'prod-us': critical }
    expect([shown(both, { before: 'prod-us' }), shown({ 'prod-eu': critical, 'prod-us': warning }, { before: 'prod-us' }), shown({ 'prod-eu': critical }, { before: 'prod-us', reading: true }), shown(both, { before: 'gone', reading: true })])
      .toEqual(['prod-us', 'prod-eu', 'prod-us', 'prod-eu'])
  })
  it('are named when in trouble beside the one that is shown, worst first', () => {
    const counts = { 'prod-eu': info, 'prod-us': warning, stage: critical, laptop: { ...NO_COUNTS, unknown: 1 } }
    expect(troubleElsewhere(places, counts, 'prod-eu').map((x) => [x.environment.name, x.worst])).toEqual([
      ['stage', { severity: 'critical', count: 1 }], ['prod-us', { severity: 'warning', count: 2 }], ['laptop', { severity: 'unknown', count: 1 }]
    ])
    expect(troubleElsewhere(places, counts, 'stage').map((x) => x.environment.name)).toEqual(['prod-us', 'laptop'])
  })
  it('are watched as all productions together; where there is none, as the one shown', () => {
    const counts = { 'prod-eu': info, 'prod-us': warning, stage: critical }
    expect(watchedCounts(places, counts, 'stage')).toEqual({ critical: 0, warning: 2, info: 4, unknown: 0 })
    expect([watchedCounts({ stage: places['stage']! }, counts, 'stage'), watchedCounts({}, counts, null)]).toEqual([critical, NO_COUNTS])
  })
})

describe('counts', () => {
  it('have a worst, and trouble unless that is only worth knowing', () => {
    const info = { ...NO_COUNTS, info: 2 }
    const mixed = { ...NO_COUNTS, warning: 3, unknown: 1, info: 2 }
    expect([worstOf(NO_COUNTS), worstOf(info), worstOf(mixed)]).toEqual([null, { severity: 'info', count: 2 }, { severity: 'warning', count: 3 }])
    expect([troubleOf(NO_COUNTS), troubleOf(info), troubleOf(mixed)]).toEqual([null, null, { severity: 'warning', count: 3 }])
  })
  it('are of firing alerts, by environment; suppressed and pending ones do not count', () => {
    expect(countsByEnvironment(night, fresh)).toEqual({ production: { critical: 3, warning: 4, info: 2, unknown: 1 }, staging: { critical: 0, warning: 1, info: 0, unknown: 0 } })
  })
  it('count a service in the dark once, as unknown', () => {
    const services = [aService({ name: 'a', health: 'unknown' }), aService({ name: 'b', health: 'unknown', alerts: ['x'] }), aService({ name: 'c' })]
    const state = aState({ services, alerts: [anAlert({ id: 'x', severity: 'unknown', service: 'b' })] })
    expect(countsByEnvironment(state, new Set(['prometheus']))).toEqual({ production: { critical: 0, warning: 0, info: 0, unknown: 2 } })
    expect(countsByEnvironment(state, new Set())).toEqual({ production: { critical: 0, warning: 0, info: 0, unknown: 3 } })
  })
})

describe('service rows', () => {
  it('put the incident first, from its root, then other trouble, then unknown, then the rest by name', () => {
    expect(names(serviceRows(night, 'production', fresh))).toEqual([
      'postgres-primary', 'article-service', 'api-gateway', 'web-frontend', 'push-notifications', 'image-resizer', 'elasticsearch',
      'ads', 'auth', 'cdn-edge', 'cms', 'comments', 'kafka', 'redis-cache', 'search'
    ])
  })
  it('keep trouble in its place when its sources go quiet, and say what it was', () => {
    const rows = serviceRows(night, 'production', new Set())
    expect(rows.slice(0, 4).map((r) => [r.service.name, r.health, r.was])).toEqual([
      ['postgres-primary', 'unknown', 'critical'], ['article-service', 'unknown', 'critical'], ['api-gateway', 'unknown', 'critical'], ['web-frontend', 'unknown', 'warning']
    ])
    expect(rows.every((r) => r.health === 'unknown')).toBe(true)
  })
  it('are held only when somebody has every one of the worst alerts', () => {
    const held = { by: 'Mira', since: NOW, source: 'x' }
    const state = aState({
      services: [aService({ name: 'a', health: 'critical', alerts: ['1', '2'] }), aService({ name: 'b', health: 'critical', alerts: ['3', '4'] })],
      alerts: [anAlert({ id: '1', held }), anAlert({ id: '2' }), anAlert({ id: '3', held }), anAlert({ id: '4', severity: 'warning' })]
    })
    expect(serviceRows(state, null, new Set(['prometheus'])).map((r) => [r.service.name, r.held])).toEqual([['a', false], ['b', true]])
  })
  it('are blind where a tier 1 service is unknown; without tiers every service counts', () => {
    const rows = (first: 1 | null) => serviceRows(aState({ services: [aService({ name: 'a', tier: first }), aService({ name: 'b', health: 'unknown' })] }), null, new Set(['prometheus']))
    expect([names(blindSpots(rows(1))), names(blindSpots(rows(null)))]).toEqual([[], ['b']])
  })
})

describe('sources', () => {
  it('say how many are fresh and which one is blind longest', () => {
    expect(sourceSummary(night, fresh)).toEqual({
      total: 7, fresh: 6, stale: [night.sources['grafana']], stalest: { source: night.sources['grafana'], at: NOW - 360_000 }, answeredAt: NOW - 4_000, oldestAt: NOW - 5_000
    })
  })
  it('put one that never answered before all others', () => {
    const state = aState({ sources: [aSource({ id: 'a' }), aSource({ id: 'b' })], ages: { a: someAges({ successAt: NOW - 900_000, freshUntil: 0 }), b: someAges({ successAt: null, freshUntil: 0 }) } })
    expect(sourceSummary(state, new Set()).stalest).toEqual({ source: state.sources['b'], at: null })
  })
})

describe('alerts', () => {
  it('are grouped by incident, no data, separate and resolved', () => {
    const groups = alertGroups(night, 'production', serviceRows(night, 'production', fresh))
    expect({
      incidents: groups.incidents.map((i) => [i.incident.id, i.alerts.length, i.heldBy]), noData: [groups.noData.alerts.map((a) => a.name), names(groups.noData.services)],
      separate: groups.separate.map((a) => a.name), resolved: groups.resolved.map((a) => a.name), firing: groups.firing, inIncidents: groups.inIncidents
    }).toEqual({
      incidents: [['incident-1', 5, ['Mira']]], noData: [['NoSamples'], []], separate: ['ConsumerLagGrowing', 'QueueDeep', 'CertificateEndsIn13Days', 'BackupSlow'],
      resolved: ['P99Above1s', 'ReplicaBehind', 'ProbeFailedFromOslo'], firing: 10, inIncidents: 5
    })
  })
  it('lead with what readers feel', () => {
    const lead = leadIncident(night, 'production')!
    expect([lead.incident.id, leadSentence(lead.alert)]).toEqual(['incident-1', 'Article pages are failing: 7.9 % of requests'])
  })
  it('lead even when main counts a firing critical alert to no incident', () => {
    const state = aState({ alerts: [anAlert({ id: 'w', severity: 'warning' }), anAlert({ id: 'c' }), anAlert({ id: 'i', severity: 'info' })] })
    expect(leadIncident(state, 'production')?.incident).toEqual({ id: 'alert:c', environment: 'production', severity: 'critical', startedAt: NOW - 600_000, alerts: ['c'], path: ['checkout'], likelyRoot: null, lead: 'c' })
    expect(leadIncident(aState({ alerts: [anAlert({ severity: 'info' })] }), 'production')).toBeNull()
  })
  it('have readable titles', () => {
    const title = (name: string, annotations = {}): string => alertTitle({ name, annotations })
    expect([title('HighErrorRatio'), title('KubePodCrashLooping'), title('node_disk_full'), title('HTTPErrorsHigh'), title('P95Above800ms'), title('x', { title: 'p95 above 800 ms' })])
      .toEqual(['High error ratio', 'Kube pod crash looping', 'node disk full', 'HTTP errors high', 'P95 above800ms', 'p95 above 800 ms'])
  })
})
