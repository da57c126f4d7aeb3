import { ack } from './ack'
import { alertGraph } from './alert-graph'
import { answers } from './answers'
import { alerts } from './alerts'
import { away } from './away'
import { buddy } from './buddy'
import { charts } from './charts'
import { common } from './common'
import { dashboards } from './dashboards'
import { desktop } from './desktop'
import { displays } from './displays'
import { explore } from './explore'
import { failures } from './failures'
import { hooks } from './hooks'
import { kinds } from './kinds'
import { nightWatch } from './night-watch'
import { notify } from './notify'
import { objective } from './objective'
import { onCall } from './on-call'
import { out } from './out'
import { overview } from './overview'
import { packs } from './packs'
import { page } from './page'
import { pageWindow } from './page-window'
import { query } from './query'
import { servicePage } from './service-page'
import { services } from './services'
import { settings } from './settings'
import { shell } from './shell'
import { sound } from './sound'
import { sources } from './sources'
import { terminal } from './terminal'
import { time } from './time'
import { timeline } from './timeline'
import { wall } from './wall'
import { welcome } from './welcome'

export const en = {
  ...common, ...answers, ...desktop, ...failures, ...kinds, ...notify, ...shell, ...overview, ...alerts, ...alertGraph, ...services,
  ...servicePage, ...sources, ...settings, ...welcome, ...charts, ...terminal, ...page, ...sound, ...hooks, ...pageWindow, ...timeline, ...onCall, ...ack, ...nightWatch, ...buddy, ...away,
  ...query, ...time, ...explore, ...packs, ...objective,
  ...dashboards, ...out, ...displays, ...wall
} as const
export type MessageKey = keyof typeof en
