import type { NotificationRecord, NotifyReason } from '@shared/domain/notification'
import type { CoreEvent } from '../../src/main/core/events'
import type { Intent } from '../../src/main/core/telling/draft'

/** How a notification service is; `refuses`: it stays up; `hangs`: each call is given up after a while; `mute`: nobody ever hears what became of one. */
export const MOODS = ['there', 'missing', 'refuses', 'hangs', 'mute'] as const
export type Mood = (typeof MOODS)[number]

interface Sent<T> { readonly record: NotificationRecord; readonly of: T }

export interface Service<T> {
  readonly mood: () => Mood
  /** What the engine sends is shown or not; `of` comes back with what is shown. `sent`: all of it is on its way, and nothing is known of it yet. */
  readonly send: (intents: readonly Intent[], of: (intent: Intent) => T, sent: () => void) => void
  /** It dies, hangs, comes back; `late`: what it was sent while it hung comes on screen after all. */
  readonly turn: (mood: Mood, late: boolean) => void
  /** Once a tick: what hung is given up, and now and then it is asked whether it could show something. */
  readonly beat: () => void
  /** As a run asks first of all. */
  readonly check: () => void
  /** Alerts of what nobody knows of yet whether it was shown, and what that is. */
  readonly underway: () => ReadonlySet<string>
  readonly sent: () => readonly T[]
  readonly crash: () => void
}

export interface World<T> {
  readonly now: () => number
  readonly able: () => boolean
  /** As the engine takes an outcome: without a decision on it; and it writes it down. */
  readonly apply: (event: CoreEvent) => void
  readonly dispatch: (event: CoreEvent) => void
  readonly showed: (of: T) => void
}

const CHECK_TICKS = 3

/** A notification service with its moods, and what the engine makes of its answers (`app/delivering`). */
export const notifyService = <T>(world: World<T>, first: Mood): Service<T> => {
  let mood = first
  let ticks = 0
  let going: readonly Sent<T>[] = []
  /** Given up by the next beat; and never answered. */
  let hung: readonly Sent<T>[] = []
  let lost: readonly Sent<T>[] = []
  /** Given up, and it may answer yet. */
  let stuck: readonly Sent<T>[] = []

  const is = (able: boolean): void => { if (able !== world.able()) world.dispatch({ type: 'meta', at: world.now(), change: { delivery: { able, by: able ? 'dunst' : '', detail: able ? '' : 'none' } } }) }
  const check = (): void => { is(mood === 'there' || mood === 'refuses' || mood === 'mute') }
  const became = ({ record: { id } }: Sent<T>, outcome: 'shown' | 'suppressed', reason: NotifyReason | null): void => { world.apply({ type: 'delivered', at: world.now(), id, outcome, reason }) }
  const deliver = (one: Sent<T>): void => {
    switch (mood) {
      case 'there': world.showed(one.of); became(one, 'shown', null); break
      case 'missing': became(one, 'suppressed', 'no-daemon'); is(false); break
      case 'refuses': became(one, 'suppressed', 'daemon-refused'); check(); break
      case 'hangs': hung = [...hung, one]; break
      case 'mute': lost = [...lost, one]; break
    }
  }
  return {
    mood: () => mood,
    send: (intents, of, sent) => {
      const all = intents.map((intent) => ({ record: intent.record, of: of(intent) }))
      going = [...going, ...all]
      sent()
      for (const one of all) {
        going = going.filter((g) => g !== one)
        deliver(one)
      }
    },
    turn: (next, late) => {
      if (mood === 'hangs' && next !== 'hangs') {
        const come = late && next === 'there'
        const [waiting, given] = [hung, stuck]
        hung = []
        stuck = []
        mood = next
        for (const one of waiting) if (come) deliver(one); else { became(one, 'suppressed', 'no-daemon'); is(false) }
        // a call of the same key waits for this one's late answer, and then stands in its place
        const isReplaced = ({ record }: Sent<T>): boolean => waiting.some((w) => w.record.key === record.key)
        for (const one of come ? given : []) { if (!isReplaced(one)) world.showed(one.of); became(one, 'shown', one.record.reason) }
      }
      mood = next
    },
    beat: () => {
      ticks++
      const given = hung
      hung = []
      for (const one of given) { stuck = [...stuck, one]; became(one, 'suppressed', 'daemon-refused'); check() }
      if (ticks % CHECK_TICKS === 0) check()
    },
    check,
    underway: () => new Set([...going, ...hung, ...lost].flatMap(({ record }) => record.alerts)),
    sent: () => [...going, ...hung, ...lost].map(({ of }) => of),
    crash: () => { hung = []; lost = []; stuck = [] }
  }
}
