import type { Config } from './schema'

/** What becomes of a new version. Where a wall stands, nobody may be there to be asked. */
export const restartMode = ({ updates, walls }: Pick<Config, 'updates' | 'walls'>): 'ask' | 'calm' => updates.restart ?? (walls.some(({ enabled }) => enabled) ? 'calm' : 'ask')
