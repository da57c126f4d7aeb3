import { EventEmitter } from 'node:events'
import { Socket } from 'node:net'
import { DBusError, Message, MessageFlag, MessageType, sessionBus, Variant, type MessageBus } from '@jellybrick/dbus-next'

export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
}
export interface BusSignal { readonly sender: string; readonly path: string; readonly interface: string; readonly member: string; readonly body: readonly unknown[] }

/** A connection to a message bus. Nothing here waits: a call that is never answered stays open until the bus is lost or closed. */
export interface Bus {
  /** The reply's arguments. Fails with a `BusError`. Never starts the service it calls. */
  call(call: BusCall): Promise<readonly unknown[]>
  /** A call whose reply nobody needs. */
  tell(call: BusCall): void
  onSignal(listener: (signal: BusSignal) => void): () => void
  /** Runs once when the connection is gone, for whatever reason but `close`. */
  onLost(listener: (detail: string) => void): () => void
  /** Sends what was told, then ends the connection. Open calls fail. */
  close(): void
}

/** Connects to the first of the `;`-separated addresses that answers. Fails with a `BusError`; `signal` gives up. */
export type ConnectBus = (address: string, signal: AbortSignal) => Promise<Bus>

/** `name` is the bus's own, such as `org.freedesktop.DBus.Error.ServiceUnknown`, or '' for what went wrong on this side. */
export class BusError extends Error { constructor(readonly code: string, message: string) { super(message) } }

/** A value that carries its own signature (type `v`). */
export const variant = (signature: string, value: unknown): { readonly signature: string; readonly value: unknown } => new Variant(signature, value)
/** What such a value holds. */
export const variantValue = (value: unknown): unknown => (value instanceof Variant ? value.value : undefined)

export const connectBus: ConnectBus = async (addresses, signal) => {
  const list = addresses.split(';').filter((address) => address !== '')
  for (const [i, address] of list.entries()) {
    try { return await connectTo(address, signal) } catch (error) { if (i === list.length - 1 || signal.aborted) throw error }
  }
  throw new BusError('', 'the address is empty')
}

const connectTo = (address: string, signal: AbortSignal): Promise<Bus> => new Promise((resolve, reject) => {
  const bus = sessionBus({ busAddress: address })
  const give = (detail: string): void => {
    signal.removeEventListener('abort', abort)
    bus.off('connect', ready)
    destroy(bus)
    reject(new BusError('', detail))
  }
  const abort = (): void => give(String(signal.reason))
  const ready = (): void => {
    signal.removeEventListener('abort', abort)
    resolve(wrap(bus))
  }
  // stays for good: an emitter without a listener for its errors would end the process
  onError(bus, (error) => give(wordsOf(error)))
  bus.once('connect', ready)
  connectionOf(bus).once('end', () => give('the bus hung up'))
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
})

const wrap = (bus: MessageBus): Bus => {
  const signals = new Set<(signal: BusSignal) => void>()
  const lost = new Set<(detail: string) => void>()
  const open = new Set<(error: BusError) => void>()
  let gone: BusError | null = null
  const end = (error: BusError): boolean => {
    if (gone) return false
    gone = error
    for (const fail of open) fail(error)
    open.clear()
    signals.clear()
    return true
  }
  const lose = (detail: string): void => {
    if (!end(new BusError('', detail))) return
    destroy(bus)
    for (const listener of lost) listener(detail)
    lost.clear()
  }
  onError(bus, (error) => lose(wordsOf(error)))
  connectionOf(bus).once('end', () => lose('the bus hung up'))
  bus.on('message', (message) => {
    if (message.type !== MessageType.SIGNAL) return
    // many messages are read in one go: the replies before this signal settle first, so that an id is known before it is spoken of
    setImmediate(() => { for (const listener of signals) listener(message) })
  })
  return {
    call: (call) => new Promise((resolve, reject) => {
      if (gone) { reject(gone); return }
      open.add(reject)
      const answer = bus.call(messageOf(call, MessageFlag.NO_AUTO_START))
      void answer.then((reply) => resolve(reply?.body ?? []), (error: unknown) => reject(asBusError(error))).finally(() => open.delete(reject))
    }),
    tell: (call) => { if (!gone) bus.send(messageOf(call, MessageFlag.NO_AUTO_START | MessageFlag.NO_REPLY_EXPECTED)) },
    onSignal: (listener) => { signals.add(listener); return () => { signals.delete(listener) } },
    onLost: (listener) => { lost.add(listener); return () => { lost.delete(listener) } },
    close: () => {
      if (!end(new BusError('', 'the connection was closed'))) return
      lost.clear()
      bus.disconnect()
      // a bus that never takes leave must not keep the process alive
      streamOf(bus)?.unref()
    }
  }
}

const messageOf = (call: BusCall, flags: number): Message => new Message({ ...call, signature: call.signature ?? '', body: [...(call.body ?? [])], flags })
const asBusError = (error: unknown): BusError => (error instanceof DBusError ? new BusError(error.type, error.text || error.type) : new BusError('', wordsOf(error)))
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Its types leave the event out. */
const onError = (bus: EventEmitter, listener: (error: unknown) => void): void => { bus.on('error', listener) }
/** The library does not pass on that the bus hung up; its connection, which its types leave out, does. */
const connectionOf = (bus: MessageBus): EventEmitter => {
  const connection: unknown = Reflect.get(bus, '_connection')
  return connection instanceof EventEmitter ? connection : new EventEmitter()
}
const streamOf = (bus: MessageBus): Socket | null => {
  const stream: unknown = Reflect.get(connectionOf(bus), 'stream')
  return stream instanceof Socket ? stream : null
}
const destroy = (bus: MessageBus): void => {
  bus.disconnect()
  // the library opens its socket one turn after it was asked to
  setImmediate(() => streamOf(bus)?.destroy())
}
