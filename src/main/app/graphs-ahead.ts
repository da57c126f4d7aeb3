import { graphSpan } from '@shared/domain/alert-span'
import type { AppState } from '@shared/state/app-state'
import type { Commands } from './commands'
import type { Engine } from './engine'

/** Waiting graphs at most; the newest are asked for, since they are what is looked at. */
const MOST_WAITING = 5
/** Pixels: about those of the graph beside an alert; a larger drawing asks anew. */
const WIDTH = 600

/**
 * Asks for the graph of an alert as soon as somebody was told of it, so that it stands when they come to look. One after the other, a few at
 * most, and only once the notification is on screen: neither a poll nor a notification waits for it. Answers its end.
 */
export const keepGraphsAhead = (engine: Pick<Engine, 'state' | 'now' | 'onDelta'>, ask: Commands['alertSeries']): (() => void) => {
  let known: AppState['notifications'] = engine.state().notifications
  let waiting: readonly string[] = []
  let asking = false
  let ended = false

  const next = async (): Promise<void> => {
    if (asking) return
    asking = true
    for (let id = waiting.at(-1); id !== undefined && !ended; id = waiting.at(-1)) {
      waiting = waiting.slice(0, -1)
      const { alerts, resolved } = engine.state()
      const alert = Object.hasOwn(alerts, id) ? alerts[id] : Object.hasOwn(resolved, id) ? resolved[id] : undefined
      // a refusal is told where the graph is looked at
      if (alert) await ask({ alert: id, ...graphSpan(alert, engine.now()), width: WIDTH })
    }
    asking = false
  }

  const stop = engine.onDelta((_delta, { notifications }) => {
    if (notifications === known) return
    const before = known
    known = notifications
    const told = Object.values(notifications).filter((record) => record !== before[record.id] && record.outcome === 'shown' && before[record.id]?.outcome !== 'shown' && record.alerts.length === 1)
    const ids = told.map((record) => record.alerts[0]!)
    if (ids.length === 0) return
    waiting = [...waiting.filter((id) => !ids.includes(id)), ...ids].slice(-MOST_WAITING)
    void next()
  })
  return () => { ended = true; stop() }
}
