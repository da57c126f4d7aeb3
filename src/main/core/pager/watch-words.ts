import { threatsOf, WATCH_CHECKS, type Checked, type NightWatch, type Reading, type WatchCheck, type WatchTest } from '@shared/domain/night-watch'
import { isFresh } from '@shared/domain/freshness'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clock, type Zone } from '@shared/text/format'

const sentence = ({ check, detail }: Checked): string => (detail === '' ? `${t(`watch.off.short.${check}`)}.` : detail)

/** What threatens, in sentences; a locked session is left out: a page is heard all the same. */
export const threatWords = (threats: readonly Checked[]): string => threats.filter((c) => c.check !== 'lock').map(sentence).join(' ')

/** What the notification of a self-test says. */
export const testWords = ({ armed, hand, night, checks }: NightWatch, zone: Zone): { readonly title: string; readonly body: string } => {
  const threats = checks.filter((c) => c.state === 'threat')
  const until = armed === 'hand' ? hand?.until : night?.dawn
  const [fine, unknown] = (['fine', 'unknown'] as const).map((state) => checks.filter((c) => c.state === state).length)
  return {
    title: threats.length > 0 ? t('watch.test.title.bad', { armed: armed === null ? 'no' : 'yes' }) : t(armed === null ? 'watch.test.title.off' : 'watch.test.title'),
    body: threats.length > 0 ? threats.map(sentence).join(' ') : t('watch.test.good', { fine: fine ?? 0, unknown: unknown ?? 0, time: until === undefined ? '' : clock(until, zone), armed: until === undefined ? 'no' : 'yes' })
  }
}

/** A check with what a test found of it that the system does not say: it was tried, and did not work. */
export const belied = (checked: Checked, test: WatchTest | null): Checked => {
  const { check, state } = checked
  if (test === null || state === 'threat' || (check !== 'daemon' && check !== 'audio') || !test.belied?.includes(check)) return checked
  return { ...checked, state: 'threat', detail: check === 'daemon' ? t('watch.test.not-shown', { detail: test.notification.detail }) : t('watch.test.not-heard', { detail: test.sound.detail }) }
}

/** Whether a page would be told at all. */
export const tellingReading = ({ meta: { pausedUntil } }: Pick<AppState, 'meta'>, enabled: boolean, now: number, zone: Zone): Reading => {
  if (!enabled) return { state: 'threat', detail: t('watch.telling.off') }
  return pausedUntil !== null && pausedUntil > now ? { state: 'threat', detail: t('watch.telling.paused', { time: clock(pausedUntil, zone) }) } : { state: 'fine', detail: t('watch.telling.on') }
}

/** Whether anything but this computer can be seen. */
export const sourcesReading = ({ sources, ages }: Pick<AppState, 'sources' | 'ages'>, now: number): Reading => {
  const others = Object.values(sources).filter((s) => s.kind !== 'this-computer')
  const fresh = others.filter(({ id }) => isFresh(ages[id], now)).length
  if (others.length === 0) return { state: 'unknown', detail: t('watch.sources.none') }
  return fresh > 0 ? { state: 'fine', detail: t('watch.sources.fine', { fresh, total: others.length }) } : { state: 'threat', detail: t('watch.sources.threat', { total: others.length }) }
}

/** What became a threat and what is none any more. */
export const turnsOfChecks = (before: Pick<NightWatch, 'armed' | 'checks'>, after: Pick<NightWatch, 'armed' | 'checks'>): { readonly come: readonly Checked[]; readonly gone: readonly Checked[] } => {
  const [was, is] = [threatsOf(before), threatsOf(after)].map((list): ReadonlySet<WatchCheck> => new Set(list.map((c) => c.check)))
  const now = new Map(after.checks.map((c) => [c.check, c]))
  const pick = (checks: readonly WatchCheck[]): readonly Checked[] => checks.flatMap((check) => now.get(check) ?? [])
  return { come: pick(WATCH_CHECKS.filter((c) => is!.has(c) && !was!.has(c))), gone: pick(WATCH_CHECKS.filter((c) => was!.has(c) && !is!.has(c))) }
}
