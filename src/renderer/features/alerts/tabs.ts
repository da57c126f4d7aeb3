import type { Alert } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import { groupKey } from '../../state/select/groups'

export const TABS = ['now', 'unowned', 'pending', 'suppressed', 'resolved', 'everything'] as const
export type Tab = (typeof TABS)[number]

/** Whether a tab lists an alert; all but the last look at one environment. */
const lists = (tab: Tab, alert: Alert, environment: string): boolean => {
  if (tab === 'everything') return true
  if (alert.environment !== environment) return false
  switch (tab) {
    case 'now': return alert.state === 'firing'
    case 'unowned': return alert.state === 'firing' && alert.held === null
    case 'pending': case 'suppressed': case 'resolved': return alert.state === tab
  }
}

export interface Listed {
  /** How many groups each tab would list. */
  readonly counts: Readonly<Record<Tab, number>>
  /** What the tab lists; under `now` also what is pending, which is not counted there. */
  readonly alerts: readonly Alert[]
  /** Alerts of this tab that the filter hides. */
  readonly hidden: number
}

/** Sorts every known alert into the tabs; one pass, since there may be ten thousand. */
export const listAlerts = (state: Pick<AppState, 'alerts' | 'resolved'>, tab: Tab, environment: string, fits: (alert: Alert) => boolean): Listed => {
  const groups = Object.fromEntries(TABS.map((name) => [name, new Set<string>()])) as Readonly<Record<Tab, Set<string>>>
  const alerts: Alert[] = []
  let hidden = 0
  const look = (alert: Alert): void => {
    const here = lists(tab, alert, environment)
    if (!fits(alert)) { if (here) hidden++; return }
    const key = groupKey(alert)
    groups.everything.add(key)
    if (alert.environment === environment) {
      groups[alert.state === 'firing' ? 'now' : alert.state].add(key)
      if (alert.state === 'firing' && alert.held === null) groups.unowned.add(key)
    }
    if (here || (tab === 'now' && alert.state === 'pending' && alert.environment === environment)) alerts.push(alert)
  }
  for (const id of Object.keys(state.alerts)) look(state.alerts[id]!)
  for (const id of Object.keys(state.resolved)) if (!Object.hasOwn(state.alerts, id)) look(state.resolved[id]!)
  return { counts: Object.fromEntries(TABS.map((name) => [name, groups[name].size])) as Record<Tab, number>, alerts, hidden }
}
