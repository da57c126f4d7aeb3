import type { Range } from '../../time'

const NAMED = new Map([[900_000, '15m'], [3_600_000, '1h'], [21_600_000, '6h'], [86_400_000, '24h'], [604_800_000, '7d']] as const)
const DAY = 86_400_000

/** The time that a dashboard looks at by itself; an hour where it does not say. */
export const rangeFor = (lookbackMs: number | null): Range => {
  if (lookbackMs === null) return { kind: 'preset', preset: '1h' }
  const preset = [...NAMED].find(([ms]) => ms === lookbackMs)?.[1]
  return preset ? { kind: 'preset', preset } : { kind: 'last', ms: Math.min(731 * DAY, Math.max(60_000, lookbackMs)) }
}
