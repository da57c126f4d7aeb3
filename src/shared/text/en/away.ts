/** Sleep, and what happened while nobody watched. */
export const away = {
  'notify.away': 'While you were away: {count, plural, one {# alert began} other {# alerts began}}',
  'notify.away.one': 'While you were away. {title}',
  'notify.away.past': '{count, plural, one {One} other {#}} began and ended meanwhile: {names}',
  'notify.away.over': 'While you were away: {count, plural, one {one alert began and ended} other {# alerts began and ended}}',
  'notify.away.span': '{name}, {from} to {to}',
  'notify.offline': 'This computer is offline',
  'notify.offline.body': 'No source can be reached for {seconds} s. {count, plural, =0 {} one {# service is now unknown, not OK.} other {# services are now unknown, not OK.}}',
  'reason.away': 'Told in the summary after sleep: it began while the computer slept, or as it woke.',
  'timeline.says.suspended': 'The computer goes to sleep',
  'timeline.says.away': 'While you were away, {from} to {to}: {count, plural, =0 {nothing began and ended} one {# alert began and ended} other {# alerts began and ended}}',
  'timeline.says.away.failed': 'While you were away, {from} to {to}: what began and ended could not be read',
  'timeline.away.source': 'As {name} remembers it.', 'timeline.away.part': 'As {name} remembers it, and not all of it could be read.',
  'timeline.says.began.recovered': '{name} began to fire at {time}, while nobody watched', 'timeline.says.ended.recovered': '{name} was over at {time}, lasted {duration}, while nobody watched'
} as const
