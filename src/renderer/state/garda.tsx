import { createContext, useContext, useDeferredValue, useMemo, useSyncExternalStore } from 'react'
import type { AppState } from '@shared/state/app-state'
import type { Bridge } from '../bridge'
import type { Mirror } from './mirror'
import { freshSources, isSilent } from './select/freshness'

/** What a window stands on. `ticks` calls back every second, and gives back its own unsubscribe. */
export interface Garda { readonly bridge: Bridge; readonly mirror: Mirror; readonly ticks: (listener: () => void) => () => void }

export const GardaContext = createContext<Garda | null>(null)

const useRoot = (): Garda => {
  const garda = useContext(GardaContext)
  if (!garda) throw new Error('No Garda around this component')
  return garda
}

/** The commands main understands. */
export const useBridge = (): Bridge => useRoot().bridge

/** Garda's clock, for what has a beat of its own: `ticks` calls back every second. */
export const useTicks = (): { readonly now: () => number; readonly ticks: Garda['ticks'] } => {
  const { mirror, ticks } = useRoot()
  return useMemo(() => ({ now: () => mirror.now(), ticks }), [mirror, ticks])
}

/** A part of main's state, drawn anew only when that part changes. Used only below the gate that waits for the first snapshot. */
export const useGarda = <T,>(select: (state: AppState) => T): T => {
  const { mirror } = useRoot()
  const read = useMemo(() => {
    let from: AppState | null = null
    let value: T
    return (): T => {
      const { state } = mirror.get()
      if (!state) throw new Error('State was read before the first snapshot')
      if (state !== from) { value = select(state); from = state }
      return value
    }
  }, [mirror, select])
  return useSyncExternalStore(mirror.subscribe, read)
}

export type Phase = 'asking' | 'failed' | 'live'
/** Whether there is anything to draw yet. */
export const usePhase = (): Phase => {
  const { mirror } = useRoot()
  return useSyncExternalStore(mirror.subscribe, () => { const { state, failure } = mirror.get(); return state ? 'live' : failure ? 'failed' : 'asking' })
}

/** Ticks that also come with every push, so that nothing is judged by an old second. */
const useJudged = (judge: (state: AppState, heardAt: number, now: number) => string): string => {
  const { mirror, ticks } = useRoot()
  const [subscribe, read] = useMemo(() => [
    (listener: () => void) => {
      const stops = [mirror.subscribe(listener), ticks(listener)]
      return () => { for (const stop of stops) stop() }
    },
    () => { const { state, heardAt } = mirror.get(); return state ? judge(state, heardAt, mirror.now()) : '' }
  ] as const, [mirror, ticks, judge])
  return useSyncExternalStore(subscribe, read)
}

const freshList = (state: AppState, heardAt: number, now: number): string => JSON.stringify([...freshSources(state, heardAt, now)])
/** Ids of the sources whose word still holds; a new set only when it changes. */
export const useFresh = (): ReadonlySet<string> => {
  const list = useJudged(freshList)
  return useMemo(() => new Set(list ? (JSON.parse(list) as readonly string[]) : []), [list])
}

const silent = (_state: AppState, heardAt: number, now: number): string => (isSilent(heardAt, now) ? 'silent' : '')
/** Whether main has stopped answering: then nothing on screen is known. */
export const useSilent = (): boolean => useJudged(silent) !== ''

/**
 * A number from 0 below `steps` that goes on every `ms` while main beats at least as often, and at most once more when its beats end.
 * It goes on at round seconds, with all that goes by the clock, wherever between them main beats: the page is painted once for both.
 */
export const useBeat = (steps: number, ms: number): number => {
  const { mirror, ticks } = useRoot()
  const [subscribe, read] = useMemo(() => {
    const look = (): number => Math.floor(Math.min(mirror.now(), Math.ceil(mirror.get().heardAt / 1000) * 1000 + ms - 1000) / ms) % steps
    let at = look()
    return [(listener: () => void) => ticks(() => { at = look(); listener() }), () => at] as const
  }, [mirror, ticks, steps, ms])
  return useSyncExternalStore(subscribe, read)
}

/** When main last said anything, ms. */
export const useHeardAt = (): number => {
  const { mirror } = useRoot()
  return useSyncExternalStore(mirror.subscribe, () => mirror.get().heardAt)
}

const pick = { all: (state: AppState): AppState => state }
/** Everything; only for screens that are small or memoize what they compute from its tables. */
export const useWhole = (): AppState => useGarda(pick.all)

/** A part of main's state for a screen that computes much from it: a storm is drawn in slices between which keys are answered, a moment after the strip has counted it. */
export const useSettled = <T,>(select: (state: AppState) => T): T => useDeferredValue(useGarda(select))
/** Everything, likewise. */
export const useWholeSettled = (): AppState => useSettled(pick.all)

/** What main's state is when it is asked for, for what is done once and draws nothing. */
export const useStateNow = (): (() => AppState | null) => {
  const { mirror } = useRoot()
  return useMemo(() => () => mirror.get().state, [mirror])
}
