/** Equal plain data: numbers, strings, booleans, null, arrays and records, as deep as they go. NaN equals NaN. */
export const same = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]))
  if (Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) if (!Object.hasOwn(b, key) || !same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false
  return true
}

/** `next`, or `prev` itself when they are equal (law 6). */
export const keep = <T>(prev: T | undefined, next: T): T => (prev !== undefined && same(prev, next) ? prev : next)

/** A table whose equal rows are those of `prev`; `prev` itself when all are. */
export const keepTable = <T>(prev: Readonly<Record<string, T>>, rows: Iterable<readonly [string, T]>): Readonly<Record<string, T>> => {
  const entries: [string, T][] = []
  let changed = false
  for (const [key, row] of rows) {
    const before = Object.hasOwn(prev, key) ? prev[key] : undefined
    const kept = keep(before, row)
    if (kept !== before) changed = true
    entries.push([key, kept])
  }
  return changed || entries.length !== Object.keys(prev).length ? Object.fromEntries(entries) : prev
}

/** Whether two tables hold the very same under the same names. */
export const sameKeys = <T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): boolean => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((k) => a[k] === b[k])
}
