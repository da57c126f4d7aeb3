import type { Place } from '@shared/contract/bridge'
import type { AppState } from '@shared/state/app-state'

/**
 * Where a click on a notification leads, by its key: to the alert it names, to the list when it names many, to the sources when one is silent,
 * and to the overview with the page above it when something else cannot be seen, which stands in no list.
 */
export const placeOf = (key: string, { notifications, pages }: Pick<AppState, 'notifications' | 'pages'>): Place => {
  if (key.startsWith('morning:') || key === 'watch') return { view: 'overview', item: null }
  if (key.startsWith('source:')) return { view: 'sources', item: null }
  if (/^unseen:\d+:buddy:/.test(key)) return { view: 'oncall', item: null }
  const alerts = Object.values(notifications).find((n) => n.key === key)?.alerts ?? []
  const page = Object.hasOwn(pages, key) ? pages[key]! : null
  if (alerts.length === 0 && (page ? page.alerts.length === 0 : key.startsWith('unseen:'))) return { view: 'overview', item: null }
  return { view: 'alerts', item: alerts.length === 1 ? alerts[0]! : null }
}
