import { beforeEach, expect, test, vi } from 'vitest'
import type { StandingWall } from '../../../src/main/ports/walls'

type Bounds = { x: number; y: number; width: number; height: number }
/** What Electron was asked to do, in order, by the wall's title. */
const world = vi.hoisted(() => ({ done: [] as string[], windows: [] as { vanish: () => void }[] }))
vi.mock('electron', () => {
  class Emitter {
    readonly listeners = new Map<string, ((...args: unknown[]) => void)[]>()
    on(event: string, listener: (...args: unknown[]) => void): void { this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]) }
    fire(event: string, ...args: unknown[]): void { for (const listener of this.listeners.get(event) ?? []) listener(...args) }
  }
  class BrowserWindow extends Emitter {
    readonly name: string
    readonly webContents = Object.assign(new Emitter(), {
      setWindowOpenHandler: () => undefined, loadURL: (url: string) => { this.tell('loads', url); return Promise.resolve() }, isDestroyed: () => this.gone, isCrashed: () => false, isLoadingMainFrame: () => false,
      mainFrame: { executeJavaScript: () => Promise.resolve(true) }, reload: () => { this.tell('loads again') }, forcefullyCrashRenderer: () => undefined
    })
    gone = false
    bounds: Bounds
    constructor({ title, x, y, width, height }: Bounds & { title: string }) {
      super()
      this.name = title.replace('Garda: ', '')
      this.bounds = { x, y, width, height }
      world.windows.push(this)
    }
    tell(...words: unknown[]): void { world.done.push([this.name, ...words].join(' ')) }
    vanish(): void { this.gone = true; this.fire('closed') }
    setVisibleOnAllWorkspaces(): void { return undefined }
    getBounds(): Bounds { return this.bounds }
    setBounds(to: Bounds): void { this.bounds = to; this.tell('at', to.x, to.y, to.width, to.height) }
    isFullScreen(): boolean { return false }
    setFullScreen(on: boolean): void { this.tell(on ? 'full' : 'not full') }
    showInactive(): void { this.tell('stands') }
    getMediaSourceId(): string { return `window:${this.name}:0` }
    isDestroyed(): boolean { return this.gone }
    destroy(): void { this.tell('ends'); this.vanish() }
  }
  return { BrowserWindow, protocol: {}, session: {} }
})
const { electronWalls } = await import('../../../src/main/adapters/electron-walls')

const walls = (x11 = true): ReturnType<typeof electronWalls> =>
  electronWalls({ preload: '', icon: '', platform: 'linux', x11, background: () => '#000', onGone: () => undefined, openLink: () => undefined })
const wall = (name: string, x = 0, width = 1000, scale = 1): StandingWall => ({ name, item: `@${name}`, bounds: { x, y: 0, width, height: 800 }, scale })
const taken = (): readonly string[] => world.done.splice(0)

beforeEach(() => { Object.assign(world, { done: [], windows: [] }) })

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

test('on X11 a window goes above the walls that would cover it, and above no others', () => {
  vi.useFakeTimers()
  const above: string[] = []
  const window = (x: number, visible = true): never => ({
    isDestroyed: () => false, isVisible: () => visible, getBounds: () => ({ x, y: 0, width: 500, height: 500 }), moveAbove: (id: string) => { above.push(id) }
  }) as never
  for (const x11 of [true, false]) {
    const it = walls(x11)
    it.stand([wall('a'), wall('b', 1000)])
    for (const one of [window(100), window(800), window(2000), window(100, false)]) it.under(one)
    it.stand([])
  }
  expect(above).toEqual(['window:a:0', 'window:a:0', 'window:b:0'])
  vi.useRealTimers()
})
