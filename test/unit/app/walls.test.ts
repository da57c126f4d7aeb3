import { expect, test } from 'vitest'
import { wallSchema } from '@shared/config/walls'
import type { Display } from '@shared/domain/display'
import { displayLines, wrongWall } from '../../../src/main/app/wall-line'
import { keepWalls, type Walls } from '../../../src/main/app/walls'
import { aDisplay, NOW } from '../../builders'
import { fakeClock, type FakeClock } from '../../fakes/fake-clock'
import { fakeConfigStore, type FakeConfigStore } from '../../fakes/fake-config-store'
import { fakeWalls, type FakeWalls } from '../../fakes/fake-walls'

const main = aDisplay({ id: 'm', label: 'Main', primary: true })
const tv = aDisplay({ id: 't', label: 'TV', x: 1920 })
const beamer = aDisplay({ id: 'b', label: 'Beamer', x: 3840, native: { width: 1024, height: 768 } })
const aWall = (name: string, over: object = {}) => wallSchema.parse({ name, ...over })
const log = { write: () => undefined }

interface Room { readonly walls: Walls; readonly desk: FakeWalls; readonly clock: FakeClock; readonly store: FakeConfigStore; readonly where: () => unknown }
const aRoom = (configured: readonly ReturnType<typeof aWall>[], displays: readonly Display[] = [main, tv, beamer], given: readonly string[] = []): Room => {
  const [desk, clock] = [fakeWalls(displays), fakeClock(NOW)]
  const store = fakeConfigStore({ walls: [...configured] }, { readOnly: { sources: [], services: [], environments: [], walls: given } })
  const walls = keepWalls({ ...desk.ports, store, clock, log })
  walls.begin()
  return { walls, desk, clock, store, where: () => desk.stand().map(({ name, item, bounds }) => `${name} ${item} at ${bounds.x}`) }
}

test('every wall that is switched on stands, follows its display once things have settled, and keeps the displays awake by choice', async () => {
  const { desk, clock, where } = aRoom([aWall('one', { display: 'TV' }), aWall('off', { enabled: false, display: 'Beamer' })])
  expect([where(), desk.awake()]).toEqual([['one @one at 1920'], true])
  desk.connect(main)
  expect(where()).toEqual(['one @one at 1920'])
  await clock.advance(200)
  expect([where(), desk.awake()]).toEqual([[], false])
  desk.connect(main, aDisplay({ ...tv, x: -1920, bounds: { ...tv.bounds, x: -1920 } }))
  await clock.advance(200)
  expect([where(), desk.awake()]).toEqual([['one @one at -1920'], true])
  const asleep = aRoom([aWall('one', { display: 'TV', keepAwake: false })])
  expect([asleep.where(), asleep.desk.awake()]).toEqual([['one @one at 1920'], false])
})

test('after sleep it looks again, also for displays that nobody tells of', async () => {
  const { desk, clock, where } = aRoom([aWall('one', { display: 'TV' })], [main])
  expect(where()).toEqual([])
  desk.wake(main)
  await clock.advance(1_000)
  desk.wake(main, tv)
  await clock.advance(1)
  expect(where()).toEqual(['one @one at 1920'])
})

test('after sleep it looks again by itself, at once, two and ten seconds later, for displays that nobody tells of', async () => {
  const { desk, clock, where } = aRoom([aWall('one', { display: 'TV' })], [main])
  desk.wake(main)
  const seen: unknown[] = []
  const pass = async (ms: number): Promise<void> => { await clock.advance(ms); seen.push(where()) }
  await pass(1_000)
  desk.comes(main, tv)
  await pass(999)
  await pass(1)
  desk.comes(main)
  await pass(7_999)
  await pass(1)
  expect([seen, clock.pending]).toEqual([[[], [], ['one @one at 1920'], ['one @one at 1920'], []], 0])
})

test('the configuration is followed, and a wall of the command line stands beside it until the end of the run', async () => {
  const { walls, store, clock, where } = aRoom([aWall('one', { display: 'TV' })])
  walls.run({ item: 'alerts', display: 'Beamer' })
  expect(where()).toEqual(['one @one at 1920', 'alerts alerts at 3840'])
  store.reload({ config: { ...store.read().config, walls: [] } })
  await clock.advance(200)
  expect([where(), store.read().config.walls]).toEqual([['alerts alerts at 3840'], []])
  expect([walls.act({ do: 'close', name: 'alerts' }), where()]).toEqual([{ ok: true, reason: '' }, []])
})

test('a wall of the command line is another than a configured one that has the name of its board; the same board again moves it', () => {
  const { walls, where } = aRoom([aWall('now', { boards: ['services'], display: 'TV' })])
  walls.run({ item: 'now', display: 'Beamer' })
  expect([where(), walls.view().walls.map(({ name, item, display }) => [name, item, display])]).toEqual([['now @now at 1920', 'now (2) now at 3840'], [['now', '@now', 'TV'], ['now (2)', 'now', 'Beamer']]])
  expect([walls.act({ do: 'close', name: 'now (2)' }), where()]).toEqual([{ ok: true, reason: '' }, ['now @now at 1920']])
  walls.run({ item: 'alerts', display: null })
  walls.run({ item: 'alerts', display: 'Beamer' })
  expect(where()).toEqual(['now @now at 1920', 'alerts alerts at 3840'])
})

test('a wall of the command line without a display waits for the first that comes, and stands on that where there is no other', async () => {
  const none = aRoom([aWall('one', { display: 'TV', enabled: false }), aWall('any', { enabled: false })], [])
  none.walls.run({ item: 'now', display: null })
  expect([none.where(), none.walls.view().walls.map(({ waits }) => waits), none.walls.left().runs]).toEqual([[], ['off', 'off', 'none-free'], [{ item: 'now', display: null, waits: true }]])
  none.desk.connect(tv)
  await none.clock.advance(200)
  expect(none.where()).toEqual(['now now at 1920'])
  // it has its display: the main one that comes is none for it
  none.desk.connect(main)
  await none.clock.advance(200)
  expect([none.where(), none.walls.view().walls.map(({ waits }) => waits).at(-1)]).toEqual([[], 'gone'])
  const two = aRoom([], [])
  two.walls.run({ item: 'now', display: null })
  two.desk.connect(main, tv)
  await two.clock.advance(200)
  expect(two.where()).toEqual(['now now at 1920'])
  two.desk.connect(main)
  await two.clock.advance(200)
  expect([two.where(), two.walls.left().runs]).toEqual([[], [{ item: 'now', display: null }]])
  // one that is configured for a display waits for that, however it is typed; another for any
  const named = aRoom([aWall('one', { display: 'TV', enabled: false }), aWall('any', { enabled: false })], [main])
  named.walls.run({ item: '@ONE', display: null })
  named.walls.run({ item: '@Any', display: null })
  expect(named.where()).toEqual(['any @any at 0'])
  // a run that began without displays is followed by another
  const next = aRoom([], [])
  next.walls.resume({ runs: [{ item: 'now', display: null, waits: true }, { item: 'alerts', display: null }], switched: [] })
  next.desk.connect(tv)
  await next.clock.advance(200)
  expect(next.where()).toEqual(['now now at 1920'])
})

test('a configured wall that the command line opens is closed by hand, whatever its case, and opened again by either', () => {
  const { walls, store, where } = aRoom([aWall('TV', { display: 'TV', enabled: false }), aWall('team', { display: 'Beamer' })], [main, tv, beamer], ['team'])
  const seen: unknown[] = []
  const look = (): void => { seen.push([where(), walls.view().walls.map(({ waits }) => waits), store.read().config.walls.map(({ enabled }) => enabled)]) }
  for (const step of [
    () => walls.run({ item: '@tv', display: null }), () => walls.act({ do: 'close', name: 'TV' }), () => walls.run({ item: '@TV', display: null }), () => walls.act({ do: 'close', name: 'tv' }), () => walls.act({ do: 'open', name: 'TV' }),
    () => walls.act({ do: 'close', name: 'team' }), () => walls.run({ item: '@TEAM', display: null })
  ]) { step(); look() }
  const [TV, TEAM] = ['TV @TV at 1920', 'team @team at 3840']
  expect(seen).toEqual([
    [[TV, TEAM], [null, null], [false, true]], [[TEAM], ['off', null], [false, true]], [[TV, TEAM], [null, null], [false, true]], [[TEAM], ['off', null], [false, true]], [[TV, TEAM], [null, null], [false, true]],
    [[TV], [null, 'off'], [false, true]], [[TV, TEAM], [null, null], [false, true]]
  ])
  // however often it is named, one wall was asked for
  const moved = aRoom([aWall('one', { display: 'TV' })])
  moved.walls.run({ item: '@ONE', display: 'Beamer' })
  moved.walls.run({ item: '@one', display: 'TV' })
  expect([moved.where(), moved.walls.left().runs]).toEqual([['one @one at 1920'], [{ item: '@one', display: 'TV' }]])
})

test('a wall whose display is one of several of that name waits for a person to say which', () => {
  const { walls, where } = aRoom([aWall('one', { display: 'DELL' })], [main, aDisplay({ id: '1', label: 'DELL', x: 1920 }), aDisplay({ id: '2', label: 'DELL', x: 3840 })])
  expect([where(), walls.view().walls.map(({ waits }) => waits)]).toEqual([[], ['several']])
  expect([walls.act({ do: 'move', name: 'one', display: 'DELL, right' }), where()]).toEqual([{ ok: true, reason: '' }, ['one @one at 3840']])
})

test('it tells of displays and walls, and why one waits', () => {
  const { walls } = aRoom([aWall('one', { display: 'TV' }), aWall('two', { display: 'tv' }), aWall('team', { display: 'Projector' }), aWall('off', { enabled: false })], [main, tv], ['team'])
  expect(walls.view()).toEqual({
    displays: [
      { name: 'Main', native: { width: 1920, height: 1080 }, scale: 1, position: { x: 0, y: 0 }, internal: false, primary: true, wall: null },
      { name: 'TV', native: { width: 1920, height: 1080 }, scale: 1, position: { x: 1920, y: 0 }, internal: false, primary: false, wall: 'one' }
    ],
    walls: [
      { name: 'one', item: '@one', from: 'own', display: 'TV', waits: null, plain: false }, { name: 'two', item: '@two', from: 'own', display: null, waits: 'taken', plain: false },
      { name: 'team', item: '@team', from: 'file', display: null, waits: 'gone', plain: false }, { name: 'off', item: '@off', from: 'own', display: null, waits: 'off', plain: false }
    ]
  })
})

test('a wall is opened, closed, moved, changed and taken away by hand', () => {
  const { walls, store, where } = aRoom([aWall('one', { display: 'TV' }), aWall('team')], [main, tv, beamer], ['team'])
  const OK = { ok: true, reason: '' }
  const enabled = (): unknown => store.read().config.walls.map(({ name, enabled: on }) => `${name} ${on}`)
  expect([walls.act({ do: 'close', name: 'ONE' }), enabled(), where()]).toEqual([OK, ['one false', 'team true'], ['team @team at 3840']])
  expect([walls.act({ do: 'open', name: 'one' }), where()]).toEqual([OK, ['one @one at 1920', 'team @team at 3840']])
  // a team's wall is closed for this run alone
  expect([walls.act({ do: 'close', name: 'team' }), enabled(), where()]).toEqual([OK, ['one true', 'team true'], ['one @one at 1920']])
  expect([walls.act({ do: 'move', name: 'one', display: 'beamer' }), where(), walls.act({ do: 'move', name: 'one', display: 'x' })]).toEqual([OK, ['one @one at 3840'], { ok: false, reason: 'No display is named “x”.' }])
  expect([walls.act({ do: 'save', wall: aWall('uno', { display: 'Main' }), was: 'one' }), where()]).toEqual([OK, ['uno @uno at 0']])
  expect([walls.act({ do: 'save', wall: aWall('Uno'), was: null }), walls.act({ do: 'save', wall: aWall('x'), was: 'y' }), walls.act({ do: 'remove', name: 'team' }), walls.act({ do: 'open', name: 'z' })].map(({ reason }) => reason))
    .toEqual(['Another wall is named “Uno”.', 'No wall is named “y”.', '“team” is given by the team’s file.', 'No wall is named “z”.'])
  expect([walls.act({ do: 'remove', name: 'uno' }), enabled(), where()]).toEqual([OK, ['team true'], []])
})

test('it tells at once of whatever was set, also of what is set beside walls', async () => {
  const { walls, desk, clock } = aRoom([aWall('one', { display: 'TV' })])
  expect(desk.told()).toEqual([walls.view()])
  walls.act({ do: 'save', wall: aWall('one', { display: 'TV', boards: ['alerts'] }), was: 'one' })
  expect(desk.told()).toEqual([walls.view()])
  walls.configured()
  await clock.advance(0)
  expect(desk.told()).toEqual([walls.view()])
})

test('the main window is brought back into sight, and to where it was with these displays', async () => {
  const { walls, desk, clock } = aRoom([])
  desk.main = { x: 2000, y: 100, width: 900, height: 700, maximized: false }
  walls.mainMoved()
  await clock.advance(500)
  desk.connect(main)
  await clock.advance(200)
  expect(desk.main).toEqual({ x: 1020, y: 100, width: 900, height: 700, maximized: false })
  desk.connect(main, tv, beamer)
  await clock.advance(200)
  expect([desk.main, walls.mainPlace()]).toEqual([{ x: 2000, y: 100, width: 900, height: 700, maximized: false }, { x: 2000, y: 100, width: 900, height: 700, maximized: false }])
  walls.end()
  expect(clock.pending).toBe(0)
})

test('the command line lists displays, and says what there is when something is not', () => {
  expect(displayLines([main, { ...beamer, scale: 1.5 }])).toBe('Main    1920x1080  scale 1  at 0,0  main\nBeamer  1024x768   scale 1.5  at 3840,0\n')
  expect(displayLines([])).toBe('No display is connected.\n')
  const there = { displays: [main, tv], walls: [aWall('office')], dashboards: ['nodes'] }
  const wrong = (item: string, display: string | null = null): string | null => wrongWall({ item, display }, there)
  expect([wrong('now'), wrong('@Office', 'tv'), wrong('dashboard:nodes'), wrong('now', 'x'), wrong('@attic'), wrong('dashboard:x'), wrongWall({ item: '@a', display: null }, { displays: [], walls: [], dashboards: null })]).toEqual([
    null, null, null, 'no display is named "x"; there are "Main", "TV"', 'no wall is named "attic"; there are "office"', 'no dashboard has the id "x"; there are "nodes"', 'no wall is named "a"; none is configured'
  ])
})
