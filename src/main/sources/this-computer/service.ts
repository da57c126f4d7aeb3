import type { ServiceSighting, SignalReading, Unit } from '@shared/domain/service'
import type { MachineFacts } from '../../ports/machine'
import { HISTORY_MS, type History } from './history'

const MINUTE = 60_000

/**
 * The computer as a service. Traffic is what its network carries, saturation its processors. A computer has no requests, so there is
 * neither an error ratio nor a latency, and none is made up.
 */
export const sightingOf = (facts: MachineFacts, past: History): ServiceSighting => {
  const traffic = reading(past, ['rx', 'tx'], 'bytes-per-second', facts.at)
  const saturation = reading(past, ['cpu'], 'ratio', facts.at)
  return {
    name: facts.hostname, labels: { env: 'local', service: facts.hostname }, fresh: true, lastSampleAt: facts.at, targets: null,
    signals: { ...(traffic ? { traffic } : {}), ...(saturation ? { saturation } : {}) },
    about: { version: facts.os }
  }
}

/** The sum of some series: its newest value, and a mean for each minute of the last hour; null when it never was told. */
const reading = (past: History, series: readonly string[], unit: Unit, now: number): SignalReading | null => {
  const lines = series.map((s) => past.line(s, now - HISTORY_MS, now))
  const { t: times } = lines[0]!
  const from = Math.floor(now / MINUTE) * MINUTE - HISTORY_MS
  const sums = new Float64Array(HISTORY_MS / MINUTE + 1)
  const counts = new Float64Array(sums.length)
  let value: number | null = null
  let at: number | null = null
  for (let i = 0; i < times.length; i++) {
    const sum = lines.reduce((total, line) => total + (line.v[i] ?? NaN), 0)
    if (!Number.isFinite(sum)) continue
    value = round(sum)
    at = times[i]!
    const slot = Math.floor((times[i]! - from) / MINUTE)
    if (slot >= 0 && slot < sums.length) { sums[slot]! += sum; counts[slot]! += 1 }
  }
  return value === null ? null : { value, unit, note: '', at, limit: null, trend: { from, step: MINUTE, values: [...sums].map((s, i) => (counts[i]! ? round(s / counts[i]) : null)) } }
}

const round = (x: number): number => Number(x.toPrecision(4))
