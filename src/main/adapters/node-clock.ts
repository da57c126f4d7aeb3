import { uptime } from 'node:os'
import type { Clock } from '../ports/clock'

/** The computer's own clocks. */
export const nodeClock = (): Clock => ({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1000,
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1))
    return () => { clearTimeout(timer) }
  }
})

/** A clock that shows another time but runs alike, for the demo. */
export const shiftedClock = (clock: Clock, start: number): Clock => {
  const offset = start - clock.now()
  return { ...clock, now: () => clock.now() + offset }
}

/** Everything that is ready by now is done before it goes on. */
export const nodePause = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })
