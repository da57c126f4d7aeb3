import { execFile } from 'node:child_process'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { dbusDesk } from '../../src/main/adapters/dbus-desk'
import { nodeClock } from '../../src/main/adapters/node-clock'
import { soundPrograms } from '../../src/main/adapters/sound-process'
import type { Desk } from '../../src/main/ports/desk'
import { joinBus, variant, type Answer, type Asked } from '../servers/bus-peer'
import { startDesktop, type Desktop } from '../servers/desktop'
import { scratch } from '../servers/process'

const run = promisify(execFile)
const ends: (() => unknown)[] = []
afterEach(async () => { for (const end of ends.splice(0).reverse()) await end() })

const aDesktop = async (): Promise<Desktop> => {
  const desktop = await startDesktop()
  ends.push(() => desktop.stop())
  return desktop
}
/** `path`: where programs such as gsettings are looked for. */
const aDesk = (session: string | null, { system = null, path = '/nowhere' }: { readonly system?: string | null; readonly path?: string } = {}): Desk => {
  const clock = nodeClock()
  const desk = dbusDesk({ session, system, clock, programs: soundPrograms({ env: { PATH: path }, clock }), deadlineMs: 400 })
  ends.push(() => desk.dispose())
  return desk
}
type Says = Readonly<Record<string, Answer>>
/** A program on the bus that answers these calls; a property is `Get interface name`. */
const says = async (desktop: Desktop, name: string, answers: Says): Promise<void> => {
  const peer = await joinBus(desktop.address, name, ({ member, body }: Asked) => answers[member === 'Get' ? `Get ${String(body[0])} ${String(body[1])}` : member])
  ends.push(peer.stop)
}
const value = (signature: string, what: unknown): Answer => ({ signature: 'v', body: [variant(signature, what)] })
const server = (name: string): Answer => ({ signature: 'ssss', body: [name, 'vendor', '1', '1.2'] })
const gsettings = async (said: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await scratch('gsettings')
  ends.push(folder.remove)
  const file = join(folder.path, 'gsettings')
  await writeFile(file, `#!/bin/sh\ncase "$3" in\n${Object.entries(said).map(([key, answer]) => `${key}) echo "${answer}";;`).join('\n')}\n*) exit 1;;\nesac\n`)
  await chmod(file, 0o755)
  return folder.path
}

describe('do not disturb', () => {
  test('is read from a real dunst, as it is turned', async () => {
    const desktop = await aDesktop()
    await desktop.startDaemon()
    const desk = aDesk(desktop.address)
    const paused = (on: boolean): Promise<unknown> => run('dunstctl', ['set-paused', String(on)], { env: { ...process.env, ...desktop.env } })
    expect(await desk.disturbed()).toEqual({ state: 'fine', detail: 'dunst shows notifications.' })
    await paused(true)
    expect(await desk.disturbed()).toEqual({ state: 'threat', detail: 'dunst holds notifications back.' })
    await paused(false)
    expect(await desk.disturbed()).toEqual({ state: 'fine', detail: 'dunst shows notifications.' })
  })

  test.each<[string, string, Says, 'fine' | 'threat' | 'unknown']>([
    ['Plasma that is inhibited', 'Plasma', { 'Get org.freedesktop.Notifications Inhibited': value('b', true) }, 'threat'],
    ['Plasma that is not', 'Plasma', { 'Get org.freedesktop.Notifications Inhibited': value('b', false) }, 'fine'],
    ['a service that has no such property', 'mako', {}, 'unknown'],
    ['Xfce without its settings', 'Xfce Notify Daemon', {}, 'unknown'],
    ['GNOME without its settings', 'gnome-shell', {}, 'unknown']
  ])('of %s', async (_what, name, properties, state) => {
    const desktop = await aDesktop()
    await says(desktop, 'org.freedesktop.Notifications', { GetServerInformation: server(name), ...properties })
    expect((await aDesk(desktop.address).disturbed()).state).toBe(state)
  })

  test('of Xfce is in its settings, once it was ever turned', async () => {
    const desktop = await aDesktop()
    await says(desktop, 'org.freedesktop.Notifications', { GetServerInformation: server('Xfce Notify Daemon') })
    const settings: Record<string, Answer> = { PropertyExists: { signature: 'b', body: [false] }, GetProperty: value('b', true) }
    await says(desktop, 'org.xfce.Xfconf', settings)
    const desk = aDesk(desktop.address)
    expect((await desk.disturbed()).state).toBe('fine')
    settings['PropertyExists'] = { signature: 'b', body: [true] }
    expect((await desk.disturbed()).state).toBe('threat')
  })

  test('of GNOME is in its settings, by the portal or by their own program', async () => {
    const desktop = await aDesktop()
    await says(desktop, 'org.freedesktop.Notifications', { GetServerInformation: server('gnome-shell') })
    expect((await aDesk(desktop.address, { path: await gsettings({ 'show-banners': 'false' }) }).disturbed()).state).toBe('threat')
    expect((await aDesk(desktop.address, { path: await gsettings({ 'show-banners': 'true' }) }).disturbed()).state).toBe('fine')
    await says(desktop, 'org.freedesktop.portal.Desktop', { Read: { signature: 'v', body: [variant('v', variant('b', false))] } })
    expect((await aDesk(desktop.address).disturbed()).state).toBe('threat')
  })

  test('is not known without a bus, without a service, and from one that hangs', async () => {
    expect(await aDesk(null).disturbed()).toEqual({ state: 'unknown', detail: 'It could not be asked: there is no bus' })
    const desktop = await aDesktop()
    const desk = aDesk(desktop.address)
    expect((await desk.disturbed()).state).toBe('unknown')
    const daemon = await desktop.startDaemon()
    daemon.freeze()
    expect(await desk.disturbed()).toEqual({ state: 'unknown', detail: 'It could not be asked: no answer within 0.4 s' })
    daemon.thaw()
    await desktop.stopBus()
    expect((await desk.disturbed()).state).toBe('unknown')
    await desktop.startBus()
    await desktop.startDaemon()
    expect((await desk.disturbed()).state).toBe('fine')
  })
})

describe('sleep when idle', () => {
  const login = (over: Says): Says => ({
    'Get org.freedesktop.login1.Manager BlockInhibited': value('s', 'handle-power-key:handle-lid-switch'), 'Get org.freedesktop.login1.Manager IdleAction': value('s', 'ignore'), 'Get org.freedesktop.login1.Manager IdleActionUSec': value('t', 1_800_000_000n), ...over
  })
  const gnome = (inhibited: boolean): Says => ({ IsInhibited: { signature: 'b', body: [inhibited] } })
  const sleepy = { 'sleep-inactive-ac-type': "'suspend'", 'sleep-inactive-ac-timeout': '1200', 'sleep-inactive-battery-type': "'suspend'", 'sleep-inactive-battery-timeout': '900' }
  const waking = { ...sleepy, 'sleep-inactive-ac-type': "'nothing'" }

  test.each<[string, { readonly login?: Says; readonly gnome?: boolean; readonly settings?: Readonly<Record<string, string>>; readonly onBattery?: boolean; readonly kde?: boolean }, string]>([
    ['nobody on the bus', {}, 'This system does not say whether it sleeps when idle.'],
    ['logind that suspends', { login: login({ 'Get org.freedesktop.login1.Manager IdleAction': value('s', 'suspend') }) }, 'This computer sleeps when it is idle for 30 min. Nothing is watched then.'],
    ['logind that would, and is held off', { login: login({ 'Get org.freedesktop.login1.Manager IdleAction': value('s', 'suspend'), 'Get org.freedesktop.login1.Manager BlockInhibited': value('s', 'sleep:idle') }) }, 'Sleep is held off by another program.'],
    ['logind that does nothing, on a desktop of which nothing is known', { login: login({}) }, 'This system does not say whether it sleeps when idle.'],
    ['GNOME that suspends on mains', { login: login({}), gnome: false, settings: sleepy, onBattery: false }, 'This computer sleeps when it is idle for 20 min. Nothing is watched then.'],
    ['GNOME that does so on battery only, on mains', { gnome: false, settings: waking, onBattery: false }, 'This computer does not sleep when idle.'],
    ['GNOME that does so on battery only, and nobody says which', { gnome: false, settings: waking }, 'This computer sleeps when it is idle for 15 min. Nothing is watched then.'],
    ['GNOME that is held off', { gnome: true, settings: sleepy }, 'Sleep is held off by another program.'],
    ['GNOME without its settings', { gnome: false }, 'This system does not say whether it sleeps when idle.'],
    ['KDE that is held off', { kde: true }, 'Sleep is held off by another program.'],
    ['KDE that is not', { kde: false }, 'This system does not say whether it sleeps when idle.']
  ])('of %s', async (_what, world, detail) => {
    const desktop = await aDesktop()
    if (world.login) await says(desktop, 'org.freedesktop.login1', world.login)
    if (world.gnome !== undefined) { await says(desktop, 'org.gnome.SettingsDaemon.Power', {}); await says(desktop, 'org.gnome.SessionManager', gnome(world.gnome)) }
    if (world.onBattery !== undefined) await says(desktop, 'org.freedesktop.UPower', { 'Get org.freedesktop.UPower OnBattery': value('b', world.onBattery) })
    if (world.kde !== undefined) await says(desktop, 'org.freedesktop.PowerManagement', { HasInhibit: { signature: 'b', body: [world.kde] } })
    const desk = aDesk(desktop.address, { system: desktop.address, ...(world.settings ? { path: await gsettings(world.settings) } : {}) })
    expect((await desk.sleeps()).detail).toBe(detail)
  })
})

describe('a locked session', () => {
  test.each<[string, string, Says, 'fine' | 'threat' | 'unknown']>([
    ['GNOME', 'org.gnome.ScreenSaver', { GetActive: { signature: 'b', body: [true] } }, 'threat'],
    ['KDE', 'org.freedesktop.ScreenSaver', { GetActive: { signature: 'b', body: [false] } }, 'fine'],
    ['logind that says so', 'org.freedesktop.login1', { 'Get org.freedesktop.login1.Session LockedHint': value('b', true) }, 'threat'],
    ['logind that may not know', 'org.freedesktop.login1', { 'Get org.freedesktop.login1.Session LockedHint': value('b', false) }, 'unknown'],
    ['nobody', 'org.example.Nobody', {}, 'unknown']
  ])('of %s', async (_what, name, answers, state) => {
    const desktop = await aDesktop()
    await says(desktop, name, answers)
    expect((await aDesk(desktop.address, { system: desktop.address }).locked()).state).toBe(state)
  })
})
