import type { Alert } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import type { Core } from '../unit/core/core-harness'

/** What each needs lies before it. */
const CHAIN = ['db', 'api', 'web']
const WINDOW = 30 * 60_000

/** Watches what comes onto pages that somebody has or that are snoozed: nothing that is another event or has nothing to do with it, and nothing that is a new cause. */
export const membersWatch = (): { readonly judge: (core: Core) => readonly string[] } => {
  /** When each alert of a page began, as it was seen there last; one that was never missing at a tick goes on, whatever its source says. */
  const members = new Map<string, Map<string, number>>()
  const missing = new Map<string, ReadonlySet<string>>()
  /** What fired on each page a tick ago: a source that is asked later may have told it still when something joined. */
  const before = new Map<string, readonly Alert[]>()
  const placeOf = ({ service, environment }: Alert): number => (environment === 'production' ? CHAIN.indexOf(service ?? '') : -1)
  const wrongOf = (page: Page, alert: Alert, began: number | undefined, on: readonly Alert[], owed: readonly Alert[], then: readonly Alert[]): readonly string[] => {
    const isNew = began === undefined
    if (page.status === 'open' || page.status === 'over' || began === alert.startsAt || alert.held !== null || page.owed.includes(alert.id)) return []
    // what lies downstream of a cause that goes on is explained by it
    const caused = placeOf(alert) >= 0 && [...on, ...then].some((a) => a.severity === 'critical' && placeOf(a) >= 0 && placeOf(a) < placeOf(alert))
    const after = alert.startsAt - page.startedAt
    const late = !caused && after > WINDOW && (isNew || page.status === 'held') ? [`${alert.name} joined ${page.id}, which is ${page.status}, ${after / 60_000} min after it began`] : []
    const related = (a: Alert): boolean => a.id !== alert.id && a.environment === alert.environment && (a.service === alert.service || (placeOf(a) >= 0 && placeOf(alert) >= 0))
    const strange = isNew && page.alerts.length === on.length && !on.some(related) ? [`${alert.name} joined ${page.id}, which is ${page.status}, and has nothing to do with it`] : []
    // what was taken while it was not listed is somebody's, too
    const mine = [...on.filter((a) => a.held !== null), ...owed].map(placeOf).filter((place) => place >= 0)
    const beneath = isNew && page.status === 'held' && placeOf(alert) >= 0 && mine.length > 0 && mine.every((place) => place > placeOf(alert))
    return [...late, ...strange, ...(beneath ? [`${alert.name} is the new cause of ${page.id}, and somebody has that`] : [])]
  }
  return {
    judge: ({ state: { app, ids } }) => Object.values(app.pages).flatMap((page) => {
      // what it opened with, somebody may have taken or snoozed since
      const opened = !members.has(page.id)
      const known = members.get(page.id) ?? new Map<string, number>()
      members.set(page.id, known)
      const on = page.alerts.flatMap((id) => app.alerts[id] ?? app.alerts[ids.get(id) ?? ''] ?? []).filter((a) => a.state === 'firing')
      const firing = new Set(on.map((a) => a.id))
      const then = before.get(page.id) ?? []
      before.set(page.id, on)
      const gone = missing.get(page.id) ?? new Set<string>()
      missing.set(page.id, new Set([...known.keys()].filter((id) => !firing.has(id))))
      return on.flatMap((alert) => {
        const began = gone.has(alert.id) ? known.get(alert.id) : known.has(alert.id) ? alert.startsAt : undefined
        known.set(alert.id, alert.startsAt)
        return !opened && alert.severity === 'critical' && alert.environment === 'production' ? wrongOf(page, alert, began, on, page.owed.flatMap((id) => app.alerts[id] ?? app.resolved[id] ?? []), then) : []
      })
    })
  }
}
