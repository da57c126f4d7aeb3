import { isAsking, type Page } from '@shared/domain/page'
import { severityRank } from '@shared/domain/severity'
import type { AppState } from '@shared/state/app-state'
import { alertTitle } from '../../state/select/alerts'
import { orderedIncidents } from '../../state/select/incidents'

const PASSED_ON_MS = 5 * 60_000
const PEOPLE = ['Mira Solberg', 'Daniel Okoye'] as const

/**
 * The demo pages nobody, so its pages climb no ladder. This is how its page would stand on the screen of whoever is on call: the worst that asks for
 * somebody, else one made of the worst incident that somebody has yet to take. Null: the demo's night is calm.
 */
export const demoPage = (state: AppState, now: number): Page | null => {
  const person = state.meta.onCall?.name ?? PEOPLE[0]
  const next = PEOPLE.find((name) => name !== person) ?? null
  const base = Object.values(state.pages).filter(isAsking).sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.openedAt - b.openedAt)[0] ?? fromIncident(state)
  if (!base) return null
  const since = base.startedAt + Math.floor((now - base.startedAt) / PASSED_ON_MS) * PASSED_ON_MS
  return { ...base, window: true, loud: true, person, next: { rung: 'next', at: since + PASSED_ON_MS, person: next }, since }
}

const fromIncident = (state: AppState): Page | null => {
  const incident = orderedIncidents(state.incidents, 'production').find((i) => i.severity === 'critical')
  const open = (incident?.alerts ?? []).flatMap((id) => { const alert = state.alerts[id]; return alert?.state === 'firing' && alert.held === null ? [alert] : [] })
  const alert = open.find((a) => a.id === incident?.lead) ?? open.find((a) => a.severity === 'critical')
  if (!incident || !alert) return null
  return {
    id: `demo ${incident.id}`, route: 'page', status: 'open', severity: alert.severity, environment: incident.environment, alerts: incident.alerts, unseen: [],
    services: [...(alert.service === null ? [] : [alert.service]), ...incident.path.filter((name) => name !== alert.service)], title: alertTitle(alert), body: '', lead: alert.id,
    startedAt: alert.startsAt, openedAt: alert.startsAt, since: alert.startsAt, climbedAt: alert.startsAt, passedAt: alert.startsAt, climbed: ['window'], window: true, person: null, reached: [], passed: 0, loud: true, called: true,
    next: null, held: null, paged: false, handedAt: null, taken: [], free: [], bareSince: null, snoozedUntil: null, stillSince: null, owed: [], peak: 'critical', ended: [],
    flaps: 0, quietSince: null, endedAt: null, sources: [], lost: [], suppressed: false
  }
}
