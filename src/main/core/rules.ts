import { DEFAULT_ENVIRONMENT_LABELS, environmentOfWord, knownEnvironments, type Environment, type EnvironmentKind } from '@shared/domain/environment'
import { firstLabel, type Labels } from '@shared/domain/labels'
import { DEFAULT_SERVICE_LABELS } from '@shared/domain/service'
import { DEFAULT_SEVERITY_MAPPING, severityOf, type Severity, type SeverityMapping } from '@shared/domain/severity'
import type { Config } from '@shared/config/schema'
import { clean } from '@shared/text/clean'

/** How labels are read: made once from the configuration. */
export interface Rules {
  readonly serviceLabels: readonly string[]
  readonly environmentLabels: readonly string[]
  readonly environments: readonly Environment[]
  readonly severity: SeverityMapping
}

export const rulesOf = (config: Config): Rules => ({
  serviceLabels: config.labels.service ?? DEFAULT_SERVICE_LABELS,
  environmentLabels: config.labels.environment ?? DEFAULT_ENVIRONMENT_LABELS,
  environments: knownEnvironments(config.environments),
  severity: {
    labels: config.labels.severity ?? DEFAULT_SEVERITY_MAPPING.labels,
    words: config.severities ? { ...DEFAULT_SEVERITY_MAPPING.words, ...config.severities } : DEFAULT_SEVERITY_MAPPING.words
  }
})

/** Whole words only: `latest` is no test, `devices` no dev, and `nonprod` no production. */
const WORDS: readonly (readonly [RegExp, EnvironmentKind])[] = [
  [/^(stag(e|ing)?|stg|uat|qa|preview|(pre|non)prod(uction)?)\d*$/, 'staging'], [/^(dev(el(opment)?)?|tests?|testing|sandbox|ci)\d*$/, 'development'], [/^(prod(uction)?|prd|live)\d*$/, 'production']
]
const guessed = (low: string): EnvironmentKind | undefined => {
  const words = low.replace(/(?<![a-z0-9])(pre|non)[^a-z0-9]+prod/g, '$1prod').split(/[^a-z0-9]+/)
  return WORDS.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1]
}

/**
 * The environment a label value means. A value nobody declared is an environment of its own;
 * when its name gives no hint it counts as production, since taking production for less would lose a page.
 */
export const environmentNamed = (value: string, rules: Rules): Environment => {
  const word = clean(value, { max: 60 }).trim()
  const low = word.toLowerCase()
  const known = environmentOfWord(word, rules.environments)
  if (known) return known
  return { name: word, kind: guessed(low) ?? 'production', values: [low] }
}

/** By label, else the source's own setting, else production. */
export const environmentOf = (labels: Labels, rules: Rules, fallback: string | null): Environment =>
  environmentNamed(firstLabel(labels, rules.environmentLabels)?.trim() || fallback || 'production', rules)

/** Null when no label names a service. */
export const serviceOf = (labels: Labels, rules: Rules): string | null => {
  const value = firstLabel(labels, rules.serviceLabels)
  return value === undefined ? null : clean(value, { max: 120 }).trim() || null
}

export const severityIn = (labels: Labels, rules: Rules): Severity => severityOf(labels, rules.severity)
