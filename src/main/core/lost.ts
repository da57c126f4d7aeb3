import type { Service } from '@shared/domain/service'
import type { CoreState } from './core-state'

type Known = Pick<CoreState, 'app' | 'unseenSince'>

/** Of its newest sample, ms; null: nobody knows, or it has samples. */
const lastSampleOf = ({ seenBy }: Pick<Service, 'seenBy'>): number | null =>
  seenBy.some((s) => s.fresh) ? null : seenBy.reduce<number | null>((newest, { lastSampleAt: at }) => (at !== null && (newest === null || at > newest) ? at : newest), null)

/** Since when a service cannot be seen, ms: a run that found it lost already knows that by its newest sample. Null: it can be seen. */
export const lostSince = (service: Pick<Service, 'key' | 'seenBy'>, { app, unseenSince }: Known): number | null => {
  const found = unseenSince[service.key]
  if (found === undefined) return null
  const last = lastSampleOf(service)
  return last !== null && last < app.meta.startedAt ? Math.min(found, last) : found
}
