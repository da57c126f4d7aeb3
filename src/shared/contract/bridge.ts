import type { DeltaText } from '../state/delta-text'
import type { WallsView } from '../domain/display'
import type { PlainView } from '../domain/plain-view'
import type { StateDelta } from '../state/delta'
import type { CommandArgs, CommandName, CommandResults } from './commands'

/** Where a window may be sent: a view with what it shows. */
export const VIEWS = ['overview', 'alerts', 'services', 'service', 'explore', 'dashboards', 'timeline', 'oncall', 'sources', 'settings', 'welcome', 'page', 'wall'] as const
export type View = (typeof VIEWS)[number]
export interface Place { readonly view: View; /** Alert id, service key or source id; of a wall its name after `@`, or a board as it is written in the configuration. */ readonly item: string | null }

/** What main tells the windows. */
export interface Pushes {
  delta: DeltaText
  /** Once a second: main is alive, and this is the number of its state. */
  beat: { readonly seq: number; readonly at: number }
  go: Place
  /** To the plain page of a wall, once a second. */
  plain: PlainView
  /** Displays, walls or what is set of them changed. */
  walls: WallsView
}
export type PushName = keyof Pushes

/** The only thing a window sees of the outside: `window.garda`. */
export type Bridge = { readonly [C in CommandName]: (...args: CommandArgs<C>) => Promise<CommandResults[C]> } & {
  /** Each returns its own unsubscribe. */
  readonly onDelta: (listener: (delta: StateDelta) => void) => () => void
  readonly onBeat: (listener: (beat: Pushes['beat']) => void) => () => void
  readonly onGo: (listener: (place: Place) => void) => () => void
  readonly onPlain: (listener: (view: PlainView) => void) => () => void
  readonly onWalls: (listener: (view: WallsView) => void) => () => void
  readonly platform: string
}
/** The bridge as preload lays it: a delta is still text. */
export type RawBridge = Omit<Bridge, 'onDelta'> & { readonly onDelta: (listener: (delta: DeltaText) => void) => () => void }
export const channelOf = (name: CommandName | PushName): string => `garda:${name}`
