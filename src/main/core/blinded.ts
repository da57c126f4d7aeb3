import { trusted } from '@shared/domain/freshness'
import type { Service } from '@shared/domain/service'
import type { SourceStatus } from '@shared/domain/source'
import type { CoreState } from './core-state'

/** Whether a source tells of what runs elsewhere: this computer knows only itself. */
const looksAfar = ({ abilities, address }: SourceStatus): boolean => address !== '' && (abilities.includes('alerts') || abilities.includes('services'))

/**
 * Services whose health is unknown because nothing is heard of these sources. One that somebody declared and that nobody has seen in this run
 * could be seen by any of them: it is hidden as soon as none answers.
 */
export const hiddenBy = (state: CoreState, blind: ReadonlySet<string>, now: number): readonly Service[] => {
  const { sources, ages, services } = state.app
  const able = Object.values(sources).filter(looksAfar)
  const believed = trusted(sources, ages, now)
  const noneLooks = able.some(({ id }) => blind.has(id)) && !able.some(({ id }) => !blind.has(id) && believed.has(id))
  return Object.values(services).filter((s) => s.health === 'unknown' && (s.seenBy.some(({ source }) => blind.has(source)) || (noneLooks && s.declared && s.seenBy.length === 0)))
}
