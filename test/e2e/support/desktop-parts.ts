import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startDesktop, type Desktop } from '../../servers/desktop'
import { startProcess, until, type Running } from '../../servers/process'
import { readNotifyCalls, type NotifyCall } from './notify-calls'

const run = promisify(execFile)

/** Runs a program on a desktop to its end and answers its standard output. */
export const onDesktop = async (desktop: Desktop, command: string, ...args: readonly string[]): Promise<string> =>
  (await run(command, args, { env: { ...process.env, ...desktop.env }, timeout: 10_000 })).stdout.trim()

/** A window manager, so that windows can be raised, minimised and focused. */
export const startWindowManager = (desktop: Desktop): Promise<Running> => startProcess({
  command: 'openbox', args: ['--sm-disable'], env: desktop.env,
  // a window manager owns this property of the root window
  ready: async () => (await onDesktop(desktop, 'xdotool', 'getwindowfocus')) !== ''
})

/** A desk with two displays, a notification service and a window manager. */
export const startDesk = async (owned: <T extends { readonly stop: () => Promise<void> }>(started: T) => T): Promise<{ readonly desktop: Desktop; readonly manager: Running }> => {
  const desktop = owned(await startDesktop({ two: true }))
  await desktop.startDaemon()
  return { desktop, manager: owned(await startWindowManager(desktop)) }
}

/** A panel with a place for tray icons. */
export const startTray = (desktop: Desktop): Promise<Running> => startProcess({
  command: 'trayer', args: ['--edge', 'bottom', '--width', '200', '--widthtype', 'pixel', '--height', '32'], env: desktop.env,
  ready: async () => (await onDesktop(desktop, 'xdotool', 'search', '--class', 'trayer')) !== ''
})

export type NotifyWatch = {
  readonly calls: () => readonly NotifyCall[]
  /** Waits until that many calls were seen. */
  readonly until: (count: number) => Promise<readonly NotifyCall[]>
  readonly stop: () => Promise<void>
}

/** Listens to every Notify call on a desktop's bus: what was asked, and when, whether or not a service showed it. */
export const watchNotifyCalls = async (desktop: Desktop): Promise<NotifyWatch> => {
  const monitor = await startProcess({
    command: 'dbus-monitor', args: ['--address', desktop.address, "interface='org.freedesktop.Notifications',member='Notify'"],
    ready: (log) => log.includes('NameLost') // it has become a monitor
  })
  const calls = (): readonly NotifyCall[] => readNotifyCalls(monitor.log())
  return { calls, until: (count) => until(`${count} notifications`, calls, (list) => list.length >= count), stop: monitor.stop }
}
