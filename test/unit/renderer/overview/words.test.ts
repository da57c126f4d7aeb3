import { describe, expect, it } from 'vitest'
import { blindSources } from '../../../../src/renderer/features/overview/blind'
import { changeTimes, recentChanges, suspectOf } from '../../../../src/renderer/state/select/changes'
import { evidenceText } from '../../../../src/renderer/features/overview/evidence'
import { quietOf } from '../../../../src/renderer/state/select/quiet'
import { rowNote } from '../../../../src/renderer/features/overview/row-note'
import { hiddenWords, whyHidden } from '../../../../src/renderer/features/overview/why-hidden'
import { hiddenAlerts, leadIncident } from '../../../../src/renderer/state/select/alerts'
import { freshSources } from '../../../../src/renderer/state/select/freshness'
import { serviceRows } from '../../../../src/renderer/state/select/services'
import { aService, aSource, aState, anAlert, NOW } from '../../../builders'
import { calmState, nightState } from './night'

const night = nightState(NOW)
const fresh = freshSources(night, NOW, NOW)
const rows = serviceRows(night, 'production', fresh)
const changes = recentChanges(night.changes, 'production', NOW)

describe('the second line of a service', () => {
  const notes = (list: typeof rows, of: ReadonlySet<string>) => Object.fromEntries(list.map((r) => [r.service.name, rowNote(r, night, of, NOW, 'utc')?.join('') ?? null]))
  it('says what leads, who has it, or since when nothing is seen', () => {
    expect(notes(rows.slice(0, 8), fresh)).toEqual({
      'postgres-primary': '200 of 200 connections in use', 'article-service': 'Mira acknowledged 11:51', 'api-gateway': 'burning budget 14.4× too fast', 'web-frontend': 'slow, readers still served',
      'push-notifications': 'lag growing since 02:19', 'image-resizer': 'Daniel acknowledged 09:17', elasticsearch: 'no samples since 11:25', ads: null
    })
  })
  it('names the source that went quiet, and what it had said of trouble', () => {
    const blind = serviceRows(night, 'production', new Set())
    expect(notes(blind.filter((r) => ['article-service', 'cdn-edge'].includes(r.service.name)), new Set())).toEqual({ 'article-service': 'was critical, prom-eu-1 is silent', 'cdn-edge': 'prom-eu-1 does not answer' })
  })
  it('says when a service was never seen', () => {
    const [row] = serviceRows(aState({ services: [aService({ health: 'unknown', seenBy: [] })] }), null, fresh)
    expect(rowNote(row!, night, fresh, NOW, 'utc')).toEqual(['', 'nothing fresh says how it is', ''])
  })
  it('says how many of its targets are seen when all else is well, and leaves the line to trouble', () => {
    const note = (over: Parameters<typeof aService>[0]) => {
      const state = aState({ services: [aService(over)], alerts: [anAlert({ id: 'a', annotations: { summary: 'p95 3.10 s, limit 1.5 s' } })] })
      return rowNote(serviceRows(state, null, new Set(['prometheus']))[0]!, state, new Set(['prometheus']), NOW, 'utc')?.[1] ?? null
    }
    expect([note({ targets: { up: 1, total: 2 } }), note({ targets: { up: 2, total: 2 } }), note({ targets: null }), note({ targets: { up: 1, total: 2 }, health: 'critical', alerts: ['a'] })])
      .toEqual(['1 of 2 targets', null, null, 'p95 3.10 s, limit 1.5 s'])
  })
  it('lets the name give way, never the time; says a colleague by the given name and an address whole', () => {
    const held = (by: string) => {
      const state = aState({ services: [aService({ health: 'critical', alerts: ['a'] })], alerts: [anAlert({ id: 'a', held: { by, since: NOW - 60_000, source: 'am' } })] })
      return rowNote(serviceRows(state, null, new Set(['prometheus']))[0]!, state, new Set(['prometheus']), NOW, 'utc')
    }
    expect([held('Daniel Okoye'), held('mira@news.example'), held('Okoye, Daniel')]).toEqual([['', 'Daniel', ' acknowledged 11:59'], ['', 'mira@news.example', ' acknowledged 11:59'], ['', 'Okoye, Daniel', ' acknowledged 11:59']])
  })
  it('says the first of several sentences', () => {
    const first = (summary: string) => {
      const state = aState({ services: [aService({ health: 'critical', alerts: ['a'] })], alerts: [anAlert({ id: 'a', annotations: { summary } })] })
      return rowNote(serviceRows(state, null, new Set(['prometheus']))[0]!, state, new Set(['prometheus']), NOW, 'utc')?.[1]
    }
    expect([first('200 of 200 connections in use. New ones wait.'), first('p95 3.10 s, limit 1.5 s'), first('e.g. No sentence')]).toEqual(['200 of 200 connections in use', 'p95 3.10 s, limit 1.5 s', 'e.g. No sentence'])
  })
})

describe('quiet', () => {
  const calm = calmState(NOW)
  const quiet = (state: typeof calm, of = freshSources(state, NOW, NOW)) => quietOf(state, 'production', serviceRows(state, 'production', of), of)
  it('may be said when everything that could say otherwise is fresh', () => {
    expect(quiet(calm)).toEqual({ sure: true, lesser: 0, unseen: [], lastEndedAt: NOW - 89 * 60_000 })
  })
  it('may not be said when a tier 1 service is out of sight', () => {
    const key = 'production/api-gateway'
    expect(quiet({ ...calm, services: { ...calm.services, [key]: { ...calm.services[key]!, health: 'unknown' } } })).toMatchObject({ sure: false, unseen: ['api-gateway'] })
  })
  it('may not be said when a source of alerts does not answer, though every service is seen', () => {
    expect(quiet({ ...calm, ages: { ...calm.ages, 'am-eu-2': { ...calm.ages['am-eu-2']!, freshUntil: NOW - 1 } } })).toMatchObject({ sure: false, unseen: ['am-eu-2'] })
  })
  it('may not be said when a severity cannot be read, and counts what asks for no action', () => {
    expect(quiet({ ...calm, alerts: { u: anAlert({ id: 'u', severity: 'unknown', service: 'kafka' }), i: anAlert({ id: 'i', severity: 'info' }) } })).toMatchObject({ sure: false, lesser: 1, unseen: ['kafka'] })
  })
  it('may not be said with nothing to go by', () => {
    expect(quietOf(aState(), 'production', [], new Set())).toEqual({ sure: false, lesser: 0, unseen: [], lastEndedAt: null })
  })
})

describe('what blinds', () => {
  const failing = (id: string) => aSource({ id, health: 'error', failure: { code: 'refused', values: {} } })
  it('is a failing source that alone tells of a service, by its samples or by its alerts', () => {
    const state = aState({
      sources: [failing('am'), failing('prom'), failing('idle'), aSource({ id: 'good' })],
      alerts: [anAlert({ id: 'a', sources: ['am'] })],
      services: [
        aService({ name: 'one', health: 'unknown', seenBy: [{ source: 'prom', lastSampleAt: null, fresh: true }] }), aService({ name: 'two', health: 'unknown', seenBy: [{ source: 'prom', lastSampleAt: null, fresh: true }] }),
        aService({ name: 'seen', health: 'unknown', seenBy: [{ source: 'prom', lastSampleAt: null, fresh: true }, { source: 'good', lastSampleAt: 1, fresh: false }] }),
        aService({ name: 'told', health: 'unknown', seenBy: [], alerts: ['a'] })
      ]
    })
    const good = new Set(['good'])
    expect(blindSources(state, serviceRows(state, 'production', good), good).map((b) => [b.source.id, b.services])).toEqual([['prom', 2], ['am', 1]])
  })
  it('is a source that wants a person to sign in, though nothing is known of it yet', () => {
    const wanted = aSource({ id: 'sso', health: 'auth', failure: { code: 'sign-in-needed', values: { host: 'id.example' } } })
    expect(blindSources(aState({ sources: [wanted, failing('idle')] }), [], new Set()).map((b) => [b.source.id, b.services])).toEqual([['sso', 0]])
  })
})

describe('changes', () => {
  it('are the newest of the environment', () => {
    expect(changes.map((c) => c.service)).toEqual(['article-service', 'ads', 'cms', 'search', 'redis-cache'])
    expect(recentChanges(night.changes, 'staging', NOW)).toEqual([])
  })
  it('are suspected only on the path, only in the hour before', () => {
    const { incident } = leadIncident(night, 'production')!
    expect(suspectOf(changes, incident)?.what).toBe('v2.318.0')
    expect(suspectOf(changes, { ...incident, path: ['kafka'] })).toBeNull()
    expect(suspectOf(changes, { ...incident, startedAt: changes[0]!.at - 1 })).toBeNull()
    expect(suspectOf(changes, null)).toBeNull()
  })
  it('mark their service', () => {
    expect(changeTimes(changes).get('ads')).toEqual([NOW - 55 * 60_000])
  })
})

describe('what is hidden', () => {
  const hidden = hiddenAlerts(night.alerts, 'production')
  it('is counted by what holds it back', () => {
    expect(hiddenWords(hidden, night, NOW, 'utc')).toBe('4 inhibited, 1 silenced until 13:13')
    expect(hiddenWords([], night, NOW, 'utc')).toBe('')
  })
  it('says why', () => {
    const why = (over: Parameters<typeof anAlert>[0]) => whyHidden(anAlert({ state: 'suppressed', ...over }), night, NOW, 'utc')
    expect([
      why({ silencedBy: ['silence-1'] }), why({ inhibitedBy: [night.alerts['ConnectionsExhausted-postgres-primary']!.fingerprint] }), why({ silencedBy: ['gone'], inhibitedBy: ['gone'] }), why({ mutedBy: ['weekend'] }), why({})
    ]).toEqual([
      ['silenced by L. Costa until 13:13: campaign start'], ['inhibited by Connections exhausted, postgres-primary'], ['silenced by a rule Garda cannot read', 'inhibited by an alert Garda cannot see'],
      ['muted by the time interval weekend'], ['held back by its source']
    ])
  })
})

describe('evidence for a developer', () => {
  it('is complete, plain and honest about its age', () => {
    const { incident, alert } = leadIncident(night, 'production')!
    expect(evidenceText({ incident: { ...incident, alerts: incident.alerts.slice(0, 2) }, lead: alert, state: night, changes, fresh: new Set(['prom-eu-1']), now: NOW, zone: 'utc' })).toBe(`# CRITICAL in PRODUCTION: Article pages are failing: 7.9 % of requests

- Since 11:44 (11:44 UTC), 16 min.
- Likely root: postgres-primary.
- Path: postgres-primary < article-service < api-gateway < web-frontend

## Alerts

- Critical: ConnectionsExhausted, postgres-primary, since 11:54: 200 of 200 connections in use (seen by prom-eu-1, am-eu-1)
- Critical: ErrorRatioHigh, article-service, since 11:49: 7.9 % of requests fail, limit 2 % (value 0.079; seen by prom-eu-1, am-eu-1; acknowledged by Mira)

## Expression

\`\`\`promql
sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.02
\`\`\`

## Labels

\`\`\`text
alertname="ErrorRatioHigh"
env="production"
job="article-service"
service="article-service"
severity="critical"
\`\`\`

## Changes in the hour before

- 11:37 article-service v2.318.0, E. Haugen
- 11:05 ads lazy-load 25 → 50 %, L. Costa

## Links

- [Runbook](https://runbooks.example/articles/errors)
- [Alert at its source](https://prometheus.example/graph?g0.expr=errors)

## Sources

- prom-eu-1: last answer 4 s ago
- am-eu-1: last answer 4 s ago, NOT FRESH

Gathered by Garda at Thu 13 Nov 12:00 (12:00 UTC).
`)
  })
  it('carries nothing invisible, and stays short in a storm', () => {
    const many = Array.from({ length: 500 }, (_, i) => anAlert({ id: `a${i}`, service: 'evil\u202e\u0007name', expression: null }))
    const text = evidenceText({
      incident: { id: 'x', environment: 'production', severity: 'critical', startedAt: NOW, alerts: many.map((a) => a.id), path: [], likelyRoot: null, lead: 'a0' }, lead: many[0]!,
      state: aState({ alerts: many, sources: [aSource()] }), changes: [], fresh, now: NOW, zone: 'utc'
    })
    expect([['\u202e', '\u0007'].some((c) => text.includes(c)), text.split('\n').length < 60, text.includes('- 470 more')]).toEqual([false, true, true])
  })
})
