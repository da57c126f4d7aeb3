import type { Alert } from '@shared/domain/alert'
import { signalOf } from '@shared/domain/alert-panel'
import type { Page } from '@shared/domain/page'
import { serviceKey } from '@shared/domain/service'
import { severityRank } from '@shared/domain/severity'
import { serviceIn, sourceIn } from '@shared/domain/unseen'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { duration, figureText } from '@shared/text/format'
import { limitText } from '@shared/text/limit'
import type { CoreState } from './core-state'
import { counted, environmentWord, nameAt, type Words } from './notify-words'
import { isStorm } from './pager/open'
import { momentOf, policyFor } from './pager/routes'
import { unseenOf } from './pager/unseen'

/** A figure older than this says nothing of how it is now. */
const NOW_MS = 120_000

/**
 * `Resolved: article-service, PRODUCTION` / how it is now, how long it lasted, and how often it flapped. Where something else fires on a service of it, the alerts are named instead and what goes on
 * is said; what could not be seen is seen again, which is not yet well.
 */
export const resolvedWords = (page: Page, state: CoreState, now: number): Words => {
  const on = stillOn(page, state)
  const unseen = page.alerts.length === 0 && page.services.length > 0
  const environment = environmentWord(page.environment, state)
  const watchdogs = page.unseen.filter((key) => key.startsWith('watchdog:'))
  const own = on.length === 0 || unseen ? [] : alertsOf(page, state)
  // one rule may fire with two severities: which of them is over is said then
  const twice = new Set(own.map(nameAt).filter((name) => on.some((a) => nameAt(a) === name)))
  const lost = unseen ? [] : lostOf(page, state, now)
  const names = named(own.length === 0 && lost.length > 0 ? alertsOf(page, state) : own, twice)
  return {
    title: watchdogs.length > 0 && page.services.length === 0 ? againWords(watchdogs, state) : unseen ? seenWords(page, environment) : t('notify.resolved', { what: names || whatOf(page, state), environment }),
    body: [
      on.length === 0 ? presentOf(page, state, now) : '', t('notify.lasted', { duration: duration((page.endedAt ?? page.openedAt) - page.startedAt) }),
      page.flaps > 0 ? t('notify.flapped', { count: page.flaps }) : '', on.length > 0 ? t('notify.resolved.still', { names: named(on, twice) }) : '', pendingWords(page, state), lost.length > 0 ? t('notify.unseen.besides', { names: counted(lost) }) : '', unseen ? '' : backOn(page, lost)
    ].filter(Boolean).join(' '),
    open: t('notify.open')
  }
}

/** Whether something of a page that is over fires on, which was never more than worth a look. */
export const goesOn = ({ alerts }: Page, { app }: CoreState): boolean => alerts.some((id) => app.alerts[id]?.state === 'firing')

/** `Resolved: Critical Down (api), PRODUCTION` / how long that lasted, and what goes on, which is only worth a look. */
export const settledWords = (page: Page, state: CoreState, now: number): Words => {
  const all = alertsOf(page, state)
  const on = all.filter((a) => a.state === 'firing')
  const rest = all.filter((a) => a.state !== 'firing')
  const worst = rest.filter((a) => rest.every((b) => severityRank(a.severity) <= severityRank(b.severity)))
  // what is pending again began anew: how long it fired is not known any more
  const ended = worst.filter((a) => a.state !== 'pending')
  const from = ended.reduce((least, a) => Math.min(least, a.startsAt), Infinity)
  const to = ended.reduce((most, a) => Math.max(most, a.endsAt ?? page.endedAt ?? 0), 0)
  const twice = new Set(worst.map(nameAt).filter((name) => on.some((a) => nameAt(a) === name)))
  const environment = environmentWord(page.environment, state)
  return {
    title: rest.length === 0 && page.unseen.length > 0 ? seenWords(page, environment) : t('notify.resolved', { what: named(worst, twice) || whatOf(page, state), environment }),
    body: [ended.length === 0 ? '' : t('notify.lasted', { duration: duration(to - from) }), page.flaps > 0 ? t('notify.flapped', { count: page.flaps }) : '', t('notify.resolved.still', { names: named(on, twice) }), pendingWords(page, state), rest.length === 0 ? '' : backOn(page, lostOf(page, state, now))].filter(Boolean).join(' '),
    open: t('notify.open')
  }
}

/** `Pending again: Down (db).` of what may fire again soon; '' where nothing does. */
const pendingWords = (page: Page, state: CoreState): string => {
  const list = alertsOf(page, state).filter((a) => a.state === 'pending')
  return list.length === 0 ? '' : t('notify.resolved.pending', { names: named(list, new Set()) })
}

/** `Seen again: db.` of the services of a page of alerts that it could not see, `lost` of which still cannot be; '' where none is. */
const backOn = ({ unseen }: Page, lost: readonly string[]): string => {
  const names = [...new Set(unseen.flatMap((key) => { const service = serviceIn(key); return service === null ? [] : [clean(service.slice(service.indexOf('/') + 1), { max: 80 })] }))].filter((name) => !lost.includes(name))
  return names.length === 0 ? '' : t('notify.seen.besides', { names: counted(names) })
}

/** `Seen again: shop, PRODUCTION` */
const seenWords = ({ services: all, unseen, seenAgain = {} }: Page, environment: string): string => {
  const lost = unseen.flatMap((key) => (Object.hasOwn(seenAgain, key) ? [] : (serviceIn(key)?.split('/').at(-1) ?? [])))
  const back = all.filter((name) => !lost.includes(name))
  const services = back.length > 0 ? back : all
  return t('notify.seen', { what: services.length === 1 ? clean(services[0]!, { max: 80 }) : t('notify.seen.many', { count: services.length }), environment })
}

/** `Alerts of Alertmanager come through again` */
const againWords = (keys: readonly string[], { app: { sources } }: CoreState): string => {
  const ids = Object.keys(sources)
  const names = keys.flatMap((key) => { const id = sourceIn(key, ids); return id === null ? [] : [clean(sources[id]!.name, { max: 80 })] })
  return t('notify.watchdog.again', { source: counted([...new Set(names)]) })
}

/** `Not watched any more: article-service, PRODUCTION` / what became of it nobody knows. */
export const unwatchedWords = (page: Page, state: CoreState): Words =>
  ({ title: t('notify.unwatched', { what: whatOf(page, state), environment: environmentWord(page.environment, state) }), body: t('notify.unwatched.body'), open: t('notify.open') })

/** @param twice names that need their severity beside them */
const named = (alerts: readonly Known[], twice: ReadonlySet<string>): string => counted([...new Set(alerts.map((a) => {
  const name = nameAt(a)
  return twice.has(name) ? t('notify.named.severity', { severity: t(`severity.${a.severity}`), name }) : name
}))])

type Known = Pick<Alert, 'id' | 'name' | 'service' | 'environment' | 'severity' | 'state' | 'startsAt' | 'endsAt'>

/** What of a page is known by its alerts; what ended before this run saw it, by what the run before kept. */
const alertsOf = ({ alerts }: Page, state: CoreState): readonly Known[] => alerts.flatMap((id) => state.app.alerts[id] ?? state.app.resolved[id] ?? leftOf(id, state))
const leftOf = (id: string, { episodes, onPages }: CoreState): readonly Known[] => {
  const [naming, episode] = [onPages[id], episodes[id]]
  return naming && episode?.endedAt !== undefined ? [{ ...naming, id, state: 'resolved', startsAt: episode.startedAt, endsAt: episode.endedAt }] : []
}

/** Services of a page that cannot be seen for longer than may be. */
const lostOf = ({ environment, services }: Page, state: CoreState, now: number): readonly string[] =>
  unseenOf(state, policyFor(state.config.paging), momentOf(state, now), now)
    .flatMap((u) => (u.environment === environment && serviceIn(u.key) !== null ? u.services.filter((name) => services.includes(name)) : []))
    .map((name) => clean(name, { max: 80 }))

/** What fires on the services of a page and is not on it. */
const stillOn = (page: Page, state: CoreState): readonly Alert[] => {
  const services = new Set([...page.services, ...alertsOf(page, state).flatMap((a) => a.service ?? [])])
  const own = new Set(page.alerts)
  return services.size === 0 ? [] : Object.values(state.app.alerts).filter((a) => a.state === 'firing' && (a.severity === 'critical' || a.severity === 'warning') && a.service !== null && services.has(a.service) && a.environment === page.environment && !own.has(a.id))
}

/** `Errors 0.2 %, limit 2 %.` of what its lead was about; '' where no fresh figure says so. */
const presentOf = ({ lead }: Page, { app }: CoreState, now: number): string => {
  const alert = lead === null ? undefined : (app.resolved[lead] ?? app.alerts[lead])
  const signal = alert ? signalOf(alert) : null
  if (!alert || signal === null || alert.service === null) return ''
  const key = serviceKey(alert.environment, alert.service)
  const reading = Object.hasOwn(app.signals, key) ? app.signals[key]!.readings[signal] : undefined
  if (!reading || reading.value === null || reading.at === null || now - reading.at > NOW_MS) return ''
  return t('notify.resolved.now', { signal: t(`signal.${signal}`), value: figureText(reading.value, reading.unit), limit: reading.limit === null ? 'none' : limitText(reading.limit.value, reading.unit) })
}

/** All that a page was of, also what was over before the rest of it. */
const whatOf = (page: Page, state: CoreState): string => {
  const services = [...new Set([...alertsOf(page, state).flatMap((a) => a.service ?? []), ...page.services])]
  // services that could not be seen have no alerts of their own
  if (services.length > 1 && page.alerts.length <= 1) return counted(services.map((name) => clean(name, { max: 80 })))
  return services.length === 1 ? clean(services[0]!, { max: 80 }) : page.alerts.length > 1 ? t(isStorm(page) ? 'notify.many' : 'notify.incident', { count: page.alerts.length }) : services[0] !== undefined ? clean(services[0], { max: 80 }) : named(alertsOf(page, state), new Set()) || (page.alerts.length > 0 ? t('notify.many', { count: page.alerts.length }) : clean(page.title, { max: 80 }))
}
