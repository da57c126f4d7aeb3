import { NOW } from './now'
import { serviceKey, type Service, type ServiceSighting, type SignalReading } from '@shared/domain/service'

/** A ratio that was read a moment ago, one sample a minute over the last hour. */
export const aReading = (over: Partial<SignalReading> = {}): SignalReading => ({
  value: 0.01, unit: 'ratio', note: '', at: NOW, limit: null, trend: { from: NOW - 3_600_000, step: 60_000, values: Array.from({ length: 61 }, () => 0.01) }, ...over
})

/** A healthy service of production; the key follows name and environment unless given. */
export const aService = (over: Partial<Service> = {}): Service => {
  const name = over.name ?? 'checkout'
  const environment = over.environment ?? 'production'
  return {
    key: serviceKey(environment, name), name, environment, environmentKind: 'production', declared: false, health: 'ok', since: NOW - 3_600_000,
    seenBy: [{ source: 'prometheus', lastSampleAt: null, fresh: true }], targets: null, alerts: [],
    tier: null, owner: null, runbook: null, repository: null, dashboard: null, version: null, dependsOn: [], objective: null, ...over
  }
}

/** A service as one source sees it, fresh, without signals. */
export const aServiceSighting = (over: Partial<ServiceSighting> = {}): ServiceSighting => ({
  name: over.name ?? 'checkout', labels: { env: 'production', service: over.name ?? 'checkout' }, fresh: true, lastSampleAt: NOW, targets: null, signals: {}, about: null, ...over
})
