/** What a place shows, and what of it to look at: of an alert its graph. */
export interface Aim { readonly item: string; readonly at: string | null }

/** The aim of an alert at its graph, drawn large. */
export const GRAPH = 'graph'

/** An item of a place with an aim, as `@aim@item`: names may hold anything, so the aim is escaped and comes first. */
export const aimed = (item: string, at: string): string => `@${encodeURIComponent(at)}@${item}`

/** Reads what `aimed` wrote; anything else is an item without an aim. */
export const readAim = (text: string): Aim => {
  const [, at, item] = /^@([\w.!~*'()%-]+)@(.*)$/s.exec(text) ?? []
  if (at === undefined || item === undefined) return { item: text, at: null }
  try { return { item, at: decodeURIComponent(at) } } catch { return { item: text, at: null } }
}
