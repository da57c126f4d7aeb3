import { useEffect, useState } from 'react'
import type { Bridge } from '@shared/contract/bridge'
import { useBridge } from './garda'

/** The slots of one place on the screen: a question overtakes the one before it under the same name. */
export interface Slots {
  readonly of: (name: string) => string
  /** Nobody waits for what was asked under this name any more; without a name, for nothing that was asked here. */
  readonly giveUp: (name?: string) => void
}

/** @param own tells this place from every other in the window */
export const createSlots = (bridge: Pick<Bridge, 'giveUp'>, own: string): Slots => {
  const used = new Set<string>()
  return {
    of: (name) => { used.add(name); return `${own} ${name}` },
    giveUp: (name) => {
      for (const one of name === undefined ? [...used] : used.has(name) ? [name] : []) {
        used.delete(one)
        void bridge.giveUp(`${own} ${one}`)
      }
    }
  }
}

/** Slots that are given up when the place goes. */
export const useSlots = (what: string): Slots => {
  const bridge = useBridge()
  const [slots] = useState(() => createSlots(bridge, `${what} ${crypto.randomUUID()}`))
  useEffect(() => () => slots.giveUp(), [slots])
  return slots
}
