import type { Pushes, PushName } from '@shared/contract/bridge'
import { DEMO_START, readDemoTime } from '@shared/domain/demo'
import { deltaText } from '@shared/state/delta-text'
import { shiftedClock } from '../adapters/node-clock'
import { compose, type Garda, type World } from './compose'
import { demoDashboards } from './demo-dashboard'
import { demoCalendars, demoNight, demoStore, forgetfulJournal, forgetfulLedger, NO_WINDOW, NOBODY } from './face'

export type Push = <P extends PushName>(name: P, value: Pushes[P]) => void

/** What the windows show: the live watch, or the demo in front of it while the live watch goes on. */
export interface Stage {
  readonly shown: () => Garda
  /** The watch that tells people; the demo only where nothing else was ever started. */
  readonly main: () => Garda
  readonly live: () => Garda | null
  readonly startLive: () => Promise<void>
  /** Opens the demo at a scenario time, `HH:MM`; null: in the middle of its night. */
  readonly openDemo: (at: string | null) => Promise<void>
  readonly leaveDemo: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** State numbers are moved this far at each change of scene, so that no delta of the new one fits the old. */
const APART = 1_000_000

export const createStage = (world: World, version: string, push: Push): Stage => {
  let live: Garda | null = null
  let demo: Garda | null = null
  let scene = 0
  const shown = (): Garda => {
    const garda = demo ?? live
    if (!garda) throw new Error('nothing is watched yet')
    return garda
  }
  const tell = (garda: Garda): Garda => {
    garda.engine.onDelta((delta) => { if (demo === garda || (!demo && live === garda)) push('delta', deltaText(delta)) })
    garda.engine.onBeat((beat) => { if (demo === garda || (!demo && live === garda)) push('beat', beat) })
    return garda
  }
  /** A number that no state has: windows ask for the whole of it. */
  const announce = (): void => { push('beat', { seq: -1, at: shown().engine.now() }) }

  return {
    shown,
    main: () => live ?? shown(),
    live: () => live,
    startLive: async () => {
      live ??= tell(await compose(world, { mode: 'live', version, firstSeq: APART * scene++ }))
    },
    openDemo: async (at) => {
      const start = (at === null ? null : readDemoTime(at)) ?? DEMO_START
      const clock = shiftedClock(world.clock, start)
      // the live watch keeps its notifier and its sound whatever becomes of the demo
      const next = await compose(
        {
          ...world, ...NOBODY, pageWindow: NO_WINDOW, notifier: { ...world.notifier, dispose: () => undefined }, sound: { ...world.sound, dispose: () => undefined }, clock, random: () => 0.5,
          calendars: demoCalendars(clock.now), dashboards: demoDashboards(clock.now()), ledger: forgetfulLedger(), journal: forgetfulJournal(), store: demoStore(world.store)
        },
        { mode: 'demo', version, firstSeq: APART * scene++, rehearse: demoNight(start) }
      )
      const old = demo
      demo = tell(next)
      await old?.stop()
      announce()
    },
    leaveDemo: async () => {
      const old = demo
      live ??= tell(await compose(world, { mode: 'live', version, firstSeq: APART * scene++ }))
      demo = null
      await old?.stop()
      announce()
    },
    stop: async () => { await Promise.allSettled([demo?.stop(), live?.stop()]) }
  }
}
