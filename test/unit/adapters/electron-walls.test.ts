import { beforeEach, expect, test, vi } from 'vitest'
import type { StandingWall } from '../../../src/main/ports/walls'

type Bounds = { x: number; y: number; width: number; height: number }
/** What Electron was asked to do, in order, by the wall's title. */
const world = vi.hoisted(() => ({ done: [] as string[], windows: [] as { vanish: () => void; die: () => void; look: Readonly<Record<string, unknown>>; everywhere: boolean }[], page: 'drawn', asked: 0, unanswered: [] as (() => void)[] }))
vi.mock('electron', () => {
  class Emitter {
    readonly listeners = new Map<string, ((...args: unknown[]) => void)[]>()
    on(event: string, listener: (...args: unknown[]) => void): void { this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]) }
    fire(event: string, ...args: unknown[]): void { for (const listener of this.listeners.get(event) ?? []) listener(...args) }
  }
  class BrowserWindow extends Emitter {
    readonly name: string
    readonly webContents = Object.assign(new Emitter(), {
      setWindowOpenHandler: () => undefined, loadURL: (url: string) => { this.tell('loads', url); return Promise.resolve() }, isDestroyed: () => this.gone, isCrashed: () => false, isLoadingMainFrame: () => world.page === 'loads',
      mainFrame: { executeJavaScript: () => { world.asked++; return world.page === 'hangs' ? new Promise<boolean>((done) => { world.unanswered.push(() => { done(true) }) }) : Promise.resolve(world.page === 'drawn') } },
      reload: () => { this.tell('loads again'); this.webContents.fire('did-start-loading') }, forcefullyCrashRenderer: () => { this.tell('is ended'); this.die() }
    })
    gone = false
    everywhere = false
    bounds: Bounds
    readonly look: Readonly<Record<string, unknown>>
    constructor({ title, x, y, width, height, ...look }: Bounds & { title: string }) {
      super()
      this.look = look
      this.name = title.replace('Garda: ', '')
      this.bounds = { x, y, width, height }
      world.windows.push(this)
    }
    tell(...words: unknown[]): void { world.done.push([this.name, ...words].join(' ')) }
    die(): void { this.webContents.fire('render-process-gone', {}, { reason: 'crashed' }) }
    vanish(): void { this.gone = true; this.fire('closed') }
    setVisibleOnAllWorkspaces(on: boolean): void { this.everywhere = on }
    getBounds(): Bounds { return this.bounds }
    setBounds(to: Bounds): void { this.bounds = to; this.tell('at', to.x, to.y, to.width, to.height) }
    isFullScreen(): boolean { return false }
    setFullScreen(on: boolean): void { this.tell(on ? 'full' : 'not full') }
    showInactive(): void { this.tell('stands') }
    setShape(parts: readonly Bounds[]): void { this.tell('shape', ...parts.map(({ x, y, width, height }) => `${x},${y},${width}x${height}`)) }
    isDestroyed(): boolean { return this.gone }
    destroy(): void { this.tell('ends'); this.vanish() }
  }
  return { BrowserWindow, protocol: {}, session: {} }
})
const { besides, electronWalls } = await import('../../../src/main/adapters/electron-walls')

const walls = (x11 = true): ReturnType<typeof electronWalls> =>
  electronWalls({ preload: '', icon: '', platform: 'linux', x11, background: () => '#000', onGone: () => undefined, openLink: () => undefined })
const wall = (name: string, x = 0, width = 1000, scale = 1): StandingWall => ({ name, item: `@${name}`, bounds: { x, y: 0, width, height: 800 }, scale })
const taken = (): readonly string[] => world.done.splice(0)

beforeEach(() => { Object.assign(world, { done: [], windows: [], page: 'drawn', asked: 0, unanswered: [] }) })

test('exactly those that are asked for stand, and those that stand already are moved', () => {
  vi.useFakeTimers()
  const it = walls()
  it.stand([wall('a'), wall('b', 1000)])
  expect(taken()).toEqual(['a loads garda://app/index.html#wall/%40a', 'a at 0 0 1000 801', 'a stands', 'b loads garda://app/index.html#wall/%40b', 'b at 1000 0 1000 801', 'b stands'])
  it.stand([wall('b', 0)])
  expect([taken(), it.contents('own').length, it.contents('plain').length]).toEqual([['a ends', 'b at 0 0 1000 801'], 1, 0])
  // where places are rounded
  it.stand([wall('b', 853, 683, 1.5)])
  expect(taken()).toEqual(['b at 852 -1 685 802'])
  it.stand([])
  vi.useRealTimers()
})

test('a wall has no frame, is never given the keyboard, and stands on every workspace', () => {
  vi.useFakeTimers()
  const it = walls()
  it.stand([wall('a')])
  const [{ look, everywhere }] = world.windows as [(typeof world.windows)[number]]
  expect(look).toMatchObject({
    frame: false, focusable: false, show: false, movable: false, minimizable: false, maximizable: false, skipTaskbar: true,
    hasShadow: false, roundedCorners: false, thickFrame: false, enableLargerThanScreen: true
  })
  expect(everywhere).toBe(true)
  it.stand([])
  vi.useRealTimers()
})

test('one whose display vanishes while it opens is not opened again, one that the desktop ends is', () => {
  vi.useFakeTimers()
  const it = walls()
  it.stand([wall('a')])
  world.windows[0]!.vanish()
  it.stand([])
  vi.advanceTimersByTime(5_000)
  expect([taken().filter((line) => line.includes('loads')), it.contents('own').length]).toEqual([['a loads garda://app/index.html#wall/%40a'], 0])
  it.stand([wall('a')])
  world.windows[1]!.vanish()
  vi.advanceTimersByTime(1_000)
  expect([taken().filter((line) => line.includes('loads')).length, it.contents('own').length]).toEqual([2, 1])
  it.stand([])
  vi.useRealTimers()
})

const OWN = 'a loads garda://app/index.html#wall/%40a'
const PLAIN = 'a loads garda://app/plain.html'
/** What is asked of one wall while its page is of a kind, second by second. */
const meanwhile = async (page: typeof world.page, seconds: number): Promise<readonly string[]> => {
  world.page = page
  // what hung and goes on answers late
  if (page !== 'hangs') for (const answer of world.unanswered.splice(0)) answer()
  const said: string[] = []
  for (let second = 1; second <= seconds; second++) {
    await vi.advanceTimersByTimeAsync(1_000)
    said.push(...taken().map((line) => `${second} ${line}`))
  }
  return said
}

test('a page that does not answer is ended within four seconds, one that never draws or never loads within fifteen, and none that is well', async () => {
  vi.useFakeTimers()
  const it = walls()
  it.stand([wall('a')])
  taken()
  expect(await meanwhile('drawn', 60)).toEqual([])
  const once = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replace(/^\d+ /, ''))
  expect([await meanwhile('hangs', 2), once(await meanwhile('hangs', 2))]).toEqual([[], ['a is ended', 'a loads again']])
  expect(await meanwhile('drawn', 30)).toEqual([])
  expect([await meanwhile('blank', 10), once(await meanwhile('blank', 5))]).toEqual([[], ['a is ended', 'a loads again']])
  expect(await meanwhile('drawn', 5)).toEqual([])
  expect([await meanwhile('loads', 10), once(await meanwhile('loads', 5))]).toEqual([[], ['a is ended', 'a loads again']])
  it.stand([])
  vi.useRealTimers()
})

test('of a page that is well only every second and a half is asked, and of one that has ended nothing, whatever it still answers', async () => {
  vi.useFakeTimers()
  const it = walls()
  it.stand([wall('a')])
  await vi.advanceTimersByTimeAsync(15_000)
  expect([world.asked, vi.getTimerCount()]).toEqual([10, 1])
  await meanwhile('hangs', 2)
  it.stand([])
  for (const answer of world.unanswered.splice(0)) answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

test('what is gone for the fourth time in five minutes has the plain page, which is loaded again where it dies; five minutes later it is tried itself', async () => {
  vi.useFakeTimers()
  const it = walls()
  it.stand([wall('a')])
  taken()
  const [window] = world.windows
  const dies = (times: number): readonly string[] => { for (let i = 0; i < times; i++) window!.die(); return taken() }
  expect([dies(3), it.plain(), dies(1), it.plain(), it.contents('plain').length]).toEqual([['a loads again', 'a loads again', 'a loads again'], [], [PLAIN], ['a'], 1])
  // nothing stands behind it
  expect([dies(1), await meanwhile('drawn', 2)]).toEqual([[], [`1 ${PLAIN}`]])
  expect([await meanwhile('drawn', 298), await meanwhile('drawn', 5), it.plain(), it.contents('own').length]).toEqual([[], [`1 ${OWN}`], [], 1])
  // so long after the last, a crash is one crash
  expect(dies(1)).toEqual(['a loads again'])
  it.stand([])
  vi.useRealTimers()
})

test('on X11 a wall has a hole where another window is, for as long as that is seen there, and is whole elsewhere', () => {
  vi.useFakeTimers()
  const other = { x: 100, seen: true, tell: (_event: string): void => undefined }
  const heard = new Map<string, () => void>()
  other.tell = (event) => { heard.get(event)?.() }
  const window = {
    on: (event: string, run: () => void) => { heard.set(event, run) }, isDestroyed: () => false, isVisible: () => other.seen, isMinimized: () => false,
    getBounds: () => ({ x: other.x, y: 100, width: 500, height: 300 })
  } as never
  const shapes = (x11: boolean): readonly string[] => {
    Object.assign(other, { x: 100, seen: true })
    heard.clear()
    const it = walls(x11)
    it.stand([wall('a'), wall('b', 1000)])
    it.beneath(window)
    for (const [event, x, seen] of [['show', 100, true], ['move', 800, true], ['move', 2500, true], ['move', 100, true], ['focus', 100, true], ['hide', 100, false]] as const) {
      Object.assign(other, { x, seen })
      other.tell(event)
    }
    it.stand([])
    return taken().filter((line) => line.includes('shape'))
  }
  expect([shapes(true), shapes(false)]).toEqual([[
    'a shape 0,0,1000x70 0,406,1000x395 0,70,94x336 606,70,394x336',
    'a shape 0,0,1000x70 0,406,1000x395 0,70,794x336', 'b shape 0,0,1000x70 0,406,1000x395 306,70,694x336',
    'a shape 0,0,1000x801', 'b shape 0,0,1000x801',
    'a shape 0,0,1000x70 0,406,1000x395 0,70,94x336 606,70,394x336',
    'a shape 0,0,1000x801'
  ], []])
  vi.useRealTimers()
})

test('what is left of a wall beside holes covers all but them, and is never nothing', () => {
  const whole = { x: 10, y: 10, width: 30, height: 20 }
  const holes = [{ x: 0, y: 0, width: 15, height: 15 }, { x: 12, y: 12, width: 10, height: 10 }, { x: 35, y: 5, width: 20, height: 40 }]
  const inside = ({ x, y, width, height }: Bounds, at: number, down: number): boolean => at >= x && at < x + width && down >= y && down < y + height
  const left = besides(whole, holes)
  for (let x = 0; x < 50; x++) for (let y = 0; y < 50; y++) {
    expect([x, y, left.filter((part) => inside(part, x, y)).length]).toEqual([x, y, inside(whole, x, y) && !holes.some((hole) => inside(hole, x, y)) ? 1 : 0])
  }
  expect([besides(whole, []), besides(whole, [{ x: 0, y: 0, width: 100, height: 100 }])]).toEqual([[whole], [{ x: 10, y: 10, width: 1, height: 1 }]])
})
