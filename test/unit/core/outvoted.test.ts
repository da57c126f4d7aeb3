import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlertSighting } from '@shared/domain/alert'
import type { SourceSnapshot, SourceWarning } from '@shared/domain/source'
import { plan, take } from '../../../src/main/core/pager/acks'
import { keptForRestart } from '../../../src/main/core/kept'
import type { Ack } from '../../../src/main/ports/ledger'
import { aSnapshot, NOW } from '../../builders'
import { aSetup, prom, startCore, type Core } from './core-harness'
import { an, M, pagesOf, S } from './pager/watched'

const DAY = { paging: { night: { from: '00:00', to: '00:00' } } }
const FIRST = NOW + M
const A = an('A', 'api', FIRST)
const anew = (minute: number): AlertSighting => an('A', 'api', NOW + minute * M)
const late: SourceWarning = { part: 'alerts', failure: null, text: 'late', blinds: true }
type Told = readonly AlertSighting[] | Partial<SourceSnapshot> | null
/** What each source says at a minute; null: it does not answer. */
type Script = Readonly<Record<string, (minute: number) => Told>>

const SOURCES = [aSetup(), prom()]
/** As the engine beats, without the writes. */
const keeps = (core: Core, at: number): Core => {
  const change = Object.fromEntries(plan(Object.values(core.state.acks), core.state, at)
    .flatMap((s): [string, Ack | null][] => (s.do === 'gone' ? [[s.ack.id, { ...s.ack, goneSince: s.since }]] : s.do === 'forget' ? [[s.ack.id, null]] : [])))
  return Object.keys(change).length > 0 ? core.do({ type: 'acks', at, change }) : core
}
interface Options { readonly sources?: typeof SOURCES; readonly takenAt?: number | null; readonly written?: Partial<Ack> }
/** A watch of a quarter of a minute a step until `to`: the minutes of each sound, of each notification with its reason, and those at which the alert fires. */
const run = (script: Script, to: number, { sources = SOURCES, takenAt = null, written = {} }: Options = {}) => {
  let core = sources.reduce((made, { id }) => made.answer(id, aSnapshot(), NOW), startCore(sources, { config: DAY }))
  const [sounds, there, told, open]: [number[], number[], [number, string][], Set<string>] = [[], [], [], new Set()]
  for (let minute = 0.25; minute <= to; minute += 0.25) {
    const at = NOW + minute * M
    const note = (next: Core): void => {
      if (next === core) return
      core = next
      if (core.last.effects.some((e) => e.type === 'sound')) sounds.push(minute)
      for (const { record } of core.last.intents) if (record.reason !== 'source-blind') told.push([minute, record.reason])
      for (const { id } of pagesOf(core)) open.add(id)
    }
    note(core.tick(at))
    for (const { id } of sources) {
      const says = script[id]!(minute)
      note(says === null ? core.fail(id, at) : core.answer(id, aSnapshot('length' in says ? { alerts: says } : says), at))
    }
    if (takenAt === minute) {
      const { acks } = take(Object.values(core.state.app.alerts), [], new Set(['am']), { by: 'Mira', comment: '', page: pagesOf(core)[0]!.id, at })
      note(core.do({ type: 'acks', at, change: Object.fromEntries(acks.map((a) => [a.id, { ...a, ...written }])) }))
      note(core.do({ type: 'acknowledged', at, page: pagesOf(core)[0]!.id, held: { by: 'Mira', since: at, source: 'am', here: true } }))
    }
    note(keeps(core, at))
    if (Object.values(core.state.app.alerts).some((a) => a.state === 'firing')) there.push(minute)
  }
  return { core, sounds, there, told, pages: open.size }
}
/** First and last minute of each stretch. */
const stretches = (minutes: readonly number[]): readonly (readonly [number, number])[] => minutes.reduce<[number, number][]>((all, minute) => {
  const last = all.at(-1)
  return last && minute - last[1] <= 0.25 ? [...all.slice(0, -1), [last[0], minute]] : [...all, [minute, minute]]
}, [])
const between = (from: number, to: number, alerts: readonly AlertSighting[] = [A]) => (minute: number): readonly AlertSighting[] => (minute >= from && minute < to ? alerts : [])
/** Lists it from minute 1 and is dead from minute 5. */
const dead = (back = Infinity, then: readonly AlertSighting[] = []) => (minute: number): Told => (minute >= back ? then : minute >= 5 ? null : between(1, 5)(minute))
const lives = (script: Script, to: number, sources = SOURCES): readonly (readonly [number, number])[] => stretches(run(script, to, { sources }).there)

describe('what a silent Alertmanager said last', () => {
  it('holds until the Prometheus that told it too has lacked it for two and a half minutes', () => {
    expect(lives({ am: dead(), prom: between(1, 10) }, 20)).toEqual([[1, 12.25]])
  })

  it('rings no more a grace after that, and is told as resolved', () => {
    const { sounds, told, core } = run({ am: dead(), prom: between(1, 10) }, 60)
    expect([sounds.length > 0, sounds.filter((m) => m > 13.5), told, pagesOf(core).map((p) => p.status)]).toEqual([true, [], [[1, 'new'], [13.5, 'resolved']], ['over']])
  })

  it('holds against one that never told it in this run, that does not answer, or not whole', () => {
    const rest = (of: Told) => (minute: number): Told => (minute < 10 ? between(1, 10)(minute) : of)
    const on = [[1, 30]]
    expect([
      lives({ am: dead(), prom: () => [] }, 30), lives({ am: dead(), prom: rest(null) }, 30), lives({ am: dead(), prom: rest({ alerts: null, warnings: [late] }) }, 30),
      lives({ am: dead(), prom: rest({ alerts: [], warnings: [late] }) }, 30), lives({ am: dead(), prom: rest({ alerts: [], warnings: [{ ...late, blinds: false, ifAlone: true }] }) }, 30)
    ]).toEqual([on, on, on, on, on])
  })

  it('holds against one whose good answers have breaks', () => {
    const broken = (how: Told) => (minute: number): Told => (minute >= 10 && minute % 2 < 1 ? how : between(1, 10)(minute))
    expect([lives({ am: dead(), prom: broken(null) }, 30), lives({ am: dead(), prom: broken({ alerts: [], warnings: [late] }) }, 30)]).toEqual([[[1, 30]], [[1, 30]]])
  })

  it('holds against one of a pair while the other tells it, or told it last', () => {
    const pair = [...SOURCES, prom({ id: 'prom2', name: 'prom2' })]
    const script = (other: (minute: number) => Told): Script => ({ am: dead(), prom: between(1, 10), prom2: other })
    const silent = script((minute) => (minute > 8 ? null : between(1, 9)(minute)))
    expect([lives(script(between(1, 20)), 30, pair), lives(silent, 30, pair), lives(script(() => []), 30, pair)]).toEqual([[[1, 22.25]], [[1, 30]], [[1, 12.25]]])
  })

  it('holds where it went on listing it for longer than it remembers what nobody repeats', () => {
    const am = (until: number) => (minute: number): Told => (minute >= until ? null : between(1, until)(minute))
    expect([lives({ am: am(12), prom: between(1, 10) }, 30), lives({ am: am(16), prom: between(1, 10) }, 30)]).toEqual([[[1, 12.25]], [[1, 30]]])
  })

  it('is never outvoted by another Alertmanager, which may only have forgotten', () => {
    expect(lives({ am: dead(), am2: between(1, 10) }, 30, [aSetup(), aSetup({ id: 'am2', name: 'am2' })])).toEqual([[1, 30]])
  })

  it('holds while a Prometheus that was restarted lacks it, or calls it pending, and goes on without a word', () => {
    const restarted = (lacks: number) => (minute: number): Told => {
      if (minute < 10 + lacks) return between(1, 10)(minute)
      if (minute < 12 + lacks) return [{ ...A, state: 'pending', startsAt: NOW + (10 + lacks) * M }]
      return [minute < 13 + lacks ? { ...A, state: 'pending' } : A]
    }
    const nights = [0, 1].map((lacks) => run({ am: dead(), prom: restarted(lacks) }, 30))
    expect(nights.map(({ there, told, pages }) => [stretches(there), told, pages])).toEqual([[[[1, 30]], [[1, 'new']], 1], [[[1, 30]], [[1, 'new']], 1]])
  })

  it('gives way to what is pending anew, once that has lasted', () => {
    const prometheus = (minute: number): Told => (minute < 10 ? between(1, 10)(minute) : [{ ...anew(10), state: minute < 25 ? 'pending' : 'firing' }])
    const { there, told } = run({ am: dead(), prom: prometheus }, 30)
    expect([stretches(there), told.map(([, reason]) => reason)]).toEqual([[[1, 14.75], [25, 30]], ['new']])
  })

  it('opens its page again, and no second one, where the Alertmanager is back and lists it still', () => {
    const back = (minute: number) => run({ am: dead(minute, [A]), prom: between(1, 10) }, 30)
    expect([13, 20].map(back).map(({ told, pages, core }) => [told.map(([, reason]) => reason), pages, pagesOf(core).map((p) => p.status)])).toEqual([[['new'], 1, ['open']], [['new', 'resolved', 'reopened'], 1, ['open']]])
  })

  it('is heard again where the Alertmanager is back and knows nothing of it', () => {
    const { told, there } = run({ am: dead(20), prom: between(1, 10) }, 30)
    expect([told.map(([, reason]) => reason), stretches(there)]).toEqual([['new', 'resolved'], [[1, 12.25]]])
  })

  it('wakes nobody by a colleague’s silence that ends there, neither after it was over nor before that is believed', () => {
    const silence = (endsAt: number) => ({ id: 's1', source: 'am', matchers: [], startsAt: NOW + 3 * M, endsAt, createdBy: 'Kari', comment: 'ACK! on it', state: 'active' as const })
    const am = (end: number) => (minute: number): Told => (minute >= 5 ? null : minute < 3 ? between(1, 3)(minute)
      : { alerts: [an('A', 'api', FIRST, { silencedBy: ['s1'], held: { by: 'Kari', since: NOW + 3 * M, source: 'am' } })], silences: [silence(NOW + end * M)] })
    const sounds = (end: number, over: number): readonly number[] => run({ am: am(end), prom: between(1, over) }, 30).sounds.filter((m) => m > 3)
    // while it fires, whoever had it has it no more
    expect([sounds(18, 10), sounds(11, 10), sounds(11, 40).length > 0]).toEqual([[], [], true])
  })

  it('is over by nothing but a whole answer of somebody who told it in this run, or its own', () => {
    const minutes = fc.array(fc.record({ source: fc.constantFrom('am', 'prom', 'prom2'), what: fc.constantFrom('lists', 'lacks', 'fails', 'partial'), after: fc.integer({ min: 5, max: 120 }) }), { minLength: 10, maxLength: 40 })
    fc.assert(fc.property(minutes, (steps) => {
      let core = startCore([...SOURCES, prom({ id: 'prom2', name: 'prom2' })], { config: DAY })
      let at = NOW
      const knows = new Set<string>()
      const lists = new Map<string, number>()
      for (const { source, what, after } of steps) {
        at += after * S
        const before = Object.keys(core.state.app.alerts).length
        core = what === 'fails' ? core.fail(source, at) : core.answer(source, aSnapshot(what === 'partial' ? { alerts: null, warnings: [late] } : { alerts: what === 'lists' ? [A] : [] }), at)
        if (what === 'lists') { knows.add(source); lists.set(source, at) }
        const wasListed = lists.has(source)
        if (what === 'lacks') lists.delete(source)
        if (before > 0 && Object.keys(core.state.app.alerts).length === 0) {
          expect([what, knows.has(source), wasListed || source !== 'am', [...lists.keys()].filter((id) => id !== 'am')]).toEqual(['lacks', true, true, []])
          if (lists.has('am')) expect(at - lists.get('am')!).toBeGreaterThan(32 * S)
          lists.clear()
        }
      }
    }))
  })
})

describe('an acknowledgement at an Alertmanager that dies', () => {
  const written = { silence: 's9', endsAt: NOW + 18 * M }
  it('is not of what the Prometheus tells anew, an hour later or while its silence would still last', () => {
    const after = (minute: number) => run({ am: dead(), prom: (m) => (m < minute ? between(1, 10)(m) : [anew(minute)]) }, minute + 10, { takenAt: 3, written })
    expect([60, 16].map(after).map(({ sounds, told, core }) => [sounds.some((m) => m > 10), told.map(([, reason]) => reason), pagesOf(core).map((p) => p.status)])).toEqual([
      [true, ['new', 'resolved', 'new'], ['over', 'open']], [true, ['new', 'resolved', 'new'], ['over', 'open']]
    ])
  })

  it('is of what goes on, and of what the Alertmanager lists still when it is back', () => {
    const goesOn = run({ am: dead(), prom: between(1, 99) }, 60, { takenAt: 3, written })
    const back = run({ am: dead(15, [A]), prom: between(1, 10) }, 17, { takenAt: 3, written })
    const holders = [goesOn, back].map(({ core, sounds }) => [Object.values(core.state.app.alerts).map((a) => a.held?.by), sounds.filter((m) => m > 3)])
    expect(holders).toEqual([[['Mira'], []], [['Mira'], []]])
  })

  it('does not take what began after, by its own silence that has yet to end', () => {
    const listed = an('A', 'api', NOW + 15 * M, { silencedBy: ['s9'], held: { by: 'Mira', since: NOW + 3 * M, source: 'am' } })
    const { core } = run({ am: dead(16, [listed]), prom: (m) => (m < 15 ? between(1, 10)(m) : [anew(15)]) }, 17, { takenAt: 3, written })
    expect(Object.values(core.state.app.alerts).map((a) => a.held)).toEqual([null])
  })

  it('leaves room for another of what began anew', () => {
    const first = run({ am: dead(), prom: (m) => (m < 15 ? between(1, 10)(m) : [anew(15)]) }, 16, { takenAt: 3, written }).core
    const page = pagesOf(first).find((p) => p.status === 'open')!.id
    const at = NOW + 16 * M
    const { acks } = take(Object.values(first.state.app.alerts), [], new Set(['am']), { by: 'Eve', comment: '', page, at })
    const taken = first.do({ type: 'acks', at, change: Object.fromEntries(acks.map((a) => [a.id, a])) })
    expect([acks.map((a) => a.source), Object.values(taken.state.app.alerts).map((a) => a.held?.by)]).toEqual([[''], ['Eve']])
  })

  it('is of the same after any number of restarts', () => {
    const first = run({ am: dead(), prom: (m) => (m < 16 ? between(1, 10)(m) : [anew(16)]) }, 16.5, { takenAt: 3, written }).core
    const left = ({ state }: Core): Partial<ReturnType<typeof keptForRestart>> => keptForRestart(state, new Set())
    const next = (core: Core, minute: number): Core => startCore(SOURCES, { config: DAY, at: NOW + minute * M, ...left(core), lastRunAt: NOW + (minute - 0.5) * M })
      .fail('am', NOW + minute * M).answer('prom', aSnapshot({ alerts: [anew(16)] }), NOW + minute * M)
    const [second, third] = [next(first, 17), next(next(first, 17), 17.5)]
    const asks = (core: Core): unknown => [Object.values(core.state.app.alerts).map((a) => a.held), pagesOf(core).flatMap((p) => (p.status === 'over' ? [] : [p.status]))]
    expect([first, second, third].map(asks)).toEqual([[[null], ['open']], [[null], ['open']], [[null], ['open']]])
  })
})
