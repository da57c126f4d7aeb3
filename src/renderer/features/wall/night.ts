import type { WallConfig } from '@shared/config/walls'
import { clock, type Zone } from '@shared/text/format'

/** Whether a wall is dark and warm at a moment; `from` belongs to the night, `to` does not. */
export const isNight = (night: WallConfig['night'], now: number, zone: Zone): boolean => {
  if (night === 'never' || night === 'always') return night === 'always'
  const { from, to } = night
  const time = clock(now, zone)
  return from <= to ? time >= from && time < to : time >= from || time < to
}
