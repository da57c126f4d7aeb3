import { useEffect } from 'react'
import type { WallsView } from '@shared/domain/display'
import { useAnswered } from './answered'
import { useBridge } from './garda'

/** Displays and walls as they are; null until main has answered. `reload` after a change of one's own. */
export const useWalls = (): readonly [WallsView | null, () => Promise<void>] => {
  const bridge = useBridge()
  const [view, reload, set] = useAnswered(bridge.walls)
  useEffect(() => bridge.onWalls(set), [bridge, set])
  return [view, reload]
}
