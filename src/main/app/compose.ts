import type { AppState } from '@shared/state/app-state'
import type { Calendars } from '../ports/calendars'
import type { Clock, Random } from '../ports/clock'
import type { ConfigStore } from '../ports/config-store'
import type { Dashboards } from '../ports/dashboards'
import type { Heartbeat } from '../ports/heartbeat'
import type { Hooks } from '../ports/hooks'
import type { HttpFactory } from '../ports/http'
import type { Journal } from '../ports/journal'
import type { Ledger } from '../ports/ledger'
import type { Life } from '../ports/life'
import type { Log } from '../ports/log'
import type { Machine } from '../ports/machine'
import type { Notifier } from '../ports/notifier'
import type { Secrets } from '../ports/secrets'
import type { SignIns } from '../ports/sign-in'
import type { PageWindow } from '../ports/page-window'
import type { Sound } from '../ports/sound'
import { forgetfulDashboards } from './dashboards'
import { createSigningIn } from './signing-in'
import { createCommands, type Commands, type Desktop } from './commands'
import { keepGraphsAhead } from './graphs-ahead'
import { keepHeartbeat } from './heartbeat'
import { keepHookNotices, watchHooks } from './hook-watch'
import { keepNightWatch, type WatchPorts } from './night-watch'
import { keepPresence } from './presence'
import { createEngine, type Engine, type EngineOptions } from './engine'

/** One adapter for each port: all that differs between the window, the terminal, the demo and a test. */
export interface World {
  readonly clock: Clock
  readonly random: Random
  readonly http: HttpFactory
  readonly machine: Machine
  readonly notifier: Notifier
  readonly sound: Sound
  readonly hooks: Hooks
  /** Absent: this face has none. */
  readonly pageWindow?: PageWindow
  readonly heartbeat: Heartbeat
  /** Absent: this face keeps no night watch. */
  readonly nightWatch?: Pick<WatchPorts, 'desk' | 'awake' | 'power'>
  /** Whether other Gardas may see that this one watches; false for the demo and a single look. */
  readonly present: boolean
  readonly ledger: Ledger
  readonly journal: Journal
  /** Absent: this face leaves no sign of life. */
  readonly life?: Life
  readonly log: Log
  /** Absent: on-call calendars are not read. */
  readonly calendars?: Calendars
  readonly secrets: Secrets
  readonly store: ConfigStore
  readonly desktop: Desktop
  /** Absent: this face has no windows to sign in by. */
  readonly signIns?: SignIns
  /** Absent: they last as long as the run. */
  readonly dashboards?: Dashboards
}

export interface Garda {
  readonly engine: Engine
  readonly commands: Commands
  stop(): Promise<void>
}

/**
 * The only place where adapters meet ports.
 * A `firstSeq` other than the number before makes windows ask for the whole state.
 */
export const compose = async (world: World, face: { readonly mode: AppState['meta']['mode']; readonly version: string } & EngineOptions): Promise<Garda> => {
  const { clock, random, notifier, sound, ledger, journal, log, http, machine, store, secrets, desktop, calendars } = world
  const tools = { http, machine }
  const hooks = watchHooks(world.hooks)
  const night = face.mode === 'live' ? world.nightWatch : undefined
  const engine = await createEngine(store.read(), { mode: face.mode, version: face.version }, {
    clock, random, notifier, sound, hooks, ledger, journal, log, tools, renew: () => { http.renew() },
    ...(world.pageWindow ? { pageWindow: world.pageWindow } : {}), ...(world.life ? { life: world.life } : {}), ...(calendars ? { calendars } : {})
  }, { ...face, keepsWatch: night !== undefined })
  const nightWatch = night ? keepNightWatch(engine, { ...night, clock, notifier, sound, hook: () => hooks.reading(engine.config().paging.hooks) }) : null
  const endHookNotices = keepHookNotices(engine, hooks)
  const endHeartbeat = keepHeartbeat(engine, world.heartbeat)
  const presence = world.present ? keepPresence({ engine, clock, log }) : null
  const unwatch = store.onChange((loaded) => { engine.configure(loaded) })
  // the demo's sources are made up
  const signingIn = createSigningIn({ engine, clock, ...(world.signIns && face.mode === 'live' ? { windows: world.signIns } : {}) })
  const commands = createCommands({ engine, store, secrets, notifier, sound, hooks, clock, desktop, tools, nightWatch, signingIn, dashboards: world.dashboards ?? forgetfulDashboards() })
  // where nobody looks at graphs, none is asked for
  const endAhead = world.pageWindow ? keepGraphsAhead(engine, commands.alertSeries) : null
  return {
    engine,
    commands,
    stop: async () => {
      unwatch()
      endAhead?.()
      signingIn.stop()
      endHeartbeat()
      endHookNotices()
      nightWatch?.stop()
      await presence?.end()
      await engine.stop()
      store.dispose()
      notifier.dispose()
      sound.dispose()
    }
  }
}
