import { DAYS, type Day, type PagingConfig } from '@shared/config/paging'

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (zone: string): Intl.DateTimeFormat => {
  let format = formats.get(zone)
  if (!format) { format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }); formats.set(zone, format) }
  return format
}

/** Day of the week and minutes since midnight at `at` (ms since 1970), in an IANA zone or, without one, where this computer is. */
export const wallOf = (at: number, zone?: string): { readonly day: Day; readonly minutes: number } => {
  if (zone === undefined) {
    const date = new Date(at)
    return { day: DAYS[(date.getDay() + 6) % 7]!, minutes: date.getHours() * 60 + date.getMinutes() }
  }
  const parts = Object.fromEntries(formatOf(zone).formatToParts(at).map(({ type, value }) => [type, value]))
  return { day: parts['weekday']!.toLowerCase() as Day, minutes: Number(parts['hour']) * 60 + Number(parts['minute']) }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Whether a time of day lies from `from` on and before `to`, over midnight where `from` is the later; never when both are the same. */
export const isWithin = ({ from, to }: { readonly from: string; readonly to: string }, minutes: number): boolean => {
  const [a, b] = [minutesOf(from), minutesOf(to)]
  return a <= b ? minutes >= a && minutes < b : minutes >= a || minutes < b
}

export const isNight = (night: PagingConfig['night'], at: number): boolean => isWithin(night, wallOf(at, night.zone).minutes)

/** What rules ask of the time besides the night; another text: what is told may be another by now. */
export const momentOfRules = ({ rules, night }: PagingConfig, at: number): string => {
  if (!rules.some(({ when }) => when.days ?? when.hours)) return ''
  const { day, minutes } = wallOf(at, night.zone)
  return [day, ...rules.flatMap(({ when }) => (when.hours ? [isWithin(when.hours, minutes)] : []))].join(' ')
}
