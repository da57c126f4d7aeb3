import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '@shared/domain/journal'
import { digestSchema, MOST_IN_DIGEST } from '@shared/domain/night-watch'
import { SEVERITIES } from '@shared/domain/severity'
import type { Silence } from '@shared/domain/silence'
import { digestOf, digestWords } from '../../../../src/main/core/pager/digest'
import { anAlert, NOW } from '../../../builders'

const H = 3_600_000
const FROM = NOW - 9 * H
const span = { from: FROM, to: NOW, now: NOW, dayEnd: NOW + 12 * H, partial: false }
const NOTHING = { alerts: {}, silences: {} }
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
      silences: Object.fromEntries([silence('later', NOW + 20 * H), silence('soon', NOW + 2 * H), silence('over', NOW - 1, { state: 'expired' }), silence('taken', NOW + H, { comment: 'ACK! on it' }), silence('first', NOW + H)].map((s) => [s.id, s]))
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
    ], NOTHING, span)
    expect([digest.paged.count, digest.paged.pages.map((p) => [p.id, p.by]), digestWords(digest, 0, 'utc').title]).toEqual([2, [['back', null], ['on', 'Kari']], 'Last night: 0 fired, 2 paged, nothing is open'])
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
