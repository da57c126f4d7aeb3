import { expect, it } from 'vitest'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import { labelsOf } from '@shared/domain/labels'
import type { Page } from '@shared/domain/page'
import { aServiceSighting, aSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'

const S = 1_000
const down = aSighting({ labels: labelsOf(Object.entries({ alertname: 'Down', env: 'production', service: 'db', severity: 'critical' })), startsAt: NOW + S })
const only = (core: Core): Page => { const all = Object.values(core.state.app.pages); expect(all).toHaveLength(1); return all[0]! }

/** A page that is open from the fifteenth second on; what is heard of it, and when its window comes. */
const live = (core: Core, seconds: number, before: (core: Core, s: number) => Core = (c) => c): { readonly core: Core; readonly heard: readonly string[] } => {
  const heard: string[] = []
  let window = false
  for (let s = 1; s <= seconds; s++) {
    const [was, next] = [core, before(core, s)]
    if (next !== was) for (const e of next.last.effects) if (e.type === 'hook') heard.push(`${s} ${e.event}`)
    core = next
    core = s % 15 === 0 ? core.answer('am', aSnapshot({ alerts: [down], services: null }), NOW + s * S) : core.tick(NOW + s * S)
    for (const e of core.last.effects) if (e.type === 'hook') heard.push(`${s} ${e.event}`)
    const stands = Object.values(core.state.app.pages).some((p) => p.window)
    if (stands !== window) { window = stands; heard.push(`${s} window`) }
  }
  return { core, heard }
}
const start = (config: ConfigInput): Core => startCore([aSetup()], { config: configSchema.parse(config) }).answer('am', aSnapshot(), NOW)
const night = { from: '12:05', to: '13:30', zone: 'UTC' }

it('takes at dusk the rungs that the ladder of the day did not have, whose time has come', () => {
  const { heard } = live(start({ paging: { night, ladders: [
    { time: 'day', sound: { after: '0s', every: '30s' } },
    { time: 'night', sound: { after: '0s', every: '30s' }, window: { after: '10s' }, hook: { after: '2m', every: '10m' } }
  ] } }), 1_000)
  expect(heard).toEqual(['301 paged', '301 window', '735 repeated'])
})

it('takes them where the configuration is read anew, too', () => {
  const quiet: ConfigInput = { paging: { ladders: [{ sound: { after: '0s', every: '30s' } }] } }
  const { heard } = live(start(quiet), 300, (core, s) => (s === 200 ? core.do({ type: 'configured', at: NOW + s * S, config: configSchema.parse({}), sources: [aSetup()], file: null, notices: [] }) : core))
  expect(heard).toEqual(['200 paged', '200 window'])
})

it('pages for a tier 1 service that cannot be seen though no notification can be shown', () => {
  let core = startCore([prom()], { config: configSchema.parse({ services: [{ name: 'db', tier: 1 }] }) })
    .answer('prom', aSnapshot({ services: [aServiceSighting({ name: 'db' })] }), NOW)
    .do({ type: 'meta', at: NOW + S, change: { delivery: { able: false, by: '', detail: 'no daemon' } } })
  const heard: number[] = []
  for (let s = 15; s <= 400; s++) {
    core = s % 15 === 0 ? core.fail('prom', NOW + s * S) : core.tick(NOW + s * S)
    if (core.last.effects.some((e) => e.type === 'sound')) heard.push(s)
  }
  expect(only(core)).toMatchObject({ status: 'open', route: 'page', services: ['db'], window: true })
  expect(heard.length).toBeGreaterThan(3)
})
