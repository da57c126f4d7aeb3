import { join } from 'node:path'
import { restarterOf, type StartupView } from '@shared/domain/startup'
import { t } from '@shared/text/catalogue'
import type { Launch, Startup } from '../ports/startup'
import { done, put, takeAway, textIn, wordsOf } from './startup-files'
import { isTurnedOff, launchAgent, unsayable } from './startup-launchd'

export interface MacStartup {
  readonly launch: Launch
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** What `launchctl print-disabled` prints for this user; '' when it cannot be asked. */
  readonly disabled: () => Promise<string>
}

export const LABEL = 'org.garda.Garda'

/** A launch agent, which the system reads at the next login. What runs now is left as it is. */
export const macStartup = ({ launch, home, env, disabled }: MacStartup): Startup => {
  const file = join(home, 'Library', 'LaunchAgents', `${LABEL}.plist`)
  const own = (): string => launchAgent({ ...launch, label: LABEL })
  const now = restarterOf(env)
  const look = async (): Promise<StartupView> => {
    const text = textIn(file)
    const off = text !== null && isTurnedOff(await disabled(), LABEL)
    return { state: text !== null && !off ? 'on' : 'off', by: 'launchd', place: text === null ? '' : file, differs: text !== null && text !== own(), restarts: 'launchd', now, detail: off ? t('startup.turned-off') : '' }
  }
  return {
    read: async () => { try { return await look() } catch (error) { return { state: 'unknown', by: null, place: file, differs: false, restarts: null, now, detail: wordsOf(error) } } },
    set: (on) => done(() => {
      if (!on) { takeAway(file); return }
      if (unsayable(launch) !== null) throw new Error(t('startup.unsayable'))
      put(file, own())
    })
  }
}
