import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { channelOf, type PushName, type Pushes, type RawBridge } from '@shared/contract/bridge'
import { COMMAND_NAMES, type CommandName } from '@shared/contract/names'

/** Named verbs and nothing else: the window never sees a channel. */
const listen = <P extends PushName>(name: P) => (listener: (value: Pushes[P]) => void): (() => void) => {
  const heard = (_event: IpcRendererEvent, value: Pushes[P]): void => { listener(value) }
  ipcRenderer.on(channelOf(name), heard)
  return () => { ipcRenderer.removeListener(channelOf(name), heard) }
}

const verbs = Object.fromEntries(COMMAND_NAMES.map((name: CommandName) => [name, (...args: unknown[]): Promise<unknown> => ipcRenderer.invoke(channelOf(name), ...args)]))
const bridge = { ...verbs, onDelta: listen('delta'), onBeat: listen('beat'), onGo: listen('go'), onPlain: listen('plain'), onWalls: listen('walls'), platform: process.platform } as unknown as RawBridge

contextBridge.exposeInMainWorld('garda', bridge)
