const formats = new Map<string, Intl.DateTimeFormat>()
const formatIn = (zone: string): Intl.DateTimeFormat => {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', calendar: 'gregory', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    formats.set(zone, format)
  }
  return format
}

const DAY = 86_400_000

/** What the clock on a wall in `zone` shows at `at`, as if it were UTC: ms since 1970, whole seconds. */
export const wallAt = (at: number, zone: string): number => {
  const [month, day, year, hour, minute, second] = formatIn(zone).format(at).match(/\d+/g)!.map(Number)
  return Date.UTC(year!, month! - 1, day, hour, minute, second)
}

/**
 * When the clock on a wall in `zone` shows `wall`. Of an hour that comes twice it is the first; a time that is left out in spring
 * counts on from before the change, as RFC 5545 (3.3.5) has it.
 */
export const instantOf = (wall: number, zone: string): number => {
  const before = wallAt(wall - DAY, zone) - (wall - DAY)
  const after = wallAt(wall + DAY, zone) - (wall + DAY)
  const first = wall - before
  if (before === after || wallAt(first, zone) === wall) return first
  const second = wall - after
  return wallAt(second, zone) === wall ? second : first
}

/** An ISO 8601 date and time, ms since 1970; one that says no offset is told by the wall clocks of `zone`. NaN when it is none. */
export const momentIn = (text: string, zone: string): number => {
  const plain = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/.exec(text.trim())
  if (!plain) return Date.parse(text)
  const wall = Date.parse(`${text.trim().replace(' ', 'T')}${text.trim().length > 10 ? 'Z' : ''}`)
  return Number.isFinite(wall) ? instantOf(wall, zone) : NaN
}

/** The zone of this computer, an IANA name. */
export const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
