import { gapOf, type Gap, type Went } from '../core/schedule'
import type { Clock } from '../ports/clock'

/** Notices sleep by the clocks and by what the system says. Both may tell of one sleep, in either order: it is told once. */
export interface SleepWatch {
  /** What came between the look before and now. */
  readonly look: () => Gap
  /** The system goes to sleep. */
  readonly suspended: () => void
  /** The system says that it is awake; null: of that sleep the clocks have told. */
  readonly resumed: () => Gap | null
}

/** A system tells late that it woke; within this long after a sleep was noticed it speaks of that one. */
const SAME_MS = 60_000

/** `beatMs` lie between two looks at most, while all is well. */
export const watchSleep = (clock: Clock, beatMs: number): SleepWatch => {
  const read = (): Went => ({ wall: clock.now(), monotonic: clock.monotonic(), uptime: clock.uptime?.() ?? null })
  let last = read()
  /** The clocks when the system said that it goes to sleep; null: it did not, or that sleep was noticed. */
  let asleep: Went | null = null
  let noticedAt: number | null = null
  const since = (then: Went, now: Went): Went =>
    ({ wall: now.wall - then.wall, monotonic: now.monotonic - then.monotonic, uptime: then.uptime === null || now.uptime === null ? null : now.uptime - then.uptime })
  const notice = (ms: number): Gap => {
    asleep = null
    noticedAt = last.monotonic
    return { kind: 'slept', ms }
  }
  const look = (): Gap => {
    const now = read()
    const gap = gapOf(since(last, now), beatMs)
    last = now
    // without an uptime a clock that was set looks like sleep: then the system's word decides
    return gap.kind === 'slept' || (gap.kind === 'jumped' && gap.ms > 0 && asleep !== null) ? notice(gap.ms) : gap
  }
  return {
    look,
    suspended: () => { asleep = read() },
    resumed: () => {
      const before = asleep
      const gap = look()
      if (gap.kind === 'slept') return gap
      if (before === null && noticedAt !== null && last.monotonic - noticedAt < SAME_MS) return null
      // too short for the clocks, long enough for connections to die
      const went = before && since(before, last)
      return notice(went === null ? 0 : Math.max(0, went.monotonic, went.uptime ?? went.wall))
    }
  }
}
