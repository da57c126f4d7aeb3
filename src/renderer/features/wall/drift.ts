const MINUTE_MS = 60_000
/** Steps from the middle to either side. */
const REACH = 2
const SIDE = 2 * REACH + 1
const PLACES = SIDE * SIDE
/** There and back again, each end once. */
const ROUND = 2 * (PLACES - 1)

/** So far a wall is moved from its middle, in steps, so that no pixel shows the same for weeks: to a neighbouring place once a minute, through all of a small square. */
export const driftAt = (now: number): { readonly x: number; readonly y: number } => {
  const n = ((Math.floor(now / MINUTE_MS) % ROUND) + ROUND) % ROUND
  const place = n < PLACES ? n : ROUND - n
  const row = Math.floor(place / SIDE)
  const along = place % SIDE
  return { x: (row % 2 === 0 ? along : SIDE - 1 - along) - REACH, y: row - REACH }
}

/** Design pixels of one step, and of the rim that is kept free for it. */
export const DRIFT_STEP = 2
export const DRIFT_RIM = DRIFT_STEP * REACH
