import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Bridge, Place } from '@shared/contract/bridge'
import type { Config } from '@shared/config/schema'
import type { Done } from '@shared/contract/commands'

export type Appearance = Config['appearance']

export interface ViewState {
  readonly place: Place
  readonly back: readonly Place[]
  readonly forward: readonly Place[]
  /** What a person chose; see `useEnvironment` (places) for what is shown. */
  readonly environment: string | null
  readonly appearance: Appearance
  /** Why the last change of appearance could not be kept; null when it was. */
  readonly unsaved: string | null
  /** Whether a person has chosen what to watch, or asked for a place; null while that is not known. */
  readonly welcomed: boolean | null
}

export interface ViewStore {
  readonly get: () => ViewState
  readonly subscribe: (listener: () => void) => () => void
  readonly go: (place: Place) => void
  readonly back: () => void
  readonly forward: () => void
  readonly chooseEnvironment: (name: string) => void
  /** Shows at once and keeps it in the settings. */
  readonly setAppearance: (change: Partial<Appearance>) => void
  /** The same for who must say whether it was kept. Never rejects. */
  readonly saveAppearance: (change: Partial<Appearance>) => Promise<Done>
  /** Reads the kept appearance. */
  readonly load: () => Promise<void>
}

const DEFAULTS: Appearance = { theme: 'dark', time: 'local', railCollapsed: false, pinned: [] }
const HISTORY = 50
const samePlace = (a: Place, b: Place): boolean => a.view === b.view && a.item === b.item

/** Where the window is and how it looks. */
export const createView = (bridge: Pick<Bridge, 'config' | 'saveSettings'>, first?: Place): ViewStore => {
  let state: ViewState = { place: first ?? { view: 'overview', item: null }, back: [], forward: [], environment: null, appearance: DEFAULTS, unsaved: null, welcomed: null }
  let touched = false
  const listeners = new Set<() => void>()
  const set = (change: Partial<ViewState>): void => {
    state = { ...state, ...change }
    for (const listener of [...listeners]) listener()
  }
  const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
  const saveAppearance = async (change: Partial<Appearance>): Promise<Done> => {
    touched = true
    const appearance = { ...state.appearance, ...change }
    set({ appearance })
    let done: Done
    try { done = await bridge.saveSettings({ appearance }) } catch (error) { done = { ok: false, reason: reason(error) } }
    set({ unsaved: done.ok ? null : done.reason })
    return done
  }
  return {
    get: () => state,
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    go: (place) => {
      if (!samePlace(place, state.place)) set({ place, back: [...state.back, state.place].slice(-HISTORY), forward: [] })
    },
    back: () => {
      const place = state.back.at(-1)
      if (place) set({ place, back: state.back.slice(0, -1), forward: [state.place, ...state.forward] })
    },
    forward: () => {
      const [place, ...forward] = state.forward
      if (place) set({ place, forward, back: [...state.back, state.place] })
    },
    chooseEnvironment: (environment) => set({ environment }),
    setAppearance: (change) => { void saveAppearance(change) },
    saveAppearance,
    load: async () => {
      try {
        const { config } = await bridge.config()
        set({ welcomed: config.welcomed || config.sources.length > 0 || first !== undefined, ...(touched ? {} : { appearance: config.appearance }) })
      } catch (error) { set({ unsaved: reason(error) }) }
    }
  }
}

export const ViewContext = createContext<ViewStore | null>(null)

/** The commands of the window's own state. */
export const useViewStore = (): ViewStore => {
  const view = useContext(ViewContext)
  if (!view) throw new Error('No view around this component')
  return view
}

/** A part of the window's own state; the answer of `select` must keep its reference while it is the same. */
export const useView = <T,>(select: (state: ViewState) => T): T => {
  const view = useViewStore()
  return useSyncExternalStore(view.subscribe, () => select(view.get()))
}

/** Goes to a place; the one way any screen moves the window. */
export const useGo = (): ((place: Place) => void) => useViewStore().go

/** How the window looks, and how to change it; the change is kept. */
export const useAppearance = (): readonly [Appearance, (change: Partial<Appearance>) => void] => [useView((v) => v.appearance), useViewStore().setAppearance]
