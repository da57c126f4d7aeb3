import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { commandArgs, type CommandName, type CommandResults } from '@shared/contract/commands'
import { channelOf, type PushName, type Pushes } from '@shared/contract/bridge'

/** The handlers, as loosely as IPC sees them; the types on both ends come from the contract. */
export type Handlers = { readonly [C in CommandName]: (...args: never[]) => Promise<CommandResults[C]> }

export interface Server {
  /** Tells every window that is to hear of it. */
  push<P extends PushName>(name: P, value: Pushes[P]): void
  close(): void
}

/**
 * The only reader of IPC on this side. A command is taken from the top frame of a window of ours, on our own origin,
 * with arguments that parse; anything else is refused before it reaches a handler.
 * @param isOurs whether a sender is a window that Garda opened
 * @param windows those that are told something
 */
export const serve = (handlers: Handlers, origin: string, isOurs: (sender: WebContents) => boolean, windows: (what: PushName) => readonly WebContents[], refused: (why: string) => void): Server => {
  const names = Object.keys(commandArgs) as CommandName[]
  const trusted = (event: IpcMainInvokeEvent): boolean => {
    const frame = event.senderFrame
    if (!frame || frame.parent !== null || !isOurs(event.sender)) return false
    try { return new URL(frame.url).origin === origin || frame.url.startsWith(`${origin}/`) } catch { return false }
  }
  for (const name of names) {
    ipcMain.handle(channelOf(name), async (event, ...raw: unknown[]) => {
      if (!trusted(event)) { refused(`${name}: sender`); throw new Error('refused') }
      const args = commandArgs[name].safeParse(raw)
      if (!args.success) { refused(`${name}: arguments`); throw new Error(`${name}: ${args.error.issues[0]?.path.join('.') ?? ''} ${args.error.issues[0]?.message ?? ''}`) }
      return (handlers[name] as (...args: unknown[]) => Promise<unknown>)(...args.data)
    })
  }
  return {
    push: (name, value) => { for (const window of windows(name)) if (!window.isDestroyed()) window.send(channelOf(name), value) },
    close: () => { for (const name of names) ipcMain.removeHandler(channelOf(name)) }
  }
}
