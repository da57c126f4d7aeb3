import { presenceMatchers } from '@shared/domain/buddy'
import { telling } from '@shared/domain/freshness'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import type { Config } from '@shared/config/schema'
import { presenceSource } from '../core/pager/buddy'
import type { Clock } from '../ports/clock'
import { asFailure, SourceFailure } from '../ports/failure'
import type { Log } from '../ports/log'
import type { MadeSilence, SilenceDraft } from '../ports/source-kind'
import type { Engine } from './engine'

export interface PresenceTimes {
  /** How long a presence lasts unless it is extended. */
  readonly lifeMs: number
  readonly everyMs: number
  /** After a write that failed, the next one waits. */
  readonly againMs: number
  /** Quitting waits no longer for the end of its presence. */
  readonly quitMs: number
}
const PRESENCE: PresenceTimes = { lifeMs: 5 * 60_000, everyMs: 60_000, againMs: 20_000, quitMs: 3_000 }

export interface PresenceTools {
  readonly engine: Pick<Engine, 'state' | 'config' | 'instance' | 'onBeat' | 'note' | 'dismiss'>
  readonly clock: Clock
  readonly log: Log
  readonly times?: PresenceTimes
}

/** Whose Garda is seen by which source. */
interface Place { readonly source: string; readonly name: string }
interface Kept extends Place, MadeSilence {}

/** Where this Garda is to be seen; null: nowhere. In words: it cannot be. */
const placeOf = (state: AppState, config: Config, now: number): Place | string | null => {
  const { paging, notifications } = config
  // whoever could not be told of a page does not watch
  if (paging.buddy === undefined || state.meta.mode !== 'live' || !notifications.enabled || (state.meta.pausedUntil ?? 0) > now) return null
  if (paging.me === undefined) return t('buddy.noName')
  const source = presenceSource(paging, state.sources)
  return source === null ? t('buddy.noSource') : { source, name: paging.me }
}

/**
 * Lets other Gardas see that this one watches: by a silence that holds no alert back, extended again and again while its source tells its
 * alerts, so that it ends by itself when nobody watches any more. `end` ends it on purpose.
 */
export const keepPresence = ({ engine, clock, log, times = PRESENCE }: PresenceTools): { readonly end: () => Promise<void> } => {
  let kept: Kept | null = null
  /** When it is extended, and until when nothing is written because it was refused. */
  let [dueAt, againAt] = [-Infinity, -Infinity]
  let work: Promise<void> | null = null
  let said: string | null = null
  let ended = false
  const abort = new AbortController()

  const say = (detail: string | null): void => {
    if (detail === said) return
    said = detail
    if (detail === null) engine.dismiss('buddy-failed')
    else engine.note('buddy-failed', 'warning', { detail })
  }
  const draftOf = (name: string): SilenceDraft => ({ matchers: presenceMatchers(name), createdBy: name, comment: t('buddy.comment'), forMs: times.lifeMs })
  const abilityOf = (id: string) => {
    const instance = engine.instance(id)
    if (!instance?.kind?.silence || instance.broken) throw instance?.broken ?? new SourceFailure('settings', { detail: t('buddy.noSource') })
    return { silence: instance.kind.silence, source: instance.source, ctx: instance.context(abort.signal) }
  }

  const lose = (): void => { kept = null; dueAt = -Infinity }

  /** What a run before left is gone on with. */
  const show = async (place: Place): Promise<void> => {
    const { silence, source, ctx } = abilityOf(place.source)
    const draft = draftOf(place.name)
    const extended = kept && await silence.extend(source, kept.id, draft, ctx).catch((thrown: unknown) => {
      if (asFailure(thrown).code === 'not-found') return null
      throw thrown
    })
    const made = extended ?? await silence.create(source, draft, true, ctx)
    kept = { ...place, ...made }
    const isOld = made.endsAt - clock.now() < times.lifeMs - times.everyMs / 2
    dueAt = isOld ? clock.now() : clock.now() + times.everyMs
    say(null)
  }
  const hide = async ({ source: id, id: silenceId, name }: Kept): Promise<void> => {
    if (engine.instance(id)?.kind?.silence) {
      const { silence, source, ctx } = abilityOf(id)
      await silence.expire(source, silenceId, draftOf(name), ctx)
    }
    lose()
  }
  /** One write at a time; never rejects. */
  const run = (source: string, act: () => Promise<void>): void => {
    work = act().catch((thrown: unknown) => {
      if (abort.signal.aborted) return
      const failure = asFailure(thrown)
      log.write('warn', 'the presence was not written', { source, code: failure.code })
      againAt = clock.now() + times.againMs
      // one that lasts a while yet is seen all the same
      if (!ended && (kept === null || kept.endsAt - clock.now() < times.lifeMs / 2)) say(failureText(failure, clean(engine.state().sources[source]?.name ?? source, { max: 80 })))
    }).finally(() => { work = null })
  }

  const stop = engine.onBeat(() => {
    const now = clock.now()
    const state = engine.state()
    if (work) return
    const place = placeOf(state, engine.config(), now)
    // a clock that was set back is waited for no longer than usual
    const isAhead = (at: number, most: number): boolean => now < at && at - now <= most
    if (isAhead(againAt, times.againMs)) return
    const wanted = typeof place === 'string' ? null : place
    if (kept && (wanted === null || wanted.source !== kept.source || wanted.name !== kept.name)) {
      const old = kept
      if (old.endsAt <= now) lose()
      else run(old.source, () => hide(old))
    } else if (wanted === null) say(typeof place === 'string' ? place : null)
    // whoever cannot read does not watch
    else if (!isAhead(dueAt, times.everyMs) && telling(state.sources, state.ages, now).has(wanted.source)) run(wanted.source, () => show(wanted))
  })

  return {
    end: async () => {
      stop()
      ended = true
      let cancel = (): void => undefined
      const late = new Promise<void>((resolve) => { cancel = clock.after(times.quitMs, resolve) })
      const leave = async (): Promise<void> => {
        await work
        const old = kept
        if (old) { run(old.source, () => hide(old)); await work }
      }
      await Promise.race([leave(), late])
      cancel()
      abort.abort()
    }
  }
}
