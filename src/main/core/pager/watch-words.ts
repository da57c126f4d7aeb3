import { threatsOf, WATCH_CHECKS, type Checked, type NightWatch, type Reading, type WatchCheck, type WatchTest } from '@shared/domain/night-watch'
import type { Config } from '@shared/config/schema'
import { ENVIRONMENT_KINDS, type EnvironmentKind } from '@shared/domain/environment'
import { isFresh, trusted } from '@shared/domain/freshness'
import { labelsOf } from '@shared/domain/labels'
import { SEVERITIES, type Severity } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, type Zone } from '@shared/text/format'
import { wallOf } from './night'
import { routeOf, type Subject } from './policy'
import { policyFor } from './routes'

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

/** Whether a page would be told: not where notifications are off or paused, or leave out by the settings what the rules would page. */
export const tellingReading = (state: Pick<AppState, 'meta' | 'services' | 'environments'>, { notifications, paging, appearance }: Pick<Config, 'notifications' | 'paging' | 'appearance'>, now: number): Reading => {
  const { pausedUntil } = state.meta
  if (!notifications.enabled) return { state: 'threat', detail: t('watch.telling.off') }
  if (pausedUntil !== null && pausedUntil > now) return { state: 'threat', detail: t('watch.telling.paused', { time: clock(pausedUntil, appearance.time) }) }
  const left = leftOut(state, { notifications, paging }, now)
  return left.length === 0 ? { state: 'fine', detail: t('watch.telling.on') } : { state: 'threat', detail: t('watch.telling.left', { what: left.join(', ') }) }
}

const NO_LABELS = labelsOf([])
/** Severities and kinds of environment, as people call them, of which something pages by the rules while the settings keep notifications of them back. */
const leftOut = ({ services, environments }: Pick<AppState, 'services' | 'environments'>, { notifications, paging }: Pick<Config, 'notifications' | 'paging'>, now: number): readonly string[] => {
  const policy = policyFor(paging)
  const moment = { night: true, ...wallOf(now, paging.night.zone), onCall: true }
  // info and development are in no list by themselves, and a rule of one's own goes before that
  const isOff = (severity: Severity): boolean => severity !== 'info' && !notifications.severities.includes(severity)
  const isNowhere = (kind: EnvironmentKind): boolean => kind !== 'development' && !notifications.environments.includes(kind)
  const places = [{ name: 'production', kind: 'production' as const }, ...Object.values(environments)]
  const told = (list: readonly Severity[]) => (subject: Omit<Subject, 'severity'>): readonly Subject[] => list.map((severity) => ({ ...subject, severity }))
  const paged = [
    ...places.map(({ name, kind }) => ({ environment: name, kind, service: null, tier: null, labels: NO_LABELS })).flatMap(told(['critical', 'warning', 'info'])),
    ...Object.values(services).map((s) => ({ environment: s.environment, kind: s.environmentKind, service: s.name, tier: s.tier, labels: NO_LABELS })).flatMap(told(['critical', 'warning', 'info', 'unknown']))
  ].filter((s) => (isOff(s.severity) || isNowhere(s.kind)) && routeOf(s, policy, moment).route === 'page')
  return [
    ...SEVERITIES.filter((one) => isOff(one) && paged.some((s) => s.severity === one)).map((one) => t(`severity.${one}`)),
    ...ENVIRONMENT_KINDS.filter((one) => isNowhere(one) && paged.some((s) => s.kind === one)).map((one) => t(`environment.${one}`))
  ]
}

/** Whether all but this computer can be seen: each source answers, and with its alerts or beside an Alertmanager that tells them. */
export const sourcesReading = ({ sources, ages }: Pick<AppState, 'sources' | 'ages'>, now: number): Reading => {
  const others = Object.values(sources).filter((s) => s.kind !== 'this-computer')
  const total = others.length
  if (total === 0) return { state: 'unknown', detail: t('watch.sources.none') }
  const believed = trusted(sources, ages, now)
  const fresh = others.filter(({ id }) => isFresh(ages[id], now))
  const unread = fresh.filter(({ id }) => !believed.has(id))
  const silent = others.filter((s) => !fresh.includes(s) && (s.failingSince !== null || (ages[s.id]?.successAt ?? null) !== null))
  const named = (list: typeof others): string => clean([...list.slice(0, NAMED).map((s) => s.name), ...(list.length > NAMED ? [t('watch.sources.more', { count: list.length - NAMED })] : [])].join(', '), { max: 300 })
  if (silent.length === 0 && unread.length === 0) return { state: fresh.length === total ? 'fine' : 'unknown', detail: t('watch.sources.fine', { fresh: fresh.length, total }) }
  return { state: 'threat', detail: [
    silent.length === 0 ? '' : silent.length === total ? t('watch.sources.threat', { total }) : t('watch.sources.some', { count: silent.length, total, names: named(silent) }),
    unread.length === 0 ? '' : t('watch.sources.unread', { count: unread.length, names: named(unread) })
  ].filter(Boolean).join(' ') }
}
/** Sources that are named; the others are counted. */
const NAMED = 4

/** Whether nothing at all can be seen; of one source among several that is silent its own notification tells. */
export const isBlind = ({ sources, ages }: Pick<AppState, 'sources' | 'ages'>, now: number): boolean => {
  const believed = trusted(sources, ages, now)
  return Object.values(sources).every((s) => s.kind === 'this-computer' || !believed.has(s.id))
}

/** What became a threat and what is none any more. */
export const turnsOfChecks = (before: Pick<NightWatch, 'armed' | 'checks'>, after: Pick<NightWatch, 'armed' | 'checks'>): { readonly come: readonly Checked[]; readonly gone: readonly Checked[] } => {
  const [was, is] = [threatsOf(before), threatsOf(after)].map((list): ReadonlySet<WatchCheck> => new Set(list.map((c) => c.check)))
  const now = new Map(after.checks.map((c) => [c.check, c]))
  const pick = (checks: readonly WatchCheck[]): readonly Checked[] => checks.flatMap((check) => now.get(check) ?? [])
  return { come: pick(WATCH_CHECKS.filter((c) => is!.has(c) && !was!.has(c))), gone: pick(WATCH_CHECKS.filter((c) => was!.has(c) && !is!.has(c))) }
}
