import type { NodeType, SyntaxNode, Tree } from '@lezer/common'
import {
  AggregateExpr, AggregateOp, AnchoredExpr, BinaryExpr, EndFn, FunctionCall, FunctionIdentifier, MatrixSelector, NumberDurationLiteral, OffsetExpr, ParenExpr, parser, Pi, Range, Scalar, SmoothedExpr,
  StartFn, Step, StepInvariantExpr, StringLiteral, SubqueryExpr, Time, UnaryExpr, VectorSelector
} from '@prometheus-io/lezer-promql'

/** What an expression gives, as PromQL has it. */
export type ValueType = 'vector' | 'matrix' | 'scalar' | 'string'

/** Where it stops making sense, letters from the beginning; `long`: it may be sound, and has more parts in a row than are read here. */
interface Unread { readonly ok: false; readonly at: number; readonly long?: true }
export type Parsed = { readonly ok: true; readonly root: SyntaxNode } | Unread

/** An expression as the official grammar reads it: some hundred parts within each other, and none beyond, where its parser gives up or runs out of stack. */
export const parse = (expression: string): Parsed => {
  const tree = treeOf(expression)
  if (!tree) return { ok: false, at: 0, long: true }
  let at = -1
  tree.iterate({ enter: (node) => { if (at < 0 && node.type.isError) at = node.from; return at < 0 } })
  const root = innerExpr(tree.topNode)
  if (at < 0 && root) return { ok: true, root }
  return { ok: false, at: Math.max(0, at), ...(at >= LONG && depthOf(tree, at) >= IN_A_ROW ? { long: true } : {}) }
}

/** After so many letters, and so many operators in a row, the parser may take what follows for an error, sound or not: it counts 300 reductions, two an operator, from the 2,000th letter on. */
const LONG = 2_000
const IN_A_ROW = 150

/** How many operators lie within each other in what is whole before a place. */
const depthOf = (tree: Tree, before: number): number => {
  let [depth, most] = [0, 0]
  const counts = ({ type, to }: { readonly type: NodeType; readonly to: number }): boolean => type.id === BinaryExpr && to <= before
  tree.iterate({
    enter: (node) => { if (node.from >= before) return false; if (counts(node)) most = Math.max(most, ++depth); return true },
    leave: (node) => { if (node.from < before && counts(node)) depth-- }
  })
  return most
}

const treeOf = (expression: string): Tree | null => {
  try { return parser.parse(expression) } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const innerExpr = (node: SyntaxNode): SyntaxNode | null => node.getChild('Expr')

/** Out of its brackets. */
export const bare = (node: SyntaxNode): SyntaxNode => {
  let at = node
  for (let inner: SyntaxNode | null = at; inner; inner = at.type.id === ParenExpr ? innerExpr(at) : null) at = inner
  return at
}

/** One and all below it, each before its own, without going as deep as the text is nested: somebody may paste thousands of parts within each other. */
export function* nodesOf(root: SyntaxNode): Generator<SyntaxNode> {
  const open = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    yield node
    const below: SyntaxNode[] = []
    for (let child = node.firstChild; child; child = child.nextSibling) below.push(child)
    for (let i = below.length - 1; i >= 0; i--) open.push(below[i]!)
  }
}

/** What `of` makes of an expression out of what it made of its parts, which are out of their brackets; each is looked at once, however deep they lie. */
export const folded = <T>(root: SyntaxNode, of: (node: SyntaxNode, parts: readonly SyntaxNode[], values: readonly T[]) => T): T => {
  const opened = (node: SyntaxNode): { readonly node: SyntaxNode; readonly parts: readonly SyntaxNode[]; readonly values: T[] } => ({ node, parts: partsOf(node).map(bare), values: [] })
  const open = [opened(bare(root))]
  for (;;) {
    const { node, parts, values } = open.at(-1)!
    const next = parts[values.length]
    if (next) { open.push(opened(next)); continue }
    open.pop()
    const value = of(node, parts, values)
    const above = open.at(-1)
    if (!above) return value
    above.values.push(value)
  }
}

/** The expressions right below one, out of their brackets, in order. */
export const partsOf = (node: SyntaxNode): readonly SyntaxNode[] => {
  const out: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.type.is('Expr')) out.push(child)
    else if (child.name === 'FunctionCallBody') out.push(...partsOf(child))
  }
  return out
}

/** Functions that answer one number. */
const SCALARS: ReadonlySet<number> = new Set([Scalar, Time, Pi, StartFn, EndFn, Range, Step])

/** The rule of the grammar that names a function or an aggregation. */
const termOf = (node: SyntaxNode): SyntaxNode | null => (node.getChild(FunctionIdentifier) ?? node.getChild(AggregateOp))?.firstChild ?? null

/** `rate`, `sum`; '' where the expression is neither a call nor an aggregation. */
export const callName = (node: SyntaxNode, expression: string): string => {
  const term = termOf(node)
  return term ? expression.slice(term.from, term.to).toLowerCase() : ''
}

/** What a part of a sound expression gives. */
export const typeOf = (given: SyntaxNode): ValueType => {
  const node = unwrapped(given)
  return node.type.id === BinaryExpr ? (isOfScalars(node) ? 'scalar' : 'vector') : ownType(node)
}

/** These give what their part does. */
const PASSING: ReadonlySet<number> = new Set([ParenExpr, UnaryExpr, OffsetExpr, StepInvariantExpr, AnchoredExpr, SmoothedExpr])
const unwrapped = (node: SyntaxNode): SyntaxNode => {
  let at = node
  for (let part: SyntaxNode | undefined = at; part; part = PASSING.has(at.type.id) ? partsOf(at)[0] : undefined) at = part
  return at
}

/** Whether all that arithmetic is made of are numbers. */
const isOfScalars = (node: SyntaxNode): boolean => {
  const open = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    const part = unwrapped(next)
    if (part.type.id === BinaryExpr) open.push(...partsOf(part).toReversed())
    else if (ownType(part) !== 'scalar') return false
  }
  return true
}

const ownType = (node: SyntaxNode): ValueType => {
  switch (node.type.id) {
    case MatrixSelector: case SubqueryExpr: return 'matrix'
    case NumberDurationLiteral: return 'scalar'
    case StringLiteral: return 'string'
    case FunctionCall: return SCALARS.has(termOf(node)?.type.id ?? -1) ? 'scalar' : 'vector'
    default: return 'vector'
  }
}

export const isSelector = (node: SyntaxNode): boolean => node.type.id === VectorSelector
export const isBinary = (node: SyntaxNode): boolean => node.type.id === BinaryExpr
export const isAggregation = (node: SyntaxNode): boolean => node.type.id === AggregateExpr
export const isNumber = (node: SyntaxNode): boolean => node.type.id === NumberDurationLiteral
