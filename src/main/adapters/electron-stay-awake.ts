import { powerSaveBlocker } from 'electron'
import type { StayAwake } from '../ports/desk'

/** Keeps the computer awake by Electron; ends with the process at the latest. */
export const electronStayAwake = (blocker: Pick<typeof powerSaveBlocker, 'start' | 'stop' | 'isStarted'> = powerSaveBlocker): StayAwake => {
  let id: number | null = null
  const held = (): boolean => id !== null && blocker.isStarted(id)
  return {
    hold: () => { if (!held()) id = blocker.start('prevent-app-suspension') },
    release: () => {
      if (id !== null && blocker.isStarted(id)) blocker.stop(id)
      id = null
    },
    held
  }
}
