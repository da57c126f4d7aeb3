import type { PushName } from '@shared/contract/bridge'

/** The windows that may be told something, as they are when asked. */
export interface Windows<W> {
  readonly main: () => readonly W[]
  /** Whether somebody could see it. */
  readonly mainSeen: () => boolean
  readonly page: () => readonly W[]
  /** Whether a page needs its window. */
  readonly called: () => boolean
  readonly walls: (which: 'own' | 'plain') => readonly W[]
}

/** A main window that nobody sees is told one beat in so many: all it has to know is that Garda lives, and at this it never takes it for dead. */
const BEATS_UNSEEN = 3
/** A wall's mark goes on every three seconds, so this is enough to tell that Garda lives. */
const BEATS_WALL = 2

/** Who is told what. The page's window is told nothing while no page needs it: what it missed it asks for as soon as it is told something. Walls stay where they are. */
export const createAudience = <W>({ main, mainSeen, page, called, walls }: Windows<W>): ((what: PushName) => readonly W[]) => {
  let unseen = 0
  let beats = 0
  const hears = (): boolean => {
    unseen = mainSeen() ? 0 : unseen + 1
    return unseen % BEATS_UNSEEN === 0
  }
  const wallsHear = (): boolean => ++beats % BEATS_WALL === 0
  return (what) => {
    switch (what) {
      case 'plain': return walls('plain')
      case 'walls': return [...main(), ...walls('own')]
      case 'go': return [...main(), ...(called() ? page() : [])]
      case 'beat': return [...(hears() ? main() : []), ...(called() ? page() : []), ...(wallsHear() ? walls('own') : [])]
      default: return [...main(), ...(called() ? page() : []), ...walls('own')]
    }
  }
}
