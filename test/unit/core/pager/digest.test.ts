import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '@shared/domain/journal'
import { digestSchema, MOST_IN_DIGEST } from '@shared/domain/night-watch'
import { SEVERITIES } from '@shared/domain/severity'
import type { Silence } from '@shared/domain/silence'
import { digestOf, digestWords } from '../../../../src/main/core/pager/digest'
import { anAlert, aPage, aSource, NOW } from '../../../builders'

const H = 3_600_000
const FROM = NOW - 9 * H
const span = { from: FROM, to: NOW, now: NOW, dayEnd: NOW + 12 * H, partial: false }
const NOTHING = { alerts: {}, silences: {}, pages: {}, sources: {} }
let n = 0
const named = (id: string, severity: 'critical' | 'warning' = 'critical') => ({ id, name: id, severity, service: 'checkout', environment: 'production' })
const began = (id: string, at: number, severity?: 'critical' | 'warning'): JournalEntry => ({ n: ++n, at, type: 'began', alert: named(id, severity), startedAt: at })
const ended = (id: string, at: number): JournalEntry => ({ n: ++n, at, type: 'ended', alert: named(id), startedAt: FROM })
const facts = (page: string, ...alerts: readonly string[]) => ({ page, title: `page ${page}`, severity: 'critical' as const, environment: 'production', services: [], lead: null, alerts, count: alerts.length })
const silence = (id: string, endsAt: number, over: Partial<Silence> = {}): Silence => ({ id, source: 'am', matchers: [], startsAt: FROM, endsAt, createdBy: 'Mira', comment: `about ${id}`, state: 'active', ...over })
const ids = ({ alerts }: { readonly alerts: readonly { readonly id: string }[] }): readonly string[] => alerts.map((a) => a.id)

describe('the digest of a night', () => {
  it('tells what fired, what paged and who took it, what ended by itself, what is open, and which silences end today', () => {
    const digest = digestOf([
      began('A', FROM + 1), ended('A', FROM + 2), began('A', FROM + 3), ended('A', FROM + 4), began('B', FROM + 5, 'warning'), began('C', FROM + 6), ended('C', FROM + 9), began('old', FROM - 1),
      { n: ++n, at: FROM + 7, type: 'decided', ...facts('p1', 'C'), route: 'page' }, { n: ++n, at: FROM + 7, type: 'decided', ...facts('p2', 'B'), route: 'notify' },
      { n: ++n, at: FROM + 8, type: 'acknowledged', ...facts('p1', 'C'), by: 'Mira', where: '' },
      { n: ++n, at: FROM + H, type: 'gap', from: FROM - H, why: 'crashed' }
    ], {
      alerts: { B: anAlert({ id: 'B', name: 'B', severity: 'warning' }), S: anAlert({ id: 'S', state: 'suppressed' }), I: anAlert({ id: 'I', severity: 'info' }), X: anAlert({ id: 'X', name: 'X' }) },
      pages: {}, sources: {}, silences: Object.fromEntries([silence('later', NOW + 20 * H), silence('soon', NOW + 2 * H), silence('over', NOW - 1, { state: 'expired' }), silence('taken', NOW + H, { comment: 'ACK! on it' }), silence('first', NOW + H)].map((s) => [s.id, s]))
    }, span)
    expect([digest.fired.count, ids(digest.fired), ids(digest.resolved), ids(digest.open), digest.silences.list.map((s) => s.id), digest.unwatchedMs]).toEqual([3, ['A', 'C', 'B'], ['A'], ['X', 'B'], ['first', 'soon'], H])
    expect(digest.paged).toEqual({ count: 1, pages: [{ id: 'p1', title: 'page p1', severity: 'critical', at: FROM + 7, by: 'Mira' }] })
    expect(digestWords(digest, 1, 'utc')).toEqual({
      title: 'Last night: 3 fired, 1 paged, 2 still open',
      body: 'Still open: X (checkout), B (checkout). 1 alert waited for the morning. 1 ended by itself. 2 silences end today, the first at 13:00. Nothing was watched for 1 h.', open: 'Open'
    })
  })

  it('does not call by itself what somebody had, whenever that was taken', () => {
    const storm: JournalEntry = { n: ++n, at: FROM + 3, type: 'storm', what: 'ended', count: 60, severities: Object.fromEntries(SEVERITIES.map((s) => [s, 0])) as Record<(typeof SEVERITIES)[number], number>, named: [named('s1'), named('s2')], had: ['s1'], hadMore: 50 }
    const before: JournalEntry = { n: ++n, at: FROM - 10, type: 'acknowledged', ...facts('p1', 'A'), by: 'Mira', where: 'am' }
    const { resolved } = digestOf([before, ended('A', FROM + 1), { n: ++n, at: FROM + 2, type: 'ended', alert: named('B'), startedAt: FROM, by: 'Mira' }, storm], NOTHING, span)
    expect([resolved.count, ids(resolved)]).toEqual([9, ['s2']])
  })

  it('of a quiet night says so, unless not all of it was seen', () => {
    const title = (over: Partial<typeof span>, ...entries: readonly JournalEntry[]): string => digestWords(digestOf(entries, NOTHING, { ...span, ...over }), 0, 'utc').title
    expect([title({}), title({ partial: true }), title({}, { n: 1, at: NOW - 1, type: 'gap', from: NOW - H, why: 'slept' })])
      .toEqual(['Last night: nothing fired', 'Last night: nothing fired while Garda watched', 'Last night: nothing fired while Garda watched'])
  })

  it('counts what was open before and called that night, and names whoever had it last', () => {
    const sound = (page: string, at: number): JournalEntry => ({ n: ++n, at, type: 'sound', page, title: '', pattern: 'critical', level: 0, outcome: 'played', detail: '' })
    const took = (page: string, by: string, at: number): JournalEntry => ({ n: ++n, at, type: 'acknowledged', ...facts(page), by, where: 'am' })
    const digest = digestOf([
      { n: ++n, at: FROM - H, type: 'decided', ...facts('back'), route: 'page' }, { n: ++n, at: FROM + 1, type: 'reopened', ...facts('back') }, sound('back', FROM + 1), took('back', 'Mira', FROM + 2), { n: ++n, at: FROM + 3, type: 'released', ...facts('back') },
      { n: ++n, at: FROM + 4, type: 'reopened', ...facts('a look') }, { n: ++n, at: FROM + 5, type: 'passed', ...facts('on'), person: 'Kari', passed: 1 }, took('on', 'Kari', FROM + 9), took('on', 'Mira', FROM + 6), { n: ++n, at: FROM + 7, type: 'released', ...facts('on') }
    ], { ...NOTHING, pages: { back: aPage({ id: 'back', title: 'page back', alerts: ['gone'] }), on: aPage({ id: 'on', status: 'over', alerts: ['gone'] }) } }, span)
    expect([digest.paged.count, digest.paged.pages.map((p) => [p.id, p.by]), digestWords(digest, 0, 'utc')]).toEqual([2, [['back', null], ['on', 'Kari']], { title: 'Last night: 0 fired, 2 paged, 1 still open', body: 'Still open: page back.', open: 'Open' }])
  })

  it('says what could not be seen and for how long, and is not quiet about it', () => {
    const blind = (source: string, at: number, failure: 'refused' | null = 'refused'): JournalEntry => ({ n: ++n, at, type: 'blind', source, name: source, failure: failure && { code: failure, values: {} } })
    const back = (source: string, at: number, since: number): JournalEntry => ({ n: ++n, at, type: 'back', source, name: source, since })
    const sources = (...list: readonly Partial<ReturnType<typeof aSource>>[]) => Object.fromEntries(list.map((s) => [s.id!, aSource(s)]))
    const seen = (entries: readonly JournalEntry[], state: Partial<Parameters<typeof digestOf>[1]>) => {
      const digest = digestOf(entries, { ...NOTHING, ...state }, span)
      const { title, body } = digestWords(digest, 0, 'utc')
      return [digest.unseen.sources.list.map((s) => [s.id, s.ms / 60_000, s.still]), title, body]
    }
    const am = { id: 'am', abilities: ['alerts', 'silence'] as const }
    // dead since an hour into the night
    expect(seen([blind('am', FROM + H)], { sources: sources({ ...am, failingSince: FROM + H }) })).toEqual([[['am', 480, true]], 'Last night: nothing fired that could be seen', 'Not seen: am for 8 h, and still not.'])
    // dead since before it, back in it; a blink is none
    expect(seen([back('am', FROM + 2 * H, FROM - H), blind('p', FROM + 1), back('p', FROM + 30_001, FROM + 1)], { sources: sources(am, { id: 'p' }) })).toEqual([[['am', 120, false]], 'Last night: nothing fired that could be seen', 'Not seen: am for 2 h.'])
    // dead all night, nothing was written of it; and with something that fired elsewhere
    expect(seen([began('A', FROM + 5)], { sources: sources({ ...am, failingSince: FROM - H }) })).toEqual([[['am', 540, true]], 'Last night: 1 fired, 0 paged, nothing is open that can be seen', 'Not seen: am for 9 h, and still not.'])
    // what a start cut short, what was taken out of the configuration, and what flapped
    expect(seen([
      blind('am', FROM), { n: ++n, at: FROM + H, type: 'started', version: '1' }, blind('gone', NOW - H), ...[0, 1, 2].flatMap((i) => [blind('p', FROM + i * H), back('p', FROM + i * H + 30_000, FROM + i * H)])
    ], { sources: sources(am, { id: 'p' }) })).toEqual([[['am', 60, false], ['gone', 60, false], ['p', 1.5, false]], 'Last night: nothing fired that could be seen', 'Not seen: am for 1 h; gone for 1 h; p for 1 min.'])
    // alerts that a Prometheus did not give away come by an Alertmanager all the same, where there was one all the while
    const unread = { id: 'p', unreadSince: FROM }
    expect([seen([blind('p', FROM, null)], { sources: sources(am, unread) })[0], seen([blind('p', FROM, null)], { sources: sources(unread) })[0], seen([blind('p', FROM, null), blind('am', NOW - 2 * H), back('am', NOW - H, NOW - 2 * H)], { sources: sources(am, unread) })[0]])
      .toEqual([[], [['p', 540, true]], [['p', 540, true], ['am', 60, false]]])
  })

  it('counts pages that are open without an alert that fires, and none twice', () => {
    const firing = anAlert({ id: 'A', name: 'A' })
    const title = (...pages: readonly Partial<ReturnType<typeof aPage>>[]) => {
      const digest = digestOf([], { ...NOTHING, alerts: { A: firing }, pages: Object.fromEntries(pages.map((p, i) => [`p${i}`, aPage({ title: `page ${i}`, ...p, id: `p${i}` })])) }, span)
      return [digest.unseen.pages.list.map((p) => p.id), digestWords(digest, 0, 'utc').title, digestWords(digest, 0, 'utc').body]
    }
    const unseen = { alerts: [], unseen: ['source:am:1'], severity: 'unknown' as const }
    expect([
      title({ alerts: ['A'] }), title(unseen), title({ ...unseen, status: 'held' }, { ...unseen, route: 'notify' }), title({ ...unseen, status: 'over' }), title({ alerts: ['A'], unseen: ['service:production/checkout'] }),
      title({ alerts: ['A'], unseen: ['service:production/checkout'], seenAgain: { 'service:production/checkout': NOW } }), title({ alerts: ['gone'], route: 'notify' })
    ]).toEqual([
      [[], 'Last night: 0 fired, 0 paged, 1 still open', 'Still open: A (checkout).'], [['p0'], 'Last night: 0 fired, 0 paged, 2 still open', 'Still open: page 0, A (checkout).'],
      [['p0', 'p1'], 'Last night: 0 fired, 0 paged, 3 still open', 'Still open: page 0, page 1, A (checkout).'], [[], 'Last night: 0 fired, 0 paged, 1 still open', 'Still open: A (checkout).'],
      [['p0'], 'Last night: 0 fired, 0 paged, 2 still open', 'Still open: page 0, A (checkout).'], [[], 'Last night: 0 fired, 0 paged, 1 still open', 'Still open: A (checkout).'], [[], 'Last night: 0 fired, 0 paged, 1 still open', 'Still open: A (checkout).']
    ])
  })

  it('reads one that an older run kept', () => {
    const { unseen, ...old } = digestOf([], NOTHING, span)
    expect([unseen, digestSchema.parse(old)]).toEqual([{ sources: { count: 0, list: [] }, pages: { count: 0, list: [] } }, { ...old, unseen }])
  })

  it('counts a storm and names the worst of it', () => {
    const list = Array.from({ length: 50 }, (_, i) => named(`s${i}`))
    const storm = (what: 'began' | 'ended', at: number): JournalEntry => ({ n: ++n, at, type: 'storm', what, count: 10_000, severities: Object.fromEntries(SEVERITIES.map((s) => [s, 0])) as Record<(typeof SEVERITIES)[number], number>, named: list })
    const digest = digestOf([storm('began', FROM + 1), storm('ended', FROM + 2)], NOTHING, span)
    expect([digest.fired.count, digest.resolved.count, digest.fired.alerts.length, digest.resolved.alerts.length]).toEqual([10_000, 10_000, MOST_IN_DIGEST, MOST_IN_DIGEST])
  })

  it('is the same in whatever order it is read, bounded, and can be kept', () => {
    const entry = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.integer({ min: FROM - H, max: NOW }), what: fc.constantFrom('began', 'ended', 'took') })
    fc.assert(fc.property(fc.array(entry, { maxLength: 60 }), fc.infiniteStream(fc.nat()), (list, order) => {
      const entries = list.map(({ id, at, what }, i): JournalEntry => ({ ...(what === 'began' ? began(id, at) : what === 'ended' ? ended(id, at) : { n: i, at, type: 'acknowledged', ...facts('p', id), by: 'Mira', where: '' }), n: i }))
      const shuffled = entries.map((e) => [order.next().value, e] as const).sort(([a], [b]) => a - b).map(([, e]) => e)
      const digest = digestOf(entries, NOTHING, span)
      expect(digestOf(shuffled, NOTHING, span)).toEqual(digest)
      expect(digestSchema.parse(JSON.parse(JSON.stringify(digest)))).toEqual(digest)
      expect(digest.fired.count).toBe(new Set(list.filter((e) => e.what === 'began' && e.at >= FROM).map((e) => e.id)).size)
    }))
  })
})
