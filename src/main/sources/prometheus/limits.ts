import { takeApart, type Comparison } from '@shared/domain/comparison'
import { labelOf, sameLabels, type Labels } from '@shared/domain/labels'
import { compileRegex } from '@shared/domain/linear-regex'
import type { Panel, PanelLimit } from '@shared/domain/series'
import type { SeverityMapping } from '@shared/domain/severity'
import type { ServiceRef, SourceInstance } from '../../ports/source-kind'
import type { WatchedRule } from './alerts'
import { limitOf, unitOf } from './limit'
import { namingOf, type Memory } from './memory'
import { isComputed, readingOf, type Matched, type Reading } from './reading'

/** More lines than these say nothing any more. */
const MOST_LIMITS = 4

export interface LimitsAsk {
  readonly rules: readonly Pick<WatchedRule, 'query' | 'labels'>[]
  /** Its name, and the sets of naming labels that its series carry. */
  readonly service: string
  /** What places it, labels of its server included. */
  readonly labels: Labels
  readonly groups: readonly Labels[]
  /** Labels that name services and environments. */
  readonly naming: readonly string[]
  /** How a severity is read from the labels of a rule; absent: by the usual ones. */
  readonly severity?: SeverityMapping | undefined
}

/** A rule's comparison with a number, and what its other side reads. */
interface Limiting { readonly comparison: Comparison; readonly reading: Reading; readonly labels: Labels }

/** Panels with the limits that alert rules set for what they show. Of two that differ in severity alone the worse counts. */
export const withLimits = (panels: readonly Panel[], asked: LimitsAsk): readonly Panel[] => {
  const naming = new Set(asked.naming)
  const limiting = asked.rules.flatMap((rule) => limitingOf(rule, naming)).filter((rule) => isOfService(rule, asked, naming))
  if (limiting.length === 0) return panels
  return panels.map((panel) => {
    const lines = panel.expression.split('\n').map((text) => ({ text, reading: readingOf(text, naming) }))
    const limits = limiting.filter((rule) => lines.some((line) => isOfLine(rule, line, panel, naming))).map((rule) => limitOf(rule.comparison, panel.unit, rule.labels, asked.severity))
    return limits.length === 0 ? panel : { ...panel, limits: worstOf([...panel.limits, ...limits]) }
  })
}

/** The same for a service as its source knows it. */
export const limited = (panels: readonly Panel[], source: SourceInstance, service: ServiceRef, { rules, discovery }: Memory): readonly Panel[] => {
  const { service: names, environment } = namingOf(source)
  const key = discovery?.services.find((s) => s.name === service.name && sameLabels(s.labels, service.labels))?.key
  const groups = (discovery?.groups ?? []).flatMap((group) => (group.service === key ? [group.labels] : []))
  return withLimits(panels, {
    rules: rules?.read.watched ?? [], service: service.name, labels: service.labels, groups: groups.length > 0 ? groups : [service.labels],
    naming: [...names, ...environment], severity: source.severity
  })
}

/** Equality tells of a state, and nothing above 0 of an event: neither is a limit to be drawn. */
const limitingOf = ({ query, labels }: LimitsAsk['rules'][number], naming: ReadonlySet<string>): readonly Limiting[] => {
  const comparison = takeApart(query)
  if (!comparison || comparison.operator === '==' || comparison.operator === '!=' || comparison.limit === 0) return []
  return [{ comparison, reading: readingOf(comparison.expression, naming), labels }]
}

/** Neither its selectors nor the labels that it gives speak of another service. */
const isOfService = ({ reading, labels }: Limiting, asking: LimitsAsk, naming: ReadonlySet<string>): boolean => {
  const { service, labels: placed, groups, naming: order } = asking
  const own = reading.matchers.filter(({ label }) => naming.has(label))
  if (!groups.some((group) => own.every((matched) => fits(matched, labelOf(group, matched.label) ?? '')))) return false
  // a label that the rule gives its alerts places them: it is the service's own, or filled in from the series
  return order.every((name) => {
    const given = labelOf(labels, name)
    return given === undefined || given === service || given.includes('{{') || [placed, ...groups].some((group) => labelOf(group, name) === given)
  })
}

/** A pattern that cannot be read fits nothing, and neither does its opposite. */
const fits = ({ operator, value }: Matched, own: string): boolean => {
  if (operator === '=' || operator === '!=') return (own === value) === (operator === '=')
  const pattern = compileRegex(value)
  return pattern.ok && pattern.test(own) === (operator === '=~')
}

const isOfLine = ({ comparison, reading }: Limiting, line: { readonly text: string; readonly reading: Reading }, panel: Panel, naming: ReadonlySet<string>): boolean => {
  const { expression, limit } = comparison
  if (reading.metrics.length === 0 || reading.metrics.includes('') || reading.metrics.join() !== line.reading.metrics.join() || reading.shape !== line.reading.shape) return false
  if (asked(reading, naming) !== asked(line.reading, naming)) return false
  const unit = unitOf(expression, limit)
  if (panel.unit === 'ratio' || panel.unit === 'seconds') { if (unit === panel.unit) return true }
  // what adds up is another number in other groups
  if (reading.sums !== line.reading.sums) return false
  return unit === panel.unit || (unit === 'none' && !isComputed(expression) && !isComputed(line.text))
}

/** What is asked for beside the service itself; that a label is there at all is no choice. */
const asked = ({ matchers }: Reading, naming: ReadonlySet<string>): string => {
  const chosen = matchers.filter(({ label, operator, value }) => !naming.has(label) && label !== 'le' && !(operator === '!=' && value === ''))
  return [...new Set(chosen.map(textOf))].sort().join('\n')
}
const textOf = ({ label, operator, value }: Matched): string => JSON.stringify([label, operator, value])

const RANK = { critical: 0, warning: 1 } as const
const rank = ({ severity }: PanelLimit): number => (severity === null ? 2 : RANK[severity])
const worstOf = (limits: readonly PanelLimit[]): readonly PanelLimit[] => {
  const kept = new Map<string, PanelLimit>()
  for (const limit of limits.toSorted((a, b) => rank(a) - rank(b))) {
    const key = `${limit.side} ${limit.value}`
    const worse = kept.get(key)
    // one line is drawn for both, and what the milder one marks stays marked
    kept.set(key, worse ? { ...worse, ...(limit.inclusive ? { inclusive: true } : {}) } : limit)
  }
  return [...kept.values()].slice(0, MOST_LIMITS)
}
