import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Work } from './slices'

/** Of maps and lists within each other. */
const DEEPEST = 150
/** More than all routes and intervals that are read. */
const MOST_PIECES = 20_000
/** Before it is compiled, reading YAML takes so long. */
const US_A_PIECE = 50
const US_A_CHAR = 2

type Plain = Readonly<Record<string, unknown>>
/** Which list is read item by item, and which one in each of its items. */
interface Keys { readonly list: string; readonly within: string }
const ROUTES: Keys = { list: 'routes', within: 'routes' }

/**
 * The sections of a configuration that tell of mute times, as plain maps, lists and scalars; null where they are no such thing. They are read route by
 * route and interval by interval, by how Alertmanager prints them: what lies deeper stands further to the right, also a text of several lines.
 * Whatever is written otherwise is read in one piece.
 * @param sections each begins with its key, at the margin
 */
export function* readPrinted(sections: readonly string[]): Work<Plain | null> {
  const all: [string, unknown][] = []
  const count = { left: MOST_PIECES }
  try {
    for (const text of sections) {
      const lines = text.replace(/\n$/, '').split('\n')
      const list = lines[0]!.replace(/: *$/, '')
      const below = lines.slice(1)
      const read = list === 'route' ? { route: yield* nodeIn(below, marginOf(below), ROUTES, DEEPEST - 1, count) } : yield* nodeIn(lines, 0, { list, within: 'time_intervals' }, DEEPEST, count)
      if (!isPlain(read)) return null
      all.push(...Object.entries(read))
    }
  } catch { return null }
  return new Set(all.map(([key]) => key)).size === all.length ? Object.fromEntries(all) : null
}

/** A map whose keys stand at a margin, its list read item by item where that stands as it is printed. */
function* nodeIn(lines: readonly string[], margin: number, { list, within }: Keys, levels: number, count: { left: number }): Work<unknown> {
  if (levels <= 0 || count.left-- <= 0) throw new RangeError('too deep, or too much')
  const parts = partsOf(lines, margin, list)
  const text = (parts?.own ?? lines).map((line) => `${line}\n`).join('')
  const own = readYaml(text, levels)
  yield US_A_PIECE + US_A_CHAR * text.length
  if (parts === null) return own
  const rest = own ?? {}
  if (!isPlain(rest) || Object.hasOwn(rest, list)) throw new TypeError('a list that is none, or comes twice')
  const items: unknown[] = []
  for (const item of parts.items) items.push(yield* nodeIn(item, marginOf(item), { list: within, within }, levels - 2, count))
  return { ...rest, [list]: items }
}

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

const isBlank = (line: string): boolean => /^\s*(#|$)/.test(line)
const columnOf = (line: string): number => line.search(/[^ ]/)
const marginOf = (lines: readonly string[]): number => columnOf(lines.find((line) => !isBlank(line)) ?? '')

/** The lines of a map without those of one list, and the lines of each of its items. Null where it has none, or it is written otherwise. */
const partsOf = (lines: readonly string[], margin: number, key: string): { readonly own: readonly string[]; readonly items: readonly (readonly string[])[] } | null => {
  const start = margin < 0 ? -1 : lines.indexOf(`${' '.repeat(margin)}${key}:`)
  if (start < 0) return null
  const column = marginOf(lines.slice(start + 1))
  if (column < margin) return null
  const items: string[][] = []
  let end = start + 1
  for (; end < lines.length; end++) {
    const line = lines[end]!
    if (!isBlank(line)) {
      const at = columnOf(line)
      const begins = at === column && line.startsWith('- ', at)
      if (!begins && at <= margin) break
      if (!begins && at <= column) return null
      if (begins) { items.push([`${line.slice(0, at)} ${line.slice(at + 1)}`]); continue }
    }
    if (items.length > 0) items.at(-1)!.push(line)
  }
  return items.length === 0 ? null : { own: [...lines.slice(0, start), ...lines.slice(end)], items }
}

const readYaml = (text: string, levels: number): unknown => {
  // comparing all keys of a map with each other is left to a set
  const doc = parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
  if (doc.errors.length + doc.warnings.length > 0) throw new SyntaxError('no YAML')
  return plain(doc.contents, levels)
}

/** Aliases, keys that are no text and keys that come twice are thrown out: Alertmanager prints none. */
const plain = (node: unknown, left: number): unknown => {
  if (left === 0) throw new RangeError('too deep')
  if (node === null || isScalar(node)) return node?.value ?? null
  if (isSeq(node)) return node.items.map((item) => plain(item, left - 1))
  if (!isMap(node)) throw new TypeError('neither a map nor a list')
  const seen = new Map<string, unknown>()
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? key.value : null
    if (typeof name !== 'string' || name === '__proto__' || seen.has(name)) throw new TypeError('not a key')
    seen.set(name, plain(value, left - 1))
  }
  return Object.fromEntries(seen)
}
