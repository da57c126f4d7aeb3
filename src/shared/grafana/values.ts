import type { Calc, Format, MappedTo } from './model'
import { fits, safeRegex } from './regex'
import { absolute } from './tile'

/** A series as one number, with the moment that it is of; null: it has no sample, and that is not 0. */
export interface Reduced { readonly value: number; readonly at: number; /** When the series was last heard of. */ readonly until: number }
export const reduced = (t: Float64Array, v: Float64Array, calc: Calc): Reduced | null => {
  const one = valueOf(t, v, calc)
  if (one === null) return null
  let last = v.length - 1
  while (last > 0 && Number.isNaN(v[last]!)) last--
  return { ...one, until: t[last]! }
}

const valueOf = (t: Float64Array, v: Float64Array, calc: Calc): Omit<Reduced, 'until'> | null => {
  const last = v.length - 1
  if (last < 0) return null
  const there = [...v.keys()].filter((i) => !Number.isNaN(v[i]!))
  const [firstAt, lastAt] = [there[0], there.at(-1)]
  if (firstAt === undefined || lastAt === undefined) return null
  const at = t[lastAt]!
  const samples = there.map((i) => v[i]!)
  switch (calc) {
    case 'lastNotNull': return { value: v[lastAt]!, at }
    case 'last': return Number.isNaN(v[last]!) ? null : { value: v[last]!, at }
    case 'firstNotNull': return { value: v[firstAt]!, at: t[firstAt]! }
    case 'first': return Number.isNaN(v[0]!) ? null : { value: v[0]!, at: t[0]! }
    case 'min': return { value: samples.reduce((a, b) => Math.min(a, b)), at }
    case 'max': return { value: samples.reduce((a, b) => Math.max(a, b)), at }
    case 'sum': return { value: samples.reduce((a, b) => a + b, 0), at }
    case 'mean': return { value: samples.reduce((a, b) => a + b, 0) / samples.length, at }
    case 'count': return { value: samples.length, at }
    case 'range': return { value: samples.reduce((a, b) => Math.max(a, b)) - samples.reduce((a, b) => Math.min(a, b)), at }
    case 'diff': return { value: v[lastAt]! - v[firstAt]!, at }
    // a counter that begins anew counts from 0
    case 'delta': return { value: samples.slice(1).reduce((sum, y, i) => sum + (y < samples[i]! ? y : y - samples[i]!), 0), at }
  }
}

/** How bad a value is by its steps, where these colour it; null: plain. */
export const severityAt = (value: number, format: Format): 'critical' | 'warning' | null => {
  if (format.paint === 'other') return null
  let severity: 'critical' | 'warning' | null = null
  for (const step of absolute(format)) if (value >= step.from) severity = step.severity
  return severity
}

/** What stands for a value; null: the value itself. */
export const mapped = (value: number | null, format: Format): MappedTo | null => {
  for (const mapping of format.mappings) {
    switch (mapping.on) {
      case 'nothing': if (value === null) return mapping.to; break
      case 'nan': if (value !== null && Number.isNaN(value)) return mapping.to; break
      case 'value': if (value !== null && (mapping.value === String(value) || (mapping.value.trim() !== '' && Number(mapping.value) === value))) return mapping.to; break
      case 'range': if (value !== null && value >= mapping.from && value <= mapping.until) return mapping.to; break
      case 'regex': { const read = safeRegex(mapping.pattern); if (value !== null && read.ok && fits(read, String(value))) return mapping.to; break }
    }
  }
  return null
}
