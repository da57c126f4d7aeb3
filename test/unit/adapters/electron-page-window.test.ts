import { beforeEach, expect, test, vi } from 'vitest'

type Listener = (...args: unknown[]) => void
/** What Electron was asked to do, in order, by window: `hand` takes the keyboard, `veil` only covers. */
const world = vi.hoisted(() => ({
  done: [] as string[], windows: [] as { fire: (event: string, ...args: unknown[]) => void; readonly webContents: { fire: (event: string, ...args: unknown[]) => void } }[],
  screen: new Map<string, () => void>(), display: { x: 0, y: 0, width: 1920, height: 1080 }
}))
vi.mock('electron', () => {
  class Emitter {
    readonly listeners = new Map<string, Listener[]>()
    on(event: string, listener: Listener): void { this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]) }
    once(event: string, listener: Listener): void { this.on(event, listener) }
    fire(event: string, ...args: unknown[]): void { for (const listener of this.listeners.get(event) ?? []) listener(...args) }
  }
  class BrowserWindow extends Emitter {
    readonly name: string
    readonly webContents = Object.assign(new Emitter(), { setWindowOpenHandler: () => undefined, isCrashed: () => this.crashed, reload: () => { this.crashed = false; this.tell('loads again') } })
    crashed = false
    visible = false
    full = false
    constructor({ focusable, backgroundColor }: { focusable?: boolean; backgroundColor: string }) {
      super()
      this.name = focusable === false ? 'veil' : 'hand'
      this.tell('made', backgroundColor)
      world.windows.push(this)
    }
    tell(...words: unknown[]): void { world.done.push([this.name, ...words].join(' ')) }
    setAlwaysOnTop(_on: boolean, level: string): void { this.tell('above all at', level) }
    setVisibleOnAllWorkspaces(): void { this.tell('everywhere') }
    loadURL(url: string): Promise<void> { this.tell('loads', url); return Promise.resolve() }
    setBounds({ x, y, width, height }: typeof world.display): void { this.tell('at', x, y, width, height) }
    showInactive(): void { this.visible = true; this.tell('stands') }
    hide(): void { this.visible = false; this.tell('goes') }
    moveTop(): void { this.tell('on top') }
    focus(): void { this.tell('asks for the keyboard') }
    setFullScreen(on: boolean): void { this.full = on; this.tell(on ? 'full' : 'not full') }
    isFullScreen(): boolean { return this.full }
    isVisible(): boolean { return this.visible }
    isFocused(): boolean { return false }
    isDestroyed(): boolean { return false }
  }
  return {
    BrowserWindow, protocol: {}, session: {},
    screen: {
      on: (event: string, listener: () => void) => { world.screen.set(event, listener) }, getCursorScreenPoint: () => ({ x: 1, y: 1 }),
      getDisplayNearestPoint: () => ({ bounds: world.display })
    }
  }
})
const { electronPageWindow, speaksX11 } = await import('../../../src/main/adapters/electron-page-window')

/** How often the window that takes the keyboard was told of. */
let made = 0
const pageWindow = (platform: NodeJS.Platform, x11: boolean, idleSeconds = (): number => 0): ReturnType<typeof electronPageWindow> =>
  electronPageWindow({ preload: '/preload.cjs', icon: '/icon.png', platform, x11, idleSeconds, onGone: () => undefined, openLink: () => undefined, onMade: () => { made++ } })
const taken = (): readonly string[] => world.done.splice(0)
const loaded = (): void => { for (const { webContents } of world.windows) webContents.fire('did-finish-load') }

beforeEach(() => { made = 0; Object.assign(world, { done: [], windows: [], display: { x: 0, y: 0, width: 1920, height: 1080 } }) })

test('nothing is made before the first page; it stands once it is loaded, in the colours of night, without asking for the keyboard', () => {
  const page = pageWindow('win32', false)
  expect([taken(), page.contents()]).toEqual([[], []])
  page.show()
  page.show()
  expect(taken()).toEqual(['hand made #060403', 'hand above all at screen-saver', 'hand everywhere', 'hand loads garda://app/index.html#page'])
  loaded()
  expect(taken()).toEqual(['hand at 0 0 1920 1080', 'hand stands', 'hand on top'])
  expect(page.stands()).toBe(true)
  page.show()
  expect([taken(), page.contents().length, page.isOurs(page.contents()[0]!), page.isOurs({} as never)]).toEqual([[], 1, true, false])
})

test('it asks for the keyboard where nobody has touched anything for half a minute, at once or while it stands, and not once it is gone', () => {
  vi.useFakeTimers()
  try {
    let idle = 29
    const page = pageWindow('win32', false, () => idle)
    page.show()
    loaded()
    expect(taken().at(-1)).toBe('hand on top')
    vi.advanceTimersByTime(10_000)
    expect(taken()).toEqual([])
    idle = 30
    vi.advanceTimersByTime(2_000)
    expect(taken()).toEqual(['hand asks for the keyboard'])
    page.hide()
    taken()
    vi.advanceTimersByTime(10_000)
    expect(taken()).toEqual([])
    page.show()
    expect(taken().at(-1)).toBe('hand asks for the keyboard')
    page.hide()
  } finally { vi.useRealTimers() }
})

test('it is kept hidden, and stands again at once on the display that is in use then', () => {
  const page = pageWindow('win32', false)
  page.show()
  loaded()
  page.hide()
  expect(page.stands()).toBe(false)
  taken()
  world.display = { x: 1920, y: 0, width: 1280, height: 1024 }
  page.show()
  expect(taken()).toEqual(['hand at 1920 0 1280 1024', 'hand stands', 'hand on top'])
})

test('made ready beforehand it is kept hidden and costs no loading later; after the end none is made', () => {
  const page = pageWindow('win32', false)
  page.warm()
  page.warm()
  loaded()
  expect(taken()).toEqual(['hand made #060403', 'hand above all at screen-saver', 'hand everywhere', 'hand loads garda://app/index.html#page'])
  page.show()
  expect(taken()).toEqual(['hand at 0 0 1920 1080', 'hand stands', 'hand on top'])
  const late = pageWindow('win32', false)
  late.letGo()
  late.warm()
  expect(taken()).toEqual([])
})

test('a crashed one is loaded again three times in five minutes, and once more with the next page', () => {
  const page = pageWindow('win32', false)
  page.warm()
  loaded()
  taken()
  const [hand] = world.windows as unknown as readonly [{ crashed: boolean; webContents: { fire: (event: string, ...args: unknown[]) => void } }]
  for (let i = 0; i < 4; i++) {
    hand.crashed = true
    hand.webContents.fire('render-process-gone', {}, { reason: 'crashed' })
  }
  expect([taken(), hand.crashed]).toEqual([Array.from({ length: 3 }, () => 'hand loads again'), true])
  page.show()
  expect(taken()).toEqual(['hand loads again', 'hand at 0 0 1920 1080', 'hand stands', 'hand on top'])
})

test('a page that is over before its window is loaded is not shown', () => {
  const page = pageWindow('win32', false)
  page.show()
  page.hide()
  taken()
  loaded()
  expect(taken()).toEqual([])
})

test('closing hides it until Garda quits', () => {
  const page = pageWindow('win32', false)
  page.show()
  loaded()
  taken()
  const close = (): boolean => {
    const event = { preventDefault: vi.fn() }
    world.windows[0]!.fire('close', event)
    return event.preventDefault.mock.calls.length === 0
  }
  expect([close(), taken()]).toEqual([false, ['hand goes']])
  page.letGo()
  expect([close(), taken()]).toEqual([true, []])
})

test('it moves when its display goes', () => {
  const page = pageWindow('win32', false)
  world.screen.get('display-removed')!()
  page.show()
  loaded()
  taken()
  world.display = { x: 0, y: 0, width: 1366, height: 768 }
  world.screen.get('display-removed')!()
  expect(taken()).toEqual(['hand at 0 0 1366 768'])
})

test('on X11 a veil covers full-screen programs until the page has the keyboard, and again when it loses it', () => {
  const page = pageWindow('linux', true)
  page.show()
  loaded()
  expect(taken().slice(-7)).toEqual(['veil loads garda://app/index.html#page/veil', 'hand at 0 0 1920 1080', 'veil at 0 0 1921 1081', 'hand stands', 'hand on top', 'veil stands', 'veil on top'])
  const [hand, veil] = world.windows as unknown as readonly [{ fire: (event: string) => void }, { webContents: { fire: (event: string, ...args: unknown[]) => void } }]
  veil.webContents.fire('input-event', {}, { type: 'mouseDown' })
  veil.webContents.fire('input-event', {}, { type: 'mouseUp' })
  hand.fire('focus')
  expect([taken(), made]).toEqual([['hand asks for the keyboard', 'veil goes', 'hand full'], 1])
  hand.fire('blur')
  expect(taken()).toEqual(['veil stands'])
  page.hide()
  hand.fire('blur')
  expect(taken()).toEqual(['veil goes', 'hand not full', 'hand goes'])
})

test('on Wayland it asks to be full screen and leaves its place to the compositor', () => {
  const page = pageWindow('linux', false)
  page.show()
  loaded()
  expect(taken().slice(-3)).toEqual(['hand stands', 'hand full', 'hand on top'])
})

test('a page that is never loaded is shown as it is', () => {
  vi.useFakeTimers()
  const page = pageWindow('win32', false)
  page.show()
  vi.advanceTimersByTime(2_000)
  vi.useRealTimers()
  expect(taken()).toContain('hand stands')
})

test('X11 is known by the platform asked for, and else by the session and the release', () => {
  const wayland = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' }
  expect([
    speaksX11('linux', {}, '', 45), speaksX11('linux', wayland, '', 45), speaksX11('linux', wayland, '', 25), speaksX11('linux', wayland, 'x11', 45),
    speaksX11('linux', wayland, 'auto', 25), speaksX11('linux', {}, 'wayland', 25), speaksX11('darwin', {}, '', 45)
  ]).toEqual([true, false, true, true, false, false, false])
})
