import type { WallConfig } from '@shared/config/walls'

const formats = new Map<string | undefined, Intl.DateTimeFormat>()
const formatOf = (zone: string | undefined): Intl.DateTimeFormat => {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  formats.set(zone, format)
  return format
}

/**
 * Whether a wall is dark and warm at a moment, ms since 1970; `from` belongs to the night, `to` does not. The hours are those where the computer is, or of the zone that the night
 * names: a room is dark by its own clock, in whatever time the wall tells times.
 */
export const isNight = (night: WallConfig['night'], now: number): boolean => {
  if (night === 'never' || night === 'always') return night === 'always'
  const { from, to, zone } = night
  const time = formatOf(zone).format(now)
  return from <= to ? time >= from && time < to : time >= from || time < to
}
