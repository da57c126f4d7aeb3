import { isBeneath, isWaking, kindOf, STORM, TRAIL } from './scripted'
import type { Duty, Word } from './truth'

/**
 * Measures the ladder from when an event first had to call, by the script: over blinks, and over alerts that take turns under other labels or other names.
 * An event is what is of one service, or of services that need each other, began within half an hour of each other or lies on what is beneath it,
 * and calls without a gap as long as the grace.
 */
interface Event {
  /** When each of its alerts began, by their numbers. */
  readonly alerts: Map<number, number>
  /** Nothing that belongs to it called, or may have, for as long before it as the longest grace: its ladder is at its foot. */
  isFresh: boolean
  /** How long something of it has had to call, all in all, ms. */
  asked: number
  /** When it had to last. */
  at: number
  /** `asked` when its hooks heard of it last; null: they have not. */
  handedOn: number | null
  passedOn: boolean
  /** `asked` when it was heard here last. */
  heard: number
}

export interface EventWatch {
  readonly called: (how: 'sound' | 'paged' | 'repeated' | 'passed-on', alerts: readonly number[]) => void
  /** Somebody did something, or nobody watched: whatever had begun begins anew. */
  readonly forget: () => void
  /** @param isTurn whether it is this desk's shift @param hasNext whether somebody is next */
  readonly tick: (ms: number, listed: Iterable<readonly [alert: number, it: Pick<Word, 'startsAt'>]>, duty: (alert: number) => Duty, isTurn: boolean, hasNext: boolean) => readonly string[]
}

const S = 1_000
const M = 60 * S
/** As the usual ladder has them. */
const HOOK_MS = 2 * M
const REPEAT_MS = 10 * M
const NEXT_MS = 5 * M
/** Less than the grace, by the time that a poll is late. */
const GAP_MS = 45 * S
/** For the first is waited so long, and a blink begins and ends with a poll. */
const SLACK_MS = 75 * S
const WINDOW_MS = 30 * M

const isNear = (a: number, b: number): boolean => { const [x, y] = [kindOf(a).service, kindOf(b).service]; return x === y || isBeneath(x, y) || isBeneath(y, x) }

export const eventWatch = (): EventWatch => {
  let clock = 0
  let wasTurn: boolean | null = null
  let events: readonly Event[] = []
  /** When each alert called last, or may have. */
  const busyAt = new Map<number, number>()
  let forgotAt = -Infinity
  /** Something is listed that wakes nobody, or is somebody's. */
  let besides = false
  /** When they stopped. */
  let ends: readonly (readonly [alert: number, at: number])[] = []
  const isFresh = (i: number): boolean => {
    const ended = ends.filter(([j, at]) => clock - at < 60 * M && isNear(i, j)).length
    // beside something else its page may go on, and its ladder with it, for as long as an event lasts, once it is known to be gone
    const calm = besides ? WINDOW_MS + 16 * M : Math.min(15 * M, M * 2 ** Math.min(5, ended)) + M
    return clock - forgotAt > calm && ![...busyAt].some(([j, at]) => clock - at <= calm && isNear(i, j))
  }
  /** What belongs together is one as soon as something shows it; which ladder goes on then nobody can say, so that the younger one counts. */
  const joined = (asking: readonly (readonly [number, number])[]): readonly Event[] => asking.reduce<readonly Event[]>((all, [i, startsAt]) => {
    const near = all.filter(({ alerts }) => [...alerts].some(([j, at]) => i === j || (isNear(i, j) && (Math.abs(startsAt - at) <= WINDOW_MS || isBeneath(kindOf(j).service, kindOf(i).service)))))
    const [first, ...more] = [...near].sort((a, b) => a.asked - b.asked)
    const one = first ?? { alerts: new Map<number, number>(), isFresh: isFresh(i), asked: 0, at: clock, handedOn: null, passedOn: false, heard: 0 }
    for (const other of more) { for (const [j, at] of other.alerts) one.alerts.set(j, at); one.isFresh = false }
    one.alerts.set(i, startsAt)
    return [...all.filter((e) => !near.includes(e)), one]
  }, events)
  return {
    called: (how, alerts) => {
      for (const event of events.filter((e) => alerts.some((i) => e.alerts.has(i)))) {
        event.heard = event.asked
        if (how === 'paged' || how === 'repeated') event.handedOn = event.asked
        if (how === 'passed-on') event.passedOn = true
      }
    },
    forget: () => { events = []; forgotAt = clock },
    tick: (ms, listed, duty, isTurn, hasNext) => {
      clock += ms
      // whoever takes over has a ladder from its foot
      if (wasTurn !== null && wasTurn !== isTurn) { events = []; forgotAt = clock }
      wasTurn = isTurn
      const begun = new Map([...listed].map(([i, { startsAt }]) => [i, startsAt]))
      const waking = [...begun.keys()].filter(isWaking)
      const asking = waking.filter((i) => duty(i) === 'must')
      besides = begun.size > asking.length
      // what joins a storm is handed on and passed on with it, which may have been just before
      const isStorm = [...begun.keys()].some((i) => i >= STORM && i < TRAIL)
      // what begins beside something that a colleague took is a trouble of its own
      const had = waking.filter((i) => duty(i) === 'never')
      // whether one that is somebody's, or may be, has the rest of the event with it, the script does not say
      const unclear = waking.filter((i) => duty(i) === 'either')
      const isClear = ({ alerts }: Event): boolean => !had.some((i) => alerts.has(i)) && !unclear.some((i) => [...alerts.keys()].some((j) => isNear(i, j)))
      events = joined(asking.map((i) => [i, begun.get(i)!])).filter((event) => clock - event.at <= GAP_MS && isClear(event))
      const busy = new Set([...asking, ...unclear])
      ends = [...ends.filter(([, at]) => clock - at < 60 * M), ...[...busyAt].flatMap(([i, at]) => (at === clock - ms && !busy.has(i) ? [[i, clock] as const] : []))]
      for (const i of busy) busyAt.set(i, clock)
      return events.flatMap((event) => {
        const now = asking.filter((i) => event.alerts.has(i))
        if (now.length === 0) return []
        event.asked += clock - event.at <= ms ? ms : 0
        event.at = clock
        const { asked, handedOn, passedOn, heard } = event
        const said = (what: string): readonly string[] => [`event: ${now.map((i) => kindOf(i).name).join(', ')} and what it took turns with asked for ${asked / S} s and ${what}`]
        const hooks = handedOn === null && event.isFresh && !isStorm ? asked > HOOK_MS + SLACK_MS : asked - (handedOn ?? 0) > REPEAT_MS + SLACK_MS
        if (!isTurn) return asked > NEXT_MS + SLACK_MS && asked - heard > HOOK_MS ? said('did not reach the next person') : []
        return [...(hooks ? said('reached no hook') : []), ...(hasNext && event.isFresh && !isStorm && !passedOn && asked > NEXT_MS + SLACK_MS ? said('was not passed on') : [])]
      })
    }
  }
}
