import { ENVIRONMENT_KINDS, type Environment } from '@shared/domain/environment'
import type { Table } from '@shared/state/app-state'

/** Environments that exist, in the order of their kinds, then by name. */
export const environmentList = (environments: Table<Environment>): readonly Environment[] =>
  Object.values(environments).toSorted((a, b) => ENVIRONMENT_KINDS.indexOf(a.kind) - ENVIRONMENT_KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

/** The environment to show: the chosen one while it exists, else the first of the list. */
export const shownEnvironment = (environments: Table<Environment>, chosen: string | null): Environment | null => {
  const list = environmentList(environments)
  return list.find((e) => e.name === chosen) ?? list[0] ?? null
}

/** The environment of a name, also of one that no longer exists. */
export const environmentOf = (environments: Table<Environment>, name: string): Environment =>
  (Object.hasOwn(environments, name) ? environments[name] : undefined) ?? { name, kind: 'development', values: [] }
