import type { Alert } from '@shared/domain/alert'
import type { NotifyReason } from '@shared/domain/notification'
import type { Episode } from '../../ports/ledger'
import { globalReason } from '../blind'
import { alertWords } from '../notify-words'
import { environmentNamed } from '../rules'
import { episodeKey, withhold, type Draft } from './draft'
import type { Occasion } from './occasion'

/** Reasons that a rule of the policy gives. */
const RULED: ReadonlySet<NotifyReason> = new Set(['listed', 'ignored', 'night'])
/** Reasons that pass: when they end while the alert still fires, it is told after all. */
const PASSING: ReadonlySet<NotifyReason> = new Set(['pending', 'silenced', 'inhibited', 'muted', 'held', 'paused', 'disabled', 'severity', 'environment', 'awaiting', 'listed', 'ignored', 'night'])

/** Whether an episode that was not told may still be. */
export const isPassing = ({ reason }: Episode): boolean => PASSING.has(reason)

/** Why an alert is not told as things stand; null: nothing keeps it. */
export const whyNot = (alert: Alert, { next: state, now, route }: Occasion): NotifyReason | null => {
  if (alert.state === 'pending') return 'pending'
  if (alert.state === 'suppressed') return alert.silencedBy.length ? 'silenced' : alert.inhibitedBy.length ? 'inhibited' : 'muted'
  const everywhere = globalReason(state, now)
  if (everywhere === 'demo' || everywhere === 'disabled') return everywhere
  if (alert.sources.every((id) => state.app.sources[id]?.kind === 'demo')) return 'demo'
  if (!state.config.notifications.environments.includes(environmentNamed(alert.environment, state.rules).kind)) return 'environment'
  if (!state.config.notifications.severities.includes(alert.severity)) return 'severity'
  if (alert.held) return 'held'
  const { route: to, untilMorning } = route(alert)
  if (to === 'ignore' || to === 'list') return untilMorning ? 'night' : to === 'list' ? 'listed' : 'ignored'
  return everywhere
}

/** Decides against an alert, once for each reason. */
export const against = (draft: Draft, alert: Alert, reason: NotifyReason): void => {
  const { episodes, next, now, route } = draft
  if (episodes[alert.id]?.reason === reason) return
  episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: null, reason }
  withhold(draft, { key: episodeKey(alert), alerts: [alert.id], words: alertWords(alert, next, now), reason, rule: RULED.has(reason) ? route(alert).rule : undefined })
}
