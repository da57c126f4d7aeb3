/** Words of the welcome screens. ICU messages; keys begin with `welcome.`. */
export const welcome = {
  'welcome.title': 'Welcome',
  'welcome.reads': 'Garda reads. It writes only when you acknowledge or silence.', 'welcome.back': 'Back',
  'welcome.what': 'What should Garda watch?', 'welcome.lead': 'Paste an address. Garda works out what it is and what it can reach from there.',
  'welcome.address': 'Address', 'welcome.placeholder': 'https://prometheus.example', 'welcome.look': 'Look', 'welcome.kinds': 'A Prometheus, an Alertmanager, or anything that answers like them',
  'welcome.asking': 'Asking {name}, {age}', 'welcome.failed': 'Nothing could be read there', 'welcome.stranger': 'Something else answers there', 'welcome.stranger.body': '{name} answers, but it is no Prometheus and no Alertmanager. Check the address, above all its port and path.',
  'welcome.notAddress': 'this is not a web address', 'welcome.noSuchKind': 'it is no {kind}', 'welcome.notWeb': 'This is not a web address. It should look like https://prometheus.example, without user or password in it.', 'welcome.fill': 'Fill in a sign-in', 'welcome.byHand': 'Add by hand',
  'welcome.found': 'Found from this address', 'welcome.found.note': '{time}, {count, plural, one {# thing} other {# things}}', 'welcome.space': 'Space', 'welcome.found.space': 'use or skip', 'welcome.use': 'Use', 'welcome.use.of': 'Use {name}', 'welcome.ms': '{ms, number} ms', 'welcome.s': '{s, number} s',
  'welcome.answered': 'answered in {time}', 'welcome.via': 'named by {product}', 'welcome.known': 'watched already, as {name}', 'welcome.sees': '{counts}.', 'welcome.partial': 'Not everything could be read.',
  'welcome.environments': 'Environments', 'welcome.services': '{n, plural, one {# service} other {# services}}', 'welcome.tells': 'notifies', 'welcome.tells.never': 'shown, never notifies',
  'welcome.now': '{environment}, as it was {age} ago', 'welcome.more': 'and {n, number} more',
  'welcome.later.note': 'More can be added later, under Sources.', 'welcome.later': 'Later', 'welcome.start': '{n, plural, =0 {{sources, plural, one {Start watching # source} other {Start watching # sources}}} one {Start watching # service} other {Start watching # services}}', 'welcome.starting': 'Saving, {age}', 'welcome.notSaved': 'Not saved: {reason}',
  'welcome.empty': 'Nothing looked at yet', 'welcome.empty.body': 'What answers at the address, what it leads to and which services it sees will stand here. Nothing is saved before you say so.', 'welcome.none': 'All of this is watched already, or switched off here.',
  'welcome.computer': 'This computer is already being watched', 'welcome.computer.off': 'This computer is not watched', 'welcome.computer.off.body': 'Settings can switch that on.', 'welcome.computer.demo': 'Not in the demo: everything here is made up.', 'welcome.computer.waiting': 'Its first figures come in a few seconds.',
  'welcome.cpu': 'CPU', 'welcome.memory': 'Memory', 'welcome.disk': 'Disk', 'welcome.network': 'Network',
  'welcome.try': 'See one notification, so you know they arrive.', 'welcome.try.do': 'Show a test notification', 'welcome.try.shown': 'Shown by this desktop.', 'welcome.try.not': 'Not shown: {reason}',
  'welcome.demo': 'Open the demo newsroom', 'welcome.demo.body': 'Fifteen made-up services and one bad night to practise on. Every window says it is a demo, and nothing notifies anyone.', 'welcome.demo.open': 'Open demo', 'welcome.demo.leave': 'Leave demo', 'welcome.demo.breaks': 'or start at 02:31, as it breaks', 'welcome.demo.failed': 'The demo did not open: {reason}', 'welcome.demo.in': 'You are in the demo. What is added here is gone when you leave it.',
  'welcome.keys.start': 'Start watching what was found', 'welcome.keys.test': 'Show a test notification', 'welcome.keys.demo': 'Open the demo', 'welcome.keys.back': 'Back'
} as const
