import { summaryOf, type Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import { budgetOf, type ObjectiveData } from '@shared/domain/objective'
import type { Health, Service } from '@shared/domain/service'
import { budgetText, burnText, spanText, targetText } from '@shared/text/budget'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { age, clock, duration, moment, type Zone } from '@shared/text/format'
import type { Span } from '../../../charts'
import type { Block, Link } from '../../../outlet'
import { groupAlerts, type AlertGroup } from '../../../state/select/groups'
import type { Neighbour } from './neighbours'

export interface FactsInput {
  readonly service: Service
  readonly health: Health
  /** In one sentence, as the page says it. */
  readonly state: string
  readonly environment: string
  /** Of the service; what fires comes first. */
  readonly alerts: readonly Alert[]
  readonly dependsOn: readonly Neighbour[]
  /** Of the service and what it depends on. */
  readonly changes: readonly Change[]
  readonly seen: { readonly source: string; readonly at: number | null; readonly stale: boolean } | null
  /** Null: no objective, or no answer. */
  readonly objective: ObjectiveData | null
  readonly window: Span
  readonly now: number
  readonly zone: Zone
}

const MOST = 20
const MOST_INSTANCES = 10
const word = (text: string): string => clean(text, { max: 300 })

const budgetLines = ({ service: { objective }, objective: data }: FactsInput): readonly string[] => {
  if (objective === null) return []
  const budget = data && budgetOf(objective, data)
  return [
    t('out.md.budget', { target: targetText(objective.target), window: spanText(objective.windowMs) }),
    budget?.left == null ? t('out.md.budget.unknown') : t('out.md.budget.left', { left: budgetText(budget.left) }),
    ...(budget ? [t('out.md.burn', { burns: budget.burns.map(({ windowMs, rate }) => t('out.md.burn.one', { rate: burnText(rate), window: duration(windowMs) })).join(', ') })] : [])
  ]
}

const labelled = (labels: readonly (readonly [string, string])[]): string => labels.map(([name, value]) => `${word(name)}="${word(value)}"`).join(', ')

/** One alert with all its instances: what they have in common, then what tells them apart. */
const alertItem = ({ lead, alerts }: AlertGroup, now: number, zone: Zone): string => {
  const shared = Object.entries(lead.labels).filter(([name, value]) => alerts.every((a) => a.labels[name] === value))
  const names = new Set(shared.map(([name]) => name))
  const apart = alerts.slice(0, MOST_INSTANCES).map((a) => labelled(Object.entries(a.labels).filter(([name]) => !names.has(name))))
  return [
    t('out.md.alert', {
      severity: t(`severity.${lead.severity}`), name: word(lead.name), state: t(`state.${lead.state}`).toLowerCase(), time: moment(lead.startsAt, now, zone), utc: clock(lead.startsAt, 'utc'), summary: word(summaryOf(lead))
    }),
    ...(lead.held ? [t('overview.evidence.held', { who: word(lead.held.by) })] : []),
    t('out.md.alert.labels', { labels: labelled(shared) }),
    ...(alerts.length > 1 ? [t('out.md.alert.instances', { count: alerts.length, instances: [...apart, ...(alerts.length > MOST_INSTANCES ? ['…'] : [])].join('; ') })] : [])
  ].join('. ')
}

/** What a page knows besides its graphs: first what and how the service is, then what stands around it. */
export const serviceFacts = (input: FactsInput): { readonly before: readonly Block[]; readonly after: readonly Block[] } => {
  const { service, health, state, environment, alerts, dependsOn, changes, seen, window, now, zone } = input
  const told = groupAlerts(alerts.filter((a) => a.state !== 'resolved'))
  const near = changes.filter((c) => c.at >= window.from && c.at <= window.to)
  const more = (list: readonly unknown[]): readonly string[] => (list.length > MOST ? [t('out.md.more', { count: list.length - MOST })] : [])
  return {
    before: [
      { kind: 'heading', level: 1, text: t('out.page.title', { title: word(service.name), note: environment }) },
      { kind: 'text', text: state },
      {
        kind: 'list', items: [
          t('out.md.service', { service: word(service.name) }), t('out.md.environment', { environment }), t('out.md.health', { health: t(`health.${health}`) }),
          ...(service.tier === null ? [] : [t('out.md.tier', { tier: service.tier })]),
          t('out.md.owner', { owner: service.owner ? word(service.owner) : t('service.owner.none') }),
          ...(service.version ? [t('out.md.version', { version: word(service.version) })] : []),
          ...(seen ? [t(seen.stale ? 'out.md.data.stale' : 'out.md.data', { source: word(seen.source), age: age(seen.at, now) })] : []),
          ...budgetLines(input)
        ]
      },
      { kind: 'heading', level: 2, text: t('out.md.alerts') },
      told.length === 0 ? { kind: 'text', text: t('out.md.none') } : { kind: 'list', items: [...told.slice(0, MOST).map((group) => alertItem(group, now, zone)), ...more(told)] }
    ],
    after: [
      ...(dependsOn.length === 0 ? [] : [
        { kind: 'heading', level: 2, text: t('out.md.dependencies') },
        { kind: 'list', items: [...dependsOn.slice(0, MOST).map((n) => (n.known ? t('out.md.dependency', { name: word(n.name), health: t(`health.${n.health}`) }) : t('out.md.dependency.unseen', { name: word(n.name) }))), ...more(dependsOn)] }
      ] satisfies Block[]),
      ...(near.length === 0 ? [] : [
        { kind: 'heading', level: 2, text: t('out.md.changes') },
        { kind: 'list', items: [...near.slice(0, MOST).map((c) => t('out.md.change', { time: moment(c.at, now, zone), service: word(c.service), what: word(c.what), who: word(c.by) })), ...more(near)] }
      ] satisfies Block[])
    ]
  }
}

/** Where else to look. */
export const serviceLinks = (service: Service, runbook: string | null, alerts: readonly Alert[]): readonly Link[] => [
  ...(runbook ? [{ words: t('out.md.runbook'), url: runbook }] : []),
  ...(service.dashboard ? [{ words: t('out.md.dashboard'), url: service.dashboard }] : []),
  ...(service.repository ? [{ words: t('out.md.repository'), url: service.repository }] : []),
  ...[...new Map(alerts.flatMap((a) => (a.state === 'firing' && a.generatorURL ? [[a.generatorURL, a.name] as const] : [])))].slice(0, MOST).map(([url, name]) => ({ words: t('out.md.alert.link', { name: word(name) }), url }))
]
