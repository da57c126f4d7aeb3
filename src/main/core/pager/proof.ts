import { sampled, trusted } from '@shared/domain/freshness'
import type { SourceStatus } from '@shared/domain/source'
import { serviceIn, sourceIn } from '@shared/domain/unseen'
import type { CoreState } from '../core-state'
import { VANISHED_MS } from '../remember'
import { isOfflineKey } from '../retry'
import { missingNames } from './watchdog'

/**
 * Whether what a page could not see is proven seen in this run, by the page's key of it. What is not known yet proves nothing:
 * a run that has just begun has seen nothing, and says of nothing that it is over.
 */
export const proofOf = (state: CoreState, now: number): ((key: string) => boolean) => {
  const { app: { sources, ages } } = state
  // before the first configuration nothing is known of anything
  if (state.freshNow === null) return () => false
  const believed = trusted(sources, ages, now)
  const answers = ({ id, failingSince }: SourceStatus): boolean => failingSince === null && (ages[id]?.successAt ?? null) !== null
  const ids = Object.keys(sources)
  return (key) => {
    const service = serviceIn(key)
    if (service !== null) return isSeen(service, state, now)
    if (key.startsWith(BUDDY)) return isBack(key.slice(BUDDY.length), state)
    if (isOfflineKey(key)) {
      const far = Object.values(sources).filter((s) => s.address !== '')
      return state.offline === null ? far.length === 0 || far.some(answers) : state.offline.endedAt !== null
    }
    const id = sourceIn(key, ids)
    // no longer configured
    if (id === null) return true
    return key.startsWith('source:') ? answers(sources[id]!) && believed.has(id) : !missingNames(state.memory[id]!).has(key.slice(`watchdog:${id}:`.length))
  }
}

/** How a notification is named that tells of a Garda that does not watch. */
export const BUDDY = 'buddy:'

/** There, and something fresh tells of it, which an alert on it is not; or let go, as one is that everybody who could list it has not listed for so long. */
const isSeen = (key: string, state: CoreState, now: number): boolean => {
  const { app: { services, sources, ages, meta } } = state
  if (Object.hasOwn(services, key)) return !Object.hasOwn(state.unseenSince, key)
  const withSamples = sampled(sources, ages, now)
  const listers = Object.values(sources).filter((s) => s.abilities.includes('services'))
  return now - meta.startedAt >= VANISHED_MS && listers.length > 0 && listers.every((s) => withSamples.has(s.id))
}

/** It watches again, or somebody else is on call. */
const isBack = (name: string, { presence, app: { meta: { shift } }, config: { paging } }: CoreState): boolean =>
  !presence.absent.includes(name) || (shift.now === null ? paging.onCall.people.length === 0 && paging.onCall.calendar === undefined : shift.now.name !== name)
