import { describe, expect, it } from 'vitest'
import { demoPage } from '../../../../src/renderer/features/page/demo'
import { shownPage } from '../../../../src/renderer/features/page/pages'
import { callOf, countdown, nextOf, othersOf, sentenceOf, unseenDataOf, whereOf } from '../../../../src/renderer/features/page/words'
import type { Page } from '@shared/domain/page'
import { aMeta, anAlert, aCallingPage, aService, aSource, aState, NOW, someAges } from '../../../builders'
import { calmState, nightState } from '../overview/night'

const table = (...pages: readonly Page[]): Readonly<Record<string, Page>> => Object.fromEntries(pages.map((p) => [p.id, p]))

describe('which page is shown', () => {
  it('is the worst that asks for the window, then the one that has asked longest', () => {
    const old = aCallingPage({ id: 'old', openedAt: NOW - 9_000 })
    const pages = [
      aCallingPage({ id: 'warning', severity: 'warning', openedAt: NOW - 99_000 }), aCallingPage({ id: 'new', openedAt: NOW - 1_000 }), old, aCallingPage({ id: 'not-yet', window: false, openedAt: NOW - 99_000 }),
      aCallingPage({ id: 'told', route: 'notify', openedAt: NOW - 99_000 }), aCallingPage({ id: 'held', status: 'held', openedAt: NOW - 99_000 })
    ]
    expect(shownPage(table(...pages), 'new')).toEqual({ is: 'asking', page: old, asking: 3 })
  })

  it('is otherwise what became of the last one shown, else of the newest', () => {
    const held = aCallingPage({ id: 'held', status: 'held', held: { by: 'Mira', since: NOW - 5_000, source: '' } })
    const over = aCallingPage({ id: 'over', status: 'over', endedAt: NOW - 1_000 })
    const snoozed = aCallingPage({ id: 'snoozed', status: 'snoozed', snoozedUntil: NOW + 1_000 })
    expect([shownPage(table(held, over, snoozed), 'snoozed'), shownPage(table(held, over, snoozed), 'gone'), shownPage(table(snoozed), null)])
      .toEqual([{ is: 'settled', page: snoozed }, { is: 'settled', page: over }, { is: 'nothing' }])
  })
})

describe('its words', () => {
  it('leave the figure behind a colon to its own place, and nothing else', () => {
    const said = (impact: string): string => sentenceOf(aCallingPage(), anAlert({ annotations: { impact } }))
    expect(['Article pages are failing: 7.9 % of requests', 'Paying fails: cards are refused', 'New pictures appear late', ''].map(said))
      .toEqual(['Article pages are failing', 'Paying fails: cards are refused', 'New pictures appear late', 'CRITICAL: checkout, PRODUCTION'])
  })

  it('tell of each source of what cannot be seen, the oldest answer of them, and that it is stale while one does not answer', () => {
    const sources = { am: aSource({ id: 'am' }), 'two words': aSource({ id: 'two words' }), 'am:2': aSource({ id: 'am:2' }) }
    const state = { ...aState({ services: [aService({ name: 'db', seenBy: [{ source: 'am', lastSampleAt: null, fresh: false }] })] }), sources, ages: { am: someAges(), 'two words': someAges({ successAt: NOW - 65_000 }) } }
    const told = (unseen: readonly string[], fresh: readonly string[] = ['am']): unknown => unseenDataOf(aCallingPage({ unseen }), state, new Set(fresh), NOW)
    expect([told(['service:production/db']), told(['service:production/db', 'source:two%20words:5']), told(['watchdog:am:2:Watchdog']), told(['watchdog:am:Watchdog'], []), told(['buddy:Mira'])]).toEqual([
      { text: 'am, last answer 5 s ago.', stale: false }, { text: 'am and two words, last answer 1 min ago.', stale: true }, { text: 'am:2 has said nothing yet.', stale: true },
      { text: 'am, last answer 5 s ago.', stale: true }, null
    ])
  })

  it('carry nothing that could turn the line around', () => {
    expect([sentenceOf(aCallingPage({ title: 'a\u202eb' }), null), whereOf(aCallingPage({ services: ['x\u200by', 'z', 'w'] }))]).toEqual(['ab', 'xy, z and 1 more'])
  })

  it('count other alerts as people do, and name two', () => {
    const at = (name: string, service: string, late = 0) => anAlert({ id: `${name} ${service} ${late}`, name, service, startsAt: NOW - 44_000 + late, annotations: {} })
    const alerts = [at('Lead', 'a'), at('Lead', 'a', 1), at('SlowQueries', 'b'), at('SlowQueries', 'b', 1), at('DiskFull', 'c', 90_000), at('Late', 'd')]
    const page = aCallingPage({ alerts: alerts.map((a) => a.id) })
    expect(othersOf(page, alerts[0]!, aState({ alerts }))).toEqual({ lead: 'Three more alerts belong to it:', named: [{ what: 'Slow queries', on: 'on b' }, { what: 'Disk full', on: 'on c' }], more: 'and 1 more' })
    expect(othersOf(aCallingPage({ alerts: [alerts[0]!.id] }), alerts[0]!, aState({ alerts }))).toBe(null)
  })

  it('say who it is for', () => {
    const shift = { now: { name: 'Mira', until: NOW }, next: null, order: ['Mira'] }
    const meta = aMeta({ shift })
    expect([
      callOf(aCallingPage(), meta, 'Mira'), callOf(aCallingPage(), meta, null), callOf(aCallingPage({ person: 'Daniel' }), meta, 'Daniel'), callOf(aCallingPage({ person: null }), meta, null), callOf(aCallingPage({ person: null }), aMeta(), 'Mira')
    ].map(({ words, name }) => `${words} ${name}`.trim())).toEqual(['You are on call, Mira', 'This page is for Mira', 'This page is for Daniel', 'On call: Mira', 'Nobody is known to be on call'])
  })

  it('say what comes next and how much of the wait is left', () => {
    const next = (over: Partial<Page>) => nextOf(aCallingPage({ since: NOW - 60_000, climbedAt: NOW - 10_000, ...over }), NOW)
    expect([
      next({ next: { rung: 'next', at: NOW + 60_000, person: 'Daniel' } }), next({ next: { rung: 'next', at: NOW - 1, person: null } }), next({ next: { rung: 'sound', at: NOW + 30_000, person: 'Mira' } }), next({ next: null })
    ]).toEqual([
      { name: 'Daniel', words: 'is paged in', countdown: '1:00', left: 0.5 }, { name: '', words: 'The next person is paged in', countdown: '0:00', left: 0 },
      { name: '', words: 'The sound comes again in', countdown: '0:30', left: 0.75 }, null
    ])
  })

  it('count down without a second too few', () => {
    expect([256_000, 255_001, 59_999, 1, 0, -5_000, 3_727_000].map(countdown)).toEqual(['4:16', '4:16', '1:00', '0:01', '0:00', '0:00', '1:02:07'])
  })
})

describe('the page of the demo', () => {
  it('is the worst that asks, as whoever is on call would have it', () => {
    const state = { ...nightState(NOW), pages: table(aCallingPage({ id: 'mine', window: false, person: null, next: null, startedAt: NOW - 320_000 })) }
    expect(demoPage(state, NOW)).toEqual(aCallingPage({ id: 'mine', person: 'Mira Solberg', startedAt: NOW - 320_000, since: NOW - 20_000, next: { rung: 'next', at: NOW + 280_000, person: 'Daniel Okoye' } }))
  })

  it('is made of what nobody has of the worst incident, and not at all on a calm night', () => {
    const made = demoPage(nightState(NOW), NOW)
    expect([made?.lead, made?.services, made?.alerts.length, demoPage(calmState(NOW), NOW)])
      .toEqual(['ConnectionsExhausted-postgres-primary', ['postgres-primary', 'article-service', 'api-gateway', 'web-frontend'], 5, null])
  })
})
