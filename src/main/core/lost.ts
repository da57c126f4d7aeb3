import type { Service } from '@shared/domain/service'
import type { CoreState } from './core-state'
import { everyoneTold } from './episodes'

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

/**
 * Since when a loss counts that is told after a while, ms: since it began, where a run before this one saw the service; but only once everybody who could see or explain it has been heard,
 * and what the first run of all finds lost has its time from then on. Null: it can be seen.
 */
export const dueFrom = (service: Pick<Service, 'key' | 'seenBy'>, state: Known & Pick<CoreState, 'memory' | 'seenBefore'>): number | null => {
  const { memory, seenBefore, unseenSince } = state
  const found = unseenSince[service.key]
  if (found === undefined) return null
  const isHeard = (id: string): boolean => !Object.hasOwn(memory, id) || memory[id]!.services !== null
  return Object.hasOwn(seenBefore, service.key) && seenBefore[service.key]!.every(isHeard) && everyoneTold(state) ? lostSince(service, state) : found
}
