/** What commands of the windows answer when they refuse. */
export const answers = {
  'link.notWeb': 'Not opened: this is not a plain web address.',
  'link.userInfo': 'Not opened: the address carries a user or password.',
  'link.http': 'Not opened: the address is not encrypted (http). Settings can allow it.',
  'sources.nameTaken': 'Another source is named {name}. Each needs a name of its own.',
  'sources.readOnly': '{name} comes from the configuration file and is changed there.',
  'charts.noPanel': 'this graph does not exist for the service any more',
  'terminal.noNotifications': 'in the terminal they are shown on Linux only'
} as const
