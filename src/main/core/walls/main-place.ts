import type { Display, Rect } from '@shared/domain/display'
import type { Layouts, WindowPlace } from '../../ports/layouts'
import { setName } from './displays'
import { overlap } from './placing'

/** So much of the window on one display is enough to see it and to take hold of it. */
const ENOUGH = { width: 200, height: 100 }

/** Where the main window was with just these displays, or last; null: it has never been anywhere. Never off all displays. */
export const mainPlace = (layouts: Layouts, displays: readonly Display[]): WindowPlace | null => {
  const known = layouts.sets[setName(displays, Object.keys(layouts.sets))]?.main ?? layouts.last.main
  return known && onDisplay(known, displays)
}

/** The same place while enough of it can be seen, else the nearest one that is wholly on a display. Without any display, the same. */
export const onDisplay = <P extends Rect>(place: P, displays: readonly Display[]): P => {
  const [best] = displays.map(({ workArea }) => ({ area: workArea, seen: overlap(workArea, place), far: distance(workArea, place) })).sort((a, b) => b.seen - a.seen || a.far - b.far)
  if (!best) return place
  const { area } = best
  const seen = { width: Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x), height: Math.min(place.y + place.height, area.y + area.height) - Math.max(place.y, area.y) }
  // its title bar is what a person takes hold of
  const above = place.y < area.y
  if (!above && seen.width >= Math.min(ENOUGH.width, place.width) && seen.height >= Math.min(ENOUGH.height, place.height)) return place
  const width = Math.min(place.width, area.width)
  const height = Math.min(place.height, area.height)
  return { ...place, width, height, x: within(place.x, area.x, area.x + area.width - width), y: within(place.y, area.y, area.y + area.height - height) }
}
const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
const distance = (area: Rect, place: Rect): number => Math.hypot(area.x + area.width / 2 - place.x - place.width / 2, area.y + area.height / 2 - place.y - place.height / 2)
