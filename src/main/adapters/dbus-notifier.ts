import { pathToFileURL } from 'node:url'
import { t } from '@shared/text/catalogue'
import type { Clock } from '../ports/clock'
import type { Log } from '../ports/log'
import type { DeliveryResult, NotificationRequest, Notifier } from '../ports/notifier'
import { BusError, connectBus, type BusSignal, type ConnectBus } from './dbus-bus'
import { detailOf, NoDaemon, watchDaemon, type Daemon } from './dbus-daemon'
import { within } from './dbus-deadline'
import { actionOf, call, notifyCall, type Sender } from './dbus-notify-call'

export interface DbusNotifierOptions {
  readonly appName: string
  /** Name of the installed .desktop file, without its ending. */
  readonly desktopEntry: string
  /** Absolute path of a PNG; null: the desktop entry's own. */
  readonly icon: string | null
  /** Of the session bus, see `sessionBusAddress`; null: there is none. */
  readonly address: string | null
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
  /** The longest wait for one answer, ms. */
  readonly deadlineMs?: number
  readonly connect?: ConnectBus
}

/** Keys of closed notifications are kept for clicks that arrive after the closing. */
const KEPT_IDS = 500

/**
 * Notifications by the freedesktop protocol. Connects at the first need, and again when the bus or the daemon was lost.
 * No answer within the deadline, no bus and no daemon are `suppressed` with a sentence that says so; requests are sent in the order they come.
 */
export const dbusNotifier = ({ appName, desktopEntry, icon, address, clock, log, deadlineMs = 2_000, connect = connectBus }: DbusNotifierOptions): Notifier => {
  const sender: Sender = { appName, desktopEntry, icon: icon === null ? '' : pathToFileURL(icon).href }
  const listeners = new Set<(key: string, action: string) => void>()
  /** What is on screen. */
  const shown = new Map<string, number>()
  const keys = new Map<number, string>()
  /** The last request of each key, while it is on its way: the next one must know its id. */
  const tails = new Map<string, Promise<unknown>>()
  /** Calls of each key that were given up, and that the service may answer yet. */
  const unanswered = new Map<string, Promise<boolean>>()

  const onSignal = ({ member, body: [id, what] }: BusSignal): void => {
    const key = typeof id === 'number' ? keys.get(id) : undefined
    if (key === undefined) return
    if (member === 'NotificationClosed') { if (shown.get(key) === id) shown.delete(key) }
    else if (member === 'ActionInvoked' && typeof what === 'string') for (const listener of listeners) listener(key, actionOf(what))
  }
  const onGone = (detail: string): void => {
    shown.clear()
    keys.clear()
    unanswered.clear()
    log.write('info', 'notification service gone', { detail })
  }
  const watch = watchDaemon({ address, connect, clock, deadlineMs, onSignal, onGone })

  const remember = (key: string, id: unknown): void => {
    if (typeof id !== 'number') return
    shown.set(key, id)
    keys.delete(id)
    keys.set(id, key)
    for (const old of keys.keys()) { if (keys.size <= KEPT_IDS) break; keys.delete(old) }
  }

  /** Runs with the daemon in charge; when that one turns out to have left, once more with its successor. Fails with `NoDaemon`. */
  const withDaemon = async (run: (daemon: Daemon) => Promise<unknown>): Promise<Daemon> => {
    try {
      const daemon = await watch.reach()
      try { await run(daemon); return daemon } catch (error) { if (!vanished(error)) throw error }
      watch.forget(daemon)
      const next = await watch.reach()
      await run(next)
      return next
    } catch (error) { throw asNoDaemon(error) }
  }

  const send = async (request: NotificationRequest, { bus, capabilities }: Daemon): Promise<void> => {
    const { key } = request
    // a second call before the first is answered would not replace it but stand beside it
    const before = unanswered.get(key)
    if (before) await within(clock, deadlineMs, before)
    // an answer that comes too late still tells the id
    const answered = bus.call(notifyCall(request, shown.get(key) ?? 0, capabilities, sender)).then(([id]) => remember(key, id))
    const late = answered.then(() => true, () => false)
    unanswered.set(key, late)
    void late.then(() => { if (unanswered.get(key) === late) unanswered.delete(key) })
    await within(clock, deadlineMs, answered)
  }

  const deliver = async (request: NotificationRequest): Promise<DeliveryResult> => {
    const before = unanswered.get(request.key)
    try {
      await withDaemon((daemon) => send(request, daemon))
      return { outcome: 'shown' }
    } catch (error) {
      const { reason, detail } = asNoDaemon(error)
      const late = unanswered.get(request.key)
      return { outcome: 'suppressed', reason, detail, ...(late && late !== before && { late }) }
    }
  }

  /** After whatever is on its way for the same key, and at once when nothing is. */
  const after = <T>(key: string, run: () => Promise<T>): Promise<T> => {
    const before = tails.get(key)
    const mine = before ? before.then(run) : run()
    tails.set(key, mine)
    return mine.finally(() => { if (tails.get(key) === mine) tails.delete(key) })
  }

  const closeShown = async (key: string): Promise<void> => {
    const id = shown.get(key)
    if (id === undefined) return
    shown.delete(key)
    try { (await watch.reach()).bus.tell(call('CloseNotification', 'u', [id])) } catch (error) { log.write('info', 'notification not closed', { key, detail: detailOf(error) }) }
  }

  return {
    show: (request) => after(request.key, () => deliver(request)),
    close: (key) => {
      void after(key, async () => {
        // what was given up and may come on screen yet goes once its id is known, before the next of its key is sent
        const late = unanswered.get(key)
        if (late) void late.then(() => closeShown(key))
        else await closeShown(key)
      })
    },
    able: async () => {
      try {
        const { product } = await withDaemon(({ bus }) => within(clock, deadlineMs, bus.call(call('GetServerInformation'))))
        return { able: true, by: product, detail: '' }
      } catch (error) { return { able: false, by: '', detail: asNoDaemon(error).detail } }
    },
    onAction: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    dispose: () => { listeners.clear(); watch.close() }
  }
}

const asNoDaemon = (error: unknown): NoDaemon => {
  if (error instanceof NoDaemon) return error
  if (vanished(error)) return new NoDaemon('no-daemon', t('delivery.noDaemon'))
  const detail = detailOf(error)
  return error instanceof BusError && error.code === '' ? new NoDaemon('no-daemon', t('delivery.noBus', { detail })) : new NoDaemon('daemon-refused', t('delivery.refused', { detail }))
}

/** The daemon went away between the last word of it and the call; it may have a successor. */
const vanished = (error: unknown): boolean =>
  error instanceof BusError && (error.code === 'org.freedesktop.DBus.Error.ServiceUnknown' || error.code === 'org.freedesktop.DBus.Error.NameHasNoOwner')
