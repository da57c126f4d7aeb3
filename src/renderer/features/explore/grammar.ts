import type { SyntaxNode } from '@lezer/common'
import {
  AggregateExpr, AggregateOp, AnchoredExpr, BinaryExpr, EndFn, FunctionCall, FunctionIdentifier, MatrixSelector, NumberDurationLiteral, OffsetExpr, ParenExpr, parser, Pi, Range, Scalar, SmoothedExpr,
  StartFn, Step, StepInvariantExpr, StringLiteral, SubqueryExpr, Time, UnaryExpr, VectorSelector
} from '@prometheus-io/lezer-promql'

/** What an expression gives, as PromQL has it. */
export type ValueType = 'vector' | 'matrix' | 'scalar' | 'string'

export type Parsed = { readonly ok: true; readonly root: SyntaxNode } | { readonly ok: false; /** Where it stops making sense, letters from the beginning. */ readonly at: number }

/** An expression as the official grammar reads it. */
export const parse = (expression: string): Parsed => {
  const tree = parser.parse(expression)
  let at = -1
  tree.iterate({ enter: (node) => { if (at < 0 && node.type.isError) at = node.from; return at < 0 } })
  const root = innerExpr(tree.topNode)
  return at < 0 && root ? { ok: true, root } : { ok: false, at: Math.max(0, at) }
}

const innerExpr = (node: SyntaxNode): SyntaxNode | null => node.getChild('Expr')

/** Out of its brackets. */
export const bare = (node: SyntaxNode): SyntaxNode => {
  const inner = node.type.id === ParenExpr ? innerExpr(node) : null
  return inner ? bare(inner) : node
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
export const typeOf = (node: SyntaxNode): ValueType => {
  switch (node.type.id) {
    case MatrixSelector: case SubqueryExpr: return 'matrix'
    case NumberDurationLiteral: return 'scalar'
    case StringLiteral: return 'string'
    case FunctionCall: return SCALARS.has(termOf(node)?.type.id ?? -1) ? 'scalar' : 'vector'
    case BinaryExpr: return partsOf(node).every((part) => typeOf(part) === 'scalar') ? 'scalar' : 'vector'
    case ParenExpr: case UnaryExpr: case OffsetExpr: case StepInvariantExpr: case AnchoredExpr: case SmoothedExpr: { const [part] = partsOf(node); return part ? typeOf(part) : 'vector' }
    default: return 'vector'
  }
}

export const isSelector = (node: SyntaxNode): boolean => node.type.id === VectorSelector
export const isBinary = (node: SyntaxNode): boolean => node.type.id === BinaryExpr
export const isAggregation = (node: SyntaxNode): boolean => node.type.id === AggregateExpr
export const isNumber = (node: SyntaxNode): boolean => node.type.id === NumberDurationLiteral
