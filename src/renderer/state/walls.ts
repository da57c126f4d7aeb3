import { useCallback, useEffect, useState } from 'react'
import type { WallsView } from '@shared/domain/display'
import { useBridge } from './garda'

/** Displays and walls as they are; null until main has answered. `reload` after a change of one's own. */
export const useWalls = (): readonly [WallsView | null, () => Promise<void>] => {
  const bridge = useBridge()
  const [view, setView] = useState<WallsView | null>(null)
  const reload = useCallback(async () => {
    try { setView(await bridge.walls()) } catch { /* what was known stays: main that is gone is said elsewhere */ }
  }, [bridge])
  useEffect(() => { void reload() }, [reload])
  useEffect(() => bridge.onWalls(setView), [bridge])
  return [view, reload]
}
