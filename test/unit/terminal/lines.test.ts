import { describe, expect, it } from 'vitest'
import { changeLines, lineText, MOST_LINES } from '../../../src/main/terminal/lines'
import { startLine, summaryLines } from '../../../src/main/terminal/summary'
import type { SourceStatus } from '@shared/domain/source'
import type { AppState } from '@shared/state/app-state'
import { anAlert, aService, aSource, aState, NOW, someAges } from '../../builders'

const lines = (prev: AppState, next: AppState): readonly string[] => changeLines(prev, next, NOW, 'utc').map((line) => lineText(line, false))
const summary = (state: AppState): readonly string[] => summaryLines(state, NOW).map((line) => lineText(line, false))
const CALM = aState({ sources: [aSource({ name: 'prom-eu-1' })], services: [aService()] })

describe('changes for people', () => {
  it('tell of alerts', () => {
    const firing: AppState = { ...CALM, alerts: { a: anAlert({ id: 'a' }) } }
    const warning: AppState = { ...CALM, alerts: { a: anAlert({ id: 'a', severity: 'warning' }) } }
    const silenced: AppState = { ...CALM, alerts: { a: anAlert({ id: 'a', state: 'suppressed', silencedBy: ['s'], inhibitedBy: ['x'] }) } }
    const pending: AppState = { ...CALM, alerts: { a: anAlert({ id: 'a', state: 'pending', severity: 'info', service: null, environment: 'blue', annotations: {} }) } }
    const over: AppState = { ...CALM, resolved: { a: anAlert({ id: 'a', state: 'resolved', firedAt: NOW - 240_000, endsAt: NOW - 60_000 }) } }
    expect([lines(CALM, firing), lines(firing, warning), lines(firing, silenced), lines(CALM, pending), lines(firing, over), lines(firing, CALM), lines(firing, { ...firing, alerts: { a: { ...firing.alerts['a']!, value: 3 } } })]).toEqual([
      ['CRITICAL  12:00:00  firing: HighErrorRatio, checkout, PRODUCTION. 5 % of requests fail, limit 2 % (prom-eu-1)'],
      ['Warning   12:00:00  firing: HighErrorRatio, checkout, PRODUCTION. 5 % of requests fail, limit 2 % (prom-eu-1)'],
      ['CRITICAL  12:00:00  suppressed (silenced, inhibited): HighErrorRatio, checkout, PRODUCTION. 5 % of requests fail, limit 2 % (prom-eu-1)'],
      ['Info      12:00:00  pending: HighErrorRatio, blue. HighErrorRatio (prom-eu-1)'],
      ['Resolved  12:00:00  HighErrorRatio, checkout, PRODUCTION. Lasted 3 min. (prom-eu-1)'],
      ['Unknown   12:00:00  HighErrorRatio, checkout, PRODUCTION: no longer listed by what is watched'],
      []
    ])
  })

  it('say of a source that wants a sign-in where that can be done', () => {
    const wanted = aSource({ name: 'am', health: 'auth', failure: { code: 'sign-in-needed', values: { host: 'id.example' } } })
    expect(lines(CALM, { ...CALM, sources: { prometheus: wanted } })).toEqual(['Unknown   12:00:00  am needs a sign-in: it answers with the login page of id.example. Signing in needs a window: the desktop app offers it.'])
  })

  it('tell of sources, services and notices', () => {
    const asking: AppState = { ...CALM, sources: { prometheus: aSource({ name: 'prom-eu-1', health: 'pending', product: null }) } }
    const refused = aSource({ name: 'prom-eu-1', health: 'error', failure: { code: 'refused', values: { host: 'prom:9090' } } })
    const dead: AppState = { ...CALM, sources: { prometheus: refused }, services: { 'production/checkout': aService({ health: 'unknown' }) } }
    const partly: AppState = { ...CALM, sources: { prometheus: aSource({ name: 'prom-eu-1', health: 'degraded', warnings: [{ part: 'metrics', failure: null, blinds: false, text: 'partial response' }] }) } }
    const noticed: AppState = { ...CALM, notices: { n: { id: 'n', at: NOW, severity: 'warning', code: 'config-refused', values: { file: 'garda.yaml', line: 3, column: 7, reason: 'is needed', used: 'last' } } } }
    const none: AppState = { ...CALM, sources: {} }
    const ways: readonly (readonly [AppState, AppState])[] = [[asking, CALM], [CALM, dead], [dead, CALM], [CALM, partly], [CALM, noticed], [noticed, CALM], [none, asking], [CALM, none]]
    expect(ways.map(([from, to]) => lines(from, to))).toEqual([
      ['OK        12:00:00  prom-eu-1 answers (Prometheus 2.53.0)'],
      ['Unknown   12:00:00  prom-eu-1 refused the connection at prom:9090.', 'Unknown   12:00:00  checkout, PRODUCTION is unknown, was OK'],
      ['OK        12:00:00  prom-eu-1 answers (Prometheus 2.53.0)', 'OK        12:00:00  checkout, PRODUCTION is OK, was unknown'],
      ['Unknown   12:00:00  prom-eu-1 answers in part: partial response'],
      ['Warning   12:00:00  garda.yaml was refused; the last good configuration stays. Line 3, column 7: is needed'],
      [],
      ['Info      12:00:00  prom-eu-1 is watched now'],
      ['Info      12:00:00  prom-eu-1 is no longer watched']
    ])
  })

  it('tell when a source that answers in part gets worse or better, and not of its numbers', () => {
    const disputed = (n: number) => ({ part: 'peer', failure: null, blinds: false, text: `${n} ${n === 1 ? 'alert is' : 'alerts are'} not the same on every peer.` }) as const
    const down = (peer: string) => ({ part: 'peer', failure: { code: 'refused', values: { host: peer } }, blinds: false, text: `${peer} does not answer.` }) as const
    const partly = (...warnings: SourceStatus['warnings']): AppState => ({ ...CALM, sources: { prometheus: aSource({ name: 'am', health: 'degraded', warnings }) } })
    const ways: readonly (readonly [AppState, AppState])[] = [
      [partly(disputed(1)), partly(disputed(12))],
      [partly(disputed(3)), partly(down('10.0.0.1:9093'), disputed(3))],
      [partly(down('10.0.0.1:9093')), partly(down('10.0.0.2:9093'))],
      [partly(down('10.0.0.1:9093'), disputed(3)), partly(disputed(1))]
    ]
    expect(ways.map(([from, to]) => lines(from, to))).toEqual([
      [],
      ['Unknown   12:00:00  am answers in part: 10.0.0.1:9093 does not answer. am refused the connection at 10.0.0.1:9093. 3 alerts are not the same on every peer.'],
      ['Unknown   12:00:00  am answers in part: 10.0.0.2:9093 does not answer. am refused the connection at 10.0.0.2:9093.'],
      ['Unknown   12:00:00  am answers in part: 1 alert is not the same on every peer.']
    ])
  })

  it('are nothing when nothing but ages changed', () => {
    expect(lines(CALM, { ...CALM, ages: { prometheus: someAges({ successAt: NOW }) } })).toEqual([])
  })

  it('list the worst twenty of a storm and count the rest', () => {
    const storm: AppState = { ...CALM, alerts: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`a${i}`, anAlert({ id: `a${i}`, severity: i % 500 === 0 ? 'critical' : 'warning', startsAt: NOW - i })])) }
    const told = lines(CALM, storm)
    expect([told.length, told.slice(0, MOST_LINES).filter((l) => l.startsWith('CRITICAL')).length, told.at(-1)]).toEqual([21, 20, 'Warning   and 9,980 more changes of alerts, 0 critical'])
  })

  it('let no text break out of its line', () => {
    const hostile: AppState = { ...CALM, alerts: { a: anAlert({ id: 'a', name: '\u001b[2J\u202eevil\n', service: 'a\r\nCRITICAL fake', annotations: { summary: `<b>x</b>\u0007\u009b31m {count} '{'${'y'.repeat(10_000)}` } }) } }
    const [line, ...more] = lines(CALM, hostile)
    expect([more, line?.slice(0, 96), line?.length]).toEqual([[], "CRITICAL  12:00:00  firing: [2Jevil , a CRITICAL fake, PRODUCTION. <b>x</b>31m {count} '{'yyyyyy", 280])
  })

  it('colour the word only, and never what is unknown or OK in green', () => {
    const coloured = (tone: 'critical' | 'warning' | 'info' | 'unknown' | 'quiet') => lineText({ tone, word: 'Word', text: 'text' }, true)
    expect([coloured('critical'), coloured('warning'), coloured('unknown'), coloured('info'), coloured('quiet')]).toEqual([
      '\u001b[1;97;41mWord\u001b[0m      text', '\u001b[33mWord\u001b[0m      text', '\u001b[7mWord\u001b[0m      text', '\u001b[36mWord\u001b[0m      text', 'Word      text'
    ])
  })
})

describe('one look', () => {
  it('claims quiet only with its proof', () => {
    expect(summary(CALM)).toEqual(['OK        Nothing is firing above info. 1 of 1 source answered in full, oldest data 5 s.'])
  })
  it('says what cannot be seen before it says that nothing fires', () => {
    const blind = aState({
      sources: [aSource({ name: 'prom-eu-1' }), aSource({ id: 'b', health: 'pending' }), aSource({ id: 'c' })], ages: { c: someAges({ freshUntil: NOW - 1 }) }, services: [aService({ health: 'unknown' })]
    })
    expect(summary(blind)).toEqual([
      'Unknown   Nothing is firing that can be seen. 1 of 3 sources answered in full, oldest data 5 s.',
      'Unknown   b has not answered yet',
      'Unknown   c was not asked in time; Garda has asked again.',
      'Unknown   1 service is unknown: production/checkout'
    ])
  })
  it('leads with what fires, worst first', () => {
    const state: AppState = { ...CALM, alerts: { w: anAlert({ id: 'w', severity: 'warning', name: 'Slow' }), c: anAlert({ id: 'c' }), s: anAlert({ id: 's', state: 'suppressed' }) } }
    expect(summary(state)).toEqual([
      'CRITICAL  1 critical, 1 warning, 0 of unknown severity, 0 info firing. 1 of 1 source answered in full, oldest data 5 s.',
      'CRITICAL  firing: HighErrorRatio, checkout, PRODUCTION. 5 % of requests fail, limit 2 % (prom-eu-1)',
      'Warning   firing: Slow, checkout, PRODUCTION. 5 % of requests fail, limit 2 % (prom-eu-1)'
    ])
  })
  it('tells alerts that read alike once, and counts what it leaves out', () => {
    const many = (n: number, name: (i: number) => string) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`a${i}`, anAlert({ id: `a${i}`, name: name(i) })]))
    const pods = summary({ ...CALM, alerts: many(14, () => 'PodRestarting') })
    const different = summary({ ...CALM, alerts: many(30, (i) => `Alert${i % 25}`) })
    expect([pods.slice(1), different.length, different.at(-1)]).toEqual([
      ['CRITICAL  firing: PodRestarting, checkout, PRODUCTION. 5 % of requests fail, limit 2 % (prom-eu-1), 14 of them'], 22, '          and 5 more'
    ])
  })
  it('without any source is unknown', () => {
    expect([startLine(aState()), summary(aState())]).toEqual(['Watching nothing: no source is configured.', ['Unknown   Nothing is firing that can be seen. No source is configured.']])
  })
  it('names what is watched', () => {
    expect(startLine(aState({ sources: Array.from({ length: 12 }, (_, i) => aSource({ id: `s${i}` })) }))).toBe('Watching 12 sources: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, and 2 more.')
  })
})
