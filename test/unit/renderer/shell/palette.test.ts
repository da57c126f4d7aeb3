import { describe, expect, it } from 'vitest'
import { newCriticals } from '../../../../src/renderer/features/shell/announce'
import { find, gardaTargets, targetsOf, wallTargets } from '../../../../src/renderer/features/shell/palette-items'
import { placeEnvironment } from '../../../../src/renderer/features/shell/place'
import { roomsOf } from '../../../../src/renderer/features/shell/rooms'
import { freshSources } from '../../../../src/renderer/state/select/freshness'
import { NO_STARTUP, type StartupView } from '@shared/domain/startup'
import type { WallsView } from '@shared/domain/display'
import { wallSchema } from '@shared/config/walls'
import { anAlert, NOW } from '../../../builders'
import { nightState } from '../overview/night'

const night = nightState(NOW)
const all = (): boolean => true
const targets = targetsOf(night, roomsOf(all), freshSources(night, NOW, NOW), all)
const names = (typed: string): readonly string[] => find(targets, typed).map((x) => `${x.kind} ${x.name}`)

describe('search', () => {
  it('puts names that begin with it first, then words within, then what stands behind', () => {
    expect(names('se')).toEqual(expect.arrayContaining(['service search', 'screen Services', 'screen Settings', 'service article-service']))
    expect(names('se').indexOf('service search')).toBeLessThan(names('se').indexOf('service article-service'))
    expect(names('connections')).toEqual(['alert Connections exhausted'])
  })
  it('needs every word', () => {
    expect(names('queue image')).toEqual(['alert Queue deep'])
    expect(names('queue nothing')).toEqual([])
  })
  it('shows trouble and the screens before anything is typed', () => {
    expect(names('')).toEqual([
      'service postgres-primary', 'service article-service', 'service api-gateway', 'service web-frontend', 'service push-notifications', 'service search', 'service image-resizer', 'service elasticsearch',
      'screen Overview', 'screen Alerts', 'screen Services', 'screen Explore', 'screen Dashboards', 'screen Timeline', 'screen On-call', 'screen Sources', 'screen Settings'
    ])
  })
  it('offers nothing in rooms that do not exist', () => {
    expect(targetsOf(night, [], new Set(), (view) => view === 'sources').map((x) => x.kind)).toEqual(Array(7).fill('source'))
  })
})

it('offers to turn start at login on or off, as the system has it, and a new version once there is one', () => {
  const offered = (state: StartupView['state'] | null, updated: boolean): readonly string[] => gardaTargets(state === null ? null : { ...NO_STARTUP, state }, updated).map(({ name }) => name)
  expect([offered('off', false), offered('on', true), offered('unknown', false), offered('none', false), offered(null, false)]).toEqual([['Start Garda at login'], ['Do not start Garda at login', 'Restart Garda into the new version'], [], [], []])
  expect(find(gardaTargets({ ...NO_STARTUP, state: 'off' }, true), 'login').map(({ name }) => name)).toEqual(['Start Garda at login'])
})

describe('what can be done with walls', () => {
  const display = (name: string, primary = false): WallsView['displays'][number] => ({ name, native: { width: 1, height: 1 }, scale: 1, position: { x: 0, y: 0 }, internal: false, primary, wall: null })
  const wall = (name: string, waits: WallsView['walls'][number]['waits']): WallsView['walls'][number] => ({ name, item: `@${name}`, from: 'own', display: null, waits, plain: false })
  const offered = (view: WallsView | null): readonly unknown[] => wallTargets(view).map(({ name, acts }) => [name, acts])
  it('is to begin one on a display beside the main one, to open what is closed, to close what is open', () => {
    expect([offered(null), offered({ displays: [display('Desk', true)], walls: [] }), offered({ displays: [display('Desk', true), display('TV')], walls: [] })]).toEqual([
      [], [], [['Open a wall on TV', [{ do: 'save', wall: wallSchema.parse({ name: 'Wall 1', display: 'TV' }), was: null }]]]
    ])
    expect(offered({ displays: [display('TV')], walls: [wall('a', null), wall('b', 'off'), wall('c', 'gone')] })).toEqual([
      ['Open wall: b', [{ do: 'open', name: 'b' }]], ['Close 2 walls', [{ do: 'close', name: 'a' }, { do: 'close', name: 'c' }]]
    ])
  })
  it('is found by what it says, and stands below the screens before anything is typed', () => {
    const all3 = [...targets, ...wallTargets({ displays: [], walls: [wall('office', 'off')] })]
    expect([find(all3, 'open office').map((x) => x.name), find(all3, 'wall')[0]?.name, find(all3, '').at(-1)?.name]).toEqual([['Open wall: office'], 'Open wall: office', 'Open wall: office'])
  })
})

describe('what is new', () => {
  it('is a critical alert that begins to fire, also for the second time', () => {
    const a = anAlert({ id: 'a' })
    const first = newCriticals({ a }, null)
    expect(first.fresh).toEqual([])
    expect(newCriticals({ a, w: anAlert({ id: 'w', severity: 'warning' }), p: anAlert({ id: 'p', state: 'pending' }) }, first.all).fresh).toEqual([])
    const again = anAlert({ id: 'a', startsAt: NOW })
    expect(newCriticals({ a: again }, first.all).fresh).toEqual([again])
  })
})

describe('the environment of a place', () => {
  it('is that of its alert or service, if it is known', () => {
    expect([
      placeEnvironment({ view: 'service', item: 'staging/search' }, night), placeEnvironment({ view: 'alerts', item: 'DiskFilling-search' }, night),
      placeEnvironment({ view: 'alerts', item: 'gone' }, night), placeEnvironment({ view: 'alerts', item: null }, night), placeEnvironment({ view: 'sources', item: 'grafana' }, night)
    ]).toEqual(['staging', 'staging', null, null, null])
  })
})
