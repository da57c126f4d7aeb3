import { firingSince, type Alert, type AlertSighting, type AlertState } from '@shared/domain/alert'
import { fingerprintOf, firstLabel, isSubset, labelOf, labelsOf, type Labels } from '@shared/domain/labels'
import type { Fitting, SourceMemory } from './core-state'
import { listed } from './pager/watchdog'
import { environmentOf, serviceOf, severityIn, type Rules } from './rules'

/** One alert with everyone who saw it. */
export interface Group { readonly key: string; readonly prints: string[]; readonly seen: { readonly source: SourceMemory; readonly sighting: AlertSighting }[] }

const canSilence = (source: SourceMemory): boolean => source.setup.abilities.includes('silence')

/**
 * Unites sightings of the same alert. Alertmanagers decide first: their label sets are the fullest. What a Prometheus sees lacks
 * the external labels it adds on sending, so it is looked for with those labels (known, or learned from a first match).
 * When it could be one of several, it stays an alert of its own: two rows are a nuisance, a hidden one is a missed page.
 * Watchdogs are not among them: they fire as long as all is well.
 * @param tells what of a source is united
 */
export const unite = (sources: readonly SourceMemory[], tells: (source: SourceMemory) => readonly AlertSighting[] = listed): readonly Group[] => {
  const groups = new Map<string, Group>()
  const byName = new Map<string, Group[]>()
  const join = (key: string, source: SourceMemory, sighting: AlertSighting): void => {
    const group = groups.get(key)
    if (group) {
      if (!group.prints.includes(sighting.fingerprint)) group.prints.push(sighting.fingerprint)
      group.seen.push({ source, sighting })
      return
    }
    const fresh: Group = { key, prints: [...new Set([key, sighting.fingerprint])], seen: [{ source, sighting }] }
    groups.set(key, fresh)
    const name = labelOf(sighting.labels, 'alertname') ?? ''
    const list = byName.get(name)
    if (list) list.push(fresh)
    else byName.set(name, [fresh])
  }
  for (const source of sources.filter(canSilence)) for (const sighting of tells(source)) join(sighting.fingerprint, source, sighting)
  const fullest = new Map([...byName].map(([name, list]) => [name, [...list]]))
  for (const source of sources.filter((s) => !canSilence(s))) {
    const guesses: Labels[] = source.externalLabels && Object.keys(source.externalLabels).length ? [source.externalLabels] : []
    for (const sighting of tells(source)) join(keyOf(sighting, groups, fullest, guesses, source.externalLabels), source, sighting)
  }
  return [...groups.values()]
}

/** Candidates looked at before giving up; learned labels make a second look rare. */
const LOOKS = 500

const keyOf = (sighting: AlertSighting, groups: ReadonlyMap<string, Group>, fullest: ReadonlyMap<string, readonly Group[]>, guesses: Labels[], known: Labels | null): string => {
  for (const guess of guesses) {
    const key = fingerprintOf(labelsOf([...Object.entries(guess), ...Object.entries(sighting.labels)]))
    if (groups.has(key)) return key
  }
  if (groups.has(sighting.fingerprint)) return sighting.fingerprint
  const candidates = fullest.get(labelOf(sighting.labels, 'alertname') ?? '') ?? []
  const fits: { readonly key: string; readonly extra: Labels }[] = []
  for (const group of candidates.slice(0, LOOKS)) {
    const labels = group.seen[0]!.sighting.labels
    if (!isSubset(sighting.labels, labels)) continue
    const extra = labelsOf(Object.entries(labels).filter(([name]) => labelOf(sighting.labels, name) === undefined))
    if (known && !Object.keys(extra).every((name) => labelOf(known, name) !== undefined)) continue
    fits.push({ key: group.key, extra })
    if (fits.length > 1) break
  }
  if (fits.length === 1) { guesses.unshift(fits[0]!.extra); return fits[0]!.key }
  return known && guesses.length ? fingerprintOf(labelsOf([...Object.entries(known), ...Object.entries(sighting.labels)])) : sighting.fingerprint
}

const union = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())].sort()

/**
 * Firing anywhere is firing, but only those who know of silences are asked about them, where there is one. What one that no longer answers
 * said of inhibitions and mute times is not believed for long against somebody who does and sees it fire; a silence holds until it is known to have ended.
 */
const stateOf = (seen: Group['seen'], { lifted, fresh, believed }: Now): AlertState => {
  const judges = seen.filter((s) => canSilence(s.source))
  const asked = judges.length ? judges : seen
  const seenFiring = seen.some((s) => !canSilence(s.source) && s.sighting.state === 'firing' && fresh(s.source.setup.id))
  const said = asked.map(({ source, sighting }) => {
    if (sighting.state !== 'suppressed' || sighting.silencedBy.some((id) => !lifted(id))) return sighting.state
    const others = sighting.inhibitedBy.length > 0 || sighting.mutedBy.length > 0 || sighting.silencedBy.length === 0
    return !others || (seenFiring && !believed(source.setup.id)) ? 'firing' : sighting.state
  })
  return said.includes('firing') ? 'firing' : said.includes('suppressed') ? 'suppressed' : 'pending'
}

/** What is known at this moment: which silences have ended, for sources that no longer answer, which sources do, and which are believed still. */
export interface Now { readonly lifted: (silence: string) => boolean; readonly fresh: (source: string) => boolean; readonly believed: (source: string) => boolean }

/** Whoever had it had it by silences that have ended by now. */
const hasLapsed = ({ silencedBy }: AlertSighting, lifted: (id: string) => boolean): boolean => silencedBy.length > 0 && silencedBy.every(lifted)

/** Where alerts of a source lie that do not say it: what it would add on sending says so, else its setting. */
const placeOf = (source: SourceMemory, rules: Rules): string | null => firstLabel(source.externalLabels ?? {}, rules.environmentLabels) ?? source.setup.environment

/** What a source's labels say of an alert, as the configuration reads them. */
export const placed = (labels: Labels, source: SourceMemory, rules: Rules): Pick<Alert, 'severity' | 'service' | 'environment'> =>
  ({ severity: severityIn(labels, rules), service: serviceOf(labels, rules), environment: environmentOf(labels, rules, placeOf(source, rules)).name })

/**
 * The alert that a group amounts to.
 * @param order of the sources in the configuration, for `sources`
 * @param fitting what holds it back where no source that knows of such things lists it
 */
export const alertOf = (group: Group, id: string, rules: Rules, order: ReadonlyMap<string, number>, now: Now, fitting: Fitting | null = null): Alert => {
  const judge = group.seen.find((s) => canSilence(s.source))
  const lead = judge ?? group.seen[0]!
  const teller = group.seen.find((s) => !canSilence(s.source) && s.sighting.state !== 'pending') ?? lead
  const { labels } = lead.sighting
  const told = stateOf(group.seen, now)
  const state = told === 'firing' && fitting !== null && fitting.held === null ? 'suppressed' : told
  const suppressed = state === 'suppressed'
  const sightings = group.seen.map((s) => s.sighting)
  const startsAt = Math.min(...(judge ? group.seen.filter((s) => canSilence(s.source)).map((s) => s.sighting) : sightings).map((s) => s.startsAt))
  // an Alertmanager hears of it when it fires; only rules tell since when it was pending
  const firedAt = judge || state === 'pending' ? startsAt : Math.min(...sightings.filter((s) => s.state !== 'pending').map(firingSince))
  return {
    id,
    fingerprint: lead.sighting.fingerprint,
    name: labelOf(labels, 'alertname') || labelOf(labels, 'alert') || lead.source.setup.name,
    ...placed(labels, lead.source, rules),
    state,
    labels,
    annotations: Object.keys(teller.sighting.annotations).length ? teller.sighting.annotations : lead.sighting.annotations,
    startsAt,
    ...(firedAt > startsAt ? { firedAt } : {}),
    endsAt: null,
    sources: [...new Set(group.seen.map((s) => s.source.setup.id))].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    silencedBy: suppressed ? union([...sightings.map((s) => s.silencedBy), fitting?.silencedBy ?? []]) : [],
    inhibitedBy: suppressed ? union(sightings.map((s) => s.inhibitedBy)) : [],
    mutedBy: suppressed ? union(sightings.map((s) => s.mutedBy)) : [],
    generatorURL: lead.sighting.generatorURL ?? teller.sighting.generatorURL,
    expression: sightings.find((s) => s.expression !== null)?.expression ?? null,
    value: sightings.find((s) => s.value !== null)?.value ?? null,
    held: sightings.find((s) => s.held !== null && !hasLapsed(s, now.lifted))?.held ?? fitting?.held ?? null
  }
}

/**
 * An id for every group: the first one that any of its fingerprints ever got, so that an alert stays itself when another source joins in.
 * Where two groups lay claim to one id, the group it is the fingerprint of has it; no group goes without.
 */
export const idsOf = (groups: readonly Group[], known: ReadonlyMap<string, string>): ReadonlyMap<Group, string> => {
  const out = new Map<Group, string>()
  const taken = new Set<string>()
  const give = (group: Group, id: string): void => { out.set(group, id); taken.add(id) }
  const claim = (group: Group): string => {
    for (const print of group.prints) {
      const id = known.get(print)
      if (id !== undefined) return id
    }
    return group.key
  }
  const claims = groups.map((group) => [group, claim(group)] as const)
  for (const [group, id] of claims) if (id === group.key) give(group, id)
  for (const [group, id] of claims) {
    if (out.has(group)) continue
    let free = taken.has(id) ? group.key : id
    for (let n = 1; taken.has(free); n++) free = `${group.key}.${n}`
    give(group, free)
  }
  return out
}
