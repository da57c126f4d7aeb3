import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintOf, labelsOf, type Labels } from '@shared/domain/labels'
import { aSighting, aSnapshot, NOW } from '../../builders'
import { aSetup, prom, startCore } from './core-harness'

const labels = (over: Record<string, string> = {}): Labels => labelsOf(Object.entries({ alertname: 'A', service: 'checkout', severity: 'critical', env: 'production', ...over }))
const sighting = (over: Record<string, string> = {}, rest = {}): ReturnType<typeof aSighting> => aSighting({ labels: labels(over), ...rest })
const both = (viaProm: ReturnType<typeof aSighting>[], viaAm: ReturnType<typeof aSighting>[], externalLabels: Labels | null = null): Record<string, unknown>[] =>
  Object.values(startCore([prom(), aSetup()]).answer('prom', aSnapshot({ alerts: viaProm, externalLabels }), NOW).answer('am', aSnapshot({ alerts: viaAm }), NOW + 1).state.app.alerts)
    .map((a) => ({ id: a.id, state: a.state, sources: a.sources, labels: a.labels })).sort((a, b) => (a.id < b.id ? -1 : 1))

describe('one alert, whoever sees it', () => {
  it('unites by equal labels', () => {
    expect(both([sighting()], [sighting()])).toEqual([{ id: fingerprintOf(labels()), state: 'firing', sources: ['prom', 'am'], labels: labels() }])
  })

  it('unites by known external labels, and keeps them', () => {
    const full = labels({ cluster: 'eu', replica: 'a' })
    expect(both([sighting()], [sighting({ cluster: 'eu', replica: 'a' })], labelsOf(Object.entries({ cluster: 'eu', replica: 'a' })))).toMatchObject([{ sources: ['prom', 'am'], labels: full }])
  })

  it('unites when relabelling dropped one of them', () => {
    expect(both([sighting()], [sighting({ cluster: 'eu' })], labelsOf(Object.entries({ cluster: 'eu', replica: 'a' })))).toMatchObject([{ sources: ['prom', 'am'], labels: labels({ cluster: 'eu' }) }])
  })

  it('learns external labels from a first clear match and uses them for the rest', () => {
    const one = { instance: '1' }
    const two = { instance: '2' }
    expect(both([sighting(one), sighting(two)], [sighting({ ...one, cluster: 'eu' }), sighting({ ...two, cluster: 'eu' })])).toMatchObject([{ sources: ['prom', 'am'] }, { sources: ['prom', 'am'] }])
  })

  it('leaves apart what could be one of several: two rows, none hidden', () => {
    expect(both([sighting()], [sighting({ cluster: 'eu' }), sighting({ cluster: 'us' })])).toHaveLength(3)
  })

  it('keeps the id it had first when an Alertmanager joins in later', () => {
    const core = startCore([prom(), aSetup()]).answer('am', aSnapshot({ alerts: [] }), NOW).answer('prom', aSnapshot({ alerts: [sighting()] }), NOW + 1)
    const joined = core.answer('am', aSnapshot({ alerts: [sighting({ cluster: 'eu' })] }), NOW + 2)
    expect(Object.keys(joined.state.app.alerts)).toEqual(Object.keys(core.state.app.alerts))
    expect(joined.told).toHaveLength(core.told.length)
  })

  it('fires since its rule had waited, and began when it was pending; an Alertmanager hears of it only then', () => {
    const [began, fired] = [NOW - 20 * 60_000, NOW - 5 * 60_000]
    const seen = (prom1: object, prom2: object | null, am: object | null): unknown => {
      let core = startCore([prom(), prom({ id: 'prom2', name: 'prom2' }), aSetup()]).answer('prom', aSnapshot({ alerts: [sighting({}, prom1)] }), NOW)
      if (prom2) core = core.answer('prom2', aSnapshot({ alerts: [sighting({}, prom2)] }), NOW)
      if (am) core = core.answer('am', aSnapshot({ alerts: [sighting({}, am)] }), NOW)
      return Object.values(core.state.app.alerts).map((a) => [a.state, a.startsAt, 'firedAt' in a ? a.firedAt : null])
    }
    const waited = { startsAt: began, firedAt: fired }
    expect([seen(waited, null, null), seen({ state: 'pending', startsAt: began }, null, null), seen(waited, { state: 'pending', startsAt: began - 1 }, null), seen(waited, { startsAt: began + 1 }, null), seen(waited, null, { startsAt: fired })]).toEqual([
      [['firing', began, fired]], [['pending', began, null]], [['firing', began - 1, fired]], [['firing', began, began + 1]], [['firing', fired, null]]
    ])
  })

  it('asks those who know of silences, where there is one', () => {
    expect(both([sighting()], [sighting({}, { state: 'suppressed', silencedBy: ['s1'] })])).toMatchObject([{ state: 'suppressed', sources: ['prom', 'am'] }])
  })

  it('takes firing anywhere for firing', () => {
    const core = startCore([aSetup(), aSetup({ id: 'am2', name: 'am2' })]).answer('am', aSnapshot({ alerts: [sighting({}, { state: 'suppressed', silencedBy: ['s'] })] }), NOW).answer('am2', aSnapshot({ alerts: [sighting()] }), NOW)
    expect(Object.values(core.state.app.alerts).map((a) => [a.state, a.silencedBy])).toEqual([['firing', []]])
  })

  it('counts duplicated label sets once', () => {
    expect(both([], [sighting(), sighting()])).toHaveLength(1)
  })

  it('stays firing while one of its sources still lists it', () => {
    const core = startCore([prom(), aSetup()]).answer('prom', aSnapshot({ alerts: [sighting()] }), NOW).answer('am', aSnapshot({ alerts: [sighting()] }), NOW).answer('am', aSnapshot({ alerts: [] }), NOW + 1)
    expect(Object.values(core.state.app.alerts).map((a) => [a.state, a.sources])).toEqual([['firing', ['prom']]])
  })

  it('never loses a sighting, and never makes one up', () => {
    const sets = fc.uniqueArray(fc.record({ alertname: fc.constantFrom('A', 'B'), instance: fc.constantFrom('1', '2', '3'), cluster: fc.constantFrom('', 'eu', 'us') }), { selector: (x) => JSON.stringify(x), maxLength: 8 })
      .map((list) => list.map(({ cluster, ...rest }) => sighting(cluster ? { ...rest, cluster } : rest)))
    fc.assert(fc.property(sets, sets, fc.constantFrom(null, labelsOf([['cluster', 'eu']])), (p, a, external) => {
      const core = startCore([prom(), aSetup()]).answer('prom', aSnapshot({ alerts: p, externalLabels: external }), NOW).answer('am', aSnapshot({ alerts: a }), NOW)
      const rows = Object.values(core.state.app.alerts)
      expect(rows.filter((r) => r.sources.includes('am')).map((r) => r.fingerprint).sort()).toEqual(a.map((s) => s.fingerprint).sort())
      const viaProm = rows.filter((r) => r.sources.includes('prom')).length
      expect(viaProm <= p.length && (p.length === 0 || viaProm > 0)).toBe(true)
    }))
  })
})

describe('fingerprints', () => {
  it('are those of Prometheus and Alertmanager', () => {
    // the empty set and a set taken from an Alertmanager's own answer
    expect([fingerprintOf({}), fingerprintOf(labelsOf([['alertname', 'TestFP'], ['instance', 'localhost:9090'], ['job', 'prometheus']]))]).toEqual(['cbf29ce484222325', expect.stringMatching(/^[0-9a-f]{16}$/)])
  })

  it('agree with 64-bit arithmetic', () => {
    const slow = (set: Labels): string => {
      let h = 0xcbf29ce484222325n
      const add = (b: number): void => { h = ((h ^ BigInt(b)) * 0x100000001b3n) & 0xffffffffffffffffn }
      for (const k of Object.keys(set).sort()) { for (const b of new TextEncoder().encode(k)) add(b); add(255); for (const b of new TextEncoder().encode(set[k])) add(b); add(255) }
      return h.toString(16).padStart(16, '0')
    }
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (set) => { const l = labelsOf(Object.entries(set)); expect(fingerprintOf(l)).toBe(slow(l)) }))
  })
})
