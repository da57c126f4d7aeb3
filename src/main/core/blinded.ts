import { trusted } from '@shared/domain/freshness'
import type { Service } from '@shared/domain/service'
import type { SourceStatus } from '@shared/domain/source'
import type { CoreState } from './core-state'

/** Whether a source tells of what runs elsewhere: this computer knows only itself. */
const looksAfar = ({ abilities, address }: SourceStatus): boolean => address !== '' && (abilities.includes('alerts') || abilities.includes('services'))

/**
 * Services that cannot be seen because nothing is heard of these sources. One that somebody declared and that nobody has seen in this run
 * could be seen by any of them: it is hidden as soon as none answers, or one that the run before this one saw it by does not.
 */
export const hiddenBy = (state: CoreState, blind: ReadonlySet<string>, now: number): readonly Service[] => {
  const { sources, ages, services } = state.app
  const able = Object.values(sources).filter(looksAfar)
  const believed = trusted(sources, ages, now)
  const noneLooks = able.some(({ id }) => blind.has(id)) && !able.some(({ id }) => !blind.has(id) && believed.has(id))
  return Object.values(services).filter((s) => Object.hasOwn(state.unseenSince, s.key) &&
    (sourcesOf(state, s).some((source) => blind.has(source)) || (noneLooks && s.declared && s.seenBy.length === 0)))
}

/** Ids of the sources that see a service; where none does in this run, of those that did in the one before. */
export const sourcesOf = ({ seenBefore }: Pick<CoreState, 'seenBefore'>, { key, seenBy }: Service): readonly string[] =>
  seenBy.length > 0 ? seenBy.map(({ source }) => source) : Object.hasOwn(seenBefore, key) ? seenBefore[key]! : []

/** By which sources each service was seen whose page nobody may miss, for the run after this one. */
export const seenServices = (state: Pick<CoreState, 'app' | 'seenBefore'>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.values(state.app.services).flatMap((s) => { const sources = s.tier === 1 ? sourcesOf(state, s) : []; return sources.length > 0 ? [[s.key, sources]] : [] }))
