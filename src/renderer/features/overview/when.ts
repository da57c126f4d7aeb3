import { clock, moment, type Zone } from '@shared/text/format'

const TODAY_MS = 18 * 3_600_000

/** A moment of the past: the day is said only where the clock alone could mean another. */
export const when = (at: number, now: number, zone: Zone): string => (now - at < TODAY_MS ? clock(at, zone) : moment(at, now, zone))
