import { heartbeatDue } from '../core/pager/heartbeat'
import type { Heartbeat } from '../ports/heartbeat'
import type { Engine } from './engine'

/** Sends a heartbeat after each whole round of the watch; one that fails is a notice, and nothing waits for it. The answer ends it. */
export const keepHeartbeat = (engine: Pick<Engine, 'state' | 'config' | 'onBeat' | 'note' | 'dismiss'>, heartbeat: Heartbeat): (() => void) => {
  let last: number | null = null
  let underway = false
  let ended = false
  const send = async (url: string): Promise<void> => {
    underway = true
    const result = await heartbeat.beat(url)
    underway = false
    if (ended) return
    const said = engine.state().notices['heartbeat-failed']
    if (result.ok) { if (said) engine.dismiss('heartbeat-failed') } else if (said?.values['detail'] !== result.detail) engine.note('heartbeat-failed', 'warning', { detail: result.detail })
  }
  const stop = engine.onBeat(({ at }) => {
    const config = engine.config().paging.heartbeat
    if (!config || underway || !heartbeatDue(engine.state(), last, config.every, at)) return
    last = at
    void send(config.url)
  })
  return () => { ended = true; stop() }
}
