import type { Place } from '@shared/contract/bridge'

/** What Explore is opened with; `source` is an id. */
export interface Exploring { readonly expression: string; readonly source: string | null }

/** The way to an expression in Explore. Without a source the item is the expression as it stands. */
export const explorePlace = ({ expression, source }: Exploring): Place => ({ view: 'explore', item: source === null ? expression : `?${new URLSearchParams({ source }).toString()} ${expression}` })

/** The other way round. No expression begins with a question mark. */
export const readExplore = (item: string): Exploring => {
  const [, head, rest = ''] = /^\?(\S*) ?([^]*)$/.exec(item) ?? []
  return head === undefined ? { expression: item, source: null } : { expression: rest, source: new URLSearchParams(head).get('source') }
}
