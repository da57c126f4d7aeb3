import Conf from 'conf'
import { openConfigStore, settingsText, type ConfigStoreOptions, type OpenedConfig } from './node-config-core'

/** The terminal's store: the very file that the window keeps by electron-store, which is `conf` at heart. */
export const nodeConfigStore = (options: ConfigStoreOptions): OpenedConfig =>
  openConfigStore((folder, name) => {
    const conf = new Conf({ cwd: folder, configName: name, configFileMode: 0o600, serialize: settingsText })
    return { save: (config) => { conf.store = { ...config } } }
  }, options)
