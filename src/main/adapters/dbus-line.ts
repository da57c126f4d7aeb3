import type { Clock } from '../ports/clock'
import { BusError, variantValue, type Bus, type BusCall, type ConnectBus } from './dbus-bus'
import { within } from './dbus-deadline'

/** A bus that is connected to when it is needed, and anew when it was lost. */
export interface BusLine {
  /** The reply's arguments. Fails with what went wrong, also when the answer is late. Starts no service. */
  ask(call: BusCall): Promise<readonly unknown[]>
  /** A property's value; undefined where nobody has such a one. */
  property(destination: string, path: string, iface: string, name: string): Promise<unknown>
  close(): void
}

export const busLine = ({ address, connect, clock, deadlineMs }: { readonly address: string | null; readonly connect: ConnectBus; readonly clock: Pick<Clock, 'after'>; readonly deadlineMs: number }): BusLine => {
  const closing = new AbortController()
  let opening: Promise<Bus> | null = null

  const open = async (at: string): Promise<Bus> => {
    const giveUp = new AbortController()
    const stop = (): void => giveUp.abort(new Error('over'))
    closing.signal.addEventListener('abort', stop, { once: true })
    const cancel = clock.after(deadlineMs, stop)
    const bus = await connect(at, giveUp.signal).finally(() => { cancel(); closing.signal.removeEventListener('abort', stop) })
    if (closing.signal.aborted) { bus.close(); throw new BusError('', 'the connection was closed') }
    closing.signal.addEventListener('abort', () => { bus.close() }, { once: true })
    bus.onLost(() => { opening = null })
    return bus
  }
  const reach = (): Promise<Bus> => {
    if (address === null || closing.signal.aborted) return Promise.reject(new BusError('', 'there is no bus'))
    opening ??= open(address).catch((error: unknown) => { opening = null; throw error })
    return opening
  }
  const ask: BusLine['ask'] = async (call) => within(clock, deadlineMs, (await reach()).call(call))
  return {
    ask,
    property: async (destination, path, iface, name) => {
      try {
        return variantValue((await ask({ destination, path, interface: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss', body: [iface, name] }))[0])
      } catch (error) {
        if (error instanceof BusError && error.code !== '') return undefined
        throw error
      }
    },
    close: () => { closing.abort() }
  }
}
