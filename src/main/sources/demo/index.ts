import type { SourceSnapshot } from '@shared/domain/source'
import { SourceFailure } from '../../ports/failure'
import type { SourceContext, SourceInstance, SourceKind } from '../../ports/source-kind'
import { EDGES, type Sight } from './alerts'
import { GRID_MS } from './curve'
import { objectiveAt } from './objective'
import { outageOf } from './outage'
import { dataOf, drawn, drawnAlert } from './panels'
import { givenData, givenPanels } from './given'
import { answer, namesIn } from './query'
import { fields, settingsOf } from './settings'
import { demoAt } from './snapshot'

/** A newsroom that does not exist, and one bad night of it. Everything is a pure function of the seed and the scenario's time, so any night replays exactly. */
export const demo: SourceKind = {
  manifest: { kind: 'demo', address: 'none', fields, abilities: ['metrics', 'alerts', 'services', 'changes'], defaultIntervalMs: 5_000, defaultTimeoutMs: 5_000, builtIn: false },

  poll: async (source, ctx) => {
    const { sight, t } = lookAt(source, ctx)
    const key = `${Math.floor(t / GRID_MS)} ${EDGES.findLastIndex((edge) => edge <= t)}`
    const kept = ctx.memory.get('snapshot') as Kept | undefined
    if (kept?.key === key) return kept.snapshot
    const snapshot = withSame(kept?.snapshot ?? null, demoAt(t, sight))
    ctx.memory.set('snapshot', { key, snapshot } satisfies Kept)
    return snapshot
  },

  panels: async (source, service, ctx) => {
    const { sight } = lookAt(source, ctx)
    const given = givenPanels(service, sight)
    return [...given, ...(service.alone === true ? [] : drawn(service, sight).map((d) => d.panel))]
  },

  series: async (source, service, query, ctx) => {
    const { sight, now } = lookAt(source, ctx)
    const given = givenData(service, query, sight, now)
    if (given) return given
    const found = drawn(service, sight).find((d) => d.panel.id === query.panel)
    if (!found) throw new SourceFailure('not-found', { path: query.panel })
    return dataOf(found, query, sight, now)
  },

  expression: async (source, query, ctx) => {
    const { sight, now } = lookAt(source, ctx)
    const found = drawnAlert(query, sight)
    if (!found) throw new SourceFailure('not-found', { path: query.expression })
    return { panel: found.panel, data: dataOf(found, query, sight, now) }
  },

  query: async (source, query, ctx) => {
    const { sight, now } = lookAt(source, ctx)
    return answer(query, sight, now)
  },

  names: async (source, query, ctx) => namesIn(query, lookAt(source, ctx).sight),

  objective: async (source, service, query, ctx) => {
    const { sight, t, now } = lookAt(source, ctx)
    const data = objectiveAt(t, service, query, sight, now)
    return data && { data, failure: null }
  }
}

interface Kept { readonly key: string; readonly snapshot: SourceSnapshot }

/** Where in the night it is; throws `timeout` while the scenario has this part not answer. */
const lookAt = (source: SourceInstance, ctx: SourceContext): { readonly sight: Sight; readonly t: number; readonly now: number } => {
  const { start, seed, part, clock } = settingsOf(source.options)
  const now = ctx.now()
  if (clock === 'anchored' && !ctx.memory.has('offset')) ctx.memory.set('offset', now - start)
  const offset = clock === 'anchored' ? (ctx.memory.get('offset') as number) : 0
  const t = now - offset
  const outage = outageOf(part, t, source.timeoutMs)
  if (outage) throw outage
  return { sight: { seed, part, source: source.id, offset, marked: clock === 'anchored', brief: false }, t, now }
}

/** The new snapshot with every row, and every list, that says the same as before taken from before (law 6). */
const withSame = (prev: SourceSnapshot | null, next: SourceSnapshot): SourceSnapshot => prev === null ? next : {
  ...next,
  alerts: rows(prev.alerts, next.alerts, (a) => a.fingerprint),
  services: rows(prev.services, next.services, (s) => JSON.stringify(s.labels)),
  silences: rows(prev.silences, next.silences, (s) => s.id),
  changes: rows(prev.changes, next.changes, (c) => c.id)
}

const rows = <T>(prev: readonly T[] | null, next: readonly T[] | null, id: (row: T) => string): readonly T[] | null => {
  if (!prev || !next) return next
  const before = new Map(prev.map((row) => [id(row), row]))
  const kept = next.map((row) => { const old = before.get(id(row)); return old !== undefined && JSON.stringify(old) === JSON.stringify(row) ? old : row })
  return kept.length === prev.length && kept.every((row, i) => row === prev[i]) ? prev : kept
}
