import type { Alert, Held } from '@shared/domain/alert'
import type { Hold } from '../ports/ledger'
import type { CoreState } from './core-state'
import { ACK_MS } from './pager/acks'

type Known = Pick<CoreState, 'memory' | 'holds'>

/** Whether a source that is watched has told nothing of its alerts in this run. */
const isUnheard = (id: string, { memory }: Known): boolean => Object.hasOwn(memory, id) && memory[id]!.alerts === null

/** Who has alerts by what a server told, which another run may not hear, by the alert's id; what was taken at this desk is kept as that. */
export const keptHolds = (state: Known & Pick<CoreState, 'app' | 'made' | 'episodes'>): Readonly<Record<string, Hold>> => {
  const { app: { alerts }, holds, episodes } = state
  // that server has yet to say what became of it
  const before = Object.entries(holds).filter(([id, { held }]) => isUnheard(held.source, state) && episodes[id]?.endedAt === undefined)
  const now = Object.values(alerts).flatMap((alert): [string, Hold][] => {
    const { id, held, startsAt } = alert
    return held === null || held.here || isUnheard(held.source, state) ? [] : [[id, { held, until: untilOf(id, held, state), startsAt }]]
  })
  return Object.fromEntries([...before, ...now])
}

/** When the last of the silences ends by which somebody has an alert, as far as is known, ms; one that nobody knows holds no longer than Garda's own. */
const untilOf = (id: string, held: Held, { made, memory }: Pick<CoreState, 'made' | 'memory'>): number => {
  const by = new Set(made.get(id)?.seen.flatMap(({ sighting }) => (sighting.held === null ? [] : sighting.silencedBy)))
  const ends = (memory[held.source]?.silences ?? []).flatMap((s) => (by.has(s.id) ? [s.endsAt] : []))
  return ends.length > 0 ? Math.max(...ends) : held.since + ACK_MS
}

/** The alert as somebody's who had it in the run before, until the server that told so is heard or their silence ends; not what has begun anew since. */
export const stillHeld = (alert: Alert, state: Known, at: number): Alert => {
  const hold = alert.held === null && Object.hasOwn(state.holds, alert.id) ? state.holds[alert.id]! : null
  // a server that was restarted gives whole seconds
  const isSame = hold !== null && Math.floor(alert.startsAt / 1000) <= Math.floor(hold.startsAt / 1000)
  return isSame && at < hold.until && isUnheard(hold.held.source, state) ? { ...alert, held: hold.held } : alert
}
