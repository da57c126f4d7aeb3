import type { LadderConfig, PagingConfig } from '@shared/config/paging'
import { isAmong, samePerson } from '@shared/domain/on-call'
import { RUNGS, type Page, type Rung, type Shift } from '@shared/domain/page'
import type { Severity } from '@shared/domain/severity'
import { isWithin } from './night'
import type { Level } from '../../ports/sound'

/** What a page does when nobody takes it. `n` counts the repeats of a rung from 0. */
export interface Step { readonly rung: Rung; readonly at: number; readonly n: number }

const M = 60_000
const USUAL: readonly LadderConfig[] = [
  { time: 'night', sound: { after: 0, every: 30_000 }, window: { after: 10_000 }, hook: { after: 2 * M, every: 10 * M }, next: { after: 5 * M, every: 5 * M } },
  { sound: { after: 0, every: M }, window: { after: 30_000 }, hook: { after: 2 * M, every: 10 * M }, next: { after: 5 * M, every: 5 * M } }
]

/**
 * The first ladder that fits.
 * @param minutes since midnight
 */
export const ladderOf = (paging: PagingConfig, severity: Severity, { night, minutes }: { readonly night: boolean; readonly minutes: number }): LadderConfig =>
  [...paging.ladders, ...USUAL].find((l) => (l.severity === undefined || l.severity.includes(severity)) && (l.time === undefined || (l.time === 'night') === night) &&
    (l.hours === undefined || isWithin(l.hours, minutes)))!

const rungOf = (ladder: LadderConfig, rung: Rung): { readonly after: number; readonly every?: number | undefined } | undefined => ladder[rung]

/**
 * The steps in (`from`, `to`], each rung at most once: what was missed while the machine slept is not made up for. Times count from `since`.
 * @param climbed rungs taken since: one that was not is due as soon as its time has come, whatever ladder held before
 */
export const stepsBetween = (ladder: LadderConfig, since: number, from: number, to: number, climbed: readonly Rung[] = RUNGS): readonly Step[] =>
  RUNGS.flatMap((rung): Step[] => {
    const config = rungOf(ladder, rung)
    if (!config) return []
    const first = since + config.after
    if (to < first) return []
    const n = config.every === undefined ? 0 : Math.floor((to - first) / config.every)
    const at = first + n * (config.every ?? 0)
    return at <= to && (at > from || !climbed.includes(rung)) ? [{ rung, at, n }] : []
  })

/** The first step after `now` that somebody is told of beforehand: who is paged next, else what comes next; null: nothing. */
export const nextStep = (ladder: LadderConfig, since: number, now: number): { readonly rung: Rung; readonly at: number } | null => {
  const coming = RUNGS.flatMap((rung) => {
    const config = rungOf(ladder, rung)
    if (!config) return []
    const first = since + config.after
    if (first > now) return [{ rung, at: first }]
    return config.every === undefined ? [] : [{ rung, at: first + (Math.floor((now - first) / config.every) + 1) * config.every }]
  })
  return coming.find((c) => c.rung === 'next') ?? coming.sort((a, b) => a.at - b.at)[0] ?? null
}

/** A ladder that begins at `now`. */
export const atFoot = (now: number): Pick<Page, 'since' | 'climbedAt' | 'passedAt' | 'climbed'> => ({ since: now, climbedAt: now - 1, passedAt: now - 1, climbed: [] })

/** Louder with every second repeat. */
export const levelOf = (n: number): Level => Math.min(3, Math.floor(n / 2)) as Level

/** Who is paged next: the first in the order whom the page has not reached. Null: nobody is left, or nobody has it yet. */
export const personAfter = ({ order }: Shift, { person, reached }: Pick<Page, 'person' | 'reached'>): string | null =>
  (person === null ? null : (order.find((p) => !isAmong(reached, p)) ?? null))

/**
 * Whether a page is loud at the desk of `me`: when it has reached them, when it cannot be known whose it is, or when the Garda of whoever has it is `absent`.
 * Nobody knows whether the next one hears it, so that those before are called on until somebody has it.
 */
export const isLoud = ({ person, reached }: Pick<Page, 'person' | 'reached'>, me: string | undefined, absent: readonly string[] = []): boolean =>
  me === undefined || person === null || samePerson(person, me) || isAmong(reached, me) || isAmong(absent, person)

/** Where a page is when the shift is this: the same where it belongs, else with whoever is on call now, or at every desk while nobody is. Null: it stays. */
export const movedTo = ({ person, reached, passed }: Page, { now, order }: Shift): { readonly person: string | null } | null => {
  // no shift is known at all: not yet, or not any more
  if (order.length === 0) return null
  if (now === null) return person === null ? null : { person: null }
  const isElsewhere = person === null || (passed === 0 && !samePerson(person, now.name))
  return isElsewhere || !isAmong(reached, now.name) ? { person: now.name } : null
}
