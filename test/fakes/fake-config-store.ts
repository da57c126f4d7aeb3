import { checkConfig } from '@shared/config/problems'
import { defaultConfig, type Config } from '@shared/config/schema'
import type { Notice } from '@shared/domain/notice'
import type { ConfigStore, LoadedConfig } from '../../src/main/ports/config-store'

/** Keeps the person's settings in memory. `refuse` makes updates fail to be written; `reload` is a change from outside. */
export interface FakeConfigStore extends ConfigStore {
  refuse(reason: string | null): void
  reload(over: Partial<LoadedConfig>): void
  readonly disposed: () => boolean
}

export const fakeConfigStore = (config: Partial<Config> = {}, over: Partial<Omit<LoadedConfig, 'config'>> = {}): FakeConfigStore => {
  let loaded: LoadedConfig = { config: { ...defaultConfig(), ...config }, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [], ...over }
  let refusal: string | null = null
  let disposed = false
  const listeners = new Set<(loaded: LoadedConfig) => void>()
  const tell = (): void => { for (const listener of listeners) listener(loaded) }
  const unwritable = (reason: string): Notice => ({ id: 'settings-unwritable:settings', at: 0, severity: 'warning', code: 'settings-unwritable', values: { reason } })
  return {
    read: () => loaded,
    update: (change) => {
      const checked = checkConfig(change(loaded.config))
      if (!checked.ok) return { ok: false, reason: checked.problems[0]?.reason ?? '' }
      loaded = { ...loaded, config: checked.value, notices: refusal === null ? loaded.notices : [unwritable(refusal)] }
      if (refusal === null) return { ok: true }
      tell()
      return { ok: false, reason: refusal }
    },
    onChange: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    dispose: () => { disposed = true; listeners.clear() },
    refuse: (reason) => { refusal = reason },
    reload: (next) => { loaded = { ...loaded, ...next }; tell() },
    disposed: () => disposed
  }
}
