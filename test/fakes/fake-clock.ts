import type { Clock } from '../../src/main/ports/clock'

export interface FakeClock extends Clock {
  /** Lets time pass: timers run in order, each at its own moment, with promises settled in between. */
  advance(ms: number): Promise<void>
  /** Time passes while nothing runs, as in sleep; `monotonic` stands still when asked. */
  sleep(ms: number, options?: { readonly monotonicToo?: boolean }): void
  /** Somebody sets the clock. */
  jump(ms: number): void
  readonly pending: number
}

/** A clock whose time passes only when told. */
export const fakeClock = (start: number): FakeClock => {
  let wall = start
  let mono = 0
  let up = 0
  let id = 0
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>()
  const settle = async (): Promise<void> => { for (let i = 0; i < 25; i++) await Promise.resolve() }
  return {
    now: () => wall,
    monotonic: () => mono,
    uptime: () => up,
    after: (ms, run) => {
      const mine = ++id
      timers.set(mine, { at: mono + Math.max(0, ms), run })
      return () => { timers.delete(mine) }
    },
    advance: async (ms) => {
      const until = mono + ms
      await settle()
      for (;;) {
        const due = [...timers].filter(([, t]) => t.at <= until).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0]
        if (!due) break
        const step = Math.max(0, due[1].at - mono)
        mono += step
        up += step
        wall += step
        timers.delete(due[0])
        due[1].run()
        await settle()
      }
      wall += until - mono
      up += until - mono
      mono = until
      await settle()
    },
    sleep: (ms, { monotonicToo = true } = {}) => { wall += ms; up += ms; if (monotonicToo) mono += ms },
    jump: (ms) => { wall += ms },
    get pending() { return timers.size }
  }
}
