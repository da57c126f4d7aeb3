import type { Line } from '@shared/domain/series'
import type { MachineFacts } from '../../ports/machine'

/** How far back samples are kept. */
export const HISTORY_MS = 3_600_000
/** Enough for one sample a second; what is read more often pushes out the oldest. */
const CAPACITY = 3_700
/** Disks and cards that come and go must not fill memory. */
const MOST_SERIES = 80

/** The last hour of samples: one ring of times, one ring per series, a missing sample is NaN. */
export interface History {
  add(at: number, values: ReadonlyMap<string, number>): void
  /** Samples of one series from `from` to `to`, oldest first; holes are NaN. */
  line(series: string, from: number, to: number): Line
  series(): readonly string[]
  newest(): number | null
}

export const history = (): History => {
  const times = new Float64Array(CAPACITY)
  const columns = new Map<string, Float64Array>()
  let next = 0
  let size = 0
  const at = (i: number): number => (next - size + i + 2 * CAPACITY) % CAPACITY
  return {
    add: (time, values) => {
      // A clock set back: what lies in the future now is not history.
      while (size > 0 && times[at(size - 1)]! >= time) { next = at(size - 1); size-- }
      for (const column of columns.values()) column[next] = NaN
      times[next] = time
      for (const [name, value] of values) {
        let column = columns.get(name)
        if (!column) {
          if (columns.size >= MOST_SERIES) continue
          column = new Float64Array(CAPACITY).fill(NaN)
          columns.set(name, column)
        }
        column[next] = value
      }
      next = (next + 1) % CAPACITY
      size = Math.min(CAPACITY, size + 1)
      while (size > 1 && times[at(0)]! < time - HISTORY_MS) size--
      for (const [name, column] of columns) if (!values.has(name) && empty(column, size, at)) columns.delete(name)
    },
    line: (series, from, to) => {
      const column = columns.get(series)
      const t: number[] = []
      const v: number[] = []
      for (let i = 0; column && i < size; i++) {
        const k = at(i)
        if (times[k]! < from || times[k]! > to) continue
        t.push(times[k]!)
        v.push(column[k]!)
      }
      return { name: series, role: '', t: Float64Array.from(t), v: Float64Array.from(v) }
    },
    series: () => [...columns.keys()],
    newest: () => (size ? times[at(size - 1)]! : null)
  }
}

const empty = (column: Float64Array, size: number, at: (i: number) => number): boolean => {
  for (let i = 0; i < size; i++) if (!Number.isNaN(column[at(i)])) return false
  return true
}

/** One reading as samples by series; what the system did not tell is not in it. */
export const samplesOf = (facts: MachineFacts): ReadonlyMap<string, number> => {
  const out = new Map<string, number>()
  const put = (name: string, value: number | null | undefined): void => { if (value !== null && value !== undefined && Number.isFinite(value)) out.set(name, value) }
  put('cpu', facts.cpu)
  put('load', facts.load1 === null ? null : facts.load1 / facts.cores)
  put('memory', facts.memory && 1 - facts.memory.available / facts.memory.total)
  put('swap', facts.swap && facts.swap.total > 0 ? facts.swap.used / facts.swap.total : null)
  put('uptime', facts.uptimeSeconds)
  for (const disk of facts.disks ?? []) put(`disk ${disk.mount}`, fullness(disk.space))
  put('rx', sum(facts.network?.map((n) => n.rx)))
  put('tx', sum(facts.network?.map((n) => n.tx)))
  return out
}

/** Used share of what can be used, as `df` counts it (space kept for root is neither used nor available); null when it is not known. */
export const fullness = (space: { readonly used: number; readonly available: number } | null): number | null =>
  space && space.used + space.available > 0 ? space.used / (space.used + space.available) : null

/** Null when nothing was told. */
const sum = (list: readonly (number | null)[] | undefined): number | null => {
  const told = (list ?? []).filter((x): x is number => x !== null)
  return told.length ? told.reduce((a, b) => a + b, 0) : null
}
