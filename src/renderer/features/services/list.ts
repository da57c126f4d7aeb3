import type { Environment } from '@shared/domain/environment'
import type { Tier } from '@shared/domain/service'
import type { ServiceRow } from '../../state/select/services'

export type HealthFilter = 'all' | 'trouble' | 'unknown' | 'ok'
export interface ServiceFilter {
  readonly text: string
  /** An environment's name; null: all. */
  readonly environment: string | null
  readonly health: HealthFilter
  readonly tier: Tier | null
}
export const NO_FILTER: ServiceFilter = { text: '', environment: null, health: 'all', tier: null }

const fitsHealth = (row: ServiceRow, health: HealthFilter): boolean => {
  switch (health) {
    case 'all': return true
    case 'trouble': return row.health === 'critical' || row.health === 'warning'
    case 'unknown': return row.health === 'unknown'
    case 'ok': return row.health === 'ok'
  }
}

/** The rows that fit; every word of the text must be found in name, owner, repository, version or environment. Keeps the order. */
export const filterServices = (rows: readonly ServiceRow[], filter: ServiceFilter): readonly ServiceRow[] => {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    const { service } = row
    if (filter.environment !== null && service.environment !== filter.environment) return false
    if (filter.tier !== null && service.tier !== filter.tier) return false
    if (!fitsHealth(row, filter.health)) return false
    if (words.length === 0) return true
    const all = [service.name, service.owner, service.repository, service.version, service.environment].filter(Boolean).join(' ').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

/** Tiers that some service has, for the filter. */
export const tiersOf = (rows: readonly ServiceRow[]): readonly Tier[] => ([1, 2, 3] as const).filter((tier) => rows.some((r) => r.service.tier === tier))

/** Environments that some service lies in, in the order given. */
export const environmentsOf = (rows: readonly ServiceRow[], all: readonly Environment[]): readonly Environment[] => all.filter((e) => rows.some((r) => r.service.environment === e.name))
