/** Who is on call, and from where that is known. ICU messages; keys begin with `onCall.`. */
export const onCall = {
  'onCall.title': 'On-call',
  'onCall.now': 'Now', 'onCall.next': 'Next', 'onCall.ahead': 'Coming shifts', 'onCall.from': 'Where this comes from', 'onCall.desk': 'This desk',
  'onCall.until': 'until {time}, {left} from now', 'onCall.forGood': 'with no end that is known', 'onCall.begins': 'from {time}, in {left}',
  'onCall.now.nobody': 'Nobody', 'onCall.now.nobody.body': 'Nobody is on call at this moment. Pages are loud here.', 'onCall.next.nobody': 'Nobody', 'onCall.next.nobody.body': 'Nobody is known to take over.',
  'onCall.column.person': 'Person', 'onCall.column.from': 'From', 'onCall.column.to': 'To', 'onCall.column.length': 'Length', 'onCall.column.by': 'By',
  'onCall.by.rotation': 'turn', 'onCall.by.calendar': 'calendar', 'onCall.by.override': 'override', 'onCall.row.now': 'now', 'onCall.row.open': 'no end known', 'onCall.row.you': 'this desk',
  'onCall.ahead.none': 'No further shift is known.',
  'onCall.mine.now': 'This is the desk of {name}, who is on call: pages are loud here.', 'onCall.mine.later': 'This is the desk of {name}, who is not on call: pages are quiet here until it is their turn or a page goes on to them.',
  'onCall.mine.stranger': 'This is the desk of {name}, who is in none of the shifts that are known: look at how the name is written. Pages are quiet here.', 'onCall.mine.open': 'This is the desk of {name}. Nobody is on call, so pages are loud here.',
  'onCall.mine.unread': 'This is the desk of {name}. Who is on call is not known until the calendar has been read, so new pages are loud here.',
  'onCall.mine.standsIn': 'This is the desk of {name}, who is not on call. The Garda of {person}, who is, does not watch now: pages are loud here until it does.',
  'onCall.mine.nobody': 'The configuration does not say whose desk this is (paging.me): every page is loud here.',
  'onCall.fact.turn': 'People in turn', 'onCall.fact.handover': 'Handover', 'onCall.fact.handover.value': '{at}, every {every, plural, one {day} other {# days}}', 'onCall.fact.zone': 'Time zone', 'onCall.fact.overrides': 'Overrides', 'onCall.fact.calendar': 'Calendar', 'onCall.fact.read': 'Read', 'onCall.fact.source': 'Source',
  'onCall.read.ago': 'ago', 'onCall.read.never': 'never yet', 'onCall.fact.overrides.none': 'none', 'onCall.zone.of': 'Times of handover are those of {zone}; this screen shows {shown}.', 'onCall.zone.local': 'this computer’s time', 'onCall.zone.utc': 'UTC',
  'onCall.fromSource': 'A source says who is on call; it does not say who follows.',
  'onCall.problem': '{line, plural, =0 {} other {Line #: }}{reason}', 'onCall.problem.kept': 'It cannot be read now. What it said when it was good holds.', 'onCall.problem.none': 'It has not been readable yet.',
  'onCall.empty': 'Nobody is known to be on call', 'onCall.empty.calendar': 'The calendar names nobody from now on.', 'onCall.empty.unread': 'The calendar has not been read yet. It goes before the people in turn, so until then nobody is taken to be on call, and new pages are loud at this desk.',
  'onCall.empty.body': 'Pages are loud at this desk whoever’s turn it is. Say in garda.yaml who takes turns, or name a calendar whose titles are people:',
  'onCall.empty.label': 'Example for garda.yaml',
  'onCall.empty.example': `paging:
  me: Mira Solberg
  onCall:
    people: [Mira Solberg, Daniel Okoye]
    start: 2026-01-05
    handover: "09:00"
    every: 7
    zone: Europe/Oslo
    # or, instead of people:
    # calendar: https://calendar.example/on-call.ics`,
  'onCall.keys.copy': 'Copy the example', 'onCall.copy.failed': 'Not copied: {reason}', 'onCall.unread': 'Garda could not say who is on call',
  'onCall.config.ends': 'must be later than from',
  'onCall.calendar.it': 'the calendar', 'onCall.calendar.empty': 'it is empty', 'onCall.calendar.none': 'a calendar begins with BEGIN:VCALENDAR, and this does not', 'onCall.calendar.line': 'this is no line of a calendar: it has no name and no colon',
  'onCall.calendar.outside': 'this stands outside of the calendar', 'onCall.calendar.end': '{name} of line {line} is not ended here', 'onCall.calendar.cut': 'the text ends before {name} of line {line} does',
  'onCall.calendar.emptyZone': 'the time zone {zone} is named and not described', 'onCall.calendar.zone': 'the time zone {zone} is neither described in the calendar nor known to this computer',
  'onCall.calendar.rule': 'this is no rule by which an entry comes back, such as FREQ=WEEKLY;INTERVAL=2', 'onCall.calendar.counts': '{part} must be a whole number from 1 on', 'onCall.calendar.exrule': 'EXRULE is no part of iCalendar any more (RFC 5545) and is not read; leave dates out by EXDATE', 'onCall.calendar.duration': 'this is no length of time from 0 on, such as P7D or PT12H',
  'onCall.calendar.cancel': 'METHOD:CANCEL calls these entries off, so it tells nobody’s shift', 'onCall.calendar.backwards': 'this entry ends before it begins',
  'onCall.calendar.noStart': 'this entry does not say when it begins', 'onCall.calendar.noTitle': 'this entry has no title, which would be the person', 'onCall.calendar.time': 'this is no date and time',
  'onCall.calendar.long': 'its entries could not be counted within {seconds} s', 'onCall.calendar.often': 'this entry comes back too often to be a shift',
  'onCall.calendar.notText': 'it is not text in UTF-8', 'onCall.calendar.notFile': 'it is not a file', 'onCall.calendar.big': 'it is larger than 5 MiB', 'onCall.calendar.missing': 'there is no such file',
  'onCall.calendar.unreadable': 'it cannot be read ({detail})', 'onCall.calendar.status': 'the server answered {status}',
  'notice.calendar-refused': 'The on-call calendar {file} cannot be used now; {kept, select, yes {what it said when it was good holds} other {nobody is known to be on call, so new pages are loud here}}. {line, plural, =0 {} other {Line #: }}{reason}',
  'notice.calendar-floating': 'The on-call calendar {file} has times that name no zone, first in line {line}; they are read in {zone}. The key paging.onCall.zone settles it.',
  'notice.desk-unknown': 'The person of this desk, {person}, is in none of the shifts that are known: pages are quiet here.'
} as const
