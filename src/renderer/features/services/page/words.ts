import { summaryOf, type Alert } from '@shared/domain/alert'
import type { Health, Service } from '@shared/domain/service'
import type { Silence } from '@shared/domain/silence'
import type { Table } from '@shared/state/app-state'
import { clean } from '@shared/text/clean'
import { moment, type Zone } from '@shared/text/format'
import { t } from '@shared/text/catalogue'

/** What was counted for an objective is, when this old, no word on what burns now, ms. */
export const OLD_COUNT_MS = 120_000

/** Ends what others wrote like a sentence. */
const sentence = (text: string): string => {
  const plain = clean(text, { max: 300 }).trim()
  return plain === '' || /[.!?…]$/.test(plain) ? plain : `${plain}.`
}

export interface HeadlineInput {
  readonly service: Service
  /** What can be said of it now. */
  readonly health: Health
  /** What main said before its sources went quiet; null while they speak. */
  readonly was: Health | null
  /** Its worst firing alert. */
  readonly lead: Alert | null
  /** When the oldest alert of that severity began: Garda may have begun to look later. */
  readonly begunAt: number | null
  readonly lastSampleAt: number | null
  /** Names of its sources. */
  readonly sources: string
  /** Names of those that tell of alerts, and of those among them that are not fresh. */
  readonly telling: readonly string[]
  readonly silent: readonly string[]
  readonly now: number
  readonly zone: Zone
}

/** How the service is: `state` in its colour, then what is wrong and who has it. */
export const headline = ({ service, health, was, lead, begunAt, lastSampleAt, sources, telling, silent, now, zone }: HeadlineInput): { readonly state: string; readonly rest: string } => {
  const since = moment(begunAt ?? service.since, now, zone)
  if (was !== null) return { state: t('service.lapsed'), rest: t('service.lapsed.was', { source: sources || t('service.sources.none'), health: t(`health.${was}`).toLowerCase(), time: since }) }
  const state = t('service.health', { health: t(`health.${health}`), time: since })
  const parts: string[] = []
  if (health === 'unknown' && !lead) parts.push(lastSampleAt === null ? t('service.unknown.never') : t('service.unknown.last', { time: moment(lastSampleAt, now, zone) }))
  if (lead) parts.push(sentence(summaryOf(lead)))
  if (lead?.held) parts.push(t('service.held', { who: clean(lead.held.by, { max: 60 }), time: moment(lead.held.since, now, zone) }))
  if (health === 'ok' && !lead) parts.push(telling.length === 0 ? t('service.quiet.nobody') : silent.length > 0 ? t('service.quiet.unsure', { sources: silent.join(', ') }) : t('service.quiet'))
  return { state, rest: parts.join(' ') }
}

/** Why an alert is held back, in a few words. */
export const heldBack = (alert: Alert, alerts: Table<Alert>, silences: Table<Silence>, now: number, zone: Zone): string => {
  const silence = alert.silencedBy.map((id) => silences[id]).find((s) => s !== undefined)
  if (silence) return t('service.alerts.silenced', { by: clean(silence.createdBy, { max: 60 }), until: moment(silence.endsAt, now, zone) })
  if (alert.silencedBy.length > 0) return t('service.alerts.silenced.plain')
  if (alert.inhibitedBy.length > 0) {
    const by = alert.inhibitedBy.map((id) => alerts[id] ?? Object.values(alerts).find((a) => a.fingerprint === id)).find((a) => a !== undefined)
    return by ? t('service.alerts.inhibited', { by: clean(by.name, { max: 100 }) }) : t('service.alerts.inhibited.plain')
  }
  return t('service.alerts.muted', { by: alert.mutedBy.map((by) => clean(by, { max: 60 })).join(', ') })
}
