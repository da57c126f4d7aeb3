import { FOR_GOOD } from '@shared/domain/on-call'
import type { Meta } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment, type Zone } from '@shared/text/format'

/** What the strip says behind the name of who is on call. */
export const onCallMore = ({ shift, onCall }: Pick<Meta, 'shift' | 'onCall'>, now: number, zone: Zone): string => {
  const next = shift.next && { from: shift.next.from, next: clean(shift.next.name, { max: 60 }), time: moment(shift.next.from, now, zone) }
  if (!shift.now) return next ? t('shell.onCall.from', next) : onCall ? t('shell.onCall.until', { time: moment(onCall.until, now, zone) }) : ''
  if (shift.now.until === FOR_GOOD) return t('shell.onCall.forGood')
  return t('shell.onCall.until', { time: moment(shift.now.until, now, zone) })
}

/** When that changes; null: it is not known to. */
export const turnOf = ({ shift, onCall }: Pick<Meta, 'shift' | 'onCall'>): number | null => {
  const at = shift.now ? shift.now.until : (shift.next?.from ?? onCall?.until ?? null)
  return at === FOR_GOOD ? null : at
}

/** Who takes over from whoever is on call, at once; '' where nobody does. */
export const thenMore = ({ shift }: Pick<Meta, 'shift'>): string =>
  shift.now && shift.next?.from === shift.now.until ? t('shell.onCall.then', { next: clean(shift.next.name, { max: 60 }) }) : ''
