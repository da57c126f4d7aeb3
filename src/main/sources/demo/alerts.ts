import type { AlertSighting } from '@shared/domain/alert'
import { DEMO_SERVICES, demoTime, demoUrl, type DemoPart } from '@shared/domain/demo'
import { fingerprintOf, labelsOf, type Labels } from '@shared/domain/labels'
import { figureText } from '@shared/text/format'
import { seriesOf } from './curve'
import { RULES, type Instance, type Rule } from './rules'
import { SILENCE } from './scenario'

/** How a look at the newsroom is taken: the seed of its noise, which part, and what turns scenario time into the reader's. */
export interface Sight {
  readonly seed: number
  readonly part: DemoPart
  readonly source: string
  /** Reader's time minus scenario time, ms. */
  readonly offset: number
  /** Label every set with `demo`, for a live configuration. */
  readonly marked: boolean
  /** Newest values only, without their past. */
  readonly brief: boolean
}

/** Values of alerts are read on this grid, ms. */
export const VALUE_MS = 60_000

export interface Times { readonly pending: number | null; readonly from: number; readonly to: number }
export const instanceTimes = (rule: Rule, instance: Instance): Times => {
  const from = instance.from ?? rule.from
  const pending = instance.pending ?? rule.pending
  return { pending: pending === undefined ? null : demoTime(pending), from: typeof from === 'number' ? from : demoTime(from), to: rule.to === undefined ? Infinity : demoTime(rule.to) }
}

const labelsFor = (rule: Rule, instance: Instance, marked: boolean): Labels =>
  labelsOf(Object.entries({
    ...instance.labels, alertname: rule.name, env: rule.env ?? 'production', service: rule.service, severity: rule.severity, team: rule.team, ...(marked ? { demo: 'true' } : {})
  }))

interface Known { readonly factor: number; readonly times: Times; readonly labels: Labels; readonly fingerprint: string }
interface KnownRule { readonly rule: Rule; readonly instances: readonly Known[] }

const know = (marked: boolean): readonly KnownRule[] => RULES.map((rule) => ({
  rule,
  instances: rule.instances.map((instance) => {
    const labels = labelsFor(rule, instance, marked)
    return { factor: instance.factor ?? 1, times: instanceTimes(rule, instance), labels, fingerprint: fingerprintOf(labels) }
  })
}))
const KNOWN: Readonly<Record<'plain' | 'marked', readonly KnownRule[]>> = { plain: know(false), marked: know(true) }

const rising = (times: readonly number[]): readonly number[] => [...new Set(times)].filter(Number.isFinite).sort((a, b) => a - b)

/** Scenario times at which the first instance of a rule begins, all of them end, somebody takes it, or a silence begins or ends; rising. */
export const RULE_EDGES: readonly number[] = rising([
  ...KNOWN.plain.flatMap(({ rule, instances }) => {
    const froms = instances.map((i) => i.times.from)
    return [...instances.map((i) => i.times.pending ?? Infinity), Math.min(...froms), instances[0]!.times.to, ...(rule.held ? [demoTime(rule.held.since)] : [])]
  }),
  demoTime(SILENCE.from), demoTime(SILENCE.to)
])

/** The same of every single instance. */
export const EDGES: readonly number[] = rising([...RULE_EDGES, ...KNOWN.plain.flatMap(({ instances }) => instances.flatMap(({ times: { pending, from, to } }) => [pending ?? from, from, to]))])

const homeOf = (rule: Rule): DemoPart => rule.by ?? (rule.env ? 'prom-eu-2' : DEMO_SERVICES.find((s) => s.name === rule.service)!.part)

/** Prometheus knows of pending alerts, Alertmanager only of those that were sent to it. */
const listedBy = (rule: Rule, part: DemoPart, pending: boolean): boolean =>
  part === 'all' || part === homeOf(rule) || (!pending && ((part === 'alertmanager-eu' && !rule.unsent) || (rule.also?.includes(part) ?? false)))

/** What a part of the newsroom lists at scenario time `t`. Parts agree on what is suppressed, so that an alert has one state whoever is asked. */
export const alertsAt = (t: number, sight: Sight): readonly AlertSighting[] => {
  const known = KNOWN[sight.marked ? 'marked' : 'plain']
  return known.flatMap(({ rule, instances }) => {
    const listed = instances.filter(({ times: { pending, from, to } }) => t >= Math.min(pending ?? from, from) && t < to && listedBy(rule, sight.part, t < from))
    if (listed.length === 0) return []
    const value = seriesOf(rule.value, sight.seed, `alert ${rule.name}`)(Math.floor(t / VALUE_MS) * VALUE_MS)
    const silencedBy = rule.silenced && t >= demoTime(SILENCE.from) && t < demoTime(SILENCE.to) ? [SILENCE.id] : []
    const inhibitedBy = (known.find((k) => k.rule.name === rule.inhibitedBy)?.instances ?? []).filter(({ times: { from, to } }) => t >= from && t < to).map((i) => i.fingerprint)
    // Acknowledgements live where alerts are routed; a Prometheus knows nothing of them.
    const routed = sight.part === 'all' || sight.part === 'alertmanager-eu'
    const held = rule.held && routed && t >= demoTime(rule.held.since) ? { by: rule.held.by, since: demoTime(rule.held.since) + sight.offset, source: sight.source } : null
    const common = { silencedBy, inhibitedBy, mutedBy: [], endsAt: null, generatorURL: `https://${homeOf(rule)}.newsroom.example/graph?g0.expr=${encodeURIComponent(rule.expression)}`, expression: rule.expression }
    return listed.map(({ factor, times: { pending, from }, labels, fingerprint }): AlertSighting => {
      const own = value === null ? null : value * factor
      return {
        ...common, fingerprint, labels, annotations: annotationsOf(rule, value, own), state: t < from ? 'pending' : silencedBy.length || inhibitedBy.length ? 'suppressed' : 'firing',
        startsAt: (t < from ? (pending ?? from) : from) + sight.offset, value: own === null ? null : Number(own.toPrecision(4)), held: t < from ? null : held
      }
    })
  })
}

const annotationsOf = (rule: Rule, value: number | null, own: number | null): Labels => {
  const show = (n: number | null): string => (n !== null && rule.show ? rule.show(n) : figureText(n, rule.unit))
  const say = (text: string): string => text.replaceAll('{v}', show(value)).replaceAll('{i}', show(own))
  const out: [string, string][] = [['title', rule.title], ['summary', say(rule.summary)], ['runbook_url', demoUrl.runbook(rule.runbook)]]
  if (rule.impact) out.push(['impact', say(rule.impact)])
  if (rule.description) out.push(['description', say(rule.description)])
  if (rule.reading) out.push(['reading', say(rule.reading)])
  return labelsOf(out)
}
