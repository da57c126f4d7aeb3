import ElectronStore from 'electron-store'
import { openConfigStore, settingsText, type ConfigStoreOptions, type OpenedConfig } from './node-config-core'

/** The window's store, kept by electron-store as `settings.json` in the user-data folder. */
export const electronConfigStore = (options: ConfigStoreOptions): OpenedConfig =>
  openConfigStore((folder, name) => {
    const store = new ElectronStore({ cwd: folder, name, configFileMode: 0o600, serialize: settingsText })
    return { save: (config) => { store.store = { ...config } } }
  }, options)
