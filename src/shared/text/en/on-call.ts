/** Who is on call, and from where that is known. ICU messages; keys begin with `onCall.`. */
export const onCall = {
  'onCall.calendar.empty': 'it is empty', 'onCall.calendar.none': 'a calendar begins with BEGIN:VCALENDAR, and this does not', 'onCall.calendar.line': 'this is no line of a calendar: it has no name and no colon',
  'onCall.calendar.outside': 'this stands outside of the calendar', 'onCall.calendar.end': '{name} of line {line} is not ended here', 'onCall.calendar.cut': 'the text ends before {name} of line {line} does',
  'onCall.calendar.emptyZone': 'the time zone {zone} is named and not described', 'onCall.calendar.zone': 'the time zone {zone} is neither described in the calendar nor known to this computer',
  'onCall.calendar.noStart': 'this entry does not say when it begins', 'onCall.calendar.noTitle': 'this entry has no title, which would be the person', 'onCall.calendar.time': 'this is no date and time',
  'onCall.calendar.long': 'its entries could not be counted within {seconds} s',
  'onCall.calendar.often': 'this entry comes back too often to be a shift'
} as const
