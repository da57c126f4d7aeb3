import type { Panel } from '@shared/domain/series'
import type { Service } from '@shared/domain/service'
import type { AppState } from '@shared/state/app-state'
import type { Zone } from '@shared/text/format'
import { daysBefore, offsetOf, type Span } from '../../charts'

const DAY_MS = 86_400_000
/** So many show what is usual, and few servers remember more. */
const WEEKS = [1, 2, 3, 4]

/**
 * The service that most is asked of now, in requests where any counts those: of those that no other needs, for they stand nearest to the readers.
 * `before` keeps its place while it still is there. Null: no traffic is known.
 */
export const busiestOf = (services: readonly Service[], signals: AppState['signals'], before: string | null): string | null => {
  const all = services.flatMap((s) => {
    const traffic = Object.hasOwn(signals, s.key) ? signals[s.key]!.readings.traffic : undefined
    return traffic && traffic.value !== null ? [{ key: s.key, name: s.name, value: traffic.value, unit: traffic.unit }] : []
  })
  const needed = new Set(services.flatMap((s) => s.dependsOn))
  const outer = services.some((s) => s.dependsOn.length > 0) ? all.filter((a) => !needed.has(a.name)) : all
  const near = outer.length > 0 ? outer : all
  const unit = near.find((a) => a.unit === 'per-second')?.unit ?? near[0]?.unit
  const peers = near.filter((a) => a.unit === unit)
  if (peers.some((p) => p.key === before)) return before
  return peers.toSorted((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1))[0]?.key ?? null
}

/** The graph of a service's traffic. */
export const trafficPanel = (panels: readonly Panel[]): Panel | null => panels.find((p) => p.signal === 'traffic') ?? null

/** The day that a moment lies in, from midnight to midnight, and how far back the same days of the weeks before lie, the nearest first. */
export const dayOf = (now: number, zone: Zone): Span & { readonly weeksMs: readonly number[] } => {
  const offset = offsetOf(zone)
  const local = Math.floor((now + offset(now)) / DAY_MS) * DAY_MS
  const at = (wall: number): number => wall - offset(wall - offset(wall))
  const from = at(local)
  return { from, to: at(local + DAY_MS), weeksMs: WEEKS.map((n) => daysBefore(from, 7 * n, offset)) }
}
