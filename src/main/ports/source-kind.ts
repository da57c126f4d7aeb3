import type { KindManifest, OptionValues } from '@shared/config/fields'
import type { Pack, PackPanel } from '@shared/config/packs'
import type { Labels } from '@shared/domain/labels'
import type { SeverityMapping } from '@shared/domain/severity'
import type { Matcher } from '@shared/domain/silence'
import type { FreeQuery, NamesData, NamesQuery, QueryData } from '@shared/domain/query'
import type { Objective, ObjectiveData } from '@shared/domain/objective'
import type { Panel, PanelData, PanelQuery } from '@shared/domain/series'
import type { Failure, SourceSnapshot } from '@shared/domain/source'
import type { HttpClient } from './http'
import type { Machine } from './machine'

/** A configured source, as its kind sees it. Secrets are already inside `http`. */
export interface SourceInstance {
  readonly id: string
  readonly name: string
  /** Without a trailing slash; empty for kinds without an address. */
  readonly urls: readonly string[]
  readonly options: OptionValues
  readonly timeoutMs: number
  /** Labels that name services and environments, first present wins; absent: the usual ones. */
  readonly naming?: { readonly service: readonly string[]; readonly environment: readonly string[] }
  /** How a severity is read from labels; absent: by the usual ones. */
  readonly severity?: SeverityMapping
  /** Panel packs of one's own; absent: those that come with Garda alone. */
  readonly packs?: readonly Pack[]
}

export interface SourceContext {
  readonly http: HttpClient
  readonly machine: Machine
  /** ms since 1970. The only clock a source has. */
  readonly now: () => number
  readonly signal: AbortSignal
  /** The source's own memory between calls; lives as long as the instance. */
  readonly memory: Map<string, unknown>
  /** Lets whatever else waits go first. Who computes for long asks for it every few milliseconds. Absent: nothing else waits. */
  readonly pause?: () => Promise<void>
}

/** What an address turned out to be. */
export interface Identified {
  readonly kind: string
  /** The address to configure, without a trailing slash. */
  readonly url: string
  readonly product: string
  readonly version: string
  /** A name to offer. */
  readonly name: string
}

/**
 * A kind of source: one folder, one line in the registry. Nothing here reads a clock, a file or the environment;
 * all that goes wrong is thrown as SourceFailure.
 */
export interface SourceKind {
  readonly manifest: KindManifest
  /** One complete look. An unchanged reply returns the very snapshot of last time (law 6). */
  readonly poll: (source: SourceInstance, ctx: SourceContext) => Promise<SourceSnapshot>
  /** What answers at this address; null when it is not of this kind. Failures to reach it are thrown. */
  readonly identify?: (url: string, ctx: Omit<SourceContext, 'memory'>) => Promise<Identified | null>
  /** The graphs that exist for a service; `labels` are those of its sighting. */
  readonly panels?: (source: SourceInstance, service: ServiceRef, ctx: SourceContext) => Promise<readonly Panel[]>
  readonly series?: (source: SourceInstance, service: ServiceRef, query: PanelQuery, ctx: SourceContext) => Promise<PanelData>
  /** The graph behind an alert's expression. */
  readonly expression?: (source: SourceInstance, query: ExpressionQuery, ctx: SourceContext) => Promise<{ readonly panel: Panel; readonly data: PanelData }>
  /** A question in its own language; where its answer is too large for a window it is cut, and says so. */
  readonly query?: (source: SourceInstance, query: FreeQuery, ctx: SourceContext) => Promise<QueryData>
  /** What it has that a question may name. */
  readonly names?: (source: SourceInstance, query: NamesQuery, ctx: SourceContext) => Promise<NamesData>
  /**
   * Alerts that began to fire after `from` and are seen no later than `to`, by what it remembers, whether or not they still fire. Times are ms
   * since 1970 by our clock; one that was away for less than five minutes is one. Bounded, whatever the span and the server.
   */
  readonly alertsBetween?: (source: SourceInstance, span: { readonly from: number; readonly to: number }, ctx: SourceContext) => Promise<PastAlerts>
  /**
   * When alerts that name the service fired in the span, by what it remembers, whether or not they still do: what fired at its beginning counts from there.
   * Times are ms since 1970 by our clock. Bounded likewise.
   */
  readonly fired?: (source: SourceInstance, query: FiredQuery, ctx: SourceContext) => Promise<FiredAlerts>
  /**
   * What it counted of a service's requests for its objective. Null: it counts none of them. Long windows are remembered; `failure`: why the
   * whole window could not be read, where the rest could.
   */
  readonly objective?: (source: SourceInstance, service: ServiceRef, query: ObjectiveQuery, ctx: SourceContext) => Promise<ObjectiveReading | null>
  /** Where it can hold alerts back for everybody. */
  readonly silence?: SilenceAbility
}

/**
 * Makes silences, and keeps and ends those that it made. The only part of a kind that writes. A write without an answer is never
 * repeated blindly: what became of it is read back first; where that cannot be read, it is the failure `unconfirmed`.
 */
export interface SilenceAbility {
  /** `again`: an earlier try may have made it, so it is looked for first. */
  readonly create: (source: SourceInstance, draft: SilenceDraft, again: boolean, ctx: SourceContext) => Promise<MadeSilence>
  /** The id may be another one afterwards. Null, and nothing written: it has ended, or somebody has made it their own. */
  readonly extend: (source: SourceInstance, id: string, draft: SilenceDraft, ctx: SourceContext) => Promise<MadeSilence | null>
  /** One that has ended, is unknown, or that somebody has made their own, is left alone. */
  readonly expire: (source: SourceInstance, id: string, draft: SilenceDraft, ctx: SourceContext) => Promise<void>
}
/** Ends `forMs` from now. */
export interface SilenceDraft { readonly matchers: readonly Matcher[]; readonly createdBy: string; readonly comment: string; readonly forMs: number }
/** `endsAt` by our clock, ms. */
export interface MadeSilence { readonly id: string; readonly endsAt: number }
/** `from` and `to`: when it was seen firing first and last, ms. */
export interface PastAlert { readonly fingerprint: string; readonly labels: Labels; readonly from: number; readonly to: number; readonly before?: boolean }
/** The earliest first. Not `whole`: some may be missing. */
export interface PastAlerts { readonly alerts: readonly PastAlert[]; readonly whole: boolean }
export interface FiredQuery { readonly service: string; readonly from: number; readonly to: number }
/** `expression`: of the rule behind each, null where that is not known. */
export interface FiredAlerts { readonly alerts: readonly (PastAlert & { readonly expression: string | null })[]; readonly whole: boolean }
/** `since`: when the service's trouble began, ms by our clock; null: it has none. */
export interface ObjectiveQuery { readonly objective: Objective; readonly since: number | null }
export interface ObjectiveReading { readonly data: ObjectiveData; readonly failure: Failure | null }
export interface ServiceRef {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** Panels declared for it in the configuration, which come before all others. */
  readonly panels?: readonly PackPanel[]
  /** Of it only these panels are known here: the source has no sight of the service, or only they are wanted. */
  readonly alone?: boolean
}
export interface ExpressionQuery { readonly expression: string; readonly labels: Readonly<Record<string, string>>; readonly from: number; readonly to: number; readonly width: number }
