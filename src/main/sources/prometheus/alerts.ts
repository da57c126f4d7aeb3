import type { AlertSighting } from '@shared/domain/alert'
import { fingerprintOf, labelsOf, sameLabels, type Labels } from '@shared/domain/labels'
import { keepEqual } from '../../ports/wire'
import type { AlertingRule, RuleAlert, RulesWire } from './wire'

/** What one reading of the rules amounts to. */
export interface RulesRead {
  readonly alerts: readonly AlertSighting[]
  /** How many alerting rules there are. */
  readonly rules: number
  /** Rules that could not be evaluated: what they watch is not being watched. */
  readonly broken: readonly { readonly name: string; readonly error: string }[]
  /** Rules whose last evaluation told something: neither failed nor still awaited. */
  readonly evaluated: number
  /** After this moment of the server's clock, ms, no group of rules is evaluated any more; null where some group does not tell. */
  readonly freshUntil: number | null
  readonly byRule: ReadonlyMap<string, readonly AlertSighting[]>
  /** Every alerting rule, whether or not it fires: what it looks at, and the labels that it gives. */
  readonly watched: readonly WatchedRule[]
}
export interface WatchedRule { readonly name: string; readonly query: string; readonly labels: Labels }

/**
 * Pending and firing alerts of all rules. An alert that says the same as before keeps its reference.
 * A rule that has not run yet (its server has just started) says nothing about its alerts: those it had stay.
 * @param partial when some of the servers behind the answer are missing, nothing may disappear
 * @param base address of the server, for links
 */
export const readRules = (wire: RulesWire, before: RulesRead | null, partial: boolean, base: string): RulesRead => {
  const known = new Map((before?.alerts ?? []).map((a) => [a.fingerprint, a]))
  const alerts = new Map<string, AlertSighting>()
  const byRule = new Map<string, readonly AlertSighting[]>()
  const broken: { name: string; error: string }[] = []
  const watched: WatchedRule[] = []
  let rules = 0
  let evaluated = 0
  for (const group of wire.groups) {
    for (const rule of group.rules) {
      if (rule.type !== 'alerting') continue
      rules++
      watched.push({ name: rule.name, query: rule.query, labels: rule.labels ?? NO_LABELS })
      const key = JSON.stringify([group.file, group.name, rule.name, rule.query, rule.labels ?? {}])
      const unheard = rule.health === 'unknown' && rule.alerts.length === 0
      const told = unheard ? (before?.byRule.get(key) ?? []) : sightings(rule, group, base, known)
      if (rule.health !== 'err' && rule.health !== 'unknown') evaluated++
      if (rule.health === 'err') broken.push({ name: rule.name, error: rule.lastError ?? '' })
      if (told.length) byRule.set(key, told)
      for (const sighting of told) add(alerts, sighting)
    }
  }
  if (partial) {
    for (const [fingerprint, sighting] of known) if (!alerts.has(fingerprint)) alerts.set(fingerprint, sighting)
    for (const [key, told] of before?.byRule ?? []) if (!byRule.has(key)) byRule.set(key, told)
  }
  return { alerts: keepEqual(before?.alerts, [...alerts.values()]), rules, broken, evaluated, freshUntil: freshUntil(wire.groups), byRule, watched }
}

const LATE_MS = 300_000
const LATE_INTERVALS = 5

/** The group that was evaluated last counts: one alone may be slow, or of a server of its own. */
const freshUntil = (groups: RulesWire['groups']): number | null => {
  const ends = groups.filter((g) => g.rules.some((rule) => rule.type === 'alerting'))
    .map(({ lastEvaluation, interval }) => (lastEvaluation === null ? null : lastEvaluation + Math.max(LATE_MS, LATE_INTERVALS * (interval ?? 0))))
  return ends.reduce<number | null>((latest, end) => (latest === null || end === null ? null : Math.max(latest, end)), ends[0] ?? null)
}

const NO_LABELS: Labels = labelsOf([])

const sightings = (rule: AlertingRule, group: Timing, base: string, known: ReadonlyMap<string, AlertSighting>): readonly AlertSighting[] => {
  const link = `${base}/graph?g0.expr=${encodeURIComponent(rule.query)}&g0.tab=1`
  return rule.alerts.flatMap((alert) => {
    const sighting = toSighting(alert, rule, group, link)
    if (!sighting) return []
    const old = known.get(sighting.fingerprint)
    return [old && (same(old, sighting) || isRestored(old, sighting)) ? old : sighting]
  })
}

/** A server that was restarted calls a firing alert pending again for a while, since the same second: it cuts the rest off. Nothing else makes a firing alert pending. */
const isRestored = (old: AlertSighting, now: AlertSighting): boolean => old.state === 'firing' && now.state === 'pending' && Math.floor(old.startsAt / 1000) === Math.floor(now.startsAt / 1000)

/** When a group of rules is evaluated. */
type Timing = Pick<RulesWire['groups'][number], 'interval' | 'lastEvaluation'>
/** The rules' page tells when an alert became active, not when it fires: that is at the first evaluation at which it has been for as long as its rule waits. */
const firedAtOf = (activeAt: number, { duration }: AlertingRule, { interval, lastEvaluation }: Timing): number => {
  const waits = duration === null ? 0 : interval === null ? duration : Math.ceil(duration / interval) * interval
  return Math.min(activeAt + waits, lastEvaluation ?? Infinity)
}

const toSighting = ({ labels, annotations, state, activeAt, value }: RuleAlert, rule: AlertingRule, group: Timing, link: string): AlertSighting | null => {
  if (state !== 'pending' && state !== 'firing') return null
  const number = value ? Number(value) : NaN
  const firedAt = state === 'firing' && activeAt !== undefined ? firedAtOf(activeAt, rule, group) : 0
  return {
    fingerprint: fingerprintOf(labels), labels, annotations: annotations ?? NO_LABELS, state, silencedBy: [], inhibitedBy: [], mutedBy: [],
    startsAt: activeAt ?? 0, ...(firedAt > (activeAt ?? 0) ? { firedAt } : {}), endsAt: null, generatorURL: link, expression: rule.query, value: Number.isFinite(number) ? number : null, held: null
  }
}

/** Two rules may raise alerts of the very same labels: they are one, firing if one fires. */
const add = (alerts: Map<string, AlertSighting>, sighting: AlertSighting): void => {
  const twin = alerts.get(sighting.fingerprint)
  if (!twin || (twin.state === 'pending' && sighting.state === 'firing')) alerts.set(sighting.fingerprint, sighting)
}

const same = (a: AlertSighting, b: AlertSighting): boolean =>
  a.state === b.state && a.startsAt === b.startsAt && a.firedAt === b.firedAt && a.value === b.value && a.expression === b.expression && a.generatorURL === b.generatorURL &&
  sameLabels(a.labels, b.labels) && sameLabels(a.annotations, b.annotations)
