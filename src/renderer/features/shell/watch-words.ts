import { isGood, threatsOf, WATCH_CHECKS, type Checked, type NightWatch, type WatchCheck } from '@shared/domain/night-watch'
import { t } from '@shared/text/catalogue'
import { moment, type Zone } from '@shared/text/format'

/** What the strip says: the moon stands for armed, and claims no more. */
export interface WatchStrip { readonly mark: 'off' | 'armed' | 'warning'; readonly says: string; readonly more: string }

export const stripOf = (watch: NightWatch, now: number, zone: Zone): WatchStrip => {
  if (watch.armed === null) return { mark: 'off', says: t('watch.strip.off'), more: '' }
  const [worst, ...others] = threatsOf(watch)
  if (worst) return { mark: 'warning', says: t(`watch.off.short.${worst.check}`), more: t('watch.strip.more', { count: others.length }) }
  if (watch.testing) return { mark: 'armed', says: t('watch.strip.armed'), more: t('watch.strip.testing') }
  const tested = watch.test !== null && watch.night !== null && watch.test.at >= watch.night.from ? watch.test : null
  if (tested && !isGood(tested)) return { mark: 'warning', says: t('watch.strip.failed'), more: '' }
  return { mark: 'armed', says: t('watch.strip.armed'), more: tested ? t('watch.strip.tested', { time: moment(tested.at, now, zone) }) : t('watch.strip.untested') }
}

/** When that changes by itself; null: it does not. */
export const untilOf = ({ armed, hand, night, next }: NightWatch): number | null =>
  (armed === 'hand' && hand ? hand.until : armed !== null && night ? night.dawn : hand ? hand.until : next)

/** Until when it is what it is. */
export const standingOf = ({ armed, hand, night, next }: NightWatch, now: number, zone: Zone): string => {
  const at = (time: number): string => moment(time, now, zone)
  if (armed === 'hand' && hand) return t('watch.panel.armed.hand', { time: at(hand.until) })
  if (armed !== null && night) return t('watch.panel.armed.schedule', { time: at(night.dawn) })
  if (hand) return t('watch.panel.off.hand', { time: at(hand.until) })
  return next === null ? t('watch.panel.off') : t('watch.panel.off.next', { time: at(next) })
}

/** Every check, asked or not, in order; a hook only where there is one. */
export const checkRows = ({ checks }: NightWatch): readonly { readonly check: WatchCheck; readonly answer: Checked | null }[] =>
  WATCH_CHECKS.map((check) => ({ check, answer: checks.find((c) => c.check === check) ?? null })).filter(({ check, answer }) => check !== 'hook' || answer !== null)

/** What became of the last test, in sentences; empty where there was none. */
export const testLines = ({ test }: NightWatch): readonly string[] => (test === null ? [] : [
  test.notification.shown ? t('watch.panel.test.shown', { displayed: test.notification.displayed }) : t('watch.panel.test.not-shown', { detail: test.notification.detail }),
  test.sound.played ? t('watch.panel.test.played') : t('watch.panel.test.not-played', { detail: test.sound.detail })
])
