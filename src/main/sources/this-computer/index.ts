import type { ServiceSighting } from '@shared/domain/service'
import type { SourceSnapshot } from '@shared/domain/source'
import { asFailure, SourceFailure } from '../../ports/failure'
import type { MachineFacts } from '../../ports/machine'
import type { SourceContext, SourceKind } from '../../ports/source-kind'
import { history, samplesOf, type History } from './history'
import { dataOf, drawn } from './panels'
import { findings } from './rules'
import { sightingOf } from './service'
import { fields, limitsOf } from './settings'
import { sightings, step, type Watch } from './watch'

/** Signals are told anew this often; alerts at every look. */
const SIGNALS_MS = 15_000

interface Memory {
  readonly past: History
  watch: Watch
  writable: ReadonlySet<string>
  lastLook: number | null
  service: ServiceSighting | null
  kept: { readonly text: string; readonly snapshot: SourceSnapshot } | null
}

/** The computer Garda runs on: always there, needs no settings, keeps an hour of samples of its own. */
export const thisComputer: SourceKind = {
  manifest: { kind: 'this-computer', address: 'none', fields, abilities: ['metrics', 'alerts', 'services'], defaultIntervalMs: 5_000, defaultTimeoutMs: 10_000, builtIn: true },

  poll: async (source, ctx) => {
    const limits = limitsOf(source.options)
    const facts = await look(ctx)
    const memory = memoryOf(ctx)
    const { past } = memory
    past.add(facts.at, samplesOf(facts))
    const found = findings({ facts, limits, holding: new Set(memory.watch.keys()), writable: memory.writable, past: (mount) => past.line(`disk ${mount}`, facts.at - 3_600_000, facts.at) })
    memory.watch = step(memory.watch, found, facts.at, memory.lastLook, (rule) => facts.disks === null && rule.startsWith('Disk'))
    memory.lastLook = facts.at
    memory.writable = new Set([...memory.writable, ...(facts.disks ?? []).filter((d) => !d.readOnly).map((d) => d.mount)])
    if (isDue(memory.service, facts)) memory.service = sightingOf(facts, past)
    return snapshotOf(facts, memory)
  },

  panels: async (source, service, ctx) => {
    const memory = memoryOf(ctx)
    return service.name === memory.service?.name ? drawn(source.id, memory.past, limitsOf(source.options)).map((d) => d.panel) : []
  },

  series: async (source, _service, query, ctx) => {
    const { past } = memoryOf(ctx)
    const found = drawn(source.id, past, limitsOf(source.options)).find((d) => d.panel.id === query.panel)
    if (!found) throw new SourceFailure('not-found', { path: query.panel })
    return dataOf(found, past, query, ctx.now())
  },

  expression: async (source, query, ctx) => {
    const { past } = memoryOf(ctx)
    const { mount } = query.labels
    const id = mount !== undefined ? 'disks' : ID_BY_RULE[query.labels['alertname'] ?? '']
    const found = drawn(source.id, past, limitsOf(source.options)).find((d) => d.panel.id === id)
    if (!found) throw new SourceFailure('not-found', { path: query.expression })
    const one = mount === undefined ? found : { ...found, series: found.series.filter(([s]) => s === `disk ${mount}`) }
    if (one.series.length === 0) throw new SourceFailure('not-found', { path: mount ?? '' })
    return { panel: one.panel, data: dataOf(one, past, query, ctx.now()) }
  }
}

const ID_BY_RULE: Readonly<Record<string, string>> = { MemoryLow: 'memory', SwapFull: 'swap', LoadHigh: 'load' }

/** At once while a signal is still missing (rates need two readings), else every `SIGNALS_MS`. */
const isDue = (told: ServiceSighting | null, facts: MachineFacts): boolean => {
  if (!told || told.name !== facts.hostname || !told.signals.traffic || !told.signals.saturation) return true
  const age = facts.at - (told.lastSampleAt ?? 0)
  return age < 0 || age >= SIGNALS_MS
}

const look = async (ctx: SourceContext): Promise<MachineFacts> => {
  try { return await ctx.machine.read() } catch (thrown) { throw asFailure(thrown) }
}

const memoryOf = (ctx: SourceContext): Memory => {
  const known = ctx.memory.get('this-computer') as Memory | undefined
  if (known) return known
  const fresh: Memory = { past: history(), watch: new Map(), writable: new Set(), lastLook: null, service: null, kept: null }
  ctx.memory.set('this-computer', fresh)
  return fresh
}

/** The very snapshot of last time when it says the same. */
const snapshotOf = (facts: MachineFacts, memory: Memory): SourceSnapshot => {
  const service = memory.service!
  const alerts = sightings(memory.watch, facts.hostname)
  const counts = { cores: facts.cores, ...(facts.disks ? { disks: facts.disks.length } : {}), ...(facts.network ? { networks: facts.network.length } : {}) }
  const text = JSON.stringify([service.lastSampleAt, service.name, alerts, counts])
  if (memory.kept?.text === text) return memory.kept.snapshot
  const before = memory.kept?.snapshot.alerts
  const snapshot: SourceSnapshot = {
    product: { name: facts.os, version: '' }, serverTime: null, alerts: before && JSON.stringify(before) === JSON.stringify(alerts) ? before : alerts, silences: null,
    services: [service], changes: null, onCall: null, externalLabels: null, offers: [], warnings: [], counts
  }
  memory.kept = { text, snapshot }
  return snapshot
}

