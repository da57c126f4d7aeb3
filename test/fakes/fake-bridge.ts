import type { Bridge, Place } from '@shared/contract/bridge'
import type { CommandName, ConfigView, SeriesAnswer } from '@shared/contract/commands'
import { defaultConfig } from '@shared/config/schema'
import type { WallsView } from '@shared/domain/display'
import { NO_STARTUP } from '@shared/domain/startup'
import type { AppState } from '@shared/state/app-state'
import { diff, type StateDelta } from '@shared/state/delta'

/** A main process made of a state: answers as main would, remembers what it was asked, pushes what it is told to. */
export interface FakeBridge {
  readonly bridge: Bridge
  /** Every command with its arguments, in order. */
  readonly calls: readonly { readonly command: CommandName; readonly args: readonly unknown[] }[]
  /** The next state; pushes what changed. `lose`: the push gets lost on the way. */
  readonly next: (state: AppState, at: number, options?: { readonly lose?: boolean }) => void
  /** A push as it is, right or wrong. */
  readonly push: (delta: StateDelta) => void
  /** The sign of life that main gives once a second. */
  readonly beat: (at: number) => void
  readonly go: (place: Place) => void
  readonly walls: (view: WallsView) => void
}

export interface FakeAnswers {
  readonly config?: Partial<ConfigView['config']>
  readonly alertSeries?: (alert: string) => SeriesAnswer
  readonly answer?: Partial<{ readonly [C in CommandName]: Bridge[C] }>
}

const done = { ok: true, reason: '' } as const
const noGraph = { ok: false, failure: { code: 'not-found', values: {} }, source: 'prometheus' } satisfies SeriesAnswer

export const createFakeBridge = (first: AppState, firstAt: number, { config = {}, alertSeries = () => noGraph, answer = {} }: FakeAnswers = {}): FakeBridge => {
  let state = first
  let at = firstAt
  let seq = 1
  const deltas = new Set<(delta: StateDelta) => void>()
  const beats = new Set<Parameters<Bridge['onBeat']>[0]>()
  const gos = new Set<(place: Place) => void>()
  const walls = new Set<(view: WallsView) => void>()
  const calls: { command: CommandName; args: readonly unknown[] }[] = []
  let kept = { ...defaultConfig(), welcomed: true, ...config }
  const answers: { readonly [C in CommandName]: Bridge[C] } = {
    snapshot: async () => ({ seq, at, state: structuredClone(state) }),
    kinds: async () => [],
    config: async () => ({ config: kept, readOnly: { sources: [], services: [], environments: [] }, file: null, secretNames: [], weakStore: false }),
    saveSettings: async (change) => { kept = { ...kept, ...change }; return done },
    acknowledge: async () => done,
    release: async () => done,
    snooze: async () => done,
    saveSource: async () => done,
    removeSource: async () => done,
    testSource: async () => ({ health: 'ok', failure: null, product: 'Prometheus 2.53.0', tookMs: 12, counts: {} }),
    pollNow: async () => done,
    look: async () => ({ tookMs: 10, found: [], failure: null }),
    panels: async () => ({ panels: [], failure: null, partial: [], labels: {} }),
    addPanel: async () => done,
    removePanel: async () => done,
    series: async () => noGraph,
    fired: async () => ({ alerts: [], partial: [] }),
    alertSeries: async ({ alert }) => alertSeries(alert),
    alertSeriesKept: async () => null,
    query: async () => noGraph,
    giveUp: async () => done,
    names: async () => ({ ok: true, names: [], metadata: {}, series: [] }),
    objective: async () => ({ ok: false, failure: { code: 'not-found', values: {} }, source: '' }),
    dashboards: async () => ({ list: [], damaged: [] }),
    dashboard: async () => ({ ok: false, reason: 'gone' }),
    importDashboard: async () => ({ ok: true, id: 'imported' }),
    importDashboardFile: async () => ({ ok: true, id: '' }),
    removeDashboard: async () => done,
    grafanaDashboards: async () => ({ ok: true, hits: [] }),
    importFromGrafana: async () => ({ ok: true, id: 'imported' }),
    openLink: async () => done,
    copyText: async () => done,
    copyRich: async () => done,
    saveFile: async ({ name }) => ({ outcome: 'saved', path: `/home/somebody/${name}` }),
    testNotification: async () => ({ shown: true, detail: '' }),
    testSound: async () => ({ heard: true, detail: '' }),
    testHook: async () => ({ runs: [{ hook: 'command', ok: true, detail: '' }] }),
    soundAble: async () => ({ able: true, by: 'pw-play', detail: '' }),
    pause: async () => done,
    openAlert: async () => done,
    nightWatch: async () => done,
    journal: async () => ({ entries: [], next: null, unread: 0 }),
    why: async () => null,
    dismissNotice: async () => done,
    demo: async () => done,
    roster: async () => ({ me: null, ahead: [], people: [], handover: { at: '09:00', every: 7, zone: 'Europe/Oslo' }, overrides: 0, calendar: null }),
    walls: async () => ({ displays: [], walls: [] }),
    wall: async () => done,
    signIn: async () => done,
    signOut: async () => done,
    signedIn: async () => ({ signedIn: false, endsAt: null }),
    startup: async () => NO_STARTUP,
    startAtLogin: async () => done,
    restart: async () => done,
    about: async () => ({ version: '0.1.0', installed: null, electron: '25.1.1', chrome: '114', node: '18.15', fallbackRuntime: true, userData: '/home/somebody/.config/garda', platform: 'linux' }),
    ...answer
  }
  const asked = Object.fromEntries(
    (Object.keys(answers) as CommandName[]).map((command) => [command, (...args: unknown[]) => {
      calls.push({ command, args })
      return (answers[command] as (...given: unknown[]) => Promise<unknown>)(...args)
    }])
  ) as unknown as { readonly [C in CommandName]: Bridge[C] }
  const push = (delta: StateDelta): void => { for (const listener of [...deltas]) listener(structuredClone(delta)) }
  return {
    bridge: {
      ...asked,
      onDelta: (listener) => { deltas.add(listener); return () => { deltas.delete(listener) } },
      onBeat: (listener) => { beats.add(listener); return () => { beats.delete(listener) } },
      onGo: (listener) => { gos.add(listener); return () => { gos.delete(listener) } },
      onPlain: () => () => undefined,
      onWalls: (listener) => { walls.add(listener); return () => { walls.delete(listener) } },
      platform: 'linux'
    },
    calls,
    next: (to, when, { lose = false } = {}) => {
      const delta = diff(state, to, seq + 1, when)
      state = to
      at = when
      if (!delta) return
      seq++
      if (!lose) push(delta)
    },
    push,
    beat: (when) => { at = when; for (const listener of [...beats]) listener({ seq, at }) },
    go: (place) => { for (const listener of [...gos]) listener(place) },
    walls: (view) => { for (const listener of [...walls]) listener(view) }
  }
}
