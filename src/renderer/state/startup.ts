import { useCallback, useEffect, useState } from 'react'
import type { StartupView } from '@shared/domain/startup'
import { useBridge } from './garda'

/** Start at login as the system has it now; null until it has been asked. Asked again whenever a person comes back to the window, and by `reload`. */
export const useStartup = (): readonly [StartupView | null, () => Promise<void>] => {
  const bridge = useBridge()
  const [view, setView] = useState<StartupView | null>(null)
  const reload = useCallback(async () => {
    try { setView(await bridge.startup()) } catch { /* what was known stays: main that is gone is said elsewhere */ }
  }, [bridge])
  useEffect(() => {
    const again = (): void => { void reload() }
    again()
    window.addEventListener('focus', again)
    return () => { window.removeEventListener('focus', again) }
  }, [reload])
  return [view, reload]
}
