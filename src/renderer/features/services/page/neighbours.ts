import type { Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import { serviceKey, type Health, type Service } from '@shared/domain/service'
import type { AppState, Table } from '@shared/state/app-state'
import { serviceHealthNow } from '../../../state/select/freshness'

/** A service beside this one. `known`: Garda watches it; else it is only named, and its health cannot be seen. */
export interface Neighbour { readonly key: string; readonly name: string; readonly health: Health; readonly known: boolean }
export interface Neighbours { readonly usedBy: readonly Neighbour[]; readonly dependsOn: readonly Neighbour[] }

const RANK: Readonly<Record<Health, number>> = { critical: 0, warning: 1, unknown: 2, ok: 3 }
const worstFirst = (a: Neighbour, b: Neighbour): number => RANK[a.health] - RANK[b.health] || (a.name < b.name ? -1 : 1)

/** Who uses a service and what it needs, in its own environment, worst first. */
export const neighboursOf = (service: Service, services: Table<Service>, alerts: Table<Alert>, fresh: ReadonlySet<string>): Neighbours => {
  const neighbour = (other: Service): Neighbour => ({ key: other.key, name: other.name, health: serviceHealthNow(other, alerts, fresh), known: true })
  return {
    usedBy: Object.values(services).filter((s) => s.environment === service.environment && s.key !== service.key && s.dependsOn.includes(service.name)).map(neighbour).sort(worstFirst),
    dependsOn: service.dependsOn.filter((name) => name !== service.name).map((name): Neighbour => {
      const key = serviceKey(service.environment, name)
      return Object.hasOwn(services, key) ? neighbour(services[key]!) : { key, name, health: 'unknown', known: false }
    }).sort(worstFirst)
  }
}

/** Names of a service and of everything below it, however deep; circles end. */
export const belowOf = (service: Service, services: Table<Service>): ReadonlySet<string> => {
  const names = new Set([service.name])
  for (const name of names) {
    const key = serviceKey(service.environment, name)
    if (Object.hasOwn(services, key)) for (const next of services[key]!.dependsOn) names.add(next)
  }
  return names
}

/** Changes of the last day to a service and to what it depends on, newest first. */
export const changesBelow = (service: Service, { services, changes }: Pick<AppState, 'services' | 'changes'>, now: number): readonly Change[] => {
  const names = belowOf(service, services)
  return Object.values(changes)
    .filter((c) => c.environment === service.environment && names.has(c.service) && c.at <= now && now - c.at <= 86_400_000)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
}
