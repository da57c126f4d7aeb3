import { useCallback, useEffect, useState } from 'react'
import type { ConfigView } from '@shared/contract/commands'
import type { AppState } from '@shared/state/app-state'
import { useBridge, useGarda } from './garda'

/** Says when the configuration may have become another: sources came or went, the team's file was read again or refused, the demo opened. */
const mark = (state: AppState): string => JSON.stringify([
  state.meta.mode, state.meta.configFile, state.notices['config-reloaded']?.at ?? 0, state.notices['config-refused']?.at ?? 0,
  Object.values(state.sources).map((s) => [s.id, s.kind, s.address, s.intervalMs, s.readOnly])
])

export interface ConfigReading {
  /** Null until main has answered. */
  readonly view: ConfigView | null
  /** Why it could not be read; null when it was. */
  readonly failure: string | null
  readonly reload: () => Promise<void>
}

/** The effective configuration, read anew when it changes. `reload` after a change of one's own. */
export const useConfig = (): ConfigReading => {
  const bridge = useBridge()
  const now = useGarda(mark)
  const [view, setView] = useState<ConfigView | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const reload = useCallback(async () => {
    try {
      setView(await bridge.config())
      setFailure(null)
    } catch (error) { setFailure(error instanceof Error ? error.message : String(error)) }
  }, [bridge])
  useEffect(() => { void reload() }, [reload, now])
  useEffect(() => bridge.onWalls(() => { void reload() }), [bridge, reload])
  return { view, failure, reload }
}
