import type { Alert } from '@shared/domain/alert'
import type { Environment } from '@shared/domain/environment'
import { serviceKey, type Health, type Service, type ServiceAbout, type ServiceSighting } from '@shared/domain/service'
import type { AppState, ServiceSignals, Table } from '@shared/state/app-state'
import { objectiveOf } from '@shared/config/objective'
import type { ServiceConfig } from '@shared/config/schema'
import type { CoreState, SourceMemory } from './core-state'
import { sampled, telling, trusted } from '@shared/domain/freshness'
import { byWorst } from '@shared/domain/worst-first'
import { environmentNamed, environmentOf } from './rules'
import { keepTable, sameKeys } from './same'

interface Draft {
  readonly name: string
  readonly environment: Environment
  declared: ServiceConfig | null
  readonly sightings: { readonly source: SourceMemory; readonly sighting: ServiceSighting; readonly present: boolean }[]
  readonly alerts: Alert[]
}

/** What is known of every service, whoever told it, with its health at `now`. */
export const servicesOf = (state: CoreState, alerts: Table<Alert>, now: number): Pick<AppState, 'services' | 'signals' | 'environments'> & Pick<CoreState, 'unseenSince'> => {
  const drafts = new Map<string, Draft>()
  const named = new Map<string, Environment>()
  const environment = (name: string): Environment => {
    let found = named.get(name)
    if (!found) { found = environmentNamed(name, state.rules); named.set(name, found) }
    return found
  }
  const draft = (name: string, place: Environment): Draft => {
    const key = serviceKey(place.name, name)
    let found = drafts.get(key)
    if (!found) { found = { name, environment: place, declared: null, sightings: [], alerts: [] }; drafts.set(key, found) }
    return found
  }
  for (const source of Object.values(state.memory)) {
    const place = (sighting: ServiceSighting, present: boolean): void => {
      draft(sighting.name, environmentOf(sighting.labels, state.rules, source.setup.environment)).sightings.push({ source, sighting, present })
    }
    for (const sighting of source.services ?? []) place(sighting, true)
    for (const { sighting } of Object.values(source.vanished)) place(sighting, false)
  }
  for (const alert of Object.values(alerts)) if (alert.service) draft(alert.service, environment(alert.environment)).alerts.push(alert)
  for (const declared of state.config.services) draft(declared.name, environmentNamed(declared.environment ?? 'production', state.rules)).declared = declared

  const told = telling(state.app.sources, state.app.ages, now)
  const believed = trusted(state.app.sources, state.app.ages, now)
  const withSamples = sampled(state.app.sources, state.app.ages, now)
  const fresh = (id: string): boolean => told.has(id)
  const seen = (id: string): boolean => believed.has(id) && withSamples.has(id)
  const services: [string, Service][] = []
  const signals: [string, ServiceSignals][] = []
  const environments = new Map<string, Environment>()
  const unseen: Record<string, number> = {}
  for (const [key, d] of drafts) {
    const before = state.app.services[key]
    const firing = d.alerts.filter((a) => a.state === 'firing' && a.sources.some(fresh))
    const isUnseen = isHidden(d, fresh, seen)
    const health = healthOf(firing, isUnseen)
    if (isUnseen) unseen[key] = Math.min(state.unseenSince[key] ?? now, now)
    const teller = d.sightings.find((s) => s.present && fresh(s.source.setup.id) && hasSignals(s.sighting)) ?? d.sightings.find((s) => hasSignals(s.sighting))
    if (teller) signals.push([key, { key, source: teller.source.setup.id, readings: teller.sighting.signals }])
    environments.set(d.environment.name, d.environment)
    const about = aboutOf(d)
    // written out: thousands of rows begun by a spread cost ten times as much
    services.push([key, {
      tier: about.tier,
      owner: about.owner,
      runbook: about.runbook,
      repository: about.repository,
      dashboard: about.dashboard,
      version: about.version,
      dependsOn: about.dependsOn,
      objective: about.objective,
      key,
      name: d.name,
      environment: d.environment.name,
      environmentKind: d.environment.kind,
      declared: d.declared !== null,
      health,
      // a clock that was set back puts nothing off
      since: before && before.health === health ? Math.min(before.since, now) : now,
      seenBy: d.sightings.map(({ source, sighting, present }) => ({
        source: source.setup.id,
        lastSampleAt: present && sighting.fresh ? null : sighting.lastSampleAt,
        fresh: present && sighting.fresh
      })),
      targets: d.sightings.find((s) => s.present && s.sighting.targets)?.sighting.targets ?? null,
      alerts: (d.alerts.length > 1 ? d.alerts.sort(byWorst) : d.alerts).map((a) => a.id)
    }])
  }
  for (const alert of Object.values(alerts)) if (!environments.has(alert.environment)) environments.set(alert.environment, environment(alert.environment))
  return {
    unseenSince: sameKeys(state.unseenSince, unseen) ? state.unseenSince : unseen,
    services: keepTable(state.app.services, services),
    signals: keepSignals(state.app.signals, signals),
    environments: keepTable(state.app.environments, environments)
  }
}

const hasSignals = (sighting: ServiceSighting): boolean => Object.keys(sighting.signals).length > 0

/** Trends are long: a source hands the same readings on while they are unchanged, so looking at the reference is enough. */
const keepSignals = (prev: Table<ServiceSignals>, rows: readonly (readonly [string, ServiceSignals])[]): Table<ServiceSignals> => {
  const kept = rows.map(([key, row]) => {
    const before = prev[key]
    return [key, before && before.readings === row.readings && before.source === row.source ? before : row] as const
  })
  return kept.length === Object.keys(prev).length && kept.every(([key, row]) => prev[key] === row) ? prev : Object.fromEntries(kept)
}

/** Whether nothing fresh tells of it: samples or, for a service known by its alerts alone, a fresh source of all of them. */
const isHidden = ({ sightings, alerts }: Draft, fresh: (source: string) => boolean, sampledBy: (source: string) => boolean): boolean => {
  const seen = sightings.some((s) => s.present && s.sighting.fresh && sampledBy(s.source.setup.id))
  const onlyAlerts = sightings.length === 0 && alerts.length > 0
  return !seen && !(onlyAlerts && alerts.every((a) => a.sources.some(fresh)))
}

/** Three-state truth: trouble is what fresh alerts say; ok is earned by being seen; all else is unknown. A critical alert outranks not seeing, not seeing outranks a warning. */
const healthOf = (firing: readonly Alert[], isUnseen: boolean): Health => {
  if (firing.some((a) => a.severity === 'critical')) return 'critical'
  if (isUnseen) return 'unknown'
  return firing.some((a) => a.severity === 'warning' || a.severity === 'unknown') ? 'warning' : 'ok'
}

const aboutOf = (d: Draft): ServiceAbout => {
  const told = d.sightings.map((s) => s.sighting.about)
  const pick = <K extends keyof ServiceAbout>(key: K, own: ServiceAbout[K] | undefined): ServiceAbout[K] | null => {
    if (own !== undefined && own !== null) return own
    return told.map((about): ServiceAbout[K] | null => about?.[key] ?? null).find((value) => value !== null) ?? null
  }
  const runbook = d.alerts.find((a) => a.annotations['runbook_url'])?.annotations['runbook_url']
  return {
    tier: pick('tier', d.declared?.tier),
    owner: pick('owner', d.declared?.owner),
    runbook: pick('runbook', d.declared?.runbook) ?? runbook ?? null,
    repository: pick('repository', d.declared?.repository),
    dashboard: pick('dashboard', d.declared?.dashboard),
    version: pick('version', undefined),
    objective: pick('objective', d.declared?.objective && objectiveOf(d.declared.objective)),
    dependsOn: d.declared?.dependsOn.length ? d.declared.dependsOn : (pick('dependsOn', undefined) ?? [])
  }
}
