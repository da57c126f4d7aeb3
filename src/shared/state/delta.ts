import { TABLES, type AppState, type Meta, type Table, type TableName } from './app-state'

/** What changed from state number `seq - 1` to `seq`. Rows that did not change are not in it. */
export interface StateDelta {
  readonly seq: number
  /** Garda's clock when it was made, ms; the windows keep their ages by it. */
  readonly at: number
  readonly meta?: Meta
  readonly tables: { readonly [K in TableName]?: TableDelta<AppState[K][string]> }
}
export interface TableDelta<T> { readonly set: Table<T>; readonly drop: readonly string[] }

const diffTable = <T>(prev: Table<T>, next: Table<T>): TableDelta<T> | null => {
  if (prev === next) return null
  const set: [string, T][] = []
  const drop: string[] = []
  for (const key of Object.keys(next)) if (!Object.hasOwn(prev, key) || prev[key] !== next[key]) set.push([key, next[key]!])
  for (const key of Object.keys(prev)) if (!Object.hasOwn(next, key)) drop.push(key)
  return set.length || drop.length ? { set: Object.fromEntries(set), drop } : null
}

/** Null when nothing changed. Relies on law 6: unchanged rows are the same reference. */
export const diff = (prev: AppState, next: AppState, seq: number, at: number): StateDelta | null => {
  if (prev === next) return null
  const tables: Record<string, TableDelta<unknown>> = {}
  for (const name of TABLES) {
    const change = diffTable<unknown>(prev[name], next[name])
    if (change) tables[name] = change
  }
  const meta = prev.meta !== next.meta
  if (!meta && Object.keys(tables).length === 0) return null
  return { seq, at, ...(meta ? { meta: next.meta } : {}), tables: tables }
}

/**
 * Rows keep their place when they change: sources stand in the order of the configuration.
 * Without a prototype a table is a dictionary from the start: else the engine keeps a shape for each set of names that it ever had, and a window's heap rises with every alert.
 */
const applyTable = <T>(prev: Table<T>, delta: TableDelta<T>): Table<T> => {
  const gone = new Set(delta.drop)
  const rows = Object.create(null) as Record<string, T>
  for (const key of Object.keys(prev)) if (!gone.has(key)) rows[key] = prev[key]!
  for (const key of Object.keys(delta.set)) rows[key] = delta.set[key]!
  return rows
}

/** The state after `delta`; tables it does not name keep their reference. */
export const applyDelta = (prev: AppState, delta: StateDelta): AppState => {
  const next: Record<string, unknown> = { ...prev, ...(delta.meta ? { meta: delta.meta } : {}) }
  for (const name of TABLES) {
    const change = delta.tables[name]
    if (change) next[name] = applyTable<unknown>(prev[name], change)
  }
  return next as unknown as AppState
}
