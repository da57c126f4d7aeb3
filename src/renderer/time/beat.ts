import { useState, useSyncExternalStore } from 'react'
import { useNow } from '../ui'

/** Whether anybody could see this window. */
export const useVisible = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed)
      return () => document.removeEventListener('visibilitychange', changed)
    },
    () => document.visibilityState === 'visible'
  )

/** Garda's clock in steps, ms; stands still while `running` is false. */
export const useSteps = (step: number, running: boolean): number => {
  const now = useNow(step)
  const [held, setHeld] = useState(now)
  if (running && held !== now) setHeld(now)
  return running ? now : held
}
