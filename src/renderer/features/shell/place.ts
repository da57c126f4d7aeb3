import type { Place } from '@shared/contract/bridge'
import { readAim } from '@shared/domain/aim'
import type { AppState } from '@shared/state/app-state'

/** The environment that a place lies in; null when it lies in none, or is not known. */
export const placeEnvironment = (place: Place, state: Pick<AppState, 'alerts' | 'services'>): string | null => {
  if (place.item === null) return null
  const { item } = readAim(place.item)
  if (place.view === 'alerts' && Object.hasOwn(state.alerts, item)) return state.alerts[item]!.environment
  if (place.view === 'service' && Object.hasOwn(state.services, item)) return state.services[item]!.environment
  return null
}
