/** What an environment means for people. `local` is the computer Garda runs on. */
export const ENVIRONMENT_KINDS = ['production', 'staging', 'development', 'local'] as const
export type EnvironmentKind = (typeof ENVIRONMENT_KINDS)[number]

export interface Environment {
  /** As shown and as used in keys: `production`, `staging`, `development`, `local` or a team's own name. */
  readonly name: string
  readonly kind: EnvironmentKind
  /** Label values, in lower case, that mean this environment. */
  readonly values: readonly string[]
}

export const DEFAULT_ENVIRONMENTS: readonly Environment[] = [
  { name: 'production', kind: 'production', values: ['production', 'prod', 'prd', 'live'] },
  { name: 'staging', kind: 'staging', values: ['staging', 'stage', 'stg', 'preprod', 'pre-production', 'uat', 'qa'] },
  { name: 'development', kind: 'development', values: ['development', 'dev', 'devel', 'test', 'testing', 'sandbox', 'ci'] },
  { name: 'local', kind: 'local', values: ['local', 'this-computer'] }
]

/** Labels that may name the environment, first present wins. */
export const DEFAULT_ENVIRONMENT_LABELS: readonly string[] = ['env', 'environment', 'stage', 'deployment_environment']

/** Those that are known: a team's own, before the usual ones that it has not replaced. */
export const knownEnvironments = (own: readonly Environment[]): readonly Environment[] => {
  const names = new Set(own.map((e) => e.name))
  return [...own, ...DEFAULT_ENVIRONMENTS.filter((e) => !names.has(e.name))]
}

/** The first of some environments that a word means: its name or one of its values, whatever their case. */
export const environmentOfWord = (word: string, environments: readonly Environment[]): Environment | undefined => {
  const low = word.trim().toLowerCase()
  return environments.find((e) => e.name.toLowerCase() === low || e.values.includes(low))
}
