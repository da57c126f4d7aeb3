import type { SyntaxNode } from '@lezer/common'
import { AggregateModifier, By, EqlSingle, GroupingLabels, Identifier, LabelMatchers, MatchOp, MatrixSelector, QuotedLabelName, StringLiteral, VectorSelector } from '@prometheus-io/lezer-promql'
import { labelOf, type Labels } from '@shared/domain/labels'
import { bare, callName, folded, isAggregation, isSelector, nodesOf, parse, partsOf } from './grammar'

/** How the service is known to the source; null: it is not known. */
export interface Known { readonly name: string; readonly labels: Labels }

/** An expression with blanks in place of what belongs to one service and to one moment's zoom. */
export interface Templated {
  readonly text: string
  /** Selectors whose own matchers became `$selector`. */
  readonly selectors: number
  /** Ranges that became `$window`. */
  readonly windows: number
}

interface Edit { readonly from: number; readonly to: number; readonly text: string }

/** Of these the number does not depend on how far they look back. */
const RATES: ReadonlySet<string> = new Set(['rate', 'irate', 'deriv'])

/** A text that does not parse stays as it is. */
export const templated = (expression: string, known: Known | null, with_: { readonly selector: boolean; readonly window: boolean }): Templated => {
  const parsed = parse(expression)
  if (!parsed.ok) return { text: expression, selectors: 0, windows: 0 }
  const selectors: Edit[] = []
  const windows: Edit[] = []
  for (const node of nodesOf(parsed.root)) {
    if (with_.selector && known && node.type.id === VectorSelector) { const edit = selectorEdit(node, expression, known); if (edit) selectors.push(edit) }
    if (with_.window && RATES.has(callName(node, expression))) { const edit = windowEdit(node); if (edit) windows.push(edit) }
  }
  const edits = [...selectors, ...windows].sort((a, b) => a.from - b.from)
  const text = edits.map(({ from, text: put }, i) => expression.slice(edits[i - 1]?.to ?? 0, from) + put).join('') + expression.slice(edits.at(-1)?.to ?? 0)
  return { text, selectors: selectors.length, windows: windows.length }
}

interface Matching { readonly name: string; readonly value: string | null; readonly equal: boolean }

const readMatcher = (node: SyntaxNode, expression: string): Matching | null => {
  const op = node.getChild(MatchOp)
  const value = node.getChild(StringLiteral)
  const name = node.firstChild
  if (!op || !value || !name) return null
  return { name: name.type.id === QuotedLabelName ? textOf(name, expression) ?? '' : expression.slice(name.from, name.to), value: textOf(value, expression), equal: op.getChild(EqlSingle) !== null }
}

/** What a literal stands for; null: it has escapes that are not those of JSON. */
const textOf = (node: SyntaxNode, expression: string): string | null => {
  const text = expression.slice(node.from, node.to)
  const inner = text.slice(1, -1)
  if (text.startsWith('`') || !inner.includes('\\')) return inner
  if (!text.startsWith('"')) return null
  try { return JSON.parse(text) as string } catch { return null }
}

/** All matchers of a selector that are the service's become one blank; one that says something else of the same label makes it another's. */
const selectorEdit = (node: SyntaxNode, expression: string, { name, labels }: Known): Edit | null => {
  const braces = node.getChild(LabelMatchers)
  if (!braces) return null
  const out: string[] = []
  let named = false
  let blank = false
  for (let child = braces.firstChild; child; child = child.nextSibling) {
    const matcher = readMatcher(child, expression)
    const own = matcher && labelOf(labels, matcher.name)
    if (matcher && own !== undefined) {
      if (!matcher.equal || matcher.value !== own) return null
      named ||= own === name
      if (!blank) out.push('$selector')
      blank = true
    } else out.push(expression.slice(child.from, child.to))
  }
  return named ? { from: braces.from, to: braces.to, text: `{${out.join(', ')}}` } : null
}

const windowEdit = (call: SyntaxNode): Edit | null => {
  const [part] = partsOf(call)
  if (!part) return null
  const inner = bare(part)
  const matrix = inner.type.id === MatrixSelector ? inner : inner.getChild(MatrixSelector)
  const range = matrix?.getChild('DurationExpr')
  return range && range.firstChild?.name === 'NumberDurationLiteralInDurationContext' && range.firstChild.nextSibling === null ? { from: range.from, to: range.to, text: '$window' } : null
}

/** Labels that tell the results apart, of an expression that groups by some; the bounds of buckets tell nothing apart any more. */
export const groupedBy = (expression: string): readonly string[] => {
  const parsed = parse(expression)
  return parsed.ok ? folded<readonly string[]>(parsed.root, (node, _parts, below) => groupsOf(node, below, expression)) : []
}

const groupsOf = (node: SyntaxNode, below: readonly (readonly string[])[], expression: string): readonly string[] => {
  const modifier = isAggregation(node) ? node.getChild(AggregateModifier) : null
  const labels = modifier?.getChild(By) ? modifier.getChild(GroupingLabels) : null
  if (labels) {
    const names: string[] = []
    for (let child = labels.firstChild; child; child = child.nextSibling) {
      const name = child.type.id === QuotedLabelName ? textOf(child, expression) : expression.slice(child.from, child.to)
      if (name !== null && /^[a-zA-Z_]\w*$/.test(name)) names.push(name)
    }
    return names
  }
  const found = below.find((names) => names.length > 0) ?? []
  return callName(node, expression) === 'histogram_quantile' ? found.filter((name) => name !== 'le') : found
}

/** The only metric that an expression asks for; null: there are several, or none by name. */
export const onlyMetric = (expression: string): string | null => {
  const parsed = parse(expression)
  if (!parsed.ok) return null
  const names = new Set<string | null>()
  for (const node of nodesOf(parsed.root)) if (isSelector(node)) { const name = node.getChild(Identifier); names.add(name ? expression.slice(name.from, name.to) : null) }
  return names.size === 1 ? [...names][0]! : null
}

/** Values that some label must have. */
export const namedValues = (expression: string): readonly string[] => {
  const parsed = parse(expression)
  if (!parsed.ok) return []
  const values: string[] = []
  for (const node of nodesOf(parsed.root)) {
    const matcher = node.parent?.type.id === LabelMatchers ? readMatcher(node, expression) : null
    if (matcher?.equal && matcher.value !== null) values.push(matcher.value)
  }
  return values
}
