import type { FailureCode } from '@shared/domain/source'

export interface Cadence { readonly intervalMs: number; readonly timeoutMs: number }

/** What the last ask led to. `failures` in a row, this one included. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly code: FailureCode; readonly failures: number; readonly retryAfterMs: number | null }

const SIGN_IN: ReadonlySet<FailureCode> = new Set(['unauthorized', 'sign-in-page', 'proxy-auth', 'settings', 'secret'])
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

/** Where in its interval a source begins, so that many do not ask at once; the first ask of all is at once. */
export const phase = (intervalMs: number, random: number): number => Math.round(Math.min(intervalMs, 1_000) * random * 0.25)

/** What the watchdog knows of one source's timer. */
export interface Beat { readonly dueAt: number | null; readonly askedAt: number | null; readonly timeoutMs: number }
const GRACE_MS = 5_000

/** True when a timer that should have fired did not, or an ask outlives its deadline: the scheduler itself is ill. */
export const isStalled = (beat: Beat, now: number): boolean =>
  (beat.askedAt !== null && now - beat.askedAt > beat.timeoutMs + GRACE_MS) || (beat.askedAt === null && beat.dueAt !== null && now - beat.dueAt > GRACE_MS)

/** Wall clock against monotonic clock between two beats of the watchdog, both ms. */
export type Gap = { readonly kind: 'none' } | { readonly kind: 'slept' | 'jumped'; readonly ms: number }
/**
 * Both ran on far longer than a beat: the process stood still (sleep on systems whose monotonic clock runs on).
 * Only the wall clock did: sleep elsewhere, or somebody set the clock; a step back is always a set clock.
 */
export const gapOf = (wallMs: number, monotonicMs: number, beatMs: number): Gap => {
  if (monotonicMs > beatMs + 10_000) return { kind: 'slept', ms: monotonicMs }
  const drift = wallMs - monotonicMs
  if (drift < -2_000) return { kind: 'jumped', ms: drift }
  if (drift > 10_000) return { kind: 'jumped', ms: drift }
  return { kind: 'none' }
}
