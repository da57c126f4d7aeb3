import type { AppState } from '@shared/state/app-state'
import { applyDelta, type StateDelta } from '@shared/state/delta'
import type { Bridge } from '../bridge'

/** What the window knows of main's state. `state` is null until the first snapshot has come. */
export interface MirrorView {
  readonly state: AppState | null
  readonly seq: number
  /** Garda's clock at the last word from main, ms; 0 before the first. */
  readonly heardAt: number
  /** Why no snapshot could be had, while that is so. */
  readonly failure: string | null
}

export interface Mirror {
  readonly get: () => MirrorView
  /** Garda's clock, ms: main's at its last word plus what has passed here since. */
  readonly now: () => number
  readonly subscribe: (listener: () => void) => () => void
  /** Begins to listen; returns its own end. */
  readonly start: () => () => void
}

/** The two local clocks, and a way to come back later. A wall clock may be set back, a monotonic one may stand still in sleep: the longer of the two counts. */
export interface MirrorTime {
  readonly wall: () => number
  readonly steady: () => number
  /** Calls once after `ms`; returns its own cancel. */
  readonly later: (ms: number, run: () => void) => () => void
}

const RETRY_MS = 2_000

/** Keeps a copy of main's state: one snapshot, then deltas in order of `seq`; a lost one, noticed by the next or by the beat, is healed by one new snapshot. */
export const createMirror = (bridge: Pick<Bridge, 'snapshot' | 'onDelta' | 'onBeat'>, time: MirrorTime): Mirror => {
  let view: MirrorView = { state: null, seq: 0, heardAt: 0, failure: null }
  let anchor = { at: time.wall(), wall: time.wall(), steady: time.steady() }
  let asking = false
  let waiting: StateDelta[] = []
  /** What a beat said while a snapshot was on its way. */
  let promised: number | null = null
  let running = false
  let cancelRetry: () => void = () => undefined
  const listeners = new Set<() => void>()

  const set = (next: Partial<MirrorView>): void => {
    view = { ...view, ...next }
    for (const listener of [...listeners]) listener()
  }
  const hear = (at: number): void => { anchor = { at, wall: time.wall(), steady: time.steady() } }

  const take = (delta: StateDelta): void => {
    if (asking || !view.state) { waiting.push(delta); return }
    if (delta.seq <= view.seq) return
    if (delta.seq !== view.seq + 1) { waiting = [delta]; void ask(); return }
    hear(delta.at)
    set({ state: applyDelta(view.state, delta), seq: delta.seq, heardAt: delta.at })
  }

  /** A snapshot may be older than what a beat told of meanwhile; a negative number asks for a new one in any case. */
  const askIfBehind = (): void => { if (promised !== null && (promised < 0 || promised > view.seq)) void ask() }

  const ask = async (): Promise<void> => {
    if (asking) return
    asking = true
    promised = null
    try {
      const { seq, at, state } = await bridge.snapshot()
      if (!running) return
      hear(at)
      view = { ...view, state, seq, heardAt: at, failure: null }
    } catch (error) {
      if (!running) return
      cancelRetry = time.later(RETRY_MS, () => void ask())
      set({ failure: error instanceof Error ? error.message : String(error) })
      return
    } finally { asking = false }
    const held = waiting
    waiting = []
    for (const delta of held) take(delta)
    set({})
    askIfBehind()
  }

  const beat = ({ seq, at }: { readonly seq: number; readonly at: number }): void => {
    if (asking) { promised = seq; return }
    if (!view.state) return
    if (seq !== view.seq) { void ask(); return }
    hear(at)
    // nobody is told: whoever judges by it looks at every tick
    view = { ...view, heardAt: at }
  }

  return {
    get: () => view,
    now: () => anchor.at + Math.max(0, time.wall() - anchor.wall, time.steady() - anchor.steady),
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    start: () => {
      running = true
      const stops = [bridge.onDelta(take), bridge.onBeat(beat)]
      void ask()
      return () => { running = false; cancelRetry(); for (const stop of stops) stop() }
    }
  }
}

/** The clocks of a real window. */
export const windowTime: MirrorTime = {
  wall: () => Date.now(),
  steady: () => performance.now(),
  later: (ms, run) => { const id = window.setTimeout(run, ms); return () => window.clearTimeout(id) }
}
