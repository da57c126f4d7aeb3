import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startDisplays, startXServer } from './displays'
import { scratch, startProcess, until, type Running } from './process'

const run = promisify(execFile)

/** A notification as dunst keeps it. `timeout` is in microseconds; 0 never expires. */
export type Kept = { readonly id: number; readonly appName: string; readonly title: string; readonly body: string; readonly icon: string; readonly timeout: number }

export type Desktop = {
  /** What a program of this desktop sees: DISPLAY and the session bus. */
  readonly env: { readonly DISPLAY: string; readonly DBUS_SESSION_BUS_ADDRESS: string }
  readonly address: string
  /** Ends the session bus; everything on it is cut off. */
  readonly stopBus: () => Promise<void>
  /** A new bus at the same address. */
  readonly startBus: () => Promise<void>
  /** A dunst on this desktop, ready to be asked. */
  readonly startDaemon: () => Promise<Running>
  /** How many notifications are on screen. */
  readonly displayed: () => Promise<number>
  /** Puts everything on screen away and answers all that was ever shown, newest first. */
  readonly history: () => Promise<readonly Kept[]>
  /** Invokes the first action of the newest notification, as a click does. */
  readonly click: () => Promise<void>
  readonly closeAll: () => Promise<void>
  readonly stop: () => Promise<void>
}

export type DesktopOptions = {
  /** A command that the bus runs when somebody wants a notification service; none by default. */
  readonly activates?: string
  /** Two displays side by side, as `displays.ts` has them; one by default. */
  readonly two?: boolean
  /** Of the one display, pixels; 1280 × 800 by default. */
  readonly size?: { readonly width: number; readonly height: number }
}

const busConfig = (folder: string): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${folder}/services</servicedir>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`

const dunstrc = `[global]
    follow = none
    history_length = 200
    notification_limit = 20
    mouse_left_click = do_action, close_current
[urgency_low]
    timeout = 60
[urgency_normal]
    timeout = 60
[urgency_critical]
    timeout = 60
`

const startScreen = ({ width, height }: { readonly width: number; readonly height: number }): Promise<Running & { readonly DISPLAY: string }> => startXServer('Xvfb', ['-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'])

type Field = { readonly data: string | number }
type Listing = { readonly data: readonly (readonly Readonly<Record<string, Field>>[])[] }

/** A private desktop: a screen that nobody sees (Xvfb), a session bus, and a real notification service when asked for. */
export const startDesktop = async ({ activates, two = false, size = { width: 1280, height: 800 } }: DesktopOptions = {}): Promise<Desktop> => {
  const folder = await scratch('desktop')
  const path = (name: string): string => join(folder.path, name)
  await mkdir(path('services'))
  await writeFile(path('bus.conf'), busConfig(folder.path))
  await writeFile(path('dunstrc'), dunstrc)
  if (activates !== undefined) await writeFile(path('services/notifications.service'), `[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=${activates}\n`)
  const address = `unix:path=${path('bus')}`
  const screen = two ? await startDisplays(folder.path) : await startScreen(size)
  const { DISPLAY } = screen
  const env = { DISPLAY, DBUS_SESSION_BUS_ADDRESS: address }
  const startBus = (): Promise<Running> =>
    startProcess({ command: 'dbus-daemon', args: ['--nofork', '--nosyslog', '--print-address=1', `--config-file=${path('bus.conf')}`], env, ready: (log) => log.includes('unix:path=') })
  let bus = await startBus()
  const daemons: Running[] = []
  const ctl = async (...args: readonly string[]): Promise<string> => (await run('dunstctl', args, { env: { ...process.env, ...env }, timeout: 10_000 })).stdout
  const displayed = async (): Promise<number> => Number(await ctl('count', 'displayed')) + Number(await ctl('count', 'waiting'))
  const closeAll = async (): Promise<void> => {
    await ctl('close-all')
    await until('an empty screen', displayed, (count) => count === 0)
  }
  return {
    env, address, displayed, closeAll,
    stopBus: async () => {
      await bus.stop()
      await rm(path('bus'), { force: true })
    },
    startBus: async () => { bus = await startBus() },
    startDaemon: async () => {
      const daemon = await startProcess({
        command: 'dunst', args: ['-conf', path('dunstrc')], env,
        ready: async () => (await run('dunstctl', ['is-paused'], { env: { ...process.env, ...env }, timeout: 2_000 })).stdout.includes('false')
      })
      daemons.push(daemon)
      return daemon
    },
    history: async () => {
      await closeAll()
      const listing = JSON.parse(await ctl('history')) as Listing
      return (listing.data[0] ?? []).map((n) => ({
        id: Number(n['id']?.data), appName: String(n['appname']?.data), title: String(n['summary']?.data), body: String(n['body']?.data), icon: String(n['icon_path']?.data),
        timeout: Number(n['timeout']?.data)
      }))
    },
    click: async () => { await ctl('action', '0') },
    stop: async () => {
      await Promise.all(daemons.map((daemon) => daemon.stop()))
      await bus.stop()
      await screen.stop()
      await folder.remove()
    }
  }
}
