import { nameKey, type Config, type SourceConfig } from '@shared/config/schema'
import type { SourceAges, SourceStatus } from '@shared/domain/source'
import type { AppState } from '@shared/state/app-state'

/** What can be said of a source now. `stale`: it answered well, but too long ago to be trusted. */
export type Standing = 'error' | 'auth' | 'degraded' | 'stale' | 'pending' | 'ok' | 'off'

export interface SourceRow {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly address: string
  readonly standing: Standing
  readonly readOnly: boolean
  /** Null: it is not configured by anybody; Garda watches it of itself. */
  readonly config: SourceConfig | null
  /** Null: it is switched off. */
  readonly status: SourceStatus | null
  readonly ages: SourceAges | null
}

const ORDER: readonly Standing[] = ['error', 'auth', 'degraded', 'stale', 'pending', 'ok', 'off']

/** Its watchdog is missing: what it answers is whole, and still not to be relied on. */
export const isMissing = (status: Pick<SourceStatus, 'watchdog'>): boolean => (status.watchdog?.missingSince ?? null) !== null

const standingOf = (status: SourceStatus, ages: SourceAges | undefined, fresh: boolean): Standing => {
  if (status.health === 'error' || status.health === 'auth') return status.health
  if (ages === undefined || ages.successAt === null) return 'pending'
  if (!fresh) return 'stale'
  return status.health === 'degraded' || isMissing(status) ? 'degraded' : 'ok'
}

const hostsOf = (source: SourceConfig): string => (source.urls ?? (source.url === undefined ? [] : [source.url])).map((url) => {
  try { const { host, pathname } = new URL(url); return host + (pathname === '/' ? '' : pathname) } catch { return '' }
}).filter(Boolean).join(', ')

/** The name by which Garda watches the computer it runs on when nobody configured that. */
export const THIS_COMPUTER = 'this-computer'

/** Every source, also those that are switched off; trouble first, then by name. `ownComputer` names the computer Garda runs on while it is not watched; null: it has no place here. */
export const sourceRows = (state: Pick<AppState, 'sources' | 'ages'>, config: Config | null, readOnly: readonly string[], fresh: ReadonlySet<string>, ownComputer: string | null): readonly SourceRow[] => {
  const file = new Set(readOnly.map(nameKey))
  const configs = new Map((config?.sources ?? []).map((s) => [nameKey(s.name), s]))
  const running = Object.values(state.sources).map((status): SourceRow => ({
    id: status.id, name: status.name, kind: status.kind, address: status.address, standing: standingOf(status, state.ages[status.id], fresh.has(status.id)),
    readOnly: status.readOnly || file.has(status.id), config: configs.get(status.id) ?? null, status, ages: state.ages[status.id] ?? null
  }))
  const off = [...configs].filter(([id]) => !Object.hasOwn(state.sources, id)).map(([id, source]): SourceRow => ({
    id, name: source.name, kind: source.kind, address: hostsOf(source), standing: source.enabled ? 'pending' : 'off', readOnly: file.has(id), config: source, status: null, ages: null
  }))
  const computer = ownComputer !== null && config !== null && !config.thisComputer && ![...running, ...off].some((r) => r.kind === THIS_COMPUTER)
    ? [{ id: nameKey(ownComputer), name: ownComputer, kind: THIS_COMPUTER, address: '', standing: 'off', readOnly: false, config: null, status: null, ages: null } as const] : []
  return [...running, ...off, ...computer].sort((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** The glyph of a standing; null for what is off: nobody looks, so there is nothing to claim. */
export const toneOf = (standing: Standing): 'ok' | 'warning' | 'unknown' | null =>
  standing === 'off' ? null : standing === 'ok' ? 'ok' : standing === 'degraded' ? 'warning' : 'unknown'

