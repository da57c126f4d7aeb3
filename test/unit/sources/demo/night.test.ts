import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEMO_DEVELOPMENT, DEMO_MOMENTS, DEMO_PARTS, DEMO_SERVICES, DEMO_STAGING, DEMO_START, demoTime, type DemoPart } from '@shared/domain/demo'
import { fingerprintOf } from '@shared/domain/labels'
import type { SourceSnapshot } from '@shared/domain/source'
import { figureText } from '@shared/text/format'
import type { Sight } from '../../../../src/main/sources/demo/alerts'
import { demoAt } from '../../../../src/main/sources/demo/snapshot'

const sight = (over: Partial<Sight> = {}): Sight => ({ seed: 1, part: 'all', source: 'demo', offset: 0, marked: false, brief: false, ...over })
const at = (t: number, over: Partial<Sight> = {}): SourceSnapshot => demoAt(t, sight(over))
const plain = (text: string): string => text.replace(/\u202f/g, ' ')

/** Alerts of production by name: state, severity, how many instances, since when in whole minutes. */
const groups = (snapshot: SourceSnapshot, now: number) => {
  const out: Record<string, string> = {}
  for (const a of snapshot.alerts!.filter((x) => x.labels['env'] === 'production')) {
    const name = a.labels['alertname']!
    const all = snapshot.alerts!.filter((x) => x.labels['alertname'] === name)
    out[name] = `${a.state} ${a.labels['severity']} ×${all.length} ${Math.floor((now - Math.min(...all.map((x) => x.startsAt))) / 60_000)} min`
  }
  return out
}

describe('the newsroom at 02:47:12', () => {
  const now = at(DEMO_START)

  it('has the services of the first screen with its very figures', () => {
    const rows = now.services!.filter((s) => s.labels['env'] === 'production').map((s) => [
      s.name, ...(['traffic', 'errors', 'latency', 'saturation'] as const).map((k) => { const r = s.signals[k]!; return s.fresh ? plain(`${figureText(r.value, r.unit)}${r.note && k !== 'latency' ? ` ${r.note}` : ''}`) : '–' })
    ].join(' | '))
    expect(rows).toEqual([
      'cdn-edge | 18.4 k /s | 0.31 % | 48 ms | 41 %',
      'web-frontend | 3.21 k /s | 1.6 % | 3.10 s | 58 %',
      'api-gateway | 5.87 k /s | 5.1 % | 1.92 s | 63 %',
      'article-service | 2.46 k /s | 7.9 % | 2.41 s | 71 %',
      'search | 412 /s | 0.04 % | 126 ms | 38 %',
      'comments | 286 /s | 0.09 % | 88 ms | 31 %',
      'auth | 640 /s | 0.02 % | 34 ms | 27 %',
      'cms | 38 /s | 0.00 % | 210 ms | 22 %',
      'image-resizer | 918 /s | 0.12 % | 340 ms | 84 %',
      'ads | 1.12 k /s | 0.60 % | 175 ms | 44 %',
      'push-notifications | 95 /s | 0.00 % | 61 ms | 48 k lag',
      'kafka | 24.1 k /s | 0.00 % | 6 ms | 46 %',
      'postgres-primary | 9.8 k /s | 3.4 % | 410 ms | 100 %',
      'redis-cache | 41.2 k /s | 0.00 % | 0.6 ms | 62 %',
      'elasticsearch | – | – | – | –'
    ])
  })

  it('has twelve services in staging and nine in development', () => {
    const names = (env: string) => now.services!.filter((s) => s.labels['env'] === env).map((s) => s.name)
    expect([names('staging'), names('development')]).toEqual([DEMO_STAGING, DEMO_DEVELOPMENT])
    expect([DEMO_STAGING.length, DEMO_DEVELOPMENT.length]).toEqual([12, 9])
  })

  it('has the alerts of the first screen: 8 that need someone, 166 instances, 2 pending, 4 inhibited, 1 silenced', () => {
    expect(groups(now, DEMO_START)).toEqual({
      PostgresConnectionsExhausted: 'firing critical ×1 6 min', ArticleServiceErrorRatioHigh: 'firing critical ×3 11 min', ApiGatewayErrorBudgetFastBurn: 'firing critical ×2 9 min',
      ElasticsearchNoData: 'firing unknown ×4 35 min', ArticleServiceLatencyP95High: 'firing warning ×6 10 min', WebFrontendLatencyHigh: 'firing warning ×38 7 min',
      KafkaConsumerLagGrowing: 'firing warning ×48 28 min', ImageResizerQueueDeep: 'firing warning ×64 168 min', CertificateEndsSoon: 'firing info ×1 2917 min', PostgresBackupSlow: 'firing info ×1 77 min',
      CommentsLatencyP95High: 'pending warning ×1 3 min', CmsPublishSlow: 'pending warning ×1 2 min',
      ArticlePodNotReady: 'suppressed warning ×1 5 min', CommentsSlowQueries: 'suppressed warning ×1 4 min', CmsSlowQueries: 'suppressed warning ×1 4 min', AuthSlowQueries: 'suppressed warning ×1 3 min',
      AdsErrorRatioHigh: 'suppressed warning ×1 48 min'
    })
    expect(now.alerts!.filter((a) => a.labels['env'] === 'production' && a.state === 'firing' && a.labels['severity'] !== 'info').length).toBe(166)
    expect(now.alerts!.filter((a) => a.labels['env'] === 'staging').length).toBe(1)
  })

  it('says in their words what is wrong', () => {
    const first = (name: string) => { const a = now.alerts!.find((x) => x.labels['alertname'] === name)!; return plain(a.annotations['impact'] ?? a.annotations['summary']!) }
    expect(['PostgresConnectionsExhausted', 'ArticleServiceErrorRatioHigh', 'ApiGatewayErrorBudgetFastBurn', 'WebFrontendLatencyHigh', 'CommentsLatencyP95High', 'CmsPublishSlow'].map(first)).toEqual([
      '200 of 200 connections in use. New connections are refused.', 'Article pages are failing: 7.9 % of requests', '30-day budget burns at 14.4×', 'p95 3.10 s, limit 1.5 s', 'p95 640 ms, limit 500 ms', 'Publishing an article takes 8.2 s'
    ])
    const readings = now.alerts!.filter((a) => ['ArticleServiceErrorRatioHigh', 'ApiGatewayErrorBudgetFastBurn', 'ArticleServiceLatencyP95High'].includes(a.labels['alertname']!)).map((a) => `${a.labels['zone'] ?? a.labels['route'] ?? a.labels['pod']} ${plain(a.annotations['reading']!)}`)
    expect(readings).toEqual([
      'eu-north-1a 8.4 %', 'eu-north-1b 7.9 %', 'eu-north-1c 7.4 %', '/v1/articles 21.7×, limit 14', '/v1/home 15.2×, limit 14',
      'article-7c9f-2xkqd 2.62 s', 'article-7c9f-8vn4m 2.55 s', 'article-7c9f-b6tzp 2.47 s', 'article-7c9f-hw9rc 2.38 s', 'article-7c9f-m3slj 2.31 s', 'article-7c9f-zq5tn 2.12 s'
    ])
    const queue = now.alerts!.find((a) => a.labels['alertname'] === 'ImageResizerQueueDeep')!
    expect(plain(queue.annotations['summary']!)).toBe('queue 1 240, limit 1 000')
  })

  it('knows who has what, who is on call, and what was changed', () => {
    const holders = Object.fromEntries(now.alerts!.filter((a) => a.held).map((a) => [a.labels['alertname'], [a.held!.by, a.held!.since]]))
    expect(holders).toEqual({ ArticleServiceErrorRatioHigh: ['Mira Solberg', demoTime('02:38:30')], ImageResizerQueueDeep: ['Daniel Okoye', demoTime('00:04:10')] })
    expect(now.onCall).toEqual({ name: 'Mira Solberg', until: demoTime('07:00'), source: 'demo' })
    expect(now.changes!.map((c) => `${c.service} ${c.what}, ${c.by}`)).toEqual([
      'article-service v2.318.0, E. Haugen', 'ads lazy-load 25 → 50 %, L. Costa', 'cms v5.12.1, N. Adeyemi', 'search v1.88.0, S. Whitlock', 'redis-cache maxmemory 24 → 32 GB, Mira', 'article-service v2.317.4, L. Costa'
    ])
    expect(now.silences!.map((s) => [s.createdBy, s.endsAt, s.state])).toEqual([['L. Costa', demoTime('04:00'), 'active']])
  })

  it('does not see elasticsearch, and says since when', () => {
    const es = now.services!.find((s) => s.name === 'elasticsearch')!
    expect([es.fresh, es.lastSampleAt, es.targets]).toEqual([false, demoTime('02:12:04'), { up: 0, total: 4 }])
    expect(es.signals.traffic!.trend.values.slice(-34).every((v) => v === null)).toBe(true)
    expect(es.signals.traffic!.at).toBeLessThan(demoTime('02:12:04'))
  })
})

describe('the night, moment by moment', () => {
  const firing = (t: number): readonly string[] => [...new Set(at(t, { brief: true }).alerts!.filter((a) => a.labels['env'] === 'production' && a.state === 'firing').map((a) => a.labels['alertname']!))]
  it.each([
    ['quiet', ['CertificateEndsSoon']],
    ['surge', ['CertificateEndsSoon']],
    ['deploy', ['ElasticsearchNoData', 'KafkaConsumerLagGrowing', 'ImageResizerQueueDeep', 'CertificateEndsSoon', 'PostgresBackupSlow']],
    ['breaks', ['ElasticsearchNoData', 'KafkaConsumerLagGrowing', 'ImageResizerQueueDeep', 'CertificateEndsSoon', 'PostgresBackupSlow']],
    ['page', ['ArticleServiceErrorRatioHigh', 'ElasticsearchNoData', 'ArticleServiceLatencyP95High', 'KafkaConsumerLagGrowing', 'ImageResizerQueueDeep', 'CertificateEndsSoon', 'PostgresBackupSlow']],
    ['rollback', ['PostgresConnectionsExhausted', 'ArticleServiceErrorRatioHigh', 'ApiGatewayErrorBudgetFastBurn', 'ElasticsearchNoData', 'ArticleServiceLatencyP95High', 'WebFrontendLatencyHigh', 'KafkaConsumerLagGrowing', 'ImageResizerQueueDeep', 'CertificateEndsSoon', 'PostgresBackupSlow', 'CommentsLatencyP95High', 'CmsPublishSlow']],
    ['recovered', ['ImageResizerQueueDeep', 'CertificateEndsSoon']],
    ['blind', ['CertificateEndsSoon']]
  ] as const)('%s', (moment, names) => expect(firing(DEMO_MOMENTS[moment])).toEqual(names))

  it('had a short alert now and then before', () => {
    expect([demoTime('22:49'), demoTime('00:32'), demoTime('01:15')].map((t) => firing(t)[0] === 'ImageResizerQueueDeep' ? firing(t) : firing(t).filter((n) => n !== 'ImageResizerQueueDeep'))).toEqual([
      ['CertificateEndsSoon', 'EdgeProbeFailed'], ['ImageResizerQueueDeep', 'CertificateEndsSoon', 'PostgresReplicaBehind'], ['ImageResizerQueueDeep', 'CertificateEndsSoon', 'ApiGatewayLatencyP99High']
    ])
  })

  it('is pending first where the rule waits', () => {
    const postgres = (t: string) => at(demoTime(t)).alerts!.find((a) => a.labels['alertname'] === 'PostgresConnectionsExhausted')
    expect([postgres('02:31:07')?.state, postgres('02:31:08')?.state, postgres('02:41:07')?.startsAt, postgres('02:41:08')?.state, postgres('02:41:08')?.startsAt, postgres('03:14:20')?.state])
      .toEqual([undefined, 'pending', demoTime('02:31:08'), 'firing', demoTime('02:41:08'), undefined])
  })

  it('brings surge, deploy and recovery into the numbers', () => {
    const value = (t: string, name: string, signal: 'traffic' | 'errors' | 'saturation') => at(demoTime(t)).services!.find((s) => s.name === name && s.labels['env'] === 'production')!.signals[signal]!.value!
    expect(value('22:45', 'cdn-edge', 'traffic') / value('22:35', 'cdn-edge', 'traffic')).toBeGreaterThan(1.7)
    expect(value('02:20', 'article-service', 'errors')).toBeLessThan(0.003)
    expect(value('02:20', 'postgres-primary', 'saturation')).toBeCloseTo(0.48, 1)
    expect(value('03:17:30', 'article-service', 'errors')).toBeLessThan(0.004)
    expect(value('03:20', 'postgres-primary', 'saturation')).toBeLessThan(0.55)
    const version = (t: string) => at(demoTime(t)).services!.find((s) => s.name === 'article-service')!.about!.version
    expect([version('02:23'), version('02:24'), version('03:11')]).toEqual(['v2.317.4', 'v2.318.0', 'v2.317.4'])
  })

  it('hands the watch over at seven', () => expect([at(demoTime('06:59')).onCall!.name, at(demoTime('07:00')).onCall]).toEqual(['Mira Solberg', { name: 'Daniel Okoye', until: Date.UTC(2025, 10, 13, 18), source: 'demo' }]))

  it('stays calm after the night, for ever', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 400 * 86_400_000 }), (later) => {
      expect(new Set(at(demoTime('09:10') + later, { brief: true }).alerts!.map((a) => a.labels['alertname']))).toEqual(new Set(['CertificateEndsSoon', 'BuildOutdated']))
    }), { numRuns: 20 })
  })
})

describe('the parts of the newsroom', () => {
  const parts = DEMO_PARTS.filter((p) => p !== 'all')
  const moment = fc.integer({ min: demoTime('20:00'), max: demoTime('08:00') })

  it('together say what the whole says', () => {
    fc.assert(fc.property(moment, (t) => {
      const whole = at(t, { brief: true })
      const split = parts.map((part) => at(t, { part, brief: true }))
      expect(new Set(split.flatMap((s) => s.alerts ?? []).map((a) => a.fingerprint))).toEqual(new Set(whole.alerts!.map((a) => a.fingerprint)))
      expect(split.flatMap((s) => s.services ?? []).map((s) => JSON.stringify(s)).sort()).toEqual(whole.services!.map((s) => JSON.stringify(s)).sort())
    }), { numRuns: 25 })
  })

  it('list a fired alert twice, with the same labels, start and state, so that it is one', () => {
    const seen = (part: DemoPart) => new Map(at(DEMO_START, { part }).alerts!.map((a) => [a.fingerprint, a]))
    const am = seen('alertmanager-eu')
    const proms = new Map([...seen('prom-eu-1'), ...seen('prom-eu-2'), ...seen('grafana')])
    for (const [print, a] of am) expect([a.labels, a.startsAt, a.state]).toEqual([proms.get(print)!.labels, proms.get(print)!.startsAt, proms.get(print)!.state])
    expect([...proms.values()].filter((a) => !am.has(a.fingerprint)).map((a) => a.labels['alertname'])).toEqual(['CommentsLatencyP95High', 'CmsPublishSlow', ...Array<string>(4).fill('ElasticsearchNoData')])
    expect([...new Set([...seen('grafana').values()].map((a) => a.labels['alertname']))]).toEqual(['ApiGatewayErrorBudgetFastBurn', 'KafkaConsumerLagGrowing'])
  })

  it('share the services: eleven before readers, four stores and all that is not production', () => {
    expect([at(DEMO_START, { part: 'prom-eu-1' }).services!.length, at(DEMO_START, { part: 'prom-eu-2' }).services!.length]).toEqual([11, 4 + 12 + 9])
    expect([at(DEMO_START, { part: 'tracing' }), at(DEMO_START, { part: 'roster' })].map((s) => [s.alerts, s.services])).toEqual([[null, null], [null, null]])
  })
})

describe('every moment of every night', () => {
  const moment = fc.integer({ min: demoTime('20:00') - 86_400_000, max: demoTime('08:00') + 86_400_000 })
  it('is the same each time it is looked at', () => {
    fc.assert(fc.property(moment, fc.integer({ min: 0, max: 1_000_000_000 }), fc.constantFrom(...DEMO_PARTS), (t, seed, part) => {
      expect(demoAt(t, sight({ seed, part }))).toEqual(demoAt(t, sight({ seed, part })))
    }), { numRuns: 25 })
  })

  it('has honest fingerprints, no two alike, and nothing that begins in the future', () => {
    fc.assert(fc.property(moment, (t) => {
      const { alerts } = at(t, { brief: true })
      for (const a of alerts!) expect(a.fingerprint).toBe(fingerprintOf(a.labels))
      expect(new Set(alerts!.map((a) => a.fingerprint)).size).toBe(alerts!.length)
      expect(alerts!.every((a) => a.startsAt <= t && a.endsAt === null && (a.state === 'suppressed') === (a.silencedBy.length + a.inhibitedBy.length > 0))).toBe(true)
    }), { numRuns: 25 })
  })

  it('moves with its reader: an offset shifts every time and nothing else', () => {
    const offset = 86_400_000 * 30
    const [here, there] = [at(DEMO_START), at(DEMO_START, { offset })]
    expect(there.alerts!.map((a) => a.startsAt - offset)).toEqual(here.alerts!.map((a) => a.startsAt))
    expect(there.services!.map((s) => s.signals.traffic!.trend)).toEqual(here.services!.map((s) => ({ ...s.signals.traffic!.trend, from: s.signals.traffic!.trend.from + offset })))
    expect(there.changes!.map((c) => c.at - offset)).toEqual(here.changes!.map((c) => c.at))
  })
})

describe('the list of services', () => {
  it('depends only on itself, without circles', () => {
    const names = DEMO_SERVICES.map((s) => s.name)
    const below = (name: string, trail: readonly string[]): void => {
      expect(trail).not.toContain(name)
      for (const next of DEMO_SERVICES.find((s) => s.name === name)!.dependsOn) { expect(names).toContain(next); below(next, [...trail, name]) }
    }
    for (const name of names) below(name, [])
  })
})
