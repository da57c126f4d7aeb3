/** Gardas that see each other. ICU messages; keys begin with `buddy.`. */
export const buddy = {
  'buddy.comment': 'Garda watches here. This holds no alert back, and ends by itself soon after Garda does.',
  'buddy.gone': '{name}’s Garda is gone', 'buddy.left': '{name}’s Garda is closed or paused', 'buddy.back': '{name}’s Garda is back',
  'buddy.gone.body': '{name} is on call{open, select, yes {} other { until {until}}}; it was last seen at {seen}. Pages for {name} that nobody has taken come here until it is back.',
  'buddy.back.body': 'It was away for {duration}. Pages for {name} are quiet here again.',
  'buddy.title': 'Who watches', 'buddy.present': 'Garda present, seen {age} ago', 'buddy.is.gone': 'gone since {time}', 'buddy.is.left': 'closed or paused since {time}', 'buddy.unknown': 'not known',
  'buddy.me': 'this desk', 'buddy.me.unseen': 'not seen by the others', 'buddy.unsure': '{source} cannot be read now, so nothing new is concluded.', 'buddy.by': 'They see each other by {source}.',
  'buddy.noSource': 'no source takes silences', 'buddy.noName': 'the configuration does not say whose desk this is (paging.me)',
  'notice.buddy-failed': 'Other Gardas cannot see this one: {detail}'
} as const
