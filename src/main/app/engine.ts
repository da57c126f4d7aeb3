import type { Config } from '@shared/config/schema'
import type { Alert } from '@shared/domain/alert'
import type { Labels } from '@shared/domain/labels'
import { keptOf, NO_WATCH, type NightWatch } from '@shared/domain/night-watch'
import { NO_SHIFT } from '@shared/domain/page'
import type { Notice, NoticeCode } from '@shared/domain/notice'
import type { Decided } from '@shared/domain/notification'
import type { Roster } from '@shared/domain/on-call'
import type { Done } from '@shared/contract/commands'
import type { JournalAnswer, JournalDraft, JournalQuery } from '@shared/domain/journal'
import type { ServiceSighting } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { duration, span } from '@shared/text/format'
import type { AppState, Meta } from '@shared/state/app-state'
import { assertNever } from '@shared/domain/assert-never'
import { diff, type StateDelta } from '@shared/state/delta'
import { initialState, type CoreState } from '../core/core-state'
import { placed } from '../core/dedupe'
import type { CoreEvent } from '../core/events'
import { entriesOf, seenEntries } from '../core/journal'
import { isChange, keptForRestart } from '../core/kept'
import { decide } from '../core/notify'
import { awaitsBaseline, reduce } from '../core/reduce'
import { environmentOf } from '../core/rules'
import { decidedIn } from '../core/telling/decided'
import type { Calendars } from '../ports/calendars'
import type { Clock, Random } from '../ports/clock'
import type { LoadedConfig } from '../ports/config-store'
import type { Journal } from '../ports/journal'
import type { Ledger, LedgerState } from '../ports/ledger'
import type { Life } from '../ports/life'
import type { Log } from '../ports/log'
import type { Notifier } from '../ports/notifier'
import type { Hooks } from '../ports/hooks'
import type { PageWindow } from '../ports/page-window'
import type { Sound } from '../ports/sound'
import { createAcknowledging, type Acknowledging } from './acknowledging'
import { createDelivering } from './delivering'
import { openDiary } from './diary'
import { instancesOf, type Instance, type InstanceTools } from './instances'
import { createPoller, type Poller } from './poller'
import { createPageEffects } from './page-effects'
import { createRecovering } from './recovering'
import { createRoster } from './roster'

export interface EnginePorts {
  readonly clock: Clock
  readonly random: Random
  readonly notifier: Notifier
  readonly sound: Sound
  readonly hooks: Hooks
  /** Absent: this face has none. */
  readonly pageWindow?: PageWindow
  readonly ledger: Ledger
  readonly journal: Journal
  /** Absent: after a crash the ledger alone knows since when nobody watched. */
  readonly life?: Life
  readonly log: Log
  /** Absent: on-call calendars are not read. */
  readonly calendars?: Calendars
  readonly tools: Omit<InstanceTools, 'now'>
  /** Fresh connections for everything that is not a source, too; absent: there are none to renew. */
  readonly renew?: () => void
}

export interface Engine {
  readonly state: () => AppState
  readonly seq: () => number
  /** Its clock, ms since 1970; the demo's runs in another year. */
  readonly now: () => number
  /** Every change, numbered without gaps. */
  readonly onDelta: (listener: (delta: StateDelta, state: AppState) => void) => () => void
  /** Once a second, whatever happens. */
  readonly onBeat: (listener: (beat: { readonly seq: number; readonly at: number }) => void) => () => void
  readonly configure: (loaded: LoadedConfig) => void
  readonly config: () => Config
  readonly instance: (id: string) => Instance | undefined
  /** What a source said last of a service, with the labels it knows it by. */
  readonly sighting: (source: string, name: string, environment: string) => ServiceSighting | undefined
  /** What labels that a source tells say of an alert; null: there is no such source. */
  readonly placed: (source: string, labels: Labels) => Pick<Alert, 'severity' | 'service' | 'environment'> | null
  readonly pollNow: (id: string) => Promise<void>
  /** The system says that it goes to sleep, and that it is awake; the clocks tell of sleep, too. */
  readonly suspended: () => void
  readonly resumed: () => void
  readonly pause: (until: number | null) => void
  /** Who is on call by the configuration. */
  readonly roster: () => Roster
  /** What was decided of an alert, as it stands now; null: nothing, or there is no such alert. */
  readonly decided: () => (alert: string) => Decided | null
  readonly acknowledge: Acknowledging['acknowledge']
  readonly release: Acknowledging['release']
  readonly snooze: (page: string, until: number) => Done
  /** The night watch as it is now, with what happened to it for the journal. */
  readonly watch: (next: NightWatch, wrote: readonly JournalDraft[]) => void
  /** What happened, newest first. */
  readonly journal: (query: JournalQuery) => Promise<JournalAnswer>
  /** A person looks at the window, or clicked a notification. */
  readonly seen: (by: Parameters<typeof seenEntries>[2]) => void
  readonly note: (code: NoticeCode, severity: Notice['severity'], values: Notice['values'], id?: string) => void
  readonly dismiss: (id: string) => void
  /** Asks the notifier again whether it could show something. */
  readonly checkDelivery: () => Promise<void>
  /** Resolves when every source has answered or failed once and what that led to is told, or after `ms`. */
  readonly settled: (ms: number) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface EngineOptions {
  /** Number of the state to begin with. */
  readonly firstSeq?: number
  /** Somebody keeps the night watch; else what was kept of it is left as it is. */
  readonly keepsWatch?: boolean
  /** What happened before the watch began: the demo opens in the middle of its night. */
  readonly rehearse?: (instances: readonly Instance[]) => readonly CoreEvent[]
  /** How long another Garda may be missing before it counts as away; absent: as usual. */
  readonly settleMs?: number
}

/** How often the ledger notes that Garda is alive, and how often the sign of life is given that a crash leaves behind. */
const ALIVE_MS = 30_000
const SIGN_MS = 5_000
/** A sleep that is shorter hides nothing that the next answers do not tell. */
const SHORT_MS = 10_000
const UNWRITABLE = 'ledger-unwritable'

/**
 * Joins the poller to the core and the core to the world: each event is reduced, what changed is told as a delta, and what deserves
 * a notification is decided, sent and recorded, in this order, so that a crash may repeat one but never lose one.
 */
export const createEngine = async (loaded: LoadedConfig, meta: Pick<Meta, 'mode' | 'version'>, ports: EnginePorts, { firstSeq = 0, rehearse, keepsWatch = false, settleMs }: EngineOptions = {}): Promise<Engine> => {
  const { clock, log } = ports
  const kept = await ports.ledger.load()
  const startedAt = clock.now()
  const { diary, gap } = await openDiary(ports.journal, log, { startedAt, lastRunAt: kept.state.lastRunAt, aliveAt: await ports.life?.last() ?? null })
  let core: CoreState = initialState(loaded.config, { ...meta, startedAt, pausedUntil: null, delivery: { able: true, by: '', detail: '' }, onCall: null, shift: NO_SHIFT, buddies: null, night: false, watch: keepsWatch ? { ...NO_WATCH, ...kept.state.watch, kept: true } : NO_WATCH, journal: 0, configFile: loaded.file }, kept.state, settleMs)
  let seq = firstSeq
  let stopped = false
  let aliveAt = startedAt
  let signedAt: number | null = null
  const listeners = new Set<(delta: StateDelta, state: AppState) => void>()
  /** Sources that have answered or failed in this run. */
  const heard = new Set<string>()
  const beatListeners = new Set<(beat: { readonly seq: number; readonly at: number }) => void>()
  const instances = new Map<string, Instance>()

  const apply = (event: CoreEvent): void => {
    const reduced = reduce(core, event)
    if (reduced === core) return
    const entries = entriesOf(core, reduced, event)
    const next = entries.length === 0 ? reduced : { ...reduced, app: { ...reduced.app, meta: { ...reduced.app.meta, journal: diary.record(entries) } } }
    const before = core.app
    core = next
    const delta = diff(before, next.app, seq + 1, clock.now())
    if (!delta) return
    seq++
    for (const listener of listeners) listener(delta, next.app)
  }

  /** What the state does not show. */
  const wrote = (drafts: readonly JournalDraft[]): void => { if (drafts.length > 0) apply({ type: 'meta', at: clock.now(), change: { journal: diary.record(drafts) } }) }
  const effects = createPageEffects({ clock, sound: ports.sound, hooks: ports.hooks, notifier: ports.notifier, ...(ports.pageWindow ? { pageWindow: ports.pageWindow } : {}), wrote,
    handed: (page, ok) => { dispatch({ type: 'handed', at: clock.now(), page, ok }); void save() }
  })
  let seenPages: ReadonlySet<string> = new Set()

  const dispatch = (event: CoreEvent): void => {
    if (stopped) return
    const prev = core
    apply(event)
    const { at } = event
    const decision = decide(prev, core, at)
    const baseline = Object.values(core.memory).some(awaitsBaseline)
    const changed = isChange(decision, core)
    for (const id of decision.ask) void poller.now(id)
    effects.window(decision.pages)
    const saves = changed || core.names !== prev.names || core.acks !== prev.acks
    if (!changed && !baseline) { if (saves) void save(); return }
    apply({ type: 'decided', at, ...decision })
    effects.act(decision.effects, core.app, core.config.paging.hooks)
    delivering.send(decision)
    // its page is kept though it is not known yet that anybody saw it
    if (saves) void save()
  }

  const ledgerState = (): LedgerState => ({
    ...keptForRestart(core, delivering.underway()), records: delivering.records(), lastRunAt: clock.now(),
    ...(keepsWatch ? { watch: keptOf(core.app.meta.watch) } : kept.state.watch ? { watch: kept.state.watch } : {}),
    ...(core.app.meta.buddies ? { buddies: core.app.meta.buddies } : {})
  })
  const save = async (): Promise<void> => {
    aliveAt = clock.now()
    const refused = await ports.ledger.save(ledgerState()).then(() => null, String)
    const noted = core.app.notices[UNWRITABLE]
    if (refused !== null) {
      log.write('error', 'the record of notifications cannot be written', { detail: refused })
      if (noted?.values['detail'] !== refused) note(UNWRITABLE, 'warning', { detail: refused })
    } else if (noted) dispatch({ type: 'unnoted', at: clock.now(), id: UNWRITABLE })
  }

  const sign = (at: number): void => {
    if (meta.mode !== 'live' || (signedAt !== null && at >= signedAt && at - signedAt < SIGN_MS)) return
    signedAt = at
    ports.life?.mark(at)
  }

  const note: Engine['note'] = (code, severity, values, id = code) => { dispatch({ type: 'noted', at: clock.now(), notice: { id, at: clock.now(), severity, code, values } }) }

  const delivering = createDelivering({ clock, log, notifier: ports.notifier, core: () => core, dispatch, apply, note, save: () => { void save() }, records: kept.state.records })

  const poller: Poller = createPoller(clock, ports.random, {
    answered: (source, askedAt, snapshot, nextAt) => {
      heard.add(source)
      dispatch({ type: 'answered', at: clock.now(), source, askedAt, snapshot, nextAt, certificate: instances.get(source)?.certificate() ?? null })
      recovering.answered(source)
    },
    failed: (source, askedAt, failure, nextAt) => {
      heard.add(source)
      log.write('info', 'a source did not answer', { source, code: failure.code })
      dispatch({ type: 'failed', at: clock.now(), source, askedAt, failure, nextAt })
    },
    stalled: (source, seconds) => {
      log.write('error', 'polling stood still', { source, seconds })
      note('scheduler-stalled', 'warning', { seconds })
    },
    gap: (kind, ms) => {
      if (meta.mode === 'demo') return
      if (kind === 'slept') { woke(ms); return }
      note('clock-jumped', 'info', { seconds: Math.round(ms / 1000) })
      if (ms < 0 && core.app.meta.pausedUntil !== null) dispatch({ type: 'meta', at: clock.now(), change: { pausedUntil: core.app.meta.pausedUntil + ms } }) // as long as was asked for
    },
    beat: () => {
      roster.look()
      const at = clock.now()
      if (core.app.meta.pausedUntil !== null && core.app.meta.pausedUntil <= at) dispatch({ type: 'meta', at, change: { pausedUntil: null } })
      else dispatch({ type: 'tick', at })
      acknowledging.beat()
      if (at - aliveAt >= ALIVE_MS) void save()
      sign(at)
      for (const listener of beatListeners) listener({ seq, at: clock.now() })
    }
  })
  const acknowledging = createAcknowledging({ clock, log, core: () => core, instance: (id) => instances.get(id), dispatch, save, ask: (id) => poller.now(id) })
  const recovering = createRecovering({ clock, log, core: () => core, instances: () => instances.values(), dispatch, wrote })
  const woke = (ms: number): void => {
    ports.renew?.()
    if (ms < SHORT_MS) return
    const from = clock.now() - ms
    wrote([{ type: 'gap', at: clock.now(), from, why: 'slept' }])
    recovering.woke('slept', from)
    note('woke', 'info', { duration: duration(ms) })
    void delivering.check()
  }

  const roster = createRoster({
    clock, calendars: ports.calendars, note,
    changed: (shift) => { dispatch({ type: 'meta', at: clock.now(), change: { shift } }) },
    unnote: (id) => { dispatch({ type: 'unnoted', at: clock.now(), id }) }
  })

  const configure = (next: LoadedConfig): void => {
    const used = instancesOf(next, instances, { ...ports.tools, now: clock.now })
    instances.clear()
    for (const instance of used) instances.set(instance.setup.id, instance)
    dispatch({ type: 'configured', at: clock.now(), config: next.config, sources: used.map((i) => i.setup), file: next.file, notices: next.notices })
    // pages of the run before are judged by nothing that has no sources yet
    roster.configure(next.config.paging)
    poller.use(used)
  }

  const about = (id: string, act: () => void): Done => {
    if (!Object.hasOwn(core.app.pages, id) || core.app.pages[id]!.status === 'over') return { ok: false, reason: t('page.over') }
    act()
    return { ok: true, reason: '' }
  }

  diary.onTrouble((trouble) => {
    switch (trouble.type) {
      case 'torn': note('journal-torn', 'info', { file: trouble.file }); break
      case 'damaged': note('journal-damaged', 'warning', { kept: trouble.kept }); break
      case 'unwritable': note('journal-unwritable', 'warning', { detail: trouble.detail, lost: trouble.lost }); break
      case 'writable': dispatch({ type: 'unnoted', at: clock.now(), id: 'journal-unwritable' }); break
      case 'failed': log.write('warn', 'the journal could not be tidied', { detail: trouble.detail }); break
      default: assertNever(trouble)
    }
  })
  if (meta.mode === 'live') wrote([...(gap ? [gap] : []), { type: 'started', at: startedAt, version: meta.version }])
  configure(loaded)
  if (meta.mode === 'live' && gap?.why === 'crashed') note('crashed', 'warning', span(gap.from, gap.at, loaded.config.appearance.time, { dated: true }))
  if (kept.damaged) note('ledger-damaged', 'warning', { kept: kept.damaged })
  if (meta.mode === 'live' && kept.state.lastRunAt !== null && kept.state.lastRunAt < startedAt) recovering.woke('stopped', kept.state.lastRunAt)
  for (const event of rehearse?.([...instances.values()]) ?? []) dispatch(event)
  delivering.begin()

  return {
    state: () => core.app,
    seq: () => seq,
    now: clock.now,
    onDelta: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } },
    onBeat: (listener) => { beatListeners.add(listener); return () => { beatListeners.delete(listener) } },
    configure,
    config: () => core.config,
    instance: (id) => instances.get(id),
    placed: (source, labels) => (core.memory[source] ? placed(labels, core.memory[source], core.rules) : null),
    sighting: (source, name, environment) => {
      const memory = core.memory[source]
      const known = [...(memory?.services ?? []), ...Object.values(memory?.vanished ?? {}).map((v) => v.sighting)]
      return known.find((s) => s.name === name && environmentOf(s.labels, core.rules, memory?.setup.environment ?? null).name === environment)
    },
    pollNow: (id) => poller.now(id),
    suspended: () => {
      wrote([{ type: 'suspended', at: clock.now() }])
      poller.suspended()
    },
    resumed: () => { poller.resumed() },
    acknowledge: acknowledging.acknowledge,
    release: acknowledging.release,
    snooze: (page, until) => about(page, () => { dispatch({ type: 'snoozed', at: clock.now(), page, until }) }),
    watch: (next, drafts) => {
      const before = core.app.meta.watch
      wrote(drafts)
      dispatch({ type: 'meta', at: clock.now(), change: { watch: next } })
      if (JSON.stringify(keptOf(before)) !== JSON.stringify(keptOf(next))) void save()
    },
    pause: (until) => { dispatch({ type: 'meta', at: clock.now(), change: { pausedUntil: until } }) },
    journal: diary.read,
    seen: (by) => {
      const asking = [...seenPages].filter((id) => core.app.pages[id]?.status === 'open')
      const drafts = seenEntries(core.app, new Set(asking), by, clock.now())
      seenPages = new Set([...asking, ...drafts.flatMap((d) => (d.type === 'seen' ? (d.page ?? []) : []))])
      wrote(drafts)
    },
    roster: roster.read,
    decided: () => decidedIn(core, clock.now()),
    note,
    dismiss: (id) => { dispatch({ type: 'unnoted', at: clock.now(), id }) },
    checkDelivery: delivering.check,
    settled: (ms) => new Promise((resolve) => {
      const done = (): boolean => [...instances.keys()].every((id) => heard.has(id))
      if (done()) { resolve(); return }
      const finish = (): void => { cancel(); listeners.delete(look); void Promise.resolve().then(() => delivering.settled()).then(() => { resolve() }) }
      const cancel = clock.after(ms, finish)
      const look = (): void => { if (done()) finish() }
      listeners.add(look)
    }),
    stop: async () => {
      stopped = true
      roster.stop()
      delivering.stop()
      effects.stop()
      poller.stop()
      acknowledging.stop()
      recovering.stop()
      await ports.ledger.save(ledgerState()).catch((error: unknown) => { log.write('error', 'the record of notifications cannot be written', { detail: String(error) }) })
      if (meta.mode === 'live') diary.record([{ type: 'stopped', at: clock.now() }])
      await diary.close().catch((error: unknown) => { log.write('error', 'the end of the journal cannot be written', { detail: String(error) }) })
    }
  }
}
