import { describe, expect, it } from 'vitest'
import { turnsIn } from '../../../src/main/adapters/ical-turns'

const WINDOW = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 4, 1) }
const calendar = (...lines: readonly string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const entry = (...lines: readonly string[]): readonly string[] => ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT']
const told = (text: string, window = WINDOW): unknown => {
  const read = turnsIn(text, window, 'Europe/Oslo')
  return read.ok ? read.turns.map((x) => `${x.person} ${new Date(x.from).toISOString().slice(0, 16)} ${new Date(x.to).toISOString().slice(0, 16)}`) : read.problem
}

/** As calendar servers describe it, under a name that no computer knows. */
const OFFICE = [
  'BEGIN:VTIMEZONE', 'TZID:Our office', 'BEGIN:STANDARD', 'DTSTART:19701025T030000', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'END:STANDARD',
  'BEGIN:DAYLIGHT', 'DTSTART:19700329T020000', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'END:DAYLIGHT', 'END:VTIMEZONE'
]

describe('the entries of a calendar', () => {
  it('are times in UTC, in a known zone, in one the file describes, floating, and whole days', () => {
    expect(told(calendar(
      ...OFFICE,
      ...entry('DTSTART:20260301T080000Z', 'DTEND:20260302T080000Z', 'SUMMARY:Ada'), ...entry('DTSTART;TZID=America/New_York:20260307T090000', 'DTEND;TZID=America/New_York:20260309T090000', 'SUMMARY:Bo'),
      ...entry('DTSTART;TZID=Our office:20260328T090000', 'DTEND;TZID=Our office:20260330T090000', 'SUMMARY:Cy'), ...entry('DTSTART:20260401T090000', 'DURATION:PT8H', 'SUMMARY:Di'),
      ...entry('DTSTART;VALUE=DATE:20260402', 'DTEND;VALUE=DATE:20260404', 'SUMMARY:Ed'), ...entry('DTSTART;VALUE=DATE:20260405', 'SUMMARY:Flo')
    ))).toEqual([
      'Ada 2026-03-01T08:00 2026-03-02T08:00', 'Bo 2026-03-07T14:00 2026-03-09T13:00', 'Cy 2026-03-28T08:00 2026-03-30T07:00', 'Di 2026-04-01T07:00 2026-04-01T15:00', 'Ed 2026-04-01T22:00 2026-04-03T22:00',
      'Flo 2026-04-04T22:00 2026-04-05T22:00'
    ])
  })

  it.each(['Europe/Oslo', 'Our office'])('come back at the same time of day when the clocks change: %s', (zone) => {
    expect(told(calendar(...OFFICE, ...entry(`DTSTART;TZID=${zone}:20260105T090000`, `DTEND;TZID=${zone}:20260112T090000`, 'RRULE:FREQ=WEEKLY;INTERVAL=2', 'SUMMARY:Mira')))).toEqual([
      'Mira 2026-03-02T08:00 2026-03-09T08:00', 'Mira 2026-03-16T08:00 2026-03-23T08:00', 'Mira 2026-03-30T07:00 2026-04-06T07:00', 'Mira 2026-04-13T07:00 2026-04-20T07:00', 'Mira 2026-04-27T07:00 2026-05-04T07:00'
    ])
  })

  it.each(['Europe/Oslo', 'Our office'])('end at the same time of day, though the clocks change within the first or a later one: %s', (zone) => {
    const shift = (start: string, end: string): unknown => told(calendar(...OFFICE, ...entry(`DTSTART;TZID=${zone}:${start}`, `DTEND;TZID=${zone}:${end}`, 'RRULE:FREQ=WEEKLY;INTERVAL=2', 'SUMMARY:Mira')), { from: Date.UTC(2026, 2, 20), to: Date.UTC(2026, 3, 12) })
    expect([shift('20260323T090000', '20260330T090000'), shift('20260309T090000', '20260316T090000'), shift('20260328T220000', '20260329T060000')]).toEqual([
      ['Mira 2026-03-23T08:00 2026-03-30T07:00', 'Mira 2026-04-06T07:00 2026-04-13T07:00'], ['Mira 2026-03-23T08:00 2026-03-30T07:00', 'Mira 2026-04-06T07:00 2026-04-13T07:00'],
      ['Mira 2026-03-28T21:00 2026-03-29T04:00', 'Mira 2026-04-11T20:00 2026-04-12T04:00']
    ])
  })

  it('are left out, moved, given to another person and called off as the calendar says', () => {
    const series = entry('DTSTART;TZID=Europe/Oslo:20260302T090000', 'DTEND;TZID=Europe/Oslo:20260302T170000', 'RRULE:FREQ=DAILY;COUNT=7', 'EXDATE;TZID=Europe/Oslo:20260303T090000', 'RDATE;TZID=Europe/Oslo:20260312T090000', 'SUMMARY:Mira')
    expect(told(calendar(
      ...entry('RECURRENCE-ID;TZID=Europe/Oslo:20260304T090000', 'DTSTART;TZID=Europe/Oslo:20260304T120000', 'DTEND;TZID=Europe/Oslo:20260304T170000', 'SUMMARY:Daniel'), ...series,
      ...entry('RECURRENCE-ID:20260305T080000Z', 'DTSTART:20260305T080000Z', 'DTEND:20260305T160000Z', 'SUMMARY:Ola'),
      ...entry('RECURRENCE-ID;TZID=Europe/Oslo:20260306T090000', 'DTSTART;TZID=Europe/Oslo:20260306T090000', 'DTEND;TZID=Europe/Oslo:20260306T170000', 'STATUS:CANCELLED', 'SUMMARY:Mira')
    ))).toEqual([
      'Mira 2026-03-02T08:00 2026-03-02T16:00', 'Daniel 2026-03-04T11:00 2026-03-04T16:00', 'Ola 2026-03-05T08:00 2026-03-05T16:00', 'Mira 2026-03-07T08:00 2026-03-07T16:00', 'Mira 2026-03-08T08:00 2026-03-08T16:00',
      'Mira 2026-03-12T08:00 2026-03-12T16:00'
    ])
  })

  it('come on added days as well, as times, days and periods, beside the first and once each', () => {
    const shift = ['DTSTART;TZID=Europe/Oslo:20260302T090000', 'DURATION:PT2H', 'SUMMARY:Mira']
    const added = (...lines: readonly string[]): unknown => told(calendar(...entry(...shift, ...lines)))
    expect([
      added('RDATE;TZID=Europe/Oslo:20260305T090000,20260302T090000', 'RDATE:20260330T070000Z'),
      added('RDATE;VALUE=PERIOD:20260305T090000Z/20260305T120000Z,20260306T090000Z/PT1H'),
      added('RDATE;VALUE=PERIOD;TZID=Europe/Oslo:20260330T090000/20260330T100000', 'EXDATE;TZID=Europe/Oslo:20260302T090000'),
      added('RRULE:FREQ=WEEKLY;COUNT=2', 'RDATE;TZID=Europe/Oslo:20260305T090000,20260309T090000,20260310T090000', 'EXDATE;TZID=Europe/Oslo:20260310T090000'),
      added('RDATE;VALUE=DATE:20260305', 'EXDATE;VALUE=DATE:20260302'),
      told(calendar(...entry(...shift, 'RDATE;VALUE=PERIOD:20260305T090000Z/PT1H,20260306T090000Z/PT1H'), ...entry('RECURRENCE-ID:20260305T090000Z', 'DTSTART:20260305T100000Z', 'DURATION:PT4H', 'SUMMARY:Daniel')))
    ]).toEqual([
      ['Mira 2026-03-02T08:00 2026-03-02T10:00', 'Mira 2026-03-05T08:00 2026-03-05T10:00', 'Mira 2026-03-30T07:00 2026-03-30T09:00'],
      ['Mira 2026-03-02T08:00 2026-03-02T10:00', 'Mira 2026-03-05T09:00 2026-03-05T12:00', 'Mira 2026-03-06T09:00 2026-03-06T10:00'],
      ['Mira 2026-03-30T07:00 2026-03-30T08:00'],
      ['Mira 2026-03-02T08:00 2026-03-02T10:00', 'Mira 2026-03-05T08:00 2026-03-05T10:00', 'Mira 2026-03-09T08:00 2026-03-09T10:00'],
      ['Mira 2026-03-05T08:00 2026-03-05T10:00'],
      ['Mira 2026-03-02T08:00 2026-03-02T10:00', 'Daniel 2026-03-05T10:00 2026-03-05T14:00', 'Mira 2026-03-06T09:00 2026-03-06T10:00']
    ])
  })

  it('are called off in capitals or not', () => {
    expect(['CANCELLED', 'cancelled', 'Cancelled', 'CONFIRMED'].map((status) => told(calendar(...entry('DTSTART:20260304T080000Z', 'DURATION:PT1H', 'SUMMARY:Mira', `STATUS:${status}`))))).toEqual([[], [], [], ['Mira 2026-03-04T08:00 2026-03-04T09:00']])
  })

  it('may stand for themselves as changed occurrences whose series is elsewhere; what has no length is nobody’s shift', () => {
    expect(told(calendar(...entry('RECURRENCE-ID:20260304T080000Z', 'DTSTART:20260304T080000Z', 'DTEND:20260304T160000Z', 'SUMMARY:Ola'), ...['BEGIN:VEVENT', 'UID:2', 'DTSTART:20260305T080000Z', 'SUMMARY:A reminder', 'END:VEVENT'])))
      .toEqual(['Ola 2026-03-04T08:00 2026-03-04T16:00'])
  })

  it('have folded lines, line ends of any kind, and titles that are cleaned', () => {
    expect(told(`\ufeff${calendar(...entry('DTSTART:20260304T080000Z', 'DTEND:20260304T160000Z', 'SUMMARY:Mira \u202eSol', ' berg'))}`.replaceAll('\r\n', '\n'))).toEqual(['Mira Solberg 2026-03-04T08:00 2026-03-04T16:00'])
  })

  it('say the first line whose time names no zone', () => {
    const floatingOf = (...lines: readonly string[]): number | null => { const read = turnsIn(calendar(...lines), WINDOW, 'UTC'); return read.ok ? read.floating : NaN }
    expect([floatingOf(...entry('DTSTART:20260304T080000Z', 'DTEND:20260304T160000Z', 'SUMMARY:A'), ...entry('DTSTART:20260304T080000', 'SUMMARY:B')), floatingOf()]).toEqual([14, null])
  })
})

describe('a calendar that cannot be read', () => {
  const good = ['DTSTART:20260304T080000Z', 'DTEND:20260304T160000Z', 'SUMMARY:Mira']
  it.each<readonly [string, string, number | null, string]>([
    ['nothing', '', null, 'it is empty'],
    ['a page to sign in', '<!doctype html>\n<title>Sign in</title>', 1, 'a calendar begins with BEGIN:VCALENDAR, and this does not'],
    ['cut short', calendar(...entry(...good)).split('\r\n').slice(0, 7).join('\r\n'), 7, 'the text ends before VEVENT of line 4 does'],
    ['a line without a colon', calendar(...entry('DTSTART', ...good)), 7, 'this is no line of a calendar: it has no name and no colon'],
    ['crossed ends', calendar('BEGIN:VEVENT', 'END:VALARM'), 5, 'VEVENT of line 4 is not ended here'],
    ['something behind it', `${calendar()}X:1`, 5, 'this stands outside of the calendar'],
    ['an unknown zone', calendar(...entry('SUMMARY:A', 'DTSTART;TZID=Mars/Base:20260304T080000')), 8, 'the time zone Mars/Base is neither described in the calendar nor known to this computer'],
    ['a zone without rules', calendar('BEGIN:VTIMEZONE', 'TZID:Our office', 'END:VTIMEZONE'), 4, 'the time zone Our office is named and not described'],
    ['no beginning', calendar(...entry('SUMMARY:A')), 4, 'this entry does not say when it begins'],
    ['an end before the beginning', calendar(...entry('DTSTART;TZID=Europe/Oslo:20260305T080000', 'DTEND:20260304T160000Z', 'SUMMARY:Mira')), 8, 'this entry ends before it begins'],
    ['no title', calendar(...entry('DTSTART:20260304T080000Z', 'DTEND:20260304T160000Z')), 4, 'this entry has no title, which would be the person'],
    ['a shift a second', calendar(...entry(...good, 'RRULE:FREQ=SECONDLY')), 10, 'this entry comes back too often to be a shift']
  ])('is refused with the line: %s', (_what, text, line, reason) => { expect(told(text)).toEqual({ line, reason }) })

  it.each([
    'DTSTART:20260345T200000Z', 'DTSTART:20260325T290000Z', 'DTSTART:20260325T206000Z', 'DTSTART:20261325T200000Z', 'DTSTART:20260229T200000Z', 'DTSTART:20260325T2000', 'DTSTART:2026-03-25T20:00:00Z', 'DTSTART:20260325t200000z',
    'DTSTART;VALUE=DATE:20260431', 'DTEND:20260304T240000Z', 'RECURRENCE-ID:20260300T080000Z', 'EXDATE:20260304T080000Z,20260332T080000Z', 'RDATE;VALUE=PERIOD:20260304T080000Z/20260304T250000Z', 'RRULE:FREQ=DAILY;UNTIL=20260345T000000Z', 'DTSTART;X-A="b:c":20260345'
  ])('is refused with the line where a time is none: %s', (line) => {
    expect(told(calendar(...entry('SUMMARY:Mira', ...(line.startsWith('DTSTART') ? [] : ['DTSTART:20260304T080000Z']), line)))).toEqual({ line: line.startsWith('DTSTART') ? 8 : 9, reason: 'this is no date and time' })
  })

  it.each([['a day that is none', 'DTSTART:2026AB04T080000Z', 7], ['a rule that is none', 'RRULE:FREQ=SOMETIMES', 10], ['a time that is too short', 'DTSTART:2026', 7]])('is refused with the line where the library says so: %s', (_what, line, at) => {
    const read = turnsIn(calendar(...entry(...(line.startsWith('RRULE') ? [...good, line] : [line, ...good.slice(1)]))), WINDOW, 'UTC')
    expect(read.ok ? null : read.problem.line).toBe(at)
  })

  it('is refused where an entry comes back, or lasts, in a way that would be guessed', () => {
    const problem = (...lines: readonly string[]) => {
      const read = turnsIn(calendar(...entry('SUMMARY:Mira', 'DTSTART:20260304T080000Z', ...lines)), { from: 0, to: Date.parse('2026-04-01T00:00:00Z') }, 'UTC')
      return read.ok ? read.turns.length : read.problem.reason
    }
    const [rule, length, off] = ['this is no rule by which an entry comes back, such as FREQ=WEEKLY;INTERVAL=2', 'this is no length of time from 0 on, such as P7D or PT12H', 'EXRULE is no part of iCalendar any more (RFC 5545) and is not read; leave dates out by EXDATE']
    const day = 'DURATION:P1D'
    expect([
      problem(day, 'RRULE:hello'), problem(day, 'RRULE:FREQ=FORTNIGHTLY'), problem(day, 'RRULE:COUNT=2'), problem(day, 'RRULE:FREQ=DAILY;BYDAY=XX'), problem(day, 'RRULE:FREQ=DAILY;COUNT=0'), problem(day, 'RRULE:FREQ=DAILY;INTERVAL=0'),
      problem(day, 'RRULE:FREQ=DAILY;INTERVAL=-1;COUNT=2'), problem('DURATION:-P7D'), problem('DURATION:banana'), problem('DURATION:P'), problem(day, 'RDATE;VALUE=PERIOD:20260310T080000Z/-PT8H'), problem(day, 'RRULE:FREQ=DAILY;COUNT=4', 'EXRULE:FREQ=DAILY;COUNT=2'),
      problem(day, 'RRULE:FREQ=DAILY;COUNT=4'), problem('DURATION:+P1DT2H30M'), problem('DURATION:PT12H'), problem('DURATION:P1W', 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2;BYDAY=WE')
    ]).toEqual([
      rule, rule, rule, rule, 'COUNT must be a whole number from 1 on', 'INTERVAL must be a whole number from 1 on', 'INTERVAL must be a whole number from 1 on', length, length, length, length, off, 4, 1, 1, 2
    ])
    const place = (text: string) => { const read = turnsIn(text, { from: 0, to: Date.parse('2026-04-01T00:00:00Z') }, 'UTC'); return read.ok ? null : read.problem }
    const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:CANCEL', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Mira', 'DTSTART:20260304T080000Z', day, 'RRULE:FREQ=DAILY;', ' COUNT=0', 'END:VEVENT', 'END:VCALENDAR']
    expect([place(lines.join('\n')), place(lines.filter((l) => l !== 'RRULE:FREQ=DAILY;' && l !== ' COUNT=0').join('\n'))]).toEqual([
      { line: 9, reason: 'COUNT must be a whole number from 1 on' }, { line: 3, reason: 'METHOD:CANCEL calls these entries off, so it tells nobody’s shift' }
    ])
  })

  it('by no rule keeps the computer busy for longer than two seconds', () => {
    expect(told(calendar(...entry(...good, 'RRULE:FREQ=DAILY;INTERVAL=999999999')))).toEqual({ line: null, reason: 'its entries could not be counted within 2 s' })
  })
})
