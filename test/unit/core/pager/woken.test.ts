import { describe, expect, it, test } from 'vitest'
import type { AlertSighting } from '@shared/domain/alert'
import { keptForRestart } from '../../../../src/main/core/kept'
import { plan, take } from '../../../../src/main/core/pager/acks'
import type { Ack } from '../../../../src/main/ports/ledger'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { aDesk, manager, prometheus } from './desk'
import { ALL_DAY, byMira, film } from './film'
import { an, M, S, silenced } from './watched'

describe('a page that was open when the computer fell asleep', () => {
  const woken = (over: object, isFirst: 'am' | 'prom', dead = false) => {
    const f = aDesk()
    f.play(0, 5, (m) => (m < 2 ? [] : [an('Down', 'db', NOW + 2 * M)]))
    const at = NOW + 60 * M
    f.step((c) => c.do({ type: 'woke', at, from: NOW + 5 * M, until: at + 30 * S, why: 'slept', awaited: [] }), at)
    for (let now = at; now < at + 5 * M; now += 5 * S) {
      f.step((c) => c.tick(now), now)
      const says = { prom: prometheus(now, [an('Down', 'db', NOW + 2 * M)]), am: dead ? (c: Core) => c.fail('am', now) : manager(now, [an('Down', 'db', NOW + 2 * M, over)]) }
      const second = (now / S) % 15
      if (second === 0) f.step(says[isFirst], now)
      if (second === 5) f.step(says[isFirst === 'am' ? 'prom' : 'am'], now)
    }
    return f.out.filter((line) => line.startsWith('6') && (line.endsWith(' sound') || line.endsWith('repeated'))).map((line) => line.split(' ')[0])
  }
  test.each(['am', 'prom'] as const)('calls nobody where a colleague took or silenced it meanwhile, with %s answering first', (first) => {
    expect([woken(byMira(NOW + 20 * M), first), woken(silenced, first)]).toEqual([[], []])
  })

  it('calls as soon as the Alertmanager says that nobody did, and half a minute later where that does not answer', () => {
    expect([woken({}, 'prom')[0], woken({}, 'prom', true)[0]]).toEqual(['60m5s', '60m30s'])
  })
})

describe('what was taken at this desk alone, was over when the computer fell asleep, and began anew meanwhile', () => {
  /** Taken at minute 3, gone at 5; asleep from a quarter past that to minute 15. */
  const anew = (startsAt: number) => {
    const f = film(startCore([aSetup(), prom()], { config: ALL_DAY, at: NOW - M }).answer('am', aSnapshot(), NOW - M).answer('prom', aSnapshot(), NOW - M))
    const live = (from: number, to: number, alerts: readonly AlertSighting[]): void => f.run(from, to, (at) => (['am', 'prom'] as const).map((id) => (c: Core) => c.answer(id, aSnapshot({ alerts }), at)))
    live(NOW, NOW + 3 * M, [an('Down', 'db', NOW)])
    f.step((c) => {
      const page = Object.values(c.state.app.pages)[0]!
      const { acks } = take(Object.values(c.state.app.alerts), [], new Set(), { by: 'Mira', comment: '', page: page.id, at: NOW + 3 * M })
      return c.do({ type: 'acks', at: NOW + 3 * M, change: Object.fromEntries(acks.map((a) => [a.id, a])) }).do({ type: 'acknowledged', at: NOW + 3 * M, page: page.id, held: { by: 'Mira', since: NOW + 3 * M, source: '', here: true } })
    }, NOW + 3 * M)
    live(NOW + 3 * M, NOW + 5 * M, [an('Down', 'db', NOW)])
    live(NOW + 5 * M, NOW + 5 * M + 15 * S, [])
    const at = NOW + 15 * M
    f.step((c) => c.do({ type: 'woke', at, from: NOW + 5 * M + 15 * S, until: at + 30 * S, why: 'slept', awaited: [] }), at)
    const before = f.out.length
    live(at, at + 5 * M, [an('Down', 'db', startsAt)])
    return f.out.slice(before).some((line) => line.endsWith(' sound'))
  }

  it('calls, unless it is the same that blinked', () => {
    expect([anew(NOW + 14 * M), anew(NOW + 5 * M + 30 * S), anew(NOW)]).toEqual([true, false, false])
  })
})

describe('what was taken here, after a run that was not there when it ended', () => {
  /** As the engine keeps acknowledgements, with every write done at once. */
  const keeps = (core: Core, at: number): Core => {
    const change = Object.fromEntries(plan(Object.values(core.state.acks), core.state, at).map((s): [string, Ack | null] => [s.ack.id,
      s.do === 'gone' ? { ...s.ack, goneSince: s.since } : s.do === 'create' ? { ...s.ack, silence: 'k1', endsAt: at + 15 * M } : s.do === 'extend' ? { ...s.ack, endsAt: at + 15 * M } : null]))
    return Object.keys(change).length > 0 ? core.do({ type: 'acks', at, change }) : core
  }
  /** Taken at minute 5; Garda is not there from minute 8 to 13. */
  const heard = (fires: (minute: number) => AlertSighting | null, sources = [aSetup()]) => {
    let f = film(startCore(sources, { config: ALL_DAY }).answer('am', aSnapshot(), NOW))
    const sounds: string[] = []
    for (let at = NOW + 5 * S; at < NOW + 60 * M; at += 5 * S) {
      const m = (at - NOW) / M
      if (m >= 8 && m < 13) continue
      if (m === 13) f = film(startCore(sources, { config: ALL_DAY, at, ...keptForRestart(f.core().state, new Set()), lastRunAt: NOW + 8 * M }))
      f.step((c) => c.tick(at), at)
      const ack = Object.values(f.core().state.acks)[0]
      const alert = fires(m)
      const told = alert && (ack?.endsAt ?? 0) > at ? { ...alert, ...byMira(NOW + 5 * M) } : alert
      if (((at - NOW) / S) % 15 === 0) f.step((c) => c.answer('am', aSnapshot({ alerts: told ? [told] : [] }), at), at)
      if (m === 5) f.step((c) => {
        const page = Object.values(c.state.app.pages)[0]!
        const { acks } = take(Object.values(c.state.app.alerts), [], new Set(['am']), { by: 'Mira', comment: '', page: page.id, at })
        return c.do({ type: 'acks', at, change: Object.fromEntries(acks.map((a) => [a.id, a])) }).do({ type: 'acknowledged', at, page: page.id, held: { by: 'Mira', since: at, source: 'am', here: true } })
      }, at)
      f.step((c) => keeps(c, at), at)
      if (m >= 8) sounds.push(...f.out.splice(0).filter((line) => line.endsWith(' sound')))
    }
    return sounds.length > 0
  }
  it('calls where it began anew so much later that it may have been over for longer than a blink', () => {
    const anew = (from: number, end = 9) => (m: number) => (m >= 2 && m < end ? an('Err', 'api', NOW + 2 * M) : m >= from ? an('Err', 'api', NOW + from * M) : null)
    // an Alertmanager that was told an end alone gives that for the beginning
    const ahead = (m: number) => (m < 2 ? null : an('Err', 'api', NOW + 600 * M))
    expect([anew(12), anew(8.75, 8), () => an('Err', 'api', NOW + 2 * M), ahead].map((fires) => heard(fires))).toEqual([true, false, false, false])
  })
})

describe('where the alerts of a Prometheus go', () => {
  const watchdog = { names: ['Watchdog'], declared: false }
  const dog = an('Watchdog', 'none', NOW - 60 * M, {}, { severity: 'none' })
  const silence = { id: 's1', source: 'am', matchers: [{ name: 'alertname', value: 'Down', isRegex: false, isEqual: true }], startsAt: NOW, endsAt: NOW + 60 * M, createdBy: 'Mira', comment: 'planned', state: 'active' as const }
  /** Its Alertmanager dies at minute 10, what it silences begins at minute 12. */
  const rings = (sources: ReturnType<typeof prom>[]) => {
    const f = film(startCore([aSetup({ watchdog }), ...sources], { config: ALL_DAY }))
    f.run(NOW, NOW + 20 * M, (at) => [
      ...sources.map(({ id }) => (c: Core) => c.answer(id, aSnapshot({ alerts: [dog, ...(at >= NOW + 12 * M ? [an('Down', 'api', NOW + 12 * M)] : [])] }), at)),
      (c) => (at >= NOW + 10 * M ? c.fail('am', at) : c.answer('am', aSnapshot({ alerts: [dog], silences: [silence] }), at))
    ])
    return f.rings()
  }
  it('is shown by its watchdog where nothing else has fired, but not by one that several have', () => {
    expect([rings([prom({ watchdog })]), rings([prom({ watchdog }), prom({ id: 'us', name: 'us', watchdog })])]).toEqual([false, true])
  })
})
