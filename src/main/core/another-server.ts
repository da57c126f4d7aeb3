import type { Page } from '@shared/domain/page'
import { serviceIn, sourceIn } from '@shared/domain/unseen'
import { seenServices, sourcesOf } from './blinded'
import type { CoreState, SourceSetup } from './core-state'

/** Whether two addresses of a source are of one server, whatever their form: of a cluster, one peer that stays is enough. */
export const isSameServer = (a: string, b: string): boolean => {
  const own = new Set(placesIn(a))
  return placesIn(b).some((place) => own.has(place))
}
const placesIn = (address: string): readonly string[] => address.split(',').map((place) => place.trim().replace(/\/+$/, ''))

/** Whether what is known of a source by its id is known of this very server. */
export const isKnownServer = ({ memory }: Pick<CoreState, 'memory'>, { id, kind, address }: SourceSetup): boolean => {
  const before = Object.hasOwn(memory, id) ? memory[id]!.setup : null
  return before !== null && before.kind === kind && isSameServer(before.address, address)
}

/**
 * What is left behind when sources become other servers: until those have listed it themselves, nobody watches what the ones before told. Pages name them as lost by id and address, which no
 * source is called; and what they saw of tier 1 is still expected of them.
 */
export const leftBehind = (state: CoreState, setups: readonly SourceSetup[]): Pick<CoreState, 'seenBefore'> & { readonly pages: CoreState['app']['pages'] } => {
  const { app: { pages, services }, memory, seenBefore } = state
  const others = setups.filter((setup) => Object.hasOwn(memory, setup.id) && !isKnownServer(state, setup))
  if (others.length === 0) return { pages, seenBefore }
  const ids = new Set(others.map(({ id }) => id))
  const tells = (key: string): readonly string[] => {
    const service = serviceIn(key)
    if (service === null) { const id = key.startsWith('watchdog:') ? sourceIn(key, [...ids]) : null; return id === null || memory[id]!.setup.watchdog?.declared === true ? [] : [id] }
    const by = Object.hasOwn(services, service) ? sourcesOf(state, services[service]!) : []
    return by.every((id) => ids.has(id)) ? by : []
  }
  const left = (page: Page): Page => {
    const lost = page.status === 'over' ? [] : [...page.sources.filter((id) => ids.has(id)), ...page.unseen.flatMap(tells)]
    return lost.length === 0 ? page : { ...page, sources: page.sources.filter((id) => !ids.has(id)), lost: [...new Set([...page.lost, ...lost.map((id) => `${id} ${memory[id]!.setup.address}`)])] }
  }
  return { pages: Object.fromEntries(Object.entries(pages).map(([id, page]) => [id, left(page)])), seenBefore: { ...seenBefore, ...seenServices(state) } }
}
