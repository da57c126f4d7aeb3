import type { PanelData } from '@shared/domain/series'
import type { Signal, SignalReading, Unit } from '@shared/domain/service'

/** The four figures of this computer, by the panel that draws each. */
export const VITALS = [
  { id: 'cpu', unit: 'ratio', signal: 'saturation' },
  { id: 'memory', unit: 'ratio', signal: 'saturation' },
  { id: 'disks', unit: 'ratio', signal: 'saturation' },
  { id: 'network', unit: 'bytes-per-second', signal: 'traffic' }
] as const satisfies readonly { readonly id: string; readonly unit: Unit; readonly signal: Signal }[]
export type VitalId = (typeof VITALS)[number]['id']

const SLOT_MS = 10_000
/** How far back the little lines reach: ten minutes once that much was seen, two at least. */
export const vitalSpan = (startedAt: number, now: number): number => Math.min(600_000, Math.max(120_000, Math.ceil((now - startedAt) / SLOT_MS) * SLOT_MS))

/** A panel's samples as one reading: the sum of all cards for the network, else the line that stands highest. Null: nothing finite was sampled. */
export const vitalOf = (id: VitalId, unit: Unit, data: PanelData): { readonly name: string; readonly reading: SignalReading } | null => {
  const lines = id === 'network' ? data.lines : data.lines.slice(0, 1)
  const first = lines[0]
  if (!first) return null
  const step = SLOT_MS
  const sums = new Float64Array(Math.floor((data.to - data.from) / step) + 1)
  const counts = new Float64Array(sums.length)
  let value: number | null = null
  let at: number | null = null
  for (let i = 0; i < first.t.length; i++) {
    const when = first.t[i]!
    const sum = lines.reduce((total, line) => total + valueAt(line, when, i), 0)
    if (!Number.isFinite(sum)) continue
    value = sum
    at = when
    const slot = Math.floor((when - data.from) / step)
    if (slot >= 0 && slot < sums.length) { sums[slot]! += sum; counts[slot]! += 1 }
  }
  if (value === null) return null
  return { name: first.name, reading: { value, unit, note: '', at, limit: null, trend: { from: data.from, step, values: Array.from(sums, (s, i) => (counts[i]! > 0 ? s / counts[i]! : null)) } } }
}

/** Lines of one panel share their times unless they were thinned differently. */
const valueAt = (line: PanelData['lines'][number], when: number, i: number): number => {
  if (line.t[i] === when) return line.v[i]!
  const near = line.t.findLastIndex((t) => t <= when)
  return near < 0 ? NaN : line.v[near]!
}
