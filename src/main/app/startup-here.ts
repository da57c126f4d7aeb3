import { app } from 'electron'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { windowsStartup } from '../adapters/electron-startup-windows'
import { linuxStartup } from '../adapters/node-startup-linux'
import { macStartup } from '../adapters/node-startup-mac'
import { printed } from '../adapters/startup-files'
import { EXIT_USAGE, type Options } from '../cli/options'
import type { Startup } from '../ports/startup'
import { launchOf, noStartup } from './starting'

/** Start at login as this system has it. An AppImage is there at the next login, what is in it is not. */
export const startupOf = (options: Options, resource: (...path: readonly string[]) => string): Startup => {
  const { env } = process
  const image = env['APPIMAGE']
  const launch = launchOf({ program: image ? [image] : [process.execPath, ...(app.isPackaged ? [] : [app.getAppPath()])], argv: process.argv, env, options })
  switch (process.platform) {
    case 'linux': return linuxStartup({
      launch, usageCode: EXIT_USAGE, home: homedir(), env, icon: image ? 'garda' : resource('icons', 'app', '256.png'), systemctl: (...args) => { void printed('systemctl', args) },
      ...(image ? { script: join(app.getPath('userData'), 'supervise.sh'), copyOf: resource('supervise.sh') } : { script: resource('supervise.sh'), copyOf: null })
    })
    case 'darwin': return macStartup({ launch, home: homedir(), env, disabled: () => printed('launchctl', ['print-disabled', `gui/${process.getuid?.() ?? ''}`]) })
    case 'win32': return windowsStartup({ app, launch, script: resource('supervise.ps1'), env })
    default: return noStartup
  }
}
