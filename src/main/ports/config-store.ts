import type { Config } from '@shared/config/schema'
import type { Notice } from '@shared/domain/notice'

/** The settings a person changes. What a file provisions is merged on top of it and never written back. */
export interface ConfigStore {
  /** The effective configuration, with what had to be said about reading it. */
  readonly read: () => LoadedConfig
  /** Writes a change to the person's own settings, atomically. */
  update(change: (own: Config) => Config): { ok: true } | { ok: false; reason: string }
  /** A file was changed from outside and read again (or refused). */
  readonly onChange: (listener: (loaded: LoadedConfig) => void) => () => void
  readonly dispose: () => void
}
export interface LoadedConfig {
  readonly config: Config
  /** Names of sources, services, environments and walls that come from the provisioning file; no walls: none. */
  readonly readOnly: { readonly sources: readonly string[]; readonly services: readonly string[]; readonly environments: readonly string[]; readonly walls?: readonly string[] }
  readonly file: string | null
  /** Settings that the file gives, by section; absent: none. */
  readonly given?: Readonly<Record<string, readonly string[]>>
  readonly notices: readonly Notice[]
}
