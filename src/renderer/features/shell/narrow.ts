import { useSyncExternalStore } from 'react'

const NARROW = '(max-width: 1040px)'

/** Whether the window is too narrow for the whole rail: a small window, or a big one at 200 %. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(NARROW)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => window.matchMedia(NARROW).matches
  )
