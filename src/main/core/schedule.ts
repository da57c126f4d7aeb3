import type { FailureCode } from '@shared/domain/source'

export interface Cadence { readonly intervalMs: number; readonly timeoutMs: number }

/** What the last ask led to. `failures` in a row, this one included. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly code: FailureCode; readonly failures: number; readonly retryAfterMs: number | null }

const SIGN_IN: ReadonlySet<FailureCode> = new Set(['unauthorized', 'sign-in-needed', 'proxy-auth', 'settings', 'secret'])
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 60_000
/** A server that wants a sign-in is not hammered. */
const SIGN_IN_RETRY_MS = 60_000
const LONGEST_WAIT_MS = 5 * 60_000

/**
 * When a source is asked next, ms. An answer keeps the beat of `dueAt` (the interval is held whatever an answer takes, missed beats are
 * skipped, not made up for); a failure backs off exponentially with jitter, never longer than a minute or the interval; Retry-After is
 * honoured up to five minutes. `random` is 0 ≤ x < 1.
 */
export const nextAt = (dueAt: number, now: number, cadence: Cadence, outcome: Outcome, random: number): number => {
  const { intervalMs } = cadence
  if (outcome.ok) {
    const next = dueAt + intervalMs
    return next > now ? next : dueAt + Math.ceil((now - dueAt) / intervalMs) * intervalMs || now + intervalMs
  }
  const most = Math.max(intervalMs, LONGEST_RETRY_MS)
  const base = SIGN_IN.has(outcome.code) ? Math.max(intervalMs, SIGN_IN_RETRY_MS) : Math.min(most, Math.min(intervalMs, FIRST_RETRY_MS) * 2 ** Math.min(outcome.failures - 1, 20))
  const jittered = base * (0.75 + 0.5 * random)
  const asked = outcome.retryAfterMs === null ? 0 : Math.min(outcome.retryAfterMs, LONGEST_WAIT_MS)
  return now + Math.round(Math.max(jittered, asked))
}

/** How long after waking the network is given to come back, ms. */
export const WAKE_GRACE_MS = 30_000
/** When a source that failed within that time is asked again, ms; null: as usual. */
export const nextAfterWake = (wokeAt: number | null, now: number, { code, retryAfterMs }: Pick<Extract<Outcome, { ok: false }>, 'code' | 'retryAfterMs'>, random: number): number | null =>
  wokeAt === null || now - wokeAt >= WAKE_GRACE_MS || SIGN_IN.has(code) || retryAfterMs !== null ? null : now + Math.round(FIRST_RETRY_MS * (0.75 + 0.5 * random))

/** Where in its interval a source begins, so that many do not ask at once; the first ask of all is at once. */
export const phase = (intervalMs: number, random: number): number => Math.round(Math.min(intervalMs, 1_000) * random * 0.25)

/** What the watchdog knows of one source's timer. */
export interface Beat { readonly dueAt: number | null; readonly askedAt: number | null; readonly timeoutMs: number }
const GRACE_MS = 5_000

/** True when a timer that should have fired did not, or an ask outlives its deadline: the scheduler itself is ill. */
export const isStalled = (beat: Beat, now: number): boolean =>
  (beat.askedAt !== null && now - beat.askedAt > beat.timeoutMs + GRACE_MS) || (beat.askedAt === null && beat.dueAt !== null && now - beat.dueAt > GRACE_MS)

/** What came between two beats of the watchdog. */
export type Gap = { readonly kind: 'none' } | { readonly kind: 'slept' | 'jumped'; readonly ms: number }
/** How far each clock went, ms; `uptime` is null where none counts sleep for sure. */
export interface Went { readonly wall: number; readonly monotonic: number; readonly uptime: number | null }
const SLEEP_MS = 10_000
/**
 * The monotonic clock went far more than a beat: the process stood still (sleep on systems where that clock runs on). It stood while the
 * computer's uptime went on: sleep elsewhere. Only the wall clock did: somebody set it, or, where no uptime is known, sleep; a step back is always a set clock.
 */
export const gapOf = ({ wall: wallMs, monotonic: monotonicMs, uptime }: Went, beatMs: number): Gap => {
  if (monotonicMs > beatMs + SLEEP_MS) return { kind: 'slept', ms: Math.max(monotonicMs, uptime ?? 0) }
  if (uptime !== null && uptime - monotonicMs > SLEEP_MS) return { kind: 'slept', ms: uptime }
  const drift = wallMs - monotonicMs
  if (drift < -2_000) return { kind: 'jumped', ms: drift }
  if (drift > 10_000) return { kind: 'jumped', ms: drift }
  return { kind: 'none' }
}
