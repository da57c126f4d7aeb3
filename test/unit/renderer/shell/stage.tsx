import { act, cleanup, configure, render } from '@testing-library/react'
import { App } from '../../../../src/renderer/App'
import type { Screens } from '../../../../src/renderer/features/shell/Shell'
import type { Address } from '../../../../src/renderer/state/address'
import type { MirrorTime } from '../../../../src/renderer/state/mirror'
import { alwaysSeen } from '../../../../src/renderer/state/seen'
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../../../fakes/fake-bridge'
import type { AppState } from '@shared/state/app-state'
import { NOW } from '../../../builders'

/** What jsdom lacks and the window needs. */
class StillObserver { observe(): void { return undefined } unobserve(): void { return undefined } disconnect(): void { return undefined } }
const prepare = (narrow: boolean): void => {
  Object.assign(window, {
    ResizeObserver: StillObserver,
    matchMedia: (query: string) => ({ matches: narrow && query.includes('max-width'), media: query, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined })
  })
  // the lists draw what fits into their height
  for (const [side, px] of [['clientHeight', 800], ['clientWidth', 1_000]] as const) Object.defineProperty(Element.prototype, side, { configurable: true, get: () => px })
  Element.prototype.scrollTo = () => undefined
  Element.prototype.scrollIntoView = () => undefined
}

export interface Stage {
  readonly fake: FakeBridge
  /** Lets `ms` pass on every clock; main beats meanwhile unless it is `dead`. */
  readonly pass: (ms: number, dead?: boolean) => Promise<void>
  readonly next: (state: AppState) => Promise<void>
  readonly press: (key: string, over?: KeyboardEventInit) => Promise<void>
}

const NOWHERE: Address = { place: null, theme: null }

/** `beatsAfter`: ms from the first moment to the first beat. */
export interface StageOptions { readonly answers?: FakeAnswers; readonly address?: Address; readonly narrow?: boolean; readonly beatsAfter?: number }
/** A wall is told every second beat of main. */
const BEAT_MS = 1_000
const WALL_BEAT_MS = 2_000

/** The whole window over a made-up main process, on a clock that only moves when told to. */
export const stage = async (state: AppState, screens: Screens, { answers = {}, address = NOWHERE, narrow = false, beatsAfter }: StageOptions = {}): Promise<Stage> => {
  const every = address.place?.view === 'wall' ? WALL_BEAT_MS : BEAT_MS
  cleanup()
  configure({ defaultHidden: true }) // looking through every style takes longer than all else
  prepare(narrow)
  let now = NOW
  let beatAt = NOW + (beatsAfter ?? every)
  let waits: readonly { readonly at: number; readonly run: () => void }[] = []
  const time: MirrorTime = {
    wall: () => now, steady: () => now,
    later: (ms, run) => { const wait = { at: now + ms, run }; waits = [...waits, wait]; return () => { waits = waits.filter((w) => w !== wait) } }
  }
  const fake = createFakeBridge(state, NOW, answers)
  await act(async () => { render(<App bridge={fake.bridge} time={time} seen={alwaysSeen} screens={screens} address={address} />) })
  await act(async () => undefined)
  return {
    fake,
    pass: async (ms, dead = false) => {
      const until = now + ms
      while (now < until) {
        now = Math.min(until, beatAt, ...waits.map((w) => w.at))
        await act(async () => {
          if (now === beatAt) { beatAt += every; if (!dead) fake.beat(now) }
          const due = waits.filter((w) => w.at <= now)
          waits = waits.filter((w) => w.at > now)
          for (const wait of due) wait.run()
        })
      }
    },
    next: async (to) => { await act(async () => { fake.next(to, now) }) },
    press: async (key, over = {}) => { await act(async () => { (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...over })) }) }
  }
}
