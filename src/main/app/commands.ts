import { mapSecrets, secretsNamed } from '@shared/config/merge'
import type { Config } from '@shared/config/schema'
import type { About, CommandArgs, CommandName, CommandResults, ConfigView, Done } from '@shared/contract/commands'
import { NO_STARTUP } from '@shared/domain/startup'
import { failureHealth } from '@shared/domain/source'
import { failureText } from '@shared/text/failure'
import { t } from '@shared/text/catalogue'
import type { Clock } from '../ports/clock'
import type { ConfigStore } from '../ports/config-store'
import { testPayload } from '../core/pager/hook-payload'
import type { Dashboards } from '../ports/dashboards'
import { asFailure, SourceFailure } from '../ports/failure'
import type { Files } from '../ports/files'
import type { Hooks } from '../ports/hooks'
import type { Notifier } from '../ports/notifier'
import type { Secrets } from '../ports/secrets'
import type { Startup } from '../ports/startup'
import { patternOf, type Level, type Sound } from '../ports/sound'
import { SOURCE_KINDS } from '../sources/registry'
import { createAlertGraphs } from './alert-graphs'
import type { Engine } from './engine'
import type { NightWatchKeeper } from './night-watch'
import { createInstance, sourceId, type InstanceTools } from './instances'
import { checkLink } from './links'
import { createFired } from './fired'
import { createDashboards, type ChosenFile } from './dashboards'
import { look } from './look'
import { createObjectives } from './objectives'
import { createPanels } from './panels'
import { createSaving } from './saving'
import { pollOnce } from './poller'
import { createAsking, createQueries } from './queries'
import type { SigningIn } from './signing-in'
import type { Walls } from './walls'

/** What a window may ask for, each with checked arguments. */
export type Commands = { readonly [C in CommandName]: (...args: CommandArgs<C>) => Promise<CommandResults[C]> }

export interface Desktop {
  openExternal(url: string): Promise<void>
  copy(text: string): void
  /** Text with pictures. Absent: this face copies the text alone. */
  copyRich?(copied: CommandArgs<'copyRich'>[0]): Promise<void>
  /** Absent: this face saves no files. */
  readonly files?: Files
  /** Shows an alert in the main window; the page window goes. */
  openAlert(alert: string): void
  /** Lets a person choose a dashboard's file; null: none was chosen. Absent: this face cannot. */
  chooseFile?(): Promise<ChosenFile>
  /** Absent: this face has no windows. */
  readonly walls?: Pick<Walls, 'view' | 'act' | 'configured'>
  /** Absent: the system cannot start this face. */
  readonly startup?: Startup
  /** Absent: this face does not start itself anew. */
  restart?(): Done
  about(): About
  demo(open: boolean, at: string | null): Promise<Done>
}

export interface CommandTools {
  readonly engine: Engine
  readonly store: ConfigStore
  readonly secrets: Secrets
  readonly notifier: Notifier
  readonly sound: Sound
  readonly hooks: Hooks
  readonly clock: Clock
  readonly desktop: Desktop
  readonly dashboards: Dashboards
  /** Null: this face keeps none. */
  readonly nightWatch: NightWatchKeeper | null
  readonly tools: Omit<InstanceTools, 'now'>
  readonly signingIn: SigningIn
}

const TRIAL = 'trial of '
/** Loud enough to know it again, not as loud as what wakes somebody. */
const HEARING: Level = 2
const OK: Done = { ok: true, reason: '' }
const no = (reason: string): Done => ({ ok: false, reason })

export const createCommands = (deps: CommandTools): Commands => {
  const { engine, store, clock } = deps
  const asking = createAsking(clock)
  const instanceTools: InstanceTools = { ...deps.tools, now: clock.now }

  const readOnly = (): ReadonlySet<string> => new Set(store.read().readOnly.sources.map(sourceId))
  const change = (edit: (own: Config) => Config): Done => {
    const done = store.update(edit)
    if (!done.ok) return no(done.reason)
    engine.configure(store.read())
    deps.desktop.walls?.configured()
    return OK
  }
  const writeSecrets = async (secrets: Readonly<Record<string, string>>): Promise<Done> => {
    for (const [name, value] of Object.entries(secrets)) {
      const done = await deps.secrets.write(name, value)
      if (!done.ok) return no(done.detail)
    }
    return OK
  }

  const forget = async (secrets: Readonly<Record<string, string>>): Promise<void> => { for (const name of Object.keys(secrets)) await deps.secrets.remove(name) }

  /** As `change`; what the keychain kept for the person's own sources alone, and none refers to any more, goes with it. */
  const changeSources = async (edit: (own: Config) => Config): Promise<Done> => {
    let before: Config['sources'] = []
    let after: Config['sources'] = []
    const done = change((own) => { const next = edit(own); before = own.sources; after = next.sources; return next })
    // where the change could not be written, the file still refers to them
    if (!done.ok) return done
    const needed = secretsNamed([...after, ...store.read().config.sources], store.read().config.paging)
    for (const name of secretsNamed(before)) {
      if (needed.has(name)) continue
      try { await deps.secrets.remove(name) } catch (thrown) {
        const { values } = asFailure(thrown)
        engine.note('secret-kept', 'warning', { name, reason: String(values['detail'] ?? '') }, `secret-kept:${name}`)
      }
    }
    return done
  }

  const objective = createObjectives({ engine, now: clock.now, ask: asking.ask })

  const panels = createPanels({ engine, config: () => store.read().config, change, ask: asking.ask })
  const graphs = createAlertGraphs({ engine, asking, panels: panels.panels, series: panels.series })

  const commands: Commands = {
    snapshot: () => Promise.resolve({ seq: engine.seq(), at: clock.now(), state: engine.state() }),
    kinds: () => Promise.resolve(SOURCE_KINDS.map((k) => k.manifest)),
    config: async (): Promise<ConfigView> => {
      const loaded = store.read()
      const secretNames = (await deps.secrets.names()).filter((name) => !name.startsWith(TRIAL))
      return { config: loaded.config, readOnly: loaded.readOnly, file: loaded.file, ...(loaded.given ? { given: loaded.given } : {}), secretNames, weakStore: deps.secrets.weak() }
    },
    saveSettings: async ({ nightWatch, ...patch }) => {
      // the secrets are those of the watch behind the demo
      if (patch.weakSecrets !== undefined && engine.state().meta.mode === 'demo') return no(t('settings.weak.demo'))
      const done = change((own) => {
        // what the file gives is shown, and not kept as the person's own
        const given = store.read().given ?? {}
        const kept = <T extends object>(section: string, mine: T, theirs: T): T =>
          ({ ...theirs, ...Object.fromEntries(Object.entries(mine).filter(([key]) => given[section]?.includes(key))) })
        return {
          ...own, ...patch,
          ...(nightWatch ? { paging: { ...own.paging, nightWatch } } : {}),
          ...(patch.notifications ? { notifications: kept('notifications', own.notifications, patch.notifications) } : {}),
          ...(patch.appearance ? { appearance: kept('appearance', own.appearance, patch.appearance) } : {}),
          ...(patch.startup ? { startup: kept('startup', own.startup, patch.startup) } : {}),
          ...(patch.updates ? { updates: kept('updates', own.updates, patch.updates) } : {})
        }
      })
      if (!done.ok || patch.weakSecrets !== false) return done
      try { await deps.secrets.forgetHidden() } catch (thrown) { return no(t('settings.weak.kept', { reason: String(asFailure(thrown).values['detail'] ?? '') })) }
      return done
    },
    saveSource: async (source, { was, secrets }) => {
      const taken = store.read().config.sources.some((s) => sourceId(s.name) === sourceId(source.name) && (was === null || sourceId(was) !== sourceId(source.name)))
      if (taken) return no(t('sources.nameTaken', { name: source.name }))
      if (was !== null && readOnly().has(sourceId(was))) return no(t('sources.readOnly', { name: was }))
      const wrong = createInstance(source, false, instanceTools)
      wrong.close()
      if (wrong.broken) return no(failureText(wrong.broken, source.name))
      const stored = await writeSecrets(secrets)
      if (!stored.ok) return stored
      return changeSources((own) => ({
        ...own,
        welcomed: true,
        sources: was !== null && own.sources.some((s) => s.name === was) ? own.sources.map((s) => (s.name === was ? source : s)) : [...own.sources, source]
      }))
    },
    removeSource: async (name) => {
      if (readOnly().has(sourceId(name))) return no(t('sources.readOnly', { name }))
      const done = await changeSources((own) => ({ ...own, sources: own.sources.filter((s) => s.name !== name) }))
      if (done.ok) await deps.signingIn.forget(sourceId(name))
      return done
    },
    testSource: async (source, { secrets }) => {
      // tried under names of their own, so that a wrong guess never takes the place of what works
      const trial = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`${TRIAL}${name}`, value]))
      const stored = await writeSecrets(trial)
      if (!stored.ok) { await forget(trial); return { health: 'error', failure: { code: 'secret', values: { detail: stored.reason } }, product: '', tookMs: 0, counts: {} } }
      const instance = createInstance(mapSecrets(source, (name) => (Object.hasOwn(secrets, name) ? `${TRIAL}${name}` : name)), false, instanceTools)
      const started = clock.monotonic()
      try {
        const result = await pollOnce(instance, new AbortController(), clock)
        const tookMs = Math.round(clock.monotonic() - started)
        if (result instanceof SourceFailure) return { health: failureHealth(result.code), failure: { code: result.code, values: result.values }, product: '', tookMs, counts: {} }
        const product = result.product ? `${result.product.name} ${result.product.version}`.trim() : ''
        return { health: result.warnings.length ? 'degraded' : 'ok', failure: null, product, tookMs, counts: result.counts }
      } finally {
        instance.close()
        await forget(trial)
      }
    },
    pollNow: async (id) => { await engine.pollNow(id); return OK },
    look: (url) => look(url, { tools: instanceTools, clock, config: store.read().config }),
    ...panels,
    fired: createFired({ engine, ask: asking.ask }),
    alertSeries: graphs.ask,
    alertSeriesKept: (id) => Promise.resolve(graphs.kept(id)),
    ...createQueries(engine, asking),
    giveUp: (slot) => { asking.giveUp(slot); return Promise.resolve(OK) },
    objective,
    ...createDashboards({ kept: deps.dashboards, secrets: deps.secrets, http: deps.tools.http, clock, chooseFile: () => deps.desktop.chooseFile?.() ?? Promise.resolve(null), forgets: () => engine.state().meta.mode !== 'demo' }),
    openLink: async (url) => {
      const { openHttpLinks, sources } = store.read().config
      const link = checkLink(url, openHttpLinks, sources.flatMap((s) => s.urls ?? (s.url === undefined ? [] : [s.url])))
      if (!link.ok) return no(link.reason)
      await deps.desktop.openExternal(link.url)
      return OK
    },
    copyText: (text) => { deps.desktop.copy(text); return Promise.resolve(OK) },
    copyRich: async (copied) => {
      try {
        if (deps.desktop.copyRich) await deps.desktop.copyRich(copied)
        else deps.desktop.copy(copied.text)
      } catch (thrown) { return no(thrown instanceof Error ? thrown.message : String(thrown)) }
      return OK
    },
    saveFile: createSaving(deps.desktop.files ?? null),
    testNotification: async () => {
      const result = await deps.notifier.show({ key: 'test', title: t('notify.test'), body: t('notify.test.body'), urgency: 'normal', actions: [{ id: 'open', label: t('notify.open') }] })
      await engine.checkDelivery()
      return result.outcome === 'shown' ? { shown: true, detail: '' } : { shown: false, detail: result.detail || t(`reason.${result.reason}`) }
    },
    testSound: async ({ severity }) => {
      const result = await deps.sound.play({ pattern: patternOf(severity), level: HEARING })
      if (!result.played) return { heard: false, detail: result.detail }
      // a muted loudspeaker takes every sound and gives none
      const { able, detail } = await deps.sound.able()
      return { heard: able, detail }
    },
    testHook: async () => {
      const { hooks, me } = engine.config().paging
      const results = await deps.hooks.run(hooks, testPayload(me ?? null, clock.now()))
      return { runs: results.map(({ hook, result }) => ({ hook, ok: result.ok, detail: result.ok ? '' : result.detail })) }
    },
    soundAble: () => deps.sound.able(),
    pause: (minutes) => { engine.pause(minutes === 0 ? null : clock.now() + minutes * 60_000); return Promise.resolve(OK) },
    acknowledge: (what) => engine.acknowledge(what, store.read().config.paging.me ?? t('page.somebody')),
    release: (what) => engine.release(what),
    snooze: ({ page, minutes }) => Promise.resolve(engine.snooze(page, clock.now() + minutes * 60_000)),
    openAlert: (alert) => { deps.desktop.openAlert(alert); return Promise.resolve(OK) },
    nightWatch: ({ do: what }) => {
      const keeper = deps.nightWatch
      if (!keeper) return Promise.resolve(no(t(engine.state().meta.mode === 'demo' ? 'watch.demo' : 'watch.none')))
      return Promise.resolve(what === 'arm' ? keeper.arm() : what === 'disarm' ? keeper.disarm() : what === 'test' ? keeper.test() : keeper.closeDigest())
    },
    journal: (query) => engine.journal(query),
    why: (alert) => Promise.resolve(engine.decided()(alert)),
    dismissNotice: (id) => { engine.dismiss(id); return Promise.resolve(OK) },
    demo: ({ open, at }) => deps.desktop.demo(open, at),
    roster: () => Promise.resolve(engine.roster()),
    walls: () => Promise.resolve(deps.desktop.walls?.view() ?? { displays: [], walls: [] }),
    wall: (what) => Promise.resolve(deps.desktop.walls?.act(what) ?? no(t('wall.no-windows'))),
    signIn: deps.signingIn.signIn,
    signOut: deps.signingIn.signOut,
    signedIn: deps.signingIn.signedIn,
    startup: () => deps.desktop.startup?.read() ?? Promise.resolve(NO_STARTUP),
    startAtLogin: (on) => deps.desktop.startup?.set(on) ?? Promise.resolve(no(t('startup.none'))),
    restart: () => Promise.resolve(deps.desktop.restart?.() ?? no(t('startup.none'))),
    about: () => Promise.resolve(deps.desktop.about())
  }
  return commands
}
