import type { JournalEntry } from '@shared/domain/journal'
import { kindOf, servicesOf, type JournalKind } from '@shared/domain/journal-about'
import { day, type Zone } from '@shared/text/format'

export interface TimelineFilter { readonly text: string; readonly kind: JournalKind | 'all'; /** A service's name; '' for all. */ readonly service: string }
export const NO_FILTER: TimelineFilter = { text: '', kind: 'all', service: '' }

export type Row =
  | { readonly type: 'day'; readonly key: string; readonly at: number }
  | { readonly type: 'entry'; readonly key: string; readonly entry: JournalEntry }
  | { readonly type: 'gap'; readonly key: string; readonly entry: Extract<JournalEntry, { readonly type: 'gap' }> }

/** The entries that fit; every word must be found in what `textOf` says. A gap always stays: what it hides cannot be filtered. */
export const filterEntries = (entries: readonly JournalEntry[], { text, kind, service }: TimelineFilter, textOf: (entry: JournalEntry) => string): readonly JournalEntry[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && kind === 'all' && service === '') return entries
  return entries.filter((entry) => entry.type === 'gap' || (
    (kind === 'all' || kindOf(entry) === kind) && (service === '' || servicesOf(entry).includes(service)) &&
    (words.length === 0 || includesAll(textOf(entry).toLowerCase(), words))))
}
const includesAll = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word))

/** Newest first, a heading where a day begins. */
export const rowsOf = (entries: readonly JournalEntry[], zone: Zone): readonly Row[] => {
  let last = ''
  return entries.flatMap((entry): readonly Row[] => {
    const name = day(entry.at, zone)
    const row: Row = entry.type === 'gap' ? { type: 'gap', key: `${entry.n}`, entry } : { type: 'entry', key: `${entry.n}`, entry }
    if (name === last) return [row]
    last = name
    return [{ type: 'day', key: `day ${name} ${entry.n}`, at: entry.at }, row]
  })
}

/** Services that entries name, in order of the alphabet. */
export const servicesIn = (entries: readonly JournalEntry[]): readonly string[] => [...new Set(entries.flatMap(servicesOf))].sort((a, b) => (a < b ? -1 : 1))
