import { expect, it } from 'vitest'
import type { Done } from '@shared/contract/commands'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import type { SignInCookie } from '@shared/domain/sign-in'
import { createEngine } from '../../../src/main/app/engine'
import { forgetfulJournal } from '../../../src/main/app/face'
import { createSigningIn } from '../../../src/main/app/signing-in'
import type { SignInHeard, SignInPage, SignIns } from '../../../src/main/ports/sign-in'
import { NOW } from '../../builders'
import { fakeClock } from '../../fakes/fake-clock'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeHttp, type FakeReply } from '../../fakes/fake-http'
import { fakeLedger } from '../../fakes/fake-ledger'
import { fakeMachine } from '../../fakes/fake-machine'
import { fakeNotifier } from '../../fakes/fake-notifier'
import { fakeSound } from '../../fakes/fake-sound'

const SOURCE = 'http://am.example:9093'
const LOGIN = 'http://id.example/login'
const page: FakeReply = { body: '<form><input type="password">', headers: { 'content-type': 'text/html' } }

type Source = NonNullable<ConfigInput['sources']>[number]
const start = async ({ headless = false, source = {} }: { readonly headless?: boolean; readonly source?: Partial<Source> } = {}) => {
  const clock = fakeClock(NOW)
  let answers = false
  const reply = (json: unknown) => (): FakeReply => (answers ? { json } : page)
  const http = fakeHttp({ '/api/v2/alerts': reply([]), '/api/v2/silences': reply([]), '/api/v2/status': reply({ versionInfo: { version: '0.27.0' }, cluster: { status: 'disabled' }, config: { original: 'route: {}' } }) })
  const config = configSchema.parse({ thisComputer: false, appearance: { time: 'utc' }, sources: [{ name: 'Corp AM', kind: 'alertmanager', url: SOURCE, interval: '15s', timeout: '5s', ...source }] })
  const engine = await createEngine({ config, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode: 'live', version: '0' }, {
    clock, random: () => 0.5, notifier: fakeNotifier(), sound: fakeSound(), hooks: fakeHooks(), ledger: fakeLedger(), journal: forgetfulJournal(), log: { write: () => undefined },
    tools: { http: { open: () => http }, machine: fakeMachine() }
  })
  const opened: { readonly heard: SignInHeard; readonly url: string; readonly page: SignInPage; closed: boolean; focused: number }[] = []
  const jar = { cookies: [] as readonly SignInCookie[], unkept: null as string | null, forgotten: [] as string[] }
  const windows: SignIns = {
    open: (_id, page, heard) => {
      const one = { heard, url: page.url, page, closed: false, focused: 0 }
      opened.push(one)
      return { focus: () => { one.focused++ }, close: () => { if (!one.closed) { one.closed = true; heard.closed() } } }
    },
    unkept: () => Promise.resolve(jar.unkept), cookies: () => Promise.resolve(jar.cookies), forget: (id) => { jar.forgotten.push(id); jar.cookies = []; return Promise.resolve() }
  }
  const signingIn = createSigningIn({ engine, clock, ...(headless ? {} : { windows }) })
  await clock.advance(100)
  const settle = (): Promise<void> => clock.advance(1)
  return {
    engine, clock, opened, jar, signingIn, answer: (yes: boolean) => { answers = yes }, code: () => engine.state().sources['corp am']?.failure?.code ?? null,
    visit: async (...urls: readonly string[]) => { for (const url of urls) { opened.at(-1)?.heard.arrived(url); await settle() } },
    sign: async (): Promise<{ readonly done: Promise<Done> }> => { const done = signingIn.signIn('corp am'); await settle(); return { done } }
  }
}

it('the window begins at the source and goes by itself once that answers, which is asked at once', async () => {
  const it = await start()
  expect(it.code()).toBe('sign-in-needed')
  const { done } = await it.sign()
  await it.visit(LOGIN)
  it.answer(true)
  await it.visit(`${SOURCE}/`)
  expect([await done, it.opened.map(({ url, closed }) => ({ url, closed })), it.code()]).toEqual([{ ok: true, reason: '' }, [{ url: SOURCE, closed: true }], null])
})

it('a login that a script draws and that leads nowhere else is over once the source answers', async () => {
  const it = await start()
  const { done } = await it.sign()
  await it.visit(SOURCE)
  await it.clock.advance(30_000)
  const before = it.opened.map(({ closed }) => closed)
  it.answer(true)
  await it.clock.advance(10_000)
  expect([before, it.opened.map(({ closed }) => closed), it.code()]).toEqual([[false], [true], null])
  expect(await done).toEqual({ ok: true, reason: '' })
})

it('a second wish finds the window that stands', async () => {
  const it = await start()
  await it.sign()
  const { done } = await it.sign()
  expect(it.opened.map(({ focused }) => focused)).toEqual([1])
  it.opened[0]!.heard.closed()
  expect(await done).toEqual({ ok: false, reason: 'The window was closed before Corp AM answered.' })
})

it('a loop, no cookie, a cookie that does not help and redirects in circles are each said as what they are', async () => {
  const it = await start()
  const ends = async (act: () => Promise<void>): Promise<string> => { const { done } = await it.sign(); await act(); return (await done).reason }
  const loops = 'The login at id.example comes up again and again and never lets Corp AM answer. Cookies may be refused on the way, or this account may not use it.'
  expect(await ends(async () => { for (let i = 0; i < 6; i++) { it.opened.at(-1)!.heard.passed(`${SOURCE}/`); await it.visit(LOGIN) } })).toBe(loops)
  expect(await ends(() => { it.opened.at(-1)!.heard.circled(LOGIN); return Promise.resolve() })).toBe(loops)
  expect(await ends(() => it.visit(LOGIN, SOURCE))).toBe('The login was passed, but it left no cookie that could be kept for Corp AM, so Corp AM still wants a sign-in.')
  it.jar.cookies = [{ name: 'session', httpOnly: true, endsAt: null }]
  expect(await ends(() => it.visit(LOGIN, SOURCE))).toBe('The login was passed and left a cookie, but Corp AM still answers with a login page. Its proxy may not let this account in.')
})

it('cookies that cannot be kept on this computer are a notice, and the sign-in holds for this run', async () => {
  const it = await start()
  it.jar.unkept = 'ENOTDIR'
  it.answer(true)
  const { done } = await it.sign()
  await it.visit(SOURCE)
  expect([await done, Object.values(it.engine.state().notices).map(({ code, values }) => ({ code, values }))]).toEqual([{ ok: true, reason: '' }, [{ code: 'sign-in-unkept', values: { source: 'Corp AM', reason: 'ENOTDIR' } }]])
})

it('its end is told once, half an hour before, and no more once it was renewed or has come', async () => {
  const it = await start()
  it.answer(true)
  await it.engine.pollNow('corp am')
  const notices = (): readonly unknown[] => Object.values(it.engine.state().notices).map(({ code, values }) => ({ code, values }))
  it.jar.cookies = [{ name: 'session', httpOnly: true, endsAt: NOW + 60 * 60_000 }]
  await it.clock.advance(29 * 60_000)
  expect(notices()).toEqual([])
  await it.clock.advance(2 * 60_000)
  expect(notices()).toEqual([{ code: 'sign-in-ends', values: { source: 'Corp AM', time: new Date(NOW + 60 * 60_000).toISOString().slice(11, 16) } }])
  it.engine.dismiss('sign-in-ends:corp am')
  await it.clock.advance(2 * 60_000)
  expect(notices()).toEqual([])
  it.jar.cookies = [{ name: 'session', httpOnly: true, endsAt: NOW + 61 * 60_000 }]
  await it.clock.advance(2 * 60_000)
  expect(notices()).toEqual([{ code: 'sign-in-ends', values: { source: 'Corp AM', time: new Date(NOW + 61 * 60_000).toISOString().slice(11, 16) } }])
  it.answer(false)
  await it.clock.advance(60_000)
  expect([notices(), it.code()]).toEqual([[], 'sign-in-needed'])
})

it('signing out forgets, and the source is asked again', async () => {
  const it = await start()
  it.answer(true)
  await it.engine.pollNow('corp am')
  it.jar.cookies = [{ name: 'session', httpOnly: true, endsAt: NOW + 1_000 }]
  expect(await it.signingIn.signedIn('corp am')).toEqual({ signedIn: true, endsAt: NOW + 1_000 })
  it.answer(false)
  expect([await it.signingIn.signOut('corp am'), it.jar.forgotten, it.code(), await it.signingIn.signedIn('corp am')]).toEqual([{ ok: true, reason: '' }, ['corp am'], 'sign-in-needed', { signedIn: false, endsAt: null }])
})

it('no window opens without windows, for credentials of its own, or for a name that no window can send', async () => {
  const reason = async (options: Parameters<typeof start>[0]): Promise<readonly unknown[]> => { const it = await start(options); return [(await it.signingIn.signIn('corp am')).reason, it.opened.length] }
  expect(await reason({ headless: true })).toEqual(['Signing in needs a window. Open Garda on a desktop and sign in there.', 0])
  expect(await reason({ source: { auth: { type: 'bearer', token: { env: 'X' } } } })).toEqual(['Corp AM has credentials of its own, and uses nothing else. Edit it to change them.', 0])
  const network = ['Corp AM has a Host header or the name of another server, which no window can send, so it cannot use what is signed in to there.', 0]
  expect([await reason({ source: { headers: { Host: 'am' } } }), await reason({ source: { tls: { serverName: 'am' } } })]).toEqual([network, network])
})

it('the window takes the way of the source’s own requests, and a client certificate that it cannot show is said', async () => {
  const tls = { ca: '/ca.pem', cert: '/me.pem', key: '/me.key' }
  const it = await start({ source: { proxy: 'http://proxy:3128', tls } })
  const { done } = await it.sign()
  it.opened[0]!.heard.uncertified()
  expect([it.opened.map(({ page }) => page), await done]).toEqual([[{ url: SOURCE, source: 'Corp AM', proxy: 'http://proxy:3128', tls }], {
    ok: false, reason: 'Corp AM wants its client certificate. A window can show only what this computer’s own store has, and no certificate from a file: add it to that store, or give Corp AM a token that its proxy accepts.'
  }])
})
