import type { Clock } from '../ports/clock'
import type { Log } from '../ports/log'
import { variantValue, type Bus, type BusCall, type ConnectBus } from './dbus-bus'
import { within } from './dbus-deadline'

export interface PanelOptions {
  /** Of the session bus, see `sessionBusAddress`; null: there is none. */
  readonly address: string | null
  readonly connect: ConnectBus
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
  /** A panel has come that was not there when this began. */
  readonly onCome: () => void
  /** The longest wait for one answer, ms. */
  readonly deadlineMs?: number
}

/**
 * Waits for a panel that shows tray icons (StatusNotifier), and tells of it once. Programs that start with the session are often there before it;
 * Chromium looks for one only when an icon is made, and once it has found one minds its coming and going itself. Returns what ends the wait.
 */
export const awaitPanel = ({ address, connect, clock, log, onCome, deadlineMs = 5_000 }: PanelOptions): (() => void) => {
  const closing = new AbortController()
  let bus: Bus | null = null
  let came = false
  const end = (): void => {
    closing.abort(new Error('over'))
    bus?.close()
    bus = null
  }
  const ask = (on: Bus, call: BusCall): Promise<readonly unknown[]> => within(clock, deadlineMs, on.call(call))
  /** Whether somebody shows icons now. */
  const shows = async (on: Bus): Promise<boolean> => {
    try { return variantValue((await ask(on, HOSTED))[0]) === true } catch (error) {
      // nobody there, or not yet ready to say: its next signal asks again
      log.write('debug', 'no panel for tray icons', { detail: error instanceof Error ? error.message : String(error) })
      return false
    }
  }
  const look = async (on: Bus): Promise<void> => {
    if (!(await shows(on)) || closing.signal.aborted) return
    end()
    onCome()
  }
  const start = async (at: string): Promise<void> => {
    const cancel = clock.after(deadlineMs, end)
    const opened = await connect(at, closing.signal).finally(cancel)
    if (closing.signal.aborted) { opened.close(); return }
    bus = opened
    opened.onLost(end)
    opened.onSignal(({ member, body }) => {
      if (member === 'StatusNotifierHostRegistered' || (member === 'NameOwnerChanged' && body[0] === WATCHER && body[2] !== '')) {
        came = true
        void look(opened)
      }
    })
    await Promise.all([ask(opened, addMatch(COMES)), ask(opened, addMatch(HOST_COMES))])
    // one that came while this was asked may have come too late for the icon
    if ((await shows(opened)) && !came) end()
  }
  if (address !== null) {
    start(address).catch((error: unknown) => {
      end()
      log.write('info', 'no panel is waited for', { detail: error instanceof Error ? error.message : String(error) })
    })
  }
  return end
}

const BUS = 'org.freedesktop.DBus'
const WATCHER = 'org.kde.StatusNotifierWatcher'
const HOSTED: BusCall = {
  destination: WATCHER, path: '/StatusNotifierWatcher', interface: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss', body: [WATCHER, 'IsStatusNotifierHostRegistered']
}
const addMatch = (rule: string): BusCall => ({ destination: BUS, path: '/org/freedesktop/DBus', interface: BUS, member: 'AddMatch', signature: 's', body: [rule] })
const COMES = `type='signal',sender='${BUS}',interface='${BUS}',member='NameOwnerChanged',arg0='${WATCHER}'`
const HOST_COMES = `type='signal',interface='${WATCHER}',member='StatusNotifierHostRegistered'`
