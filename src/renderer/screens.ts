import { lazy, type ComponentType } from 'react'
import type { View } from '@shared/contract/bridge'
import type { ScreenProps, Screens } from './features/shell/Shell'

/** Where each screen lives. A screen that is not there has no entry in the rail. */
const FILES: Readonly<Record<View, string>> = {
  overview: './features/overview/OverviewScreen.tsx',
  alerts: './features/alerts/AlertsScreen.tsx',
  services: './features/services/ServiceListScreen.tsx',
  service: './features/services/page/ServicePageScreen.tsx',
  sources: './features/sources/SourcesScreen.tsx',
  settings: './features/settings/SettingsScreen.tsx',
  welcome: './features/welcome/WelcomeScreen.tsx'
}

type Module = { readonly default: ComponentType<ScreenProps> }
const found = import.meta.glob<Module>(['./features/*/*Screen.tsx', './features/services/page/*Screen.tsx'])

/** Each screen is a chunk of its own, loaded when it is first shown. */
export const screens: Screens = Object.fromEntries(
  (Object.keys(FILES) as View[]).flatMap((view) => { const load = found[FILES[view]]; return load ? [[view, lazy(load)]] : [] })
)
