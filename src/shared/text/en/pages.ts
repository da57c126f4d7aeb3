/** Pages as every screen of the main window shows them. ICU messages; keys begin with `pages.`. */
export const pages = {
  'pages.title': 'Pages', 'pages.you': 'You are paged.', 'pages.person': '{name} is paged.', 'pages.nobody': 'Nobody is known to be on call.',
  'pages.snoozed': 'Snoozed until {time}.', 'pages.held': '{name} has it.',
  'pages.next': 'Next is {name}, at {time}.', 'pages.next.somebody': 'The next person is paged at {time}.', 'pages.next.sound': 'The sound comes again at {time}.',
  'pages.next.hook': 'The hook runs at {time}.', 'pages.next.window': 'The page window comes at {time}.', 'pages.next.none': 'Nobody else is paged after this.',
  'pages.open': 'Open', 'pages.more': '{count, plural, one {# more page} other {# more pages}}', 'pages.fewer': 'Fewer',
  'pages.keys.acknowledge': 'Acknowledge the page', 'pages.keys.snooze': 'Snooze the page', 'pages.keys.back': 'Give the page back'
} as const
