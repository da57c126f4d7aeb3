import type { SyntaxNode } from '@lezer/common'
import { bare, isSelector, parse, partsOf, typeOf, type Parsed, type ValueType } from './grammar'

/** One part of an expression, as a line of the tree. */
export interface TreeNode {
  readonly id: number
  readonly depth: number
  /** All of it. */
  readonly text: string
  /** Without its own parts: `sum by (job) (…)`. */
  readonly head: string
  readonly type: ValueType
  readonly selector: boolean
}
export type Tree = { readonly ok: true; readonly nodes: readonly TreeNode[]; /** Parts left out because there were too many. */ readonly more: number } | Extract<Parsed, { readonly ok: false }>

/** So many parts are asked about, and shown. */
export const MOST_NODES = 30
const DEEPEST = 200

/** The parts of an expression, each before its own. */
export const treeOf = (expression: string): Tree => {
  const parsed = parse(expression)
  if (!parsed.ok) return parsed
  const nodes: TreeNode[] = []
  let count = 0
  const walk = (node: SyntaxNode, depth: number): void => {
    count++
    if (nodes.length < MOST_NODES) nodes.push({ id: nodes.length, depth, text: expression.slice(node.from, node.to), head: headOf(node, expression), type: typeOf(node), selector: isSelector(node) })
    if (depth < DEEPEST) for (const part of partsOf(node)) walk(bare(part), depth + 1)
  }
  walk(bare(parsed.root), 0)
  return { ok: true, nodes, more: count - nodes.length }
}

/** The text with its parts left out; a number or a string stays, since it says what the rest does. */
const headOf = (node: SyntaxNode, expression: string): string => {
  let out = ''
  let at = node.from
  for (const part of partsOf(node)) {
    // what is long is left out whatever it is
    const type = part.to - part.from <= 24 ? typeOf(bare(part)) : 'vector'
    if (type !== 'vector' && (type === 'string' || bare(part).firstChild === null)) continue
    out += `${expression.slice(at, part.from)}…`
    at = part.to
  }
  return (out + expression.slice(at, node.to)).replace(/\s+/g, ' ').trim()
}

/** What is asked about a part, in order. A part that is no vector, or text, has no number of results. */
export type NodeQuestion = { readonly what: 'count' | 'value' | 'age'; readonly expression: string }

/** How many results a part has. The line end keeps a comment from taking the bracket. */
export const firstQuestion = (node: TreeNode): NodeQuestion | null =>
  node.type === 'vector' ? { what: 'count', expression: `count(${node.text}\n)` } : node.type === 'scalar' ? { what: 'value', expression: node.text } : null

/** What else is worth knowing of a part that has so many results: the value of a single one; how old the newest sample of a selector is. */
export const furtherQuestions = (node: TreeNode, count: number): readonly NodeQuestion[] => [
  ...(count === 1 ? [{ what: 'value' as const, expression: node.text }] : []),
  ...(node.selector && count > 0 ? [{ what: 'age' as const, expression: `min(time() - timestamp(${node.text}\n))` }] : [])
]
