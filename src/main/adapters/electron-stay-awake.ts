import { powerSaveBlocker } from 'electron'
import type { StayAwake } from '../ports/desk'

type Blocker = Pick<typeof powerSaveBlocker, 'start' | 'stop' | 'isStarted'>

/** Keeps the computer awake by Electron, or its displays as well; ends with the process at the latest. */
export const electronStayAwake = (what: 'computer' | 'displays' = 'computer', blocker: Blocker = powerSaveBlocker): StayAwake => {
  let id: number | null = null
  const held = (): boolean => id !== null && blocker.isStarted(id)
  return {
    hold: () => { if (!held()) id = blocker.start(what === 'displays' ? 'prevent-display-sleep' : 'prevent-app-suspension') },
    release: () => {
      if (id !== null && blocker.isStarted(id)) blocker.stop(id)
      id = null
    },
    held
  }
}
