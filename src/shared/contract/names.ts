import type { commandArgs } from './commands'

/** The commands' names without their schemas: all that the preload needs, so that it stays small. */
export const COMMAND_NAMES = [
  'snapshot', 'kinds', 'config', 'saveSettings', 'saveSource', 'removeSource', 'testSource', 'pollNow', 'look', 'panels', 'addPanel', 'removePanel', 'series', 'fired', 'alertSeries', 'openLink', 'copyText', 'testNotification', 'testSound', 'testHook', 'soundAble', 'pause', 'acknowledge', 'release', 'snooze', 'dismissNotice', 'demo', 'about', 'openAlert', 'journal', 'why', 'roster', 'nightWatch', 'query', 'names', 'giveUp', 'objective', 'dashboards', 'dashboard', 'importDashboard', 'importDashboardFile', 'removeDashboard', 'grafanaDashboards', 'importFromGrafana', 'alertSeriesKept', 'copyRich', 'saveFile', 'walls', 'wall', 'signIn', 'signOut', 'signedIn', 'startup', 'startAtLogin', 'restart'
] as const satisfies readonly (keyof typeof commandArgs)[]
export type CommandName = (typeof COMMAND_NAMES)[number]
