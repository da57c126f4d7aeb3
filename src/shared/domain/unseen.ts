/** Keys of what a page cannot see: `source:ID:SINCE` (the id without spaces), `service:KEY`, `watchdog:SOURCE:NAME`, `buddy:NAME`. */

/** What a key is about, whenever it began: one source that falls silent again is the same trouble. */
export const subjectOf = (key: string): string => (key.startsWith('source:') ? key.slice(0, key.lastIndexOf(':')) : key)

/** A source's id as it stands in keys, which are listed with spaces between; names of sources may hold some. */
export const idInKey = (id: string): string => id.replace(/[% ]/g, (c) => (c === ' ' ? '%20' : '%25'))

/** The source of these that a key of a source or of a watchdog names; null: it is none of them. */
export const sourceIn = (key: string, ids: readonly string[]): string | null =>
  key.startsWith('source:')
    ? (ids.find((id) => subjectOf(key) === `source:${idInKey(id)}`) ?? null)
    : ids.reduce<string | null>((longest, id) => (key.startsWith(`watchdog:${id}:`) && id.length >= (longest?.length ?? 0) ? id : longest), null)

const SERVICE = 'service:'
/** The service that a key names; null: it names something else. */
export const serviceIn = (key: string): string | null => (key.startsWith(SERVICE) ? key.slice(SERVICE.length) : null)
