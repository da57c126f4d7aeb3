import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { SignInPage } from '../../../src/main/ports/sign-in'
import { makeCertificates, type Certificates } from '../../servers/tls'

type Listener = (...args: unknown[]) => unknown
const world = vi.hoisted(() => ({
  options: [] as Record<string, unknown>[], partitions: [] as string[], title: '', loaded: [] as string[], destroyed: 0, proxies: [] as unknown[], windows: [] as unknown[], cookies: [] as unknown[],
  session: new Map<string, Listener>(), contents: new Map<string, Listener>(), window: new Map<string, Listener>(), app: new Map<string, Listener>()
}))
vi.mock('electron', () => {
  const keep = (into: Map<string, Listener>) => (name: string, listener: Listener): void => { into.set(name, listener) }
  const cookies = {
    get: () => Promise.resolve([{ name: 'a', value: '1' }, { name: 'b', value: 'x=y' }]),
    set: (cookie: { readonly name: string }) => { world.cookies.push(cookie); return cookie.name === 'refused' ? Promise.reject(new Error('no')) : Promise.resolve() },
    remove: (...what: readonly string[]) => { world.cookies.push(what); return Promise.resolve() }
  }
  const handler = (name: string) => (listener: Listener): void => { world.session.set(name, listener) }
  const session = {
    on: keep(world.session), setSpellCheckerLanguages: () => undefined, setCertificateVerifyProc: handler('verify'), setProxy: (to: unknown) => { world.proxies.push(to); return Promise.resolve() }, cookies,
    setPermissionRequestHandler: handler('request'), setPermissionCheckHandler: handler('check'), setDevicePermissionHandler: handler('device'), webRequest: { onBeforeRequest: handler('before') }
  }
  class BrowserWindow {
    readonly webContents = { on: keep(world.contents), setWindowOpenHandler: (listener: Listener) => { world.contents.set('open', listener) }, getURL: () => 'https://id.example/login?rd=secret' }
    constructor(options: Record<string, unknown>) { world.options.push(options); world.windows.push(this.webContents) }
    on(name: string, listener: Listener): void { world.window.set(name, listener) }
    setMenu(): void { /* none */ }
    setTitle(title: string): void { world.title = title }
    isDestroyed(): boolean { return false }
    loadURL(url: string): Promise<void> { world.loaded.push(url); return Promise.resolve() }
    destroy(): void { world.destroyed++ }
  }
  return { BrowserWindow, app: { getPath: () => '/nowhere', on: keep(world.app), off: (name: string) => { world.app.delete(name) } }, session: { fromPartition: (name: string) => { world.partitions.push(name); return session } } }
})
const { electronJar, cookieOf } = await import('../../../src/main/adapters/electron-jar')
const { electronSignIns } = await import('../../../src/main/adapters/electron-sign-in')

const heard = { arrived: vi.fn(), passed: vi.fn(), circled: vi.fn(), uncertified: vi.fn(), closed: vi.fn() }
const open = (id = 'corp-am', over: Partial<SignInPage> = {}) => electronSignIns({ icon: '/icon.png' }).open(id, { url: 'https://am.example', source: 'Corp AM', proxy: 'system', tls: null, ...over }, heard)
/** Whether something was prevented. */
const prevented = (listener: Listener | undefined, ...args: unknown[]): boolean => {
  const preventDefault = vi.fn()
  listener?.({ preventDefault }, ...args)
  return preventDefault.mock.calls.length === 1
}

beforeEach(() => { Object.assign(world, { options: [], partitions: [], title: '', loaded: [], destroyed: 0, proxies: [], cookies: [] }); vi.clearAllMocks() })

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

let made: Certificates
beforeAll(async () => { made = await makeCertificates() })
afterAll(() => made.remove())
const loaded = (): Promise<void> => vi.waitFor(() => { expect(world.loaded).toHaveLength(1) })
const pem = (file: string) => ({ data: readFileSync(file, 'utf8'), validExpiry: 0 })

test('its way is that of the source: straight, the system’s, or a proxy of its own, for this computer too', async () => {
  for (const proxy of ['none', 'system', 'http://proxy.example:3128/']) open('way', { proxy })
  await vi.waitFor(() => { expect(world.loaded).toHaveLength(3) })
  expect(world.proxies).toEqual([{ mode: 'direct' }, { mode: 'system' }, { mode: 'fixed_servers', proxyRules: 'http://proxy.example:3128', proxyBypassRules: '<-loopback>' }])
})

test('an authority of the source’s own is trusted, for what is right in all else, and by that source alone', async () => {
  const verdict = (file: string, errorCode: number, hostname = 'localhost'): unknown => { const answer = vi.fn(); world.session.get('verify')?.({ hostname, certificate: pem(file), errorCode }, answer); return answer.mock.calls[0]?.[0] }
  const unknown = -202
  open('authority', { tls: { ca: made.ca } })
  await loaded()
  expect([
    verdict(made.good.cert, unknown), verdict(made.good.cert, unknown, '127.0.0.1'), verdict(made.good.cert, 0), verdict(made.good.cert, -206), verdict(made.good.cert, unknown, 'am.example'), verdict(made.good.cert, unknown, '127.0.0.2'),
    verdict(made.expired.cert, unknown), verdict(made.early.cert, unknown), verdict(made.wrongHost.cert, unknown), verdict(made.selfSigned.cert, unknown), verdict(made.trusted.cert, unknown), verdict(made.client.cert, unknown, 'watcher')
  ]).toEqual([0, 0, ...Array<number>(10).fill(-3)])
  world.loaded = []
  open('authority', { tls: { ca: made.selfSigned.cert } })
  await loaded()
  expect([verdict(made.selfSigned.cert, unknown), verdict(made.good.cert, unknown)]).toEqual([0, -3])
  world.loaded = []
  open('authority', { tls: { ca: '/nowhere.pem' } })
  await loaded()
  expect([verdict(made.selfSigned.cert, unknown), verdict(made.good.cert, unknown)]).toEqual([-3, -3])
})

test('a client certificate is shown to the source alone, where the system has it, and said where it cannot be', async () => {
  open('mutual', { tls: { cert: made.client.cert, key: made.client.key } })
  const asking = world.windows.at(-1)
  const asked = async (at: string, ...there: readonly string[]): Promise<readonly unknown[]> => {
    const [preventDefault, answer] = [vi.fn(), vi.fn()]
    world.app.get('select-client-certificate')?.({ preventDefault }, asking, at, there.map(pem), answer)
    await vi.waitFor(() => { expect(answer).toHaveBeenCalledTimes(1) })
    return [preventDefault.mock.calls.length, answer.mock.calls[0], heard.uncertified.mock.calls.length]
  }
  expect([await asked('am.example:443', made.good.cert, made.client.cert), await asked('https://id.example/', made.client.cert), await asked('am.example:443', made.good.cert)])
    .toEqual([[1, [pem(made.client.cert)], 0], [1, [], 0], [1, [], 1]])
  const failed = (code: number, at: string): void => { world.contents.get('did-fail-load')?.({}, code, '', at, true) }
  for (const [code, at] of [[-110, 'https://am.example/'], [-117, 'https://am.example/x'], [-110, 'https://id.example/'], [-105, 'https://am.example/']] as const) failed(code, at)
  expect(heard.uncertified).toHaveBeenCalledTimes(3)
  world.window.get('closed')?.()
  expect(world.app.get('select-client-certificate')).toBeUndefined()
  open('no-certificate')
  world.contents.get('did-fail-load')?.({}, -110, '', 'https://am.example/', true)
  expect([world.app.get('select-client-certificate'), heard.uncertified.mock.calls.length]).toEqual([undefined, 3])
})

test('what is signed in to goes with requests that take another way, and what these are given is kept; without a sign-in nothing is', async () => {
  const url = new URL('https://am.example/api/v2/alerts')
  await electronJar('never').keep(url, ['a=1'])
  expect([await electronJar('never').header(url), world.cookies]).toEqual(['', []])
  open('jar')
  const jar = electronJar('jar')
  await jar.keep(url, ['session=a=b; Path=/; HttpOnly; Secure; SameSite=Lax', 'refused=1', 'old=; Max-Age=0', 'nonsense'])
  expect([await jar.header(url), world.cookies]).toEqual(['a=1; b=x=y', [
    { url: 'https://am.example', name: 'session', value: 'a=b', path: '/', secure: true, httpOnly: true, sameSite: 'lax' },
    { url: 'https://am.example', name: 'refused', value: '1', path: '/api/v2', secure: false, httpOnly: false }, ['https://am.example/api/v2/alerts', 'old']
  ]])
})

test('a cookie ends as it says, by its age before its date', () => {
  const url = new URL('https://am.example/')
  const now = Date.UTC(2025, 10, 13)
  const of = (rest: string): unknown => { const cookie = cookieOf(`a=1${rest}`, url, now); return cookie && 'url' in cookie ? [cookie.expirationDate, cookie.domain, cookie.sameSite, cookie.path] : cookie }
  const gone = { name: 'a', ended: true }
  expect([of(''), of('; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT'), of('; expires=Fri, 14 Nov 2025 00:00:00 GMT'), of('; Max-Age=-1'), of('; Expires=Thu, 01 Jan 1970 00:00:00 GMT'), of('; max-age=soon; Domain=example; samesite=None; path=x'), cookieOf('=1', url, now)]).toEqual([
    [undefined, undefined, undefined, '/'], [now / 1000 + 60, undefined, undefined, '/'], [now / 1000 + 86_400, undefined, undefined, '/'], gone, gone, [undefined, 'example', 'no_restriction', '/'], null
  ])
})
