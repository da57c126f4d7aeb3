import type { SourceStatus, Watchdog } from '@shared/domain/source'
import type { AppState } from '@shared/state/app-state'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, day, duration, type Zone } from '@shared/text/format'
import { failingText, nextAskText } from '../../state/select/source-words'
import { isMissing, type SourceRow } from './rows'

/** A kind of source as people call it. */
export const kindName = (kind: string): string => { const key = `kind.${kind}`; return isMessageKey(key) ? t(key) : clean(kind, { max: 60 }) }

/** When a source is asked next, seen from `now`: "in 8 s", "now", or that it is being asked. */
export const nextText = (row: SourceRow, now: number): string => {
  if (row.ages === null || row.standing === 'off') return t('common.none')
  return nextAskText(row.ages.nextAt, now)
}

/** How a source fares, in sentences. */
export const standingText = (row: SourceRow, now: number): string => {
  const { status, ages } = row
  if (row.standing === 'off' || status === null) return t(row.standing === 'off' ? 'sources.says.off' : 'sources.says.starting')
  const next = nextText(row, now)
  const age = ages?.successAt == null ? '' : duration(now - ages.successAt)
  switch (row.standing) {
    case 'error': case 'auth': return [
      failingText(status, { nextAt: ages?.nextAt ?? null }, now),
      age === '' ? t('sources.says.never') : t('sources.says.last', { age })
    ].join(' ')
    case 'stale': return t('sources.says.stale', { age, next })
    case 'pending': return t('sources.says.pending')
    // with a watchdog missing it may answer in full
    case 'degraded': return t(status.health === 'degraded' ? 'sources.says.degraded' : 'sources.says.ok', { age, every: duration(status.intervalMs), next })
    case 'ok': return t('sources.says.ok', { age, every: duration(status.intervalMs), next })
  }
}

/** From so long before its end on, a certificate is spoken of. */
const CERTIFICATE_MS = 14 * 86_400_000

/** That a source's certificate ends soon, and when; '' while there is time. */
export const certificateText = (status: Pick<SourceStatus, 'certificate'> | null, now: number, zone: Zone): string => {
  const certificate = status?.certificate ?? null
  if (certificate === null || certificate.endsAt - now > CERTIFICATE_MS) return ''
  const values = { host: clean(certificate.host, { max: 120 }), date: `${day(certificate.endsAt, zone)} ${clock(certificate.endsAt, zone)}` }
  return certificate.endsAt <= now ? t('sources.certificate.over', values) : t('sources.certificate.soon', { ...values, time: duration(certificate.endsAt - now) })
}

/** That the alert which must always fire is missing; '' while it is not. */
export const watchdogText = (status: Pick<SourceStatus, 'watchdog'> | null, now: number): string => {
  if (!status?.watchdog || !isMissing(status)) return ''
  const { name, seenAt, missingSince } = status.watchdog
  return t(seenAt === null ? 'sources.watchdog.never' : 'sources.watchdog.missing', { name: clean(name, { max: 80 }), time: duration(Math.max(0, now - (missingSince ?? now))) })
}

/** How the alert that must always fire fares, in short. */
export const watchdogFact = ({ name, seenAt, missingSince }: Watchdog, zone: Zone): string => {
  const values = { name: clean(name, { max: 80 }) }
  if (missingSince !== null) return t('sources.watchdog.gone', values)
  return seenAt === null ? t('sources.watchdog.awaited', values) : t('sources.watchdog.seen', { ...values, time: `${day(seenAt, zone)} ${clock(seenAt, zone)}` })
}

/** What only this source tells, so that nobody would watch it without it. */
export const onlyFrom = (id: string, state: Pick<AppState, 'services' | 'alerts'>): { readonly services: number; readonly alerts: number } => ({
  services: Object.values(state.services).filter((s) => s.seenBy.length > 0 && s.seenBy.every((seen) => seen.source === id)).length,
  alerts: Object.values(state.alerts).filter((a) => a.sources.length > 0 && a.sources.every((source) => source === id)).length
})
