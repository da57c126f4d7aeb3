import { Notification } from 'electron'
import { sessionBusAddress } from './dbus-address'
import { dbusNotifier } from './dbus-notifier'
import { electronNotifier } from './electron-notifier'
import type { Clock } from '../ports/clock'
import type { Log } from '../ports/log'
import type { Notifier } from '../ports/notifier'

/** Linux speaks to the notification daemon itself: Electron's own way stops the main loop while no daemon answers. */
export const desktopNotifier = ({ clock, log, icon }: { readonly clock: Clock; readonly log: Log; readonly icon: string }): Notifier =>
  process.platform === 'linux'
    ? dbusNotifier({ appName: 'Garda', desktopEntry: 'garda', icon, address: sessionBusAddress(process.env), clock, log })
    : electronNotifier({ Notification, platform: process.platform, icon })
