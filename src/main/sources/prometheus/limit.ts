import type { Comparison, Operator } from '@shared/domain/comparison'
import type { Labels } from '@shared/domain/labels'
import { isString, namesIn, tokensOf } from '@shared/domain/promql-words'
import type { PanelLimit } from '@shared/domain/series'
import type { Unit } from '@shared/domain/service'
import { DEFAULT_SEVERITY_MAPPING, severityOf, type SeverityMapping } from '@shared/domain/severity'
import { t } from '@shared/text/catalogue'
import { limitText } from '@shared/text/limit'
import { isScaled } from './scaling'

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
  const bare = tokensOf(text).filter((token) => !isString(token)).join('').replace(/\{[^{}]*\}|\[[^[\]]*\]|\b(by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)/g, ' ')
  if (isScaled(bare)) return 'none'
  if (bare.includes('/')) return ofEach(bare) ?? (limit !== null && limit > 0 && limit <= 1 && isOfLike(bare) ? 'ratio' : 'none')
  if (/\btime\(\)\s*-|-\s*time\(\)/.test(bare)) return 'seconds'
  if (/[*^%]/.test(bare)) return 'none'
  const native = /\bhistogram_(\w+)\s*\(/.exec(bare)?.[1]
  if (native === 'fraction') return 'ratio'
  const metrics = new Set([...bare.matchAll(/\b[a-zA-Z_:][\w:]*\b(?!\s*\()/g)].map((m) => m[0]).filter((name) => !/^(by|without|bool|offset|inf|nan)$/i.test(name)))
  const [metric] = metrics
  if (metrics.size !== 1 || metric === undefined) return 'none'
  // they make something else of what was measured
  if (OTHER.test(bare)) return 'none'
  const isRate = /\bi?rate\(/.test(bare)
  switch (native) {
    // where a quantile, a mean or a spread lies is told in what was observed
    case 'quantile': case 'avg': case 'stddev': return observed([metric.replace(/_bucket$/, '')])
    case 'sum': return isRate && metric.endsWith('_bytes') ? 'bytes-per-second' : 'none'
    case 'count': case undefined: break
    default: return 'none'
  }
  if (isRate) return /_bytes_(total|sum)$/.test(metric) ? 'bytes-per-second' : /_seconds_(total|sum)$/.test(metric) ? 'none' : 'per-second'
  if (native === 'count') return 'none'
  if (/\bincrease\b/.test(bare)) return observed([metric.replace(/_(total|sum)$/, '')])
  return /_ratio$|:ratio/.test(metric) ? 'ratio' : TIME_OF_DAY.test(metric) ? 'none' : observed([metric])
}

const OTHER = /\b(count|count_values|count_over_time|absent|absent_over_time|group|changes|resets|deriv|timestamp|sgn|exp|ln|log2|log10|sqrt|stdvar|stdvar_over_time|(day|days)_\w+|hour|minute|month|year)\s*\(/

/** A time of day is no duration. */
const TIME_OF_DAY = /(^|_)(timestamp|time)_seconds$/

/** The unit in which all of these names end. */
const observed = (names: readonly string[]): Unit =>
  names.length === 0 ? 'none' : names.every((name) => name.endsWith('_seconds')) ? 'seconds' : names.every((name) => name.endsWith('_bytes')) ? 'bytes' : 'none'

/** What a division by how often something happened gives: the mean of what was summed up. Null: it is no such division. */
const ofEach = (bare: string): Unit | null => {
  const [above = '', below = '', ...more] = bare.split('/')
  if (more.length > 0) return null
  const named = (side: string, ending: RegExp): readonly string[] => namesIn(side).filter((name) => ending.test(name))
  if (/\bhistogram_sum\s*\(/.test(above) && /\bhistogram_count\s*\(/.test(below)) return observed(named(above, /_(seconds|bytes)$/))
  const [summed, counted] = [named(above, COUNTER), named(below, COUNTER)]
  if (summed.length === 0 || counted.length === 0) return null
  if (summed.every((name) => name.endsWith('_sum')) && counted.every((name) => name.endsWith('_count'))) return observed(summed.map((name) => name.replace(COUNTER, '')))
  // time or bytes by the events of the same time: a count that stands still may be one of processors
  const unit = summed.every((name) => !name.endsWith('_count')) ? observed(summed.map((name) => name.replace(COUNTER, ''))) : 'none'
  return unit !== 'none' && /\b(i?rate|increase)\s*\(/.test(below) && counted.every((name) => !/_(seconds|bytes)_/.test(name) && !name.endsWith('_sum')) ? unit : null
}
const COUNTER = /_(sum|count|total)$/

/** Whether a division may be a share: not where the names say that one quantity is divided by another, such as bytes by workers, unless that is how much of it there may be. */
const isOfLike = (bare: string): boolean => {
  const [above = '', below = '', ...more] = bare.split('/')
  if (more.length > 0) return true
  const [kind, by] = [kindOf(above), kindOf(below)]
  return kind === null || by === null || kind === by || namesIn(below).every((name) => CAPACITY.test(name))
}
const CAPACITY = /(^|_)(limits?|max\w*|total(?!$)|capacity|quota|allocatable|resource_requests)(_|$)/i

/** What all names of a side count: bytes, seconds or plain things; null: several, or nothing that is known. A rate of seconds is how many at a time. */
const kindOf = (side: string): string | null => {
  if (/\b(count|count_values|absent|absent_over_time|group)\b/.test(side)) return 'things'
  const kinds = new Set(namesIn(side).map((name) => (/_bytes(_total|_sum)?$/.test(name) ? 'bytes' : /_seconds(_sum)?$/.test(name) || (/_seconds_total$/.test(name) && !/\bi?rate\(/.test(side)) ? 'seconds' : 'things')))
  return kinds.size === 1 ? [...kinds][0]! : null
}
