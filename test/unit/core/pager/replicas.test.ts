import { expect, it, describe } from 'vitest'
import type { AlertSighting } from '@shared/domain/alert'
import type { SourceSnapshot } from '@shared/domain/source'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore } from '../core-harness'
import { ALL_DAY, byMira, film } from './film'
import { an, M, S } from './watched'

/** Two Prometheus replicas behind one Alertmanager: each is asked every 15 s, five seconds after the other. */
const SOURCES = [prom({ id: 'a', name: 'a' }), prom({ id: 'b', name: 'b' }), aSetup()]
type Says = Readonly<Record<'a' | 'b' | 'am', (minute: number) => readonly AlertSighting[] | Partial<SourceSnapshot> | null>>
const night = (says: Partial<Says>, to: number, sources = SOURCES) => {
  const f = film(sources.reduce((core, { id }) => core.answer(id, aSnapshot(), NOW), startCore(sources, { config: ALL_DAY })))
  for (let at = NOW + 5 * S; at < NOW + to * M; at += 5 * S) {
    f.step((c) => c.tick(at), at)
    for (const { id } of sources.filter((_, i) => ((at - NOW) / S) % 15 === i * 5)) {
      const said = says[id as keyof Says]?.((at - NOW) / M) ?? null
      f.step((c) => (said === null ? c.fail(id, at) : c.answer(id, aSnapshot(Array.isArray(said) ? { alerts: said } : said as Partial<SourceSnapshot>), at)), at)
    }
  }
  const minute = (line: string | undefined): number | null => (line === undefined ? null : Number.parseInt(line, 10))
  return { rang: minute(f.out.findLast((line) => line.endsWith(' sound'))), resolved: minute(f.out.find((line) => line.endsWith('hook resolved'))), out: f.out }
}
const fires = (from: number, to: number, over = {}) => (m: number) => (m >= from && m < to ? [an('Err', 'api', NOW + 2 * M, over)] : [])
const until = (dead: number, say: (m: number) => readonly AlertSighting[]) => (m: number) => (m >= dead ? null : say(m))

describe('of two replicas one is dead, and the other says that it is over', () => {
  it('it is, once the Alertmanager of both does not list it either', () => {
    const first = night({ a: until(10, fires(2, 20)), b: fires(2.25, 20), am: fires(2.5, 20.5) }, 60)
    const last = night({ a: until(10, fires(2, 20)), b: fires(2.25, 20.5), am: fires(2.5, 20) }, 60)
    expect([first, last].map(({ rang, resolved }) => [rang, resolved])).toEqual([[22, 23], [22, 24]])
  })

  it('nobody is called by the end of the silence of whoever had it', () => {
    const silence = (m: number) => ({
      id: 'k1', source: 'am', matchers: [{ name: 'alertname', value: 'Err', isRegex: false, isEqual: true }], startsAt: NOW + 5 * M, endsAt: NOW + 40 * M, createdBy: 'Mira', comment: 'ACK! looking', state: m < 40 ? 'active' as const : 'expired' as const
    })
    const { rang } = night({
      a: until(10, fires(2, 20)), b: fires(2.25, 20), am: (m) => ({ silences: m < 5 ? [] : [silence(m)], alerts: fires(2.5, 20.5, m >= 5 && m < 40 ? byMira(NOW + 5 * M) : {})(m) })
    }, 60)
    expect(rang).toBe(5)
  })

  it('it is not while the Alertmanager lists it, is silent, or is not there: that may know it from the dead one', () => {
    const listed = night({ a: until(10, fires(2, 90)), b: fires(2.25, 20), am: fires(2.5, 90) }, 60)
    const silent = night({ a: until(10, fires(2, 90)), b: fires(2.25, 20), am: until(15, fires(2.5, 90)) }, 60)
    const none = night({ a: until(10, fires(2, 90)), b: fires(2.25, 20) }, 60, SOURCES.slice(0, 2))
    expect([listed, silent, none].map(({ resolved }) => resolved)).toEqual([null, null, null])
  })

  it('it is not where the dead one told it for longer than the other: it is of something else', () => {
    expect(night({ a: until(10, fires(2, 90)), b: fires(2.25, 6), am: fires(2.5, 14) }, 60).resolved).toBeNull()
  })

  it('what begins anew calls, and the dead one says for itself what fires once it is back', () => {
    const anew = (m: number) => [...fires(2, 20)(m), ...(m >= 50 ? [an('Err', 'api', NOW + 50 * M)] : [])]
    const { out } = night({ a: (m) => (m >= 10 && m < 30 ? null : m < 35 ? fires(2, 35)(m) : []), b: (m) => anew(m), am: (m) => anew(m) }, 55)
    const calls = out.filter((line) => / (new|reopened|joined) critical/.test(line)).map((line) => Number.parseInt(line, 10))
    expect(calls).toEqual([2, 30, 50])
  })
})
