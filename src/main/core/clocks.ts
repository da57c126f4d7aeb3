import type { Notice } from '@shared/domain/notice'
import type { SourceStatus } from '@shared/domain/source'
import { duration } from '@shared/text/format'
import type { AppState, Table } from '@shared/state/app-state'

/** Clocks that differ by less mislead nobody. */
const OFF_MS = 60_000
/** Servers that see this computer off by about the same: within this of each other. */
const AGREE_MS = 30_000

type Said = Omit<Notice, 'at'>

/** Servers that have told their time; while one has not been heard yet, nothing is said of any. */
const heard = (sources: Table<SourceStatus>): readonly SourceStatus[] => {
  const servers = Object.values(sources).filter((s) => s.address !== '')
  return servers.some((s) => s.health === 'pending') ? [] : servers.filter((s) => s.product !== null || s.clockSkewMs !== 0 || s.health === 'ok' || s.health === 'degraded')
}

/**
 * Whose clock is wrong. Where all servers, two at least, say the same of this computer's it is this one's, else that of each that differs;
 * of a single server and this computer nobody can say which is right.
 */
export const clockFaults = (sources: Table<SourceStatus>): readonly Said[] => {
  const servers = heard(sources)
  const skews = servers.map((s) => s.clockSkewMs)
  const off = servers.filter((s) => Math.abs(s.clockSkewMs) >= OFF_MS)
  const first = off[0]
  if (!first) return []
  if (servers.length > 1 && off.length === servers.length && Math.max(...skews) - Math.min(...skews) <= AGREE_MS)
    return [{ id: 'clock-own', severity: 'warning', code: 'clock-own', values: { direction: first.clockSkewMs > 0 ? 'behind' : 'ahead', time: duration(Math.abs(first.clockSkewMs)), count: servers.length } }]
  return off.map((s): Said => ({
    id: `clock-differs:${s.id}`, severity: 'warning', code: 'clock-differs',
    values: { source: s.name, direction: s.clockSkewMs > 0 ? 'ahead' : 'behind', time: duration(Math.abs(s.clockSkewMs)), others: servers.length - 1 }
  }))
}

/** Notices after `before` became `sources`: only what is different is touched, so that one put away by a person stays away. */
export const withClocks = (notices: AppState['notices'], before: Table<SourceStatus>, sources: Table<SourceStatus>, at: number): AppState['notices'] => {
  if (before === sources) return notices
  const told = new Map(clockFaults(before).map((n) => [n.id, JSON.stringify(n)]))
  const now = clockFaults(sources)
  const fresh = now.filter((n) => told.get(n.id) !== JSON.stringify(n))
  const gone = new Set([...told.keys()].filter((id) => !now.some((n) => n.id === id)))
  if (fresh.length === 0 && gone.size === 0) return notices
  return Object.fromEntries([...Object.entries(notices).filter(([id]) => !gone.has(id)), ...fresh.map((n) => [n.id, { ...n, at }] as const)])
}
