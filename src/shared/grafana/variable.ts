import { t } from '../text/catalogue'
import { ALL, AUTO, type Option, type Sort, type Variable, type VariableSource } from './model'
import { readAs, variableWire, type SourceRef, type VariableWire } from './wire'

type ReadVariable = { readonly ok: true; readonly variable: Variable } | { readonly ok: false; readonly reason: string }

/** A variable of any version. */
export const variableOf = (raw: unknown, place: number, isPrometheus: (source: SourceRef) => boolean): ReadVariable => {
  const read = readAs(variableWire, raw, ['templating', 'list', place])
  if (!read.ok) return read
  const wire = read.value
  const values = manyOf(wire.current?.value)
  return {
    ok: true,
    variable: {
      name: wire.name, label: wire.label || wire.name, hide: isOne(wire.hide, 2, 'hideVariable') ? 'all' : isOne(wire.hide, 1, 'hideLabel') ? 'label' : 'no',
      multi: wire.multi, all: wire.includeAll, allValue: typeof wire.allValue === 'string' && wire.allValue !== '' ? wire.allValue : null,
      saved: values.length === 1 && values[0] === 'All' && wire.includeAll ? [ALL] : values, source: sourceOf(wire, isPrometheus)
    }
  }
}

/** The same choice by its number, as text, and by the name it has of late. */
const isOne = (value: unknown, number: number, name: string): boolean => value === number || value === String(number) || value === name

const manyOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : value === null || value === undefined || value === '' ? [] : [value]).slice(0, 1_000).map(String)

const sourceOf = (wire: VariableWire, isPrometheus: (source: SourceRef) => boolean): VariableSource => {
  switch (wire.type) {
    case 'query': case '': {
      if (!isPrometheus(wire.datasource)) return { kind: 'nothing', reason: t('dashboards.none.variableSource', { source: wire.datasource.type || wire.datasource.uid }) }
      return { kind: 'query', query: queryText(wire), regex: wire.regex, sort: sortOf(wire.sort) }
    }
    case 'custom': return { kind: 'custom', options: customOptions(wire) }
    case 'interval': {
      const options = customOptions(wire).filter((o) => !o.value.startsWith(AUTO) && o.value !== 'auto')
      return { kind: 'interval', options, auto: wire.auto ? { count: wire.auto_count && wire.auto_count > 0 ? wire.auto_count : 30, min: wire.auto_min || '10s' } : null }
    }
    case 'constant': return { kind: 'constant', value: textOf(wire.query) }
    case 'textbox': return { kind: 'textbox', value: manyOf(wire.current?.value)[0] ?? textOf(wire.query) }
    case 'datasource': return { kind: 'datasource', plugin: textOf(wire.query), regex: wire.regex }
    default: return { kind: 'nothing', reason: t('dashboards.none.variable', { kind: wire.type }) }
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')

/** Newer versions wrap the query of a variable. */
const queryText = ({ query, definition }: VariableWire): string => {
  if (typeof query === 'string') return query
  const inner = (query as { query?: unknown } | null | undefined)?.query
  return typeof inner === 'string' && inner !== '' ? inner : definition
}

const sortOf = (sort: number | null): Sort => (sort !== null && Number.isInteger(sort) && sort >= 0 && sort <= 8 ? (sort as Sort) : 0)

/** `a, b : c, d\,e`: values with commas between, an escaped one inside, and a text in front of ` : `. */
const customOptions = ({ query, options }: VariableWire): readonly Option[] => {
  const typed = textOf(query).match(/(?:\\,|[^,])+/g)?.map((each) => each.replace(/\\,/g, ',').trim()).filter(Boolean) ?? []
  if (typed.length > 0) return typed.map((each): Option => { const pair = /^(.+?)\s+:\s+(.+)$/s.exec(each); return pair ? { text: pair[1]!, value: pair[2]! } : { text: each, value: each } })
  return options.flatMap(({ text, value }): readonly Option[] => (typeof value === 'string' && value !== ALL ? [{ text: typeof text === 'string' ? text : value, value }] : []))
}
