import type { Place } from '@shared/contract/bridge'
import type { AppState } from '@shared/state/app-state'

/** The environment that a place lies in; null when it lies in none, or is not known. */
export const placeEnvironment = (place: Place, state: Pick<AppState, 'alerts' | 'services'>): string | null => {
  if (place.item === null) return null
  if (place.view === 'alerts' && Object.hasOwn(state.alerts, place.item)) return state.alerts[place.item]!.environment
  if (place.view === 'service' && Object.hasOwn(state.services, place.item)) return state.services[place.item]!.environment
  return null
}
