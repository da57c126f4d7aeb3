/** Words of the full-screen window of a page. */
export const pageWindow = {
  'pageWindow.title': 'Garda page', 'pageWindow.of': '1 of {count}', 'pageWindow.document': 'Page: {what}',
  'pageWindow.you': 'You are on call,', 'pageWindow.paged': 'This page is for', 'pageWindow.onCall': 'On call:', 'pageWindow.nobody': 'Nobody is known to be on call',
  'pageWindow.where': 'Where', 'pageWindow.since': 'Since', 'pageWindow.what': 'What', 'pageWindow.ago': '{time}, {age}', 'pageWindow.services': '{names} and {count} more',
  'pageWindow.graph': '{parts}, last 30 min', 'pageWindow.graph.asking': 'Asking {source} for the graph', 'pageWindow.graph.none': 'No graph.', 'pageWindow.graph.no-expression': 'No source says what this alert looks at.', 'pageWindow.graph.unseen': 'What cannot be seen has no graph.',
  'pageWindow.change': '{what}, {time}',
  'pageWindow.graph.again': 'The graph could not be read anew: {reason}',
  'pageWindow.others.minute': '{count, plural, =1 {One more alert} =2 {Two more alerts} =3 {Three more alerts} other {# more alerts}} started within a minute:',
  'pageWindow.others': '{count, plural, =1 {One more alert belongs} =2 {Two more alerts belong} =3 {Three more alerts belong} other {# more alerts belong}} to it:',
  'pageWindow.others.on': 'on {service}', 'pageWindow.others.more': 'and {count} more',
  'pageWindow.data': 'Data {age} old, from {names}.', 'pageWindow.data.stale': 'Last seen {age} ago by {names}: it may have changed since.', 'pageWindow.data.never': '{names} has said nothing yet.',
  'pageWindow.data.answered': '{names}, last answer {age} ago.',
  'pageWindow.two': '{a} and {b}', 'pageWindow.many': '{a}, {b} and {count} more',
  'pageWindow.acknowledge': 'Acknowledge', 'pageWindow.snooze': 'Snooze 10 min', 'pageWindow.open': 'Open graphs', 'pageWindow.failed': 'That did not work: {reason}',
  'pageWindow.keys': 'Page', 'pageWindow.away': 'Another window has the keyboard. A click here brings it.',
  'pageWindow.next': 'is paged in', 'pageWindow.next.somebody': 'The next person is paged in', 'pageWindow.next.sound': 'The sound comes again in', 'pageWindow.next.hook': 'The hook runs in', 'pageWindow.next.window': 'This window comes back in',
  'pageWindow.next.none': 'Nobody else is paged after this.',
  'pageWindow.held': '{name} has it', 'pageWindow.snoozed': 'Snoozed until {time}', 'pageWindow.over': 'It is over', 'pageWindow.unwatched': 'It is not watched any more', 'pageWindow.suppressed': 'It is held back, and still fires', 'pageWindow.lasted': 'Lasted {duration}', 'pageWindow.calm': 'Nothing asks for you now.',
  'pageWindow.live': '{severity} page, {environment}: {what}. {where}. Enter acknowledges.'
} as const
