import { resolve } from 'node:path'
import type { Config } from '@shared/config/schema'
import { NO_STARTUP, type StartupView } from '@shared/domain/startup'
import { t } from '@shared/text/catalogue'
import { lastingSwitches } from '../cli/switches'
import type { Options } from '../cli/options'
import type { Launch, Startup } from '../ports/startup'

export interface Started {
  /** The program, and the application's own place where the program alone does not know it. */
  readonly program: readonly string[]
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly options: Pick<Options, 'config' | 'userDataDir'>
}

/** What the environment says of how Electron is to run here. */
const LASTING = ['ELECTRON_DISABLE_SANDBOX']

/** This Garda as the system is to start it at login: from anywhere, with what it was told of this computer. */
export const launchOf = ({ program, argv, env, options: { config, userDataDir } }: Started): Launch => ({
  words: [...program, ...lastingSwitches(argv), '--at-login', ...(config === null ? [] : ['--config', resolve(config)]), ...(userDataDir === null ? [] : ['--user-data-dir', resolve(userDataDir)])],
  env: Object.fromEntries(LASTING.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
})

/** Whether the main window opens by itself. At login the walls are what is to be seen; whoever has nothing set up yet is to see something. */
export const opensWindow = ({ atLogin, wall }: Pick<Options, 'atLogin' | 'wall'>, { walls, startup, welcomed, sources }: Pick<Config, 'walls' | 'startup' | 'welcomed' | 'sources'>): boolean => {
  if (wall !== null) return false
  if (!atLogin || (!welcomed && sources.length === 0 && walls.length === 0)) return true
  return startup.window === 'shown' && !walls.some(({ enabled }) => enabled)
}

/** For the systems that Garda knows no way for. */
export const noStartup: Startup = { read: () => Promise.resolve(NO_STARTUP), set: () => Promise.resolve({ ok: false, reason: t('startup.none') }) }

/** What there is to know of it, for a terminal. */
export const startupLines = ({ state, by, place, differs, restarts, detail }: StartupView): string => {
  const lines = state === 'on' && by !== null ? [
    t('startup.status.on', { by: t(`startup.by.${by}`), place }), ...(differs ? [t('startup.status.differs')] : restarts ? [t('startup.status.restarts', { restarter: t(`startup.restarter.${restarts}`) })] : [])
  ] : state === 'off' ? [t('startup.status.off'), ...(detail === '' ? [] : [detail])] : [t('startup.status.unknown', { reason: detail || t('startup.none') })]
  return lines.map((line) => `${line}\n`).join('')
}
