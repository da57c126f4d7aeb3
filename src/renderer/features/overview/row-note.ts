import { summaryOf, type Alert } from '@shared/domain/alert'
import type { AppState, Table } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { type Zone } from '@shared/text/format'
import type { ServiceRow } from '../../state/select/services'
import { sourceName } from '../../state/select/sources'
import { when } from './when'

/** The second line of a service in trouble or out of sight; null for one within its objectives. All times in ms. */
export const rowNote = (row: ServiceRow, state: Pick<AppState, 'alerts' | 'sources'>, fresh: ReadonlySet<string>, now: number, zone: Zone): string | null => {
  if (row.health === 'unknown') return unseen(row, state, fresh, now, zone)
  if (row.lead && row.held) return heldBy(row, state.alerts, now, zone)
  if (row.lead && row.health !== 'ok') return clean(summaryOf(row.lead), { max: 160 })
  return null
}

const unseen = (row: ServiceRow, state: Pick<AppState, 'sources'>, fresh: ReadonlySet<string>, now: number, zone: Zone): string => {
  const { seenBy } = row.service
  const blind = seenBy.find((s) => !fresh.has(s.source))
  const name = blind ? clean(sourceName(state, blind.source), { max: 60 }) : ''
  if (row.was !== null && row.was !== 'ok' && blind) return t('overview.note.was', { health: t(`health.${row.was}`).toLowerCase(), source: name })
  if (blind && seenBy.every((s) => !fresh.has(s.source))) return t('overview.note.blind', { source: name })
  const last = seenBy.reduce<number | null>((latest, s) => (s.lastSampleAt !== null && (latest === null || s.lastSampleAt > latest) ? s.lastSampleAt : latest), null)
  if (last !== null) return t('overview.note.noSamples', { time: when(last, now, zone) })
  return t(seenBy.length === 0 ? 'overview.note.noData' : 'overview.note.never')
}

const heldBy = (row: ServiceRow, alerts: Table<Alert>, now: number, zone: Zone): string => {
  const holds = row.service.alerts.flatMap((id) => { const a = alerts[id]; return a?.held && a.state === 'firing' ? [a.held] : [] })
  const names = [...new Set(holds.map((h) => clean(h.by, { max: 60 })))]
  const first = holds[0]
  return names.length === 1 && first ? t('overview.note.held', { who: names[0]!, time: when(first.since, now, zone) }) : t('overview.note.heldMany', { who: names.join(', ') })
}
