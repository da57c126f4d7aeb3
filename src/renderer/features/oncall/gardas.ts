import { assertNever } from '@shared/domain/assert-never'
import type { Buddies, Buddy } from '@shared/domain/buddy'
import type { Roster } from '@shared/domain/on-call'
import type { Meta } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, moment, type Zone } from '@shared/text/format'

/** A person's Garda as the screen tells it; `away`: it does not watch, though it did. */
export interface GardaRow { readonly key: string; readonly name: string; readonly isMine: boolean; readonly away: boolean; readonly says: string }

/** Everybody who takes turns, those on call first, then whoever else watches. */
export const gardaRows = (buddies: Buddies, { people, me }: Pick<Roster, 'people' | 'me'>, shift: Meta['shift'], now: number, zone: Zone): readonly GardaRow[] => {
  const names = new Set([...shift.order, ...people, ...buddies.rows.map((b) => b.name), ...(me === null ? [] : [me])])
  return [...names].map((name) => {
    const buddy = buddies.rows.find((b) => b.name === name)
    const isMine = name === me
    return { key: name, name: clean(name, { max: 80 }), isMine, away: buddy?.standing === 'gone' || buddy?.standing === 'left', says: wordsOf(buddy, buddies.sure, isMine, now, zone) }
  })
}

const wordsOf = (buddy: Buddy | undefined, sure: boolean, isMine: boolean, now: number, zone: Zone): string => {
  const standing = buddy?.standing ?? 'unknown'
  // this desk itself is there
  if (isMine && standing !== 'present' && sure) return t('buddy.me.unseen')
  switch (standing) {
    case 'present': return sure ? t('buddy.present', { age: duration(Math.max(0, now - buddy!.seenAt)) }) : t('buddy.unknown')
    case 'gone': case 'left': return t(`buddy.is.${standing}`, { time: moment(buddy!.since, now, zone) })
    case 'unknown': return t('buddy.unknown')
    default: return assertNever(standing)
  }
}
