import type { Alert } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { sourceName } from './sources'

/** What is to be taken, or given back. */
export interface Taking { readonly page: string | null; readonly alerts: readonly Alert[] }

/** Alerts that fire and nobody has. */
export const freeOf = (alerts: readonly Alert[]): readonly Alert[] => alerts.filter((a) => a.state === 'firing' && a.held === null)
/** Alerts that were taken at this desk. */
export const ownOf = (alerts: readonly Alert[]): readonly Alert[] => alerts.filter((a) => a.held?.here === true)

/** The page that any of these alerts woke somebody with, and what of it nobody has; without a page, of the alerts themselves. */
export const takingOf = (alerts: readonly Alert[], state: Pick<AppState, 'alerts' | 'pages'>): Taking => {
  const ids = new Set(alerts.map((a) => a.id))
  const page = Object.values(state.pages).find((p) => (p.status === 'open' || p.status === 'snoozed') && p.alerts.some((id) => ids.has(id))) ?? null
  const all = new Map([...alerts, ...(page?.alerts ?? []).flatMap((id) => (Object.hasOwn(state.alerts, id) ? [state.alerts[id]!] : []))].map((a) => [a.id, a]))
  return { page: page?.id ?? null, alerts: freeOf([...all.values()]) }
}

/** What acknowledging writes, and where, in words. */
export const effectOf = ({ alerts }: Taking, state: Pick<AppState, 'sources' | 'meta'>, environment: string): string => {
  const count = alerts.length
  if (state.meta.mode === 'demo') return t('ack.writes.demo')
  const sources = [...new Set(alerts.flatMap((a) => a.sources))].filter((id) => state.sources[id]?.abilities.includes('silence')).map((id) => clean(sourceName(state, id), { max: 60 }))
  return sources.length > 0 ? t('ack.writes', { count, environment, sources: sources.join(', ') }) : t('ack.writes.not', { count })
}
