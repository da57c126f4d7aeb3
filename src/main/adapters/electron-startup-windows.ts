import type { App } from 'electron'
import { restarterOf, type StartupView } from '@shared/domain/startup'
import { t } from '@shared/text/catalogue'
import type { Launch, Startup } from '../ports/startup'
import { done, wordsOf } from './startup-files'
import { loginItem } from './startup-windows'

export interface WindowsStartup {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>
  readonly launch: Launch
  readonly script: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The name that Electron gives the value of the Run key: the app's user model id, which is to be set before. */
export const APP_ID = 'org.garda.Garda'

/** A value of the user's Run key that starts the supervisor. The Task Manager may have turned it off. */
export const windowsStartup = ({ app, launch, script, env }: WindowsStartup): Startup => {
  const { path, args } = loginItem(launch.words, script, env['SystemRoot'] ?? 'C:\\Windows')
  const now = restarterOf(env)
  const look = (): StartupView => {
    const { openAtLogin, launchItems } = app.getLoginItemSettings({ path, args: [...args] })
    // PowerShell may be started for others, too
    const item = launchItems.find(({ name, scope }) => name === APP_ID && scope === 'user')
    const on = item?.enabled ?? false
    return { state: on ? 'on' : 'off', by: 'run-key', place: on ? APP_ID : '', differs: on && !openAtLogin, restarts: 'supervisor', now, detail: item !== undefined && !on ? t('startup.turned-off') : '' }
  }
  return {
    read: () => { try { return Promise.resolve(look()) } catch (error) { return Promise.resolve({ state: 'unknown', by: null, place: APP_ID, differs: false, restarts: null, now, detail: wordsOf(error) }) } },
    set: (on) => done(() => {
      app.setLoginItemSettings({ openAtLogin: on, enabled: on, path, args: [...args] })
      if (look().state !== (on ? 'on' : 'off')) throw new Error(t('startup.refused'))
    })
  }
}
