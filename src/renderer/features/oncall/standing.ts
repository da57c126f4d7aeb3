import { FOR_GOOD, isAmong, samePerson, type Roster, type Slot } from '@shared/domain/on-call'
import type { Meta } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, moment, type Zone } from '@shared/text/format'

/** Who is on call now and next, and who says so. */
export interface Standing {
  readonly by: 'configuration' | 'source' | 'nobody'
  readonly now: { readonly name: string; readonly until: number } | null
  readonly next: { readonly name: string; readonly from: number } | null
  /** The source that says so; null: the configuration does. */
  readonly source: string | null
}

/** The configuration goes before what a source says. */
export const standingOf = ({ shift, onCall }: Pick<Meta, 'shift' | 'onCall'>): Standing => {
  if (shift.now || shift.next) return { by: 'configuration', now: shift.now, next: shift.next, source: null }
  if (onCall) return { by: 'source', now: { name: onCall.name, until: onCall.until }, next: null, source: onCall.source }
  return { by: 'nobody', now: null, next: null, source: null }
}

export const untilText = (until: number, now: number, zone: Zone): string =>
  (until === FOR_GOOD ? t('onCall.forGood') : t('onCall.until', { time: moment(until, now, zone), left: duration(until - now) }))
export const fromText = (from: number, now: number, zone: Zone): string => t('onCall.begins', { time: moment(from, now, zone), left: duration(from - now) })

/** Whose desk this is, and what that means for the pages that come to it. Only the configuration's shift makes a desk quiet. */
export const deskText = (roster: Roster, { shift, buddies }: Pick<Meta, 'shift' | 'buddies'>): string => {
  if (roster.me === null) return t('onCall.mine.nobody')
  const name = clean(roster.me, { max: 80 })
  if (!shift.now) return t(shift.calendar ? 'onCall.mine.unread' : 'onCall.mine.open', { name })
  if (samePerson(shift.now.name, roster.me)) return t('onCall.mine.now', { name })
  if (isAway(shift.now.name, buddies)) return t('onCall.mine.standsIn', { name, person: clean(shift.now.name, { max: 80 }) })
  return t(isAmong(shift.order, roster.me) ? 'onCall.mine.later' : 'onCall.mine.stranger', { name })
}

/** Whether a person's Garda is known not to watch; under two spellings, whoever watches under one of them watches. */
const isAway = (name: string, buddies: Meta['buddies']): boolean => {
  const known = buddies?.rows.filter((b) => samePerson(b.name, name)) ?? []
  return known.some((b) => b.standing === 'gone' || b.standing === 'left') && !known.some((b) => b.standing === 'present')
}

/** One shift as the table tells it. */
export interface ShiftRow { readonly key: string; readonly person: string; readonly from: string; readonly to: string; readonly fromAt: number; /** Null: no end is known. */ readonly toAt: number | null; readonly length: string; readonly by: Slot['by']; readonly isNow: boolean; readonly isMine: boolean }

export const shiftRows = (roster: Roster, now: number, zone: Zone): readonly ShiftRow[] => roster.ahead.filter((s) => s.to > now).map((s) => {
  // the window's clock may be a moment behind that of whoever counted
  const isNow = Math.floor(s.from / 1000) * 1000 <= now
  return {
    key: `${s.from} ${s.person}`, person: clean(s.person, { max: 80 }), by: s.by, isNow, isMine: roster.me !== null && samePerson(s.person, roster.me),
    fromAt: s.from, toAt: s.to === FOR_GOOD ? null : s.to,
    from: isNow ? t('onCall.row.now') : moment(s.from, now, zone), to: s.to === FOR_GOOD ? t('onCall.row.open') : moment(s.to, now, zone),
    length: s.to === FOR_GOOD ? t('common.none') : duration(s.to - Math.max(s.from, isNow ? now : s.from))
  }
})
