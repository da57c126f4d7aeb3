import { powerMonitor } from 'electron'
import type { EventEmitter } from 'node:events'
import type { Power } from '../ports/power'

/** Some systems tell each event twice within a moment; the same event again after this long is a new one. */
const ECHO_MS = 3_000

/** Sleep and screen lock as Electron tells them; may be made once the app is ready. `now` is wall time, because it goes on during sleep. */
export const electronPower = (monitor: Pick<EventEmitter, 'on' | 'off'> = powerMonitor, now: () => number = Date.now): Power => {
  let last: { readonly event: string; readonly at: number } | null = null
  const stops: (() => void)[] = []
  const watch = (event: string): ((listener: () => void) => () => void) => {
    const listeners = new Set<() => void>()
    const happened = (): void => {
      const at = now()
      const echo = last?.event === event && Math.abs(at - last.at) < ECHO_MS
      last = { event, at }
      if (!echo) for (const listener of listeners) listener()
    }
    monitor.on(event, happened)
    stops.push(() => { listeners.clear(); monitor.off(event, happened) })
    return (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } }
  }
  return { onSuspend: watch('suspend'), onResume: watch('resume'), onLock: watch('lock-screen'), onUnlock: watch('unlock-screen'), dispose: () => { for (const stop of stops) stop() } }
}
