import { ENVIRONMENT_KINDS, environmentOfWord, type Environment } from '@shared/domain/environment'
import { severityRank } from '@shared/domain/severity'
import type { Table } from '@shared/state/app-state'
import { NO_COUNTS, troubleOf, type SeverityCounts, type Worst } from './counts'

/** Severities of what fires and of what is out of sight, by the environment's name. */
export type CountsByEnvironment = Readonly<Record<string, SeverityCounts>>

/** One that nobody declared has nothing but its own name to be known by. */
const isGuessed = ({ name, values }: Environment): boolean => values.length === 1 && values[0] === name.toLowerCase()
/** The kind's own first, then what a team declared, then what only a label named. */
const standing = (env: Environment): number => (env.name === env.kind ? 0 : isGuessed(env) ? 2 : 1)

/** Environments that exist, in the order of their kinds, then those that somebody declared, then by name. */
export const environmentList = (environments: Table<Environment>): readonly Environment[] =>
  Object.values(environments).toSorted((a, b) =>
    ENVIRONMENT_KINDS.indexOf(a.kind) - ENVIRONMENT_KINDS.indexOf(b.kind) || standing(a) - standing(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

const countsOf = (counts: CountsByEnvironment, name: string): SeverityCounts => (Object.hasOwn(counts, name) ? counts[name] : undefined) ?? NO_COUNTS
const CALM = Number.POSITIVE_INFINITY
const troubleRank = (worst: Worst | null): number => (worst ? severityRank(worst.severity) : CALM)

export interface Showing {
  /** What a person chose; null: nothing yet. */
  readonly chosen: string | null
  /** What was shown so far; null: nothing yet. */
  readonly before: string | null
  /** Somebody reads one thing of what is shown: it stays. */
  readonly reading: boolean
  readonly counts: CountsByEnvironment
}

/**
 * The environment to show: the chosen one while it exists. Else the one that is worst now among those of the first kind, production where there is any;
 * among equals the one shown before, then the first of the list.
 */
export const shownEnvironment = (environments: Table<Environment>, { chosen, before, reading, counts }: Showing): Environment | null => {
  const list = environmentList(environments)
  const named = (name: string | null): Environment | undefined => list.find((e) => e.name === name)
  const settled = named(chosen) ?? (reading ? named(before) : undefined)
  if (settled) return settled
  const rank = (env: Environment): number => troubleRank(troubleOf(countsOf(counts, env.name)))
  const peers = list.filter((e) => e.kind === list[0]?.kind)
  const worst = peers.filter((e) => rank(e) === Math.min(...peers.map(rank)))
  return worst.find((e) => e.name === before) ?? worst[0] ?? null
}

/** An environment in trouble, with the worst of it. */
export interface Trouble { readonly environment: Environment; readonly worst: Worst }

/** The environments in trouble beside the one of a name, worst first. */
export const troubleElsewhere = (environments: Table<Environment>, counts: CountsByEnvironment, name: string | null): readonly Trouble[] =>
  environmentList(environments)
    .flatMap((environment): readonly Trouble[] => {
      const worst = environment.name === name ? null : troubleOf(countsOf(counts, environment.name))
      return worst ? [{ environment, worst }] : []
    })
    .toSorted((a, b) => troubleRank(a.worst) - troubleRank(b.worst))

/** What the whole watch has to tell: all productions together, whichever is shown; without any, the one that is shown. */
export const watchedCounts = (environments: Table<Environment>, counts: CountsByEnvironment, shown: string | null): SeverityCounts => {
  const productions = Object.values(environments).filter((e) => e.kind === 'production')
  if (productions.length === 0) return shown === null ? NO_COUNTS : countsOf(counts, shown)
  return productions.map((e) => countsOf(counts, e.name))
    .reduce((sum, c) => ({ critical: sum.critical + c.critical, warning: sum.warning + c.warning, unknown: sum.unknown + c.unknown, info: sum.info + c.info }), NO_COUNTS)
}

/**
 * The name of the environment that a word of the settings means, which may be any of its values: by the `known` ones in their order, as the labels of alerts are read.
 * One of those that exist goes before: the demo has the usual ones, whatever a team calls its own. A word that nobody knows means itself.
 */
export const environmentMeant = (word: string, environments: Table<Environment>, known: readonly Environment[]): string => {
  const read = environmentOfWord(word, known)
  return (read && Object.hasOwn(environments, read.name) ? read : (environmentOfWord(word, environmentList(environments)) ?? read))?.name ?? word
}

/** The environment of a name, also of one that no longer exists. */
export const environmentOf = (environments: Table<Environment>, name: string): Environment =>
  (Object.hasOwn(environments, name) ? environments[name] : undefined) ?? { name, kind: 'development', values: [] }
