import { useEffect } from 'react'
import type { StartupView } from '@shared/domain/startup'
import { useAnswered } from './answered'
import { useBridge } from './garda'

/** Start at login as the system has it now; null until it has been asked. Asked again whenever a person comes back to the window, and by `reload`. */
export const useStartup = (): readonly [StartupView | null, () => Promise<void>] => {
  const bridge = useBridge()
  const [view, reload] = useAnswered(bridge.startup)
  useEffect(() => {
    const again = (): void => { void reload() }
    window.addEventListener('focus', again)
    return () => { window.removeEventListener('focus', again) }
  }, [reload])
  return [view, reload]
}
