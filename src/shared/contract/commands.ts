import { z } from 'zod'
import { nightWatchSchema } from '../config/paging'
import { servicePanelSchema } from '../config/packs'
import { wallSchema } from '../config/walls'
import { appearanceSchema, exploreSchema, notificationsSchema, sourceSchema, startupSchema, updatesSchema, type Config, type SourceConfig } from '../config/schema'
import type { KindManifest } from '../config/fields'
import { MOST_ENTRIES, type JournalAnswer } from '../domain/journal'
import type { DashboardAnswer, DashboardList, GrafanaHits, ImportAnswer } from '../domain/dashboard'
import type { Labels } from '../domain/labels'
import type { Decided } from '../domain/notification'
import { MOST_EXPRESSION, type NamesData, type QueryData } from '../domain/query'
import type { FiredAlert } from '../domain/fired'
import type { ObjectiveData } from '../domain/objective'
import type { Panel, PanelData } from '../domain/series'
import type { Roster } from '../domain/on-call'
import type { StartupView } from '../domain/startup'
import type { SignInView } from '../domain/sign-in'
import type { WallsView } from '../domain/display'
import { SEVERITIES } from '../domain/severity'
import type { Failure, SourceHealth } from '../domain/source'
import type { AppState } from '../state/app-state'

/** What can be saved to a file of a person's choice. */
export const SAVED_KINDS = ['svg', 'png', 'csv'] as const
export type SavedKind = (typeof SAVED_KINDS)[number]
/** A page of a hundred graphs is far below this. */
export const MOST_SAVED_BYTES = 48_000_000

/** Arguments of every command the windows may give. Main parses them; nothing else gets in. */
const id = z.string().min(1).max(300)
/** Who asks: a newer question of the same slot overtakes the one before it. Each window makes up names of its own. */
const slot = z.string().min(1).max(200).optional()
const wallName = z.string().min(1).max(450)
const time = z.number()
/** Bytes as they cross between processes. */
const bytes = (most: number) => z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= most)
/** Of those that can be written as a date. */
const dateTime = z.number().min(0).max(8.64e15)
export const commandArgs = {
  snapshot: z.tuple([]),
  kinds: z.tuple([]),
  /** The effective configuration without secrets, and what of it is read-only. */
  config: z.tuple([]),
  /** Replaces the person's own settings of these sections. */
  saveSettings: z.tuple([z.strictObject({
    notifications: notificationsSchema, appearance: appearanceSchema, openHttpLinks: z.boolean(), thisComputer: z.boolean(), welcomed: z.boolean(), weakSecrets: z.boolean(),
    nightWatch: nightWatchSchema, explore: exploreSchema, startup: startupSchema, updates: updatesSchema
  }).partial()]),
  /** Adds a source, or changes the one named `was`. `secrets` are new values for `{secret: NAME}` references, written to the keychain and forgotten. */
  saveSource: z.tuple([sourceSchema, z.object({ was: z.string().nullable(), secrets: z.record(z.string().min(1), z.string()) })]),
  removeSource: z.tuple([z.string().min(1)]),
  /** One poll with these settings, nothing kept. */
  testSource: z.tuple([sourceSchema, z.object({ was: z.string().nullable(), secrets: z.record(z.string().min(1), z.string()) })]),
  pollNow: z.tuple([id]),
  /** What answers at an address a person typed. */
  look: z.tuple([z.string().min(1).max(2000)]),
  panels: z.tuple([id]),
  /** Adds a graph of the person's own to a service's page, under the panel's id or one like it that is free. */
  addPanel: z.tuple([z.object({ service: id, panel: servicePanelSchema })]),
  /** Takes one off again; `panel` is the id under which it is shown. */
  removePanel: z.tuple([z.object({ service: id, panel: id })]),
  series: z.tuple([z.object({ service: id, panel: id, from: time, to: time, width: z.number().int().min(50).max(8000), slot })]),
  /** When alerts of a service fired, by what sources remember of that span. */
  fired: z.tuple([z.object({ service: id, from: dateTime, to: dateTime, slot })]),
  /** The graph behind an alert, by the alert's id. */
  alertSeries: z.tuple([z.object({ alert: id, from: time, to: time, width: z.number().int().min(50).max(8000), slot })]),
  /** Its newest answer of those that are kept, at once and however old; those of alerts that were told of are asked for ahead. */
  alertSeriesKept: z.tuple([id]),
  /** A question in a source's own language. */
  query: z.tuple([z.object({
    source: id, expression: z.string().min(1).max(MOST_EXPRESSION), kind: z.enum(['range', 'instant']), from: dateTime, to: dateTime, width: z.number().int().min(50).max(8000),
    stepMs: z.number().int().min(1).max(31 * 86_400_000).nullable(), slot
  })]),
  /** Nobody waits for the answer to this slot's question any more. */
  giveUp: z.tuple([z.string().min(1).max(200)]),
  /** What a source has that a question may name. */
  names: z.tuple([z.object({
    source: id, what: z.enum(['metrics', 'labels', 'values', 'metadata', 'series']), label: z.string().max(1000).nullable(), metric: z.string().max(1000).nullable(),
    match: z.string().max(MOST_EXPRESSION).nullable(), from: dateTime.optional(), to: dateTime.optional()
  })]),
  /** What a service's objective has to say for itself. Asked often, it answers from what it knows. */
  objective: z.tuple([id]),
  dashboards: z.tuple([]),
  dashboard: z.tuple([z.object({ id })]),
  /** A dashboard's JSON as text; `origin`: the name of the file it came in, or ''. */
  importDashboard: z.tuple([z.object({ text: z.string().max(8_100_000), origin: z.string().max(1000) })]),
  /** Lets a person choose a file. */
  importDashboardFile: z.tuple([]),
  removeDashboard: z.tuple([z.object({ id })]),
  /** What a Grafana has. A token is kept in the keychain; null: the one that is kept already, if any. */
  grafanaDashboards: z.tuple([z.object({ address: z.string().min(1).max(2000), token: z.string().max(10_000).nullable(), search: z.string().max(200) })]),
  /** `uid` null: the one that the address names. */
  importFromGrafana: z.tuple([z.object({ address: z.string().min(1).max(2000), token: z.string().max(10_000).nullable(), uid: z.string().regex(/^[\w-]{1,100}$/).nullable() })]),
  /** Opens an alert's, a service's or a source's own link in the browser; refused unless it is a plain web address. */
  openLink: z.tuple([z.string().min(1).max(8000)]),
  copyText: z.tuple([z.string().max(1_000_000)]),
  /** The same text in as many forms as places take: plain, with pictures, or a picture (PNG) alone. */
  copyRich: z.tuple([z.object({ text: z.string().max(1_000_000), html: z.string().max(MOST_SAVED_BYTES), png: bytes(MOST_SAVED_BYTES).nullable() })]),
  /** Lets a person choose where a picture or a table is kept, and keeps it there. `name` is what is offered. */
  saveFile: z.tuple([z.object({ kind: z.enum(SAVED_KINDS), name: z.string().min(1).max(300), content: z.union([z.string().max(MOST_SAVED_BYTES), bytes(MOST_SAVED_BYTES)]) })]),
  testNotification: z.tuple([]),
  /** Plays the sound of a severity. */
  testSound: z.tuple([z.object({ severity: z.enum(SEVERITIES) })]),
  /** Runs the hooks that are configured, with the event `test`. */
  testHook: z.tuple([]),
  /** Whether a sound could be heard now. */
  soundAble: z.tuple([]),
  /** Pauses notifications for so many minutes; 0 ends a pause. */
  pause: z.tuple([z.number().int().min(0).max(24 * 60)]),
  /** Takes a page, alerts, or both: the ladder stops; where a source can, everybody sees it. */
  acknowledge: z.tuple([z.object({ page: id.nullable(), alerts: z.array(id).max(20_000), comment: z.string().max(1000) })]),
  /** Gives back what was taken at this desk. */
  release: z.tuple([z.object({ page: id.nullable(), alerts: z.array(id).max(20_000) })]),
  snooze: z.tuple([z.object({ page: id, minutes: z.number().int().min(1).max(24 * 60) })]),
  /** Shows an alert with its graph in the main window, in place of the page window. */
  openAlert: z.tuple([id]),
  /** `arm` until the next dawn, `disarm` until the next dusk, `test` the alarm, `close` the digest of the night. */
  nightWatch: z.tuple([z.object({ do: z.enum(['arm', 'disarm', 'test', 'close']) })]),
  /** What happened, newest first; `before` goes on where an answer ended. */
  journal: z.tuple([z.object({ from: time.nullable(), to: time.nullable(), before: z.object({ at: dateTime, n: z.number().int() }).nullable(), limit: z.number().int().min(1).max(MOST_ENTRIES) })]),
  /** What was decided of an alert, by its id. */
  why: z.tuple([id]),
  dismissNotice: z.tuple([id]),
  /** Opens the demo newsroom, or leaves it. `at` is a scenario time, `HH:MM`. */
  demo: z.tuple([z.object({ open: z.boolean(), at: z.string().regex(/^\d\d:\d\d$/).nullable() })]),
  /** Who is on call by the configuration, and who follows. */
  roster: z.tuple([]),
  /** Which displays there are, and which wall stands on which. */
  walls: z.tuple([]),
  /**
   * `save` adds a wall to the person's settings, or changes the one named `was`; `remove` takes it away. `open` and `close` change whether it stands: kept for a person's own,
   * until the end of this run for others. `move` puts it on another display, kept for just the displays that are connected now.
   */
  wall: z.tuple([z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('save'), wall: wallSchema, was: wallName.nullable() }), z.strictObject({ do: z.literal('remove'), name: wallName }),
    z.strictObject({ do: z.literal('open'), name: wallName }), z.strictObject({ do: z.literal('close'), name: wallName }),
    z.strictObject({ do: z.literal('move'), name: wallName, display: id })
  ])]),
  /** Lets a person sign in at a source in a window of its own; answered when that has gone. */
  signIn: z.tuple([id]),
  /** Forgets what came of it. */
  signOut: z.tuple([id]),
  signedIn: z.tuple([id]),
  /** Whether the system starts Garda at login, as the system has it now. */
  startup: z.tuple([]),
  startAtLogin: z.tuple([z.boolean()]),
  /** Ends this run and begins another, of the version that is installed by now. */
  restart: z.tuple([]),
  about: z.tuple([])
} as const
export type CommandName = keyof typeof commandArgs
export type CommandArgs<C extends CommandName> = z.infer<(typeof commandArgs)[C]>

export interface Found {
  /** Source to add; complete but for secrets. */
  readonly source: SourceConfig
  readonly product: string
  readonly version: string
  /** ms until it answered */
  readonly tookMs: number
  readonly health: SourceHealth
  readonly failure: Failure | null
  readonly counts: Readonly<Record<string, number>>
  /** Names by environment, of the services it would bring. */
  readonly services: readonly { readonly name: string; readonly environment: string; readonly environmentKind: string; readonly health: 'ok' | 'warning' | 'critical' | 'unknown' }[]
  /** A source of this address is configured already. */
  readonly known: string | null
  /** Where it was learned of: '' for the typed address, else the product that named it. */
  readonly via: string
}
export interface LookResult { readonly tookMs: number; readonly found: readonly Found[]; readonly failure: Failure | null }
export interface Done { readonly ok: boolean; /** Why not, or what there is to know of it, in plain words. */ readonly reason: string }
/** What became of a file; `reason` names it. */
export type SaveAnswer = { readonly outcome: 'saved'; readonly path: string } | { readonly outcome: 'cancelled' } | { readonly outcome: 'failed'; readonly reason: string }
export interface TestResult { readonly health: SourceHealth; readonly failure: Failure | null; readonly product: string; readonly tookMs: number; readonly counts: Readonly<Record<string, number>> }
export interface ConfigView {
  readonly config: Config
  readonly readOnly: { readonly sources: readonly string[]; readonly services: readonly string[]; readonly environments: readonly string[]; /** Absent: none. */ readonly walls?: readonly string[] }
  readonly file: string | null
  /** Settings that the file gives, by section; absent: none. */
  readonly given?: Readonly<Record<string, readonly string[]>>
  readonly secretNames: readonly string[]
  /** This computer has no keychain: a secret could only be hidden, and is not kept unless `config.weakSecrets` agrees to that. */
  readonly weakStore: boolean
}
export interface About {
  readonly version: string
  /** The version that another start would run, where it is another program than this one; null: this one. */
  readonly installed: string | null
  readonly electron: string
  readonly chrome: string
  readonly node: string
  readonly fallbackRuntime: boolean
  readonly userData: string
  readonly platform: string
}
/**
 * A graph's answer, or why there is none. `instead`, of an alert whose expression no source tells or draws: the expression is that of its own
 * link, or the graph is the one of its service that speaks of the same. `refused`: why it is not its own expression, and which source said so.
 */
export type SeriesAnswer =
  | { readonly ok: true; readonly panel: Panel; readonly data: PanelData; readonly instead?: 'link' | 'panel'; readonly refused?: { readonly failure: Failure; readonly source: string } }
  | { readonly ok: false; readonly failure: Failure; readonly source: string }
export type QueryAnswer = { readonly ok: true; readonly data: QueryData } | { readonly ok: false; readonly failure: Failure; readonly source: string }
export type NamesAnswer = ({ readonly ok: true } & NamesData) | { readonly ok: false; readonly failure: Failure; readonly source: string }

/** The earliest first; and the sources that could not say it all, with why. Null: what they said was cut, or they said themselves that something is missing. */
export interface FiredAnswer { readonly alerts: readonly FiredAlert[]; readonly partial: readonly { readonly source: string; readonly failure: Failure | null }[] }

/** A source that could not be asked, by its name, and why. */
export interface Unasked { readonly source: string; readonly failure: Failure }

/** What was counted for an objective, or why nothing was. */
export type ObjectiveAnswer =
  | { readonly ok: true; readonly data: ObjectiveData; /** Why the whole window could not be read. */ readonly failure: Failure | null }
  | { readonly ok: false; readonly failure: Failure; readonly source: string }

export interface CommandResults {
  snapshot: { readonly seq: number; readonly at: number; readonly state: AppState }
  kinds: readonly KindManifest[]
  config: ConfigView
  saveSettings: Done
  saveSource: Done
  removeSource: Done
  testSource: TestResult
  pollNow: Done
  look: LookResult
  /** `failure`: why there is none at all. `partial`: sources that could not say which they have; what they said last stands. `labels`: by source id, those by which each source knows the service. */
  panels: { readonly panels: readonly Panel[]; readonly failure: Failure | null; readonly partial: readonly Unasked[]; readonly labels: Readonly<Record<string, Labels>> }
  addPanel: Done
  removePanel: Done
  series: SeriesAnswer
  fired: FiredAnswer
  alertSeries: SeriesAnswer
  alertSeriesKept: SeriesAnswer | null
  query: QueryAnswer
  giveUp: Done
  names: NamesAnswer
  objective: ObjectiveAnswer
  dashboards: DashboardList
  dashboard: DashboardAnswer
  importDashboard: ImportAnswer
  importDashboardFile: ImportAnswer
  removeDashboard: Done
  grafanaDashboards: GrafanaHits
  importFromGrafana: ImportAnswer
  openLink: Done
  copyText: Done
  copyRich: Done
  saveFile: SaveAnswer
  testNotification: { readonly shown: boolean; readonly detail: string }
  /** `detail`: why it was not heard; where it was, what the system could not say of it. */
  testSound: { readonly heard: boolean; readonly detail: string }
  /** What came of each, once all have ended; empty: none is configured. */
  testHook: { readonly runs: readonly { readonly hook: 'command' | 'webhook'; readonly ok: boolean; readonly detail: string }[] }
  soundAble: { readonly able: boolean; readonly by: string; readonly detail: string }
  pause: Done
  acknowledge: Done
  release: Done
  snooze: Done
  openAlert: Done
  nightWatch: Done
  journal: JournalAnswer
  /** Null: nothing is known to be. */
  why: Decided | null
  dismissNotice: Done
  demo: Done
  roster: Roster
  walls: WallsView
  wall: Done
  signIn: Done
  signOut: Done
  signedIn: SignInView
  startup: StartupView
  startAtLogin: Done
  restart: Done
  about: About
}
