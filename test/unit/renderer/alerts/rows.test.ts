import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alert } from '@shared/domain/alert'
import { labelsOf } from '@shared/domain/labels'
import { compareGroups, groupAlerts, groupKey } from '../../../../src/renderer/state/select/groups'
import { instanceName, keepOrder, readingOf, rowsOf, sortedGroups, sortInstances, tellingLabels, type Fold } from '../../../../src/renderer/features/alerts/rows'
import { listAlerts } from '../../../../src/renderer/features/alerts/tabs'
import { anAlert, NOW } from '../../../builders'

const held = { by: 'Mira', since: NOW - 60_000, source: 'am' }
const one = (name: string, pod: string, over: Partial<Alert> = {}): Alert =>
  anAlert({ id: `${name}-${pod}`, labels: labelsOf(Object.entries({ alertname: name, pod, service: 'web' })), ...over })
const many = (name: string, n: number, over: Partial<Alert> = {}): readonly Alert[] => Array.from({ length: n }, (_, i) => one(name, `p${i}`, { value: i, ...over }))
const table = (alerts: readonly Alert[]): Readonly<Record<string, Alert>> => Object.fromEntries(alerts.map((a) => [a.id, a]))

const anyAlert = fc.record({ name: fc.constantFrom('A', 'B'), pod: fc.nat(5), service: fc.constantFrom('web', 'db', null), environment: fc.constantFrom('production', 'staging'), state: fc.constantFrom('firing' as const, 'pending' as const, 'suppressed' as const), severity: fc.constantFrom('critical' as const, 'info' as const) })
  .map(({ name, pod, ...over }) => one(name, String(pod), over))

describe('groups', () => {
  it('hold every instance once, each with its own kind', () => {
    fc.assert(fc.property(fc.array(anyAlert, { maxLength: 30 }), (alerts) => {
      const groups = groupAlerts(alerts)
      expect(groups.flatMap((g) => g.alerts).length).toBe(alerts.length)
      for (const g of groups) expect(new Set(g.alerts.map((a) => `${a.name} ${a.service} ${a.environment}`)).size).toBe(1)
      expect(new Set(groups.map((g) => g.key)).size).toBe(groups.length)
    }))
  })
  it('are as alive and as bad as their liveliest, worst instance; held once all of those are', () => {
    const [group] = groupAlerts([one('A', '1', { state: 'pending', severity: 'critical', startsAt: 1 }), one('A', '2', { severity: 'info', held, startsAt: 5 }), one('A', '3', { severity: 'warning', held: { ...held, by: 'Daniel', since: 3 }, startsAt: 9 })])
    expect(group).toMatchObject({ name: 'A', service: 'web', environment: 'production', state: 'firing', severity: 'warning', startsAt: 5, held: { by: 'Daniel' }, lead: { id: 'A-3' } })
    expect(groupAlerts([one('A', '1', { held }), one('A', '2')])[0]!.held).toBeNull()
  })
  it('fire since the first of those that do', () => {
    const of = (...alerts: readonly Alert[]): readonly [number, number] => { const [group] = groupAlerts(alerts); return [group!.startsAt, group!.firingAt] }
    expect([of(one('A', '1', { startsAt: 1, firedAt: 9 }), one('A', '2', { startsAt: 5 })), of(one('A', '1', { startsAt: 1, firedAt: 9 })), of(one('A', '1', { startsAt: 4, state: 'pending' }))]).toEqual([[1, 5], [1, 9], [4, 4]])
  })
  it('are ordered by severity, then not held, then longest; resolved ones by their end', () => {
    const order = (alerts: readonly Alert[]): readonly string[] => groupAlerts(alerts).toSorted(compareGroups).map((g) => g.name)
    expect(order([one('Info', '', { severity: 'info' }), one('Young', '', { startsAt: 9 }), one('Held', '', { held, startsAt: 1 }), one('Old', '', { startsAt: 2 }), one('Unknown', '', { severity: 'unknown' }), one('Warn', '', { severity: 'warning' }), one('Pending', '', { state: 'pending' })]))
      .toEqual(['Old', 'Young', 'Held', 'Warn', 'Unknown', 'Info', 'Pending'])
    expect(order([one('First', '', { state: 'resolved', endsAt: 1 }), one('Last', '', { state: 'resolved', endsAt: 2 })])).toEqual(['Last', 'First'])
  })
  it('cannot be mixed up by what their names contain', () => {
    expect(groupKey(one('a","b', '', { service: null }))).not.toBe(groupKey(one('a', '', { service: 'b' })))
  })
})

describe('rows', () => {
  const kinds = (alerts: readonly Alert[], folds: ReadonlyMap<string, Fold> = new Map(), apart = false): readonly string[] =>
    rowsOf(sortedGroups(alerts, null), folds, apart).map((r) => (r.kind === 'more' ? `more ${r.group.alerts.length - r.from}` : r.kind === 'group' ? `group ${r.group.name}${r.open === null ? '' : r.open ? ' open' : ' closed'}` : r.kind))

  it('list a few instances whole, some of many, none of very many', () => {
    expect([kinds(many('A', 1)), kinds(many('A', 3)), kinds(many('A', 38)), kinds(many('A', 41))]).toEqual([
      ['group A'], ['group A open', 'instance', 'instance', 'instance'], ['group A open', 'instance', 'instance', 'instance', 'instance', 'more 34'], ['group A closed']
    ])
  })
  it('follow what a person folded', () => {
    const key = groupKey(one('A', 'p0'))
    expect([kinds(many('A', 3), new Map([[key, 'closed']])), kinds(many('A', 41), new Map([[key, 'all']])).length]).toEqual([['group A closed'], 42])
  })
  it('put what is pending last, under a line of its own', () => {
    expect(kinds([one('P', '', { state: 'pending' }), one('I', '', { severity: 'info' })], new Map(), true)).toEqual(['group I', 'section', 'group P'])
  })
  it('put the instance first that is farthest over the limit, or under it', () => {
    const pods = (expression: string): readonly (string | undefined)[] => sortInstances(groupAlerts(many('A', 3, { expression }))[0]!).map((a) => a.labels['pod'])
    expect([pods('x > 1'), pods('free_bytes < 10')]).toEqual([['p2', 'p1', 'p0'], ['p0', 'p1', 'p2']])
  })
  it('name instances by what tells them apart', () => {
    const alerts = [one('A', '1', { labels: labelsOf([['alertname', 'A'], ['pod', '1'], ['zone', 'a']]) }), one('A', '2', { labels: labelsOf([['alertname', 'A'], ['pod', '2']]) })]
    const names = tellingLabels(alerts)
    expect([names, instanceName(alerts[0]!, names), instanceName(alerts[1]!, names), instanceName(alerts[1]!, [])]).toEqual([['pod', 'zone'], 'pod=1, zone=a', 'pod=2', alerts[1]!.fingerprint])
  })
  it('say for an instance what its group does not', () => {
    const own = one('A', '2', { annotations: labelsOf([['summary', 'other words']]), value: 2 })
    const group = groupAlerts([one('A', '1', { value: 1 }), one('A', '3', { value: 0.123456 }), own])[0]!
    expect([readingOf(own, group), readingOf(group.alerts[1]!, group), readingOf(group.alerts[0]!, groupAlerts([group.alerts[0]!])[0]!)]).toEqual(['other words', '0.1235', ''])
  })
  it('stay where they are under the pointer; what is new stands behind what it would follow', () => {
    const groups = sortedGroups([one('New', '', { startsAt: 1 }), one('A', '', { startsAt: 2 }), one('B', '', { severity: 'warning' })], null)
    const names = (before: readonly string[]): readonly string[] => keepOrder(groups, before).map((g) => g.name)
    const keys = Object.fromEntries(groups.map((g) => [g.name, g.key]))
    expect([names([]), names([keys['B']!, keys['A']!]), names([keys['A']!, keys['gone'] ?? 'gone', keys['B']!])]).toEqual([['New', 'A', 'B'], ['New', 'B', 'A'], ['New', 'A', 'B']])
  })
})

describe('tabs', () => {
  const alerts = [one('F', '1'), one('F', '2', { held }), one('H', '', { held }), one('P', '', { state: 'pending' }), one('S', '', { state: 'suppressed' }), one('Other', '', { environment: 'staging' })]
  const state = { alerts: table(alerts), resolved: table([one('R', '', { state: 'resolved', endsAt: NOW }), one('F', '1', { state: 'resolved', endsAt: NOW })]) }
  it('count groups, and list instances', () => {
    const listed = listAlerts(state, 'now', 'production', () => true)
    expect([listed.counts, listed.alerts.map((a) => a.id), listed.hidden]).toEqual([{ now: 2, unowned: 1, pending: 1, suppressed: 1, resolved: 1, everything: 6 }, ['F-1', 'F-2', 'H-', 'P-'], 0])
  })
  it('say how many the filter hides', () => {
    expect(listAlerts(state, 'everything', 'production', (a) => a.name !== 'F')).toMatchObject({ hidden: 2, counts: { now: 1, everything: 5 } })
  })
})
