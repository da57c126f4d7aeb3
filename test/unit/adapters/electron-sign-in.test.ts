import { beforeEach, expect, test, vi } from 'vitest'

type Listener = (...args: unknown[]) => unknown
const world = vi.hoisted(() => ({
  options: [] as Record<string, unknown>[], partitions: [] as string[], title: '', loaded: [] as string[], destroyed: 0,
  session: new Map<string, Listener>(), contents: new Map<string, Listener>(), window: new Map<string, Listener>()
}))
vi.mock('electron', () => {
  const keep = (into: Map<string, Listener>) => (name: string, listener: Listener): void => { into.set(name, listener) }
  const handler = (name: string) => (listener: Listener): void => { world.session.set(name, listener) }
  const session = {
    on: keep(world.session), setSpellCheckerLanguages: () => undefined, setCertificateVerifyProc: () => undefined, setProxy: () => Promise.resolve(),
    setPermissionRequestHandler: handler('request'), setPermissionCheckHandler: handler('check'), setDevicePermissionHandler: handler('device'), webRequest: { onBeforeRequest: handler('before') }
  }
  class BrowserWindow {
    readonly webContents = { on: keep(world.contents), setWindowOpenHandler: (listener: Listener) => { world.contents.set('open', listener) }, getURL: () => 'https://id.example/login?rd=secret' }
    constructor(options: Record<string, unknown>) { world.options.push(options) }
    on(name: string, listener: Listener): void { world.window.set(name, listener) }
    setMenu(): void { /* none */ }
    setTitle(title: string): void { world.title = title }
    isDestroyed(): boolean { return false }
    loadURL(url: string): Promise<void> { world.loaded.push(url); return Promise.resolve() }
    destroy(): void { world.destroyed++ }
  }
  return { BrowserWindow, app: { getPath: () => '/nowhere' }, session: { fromPartition: (name: string) => { world.partitions.push(name); return session } } }
})
const { electronSignIns } = await import('../../../src/main/adapters/electron-sign-in')

const heard = { arrived: vi.fn(), passed: vi.fn(), circled: vi.fn(), closed: vi.fn() }
const open = (id = 'corp-am') => electronSignIns({ icon: '/icon.png' }).open(id, { url: 'https://am.example', source: 'Corp AM', proxy: 'system' }, heard)
/** Whether something was prevented. */
const prevented = (listener: Listener | undefined, ...args: unknown[]): boolean => {
  const preventDefault = vi.fn()
  listener?.({ preventDefault }, ...args)
  return preventDefault.mock.calls.length === 1
}

beforeEach(() => { Object.assign(world, { options: [], partitions: [], title: '', loaded: [], destroyed: 0 }) })

test('a sign-in window has a partition of its source alone and no privileges', async () => {
  open()
  expect(world.options.map(({ webPreferences }) => ({ ...(webPreferences as object), session: null }))).toEqual([
    { session: null, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, spellcheck: false, navigateOnDragDrop: false }
  ])
  await vi.waitFor(() => { expect(world.loaded).toEqual(['https://am.example']) })
  expect(new Set(world.partitions)).toEqual(new Set(['persist:source-corp-am']))
})

test('names that no folder should have do not make one', () => {
  open('../../etc/passwd')
  expect(world.partitions[0]).toMatch(/^persist:source-\.[0-9a-f]{32}$/)
})

test('permissions, downloads, further windows and all that is not the web are refused', () => {
  open()
  const { session, contents } = world
  const answer = vi.fn()
  session.get('request')?.({}, 'geolocation', answer)
  for (const url of ['https://id.example/', 'file:///etc/passwd', 'smb://host/x']) session.get('before')?.({ url }, answer)
  expect(answer.mock.calls).toEqual([[false], [{ cancel: false }], [{ cancel: true }], [{ cancel: true }]])
  expect([session.get('check')?.(), session.get('device')?.(), contents.get('open')?.({ url: 'https://id.example' })]).toEqual([false, false, { action: 'deny' }])
  expect([prevented(session.get('will-download')), prevented(contents.get('will-attach-webview')), prevented(contents.get('will-navigate'), 'file:///x'), prevented(contents.get('will-redirect'), 'ms-settings:x'), prevented(contents.get('will-navigate'), 'https://id.example')])
    .toEqual([true, true, true, true, false])
})

test('the address stands in the title without what may be a secret, whatever the page calls itself', () => {
  open()
  expect(prevented(world.window.get('page-title-updated'), 'Your bank')).toBe(true)
  expect(world.title).toBe('https://id.example/login: sign in to Corp AM')
})
