import type { Alert } from '@shared/domain/alert'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { moment, type Zone } from '@shared/text/format'
import { alertTitle } from '../../state/select/alerts'

type Known = Pick<AppState, 'alerts' | 'silences'>

/** Every reason an alert is held back, one sentence each. */
export const whyHidden = (alert: Alert, state: Known, now: number, zone: Zone): readonly string[] => {
  const reasons = [
    ...alert.silencedBy.map((id) => {
      const silence = Object.hasOwn(state.silences, id) ? state.silences[id]! : Object.values(state.silences).find((s) => s.id === id)
      return silence
        ? t('overview.hidden.bySilence', { who: clean(silence.createdBy, { max: 60 }), time: moment(silence.endsAt, now, zone), comment: clean(silence.comment, { max: 200 }) })
        : t('overview.hidden.bySilenceUnknown')
    }),
    ...alert.inhibitedBy.map((id) => {
      const by = Object.values(state.alerts).find((a) => a.id === id || a.fingerprint === id)
      return by ? t('overview.hidden.byAlert', { name: clean([alertTitle(by), by.service].filter(Boolean).join(', '), { max: 160 }) }) : t('overview.hidden.byUnknown')
    }),
    ...alert.mutedBy.map((name) => t('overview.hidden.byMute', { name: clean(name, { max: 80 }) }))
  ]
  return reasons.length > 0 ? reasons : [t('overview.hidden.other')]
}

/** The footer of the alerts panel: how many are held back and until when, '' when none is. */
export const hiddenWords = (hidden: readonly Alert[], state: Known, now: number, zone: Zone): string => {
  const silenced = hidden.filter((a) => a.silencedBy.length > 0)
  const inhibited = hidden.filter((a) => a.silencedBy.length === 0 && a.inhibitedBy.length > 0)
  const muted = hidden.length - silenced.length - inhibited.length
  const by = new Set(silenced.flatMap((a) => a.silencedBy))
  const soonest = Object.values(state.silences).reduce((min, s) => (by.has(s.id) ? Math.min(min, s.endsAt) : min), Infinity)
  const parts: string[] = []
  if (inhibited.length > 0) parts.push(t('overview.hidden.inhibited', { count: inhibited.length }))
  if (silenced.length > 0) parts.push(soonest < Infinity ? t('overview.hidden.until', { count: silenced.length, time: moment(soonest, now, zone) }) : t('overview.hidden.silenced', { count: silenced.length }))
  if (muted > 0) parts.push(t('overview.hidden.muted', { count: muted }))
  return parts.join(', ')
}
