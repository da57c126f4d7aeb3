import { t } from '@shared/text/catalogue'
import { SourceFailure } from '../../ports/failure'

/** The part of PromQL that the newsroom answers. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'selector'; readonly matchers: readonly Matching[]; /** ms; null: the sample of the moment */ readonly windowMs: number | null }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'aggregate'; readonly name: string; readonly by: Grouping; readonly args: readonly Expression[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly bool: boolean; readonly on: Grouping; readonly left: Expression; readonly right: Expression }
/** `without` these labels, or by them alone. */
export interface Grouping { readonly without: boolean; readonly labels: readonly string[] }
export interface Matching { readonly name: string; readonly operator: string; readonly value: string; readonly pattern: RegExp | null }

export const AGGREGATES = ['sum', 'avg', 'min', 'max', 'count', 'topk', 'bottomk']
export const FUNCTIONS = ['rate', 'irate', 'increase', 'histogram_quantile', 'avg_over_time', 'min_over_time', 'max_over_time']
const LEVELS: readonly (readonly string[])[] = [['==', '!=', '>=', '<=', '>', '<'], ['+', '-'], ['*', '/', '%']]
const TOKEN = /\s+|#[^\n]*|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\d+(?:ms|[smhdw])(?:\d+(?:ms|[smhd]))*|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[a-zA-Z_:][\w:]*|=~|!~|[=!><]=|[-+*/%^()[\]{},=<>@:])/y
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const DEEPEST = 50
const LONGEST_PATTERN = 200
const MOST_REPEATS = 3

export const unanswered = (what: string): SourceFailure => new SourceFailure('api-error', { detail: t('query.demo', { what }) })
const unread = (at: number): SourceFailure => new SourceFailure('api-error', { detail: t('query.demo.unread', { at: at + 1 }) })

interface Token { readonly text: string; readonly at: number }
const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  const next = new RegExp(TOKEN)
  for (let at = 0; at < text.length; at = next.lastIndex) {
    next.lastIndex = at
    const match = next.exec(text)
    if (!match) throw unread(at)
    if (match[1] !== undefined) tokens.push({ text: match[1], at })
  }
  return tokens
}

/** Throws `api-error`: what cannot be read, with its place, or what the demo does not answer, by its name. */
export const parse = (text: string): Expression => {
  const tokens = tokensOf(text)
  let i = 0
  let depth = 0
  const peek = (): string => tokens[i]?.text ?? ''
  const take = (): string => tokens[i++]?.text ?? ''
  const takeIf = (wanted: string): boolean => { if (peek() !== wanted) return false; i++; return true }
  const expect = (wanted: string): void => { if (!takeIf(wanted)) throw unread(tokens[i]?.at ?? text.length) }

  const list = <T>(close: string, item: () => T): readonly T[] => {
    const out: T[] = []
    while (!takeIf(close)) { if (out.length) expect(','); if (peek() === close) continue; out.push(item()) }
    return out
  }
  const names = (): readonly string[] => { expect('('); return list(')', take) }
  const grouping = (): Grouping | null => (takeIf('by') ? { without: false, labels: names() } : takeIf('without') ? { without: true, labels: names() } : null)

  const matcher = (): Matching => {
    const name = take()
    const operator = take()
    if (!['=', '!=', '=~', '!~'].includes(operator)) throw unread(tokens[i - 1]?.at ?? text.length)
    const value = textOf(take())
    return { name, operator, value, pattern: operator.endsWith('~') ? patternOf(value) : null }
  }
  const selector = (name: string | null): Expression => {
    const own: readonly Matching[] = name === null ? [] : [{ name: '__name__', operator: '=', value: name, pattern: null }]
    const matchers = takeIf('{') ? [...own, ...list('}', matcher)] : own
    let windowMs: number | null = null
    if (takeIf('[')) {
      windowMs = durationOf(take())
      if (peek() === ':') throw unanswered('[:]')
      expect(']')
    }
    for (const word of ['offset', '@']) if (peek() === word) throw unanswered(word)
    return { kind: 'selector', matchers, windowMs }
  }
  const primary = (): Expression => {
    const at = tokens[i]?.at ?? text.length
    const token = take()
    if (token === '(') {
      if (++depth > DEEPEST) throw unread(at)
      const inner = level(0)
      expect(')')
      depth--
      return inner
    }
    if (token === '-') return { kind: 'binary', operator: '*', bool: false, on: { without: true, labels: [] }, left: { kind: 'number', value: -1 }, right: primary() }
    if (token === '{') { i--; return selector(null) }
    if (/^[\d.]/.test(token) && Number.isFinite(Number(token))) return { kind: 'number', value: Number(token) }
    if (!/^[a-zA-Z_:]/.test(token)) throw unread(at)
    if (AGGREGATES.includes(token)) {
      const before = grouping()
      expect('(')
      const args = list(')', () => level(0))
      return { kind: 'aggregate', name: token, args, by: before ?? grouping() ?? { without: false, labels: [] } }
    }
    if (peek() !== '(') return selector(token)
    if (!FUNCTIONS.includes(token)) throw unanswered(token)
    i++
    return { kind: 'call', name: token, args: list(')', () => level(0)) }
  }
  const level = (n: number): Expression => {
    const operators = LEVELS[n]
    if (!operators) return primary()
    let left = level(n + 1)
    while (operators.includes(peek())) {
      const operator = take()
      const bool = takeIf('bool')
      const on: Grouping = takeIf('on') ? { without: false, labels: names() } : takeIf('ignoring') ? { without: true, labels: names() } : { without: true, labels: [] }
      if (/^group_/.test(peek())) throw unanswered(peek())
      left = { kind: 'binary', operator, bool, on, left, right: level(n + 1) }
    }
    return left
  }
  const whole = level(0)
  if (i < tokens.length) throw /^(and|or|unless|\^)$/.test(peek()) ? unanswered(peek()) : unread(tokens[i]!.at)
  return whole
}

const textOf = (token: string): string => {
  if (!/^["'`]/.test(token)) throw unanswered(token)
  const inner = token.slice(1, -1)
  return token.startsWith('`') ? inner : inner.replace(/\\(.)/g, '$1')
}
/** It may come from anywhere, so it may not be long at work: nothing repeated that is put together, and little repeated at all. */
const patternOf = (text: string): RegExp => {
  if (text.length > LONGEST_PATTERN || /\)[+*?{]/.test(text) || (text.match(/[+*{]/g) ?? []).length > MOST_REPEATS) throw unanswered(text)
  try { return new RegExp(`^(?:${text})$`) } catch { throw unanswered(text) }
}
const durationOf = (token: string): number => {
  if (!/^\d+(ms|[smhdw])/.test(token)) throw unanswered(token)
  return [...token.matchAll(/(\d+)(ms|[smhdw])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * UNIT_MS[unit!]!, 0)
}
