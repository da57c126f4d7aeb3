import { expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import { decidedIn } from '../../../src/main/core/telling/decided'
import { stateDocument } from '../../../src/main/terminal/document'
import { aSighting, aSnapshot, NOW } from '../../builders'
import { aSetup, startCore, type Core } from './core-harness'

const [S, M] = [1_000, 60_000]
const named = (name: string, over: Parameters<typeof aSighting>[0] = {}, severity = 'info') =>
  aSighting({ labels: labelsOf(Object.entries({ alertname: name, severity, service: 'checkout', env: 'production', instance: name })), fingerprint: name, startsAt: NOW - 3_600 * S, ...over })
const counted = (core: Core, at: number): Readonly<Record<string, number>> => {
  const out: Record<string, number> = {}
  for (const { why } of stateDocument(core.state.app, at, decidedIn(core.state, at)).alerts) out[String(why)] = (out[String(why)] ?? 0) + 1
  return out
}

it('each of 700 listed alerts says why nobody was told, though the records of 200 are gone', () => {
  const core = startCore([aSetup()]).answer('am', aSnapshot({ alerts: Array.from({ length: 700 }, (_, i) => named(`I${i}`)) }), NOW)
  expect(Object.keys(core.state.app.notifications).length).toBe(500)
  expect(counted(core, NOW)).toEqual({ 'Not told: this severity does not notify, by setting.': 700 })
})

it('a critical that was silenced ten hours and 600 decisions ago says so', () => {
  const old = named('Old', { startsAt: NOW + S, state: 'suppressed', silencedBy: ['s1'] }, 'critical')
  let core = startCore([aSetup()]).answer('am', aSnapshot({ alerts: [] }), NOW).answer('am', aSnapshot({ alerts: [old] }), NOW + 15 * S)
  for (let k = 1; k <= 600; k++) core = core.answer('am', aSnapshot({ alerts: [old, named(`I${k}`, { startsAt: NOW + k * M })] }), NOW + k * M)
  const id = Object.values(core.state.app.alerts).find((a) => a.name === 'Old')!.id
  expect([Object.values(core.state.app.notifications).some((r) => r.alerts.includes(id)), stateDocument(core.state.app, NOW + 600 * M, decidedIn(core.state, NOW + 600 * M)).alerts.find((a) => a.name === 'Old')?.why]).toEqual([false, 'Not told: it is silenced.'])
})

it('says by which rule nobody was told, when somebody was, and of what is not decided yet what holds it', () => {
  const rules = [{ name: 'no disks', when: { matchers: ['alertname="Disk"'] }, then: 'list' as const }]
  const core = startCore([aSetup()], { config: { paging: { rules } } }).answer('am', aSnapshot({ alerts: [] }), NOW)
    .answer('am', aSnapshot({ alerts: [named('Disk', { startsAt: NOW }, 'critical'), named('Down', { startsAt: NOW }, 'critical'), named('Slow', { startsAt: NOW, state: 'pending' }, 'critical')] }), NOW + 15 * S)
  const says = (of: Core, bare = false) => Object.values(of.state.app.alerts).map((a) => [a.name, decidedIn(bare ? { ...of.state, episodes: {} } : of.state, NOW + 15 * S)(a.id)])
  expect([says(core), says(core, true), decidedIn(core.state, NOW)('__proto__')]).toEqual([
    [['Disk', { reason: 'listed', toldAt: null, rule: 'no disks' }], ['Down', { reason: 'new', toldAt: NOW + 15 * S }], ['Slow', { reason: 'pending', toldAt: null }]],
    [['Disk', { reason: 'listed', toldAt: null, rule: 'no disks' }], ['Down', { reason: 'gathered', toldAt: null }], ['Slow', { reason: 'pending', toldAt: null }]], null
  ])
})
