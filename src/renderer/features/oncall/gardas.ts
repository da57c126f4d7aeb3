import { assertNever } from '@shared/domain/assert-never'
import type { Buddies, Buddy } from '@shared/domain/buddy'
import { isAmong, samePerson, type Roster } from '@shared/domain/on-call'
import type { Meta } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, moment, type Zone } from '@shared/text/format'

/** A person's Garda as the screen tells it; `away`: it does not watch, though it did. */
export interface GardaRow { readonly key: string; readonly name: string; readonly isMine: boolean; readonly away: boolean; readonly says: string }

/** Everybody who takes turns, those on call first, then whoever else watches. */
export const gardaRows = (buddies: Buddies, { people, me }: Pick<Roster, 'people' | 'me'>, shift: Meta['shift'], now: number, zone: Zone): readonly GardaRow[] => {
  const names = [...shift.order, ...people, ...buddies.rows.map((b) => b.name), ...(me === null ? [] : [me])]
    .reduce<readonly string[]>((seen, name) => (isAmong(seen, name) ? seen : [...seen, name]), [])
  return names.map((name) => {
    // under two spellings, whoever watches under one of them watches
    const known = buddies.rows.filter((b) => samePerson(b.name, name))
    const buddy = known.find((b) => b.standing === 'present') ?? known[0]
    const isMine = me !== null && samePerson(name, me)
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
