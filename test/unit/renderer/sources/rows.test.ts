import { describe, expect, it } from 'vitest'
import { defaultConfig } from '@shared/config/schema'
import { nameOfOffer, openOffers } from '../../../../src/renderer/features/sources/offers'
import { sourceRows, toneOf } from '../../../../src/renderer/features/sources/rows'
import { nextText, onlyFrom, standingText, watchdogFact, watchdogText } from '../../../../src/renderer/features/sources/words'
import { anAlert, aService, aSource, aState, NOW, someAges } from '../../../builders'
import { aConfig, alertmanager, KINDS } from './kinds'

const refused = { code: 'refused', values: { host: 'b.example:9090' } } as const
const state = aState({
  sources: [aSource({ id: 'a' }), aSource({ id: 'b', health: 'error', failure: refused, failures: 3, failingSince: NOW - 60_000 }), aSource({ id: 'c', health: 'degraded' }), aSource({ id: 'd' }), aSource({ id: 'e', health: 'pending' })],
  ages: { b: someAges({ successAt: NOW - 90_000, nextAt: NOW + 8_000 }), d: someAges({ successAt: NOW - 40_000, freshUntil: NOW - 1 }), e: someAges({ successAt: null, nextAt: null }) }
})
const fresh = new Set(['a', 'c'])
const config = { ...defaultConfig(), thisComputer: false, sources: [aConfig({ name: 'a' }), aConfig({ name: 'Off one', enabled: false, url: 'http://off.example/prom' })] }

describe('the list of sources', () => {
  it('has trouble first and also what is off, and never calls anything fresh that is not', () => {
    expect(sourceRows(state, config, ['a'], fresh, 'This computer').map((r) => [r.name, r.standing, toneOf(r.standing), r.address, r.readOnly])).toEqual([
      ['b', 'error', 'unknown', 'prometheus.example:9090', false], ['c', 'degraded', 'warning', 'prometheus.example:9090', false], ['d', 'stale', 'unknown', 'prometheus.example:9090', false],
      ['e', 'pending', 'unknown', 'prometheus.example:9090', false], ['a', 'ok', 'ok', 'prometheus.example:9090', true], ['Off one', 'off', null, 'off.example/prom', false], ['This computer', 'off', null, '', false]
    ])
  })

  it('is all stale when nothing fresh stands behind it', () => {
    expect(sourceRows(state, null, [], new Set(), null).filter((r) => r.standing === 'ok' || r.standing === 'degraded')).toEqual([])
  })

  it('calls nothing fresh whose watchdog is missing, and says so', () => {
    const seen = { name: 'Watchdog', seenAt: NOW - 3_600_000, missingSince: null }
    const dogs = [seen, { ...seen, missingSince: NOW - 120_000 }, { name: 'Dead\u202eMan', seenAt: null, missingSince: NOW - 120_000 }, { ...seen, seenAt: null }]
    const rows = sourceRows(aState({ sources: dogs.map((watchdog, i) => aSource({ id: String.fromCharCode(97 + i), watchdog })) }), null, [], new Set(['a', 'b', 'c', 'd']), null)
    expect(rows.map((r) => [r.id, toneOf(r.standing), standingText(r, NOW), watchdogText(r.status, NOW), watchdogFact(r.status!.watchdog!, 'utc')])).toEqual([
      ['b', 'warning', 'Answered 5 s ago. Asked every 15 s, next in 10 s.', 'The alerting pipeline is broken: Watchdog, which must always fire, has been missing here for 2 min. Other alerts may be missing as well.', 'Watchdog, missing'],
      ['c', 'warning', 'Answered 5 s ago. Asked every 15 s, next in 10 s.', 'The alerting pipeline is broken: DeadMan, which must always fire, was never seen here; missed for 2 min. Other alerts may be missing as well.', 'DeadMan, missing'],
      ['a', 'ok', 'Answered 5 s ago. Asked every 15 s, next in 10 s.', '', 'Watchdog, fires as it must since Thu 13 Nov 11:00'],
      ['d', 'ok', 'Answered 5 s ago. Asked every 15 s, next in 10 s.', '', 'Watchdog, not seen yet']
    ])
  })

  it('says how each fares in sentences', () => {
    const says = Object.fromEntries(sourceRows(state, config, [], fresh, null).map((r) => [r.id, standingText(r, NOW)]))
    expect(says).toEqual({
      a: 'Answered 5 s ago. Asked every 15 s, next in 10 s.',
      b: 'b refused the connection at b.example:9090. Tried 3 times, next in 8 s. Last good answer 1 min ago.',
      c: 'Answered 5 s ago, but not in full. Next in 10 s.',
      d: 'Its last good answer is 40 s old, so nothing it said counts as known. Next try in 10 s.',
      e: 'Its first answer is awaited.',
      'off one': 'Switched off: nobody asks it, and what only it tells is not watched.'
    })
  })

  it('counts down to the next try', () => {
    const row = sourceRows(state, null, [], fresh, null).find((r) => r.id === 'b')!
    expect([NOW, NOW + 7_000, NOW + 9_000].map((now) => nextText(row, now))).toEqual(['in 8 s', 'in 1 s', 'now'])
  })
})

describe('what goes with a source', () => {
  it('is what only it tells', () => {
    const seen = (...sources: readonly string[]) => sources.map((source) => ({ source, lastSampleAt: null, fresh: true }))
    const told = aState({ services: [aService({ name: 'one', seenBy: seen('a') }), aService({ name: 'two', seenBy: seen('a', 'b') }), aService({ name: 'three', seenBy: [] })], alerts: [anAlert({ id: 'x', sources: ['a'] }), anAlert({ id: 'y', sources: ['b'] })] })
    expect(onlyFrom('a', told)).toEqual({ services: 1, alerts: 1 })
  })
})

describe('what a source offers', () => {
  const offer = (url: string) => ({ kind: 'alertmanager', url, detail: '' })

  it('leaves out what is watched and what nobody could watch, and takes peers together', () => {
    const offers = [offer('http://am-1.example:9093/'), offer('http://am-2.example:9093'), offer('http://AM-2.example:9093/'), offer('http://known.example:9093'), { kind: 'lighthouse', url: 'http://l.example', detail: '' }]
    expect(openOffers(offers, [aConfig({ kind: 'alertmanager', url: undefined, urls: ['http://known.example:9093/'] })], KINDS)).toEqual([{ kind: alertmanager, urls: ['http://am-1.example:9093/', 'http://am-2.example:9093'], detail: '' }])
  })

  it('is named after its host, numbered when that is taken', () => {
    expect(nameOfOffer('http://am.example:9093', ['AM.example', 'am.example 2'])).toBe('am.example 3')
  })
})
