import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import type { AlertSighting } from '@shared/domain/alert'
import { ACK_MS, EXTEND_MS, plan, take, type AckStep } from '../../../src/main/core/pager/acks'
import type { Ack } from '../../../src/main/ports/ledger'
import { anAlert, aSighting, aSnapshot, NOW } from '../../builders'
import { aSetup, prom, startCore, type Core } from './core-harness'

const S = 1_000
const MIN = 60 * S
const named = (name: string, over: Partial<AlertSighting> = {}): AlertSighting => aSighting({ labels: labelsOf([['alertname', name], ['severity', 'critical'], ['service', 'web'], ['env', 'production']]), startsAt: NOW - 10 * MIN, ...over })
const A = named('A')
const anAck = (over: Partial<Ack> = {}): Ack => ({
  id: 'ack', prints: [A.fingerprint], by: 'Mira', comment: 'ACK! looking', since: NOW, page: null, source: 'am', matchers: [], silence: 's1', endsAt: NOW + ACK_MS, released: false, goneSince: null, retryAt: null, ...over
})
const seen = (alerts: readonly AlertSighting[] = [A], at = NOW): Core => startCore([aSetup()]).answer('am', aSnapshot({ alerts }), at)
const says = (ack: Ack, core: Core, now: number): readonly string[] => plan([ack], core.state, now).map((s: AckStep) => (s.do === 'gone' ? `gone ${s.since === null ? '-' : String(s.since - NOW)}` : s.do))
const put = (core: Core, ack: Ack | null, at = NOW): Core => core.do({ type: 'acks', at, change: { ack } })

describe('the plan for an acknowledgement', () => {
  it('extends in the last five minutes while its alert fires', () => {
    const later = NOW + 10 * MIN
    expect([says(anAck(), seen(), NOW), says(anAck(), seen([A], later), later), says(anAck(), seen([A], later + 1), later + 1)]).toEqual([[], [], ['extend']])
  })
  it('ends it when its alert is gone for the grace, and forgets what has lapsed by then', () => {
    const later = NOW + 5 * MIN
    const core = seen([], later)
    expect([
      says(anAck(), core, later), says(anAck({ goneSince: later - 59 * S }), core, later), says(anAck({ goneSince: later - 60 * S }), core, later),
      says(anAck({ goneSince: later - 60 * S, endsAt: later }), core, later), says(anAck({ goneSince: later - 60 * S, silence: null, endsAt: null }), core, later)
    ]).toEqual([['gone 300000'], [], ['expire'], ['forget'], ['forget']])
  })
  it('does not end it for a blink, nor sooner than two polls', () => {
    expect(says(anAck({ goneSince: NOW - 30 * S }), seen(), NOW)).toEqual(['gone -'])
    const slow = startCore([aSetup({ intervalMs: 120 * S })]).answer('am', aSnapshot({ alerts: [] }), NOW)
    expect([says(anAck({ goneSince: NOW - 239 * S }), slow, NOW), says(anAck({ goneSince: NOW - 240 * S }), slow, NOW)]).toEqual([[], ['expire']])
  })
  it('writes nothing while its source is silent, whatever it said last', () => {
    const late = NOW + 14 * MIN
    expect([says(anAck(), seen(), late), says(anAck(), seen([]), late), says(anAck({ goneSince: NOW }), seen([]), late)]).toEqual([[], ['gone 840000'], []])
  })
  it('makes the one that is missing, and waits after a refusal, but not for a clock that was set back', () => {
    const missing = (retryAt: number | null): Ack => anAck({ silence: null, endsAt: null, retryAt })
    expect([null, NOW + 5 * S, NOW + 60 * MIN].map((at) => says(missing(at), seen(), NOW))).toEqual([['create'], [], ['create']])
  })
  it('ends what was given back, and forgets what nobody else sees', () => {
    expect([says(anAck({ released: true }), seen(), NOW), says(anAck({ released: true, silence: null }), seen(), NOW), says(anAck({ released: true, endsAt: NOW }), seen(), NOW)]).toEqual([['expire'], ['forget'], ['forget']])
  })
  it('does not renew one that lapsed, for an alert that began anew since', () => {
    const lapsed = anAck({ endsAt: NOW + ACK_MS })
    const later = NOW + 3 * 60 * MIN
    expect([says(lapsed, seen([A], later), later), says(lapsed, seen([named('A', { startsAt: NOW + 60 * MIN })], later), later)]).toEqual([['extend'], [`gone ${later - NOW}`]])
  })
  it('knows its alert by its fingerprint, whichever source told of it first', () => {
    const full = aSighting({ labels: labelsOf([...Object.entries(A.labels), ['cluster', 'eu']]) })
    const core = startCore([prom(), aSetup()]).answer('prom', aSnapshot({ alerts: [A] }), NOW).answer('am', aSnapshot({ alerts: [full] }), NOW)
    const ack = anAck({ prints: [full.fingerprint], endsAt: NOW + MIN })
    expect([Object.keys(core.state.app.alerts).includes(full.fingerprint), says(ack, core, NOW), Object.values(put(core, ack).state.app.alerts).map((a) => a.held?.by)]).toEqual([false, ['extend'], ['Mira']])
  })
  it('keeps what only this desk knows as long as anybody lists it', () => {
    const local = anAck({ source: '', silence: null, endsAt: null })
    const gone = startCore([aSetup(), prom()]).answer('am', aSnapshot({ alerts: [] }), NOW)
    expect([says(local, seen(), NOW), says({ ...local, goneSince: NOW - MIN }, gone, NOW),
      says({ ...local, goneSince: NOW - MIN }, gone.answer('prom', aSnapshot({ alerts: [] }), NOW), NOW), says({ ...local, goneSince: NOW - ACK_MS }, gone, NOW)])
      .toEqual([[], [], ['forget'], ['forget']])
  })
})

describe('what only this desk knows of two alerts, of which one goes on', () => {
  const B = named('B')
  const both = anAck({ source: '', silence: null, endsAt: null, prints: [A.fingerprint, B.fingerprint] })
  const list = (core: Core, alerts: readonly AlertSighting[], at: number): Core => core.answer('prom', aSnapshot({ alerts, services: null }), at)
  /** B is gone after a minute; as the engine beats, until then. */
  const until = (minutes: number): Core => {
    let core = put(list(list(startCore([prom()]), [], NOW), [A, B], NOW), both)
    for (let at = NOW + MIN; at <= NOW + minutes * MIN; at += MIN) {
      core = list(core, [A], at).tick(at)
      for (const step of plan(Object.values(core.state.acks), core.state, at)) if (step.do === 'gone') core = put(core, { ...step.ack, goneSince: step.since }, at)
    }
    return core
  }
  const holds = (core: Core) => [core.state.acks['ack']?.prints.length, Object.values(core.state.app.alerts).map((a) => [a.name, a.held?.by])]

  it('is both for half an hour, then that one alone: what begins again is nobody’s', () => {
    const again = (minutes: number) => holds(list(until(minutes), [A, named('B', { startsAt: NOW + minutes * MIN })], NOW + minutes * MIN + S))
    expect([again(30), again(32)]).toEqual([[2, [['A', 'Mira'], ['B', 'Mira']]], [1, [['A', 'Mira'], ['B', undefined]]]])
  })

  it('is nothing any more once both have been gone for as long, though their page goes on', () => {
    const core = list(until(5), [], NOW + 6 * MIN)
    const page = { ...both, page: 'p' }
    expect([plan([page], core.state, NOW + 35 * MIN).map((s) => [s.do, s.ack.prints]), plan([page], core.state, NOW + 36 * MIN).map((s) => s.do)]).toEqual([[['gone', [A.fingerprint]]], ['forget']])
  })
})

describe('who has an alert', () => {
  const held = (core: Core): unknown => Object.values(core.state.app.alerts).map((a) => [a.state, a.held])
  it('is at once whoever took it here, until it is given back', () => {
    const core = put(seen(), anAck())
    const by = { by: 'Mira', since: NOW, source: 'am', here: true }
    expect([held(core), held(core.answer('am', aSnapshot({ alerts: [A, named('B')] }), NOW + S)), held(put(core, anAck({ released: true }))), held(put(core, null))])
      .toEqual([[['firing', by]], [['firing', by], ['firing', null]], [['firing', null]], [['firing', null]]])
  })
  it('is nobody once it was given back, though its silence has yet to end', () => {
    const own = { by: 'Mira', since: NOW, source: 'am' }
    const told = (by: string): Core => seen([named('A', { silencedBy: ['s1'], held: { ...own, by } })])
    expect([held(put(told('Mira'), anAck({ released: true }))), held(put(told('Eve'), anAck({ released: true })))]).toEqual([[['firing', null]], [['firing', { ...own, by: 'Eve' }]]])
  })
  it('is nobody for what began while Garda was away, where no silence tells of it', () => {
    const local = anAck({ source: '', silence: null, endsAt: null, since: NOW - 60 * MIN })
    const start = (startsAt: number): Core => put(startCore([aSetup()], { lastRunAt: NOW - 30 * MIN }).answer('am', aSnapshot({ alerts: [named('A', { startsAt })] }), NOW), local)
    expect([held(start(NOW - 10 * MIN)), held(start(NOW - 70 * MIN))]).toEqual([[['firing', null]], [['firing', { by: 'Mira', since: NOW - 60 * MIN, source: '', here: true }]]])
  })
  it('is decided once: what rings after one restart rings after the next', () => {
    const local = anAck({ source: '', silence: null, endsAt: null, since: NOW - 60 * MIN })
    const start = (at: number, acks: readonly Ack[]): Core => startCore([prom()], { at, lastRunAt: at - MIN, acks }).answer('prom', aSnapshot({ alerts: [named('A', { startsAt: NOW - 30 * S + 500 })] }), at)
    const first = start(NOW, [local])
    const second = start(NOW + 10 * MIN, Object.values(first.state.acks))
    expect([held(first), held(second), second.state.acks]).toEqual([[['firing', null]], [['firing', null]], { ack: { ...local, upTo: { [A.fingerprint]: NOW - 30 * S - 1 } } }])
    // a server that was restarted cuts the beginning to its second
    const cut = startCore([prom()], { at: NOW + 20 * MIN, lastRunAt: NOW + 19 * MIN, acks: Object.values(second.state.acks) }).answer('prom', aSnapshot({ alerts: [named('A', { startsAt: NOW - 30 * S })] }), NOW + 20 * MIN)
    expect(held(cut)).toEqual([['firing', null]])
  })
  it('is nobody for what began long after one that was never written', () => {
    const never = anAck({ silence: null, endsAt: null })
    const back = (startsAt: number): unknown => held(put(seen(), never).fail('am', NOW + MIN).answer('am', aSnapshot({ alerts: [named('A', { startsAt })] }), NOW + 120 * MIN))
    const by = { by: 'Mira', since: NOW, source: 'am', here: true }
    expect([NOW - 10 * MIN, NOW + 15 * MIN, NOW + 16 * MIN].map(back)).toEqual([[['firing', by]], [['firing', by]], [['firing', null]]])
  })
  it('is whoever a silence names, and nobody once that has ended while its source was silent', () => {
    const mira = { by: 'Mira', since: NOW, source: 'am' }
    const silence = { id: 's', source: 'am', matchers: [], startsAt: NOW, endsAt: NOW + 2 * MIN, createdBy: 'Mira', comment: 'ACK!', state: 'active' } as const
    const core = startCore([aSetup(), prom()]).answer('am', aSnapshot({ alerts: [named('A', { silencedBy: ['s'], held: mira })], silences: [silence] }), NOW)
    const later = core.answer('prom', aSnapshot({ alerts: [A] }), NOW + 3 * MIN)
    expect([held(core), held(core.answer('prom', aSnapshot({ alerts: [A] }), NOW + MIN)), held(later)]).toEqual([[['firing', mira]], [['firing', mira]], [['firing', null]]])
  })
})

describe('taking alerts', () => {
  const many = (n: number): readonly ReturnType<typeof anAlert>[] => Array.from({ length: n }, (_, i) => anAlert({ labels: labelsOf([['alertname', 'A'], ['pod', String(i)], ['zone', 'a']]), sources: ['prom', 'am'] }))
  const taking = { by: 'Mira', comment: ' looking\u0000 ', page: 'p', at: NOW }
  const made = (own: ReturnType<typeof many>, others: ReturnType<typeof many> = own, able = ['am']): unknown => {
    const { acks, local, wide } = take(own, others, new Set(able), taking)
    return { silences: acks.map((a) => [a.source, a.prints.length, a.matchers.map((m) => `${m.name}=${m.value}`).join()]), local, wide }
  }
  it('makes one for each alert, by all its labels', () => {
    expect(take(many(1), [], new Set(['am']), taking)).toEqual({
      acks: [{
        id: `${NOW} am ${many(1)[0]!.fingerprint}`, prints: [many(1)[0]!.fingerprint], by: 'Mira', comment: 'ACK! looking', since: NOW, page: 'p', source: 'am',
        matchers: [['alertname', 'A'], ['pod', '0'], ['zone', 'a']].map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })), silence: null, endsAt: null, released: false, goneSince: null, retryAt: null
      }], local: 0, wide: 0
    })
  })
  it('makes one in each source that can, and a local one of what none can', () => {
    const both = anAlert({ sources: ['am', 'am2'] })
    const none = anAlert({ labels: labelsOf([['alertname', 'B']]), sources: ['prom'] })
    expect(take([both, none], [], new Set(['am', 'am2']), taking).acks.map((a) => [a.source, a.prints, a.matchers.length])).toEqual([['am', [both.fingerprint], 4], ['am2', [both.fingerprint], 4], ['', [none.fingerprint], 0]])
  })
  it('of more than fifty makes one, by what they share, if that is theirs alone', () => {
    const stranger = anAlert({ labels: labelsOf([['alertname', 'A'], ['pod', 'x'], ['zone', 'a'], ['team', 'b']]), sources: ['am'] })
    expect([made(many(51)), made(many(51), [...many(51), stranger]), made(many(51), [...many(51), { ...stranger, sources: ['prom'] }])]).toEqual([
      { silences: [['am', 51, 'alertname=A,zone=a']], local: 0, wide: 0 }, { silences: [['', 51, '']], local: 0, wide: 51 }, { silences: [['am', 51, 'alertname=A,zone=a']], local: 0, wide: 0 }
    ])
  })
  it('refuses one that would fit everything', () => {
    const strangers = Array.from({ length: 51 }, (_, i) => anAlert({ labels: labelsOf([['alertname', String(i)]]), sources: ['am'] }))
    expect(made(strangers)).toEqual({ silences: [['', 51, '']], local: 0, wide: 51 })
  })
  it('says something where nothing was said, and the mark only once', () => {
    const comment = (text: string): unknown => take(many(1), [], new Set(['am']), { ...taking, comment: text }).acks[0]?.comment
    expect([comment(''), comment('ACK! known')]).toEqual(['ACK! Taken in Garda', 'ACK! known'])
  })
})

/** An hour of one source: at each step an alert fires or not, the source answers or not, writes work or not. */
const hour = fc.array(fc.record({ fires: fc.boolean(), answers: fc.boolean(), works: fc.boolean(), steps: fc.integer({ min: 1, max: 40 }) }), { minLength: 1, maxLength: 30 })

describe('over any hour', () => {
  it('never extends what is over, never lets one lapse while it fires and is seen, and ends every one', () => {
    fc.assert(fc.property(hour, (spans) => {
      let core = put(seen(), anAck())
      let now = NOW
      let ack: Ack | null = anAck()
      let firesSince: number | null = NOW
      let seenSince: number | null = NOW
      let goneAt: number | null = null
      for (const { fires, answers, works, steps } of [...spans, { fires: false, answers: true, works: true, steps: 12 }]) {
        for (let i = 0; i < steps; i++) {
          now += 10 * S
          if (answers) core = core.answer('am', aSnapshot({ alerts: fires ? [A] : [] }), now)
          firesSince = fires ? (firesSince ?? now) : null
          seenSince = answers && works ? (seenSince ?? now) : null
          if (answers) goneAt = fires ? null : (goneAt ?? now)
          if (!ack) continue
          for (const step of plan([ack], core.state, now)) {
            expect(step.ack).toBe(ack)
            if (step.do === 'extend' || step.do === 'create') {
              expect(core.state.app.alerts).toHaveProperty(A.fingerprint)
              expect(core.state.app.ages['am']!.freshUntil).toBeGreaterThanOrEqual(now)
            }
            if (step.do === 'expire') expect(now - (goneAt ?? now)).toBeGreaterThanOrEqual(MIN)
          }
          for (const step of plan([ack], core.state, now)) {
            if (!ack) continue
            if (step.do === 'gone') ack = { ...ack, goneSince: step.since }
            else if (step.do === 'forget') ack = null
            else if (!works) ack = { ...ack, retryAt: now + 20 * S }
            else ack = step.do === 'expire' ? null : { ...ack, silence: ack.silence ?? 's2', endsAt: now + ACK_MS, retryAt: null }
          }
          core = put(core, ack, now)
          const watched = firesSince !== null && seenSince !== null && now - Math.max(firesSince, seenSince) >= MIN
          if (watched && ack) expect(ack.endsAt! - now).toBeGreaterThanOrEqual(EXTEND_MS - 30 * S)
        }
      }
      expect(ack).toBeNull()
    }))
  })
})
