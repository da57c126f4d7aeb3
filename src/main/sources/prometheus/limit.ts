import type { Labels } from '@shared/domain/labels'
import type { PanelLimit } from '@shared/domain/series'
import type { Unit } from '@shared/domain/service'
import { DEFAULT_SEVERITY_MAPPING, severityOf, type SeverityMapping } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import { limitText } from '@shared/text/limit'
import type { Comparison, Operator } from './comparison'

/** A rule's comparison as a line to draw, in the severity that its labels name. */
export const limitOf = ({ operator, limit }: Comparison, unit: Unit, labels: Labels, mapping: SeverityMapping = DEFAULT_SEVERITY_MAPPING): PanelLimit => {
  const severity = severityOf(labels, mapping)
  return { value: limit, label: t('panel.limit', { value: limitText(limit, unit) }), severity: severity === 'critical' || severity === 'warning' ? severity : null, side: sideOf(operator, limit), ...(INCLUSIVE.has(operator) ? { inclusive: true } : {}) }
}

/** These hold for their limit itself. */
const INCLUSIVE: ReadonlySet<Operator> = new Set(['>=', '<=', '=='])

/** Equality has no side: a 1 that must not be lies above, a 0 below. */
const sideOf = (operator: Operator, limit: number): PanelLimit['side'] => {
  switch (operator) {
    case '>': case '>=': return 'above'
    case '<': case '<=': return 'below'
    case '==': return limit > 0 ? 'above' : 'below'
    case '!=': return limit > 0 ? 'below' : 'above'
  }
}

/** What the numbers of an expression are, where the usual names say so; else `none`, which claims nothing. */
export const unitOf = (text: string, limit: number | null): Unit => {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '').replace(/\{[^}]*\}|\[[^\]]*\]|\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
  if (/\btime\(\)\s*-/.test(bare)) return 'seconds'
  if (/\/(?!.*\b1000\b)/.test(bare)) return ofEach(bare) ?? (limit !== null && limit > 0 && limit <= 1 ? 'ratio' : 'none')
  if (/[*^%]/.test(bare)) return 'none'
  const metrics = new Set([...bare.matchAll(/\b[a-zA-Z_:][\w:]*\b(?!\s*\()/g)].map((m) => m[0]).filter((name) => !/^(by|without|bool|offset|inf|nan)$/i.test(name)))
  const [metric] = metrics
  if (metrics.size !== 1 || metric === undefined) return 'none'
  if (/\bhistogram_quantile\b/.test(bare)) return metric.endsWith('_seconds_bucket') ? 'seconds' : metric.endsWith('_bytes_bucket') ? 'bytes' : 'none'
  if (/\bi?rate\(/.test(bare)) return metric.endsWith('_bytes_total') ? 'bytes-per-second' : metric.endsWith('_seconds_total') ? 'none' : 'per-second'
  if (/\b(count|count_values|absent|absent_over_time|increase|changes|resets|deriv)\b/.test(bare)) return 'none'
  return metric.endsWith('_seconds') ? 'seconds' : metric.endsWith('_bytes') ? 'bytes' : /_ratio$|:ratio/.test(metric) ? 'ratio' : 'none'
}

/** What a division by how often something happened gives: the mean of what was summed up. Null: it is no such division. */
const ofEach = (bare: string): Unit | null => {
  const parts = bare.split('/').map((side) => [...side.matchAll(/[a-zA-Z_:][\w:]*/g)].map((m) => m[0]))
  const [summed, counted] = parts.map((names) => names.filter((name) => /_(sum|count)$/.test(name)))
  if (parts.length !== 2 || !summed?.length || !counted?.length || !summed.every((name) => name.endsWith('_sum')) || !counted.every((name) => name.endsWith('_count'))) return null
  return summed.every((name) => name.endsWith('_seconds_sum')) ? 'seconds' : summed.every((name) => name.endsWith('_bytes_sum')) ? 'bytes' : 'none'
}
