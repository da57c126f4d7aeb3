/** One call of org.freedesktop.Notifications.Notify, as it went over the bus. */
export type NotifyCall = { readonly at: number; readonly app: string; readonly replaces: number; readonly title: string; readonly body: string; readonly actions: readonly string[] }

const notify = /^method call time=(?<at>[\d.]+).*member=Notify\n {3}string "(?<app>[^]*?)"\n {3}uint32 (?<replaces>\d+)\n {3}string "[^]*?"\n {3}string "(?<title>[^]*?)"\n {3}string "(?<body>[^]*?)"\n {3}array \[\n(?<actions>[^]*?) {3}\]\n/gm

/** The calls in what dbus-monitor has printed. */
export const readNotifyCalls = (log: string): readonly NotifyCall[] => [...log.matchAll(notify)].map(({ groups = {} }) => ({
  at: Number(groups['at']) * 1_000,
  app: groups['app'] ?? '',
  replaces: Number(groups['replaces']),
  title: groups['title'] ?? '',
  body: groups['body'] ?? '',
  actions: [...(groups['actions'] ?? '').matchAll(/string "(.*)"/g)].map(([, word = '']) => word)
}))
