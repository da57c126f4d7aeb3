import type { Pack as WrittenPack } from '@shared/config/packs'
import { SIGNALS } from '@shared/domain/service'
import { BUILT_IN } from './built-in'

/** A pack in one of its variants, with nothing left in its needs to be filled. */
export interface Pack extends Omit<WrittenPack, 'variants' | '$schema'> {
  /** `pack` or `pack.variant`. */
  readonly id: string
}

const inNeed = (text: string, parts: Readonly<Record<string, string>>): string => text.replace(/\$(\w+)/g, (all, name: string) => (Object.hasOwn(parts, name) ? parts[name]! : all))

/** Each variant as a pack of its own, in its order. */
const variantsOf = ({ variants, $schema: _, ...pack }: WrittenPack): readonly Pack[] =>
  (variants.length === 0 ? [null] : variants).map((variant): Pack => {
    const parts = { ...pack.parts, ...variant?.parts }
    const filled = (needs: readonly string[]): string[] => needs.map((text) => inNeed(text, parts))
    return {
      ...pack, parts,
      id: variant ? `${pack.id}.${variant.id}` : pack.id,
      needs: filled([...pack.needs, ...(variant?.needs ?? [])]),
      signals: Object.fromEntries(SIGNALS.flatMap((signal) => { const found = pack.signals[signal]; return found ? [[signal, { ...found, needs: filled(found.needs) }] as const] : [] })),
      panels: pack.panels.map((panel) => ({ ...panel, needs: filled(panel.needs) }))
    }
  })

/** All packs in force, most telling first: those of one's own lead, or stand where the one of the same id stood. */
const joined = (own: readonly WrittenPack[]): readonly Pack[] => {
  const known = new Set(BUILT_IN.map((pack) => pack.id))
  const instead = new Map(own.map((pack) => [pack.id, pack]))
  return [...own.filter((pack) => !known.has(pack.id)), ...BUILT_IN.map((pack) => instead.get(pack.id) ?? pack)].flatMap(variantsOf)
}

/** Packs in force, and what has to be asked to know which of them fit. */
export interface PackSet {
  readonly packs: readonly Pack[]
  /** Every metric, and every label, that decides which packs and panels fit a service. */
  readonly metrics: readonly string[]
  readonly labels: readonly string[]
  /** The metrics that decide which golden signals there are. */
  readonly signalMetrics: readonly string[]
}

/** The metric of a need, and the labels of which it must carry one, or none where `without`. */
export const readNeed = (text: string): { readonly metric: string; readonly labels: readonly string[]; readonly without: boolean } => {
  const [metric = '', labels = ''] = text.replace('}', '').split('{')
  const without = labels.startsWith('!')
  return { metric, labels: labels ? labels.slice(without ? 1 : 0).split('|') : [], without }
}

const signalNeeds = (pack: Pack): readonly string[] => (Object.keys(pack.signals).length === 0 ? [] : [...pack.needs, ...Object.values(pack.signals).flatMap((s) => s.needs)])
const allNeeds = (pack: Pack): readonly string[] => [...pack.needs, ...signalNeeds(pack), ...pack.panels.flatMap((p) => p.needs)]
const metricsOf = (needs: readonly string[]): readonly string[] => [...new Set(needs.map((text) => readNeed(text).metric))].sort()

const setOf = (own: readonly WrittenPack[]): PackSet => {
  const packs = joined(own)
  const needs = packs.flatMap(allNeeds)
  return { packs, metrics: metricsOf(needs), labels: [...new Set(needs.flatMap((text) => readNeed(text).labels))].sort(), signalMetrics: metricsOf(packs.flatMap(signalNeeds)) }
}
const plain = setOf([])
const sets = new WeakMap<readonly WrittenPack[], PackSet>()
/** The packs in force beside those of one's own. */
export const packSet = (own: readonly WrittenPack[] | undefined): PackSet => {
  if (!own || own.length === 0) return plain
  const made = sets.get(own) ?? setOf(own)
  sets.set(own, made)
  return made
}

/** Labels by metric, as they exist somewhere. */
export type Existing = ReadonlyMap<string, ReadonlySet<string>>
/** Whether all of these exist; without `withLabels` only the metrics count. */
export const exists = (list: readonly string[], existing: Existing, withLabels = true): boolean => list.every((text) => {
  const { metric, labels, without } = readNeed(text)
  const carried = existing.get(metric)
  return carried !== undefined && (!withLabels || labels.length === 0 || labels.some((label) => carried.has(label)) !== without)
})

/** Whether what a pack tells is of the service, given the packs that fit beside it. */
export const isOfService = (pack: Pick<Pack, 'tells'>, fitting: readonly Pick<Pack, 'tells'>[]): boolean => pack.tells !== 'process' || !fitting.some((p) => p.tells === 'exporter')
