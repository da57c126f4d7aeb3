import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alert } from '@shared/domain/alert'
import { journalEntrySchema, type JournalDraft } from '@shared/domain/journal'
import { alertsOf, kindOf, servicesOf } from '@shared/domain/journal-about'
import type { NotificationRecord } from '@shared/domain/notification'
import type { Page } from '@shared/domain/page'
import type { AppState } from '@shared/state/app-state'
import type { CoreState } from '../../../src/main/core/core-state'
import type { CoreEvent } from '../../../src/main/core/events'
import { entriesOf, seenEntries } from '../../../src/main/core/journal'
import { aPage as somePage, aSource, aState, anAlert, NOW } from '../../builders'
import { startCore } from './core-harness'

/** Open, nobody is known to be on call, its window not asked for. */
const aPage = (over: Partial<Page> = {}): Page => somePage({ id: 'page-1', window: false, person: null, startedAt: NOW - 60_000, ...over })
const TICK = { type: 'tick', at: NOW } as const
const blank = startCore([]).state
const core = (over: Parameters<typeof aState>[0], more: Partial<CoreState> = {}): CoreState => ({ ...blank, ...more, app: aState(over) })
const pages = (...list: readonly Page[]): Partial<AppState> => ({ pages: Object.fromEntries(list.map((p) => [p.id, p])) })
const records = (...list: readonly NotificationRecord[]): Partial<AppState> => ({ notifications: Object.fromEntries(list.map((r) => [r.id, r])) })
const between = (prev: Parameters<typeof aState>[0], next: Parameters<typeof aState>[0], event: CoreEvent = TICK): readonly JournalDraft[] => entriesOf(core(prev), core(next), event)
const types = (drafts: readonly JournalDraft[]): readonly string[] => drafts.map((d) => d.type)

const ALERT = anAlert({ id: 'a', startsAt: NOW - 60_000 })
const NAMED = { id: 'a', name: ALERT.name, severity: 'critical', service: 'checkout', environment: 'production' } as const
const RECORD: NotificationRecord = { id: 'r1', at: NOW, key: 'alert:a:1', alerts: ['a'], title: 'CRITICAL: checkout, PRODUCTION', body: '', outcome: 'pending', reason: 'new' }
const TOLD = { record: 'r1', key: 'alert:a:1', title: RECORD.title, reason: 'new', about: NAMED, alerts: ['a'], count: 1 } as const

describe('what is written down of alerts', () => {
  it('is when they begin and end, not when they are pending', () => {
    expect([between({}, { alerts: [{ ...ALERT, state: 'pending' }] }), between({ alerts: [{ ...ALERT, state: 'pending' }] }, { alerts: [ALERT] }), between({ alerts: [ALERT] }, { alerts: [{ ...ALERT, value: 3 }] }), between({ alerts: [ALERT] }, {})]).toEqual([
      [], [{ type: 'began', at: NOW, alert: NAMED, startedAt: ALERT.startsAt }], [], [{ type: 'ended', at: NOW, alert: NAMED, startedAt: ALERT.startsAt }]
    ])
  })

  it('is not an end when their source was taken out of the configuration', () => {
    expect(between({ alerts: [ALERT] }, {}, { type: 'configured', at: NOW, config: blank.config, sources: [], file: null, notices: [] })).toEqual([])
  })

  it('is not said again after a restart of what the run before wrote down', () => {
    const episodes = { a: { alert: 'a', startedAt: ALERT.startsAt, toldAt: NOW - 50_000, reason: 'new' } } as const
    const after = (alert: Alert): readonly string[] => types(entriesOf(core({}, { episodes }), core({ alerts: [alert] }, { episodes }), TICK))
    expect([after(ALERT), after({ ...ALERT, startsAt: NOW - 1_000 })]).toEqual([[], ['began']])
  })

  it('is one entry for ten thousand, with numbers and the worst by name', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => anAlert({ id: `a${i}`, name: `Alert${i}`, severity: i % 100 === 0 ? 'critical' : 'warning', startsAt: NOW - 10_000 + i }))
    const drafts = between({}, { alerts: many })
    const storm = drafts[0]!
    expect([types(drafts), storm.type === 'storm' && [storm.count, storm.severities, storm.named.length, storm.named[0]!.name, storm.named[49]!.name]])
      .toEqual([['storm'], [10_000, { critical: 100, warning: 9_900, unknown: 0, info: 0 }, 50, 'Alert0', 'Alert4900']])
  })
})

describe('what is written down of notifications', () => {
  it('is that one was sent, and what became of it', () => {
    const was = { alerts: [ALERT], tables: records() }
    const sent = { alerts: [ALERT], tables: records(RECORD) }
    const now = (over: Partial<NotificationRecord>) => ({ alerts: [ALERT], tables: records({ ...RECORD, ...over }) })
    expect([between(was, sent), between(sent, now({ outcome: 'shown' })), between(sent, now({ outcome: 'suppressed', reason: 'no-daemon' })), between(now({ outcome: 'suppressed', reason: 'no-daemon' }), now({ outcome: 'shown' }))]).toEqual([
      [{ type: 'told', at: NOW, ...TOLD }], [{ type: 'shown', at: NOW, ...TOLD, by: 'dunst' }], [{ type: 'not-shown', at: NOW, ...TOLD, reason: 'no-daemon' }], [{ type: 'shown', at: NOW, ...TOLD, by: 'dunst' }]
    ])
  })

  it('is each decision against one, also of those that the windows no longer hold', () => {
    const alerts = Array.from({ length: 30 }, (_, i) => anAlert({ id: `a${i}`, startsAt: NOW + i }))
    const decided = (...list: readonly NotificationRecord[]): CoreEvent => ({ type: 'decided', at: NOW, episodes: {}, records: list, gathered: [], baselineUntil: null, toldBlind: {}, away: null, pages: {} })
    const against = (i: number, reason: NotificationRecord['reason']): NotificationRecord => ({ ...RECORD, id: `r${i}`, alerts: [`a${i}`], outcome: 'suppressed', reason })
    const list = [...Array.from({ length: 25 }, (_, i) => against(24 - i, 'environment')), against(25, 'silenced')]
    const drafts = entriesOf(core({ alerts }), core({ alerts, meta: { journal: 1 } }), decided(...list))
    expect(drafts.map((d) => d.type === 'suppressed' && [d.reason, d.count, d.alerts.length, d.about?.id, d.alerts[0]])).toEqual([['environment', 25, 25, 'a0', 'a0'], ['silenced', 1, 1, 'a25', 'a25']])
  })
})

describe('what is written down of sources and of Garda', () => {
  it('is when one cannot be seen and when it can again', () => {
    const dead = aSource({ failingSince: NOW - 30_000, failure: { code: 'refused', values: { host: 'x' } } })
    const ok = aSource()
    const turns = (a: typeof ok, b: typeof ok) => between({ sources: [a] }, { sources: [b] })
    expect([turns(ok, dead), turns(dead, { ...dead, failures: 4 }), turns(dead, ok), turns(ok, { ...ok, unreadSince: NOW })]).toEqual([
      [{ type: 'blind', at: NOW, source: 'prometheus', name: 'prometheus', failure: { code: 'refused', values: { host: 'x' } } }], [],
      [{ type: 'back', at: NOW, source: 'prometheus', name: 'prometheus', since: NOW - 30_000 }], [{ type: 'blind', at: NOW, source: 'prometheus', name: 'prometheus', failure: null }]
    ])
  })

  it('is a pause, its end, and whether notifications can be shown', () => {
    const unable = { able: false, by: '', detail: 'no service' }
    expect([between({}, { meta: { pausedUntil: NOW + 5 } }), between({ meta: { pausedUntil: NOW + 5 } }, {}), between({}, { meta: { delivery: unable } })])
      .toEqual([[{ type: 'paused', at: NOW, until: NOW + 5 }], [{ type: 'unpaused', at: NOW }], [{ type: 'delivery', at: NOW, ...unable }]])
  })

  it('is nothing when nothing happened', () => { expect(entriesOf(blank, blank, TICK)).toEqual([]) })
})

describe('what is written down of pages', () => {
  const change = (before: Page | null, after: Page | null) => between({ tables: pages(...(before ? [before] : [])) }, { tables: pages(...(after ? [after] : [])) })
  const facts = { page: 'page-1', title: 'CRITICAL: checkout, PRODUCTION', severity: 'critical', environment: 'production', services: ['checkout'], lead: 'a', alerts: ['a'], count: 1 } as const

  it('is every step, with what a person could ask', () => {
    const held = aPage({ status: 'held', held: { by: 'Mira', since: NOW, source: 'am' } })
    const snoozed = aPage({ status: 'snoozed', snoozedUntil: NOW + 600_000 })
    expect([
      change(null, aPage()), change(aPage(), aPage({ window: true })), change(aPage(), held), change(held, aPage()), change(aPage(), snoozed), change(snoozed, aPage()),
      change(aPage(), aPage({ passed: 1, person: 'Daniel' })), change(held, aPage({ status: 'over', endedAt: NOW })), change(aPage({ status: 'over' }), aPage()), change(aPage(), null), change(aPage({ status: 'over' }), null),
      change(aPage(), aPage({ status: 'over', lost: ['am'] })), change(aPage(), aPage({ status: 'over', suppressed: true }))
    ]).toEqual([
      [{ type: 'decided', at: NOW, ...facts, route: 'page' }], [{ type: 'window', at: NOW, ...facts }], [{ type: 'acknowledged', at: NOW, ...facts, by: 'Mira', where: 'am' }], [{ type: 'released', at: NOW, ...facts }],
      [{ type: 'snoozed', at: NOW, ...facts, until: NOW + 600_000 }], [{ type: 'snooze-over', at: NOW, ...facts }], [{ type: 'passed', at: NOW, ...facts, person: 'Daniel', passed: 1 }],
      [{ type: 'resolved', at: NOW, ...facts, startedAt: NOW - 60_000 }], [{ type: 'reopened', at: NOW, ...facts }], [{ type: 'dropped', at: NOW, ...facts }], [],
      [{ type: 'dropped', at: NOW, ...facts }], [{ type: 'quieted', at: NOW, ...facts }]
    ])
  })

  const aStatus = fc.constantFrom<Page['status']>('open', 'snoozed', 'held', 'over')
  const aPossible = (id: string): fc.Arbitrary<Page | null> => fc.option(fc.record({
    status: aStatus, suppressed: fc.boolean(), window: fc.boolean(), passed: fc.nat(3), by: fc.constantFrom('Mira', 'Daniel'), where: fc.constantFrom('', 'am'), until: fc.integer({ min: 1, max: 3 }), route: fc.constantFrom<Page['route']>('notify', 'page')
  }).map((x) => aPage({
    id, status: x.status, suppressed: x.suppressed, window: x.window && x.status === 'open', passed: x.passed, route: x.route, held: x.status === 'held' ? { by: x.by, since: NOW, source: x.where } : null, snoozedUntil: x.status === 'snoozed' ? x.until : null
  })), { nil: null })
  const aNight = fc.array(fc.tuple(aPossible('p1'), aPossible('p2')).map((two) => two.filter((p) => p !== null)), { minLength: 1, maxLength: 12 })

  interface Standing { readonly status: string; readonly by: string; readonly until: number; readonly route: string }
  /** What the entries alone say how pages stand now. */
  const replay = (known: Map<string, Standing>, drafts: readonly JournalDraft[]): void => {
    for (const d of drafts) {
      if (!('page' in d) || d.page === null) continue
      const now = known.get(d.page) ?? { status: 'open', by: '', until: 0, route: '' }
      const to = (over: Partial<Standing>): void => { known.set(d.page!, { ...now, by: '', until: 0, ...over }) }
      switch (d.type) {
        case 'decided': known.set(d.page, { ...now, route: d.route }); break
        case 'acknowledged': to({ status: 'held', by: `${d.by}@${d.where}` }); break
        case 'snoozed': to({ status: 'snoozed', until: d.until }); break
        case 'released': case 'snooze-over': case 'reopened': to({ status: 'open' }); break
        case 'resolved': case 'quieted': to({ status: 'over' }); break
        case 'dropped': known.delete(d.page); break
        default:
      }
    }
  }
  const standing = (app: AppState): readonly (readonly [string, Standing])[] => Object.values(app.pages)
    .map((p) => [p.id, { status: p.status, by: p.held && p.status === 'held' ? `${p.held.by}@${p.held.source}` : '', until: p.snoozedUntil ?? 0, route: p.route }])

  it('is enough to tell how every page stands, whatever happened', () => {
    fc.assert(fc.property(aNight, (night) => {
      let prev = core({})
      const known = new Map<string, Standing>()
      for (const list of night) {
        const next = core({ tables: pages(...list) })
        replay(known, entriesOf(prev, next, TICK))
        // what is over leaves the table without a word
        for (const page of Object.values(prev.app.pages)) if (page.status === 'over' && !Object.hasOwn(next.app.pages, page.id)) known.delete(page.id)
        expect(known).toEqual(new Map(standing(next.app)))
        prev = next
      }
    }))
  })

  it('counts each window and each time it went on', () => {
    fc.assert(fc.property(aNight, (night) => {
      let prev = core({})
      for (const list of night) {
        const next = core({ tables: pages(...list) })
        const drafts = entriesOf(prev, next, TICK)
        const rises = (of: (p: Page) => number): number => list.filter((p) => of(p) > (prev.app.pages[p.id] ? of(prev.app.pages[p.id]!) : 0)).length
        expect([types(drafts).filter((x) => x === 'window').length, types(drafts).filter((x) => x === 'passed').length]).toEqual([rises((p) => Number(p.window)), rises((p) => p.passed)])
        prev = next
      }
    }))
  })

  it('reads back as it was written, and knows what it is about', () => {
    fc.assert(fc.property(aNight, (night) => {
      let prev = core({})
      for (const list of night) {
        const next = core({ tables: pages(...list), alerts: list.length > 0 ? [ALERT] : [] })
        for (const draft of entriesOf(prev, next, TICK)) {
          const entry = { ...draft, n: 1 }
          expect(journalEntrySchema.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry)
          expect([alertsOf(entry), servicesOf(entry), ['pages', 'alerts'].includes(kindOf(entry))]).toEqual([['a'], ['checkout'], true])
        }
        prev = next
      }
    }))
  })
})

describe('that it was seen', () => {
  it('is written once for each page by the window, and for what was clicked', () => {
    const app = aState({ tables: { ...pages(aPage(), aPage({ id: 'p2', status: 'held' })), ...records(RECORD, { ...RECORD, id: 'r0', at: NOW - 1, title: 'older' }) } })
    const seen = { type: 'seen', at: NOW, title: RECORD.title, alerts: ['a'], count: 1 } as const
    expect([seenEntries(app, new Set(), { how: 'window' }, NOW), seenEntries(app, new Set(['page-1']), { how: 'window' }, NOW), seenEntries(app, new Set(), { how: 'notification', key: RECORD.key }, NOW), seenEntries(app, new Set(), { how: 'notification', key: 'other' }, NOW)])
      .toEqual([[{ ...seen, how: 'window', page: 'page-1' }], [], [{ ...seen, how: 'notification', page: null }], []])
  })
})
