import { existsSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { restarterOf, type StartupView } from '@shared/domain/startup'
import { t } from '@shared/text/catalogue'
import type { Launch, Startup } from '../ports/startup'
import { detailOf } from './node-config-atomic'
import { done, put, takeAway, textIn, wordsOf } from './startup-files'
import { execStart, startedByUnit, userUnit } from './startup-systemd'
import { desktopEntry, execOf, startedBy } from './startup-xdg'

export interface LinuxStartup {
  readonly launch: Launch
  /** The supervisor, as a file that is still there at the next login. */
  readonly script: string
  /** Where it is copied from when that place is not there at the next login, as within an AppImage; null: it stays where it is. */
  readonly copyOf: string | null
  readonly icon: string
  readonly usageCode: number
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Tells the user manager something and waits for no answer. */
  readonly systemctl: (...args: readonly string[]) => void
}

export const UNIT = 'garda.service'

/**
 * An autostart entry, which every desktop reads. With a user manager of systemd also a unit, wanted by the graphical session: the entry starts the unit where
 * the desktop does not, and the supervisor where there is no manager at that login.
 */
export const linuxStartup = ({ launch, script, copyOf, icon, usageCode, home, env, systemctl }: LinuxStartup): Startup => {
  const config = env['XDG_CONFIG_HOME']?.startsWith('/') ? env['XDG_CONFIG_HOME'] : join(home, '.config')
  const [entry, units] = [join(config, 'autostart', 'garda.desktop'), join(config, 'systemd', 'user')]
  const [unit, link] = [join(units, UNIT), join(units, 'graphical-session.target.wants', UNIT)]
  const variables = Object.entries(launch.env).map(([name, value]) => `${name}=${value}`)
  const words = ['/bin/sh', script, '--unit', UNIT, '--', ...(variables.length ? ['/usr/bin/env', ...variables] : []), ...launch.words]
  const hasManager = (): boolean => Boolean(env['XDG_RUNTIME_DIR']) && existsSync(join(env['XDG_RUNTIME_DIR']!, 'systemd', 'private'))
  const now = restarterOf(env)
  const isLinked = (): boolean => {
    try { readlinkSync(link); return true } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EINVAL'].includes(detailOf(error))) return false
      throw new Error(t('startup.unreadable', { path: link, reason: detailOf(error) }), { cause: error })
    }
  }

  const look = (): StartupView => {
    const manager = hasManager()
    const [byEntry, unitText] = [startedBy(textIn(entry) ?? ''), textIn(unit)]
    // a unit without a line that starts something, such as one that is masked, starts nothing
    const byUnit = unitText === null ? null : startedByUnit(unitText)
    const wanted = manager && byUnit !== null && isLinked()
    const on = byEntry !== null || wanted
    return {
      state: on ? 'on' : 'off', by: wanted || (!on && manager) ? 'systemd' : 'xdg', place: wanted ? unit : on ? entry : '',
      differs: (byEntry !== null && byEntry !== execOf(words)) || (wanted && byUnit !== execStart(launch.words)),
      restarts: manager && (byUnit !== null || !on) ? 'systemd' : 'supervisor', now, detail: ''
    }
  }
  const reload = (): void => {
    // a run that systemd watches over keeps being watched over by what systemd knows of it
    if (now !== 'systemd') systemctl('--user', 'daemon-reload')
  }

  return {
    read: () => { try { return Promise.resolve(look()) } catch (error) { return Promise.resolve({ state: 'unknown', by: null, place: entry, differs: false, restarts: null, now, detail: wordsOf(error) }) } },
    set: (on) => done(() => {
      if (on) {
        if (copyOf !== null) put(script, textIn(copyOf) ?? '')
        put(entry, desktopEntry({ words, icon, name: t('app.name'), comment: t('startup.entry.comment') }))
        if (!hasManager()) return
        put(unit, userUnit({ ...launch, usageCode, description: `${t('app.name')}: ${t('startup.entry.comment')}` }))
        if (!isLinked()) {
          mkdirSync(dirname(link), { recursive: true })
          takeAway(link)
          symlinkSync(`../${UNIT}`, link)
        }
        reload()
      } else {
        for (const path of [entry, link, unit]) takeAway(path)
        if (hasManager()) reload()
      }
    })
  }
}
