import type { Reading } from '@shared/domain/night-watch'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import { duration } from '@shared/text/format'
import type { Clock } from '../ports/clock'
import type { Desk } from '../ports/desk'
import { BusError, connectBus, variantValue, type ConnectBus } from './dbus-bus'
import { detailOf } from './dbus-daemon'
import { busLine, type BusLine } from './dbus-line'
import { NOTIFICATIONS, NOTIFICATIONS_PATH } from './dbus-notify-call'
import type { Programs } from './sound-process'

export interface DbusDeskOptions {
  /** Of the session bus; null: there is none. */
  readonly session: string | null
  /** Of the system bus; null: there is none. */
  readonly system: string | null
  readonly clock: Pick<Clock, 'after'>
  /** For GNOME, which tells its settings to its own program only. */
  readonly programs: Programs
  readonly connect?: ConnectBus
  /** The longest wait for one answer, ms. */
  readonly deadlineMs?: number
}

const fine = (detail: string): Reading => ({ state: 'fine', detail })
const threat = (detail: string): Reading => ({ state: 'threat', detail })
const unknown = (detail: string): Reading => ({ state: 'unknown', detail })

/** What a Linux desktop says over its buses. Nobody is started by being asked. */
export const dbusDesk = ({ session: sessionAddress, system: systemAddress, clock, programs, connect = connectBus, deadlineMs = 2_000 }: DbusDeskOptions): Desk => {
  const session = busLine({ address: sessionAddress, connect, clock, deadlineMs })
  const system = busLine({ address: systemAddress, connect, clock, deadlineMs })

  const setting = async (schema: string, key: string): Promise<string | null> => {
    const file = await programs.find('gsettings')
    if (file === null) return null
    const ended = await programs.run(file, ['get', schema, key], { limitMs: deadlineMs })
    return ended.ok ? ended.out.trim().replace(/^'(.*)'$/, '$1').replace(/^u?int\d+ /, '') : null
  }
  const reading = async (read: () => Promise<Reading>): Promise<Reading> => {
    try { return await read() } catch (error) { return unknown(t('watch.unasked', { detail: detailOf(error) })) }
  }

  /** Whether banners are held back, asked of whoever shows them in its own way. */
  const holdsBack = async (name: string): Promise<unknown> => {
    if (/dunst/i.test(name)) return session.property(NOTIFICATIONS, NOTIFICATIONS_PATH, 'org.dunstproject.cmd0', 'paused')
    if (/xfce/i.test(name)) return xfconf(session, 'xfce4-notifyd', '/do-not-disturb')
    if (/gnome/i.test(name)) {
      const shown = (await portal(session, 'org.gnome.desktop.notifications', 'show-banners')) ?? (await setting('org.gnome.desktop.notifications', 'show-banners'))
      return shown === true || shown === 'true' ? false : shown === false || shown === 'false' ? true : undefined
    }
    return session.property(NOTIFICATIONS, NOTIFICATIONS_PATH, NOTIFICATIONS, 'Inhibited')
  }
  const disturbed = async (): Promise<Reading> => {
    const [name] = await session.ask({ destination: NOTIFICATIONS, path: NOTIFICATIONS_PATH, interface: NOTIFICATIONS, member: 'GetServerInformation' })
    const by = clean(typeof name === 'string' ? name : '', { max: 60 })
    const held = await holdsBack(by)
    return held === true ? threat(t('watch.disturb.on', { by })) : held === false ? fine(t('watch.disturb.off', { by })) : unknown(t('watch.disturb.unknown', { by: by || 'none' }))
  }

  const sleepsByGnome = async (): Promise<Reading | null> => {
    if (!(await owned(session, 'org.gnome.SettingsDaemon.Power'))) return null
    if ((await valueOf(session, 'org.gnome.SessionManager', '/org/gnome/SessionManager', 'IsInhibited', 'u', [SUSPENDING])) === true) return fine(t('watch.sleep.held'))
    const battery = await system.property('org.freedesktop.UPower', '/org/freedesktop/UPower', 'org.freedesktop.UPower', 'OnBattery').catch(() => undefined)
    const powers = battery === true ? ['battery'] : battery === false ? ['ac'] : ['ac', 'battery']
    const said = await Promise.all(powers.map(async (power) => [await setting(GNOME_POWER, `sleep-inactive-${power}-type`), await setting(GNOME_POWER, `sleep-inactive-${power}-timeout`)] as const))
    if (said.some(([type, after]) => type === null || after === null)) return unknown(t('watch.sleep.unknown'))
    const after = said.filter(([type, seconds]) => SLEEPS.has(type ?? '') && Number(seconds) > 0).map(([, seconds]) => Number(seconds))
    return after.length > 0 ? threat(t('watch.sleep.after', { time: duration(Math.min(...after) * 1000) })) : fine(t('watch.sleep.never'))
  }
  const sleeps = async (): Promise<Reading> => {
    const login = (name: string): Promise<unknown> => system.property(LOGIN, '/org/freedesktop/login1', `${LOGIN}.Manager`, name).catch(() => undefined)
    const [blocked, action, after] = await Promise.all([login('BlockInhibited'), login('IdleAction'), login('IdleActionUSec')])
    const locks = typeof blocked === 'string' ? blocked.split(':') : []
    if (locks.includes('sleep')) return fine(t('watch.sleep.held'))
    if (typeof action === 'string' && SLEEPS.has(action) && !locks.includes('idle')) return threat(t('watch.sleep.after', { time: typeof after === 'bigint' ? duration(Number(after) / 1000) : 'none' }))
    const gnome = await sleepsByGnome()
    if (gnome) return gnome
    const held = await valueOf(session, 'org.freedesktop.PowerManagement', '/org/freedesktop/PowerManagement/Inhibit', 'HasInhibit', '', [], 'org.freedesktop.PowerManagement.Inhibit')
    // other desktops keep their own settings, and tell nobody
    return held === true ? fine(t('watch.sleep.held')) : unknown(t('watch.sleep.unknown'))
  }

  const locked = async (): Promise<Reading> => {
    for (const name of SAVERS) {
      const active = await valueOf(session, name, `/${name.replaceAll('.', '/')}`, 'GetActive')
      if (typeof active === 'boolean') return active ? threat(t('watch.lock.locked')) : fine(t('watch.lock.open'))
    }
    // a desktop that does not lock by logind leaves its hint at false
    const hint = await system.property(LOGIN, '/org/freedesktop/login1/session/auto', `${LOGIN}.Session`, 'LockedHint').catch(() => undefined)
    return hint === true ? threat(t('watch.lock.locked')) : unknown(t('watch.lock.unknown'))
  }

  return {
    disturbed: () => reading(disturbed), sleeps: () => reading(sleeps), locked: () => reading(locked),
    dispose: () => { session.close(); system.close() }
  }
}

/** Of other systems nothing is asked. */
export const silentDesk = (): Desk => ({
  disturbed: () => Promise.resolve(unknown(t('watch.disturb.unknown', { by: 'none' }))), sleeps: () => Promise.resolve(unknown(t('watch.sleep.unknown'))), locked: () => Promise.resolve(unknown(t('watch.lock.unknown'))),
  dispose: () => undefined
})

const LOGIN = 'org.freedesktop.login1'
const GNOME_POWER = 'org.gnome.settings-daemon.plugins.power'
/** Of what is done when nobody uses it: all after which nothing is watched. */
const SLEEPS: ReadonlySet<string> = new Set(['suspend', 'hibernate', 'hybrid-sleep', 'suspend-then-hibernate', 'sleep', 'poweroff', 'shutdown', 'halt', 'reboot', 'kexec', 'logout'])
/** GSM_INHIBITOR_FLAG_SUSPEND of gnome-session. */
const SUSPENDING = 4
const SAVERS = ['org.gnome.ScreenSaver', 'org.freedesktop.ScreenSaver', 'org.cinnamon.ScreenSaver', 'org.mate.ScreenSaver', 'org.xfce.ScreenSaver'] as const

/** The first argument of a reply; undefined where nobody answers such a call. */
const valueOf = async (line: BusLine, destination: string, path: string, member: string, signature = '', body: readonly unknown[] = [], iface = destination): Promise<unknown> => {
  try { return (await line.ask({ destination, path, interface: iface, member, signature, body }))[0] } catch (error) {
    if (error instanceof BusError) return undefined
    throw error
  }
}
const owned = async (line: BusLine, name: string): Promise<boolean> => (await valueOf(line, 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'NameHasOwner', 's', [name])) === true

/** A setting by the desktop portal, which wraps it once more. */
const portal = async (line: BusLine, schema: string, key: string): Promise<unknown> => {
  const value = variantValue(await valueOf(line, 'org.freedesktop.portal.Desktop', '/org/freedesktop/portal/desktop', 'Read', 'ss', [schema, key], 'org.freedesktop.portal.Settings'))
  return variantValue(value) ?? value
}
/** Xfce tells only what was ever set: false is what nobody has changed. */
const xfconf = async (line: BusLine, channel: string, property: string): Promise<unknown> => {
  const call = (member: string): Promise<unknown> => valueOf(line, 'org.xfce.Xfconf', '/org/xfce/Xfconf', member, 'ss', [channel, property])
  const there = await call('PropertyExists')
  return there === false ? false : there === true ? variantValue(await call('GetProperty')) : undefined
}
