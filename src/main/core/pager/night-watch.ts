import type { NightConfig } from '@shared/config/paging'
import type { KeptWatch } from '@shared/domain/night-watch'
import { instantOf, wallAt } from '@shared/domain/zone'

const DAY = 86_400_000
const HOUR = 3_600_000
/** No dawn and no dusk is further away, also where clocks change. */
const LONGEST = 26 * HOUR
/** A clock that is set back by less does not begin a night anew that is over. */
const STEP_BACK = 2 * HOUR

/** The next dusk and the next dawn after a moment, ms; `none` where it is never night. */
export interface Turns { readonly dusk: number; readonly dawn: number; readonly none: boolean }

/** Of a night by the wall clocks of `zone`. A time that comes twice counts once, the first; one that is left out counts on from before the change. */
export const turnsOf = ({ from, to }: Pick<NightConfig, 'from' | 'to'>, zone: string, now: number): Turns => {
  const midnight = Math.floor(wallAt(now, zone) / DAY) * DAY
  const next = (time: string): number => {
    const wall = midnight + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000
    return Math.min(...[-1, 0, 1, 2].map((days) => instantOf(wall + days * DAY, zone)).filter((at) => at > now))
  }
  return { dusk: next(from), dawn: next(to), none: from === to }
}

/** All that arming depends on besides what was before. */
export interface WatchWorld extends Turns {
  readonly now: number
  /** By the settings. */
  readonly schedule: boolean
  readonly test: boolean
  readonly digest: boolean
  /** There is something to watch, and this desk's person is on call or may be. */
  readonly wanted: boolean
}

/** Arms and disarms by time: a hand wins until its dusk or dawn; each night is tested when it is armed, and owes one digest when it is over. The same reference when nothing happens. */
export const stepWatch = <W extends KeptWatch>(before: W, world: WatchWorld): W => {
  const { now } = world
  let watch = healed(before, world)
  if (watch.hand && now >= watch.hand.until) watch = { ...watch, hand: null }
  if (watch.night && now >= watch.night.dawn) watch = over(watch, watch.night.dawn, world)
  if (watch.owed && (!world.digest || isPast(watch.owed.to, world))) watch = { ...watch, owed: null }
  const by = watch.hand ? (watch.hand.arm ? 'hand' : null) : isScheduled(watch, world) ? 'schedule' : null
  if (by === watch.armed) return watch
  return by === null ? { ...watch, armed: null, testDue: false } : armed(watch, by, world)
}

/** Arms until the next dawn. What was armed already is tested once more. */
export const armByHand = <W extends KeptWatch>(watch: W, world: WatchWorld): W => armed({ ...watch, hand: { arm: true, until: world.dawn } }, 'hand', world, true)

/** Disarms until the next dusk: the night is over for whoever says so. */
export const disarmByHand = <W extends KeptWatch>(watch: W, world: WatchWorld): W => {
  const hand = { arm: false, until: world.dusk }
  return { ...(watch.night ? over(watch, world.now, world) : watch), armed: null, testDue: false, hand }
}

const armed = <W extends KeptWatch>(watch: W, by: 'schedule' | 'hand', world: WatchWorld, anew = watch.armed === null && by === 'hand'): W => ({
  ...watch, armed: by, night: watch.night ?? { from: world.now, dawn: world.dawn },
  // what was tested for this dawn is not tested again because of a restart or a change of shift
  testDue: watch.testDue || (world.test && (anew || watch.test?.dawn !== (watch.night?.dawn ?? world.dawn)))
})

const over = <W extends KeptWatch>(watch: W, to: number, { digest }: WatchWorld): W => ({
  ...watch, armed: null, night: null, testDue: false, told: [], over: watch.night?.dawn ?? watch.over, owed: digest && watch.night ? { from: watch.night.from, to } : watch.owed
})

const isScheduled = ({ over: last }: KeptWatch, { now, dusk, dawn, none, schedule, wanted }: WatchWorld): boolean =>
  schedule && wanted && !none && dawn < dusk && !(last === dawn && dawn - now < STEP_BACK)

/** A digest is for the morning: once it is dusk again nobody reads it. */
const isPast = (to: number, { now, dusk }: WatchWorld): boolean => now - to > DAY || dusk - DAY - STEP_BACK > to

/** After the clock was set back nothing may lie further ahead than it can. */
const healed = <W extends KeptWatch>(watch: W, { now, dusk, dawn }: WatchWorld): W => {
  const { hand, night } = watch
  const far = (at: number): boolean => at - now > LONGEST
  if (!(hand && far(hand.until)) && !(night && (night.from > now || far(night.dawn))) && !(watch.owed && watch.owed.from > now)) return watch
  return {
    ...watch,
    hand: hand && far(hand.until) ? { ...hand, until: hand.arm ? dawn : dusk } : hand,
    night: night && { from: Math.min(night.from, now), dawn: far(night.dawn) ? dawn : night.dawn },
    owed: watch.owed && { from: Math.min(watch.owed.from, now), to: Math.min(watch.owed.to, now) }
  }
}

/** Whether what waited for the morning is told with the digest, which is still to come. */
export const holdsMorning = ({ night, owed }: KeptWatch, digest: boolean): boolean => digest && (night !== null || owed !== null)
