/** What leaves Garda towards the desktop: delivery of notifications, tray, menus. ICU messages. */
export const desktop = {
  'delivery.noBus': 'This desktop’s message bus cannot be reached: {detail}.',
  'delivery.noDaemon': 'Nothing on this desktop shows notifications: no notification service runs, and none can be started.',
  'delivery.notStarted': 'The notification service could not be started: {detail}.',
  'delivery.refused': 'The notification service refused it: {detail}.',
  'delivery.late': 'no answer within {seconds} s',
  'delivery.lost': 'the connection was lost',
  'delivery.noAddress': 'it has no address (DBUS_SESSION_BUS_ADDRESS and XDG_RUNTIME_DIR are not set)',
  'delivery.unsupported': 'This system shows no notifications.',
  'delivery.closing': 'Garda is closing.'
} as const
