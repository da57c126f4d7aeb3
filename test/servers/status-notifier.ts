import { joinBus, plain, variant, type Peer } from './bus-peer'
import { until } from './process'

const WATCHER = 'org.kde.StatusNotifierWatcher'
const ITEM = 'org.kde.StatusNotifierItem'
const MENU = 'com.canonical.dbusmenu'
const PROPERTIES = 'org.freedesktop.DBus.Properties'

/** One entry of a tray menu, as a panel draws it. */
export type Entry = { readonly id: number; readonly label: string; readonly separator: boolean; readonly enabled: boolean }
/** An icon as it goes over the bus: `argb` has four bytes a pixel, alpha first, row by row. */
export type Pixmap = { readonly width: number; readonly height: number; readonly argb: Buffer }

/** A tray icon as a panel sees it. */
export type TrayItem = {
  readonly property: (name: string) => Promise<unknown>
  /** What hovering says, title and text. */
  readonly tooltip: () => Promise<string>
  readonly icons: () => Promise<readonly Pixmap[]>
  readonly menu: () => Promise<readonly Entry[]>
  /** Chooses the menu's entry with that label. */
  readonly choose: (label: string) => Promise<void>
  /** The click on the icon itself. */
  readonly activate: () => Promise<void>
}

export type StatusNotifier = {
  /** The only registered item, waited for. */
  readonly item: () => Promise<TrayItem>
  /** How many items have registered and are still there. */
  readonly count: () => number
  /** Names of the signals that items have sent, such as `NewIcon`. */
  readonly signals: () => readonly string[]
  /** How often somebody asked whether icons are shown. */
  readonly asked: () => number
  /** From now on icons are shown, and everybody is told. */
  readonly host: () => void
  readonly stop: () => Promise<void>
}

/** A panel that shows tray icons by the StatusNotifier protocol: the watcher that items register with, and a host that reads them, at once or when told. */
export const startStatusNotifier = async (address: string, hosted = true): Promise<StatusNotifier> => {
  let shows = hosted
  let asked = 0
  const items: { readonly service: string; readonly path: string }[] = []
  const signals: string[] = []
  const read = (name: unknown): { readonly signature: string; readonly value: unknown } | undefined => {
    switch (name) {
      case 'IsStatusNotifierHostRegistered': asked++; return { signature: 'b', value: shows }
      case 'ProtocolVersion': return { signature: 'i', value: 0 }
      case 'RegisteredStatusNotifierItems': return { signature: 'as', value: items.map(({ service, path }) => `${service}${path}`) }
      default: return undefined
    }
  }
  const peer = await joinBus(address, WATCHER, ({ sender, interface: iface, member, body: [first, second] }) => {
    if (iface === WATCHER && member === 'RegisterStatusNotifierItem') {
      // some send where their item is, some the name that has it at the usual place
      const item = String(first)
      items.push(item.startsWith('/') ? { service: sender, path: item } : { service: item, path: '/StatusNotifierItem' })
      return { signature: '', body: [] }
    }
    if (iface === WATCHER && member === 'RegisterStatusNotifierHost') return { signature: '', body: [] }
    const found = iface === PROPERTIES && member === 'Get' ? read(second) : undefined
    return found && { signature: 'v', body: [variant(found.signature, found.value)] }
  })
  peer.onSignal(({ interface: iface, member, body: [name, , owner] }) => {
    if (iface === ITEM) signals.push(member)
    if (member !== 'NameOwnerChanged' || owner !== '') return
    const gone = items.findIndex(({ service }) => service === name)
    if (gone >= 0) items.splice(gone, 1)
  })
  const match = (rule: string): Promise<unknown> => peer.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'AddMatch', 's', [rule])
  await Promise.all([match(`type='signal',interface='${ITEM}'`), match("type='signal',interface='org.freedesktop.DBus',member='NameOwnerChanged'")])
  return {
    item: async () => {
      const [item, ...others] = await until('a tray icon', () => [...items], (list) => list.length > 0)
      if (item === undefined || others.length > 0) throw new Error(`not one tray icon but ${others.length + 1}`)
      return itemOf(peer, item.service, item.path)
    },
    count: () => items.length,
    signals: () => signals,
    asked: () => asked,
    host: () => {
      shows = true
      peer.emit('/StatusNotifierWatcher', WATCHER, 'StatusNotifierHostRegistered', '', [])
    },
    stop: peer.stop
  }
}

type Node = readonly [id: number, properties: Readonly<Record<string, unknown>>, children: readonly Node[]]

const itemOf = (peer: Peer, service: string, path: string): TrayItem => {
  const property = async (name: string): Promise<unknown> => plain((await peer.call(service, path, PROPERTIES, 'Get', 'ss', [ITEM, name]))[0])
  const menu = async (): Promise<readonly Entry[]> => {
    const [, root] = plain(await peer.call(service, String(await property('Menu')), MENU, 'GetLayout', 'iias', [0, -1, []])) as readonly [number, Node]
    return root[2].map(([id, is]) => ({ id, label: typeof is['label'] === 'string' ? is['label'] : '', separator: is['type'] === 'separator', enabled: is['enabled'] !== false }))
  }
  return {
    property, menu,
    tooltip: async () => { const [, , title, text] = await property('ToolTip') as readonly [string, unknown, string, string]; return [title, text].filter(Boolean).join('\n') },
    icons: async () => (await property('IconPixmap') as readonly (readonly [number, number, Buffer])[]).map(([width, height, argb]) => ({ width, height, argb: Buffer.from(argb) })),
    choose: async (label) => {
      const entry = (await menu()).find((one) => one.label === label)
      if (!entry) throw new Error(`the menu has no ${label}`)
      // an entry that quits takes its program from the bus before it answers
      peer.tell(service, String(await property('Menu')), MENU, 'Event', 'isvu', [entry.id, 'clicked', variant('s', ''), 0])
    },
    activate: async () => { await peer.call(service, path, ITEM, 'Activate', 'ii', [0, 0]) }
  }
}
