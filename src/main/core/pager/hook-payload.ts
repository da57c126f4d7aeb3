import { PAGE_SCHEMA } from '@shared/contract/page-document'
import type { Alert } from '@shared/domain/alert'
import type { Page } from '@shared/domain/page'
import { t } from '@shared/text/catalogue'
import type { HookPayload } from '../../ports/hooks'

/** A storm is one page; whoever reads it on a phone needs to know how large it is, not all of it. */
const MOST_ALERTS = 100

/**
 * What hooks are told of a page. Labels and annotations are handed on as they came: they are for machines.
 * @param alerts rows by id, those that are over as well; what is in none of them is left out
 * @param at ms since 1970
 */
export const hookPayload = (event: HookPayload['event'], page: Page, alerts: Readonly<Record<string, Alert>>, at: number): HookPayload => {
  const known = page.alerts.flatMap((id) => (Object.hasOwn(alerts, id) ? [alerts[id]!] : []))
  return {
    schema: PAGE_SCHEMA,
    event,
    at: iso(at),
    page: {
      id: page.id, title: page.title, body: page.body, severity: page.severity, environment: page.environment, services: page.services, since: iso(page.startedAt),
      person: page.person, acknowledgedBy: page.held?.by ?? null, alertCount: page.alerts.length,
      firingCount: known.filter((a) => a.state === 'firing').length, alerts: known.slice(0, MOST_ALERTS).map(alertOf)
    }
  }
}

/** What hooks are told when somebody tries them: no page, and nothing wrong. */
export const testPayload = (person: string | null, at: number): HookPayload => ({
  schema: PAGE_SCHEMA,
  event: 'test',
  at: iso(at),
  page: {
    id: 'test', title: t('hooks.test'), body: t('hooks.test.body'), severity: 'info', environment: 'production', services: [], since: iso(at),
    person, acknowledgedBy: null, alertCount: 0, firingCount: 0, alerts: []
  }
})

const iso = (at: number): string => new Date(at).toISOString()

const alertOf = ({ id, name, severity, state, service, labels, annotations }: Alert): HookPayload['page']['alerts'][number] =>
  ({ id, name, severity, state, service, labels, annotations, runbook: runbookOf(annotations) })

/** Annotations that lead to a runbook, the usual one first. */
const RUNBOOKS = ['runbook_url', 'runbook', 'runbookURL'] as const
const runbookOf = (annotations: Alert['annotations']): string | null => RUNBOOKS.map((name) => (Object.hasOwn(annotations, name) ? annotations[name] : undefined)).find(Boolean) ?? null
