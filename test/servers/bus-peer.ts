import { Message, MessageFlag, MessageType, sessionBus, Variant } from '@jellybrick/dbus-next'

/** A method call or a signal that came over the bus. `sender` is the caller's unique name. */
export type Asked = { readonly sender: string; readonly path: string; readonly interface: string; readonly member: string; readonly body: readonly unknown[] }
/** What a call is answered with; null: never. */
export type Answer = { readonly signature: string; readonly body: readonly unknown[] } | { readonly error: string; readonly text: string } | null

export type Peer = {
  /** Calls somebody on the bus; answers what it replied. */
  readonly call: (destination: string, path: string, iface: string, member: string, signature?: string, body?: readonly unknown[]) => Promise<readonly unknown[]>
  /** A call whose reply nobody waits for. */
  readonly tell: (destination: string, path: string, iface: string, member: string, signature: string, body: readonly unknown[]) => void
  /** Sends a signal to everybody. */
  readonly emit: (path: string, iface: string, member: string, signature: string, body: readonly unknown[]) => void
  readonly onSignal: (listener: (signal: Asked) => void) => void
  /** Leaves the bus, and its name with it. Safe to call twice. */
  readonly stop: () => Promise<void>
}

/** A program of its own on a session bus, under `name`; `answer` gets the calls, undefined: no such method. */
export const joinBus = async (address: string, name: string, answer: (asked: Asked) => Answer | undefined): Promise<Peer> => {
  const bus = sessionBus({ busAddress: address })
  let left = false
  const heard = new Set<(signal: Asked) => void>()
  const asked = (message: Message): Asked => ({ sender: message.sender, path: message.path, interface: message.interface, member: message.member, body: message.body })
  bus.addMethodHandler((message: Message) => {
    const given = answer(asked(message))
    if (given === undefined) return false
    if (given !== null) bus.send('error' in given ? Message.newError(message, given.error, given.text) : Message.newMethodReturn(message, given.signature, [...given.body]))
    return true
  })
  bus.on('message', (message: Message) => { if (message.type === MessageType.SIGNAL) for (const listener of heard) listener(asked(message)) })
  await bus.requestName(name)
  return {
    call: async (destination, path, iface, member, signature = '', body = []) =>
      (await bus.call(new Message({ destination, path, interface: iface, member, signature, body: [...body] })))?.body ?? [],
    tell: (destination, path, iface, member, signature, body) => {
      bus.send(new Message({ destination, path, interface: iface, member, signature, body: [...body], flags: MessageFlag.NO_REPLY_EXPECTED }))
    },
    emit: (path, iface, member, signature, body) => { bus.send(Message.newSignal(path, iface, member, signature, [...body])) },
    onSignal: (listener) => { heard.add(listener) },
    stop: async () => {
      if (left) return
      left = true
      await bus.releaseName(name)
      bus.disconnect()
    }
  }
}

/** A value that carries its own type. */
export const variant = (signature: string, value: unknown): unknown => new Variant(signature, value)
/** What a variant holds, also inside of lists and tables. */
export const plain = (value: unknown): unknown => {
  if (value instanceof Variant) return plain(value.value)
  if (Array.isArray(value)) return value.map(plain)
  if (Buffer.isBuffer(value) || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}
