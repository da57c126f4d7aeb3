import type { Alert } from '@shared/domain/alert'
import { serviceKey, type Health, type Service } from '@shared/domain/service'
import type { Incident } from '@shared/domain/incident'
import { severityRank } from '@shared/domain/severity'
import type { AppState, ServiceSignals, Table } from '@shared/state/app-state'
import { orderedIncidents } from './incidents'
import { serviceHealthNow } from './freshness'

/** A service as a row: what can be said of it now, and what leads it. */
export interface ServiceRow {
  readonly service: Service
  readonly health: Health
  /** What main said before its sources went quiet, when that was something else. */
  readonly was: Health | null
  /** Every one of its worst alerts is held by somebody. */
  readonly held: boolean
  /** Its worst firing alert. */
  readonly lead: Alert | null
  readonly firing: number
  readonly silenced: number
  readonly signals: ServiceSignals | null
}

const RANK: Readonly<Record<Health, number>> = { critical: 0, warning: 1, unknown: 2, ok: 3 }

/** One service as a row. */
export const serviceRow = (state: Pick<AppState, 'alerts' | 'signals'>, service: Service, fresh: ReadonlySet<string>): ServiceRow => {
  const own = service.alerts.map((id) => state.alerts[id]).filter((a): a is Alert => a !== undefined)
  const firing = own.filter((a) => a.state === 'firing')
  const lead = firing[0] ?? null
  const health = serviceHealthNow(service, state.alerts, fresh)
  return {
    service,
    health,
    was: health === service.health ? null : service.health,
    // what cannot be seen is held by nobody, unless it is the not seeing that somebody has
    held: lead !== null && (health !== 'unknown' || lead.severity === 'unknown') && firing.filter((a) => a.severity === lead.severity).every((a) => a.held !== null),
    lead,
    firing: firing.length,
    silenced: own.filter((a) => a.state === 'suppressed').length,
    signals: Object.hasOwn(state.signals, service.key) ? state.signals[service.key]! : null
  }
}

/** Trouble by worst first (what went unseen in trouble keeps its place), then unknown, then within objectives by name. In one incident the likely root leads. */
const sorted = (rows: readonly ServiceRow[], path: ReadonlyMap<string, number>): readonly ServiceRow[] => rows
  .map((row) => ({ row, place: place(row), step: stepOf(path, row), held: Number(row.held), tier: tierOf(row), start: startOf(row), name: row.service.name }))
  .sort((a, b) => a.place - b.place || a.step - b.step || a.held - b.held || a.tier - b.tier || a.start - b.start || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  .map(({ row }) => row)

const NOWHERE = 1_000_000
/** Where a service in trouble stands on the paths of the incidents, worst incident first. */
const stepOf = (path: ReadonlyMap<string, number>, row: ServiceRow): number => (place(row) < RANK.unknown ? (path.get(row.service.key) ?? NOWHERE) : 0)
const pathsOf = (incidents: readonly Incident[]): ReadonlyMap<string, number> => {
  const out = new Map<string, number>()
  for (const incident of incidents) for (const name of incident.path) {
    const key = serviceKey(incident.environment, name)
    if (incident.path.length > 1 && !out.has(key)) out.set(key, out.size)
  }
  return out
}
const place = (row: ServiceRow): number => Math.min(RANK[row.health], RANK[row.was ?? 'ok'])
/** Tiers order trouble and the unknown; among the healthy only the name counts. */
const tierOf = (row: ServiceRow): number => (place(row) === RANK.ok ? 0 : (row.service.tier ?? 4))
const startOf = (row: ServiceRow): number => (place(row) < RANK.unknown && row.lead ? row.lead.startsAt : 0)

/** The services of an environment (null: of all), most important first. */
export const serviceRows = (state: Pick<AppState, 'alerts' | 'services' | 'signals' | 'incidents'>, environment: string | null, fresh: ReadonlySet<string>): readonly ServiceRow[] =>
  sorted(Object.values(state.services).filter((s) => environment === null || s.environment === environment).map((s) => serviceRow(state, s, fresh)), pathsOf(orderedIncidents(state.incidents)))

/** Whether nothing that matters most is out of sight: the condition for saying that all is quiet. Without any tier 1 service, every service counts. */
export const blindSpots = (rows: readonly ServiceRow[]): readonly ServiceRow[] => {
  const first = rows.filter((r) => r.service.tier === 1)
  return (first.length > 0 ? first : rows).filter((r) => r.health === 'unknown')
}

/** Alerts of a service, worst first. */
export const alertsOf = (alerts: Table<Alert>, service: Service): readonly Alert[] =>
  service.alerts.map((id) => alerts[id]).filter((a): a is Alert => a !== undefined).toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity))
