import { labelsOf, labelOf, sameLabels, type Labels } from '@shared/domain/labels'
import { keepEqual } from '../../ports/wire'
import { nameText } from './template'
import type { Sample } from './wire'

/** Labels that name services and environments, as configured. */
export interface Naming { readonly service: readonly string[]; readonly environment: readonly string[] }

/** A service that is scraped. */
export interface Scraped {
  /** Name and environment labels: one service of one environment. */
  readonly key: string
  readonly name: string
  /** What places it, external labels included. */
  readonly labels: Labels
  /** What its own series carry: selects them. */
  readonly selector: Labels
  readonly up: number
  readonly total: number
  /** When it was last listed, ms, while only incomplete answers leave it out; null: the newest answer lists it. */
  readonly missingSince: number | null
}

export interface Discovery {
  readonly services: readonly Scraped[]
  /** Naming labels that targets carry; no other is worth grouping by. */
  readonly by: readonly string[]
  /** Every combination of them, with the service it belongs to. */
  readonly groups: readonly { readonly labels: Labels; readonly service: string }[]
  readonly targets: number
}

/** Counts targets by their state: one number for each group, however many targets there are. */
export const upQuery = (naming: Naming): string => `count_values by (${[...new Set([...naming.service, ...naming.environment])].map(nameText).join(', ')}) ("${STATE}", up)`
const STATE = 'garda_up'

/**
 * The services behind an answer to `upQuery`. Groups of one name and environment are one service.
 * @param external labels that this server adds to whatever it hands on; a target's own go first
 */
export const discover = (samples: readonly Sample[], naming: Naming, external: Labels, before: Discovery | null): Discovery => {
  const services = new Map<string, Scraped>()
  const groups = new Map<string, { labels: Labels; service: string }>()
  const by = new Set<string>()
  let targets = 0
  for (const { labels, value } of samples) {
    const named = naming.service.find((label) => labelOf(labels, label))
    if (named === undefined || !(value > 0)) continue
    const name = labels[named]!
    // the first label there is names the environment, as the core reads it
    const place = naming.environment.find((label) => labelOf(labels, label) || labelOf(external, label))
    const where = place === undefined ? '' : labelOf(labels, place) || labelOf(external, place) || ''
    const key = JSON.stringify([name, where])
    const placed = labelsOf([[named, name] as const, ...(place === undefined ? [] : [[place, where] as const])])
    const own = place !== undefined && labelOf(labels, place) ? placed : labelsOf([[named, name] as const])
    const group = labelsOf(Object.entries(labels).filter(([label]) => label !== STATE))
    const known = services.get(key)
    const up = labelOf(labels, STATE) === '1' ? value : 0
    services.set(key, known ? { ...known, up: known.up + up, total: known.total + value } : { key, name, labels: placed, selector: own, up, total: value, missingSince: null })
    groups.set(JSON.stringify(group), { labels: group, service: key })
    for (const label of Object.keys(group)) by.add(label)
    targets += value
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
  return keepDiscovery(before, { services: [...services.values()], by: [...by].sort(), groups: sorted, targets })
}

const keepDiscovery = (before: Discovery | null, next: Discovery): Discovery => {
  if (!before) return { ...next, services: next.services.toSorted(byKey) }
  const old = new Map(before.services.map((s) => [s.key, s]))
  const sorted = next.services.map((s) => { const o = old.get(s.key); return o && sameScraped(o, s) ? o : s }).sort(byKey)
  const services = keepEqual(before.services, sorted)
  const groups = keepEqual(before.groups, regroup(before, next))
  return services === before.services && groups === before.groups ? before : { ...next, services, groups }
}
const byKey = (a: Scraped, b: Scraped): number => (a.key < b.key ? -1 : 1)
const regroup = (before: Discovery, next: Discovery): Discovery['groups'] => {
  const old = new Map(before.groups.map((g) => [JSON.stringify(g.labels), g]))
  return next.groups.map((g) => { const o = old.get(JSON.stringify(g.labels)); return o?.service === g.service ? o : g })
}
const sameScraped = (a: Scraped, b: Scraped): boolean =>
  a.up === b.up && a.total === b.total && a.missingSince === b.missingSince && sameLabels(a.labels, b.labels) && sameLabels(a.selector, b.selector)

/**
 * What an incomplete answer left out is still there, but nobody vouches for it: it is known by its last sample only.
 * @param at when `before` was read, ms
 */
export const withMissing = (before: Discovery | null, partial: Discovery, at: number | null): Discovery => {
  if (!before) return partial
  const missing = before.services.map((s) => (s.missingSince === null ? { ...s, missingSince: at ?? 0 } : s))
  const services = new Map([...missing, ...partial.services].map((s) => [s.key, s]))
  const groups = new Map([...before.groups, ...partial.groups].map((g) => [JSON.stringify(g.labels), g]))
  return keepDiscovery(before, {
    services: [...services.values()], groups: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group),
    by: [...new Set([...before.by, ...partial.by])].sort(), targets: Math.max(before.targets, partial.targets)
  })
}

/**
 * The service that a series' labels belong to: the group they name exactly, else the narrowest whose labels they all carry
 * (a metric may bring a `service` or `app` label of its own).
 */
export const ownerOf = (labels: Labels, groups: Discovery['groups']): string | null => {
  let best: { readonly size: number; readonly service: string } | null = null
  for (const group of groups) {
    const names = Object.keys(group.labels)
    if ((best === null || names.length > best.size) && names.every((name) => labelOf(labels, name) === group.labels[name])) best = { size: names.length, service: group.service }
  }
  return best?.service ?? null
}
