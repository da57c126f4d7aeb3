import { LEAST_HEIGHT } from './fact-words'
import { matrixHeight, type Room } from './grid'

/** Units of the head of `now`, and of what the matrix keeps below itself. */
const TALL_HEAD = 276

/** Units of height that the matrix of so many services and the facts beside the graph have; facts null: as many as they take. The matrix never takes from what has to be said. */
export const nowRoom = (count: number, room: Room): { readonly matrix: number; readonly facts: number | null } => {
  const most = count === 0 ? 0 : matrixHeight(count, room)
  if (room.upright) return { matrix: most, facts: null }
  const matrix = Math.max(0, Math.min(most, room.height - TALL_HEAD - LEAST_HEIGHT))
  return { matrix, facts: room.height - TALL_HEAD - matrix }
}
