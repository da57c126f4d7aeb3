import { setMaxListeners } from 'node:events'
import type { SourceSnapshot } from '@shared/domain/source'
import { isStalled, nextAfterWake, nextAt, phase, type Gap, type Outcome } from '../core/schedule'
import type { Clock, Random } from '../ports/clock'
import { asFailure, SourceFailure } from '../ports/failure'
import type { Instance } from './instances'
import { watchSleep } from './sleep-watch'

/** What the poller tells the engine. */
export interface PollerEvents {
  answered(id: string, askedAt: number, snapshot: SourceSnapshot, nextAt: number): void
  failed(id: string, askedAt: number, failure: SourceFailure, nextAt: number): void
  stalled(id: string, seconds: number): void
  /** The machine slept, or its clock was set. */
  gap(kind: 'slept' | 'jumped', ms: number): void
  beat(): void
}

interface Job { readonly instance: Instance; dueAt: number; askedAt: number | null; failures: number; abort: AbortController | null; cancel: () => void; ticket: number }

export interface Poller {
  /** Keeps jobs whose instance is the same object; stops and starts the others. */
  use(instances: readonly Instance[]): void
  /** Asks now; the promise settles when the answer or failure has been told. */
  now(id: string): Promise<void>
  /** The system goes to sleep. */
  suspended(): void
  /** The system is awake: fresh sockets and everything asked at once, unless the clocks have told of that sleep. */
  resumed(): void
  stop(): void
}

const BEAT_MS = 1_000

/**
 * Runs every source on its own beat: own deadline, own backoff, so that none delays another. Times are kept on the monotonic clock,
 * which no one can set. A watchdog, on a timer of its own, looks for timers that did not fire, for sleep and for set clocks.
 */
export const createPoller = (clock: Clock, random: Random, events: PollerEvents): Poller => {
  const jobs = new Map<string, Job>()
  let stopped = false
  const sleep = watchSleep(clock, BEAT_MS)
  let wokeAt: number | null = null
  const toWall = (mono: number): number => clock.now() + (mono - clock.monotonic())

  const schedule = (job: Job, dueAt: number): void => {
    job.cancel()
    job.dueAt = dueAt
    job.cancel = clock.after(Math.max(0, dueAt - clock.monotonic()), () => { void ask(job) })
  }

  const ask = async (job: Job): Promise<void> => {
    if (job.askedAt !== null || stopped) return
    job.cancel()
    const { instance } = job
    const { id } = instance.setup
    const ticket = ++job.ticket
    const abort = new AbortController()
    setMaxListeners(0, abort.signal) // every request of a poll listens, and a cluster has many
    job.abort = abort
    job.askedAt = clock.monotonic()
    const askedAt = clock.now()
    const result = await pollOnce(instance, abort, clock)
    if (ticket !== job.ticket || jobs.get(id) !== job) return
    job.askedAt = null
    job.abort = null
    const failure = result instanceof SourceFailure ? result : null
    job.failures = failure ? job.failures + 1 : 0
    const outcome: Outcome = failure ? { ok: false, code: failure.code, failures: job.failures, retryAfterMs: failure.retryAfterMs } : { ok: true }
    const mono = clock.monotonic()
    const next = (failure && nextAfterWake(wokeAt, mono, failure, random())) ?? nextAt(job.dueAt, mono, instance, outcome, random())
    schedule(job, next)
    if (result instanceof SourceFailure) events.failed(id, askedAt, result, toWall(next))
    else events.answered(id, askedAt, result, toWall(next))
  }

  const drop = (job: Job): void => {
    job.cancel()
    job.ticket++
    job.abort?.abort()
    job.instance.close()
  }

  const watch = (): void => {
    if (stopped) return
    const mono = clock.monotonic()
    const gap = sleep.look()
    if (gap.kind !== 'none') wake(gap)
    else {
      for (const job of jobs.values()) {
        if (!isStalled({ dueAt: job.dueAt, askedAt: job.askedAt, timeoutMs: job.instance.timeoutMs }, mono)) continue
        events.stalled(job.instance.setup.id, Math.round((mono - (job.askedAt ?? job.dueAt)) / 1000))
        restart(job)
      }
    }
    events.beat()
    clock.after(BEAT_MS, watch)
  }

  const restart = (job: Job): void => {
    job.ticket++
    job.abort?.abort()
    job.abort = null
    job.askedAt = null
    job.instance.reset()
    schedule(job, clock.monotonic())
  }
  const wake = (gap: Exclude<Gap, { readonly kind: 'none' }>): void => {
    wokeAt = clock.monotonic()
    events.gap(gap.kind, gap.ms)
    for (const job of jobs.values()) { job.failures = 0; restart(job) }
  }

  clock.after(BEAT_MS, watch)
  return {
    use: (instances) => {
      const wanted = new Map(instances.map((i) => [i.setup.id, i]))
      for (const [id, job] of jobs) if (wanted.get(id) !== job.instance) { drop(job); jobs.delete(id) }
      let first = true
      for (const instance of instances) {
        if (jobs.has(instance.setup.id)) continue
        const job: Job = { instance, dueAt: 0, askedAt: null, failures: 0, abort: null, cancel: () => undefined, ticket: 0 }
        jobs.set(instance.setup.id, job)
        schedule(job, clock.monotonic() + (first ? 0 : phase(instance.intervalMs, random())))
        first = false
      }
    },
    now: async (id) => {
      const job = jobs.get(id)
      if (job) { job.dueAt = clock.monotonic(); await ask(job) }
    },
    suspended: sleep.suspended,
    resumed: () => {
      const gap = stopped ? null : sleep.resumed()
      if (gap !== null && gap.kind !== 'none') wake(gap)
    },
    stop: () => {
      stopped = true
      for (const job of jobs.values()) drop(job)
      jobs.clear()
    }
  }
}

/** One ask under its total deadline; never rejects. */
export const pollOnce = async (instance: Instance, abort: AbortController, clock: Clock): Promise<SourceSnapshot | SourceFailure> => {
  if (instance.broken || !instance.kind) return instance.broken ?? new SourceFailure('settings', { detail: instance.config.kind })
  let cancel = (): void => undefined
  const late = new Promise<SourceFailure>((resolve) => {
    cancel = clock.after(instance.timeoutMs, () => {
      resolve(new SourceFailure('timeout', { seconds: Math.round(instance.timeoutMs / 100) / 10 }))
      abort.abort()
    })
    abort.signal.addEventListener('abort', () => { resolve(new SourceFailure('timeout', { seconds: 0 })) }, { once: true })
  })
  try {
    return await Promise.race([instance.kind.poll(instance.source, instance.context(abort.signal)).catch(asFailure), late])
  } finally { cancel() }
}
