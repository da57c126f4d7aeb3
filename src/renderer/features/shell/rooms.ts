import type { View } from '@shared/contract/bridge'
import { t } from '@shared/text/catalogue'
import type { IconName } from '../../ui'

/** A screen of the rail. */
export interface Room { readonly view: View; readonly keys: string; readonly icon: IconName; readonly title: string }

const ROOMS: readonly Omit<Room, 'title'>[] = [
  { view: 'overview', keys: 'G O', icon: 'overview' },
  { view: 'alerts', keys: 'G A', icon: 'alerts' },
  { view: 'services', keys: 'G S', icon: 'services' },
  { view: 'explore', keys: 'G E', icon: 'graph' },
  { view: 'dashboards', keys: 'G B', icon: 'dashboards' },
  { view: 'timeline', keys: 'G T', icon: 'timeline' },
  { view: 'oncall', keys: 'G C', icon: 'onCall' },
  { view: 'sources', keys: 'G D', icon: 'sources' },
  { view: 'settings', keys: 'G ,', icon: 'settings' }
]

/** The rooms that exist, in order of the rail. */
export const roomsOf = (exists: (view: View) => boolean): readonly Room[] => ROOMS.filter((r) => exists(r.view)).map((r) => ({ ...r, title: t(`shell.room.${r.view}`) }))

/** The room that a view stands in. */
export const roomOf = (view: View): View => (view === 'service' ? 'services' : view)
