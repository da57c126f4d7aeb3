import type { AlertSighting } from '@shared/domain/alert'
import { fingerprintOf, labelsOf } from '@shared/domain/labels'
import type { Finding } from './rules'

/** Something that holds: since when, when it began to fire, and what was last found of it. */
export interface Holding { readonly since: number; readonly firing: boolean; readonly finding: Finding }
export type Watch = ReadonlyMap<string, Holding>

/** Looks further apart than this prove nothing about the time between. */
export const BLIND_MS = 60_000

/**
 * The next state of the watch. What cannot be told stays as it was; a subject that is gone (a disk unmounted) takes its alerts along,
 * unless `blind` says that its kind could not be looked at. Time slept through does not count towards `forMs`.
 */
export const step = (prev: Watch, found: readonly Finding[], now: number, lastLook: number | null, blind: (rule: string) => boolean): Watch => {
  const slept = lastLook === null || now - lastLook > BLIND_MS || now < lastLook
  const next = new Map<string, Holding>()
  const seen = new Set<string>()
  for (const finding of found) {
    seen.add(finding.key)
    const before = prev.get(finding.key)
    if (finding.holds === null) { if (before) next.set(finding.key, before); continue }
    if (!finding.holds) continue
    const since = before && (before.firing || !slept) ? before.since : now
    next.set(finding.key, { since, firing: before?.firing === true || now - since >= finding.forMs, finding })
  }
  for (const [key, holding] of prev) if (!seen.has(key) && blind(holding.finding.rule)) next.set(key, holding)
  return next
}

/** What the watch amounts to. `startsAt` is when the condition began, and stays while it lasts. */
export const sightings = (watch: Watch, host: string): readonly AlertSighting[] => {
  const labelsFor = (finding: Finding): AlertSighting['labels'] =>
    labelsOf(Object.entries({ ...finding.labels, alertname: finding.rule, env: 'local', instance: host, service: host, severity: finding.severity }))
  return [...watch.values()].map(({ since, firing, finding }) => {
    const labels = labelsFor(finding)
    const hiders = firing ? finding.hiddenBy.map((key) => watch.get(key)).filter((h): h is Holding => h?.firing === true) : []
    return {
      fingerprint: fingerprintOf(labels), labels, annotations: labelsOf([['summary', finding.summary]]),
      state: !firing ? 'pending' : hiders.length ? 'suppressed' : 'firing',
      silencedBy: [], inhibitedBy: hiders.map((h) => fingerprintOf(labelsFor(h.finding))), mutedBy: [],
      startsAt: since, endsAt: null, generatorURL: null, expression: finding.expression, value: finding.value === null ? null : Number(finding.value.toPrecision(3)), held: null
    }
  })
}
