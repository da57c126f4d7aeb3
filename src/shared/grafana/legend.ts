import { labelOf, type Labels } from '../domain/labels'
import type { Matcher } from './model'
import { fits, safeRegex } from './regex'

/** `{{label}}` written out; a label that is not there is nothing. */
const legendOf = (legend: string, labels: Labels): string => legend.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, name: string) => labelOf(labels, name) ?? '')

/** A series of one query. */
export interface Named { readonly ref: string; readonly legend: string; readonly expression: string; readonly labels: Labels }

/** A name for each series: its legend, else the values of the labels that tell it from the others, else its metric. '' for one that stands alone. */
export const namesOf = (series: readonly Named[]): readonly string[] => {
  const plain = series.filter((s) => s.legend === '')
  const differing = new Set<string>()
  const first = plain[0]?.labels ?? {}
  for (const { labels } of plain) for (const name of new Set([...Object.keys(first), ...Object.keys(labels)])) if (labelOf(first, name) !== labelOf(labels, name)) differing.add(name)
  return series.map(({ legend, labels, ref }) => {
    if (legend !== '') return legendOf(legend, labels)
    if (series.length === 1) return ''
    const told = [...differing].sort((a, b) => (a === '__name__' ? -1 : b === '__name__' ? 1 : a < b ? -1 : 1)).map((name) => labelOf(labels, name)).filter(Boolean).join(', ')
    return told || (labelOf(labels, '__name__') ?? ref)
  })
}

/** Whether something applies to a series or a column. */
export const applies = (matcher: Matcher, { name, ref, type = 'number' }: { readonly name: string; readonly ref: string; readonly type?: string }): boolean => {
  switch (matcher.by) {
    case 'name': return matcher.is === name
    case 'names': return matcher.are.includes(name)
    case 'others': return !matcher.are.includes(name)
    case 'query': return matcher.is === ref
    case 'type': return matcher.is === type
    case 'regex': { const read = safeRegex(matcher.is); return read.ok && fits(read, name) }
  }
}

/** A name that an override gives: it may speak of the series itself. */
export const displayName = (name: string, labels: Labels, own: string): string =>
  name.replace(/\$\{__field\.labels\.(\w+)\}|\$\{__(?:field\.(?:displayName|name)|series\.name)\}/g, (_, label: string | undefined) => (label === undefined ? own : (labelOf(labels, label) ?? '')))
