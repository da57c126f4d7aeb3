import { createContext, useContext, useState, useSyncExternalStore } from 'react'
import { age } from '@shared/text/format'

/** One ticking clock for everything that shows an age. */
export interface Clock {
  /** The moment of the last tick, ms. */
  readonly tick: () => number
  readonly subscribe: (listener: () => void) => () => void
  /** Ticks at once: Garda's clock was set anew. */
  readonly poke: () => void
}

export interface ClockParts {
  readonly now: () => number
  /** Calls once after `ms`; returns its own cancel. */
  readonly later: (ms: number, run: () => void) => () => void
}

/** A clock that ticks on whole seconds of `now` while somebody listens. */
export const createClock = ({ now, later }: ClockParts): Clock => {
  let at = now()
  let cancel: (() => void) | null = null
  const listeners = new Set<() => void>()
  const tell = (): void => { at = now(); for (const listener of [...listeners]) listener() }
  const wait = (): void => { cancel = later(1000 - (now() % 1000) + 1, () => { tell(); if (listeners.size > 0) wait(); else cancel = null }) }
  return {
    tick: () => at,
    subscribe: (listener) => {
      listeners.add(listener)
      if (!cancel) { at = now(); wait() }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) { cancel?.(); cancel = null }
      }
    },
    poke: tell
  }
}

const still: Clock = { tick: () => 0, subscribe: () => () => undefined, poke: () => undefined }
export const ClockContext = createContext<Clock>(still)

/** Garda's clock, anew every `step` ms (a multiple of 1000). */
export const useNow = (step = 1000): number => {
  const clock = useContext(ClockContext)
  return useSyncExternalStore(clock.subscribe, () => (step <= 1000 ? clock.tick() : Math.floor(clock.tick() / step) * step))
}

/** The same, but this very moment at first: what has only just begun would lie behind the last round one. */
export const useNowOrSince = (step: number): number => {
  const clock = useContext(ClockContext)
  const [first] = useState(() => clock.tick())
  return Math.max(first, useNow(step))
}

/** Something computed from the clock; draws anew only when the answer changes. The answer must be a plain value. */
export const useTicking = <T extends string | number | boolean | null>(compute: (now: number) => T): T => {
  const clock = useContext(ClockContext)
  return useSyncExternalStore(clock.subscribe, () => compute(clock.tick()))
}

/** How old something is, in words, kept current. */
export const useAgeText = (at: number | null): string => useTicking((now) => age(at, now))
