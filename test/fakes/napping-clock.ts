import { nodeClock } from '../../src/main/adapters/node-clock'
import type { Clock } from '../../src/main/ports/clock'

export interface NappingClock extends Clock {
  /** From now on no timer runs and monotonic time stands still, as in sleep on Linux. */
  nap(): void
  wake(): void
}

/** The computer's own clocks, of a process that can be put to sleep by itself. */
export const nappingClock = (): NappingClock => {
  const real = nodeClock()
  let lost = 0
  let since: number | null = null
  let waiting: readonly (() => void)[] = []
  return {
    ...real,
    monotonic: () => (since ?? real.monotonic()) - lost,
    uptime: real.monotonic,
    after: (ms, run) => {
      let cancelled = false
      const due = (): void => {
        if (cancelled) return
        if (since === null) run()
        else waiting = [...waiting, due]
      }
      const cancel = real.after(ms, due)
      return () => { cancelled = true; cancel() }
    },
    nap: () => { since ??= real.monotonic() },
    wake: () => {
      if (since === null) return
      lost += real.monotonic() - since
      since = null
      const due = waiting
      waiting = []
      for (const run of due) run()
    }
  }
}
