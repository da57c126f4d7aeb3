import type { CalendarReading } from '@shared/domain/on-call'

/** On-call calendars (RFC 5545) in files and at web addresses. */
export interface Calendars {
  /**
   * Reads a calendar now, every 5 minutes and, where it is a file, when that changes; tells every reading. What it said when it was good stays
   * while it cannot be read. Whole days, and times that name no zone, are read in `zone`. Returns its own end.
   */
  follow(place: string, zone: string, heard: (reading: CalendarReading) => void): () => void
}
