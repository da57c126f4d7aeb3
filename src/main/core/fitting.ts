import type { AlertSighting } from '@shared/domain/alert'
import { labelOf, labelsOf, sameLabels, type Labels } from '@shared/domain/labels'
import { matcherTest } from '@shared/domain/matcher'
import { heldBy, isAcknowledgement, type Matcher, type Silence } from '@shared/domain/silence'
import type { Fitting, Sending, Sendings, SourceMemory } from './core-state'
import type { Group } from './dedupe'

const relays = ({ setup }: SourceMemory): boolean => setup.abilities.includes('silence')

/** So many alerts of a source are looked at for what sending adds to them. */
const LOOKS = 50

/** Where the alerts of each source go by now. The same table where nothing new was seen. */
export const sendingsOf = (groups: readonly Group[], known: Sendings): Sendings => {
  const looked = new Map<string, { readonly to: Set<string>; added: Labels | null | undefined; looks: number }>()
  for (const { seen } of groups) {
    const judge = seen[0]
    if (!judge || !relays(judge.source) || seen.length < 2) continue
    for (const { source, sighting } of seen) {
      if (relays(source)) continue
      const { id } = source.setup
      const one = looked.get(id) ?? { to: new Set(known[id]?.to), added: known[id]?.added, looks: 0 }
      looked.set(id, one)
      for (const other of seen) if (relays(other.source)) one.to.add(other.source.setup.id)
      if (one.looks++ >= LOOKS || one.added === null) continue
      const added = labelsOf(Object.entries(judge.sighting.labels).filter(([name]) => labelOf(sighting.labels, name) === undefined))
      one.added = one.added === undefined || sameLabels(one.added, added) ? added : null
    }
  }
  const changed = [...looked].filter(([id, { to, added }]) => to.size > (known[id]?.to.length ?? 0) || added !== known[id]?.added && !(added && known[id]?.added && sameLabels(added, known[id].added)))
  return changed.length === 0 ? known : { ...known, ...Object.fromEntries(changed.map(([id, { to, added }]) => [id, { to: [...to].sort(), added: added ?? null }])) }
}

/** What an alert's labels are once it is sent; null: nobody knows. */
const sentLabels = ({ labels }: AlertSighting, { externalLabels }: SourceMemory, { added }: Sending): Labels | null => {
  const more = externalLabels ?? added
  return more && labelsOf([...Object.entries(more), ...Object.entries(labels)])
}

const tests = new WeakMap<Matcher, (labels: Labels) => boolean>()
/** A matcher as a test, made once. What cannot be read as a regular expression here fits nothing: whoever is woken for nothing forgives sooner than who is not woken. */
export const testOf = (matcher: Matcher): ((labels: Labels) => boolean) => {
  const known = tests.get(matcher)
  if (known) return known
  let test: (labels: Labels) => boolean
  try { test = matcherTest(matcher) } catch { test = () => false }
  tests.set(matcher, test)
  return test
}

/** Whether a silence holds at a moment, whatever its source said of it last. */
export const isActive = ({ state, startsAt, endsAt }: Silence, at: number): boolean => state !== 'expired' && startsAt <= at && at < endsAt

/**
 * Null: nothing holds it back. All Alertmanagers that its sources send to have to have a silence that fits: whichever has none would tell of it.
 * An acknowledgement made at this desk is none of these: that is of what was taken.
 * @param own ids of the silences made at this desk
 */
export const fittingOf = ({ seen }: Group, memory: Readonly<Record<string, SourceMemory>>, sendings: Sendings, own: ReadonlySet<string>, at: number): Fitting | null => {
  if (seen.some((s) => relays(s.source))) return null
  const { source, sighting } = seen[0]!
  const sent = seen.flatMap((s) => sendings[s.source.setup.id] ?? [])
  const judges = [...new Set(sent.flatMap(({ to }) => to))].flatMap((id) => (Object.hasOwn(memory, id) ? [memory[id]!] : []))
  if (judges.length === 0 || judges.some((j) => j.silences.length === 0)) return null
  const labels = sentLabels(sighting, source, sent[0]!) ?? sighting.labels
  // of labels that nobody knows nobody can say that they are missing
  const isKnown = (name: string): boolean => labels !== sighting.labels || labelOf(labels, name) !== undefined
  const fits = ({ matchers }: Silence): boolean => matchers.every((m) => isKnown(m.name) && testOf(m)(labels))
  const byJudge = judges.map((j) => j.silences.filter((s) => isActive(s, at) && !own.has(s.id) && fits(s)))
  if (byJudge.some((list) => list.length === 0)) return null
  const all = byJudge.flat()
  return { silencedBy: [...new Set(all.map((s) => s.id))].sort(), held: all.every(isAcknowledgement) ? heldBy(all) : null }
}
