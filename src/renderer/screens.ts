import { lazy, type ComponentType } from 'react'
import { VIEWS, type View } from '@shared/contract/bridge'
import type { ScreenProps, Screens } from './features/shell/Shell'

type Load = () => Promise<{ readonly default: ComponentType<ScreenProps> }>

/** Where each screen lives; each is a chunk of its own. */
const LOADS: Readonly<Record<View, Load>> = {
  overview: () => import('./features/overview/OverviewScreen'),
  alerts: () => import('./features/alerts/AlertsScreen'),
  services: () => import('./features/services/ServiceListScreen'),
  service: () => import('./features/services/page/ServicePageScreen'),
  explore: () => import('./features/explore/ExploreScreen'),
  dashboards: () => import('./features/dashboards/DashboardsScreen'),
  timeline: () => import('./features/timeline/TimelineScreen'),
  oncall: () => import('./features/oncall/OnCallScreen'),
  sources: () => import('./features/sources/SourcesScreen'),
  settings: () => import('./features/settings/SettingsScreen'),
  welcome: () => import('./features/welcome/WelcomeScreen'),
  page: () => import('./features/page/PageScreen'),
  wall: () => import('./wall-screen')
}

/** Begins to load a screen before it is asked for; what fails here fails again, and is said, when it is shown. */
export const warmScreen = (view: View): void => { LOADS[view]().catch(() => undefined) }

/** Begins to load every screen. */
export const warmScreens = (): void => { for (const view of VIEWS) warmScreen(view) }

/** Every screen, loaded when it is first shown. */
export const screens: Screens = Object.fromEntries(VIEWS.map((view) => [view, lazy(LOADS[view])]))
