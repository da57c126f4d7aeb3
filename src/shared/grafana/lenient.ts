import { withFields } from './before'
import { panelWire, readAs, type PanelWire } from './wire'

/** What a panel asks and of what kind it is: read wrong, it would show something else. */
const ESSENTIAL = new Set<PropertyKey>(['type', 'targets', 'datasource', 'libraryPanel'])
const MOST_LEFT = 20

export type ReadPanel =
  | { readonly ok: true; readonly panel: PanelWire; /** What was left out to read it, in words. */ readonly left: readonly string[] }
  | { readonly ok: false; readonly reason: string }

/** A panel as far as it can be read. Files that Grafana itself opens have fields of a wrong shape (a list as text, a number as `false`): each costs itself, not the panel. */
export const readPanel = (raw: unknown): ReadPanel => {
  const left: string[] = []
  let rest = withFields(raw)
  for (;;) {
    const read = readAs(panelWire, rest)
    if (read.ok) return { ok: true, panel: read.value, left }
    const path = present(rest, read.path)
    if (path.length === 0 || ESSENTIAL.has(path[0]!) || left.length === MOST_LEFT) return { ok: false, reason: read.reason }
    left.push(read.reason)
    rest = without(rest, path)
  }
}

const isPart = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> => typeof value === 'object' && value !== null

/** As much of a path as there is: what is missing cannot be taken out, but what misses it can. */
const present = (value: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] => {
  let at = value
  for (const [i, key] of path.entries()) {
    if (!isPart(at) || !Object.hasOwn(at, key)) return path.slice(0, i)
    at = at[key]
  }
  return path
}

const without = (value: unknown, [key, ...deeper]: readonly PropertyKey[]): unknown => {
  if (!isPart(value) || key === undefined) return value
  if (Array.isArray(value)) return value.flatMap((each: unknown, i) => (i !== key ? [each] : deeper.length === 0 ? [] : [without(each, deeper)]))
  return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (name !== key ? [[name, each]] : deeper.length === 0 ? [] : [[name, without(each, deeper)]])))
}
