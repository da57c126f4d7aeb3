import type { Labels } from '@shared/domain/labels'
import { DEFAULT_ENVIRONMENT_LABELS } from '@shared/domain/environment'
import { DEFAULT_SERVICE_LABELS, type ServiceSighting } from '@shared/domain/service'
import type { SourceSnapshot } from '@shared/domain/source'
import type { SourceContext, SourceInstance } from '../../ports/source-kind'
import type { RulesRead } from './alerts'
import { NO_FACTS, type Facts } from './facts'
import { noTails, type Tails } from './kept'
import type { Existing } from './packs'
import type { Discovery, Naming } from './services'
import type { Readings, Trends } from './signals'

/** What a Prometheus source remembers between calls. */
export interface Memory {
  rules: { readonly body: Uint8Array; readonly read: RulesRead; readonly partial: readonly string[] } | null
  facts: Facts
  discovery: Discovery | null
  /** When it was read, ms. */
  upAt: number | null
  /** When services without a single target up were last seen up, ms, by service key. */
  lastUp: ReadonlyMap<string, number | null>
  existing: { readonly at: number; readonly groups: Discovery['groups']; readonly value: Existing | null } | null
  /** The same for one service, by its selector. */
  readonly existingBy: Map<string, { readonly at: number; readonly value: Existing }>
  trends: Trends
  readings: { readonly from: readonly unknown[]; readonly value: Readings } | null
  sightings: readonly ServiceSighting[]
  snapshot: SourceSnapshot | null
  /** Of range queries, so that a refresh asks for the end only. */
  readonly tails: Tails
  /** Questions of graphs with too many series: how many, and when that was counted, ms. */
  readonly large: Map<string, { readonly at: number; readonly series: number }>
  /** Server clock minus ours, ms; 0 when not worth saying. */
  skewMs: number
}

export const memoryOf = (ctx: SourceContext): Memory => {
  const known = ctx.memory.get('prometheus') as Memory | undefined
  if (known) return known
  const fresh: Memory = {
    rules: null, facts: NO_FACTS, discovery: null, upAt: null,
    lastUp: new Map(), existing: null, existingBy: new Map(), trends: new Map(), readings: null, sightings: [], snapshot: null, tails: noTails(), large: new Map(), skewMs: 0
  }
  ctx.memory.set('prometheus', fresh)
  return fresh
}

/** Labels that name services and environments: the configuration's, else the usual ones. */
export const namingOf = (source: SourceInstance): Naming => source.naming ?? { service: DEFAULT_SERVICE_LABELS, environment: DEFAULT_ENVIRONMENT_LABELS }

export const NO_LABELS: Labels = {}
