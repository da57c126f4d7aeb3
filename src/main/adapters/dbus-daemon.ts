import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { Clock } from '../ports/clock'
import { BusError, type Bus, type BusCall, type BusSignal, type ConnectBus } from './dbus-bus'
import { Late, within } from './dbus-deadline'
import { call, NOTIFICATIONS, NOTIFICATIONS_PATH } from './dbus-notify-call'

/** A notification service that runs, as long as it runs. Ids are its own and mean nothing to the next one. */
export interface Daemon {
  readonly bus: Bus
  /** Its unique name on the bus. */
  readonly owner: string
  readonly capabilities: ReadonlySet<string>
  /** Name and version, for people. */
  readonly product: string
}

/** Why there is no daemon: `detail` is a sentence of the catalogue. */
export class NoDaemon extends Error { constructor(readonly reason: 'no-daemon' | 'daemon-refused', readonly detail: string) { super(detail) } }

export interface DaemonWatch {
  /** The daemon in charge; connects to the bus, and starts a daemon, when need be. Fails with `NoDaemon`. Callers at the same time share one attempt. */
  reach(): Promise<Daemon>
  /** It was found to be gone before the bus said so. */
  forget(daemon: Daemon): void
  close(): void
}

interface Options {
  readonly address: string | null
  readonly connect: ConnectBus
  readonly clock: Pick<Clock, 'after'>
  readonly deadlineMs: number
  /** Signals of the daemon in charge, in the order they come. */
  readonly onSignal: (signal: BusSignal) => void
  /** The daemon is another one now, or gone: its ids are void. */
  readonly onGone: (detail: string) => void
}

/** One connection. `owner` follows NameOwnerChanged, so that nobody has to ask before each notification. */
interface Session { readonly bus: Bus; owner: string; daemon: Daemon | null }

/** Keeps in touch with whoever shows notifications on the session bus. Nothing waits longer than `deadlineMs` for one answer. */
export const watchDaemon = ({ address, connect, clock, deadlineMs, onSignal, onGone }: Options): DaemonWatch => {
  const closing = new AbortController()
  let session: Session | null = null
  let attempt: Promise<Daemon> | null = null

  const ask = (bus: Bus, request: BusCall): Promise<readonly unknown[]> => within(clock, deadlineMs, bus.call(request))

  const open = async (): Promise<Session> => {
    if (session) return session
    if (address === null) throw new NoDaemon('no-daemon', t('delivery.noBus', { detail: t('delivery.noAddress') }))
    const giveUp = new AbortController()
    const stop = (): void => giveUp.abort(t('delivery.closing'))
    closing.signal.addEventListener('abort', stop, { once: true })
    const cancel = clock.after(deadlineMs, () => giveUp.abort(lateWords(deadlineMs)))
    let bus: Bus
    try { bus = await connect(address, giveUp.signal) } catch (error) { throw new NoDaemon('no-daemon', t('delivery.noBus', { detail: detailOf(error) })) } finally {
      cancel()
      closing.signal.removeEventListener('abort', stop)
    }
    if (closing.signal.aborted) { bus.close(); throw new NoDaemon('no-daemon', t('delivery.closing')) }
    const opened: Session = { bus, owner: '', daemon: null }
    bus.onSignal((signal) => follow(opened, signal))
    bus.onLost((detail) => { if (session === opened) session = null; onGone(detail) })
    try {
      const [, , owner] = await Promise.all([ask(bus, addMatch(OWNER_CHANGES)), ask(bus, addMatch(DAEMON_SIGNALS)), ownerOf(bus)])
      opened.owner = owner
    } catch (error) {
      bus.close()
      throw new NoDaemon('no-daemon', t('delivery.noBus', { detail: detailOf(error) }))
    }
    session = opened
    return opened
  }

  const ownerOf = async (bus: Bus): Promise<string> => {
    try { return textOf((await ask(bus, toBus('GetNameOwner', 's', [NOTIFICATIONS])))[0]) } catch (error) {
      if (error instanceof BusError && error.code === 'org.freedesktop.DBus.Error.NameHasNoOwner') return ''
      throw error
    }
  }

  const follow = (opened: Session, signal: BusSignal): void => {
    if (signal.sender === BUS && signal.member === 'NameOwnerChanged' && signal.body[0] === NOTIFICATIONS) passTo(opened, textOf(signal.body[2]))
    else if (signal.interface === NOTIFICATIONS && opened.owner !== '' && signal.sender === opened.owner) onSignal(signal)
  }
  const passTo = (opened: Session, owner: string): void => {
    if (owner === opened.owner) return
    const had = opened.owner !== ''
    opened.owner = owner
    opened.daemon = null
    if (had) onGone('the notification service left')
  }

  /** Asks the bus to start a daemon, where one is installed for that; the bus itself may wait for it much longer than we do. */
  const start = async (opened: Session): Promise<void> => {
    try {
      // the bus's word of a successor may still be on its way
      opened.owner ||= await ownerOf(opened.bus)
      if (opened.owner !== '') return
      const [names] = await ask(opened.bus, toBus('ListActivatableNames'))
      if (!Array.isArray(names) || !names.includes(NOTIFICATIONS)) throw new NoDaemon('no-daemon', t('delivery.noDaemon'))
      await ask(opened.bus, toBus('StartServiceByName', 'su', [NOTIFICATIONS, 0]))
      opened.owner ||= await ownerOf(opened.bus)
    } catch (error) {
      throw error instanceof NoDaemon ? error : new NoDaemon('no-daemon', t('delivery.notStarted', { detail: detailOf(error) }))
    }
    if (opened.owner === '') throw new NoDaemon('no-daemon', t('delivery.noDaemon'))
  }

  const reach = async (): Promise<Daemon> => {
    const opened = await open()
    if (opened.daemon) return opened.daemon
    if (opened.owner === '') await start(opened)
    const { bus, owner } = opened
    try {
      const [[capabilities], [name, , version]] = await Promise.all([ask(bus, call('GetCapabilities')), ask(bus, call('GetServerInformation'))])
      const known = new Set(Array.isArray(capabilities) ? capabilities.map(textOf) : [])
      const daemon: Daemon = { bus, owner, capabilities: known, product: clean(`${textOf(name)} ${textOf(version)}`.trim(), { max: 80 }) }
      if (opened.owner === owner) opened.daemon = daemon
      return daemon
    } catch (error) { throw new NoDaemon('daemon-refused', t('delivery.refused', { detail: detailOf(error) })) }
  }

  return {
    reach: () => {
      if (closing.signal.aborted) return Promise.reject(new NoDaemon('no-daemon', t('delivery.closing')))
      attempt ??= reach().finally(() => { attempt = null })
      return attempt
    },
    forget: (daemon) => { if (session?.daemon === daemon) passTo(session, '') },
    close: () => {
      closing.abort()
      session?.bus.close()
      session = null
    }
  }
}

/** What went wrong, as the end of a sentence. */
export const detailOf = (error: unknown): string =>
  error instanceof Late ? lateWords(error.ms) : clean(error instanceof Error ? error.message : String(error), { max: 200 }).replace(/\.$/, '')

const lateWords = (ms: number): string => t('delivery.late', { seconds: ms / 1000 })
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const BUS = 'org.freedesktop.DBus'
const toBus = (member: string, signature = '', body: readonly unknown[] = []): BusCall => ({ destination: BUS, path: '/org/freedesktop/DBus', interface: BUS, member, signature, body })
const addMatch = (rule: string): BusCall => toBus('AddMatch', 's', [rule])
const OWNER_CHANGES = `type='signal',sender='${BUS}',interface='${BUS}',member='NameOwnerChanged',arg0='${NOTIFICATIONS}'`
const DAEMON_SIGNALS = `type='signal',sender='${NOTIFICATIONS}',interface='${NOTIFICATIONS}',path='${NOTIFICATIONS_PATH}'`
