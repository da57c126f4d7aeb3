import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import type { NotificationRequest } from '../ports/notifier'
import { variant, type BusCall } from './dbus-bus'

export const NOTIFICATIONS = 'org.freedesktop.Notifications'
export const NOTIFICATIONS_PATH = '/org/freedesktop/Notifications'

const URGENCY = { low: 0, normal: 1, critical: 2 } as const
const NEVER_EXPIRES = 0
const AS_THE_SERVER_LIKES = -1
/** What the desktop protocol calls a click on the notification itself; here it is `open`. */
const DEFAULT_ACTION = 'default'

export const call = (member: string, signature = '', body: readonly unknown[] = []): BusCall =>
  ({ destination: NOTIFICATIONS, path: NOTIFICATIONS_PATH, interface: NOTIFICATIONS, member, signature, body })

/** Who sends: shown by the server beside the words. `icon` is an URI or an icon's name, `desktopEntry` the name of the .desktop file without its ending. */
export interface Sender { readonly appName: string; readonly icon: string; readonly desktopEntry: string }

/**
 * The call that shows a request (Desktop Notifications Specification 1.2, Notify). `replaces` is the id of what is on screen for the same key, 0 for none.
 * What the server lacks is left out: without `body` the words move into the summary, markup is escaped only where the server would read it.
 */
export const notifyCall = (request: NotificationRequest, replaces: number, capabilities: ReadonlySet<string>, sender: Sender): BusCall => {
  const title = clean(request.title, { max: 200 })
  const body = clean(request.body, { max: 1000, lines: true })
  return call('Notify', 'susssasa{sv}i', [
    sender.appName, replaces, sender.icon,
    capabilities.has('body') || body === '' ? title : clean(`${title}: ${body}`, { max: 400 }),
    !capabilities.has('body') ? '' : capabilities.has('body-markup') ? escapeMarkup(body) : body,
    capabilities.has('actions') ? actionsOf(request) : [],
    { urgency: variant('y', URGENCY[request.urgency]), 'desktop-entry': variant('s', sender.desktopEntry) },
    request.urgency === 'critical' ? NEVER_EXPIRES : AS_THE_SERVER_LIKES
  ])
}

/** Action id of the server → Garda's. */
export const actionOf = (id: string): string => (id === DEFAULT_ACTION ? 'open' : id)

const actionsOf = ({ actions }: NotificationRequest): readonly string[] => {
  const labelled = actions.map(({ id, label }) => [id, clean(label, { max: 60 })] as const)
  const open = labelled.find(([id]) => id === 'open')?.[1] ?? t('common.open')
  return [DEFAULT_ACTION, open, ...labelled.flat()]
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)
