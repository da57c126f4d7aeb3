import { firingSince, summaryOf, type Alert } from '@shared/domain/alert'
import type { Change } from '@shared/domain/change'
import { budgetOf, unknownBy, type ObjectiveData } from '@shared/domain/objective'
import type { Health, Service } from '@shared/domain/service'
import type { Failure } from '@shared/domain/source'
import { budgetText, burnText, spanText, targetText } from '@shared/text/budget'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { failureText } from '@shared/text/failure'
import { age, clock, duration, moment, type Zone } from '@shared/text/format'
import type { Span } from '../../../charts'
import type { Block, Link } from '../../../outlet'
import { groupAlerts, type AlertGroup } from '../../../state/select/groups'
import type { Neighbour } from './neighbours'
import { OLD_COUNT_MS } from './words'

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
  /** What was counted for its objective; `failure`: why it was not, or not wholly, counted, by `source`, a name. Null: no objective. */
  readonly objective: { readonly data: ObjectiveData | null; readonly failure: Failure | null; readonly source: string } | null
  /** Names of the sources that tell of alerts, and of those of them without a fresh word. */
  readonly telling: readonly string[]
  readonly silent: readonly string[]
  readonly window: Span
  readonly now: number
  readonly zone: Zone
}

const MOST = 20
const MOST_INSTANCES = 10
const word = (text: string): string => clean(text, { max: 300 })

/** As sure as the page is: over how much of the window, of when, and what is missing in it. */
const budgetLines = ({ service: { objective }, objective: counted, now }: FactsInput): readonly string[] => {
  if (objective === null) return []
  const data = counted?.data ?? null
  const failure = counted?.failure ?? null
  const source = word(counted?.source ?? '') || t('common.unknown')
  const budget = data && budgetOf(objective, data)
  const left = budget?.left ?? null
  const told = left === null
    ? [t('out.md.budget.unknown'), ...(data ? [t(`objective.unknown.${unknownBy(data)}`)] : [])]
    : [t('out.md.budget.left', { left: budgetText(left) }), ...(left < 0 ? [t('objective.over', { times: (1 - left).toFixed(1) })] : []), ...(budget!.whole ? [] : [t('objective.span', { span: spanText(budget!.spanMs) })])]
  return [
    t('out.md.budget', { target: targetText(objective.target), window: spanText(objective.windowMs) }), told.join(', '),
    ...(budget ? [t('out.md.burn', { burns: budget.burns.map(({ windowMs, rate }) => t('out.md.burn.one', { rate: burnText(rate), window: duration(windowMs) })).join(', ') })] : []),
    ...(data ? [t(failure || now - data.at > OLD_COUNT_MS ? 'out.md.budget.data.stale' : 'out.md.budget.data', { source, age: age(data.at, now) })] : []),
    ...(failure ? [t('out.md.failed', { reason: failureText(failure, source) })] : []),
    ...(data?.warnings[0] ? [t('objective.partial', { detail: word(data.warnings[0]) })] : []),
    ...(data?.noErrors ? [t('objective.errors.none')] : [])
  ]
}

/** That nothing fires is said only where all that would tell of it did. */
const alertBlocks = (told: readonly AlertGroup[], { telling, silent, now, zone }: FactsInput): readonly Block[] => {
  const unheard = telling.length === 0 ? t('service.quiet.nobody') : silent.length > 0 ? t('out.md.alerts.silent', { sources: silent.map(word).join(', ') }) : ''
  const none = told.length > 0 ? '' : unheard ? t('out.md.none.unsure') : t('out.md.none')
  const words = [none, unheard].filter(Boolean).join(' ')
  return [
    ...(told.length === 0 ? [] : [{ kind: 'list', items: [...told.slice(0, MOST).map((group) => alertItem(group, now, zone)), ...more(told)] }] satisfies Block[]),
    ...(words ? [{ kind: 'text', text: words }] satisfies Block[] : [])
  ]
}

const more = (list: readonly unknown[]): readonly string[] => (list.length > MOST ? [t('out.md.more', { count: list.length - MOST })] : [])

const labelled = (labels: readonly (readonly [string, string])[]): string => labels.map(([name, value]) => `${word(name)}="${word(value)}"`).join(', ')

/** One alert with all its instances: what they have in common, then what tells them apart. */
const alertItem = ({ lead, alerts }: AlertGroup, now: number, zone: Zone): string => {
  const shared = Object.entries(lead.labels).filter(([name, value]) => alerts.every((a) => a.labels[name] === value))
  const names = new Set(shared.map(([name]) => name))
  const apart = alerts.slice(0, MOST_INSTANCES).map((a) => labelled(Object.entries(a.labels).filter(([name]) => !names.has(name))))
  return [
    t('out.md.alert', {
      severity: t(`severity.${lead.severity}`), name: word(lead.name), state: t(`state.${lead.state}`).toLowerCase(), time: moment(firingSince(lead), now, zone), utc: clock(firingSince(lead), 'utc'), summary: word(summaryOf(lead))
    }),
    ...(lead.firedAt === undefined ? [] : [t('out.md.alert.pending', { time: moment(lead.startsAt, now, zone) })]),
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
      ...alertBlocks(told, input)
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
