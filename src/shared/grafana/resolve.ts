import { MOST_EXPRESSION } from '../domain/query'
import { t } from '../text/catalogue'
import { interpolateQuery, namesIn, type Chosen } from './interpolate'
import { ALL, AUTO, type Option, type Variable } from './model'
import { ownNames, roundStep, stepMs, stepsFor, promDuration } from './times'
import { optionsOf, variableQuery, type VariableQuery } from './variable-query'

/** A variable with what can be chosen and what is. */
export interface Resolved {
  readonly variable: Variable
  readonly options: readonly Option[]
  /** Values, or `$__all`, or `$__auto`. */
  readonly picked: readonly string[]
  readonly chosen: Chosen
  /** Why its options are not known, in words. */
  readonly problem: string | null
}

export type Answers = { readonly ok: true; readonly values: readonly string[] } | { readonly ok: false; readonly reason: string }

export interface ResolveInput {
  readonly variables: readonly Variable[]
  /** What a person chose, by variable. */
  readonly picks: Readonly<Record<string, readonly string[]>>
  readonly span: { readonly from: number; readonly to: number }
  /** Name of the source that is asked. */
  readonly source: string
  /** How often it takes samples, ms; null: not known. */
  readonly scrapeMs?: number | null
  readonly ask: (query: VariableQuery) => Promise<Answers>
}

/** The variables that a variable needs first. */
const needs = (variable: Variable, names: ReadonlySet<string>): readonly string[] =>
  variable.source.kind === 'query' ? namesIn(`${variable.source.query} ${variable.source.regex}`).filter((name) => names.has(name)) : []

/** The variables in the order in which they can be known; those that wait for each other in a circle apart, with the circle. */
export const orderOf = (variables: readonly Variable[]): { readonly order: readonly Variable[]; readonly circles: ReadonlyMap<string, readonly string[]> } => {
  const byName = new Map(variables.map((v) => [v.name, v]))
  const names = new Set(byName.keys())
  const done = new Set<string>()
  const order: Variable[] = []
  const circles = new Map<string, readonly string[]>()
  const visit = (variable: Variable, way: readonly string[]): void => {
    if (done.has(variable.name)) return
    const at = way.indexOf(variable.name)
    if (at >= 0) { const circle = [...way.slice(at), variable.name]; for (const name of circle) if (!circles.has(name)) circles.set(name, circle); return }
    for (const name of needs(variable, names)) visit(byName.get(name)!, [...way, variable.name])
    if (done.has(variable.name)) return
    done.add(variable.name)
    order.push(variable)
  }
  for (const variable of variables) visit(variable, [])
  return { order, circles }
}

/** All variables of a board, each asked for once what it depends on is known. In the board's own order; never rejects unless `ask` does. */
export const resolveVariables = async ({ variables, picks, span, source, scrapeMs = null, ask }: ResolveInput): Promise<readonly Resolved[]> => {
  const { order, circles } = orderOf(variables)
  const known = new Map<string, Promise<Resolved>>()
  const names = new Set(variables.map((v) => v.name))
  const resolve = async (variable: Variable): Promise<Resolved> => {
    const pick = Object.hasOwn(picks, variable.name) ? picks[variable.name]! : null
    const circle = circles.get(variable.name)
    if (circle) return settled(variable, [], pick, t('dashboards.var.cycle', { names: circle.map((name) => `$${name}`).join(' → ') }))
    const { source: from } = variable
    switch (from.kind) {
      case 'custom': return settled(variable, from.options, pick, null)
      case 'interval': return from.auto ? settled(variable, [{ text: 'auto', value: AUTO }, ...from.options], pick, null, autoInterval(span, from.auto)) : settled(variable, from.options, pick, null)
      case 'constant': return settled(variable, [{ text: from.value, value: from.value }], null, null)
      case 'textbox': { const value = pick?.[0] ?? from.value; return settled(variable, [{ text: value, value }], [value], null) }
      case 'datasource': return settled(variable, [{ text: source, value: source }], null, null)
      case 'nothing': return settled(variable, [], null, from.reason)
      case 'query': {
        const needed = await Promise.all(needs(variable, names).map((name) => known.get(name)!))
        const steps = stepsFor(span, 1_000, scrapeMs)
        const scope = { variables: new Map(needed.map((r) => [r.variable.name, r.chosen])), own: ownNames(span, steps) }
        const { text, missing, cutAt } = interpolateQuery(from.query, scope)
        const query = variableQuery(text)
        if (cutAt !== null) return settled(variable, [], pick, t('dashboards.var.long', { names: `$${cutAt}`, most: MOST_EXPRESSION }))
        if (missing.length > 0) return settled(variable, [], pick, t('dashboards.var.unknown', { names: missing.map((name) => `$${name}`).join(', ') }))
        if (!query) return settled(variable, [], pick, t('dashboards.var.query', { name: variable.name, query: from.query.slice(0, 200) }))
        const answer = await ask(query)
        if (!answer.ok) return settled(variable, [], pick, answer.reason)
        const { options, problem } = optionsOf(variable.name, answer.values, interpolateQuery(from.regex, scope).text, from.sort)
        return settled(variable, options, pick, problem)
      }
    }
  }
  for (const variable of order) known.set(variable.name, resolve(variable))
  return Promise.all(variables.map((variable) => known.get(variable.name) ?? resolve(variable)))
}

const autoInterval = ({ from, to }: ResolveInput['span'], auto: { readonly count: number; readonly min: string }): string =>
  promDuration(Math.max(stepMs(auto.min) ?? 10_000, roundStep((to - from) / auto.count)))

/**
 * What is chosen: what a person picked, else what was saved, else all or the first; of what there is. Without options, what was saved stands by
 * itself. `auto`: what `$__auto` stands for just now; it stays chosen when that changes, and also where a listed value is the same.
 */
const settled = (variable: Variable, options: readonly Option[], pick: readonly string[] | null, problem: string | null, auto = ''): Resolved => {
  const there = new Set(options.map((o) => o.value))
  const inside = (values: readonly string[]): readonly string[] => values.filter((value) => (value === ALL ? variable.all : there.has(value)))
  const wish = [...(pick ? [pick] : []), variable.saved.map((value) => (variable.source.kind === 'interval' && (value.startsWith(AUTO) || value === 'auto') ? AUTO : value))]
  const saved = (wish[0] ?? []).filter((value) => value !== ALL)
  const found = wish.map(inside).find((values) => values.length > 0)
  const kept = found ?? (options.length === 0 ? saved : variable.all ? [ALL] : [options[0]!.value])
  const picked = kept.includes(ALL) ? [ALL] : variable.multi ? kept : kept.slice(0, 1)
  const textOf = new Map(options.map((o) => [o.value, o.text]))
  const all = picked[0] === ALL
  const values = all ? options.map((o) => o.value) : picked.map((value) => (value === AUTO && variable.source.kind === 'interval' ? auto : value))
  return {
    variable, options, picked, problem,
    chosen: {
      values, texts: all ? ['All'] : picked.map((value) => textOf.get(value) ?? value), raw: all ? variable.allValue : null, many: variable.multi || variable.all,
      literal: variable.source.kind === 'query' || variable.source.kind === 'datasource'
    }
  }
}
