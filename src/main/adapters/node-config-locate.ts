import { isAlias, isMap, isPair, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair } from 'yaml'

export interface Place { readonly line: number; readonly column: number }

/** As written: the library turns a merge key's value into a symbol. */
const keyText = (pair: Pair): string => (isScalar(pair.key) ? (typeof pair.key.value === 'symbol' ? '<<' : String(pair.key.value)) : '')
const start = (node: unknown): number | null => (node as Node | null | undefined)?.range?.[0] ?? null

/** A map's pair by key: its own first, then those merged in with `<<`. */
const pairOf = (doc: Document, map: unknown, key: string, depth = 0): Pair | null => {
  if (!isMap(map) || depth > 20) return null
  const own = map.items.find((pair) => keyText(pair) === key)
  if (own) return own
  for (const pair of map.items) {
    if (keyText(pair) !== '<<') continue
    const merged = resolved(doc, pair.value)
    for (const from of isSeq(merged) ? merged.items.map((item) => resolved(doc, item)) : [merged]) {
      const found = pairOf(doc, from, key, depth + 1)
      if (found) return found
    }
  }
  return null
}
const resolved = (doc: Document, node: unknown): unknown => (isAlias(node) ? node.resolve(doc) : node)

/**
 * Where in the text a path is, counted from 1. What is not written is found at the nearest thing above it that is:
 * a missing key at its parent's key, or at the list entry it should be in.
 */
export const locate = (doc: Document, lines: LineCounter, path: readonly (string | number)[], at: 'key' | 'value'): Place => {
  let node: unknown = doc.contents
  let offset = start(node) ?? 0
  for (const [i, step] of path.entries()) {
    const holder = resolved(doc, node)
    const item = isSeq(holder) && typeof step === 'number' ? holder.items[step] : pairOf(doc, holder, String(step))
    if (item === undefined || item === null) break
    if (!isPair(item)) { node = item; offset = start(item) ?? offset; continue }
    const key = start(item.key) ?? offset
    const value = item.value as Node | null
    const written = value?.range && value.range[1] > value.range[0] ? value.range[0] : null
    const last = i === path.length - 1
    offset = last && at === 'value' && written !== null && !isMap(value) ? written : key
    node = item.value
  }
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}
