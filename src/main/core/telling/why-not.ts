import { turnedOff } from '@shared/config/notifying'
import type { Alert } from '@shared/domain/alert'
import type { NotifyReason } from '@shared/domain/notification'
import type { Episode } from '../../ports/ledger'
import { globalReason } from '../blind'
import { alertWords } from '../notify-words'
import type { Routed } from '../pager/policy'
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
export const whyNot = (alert: Alert, { next: state, now, route }: Pick<Occasion, 'next' | 'now' | 'route'>): NotifyReason | null => {
  if (alert.state === 'pending') return 'pending'
  if (alert.state === 'suppressed') return alert.silencedBy.length ? 'silenced' : alert.inhibitedBy.length ? 'inhibited' : 'muted'
  const everywhere = globalReason(state, now)
  if (everywhere === 'demo' || everywhere === 'disabled') return everywhere
  if (alert.sources.every((id) => state.app.sources[id]?.kind === 'demo')) return 'demo'
  const { route: to, untilMorning } = route(alert)
  const off = offOf(alert, { next: state, route })
  if (off) return off
  if (alert.held) return 'held'
  if (to === 'ignore' || to === 'list') return untilMorning ? 'night' : to === 'list' ? 'listed' : 'ignored'
  return everywhere
}

/** Whether the settings turn an alert off. What never was on by itself is on where somebody's own rule fits; what somebody turned off stays off. */
const offOf = (alert: Alert, { next: { config, rules }, route }: Pick<Occasion, 'next' | 'route'>): 'severity' | 'environment' | null => {
  const off = turnedOff(config.notifications, alert.severity, environmentNamed(alert.environment, rules).kind)
  return off && (off.chosen || !route(alert).own) ? off.what : null
}
export const isOff = (alert: Alert, occasion: Pick<Occasion, 'next' | 'route'>): boolean => offOf(alert, occasion) !== null

/** The rule to name beside a reason: the one that gave it, or one of somebody's own that would have told the alert but for a setting. */
export const ruleBeside = (reason: NotifyReason, { route: to, rule, own }: Routed): string | undefined =>
  RULED.has(reason) || ((reason === 'severity' || reason === 'environment') && own && (to === 'page' || to === 'notify')) ? rule : undefined

/** Decides against an alert, once for each reason; `anew`: how it began after one that was told. */
export const against = (draft: Draft, alert: Alert, reason: NotifyReason, anew?: Episode['anew']): void => {
  const { episodes, next, now, route } = draft
  if (episodes[alert.id]?.reason === reason) return
  // what was sent before may be shown yet
  const { retry, lightly } = episodes[alert.id] ?? {}
  episodes[alert.id] = { alert: alert.id, startedAt: alert.startsAt, toldAt: null, reason, ...(retry && { retry }), ...(lightly && { lightly }), ...(anew && { anew }) }
  withhold(draft, { key: episodeKey(alert), alerts: [alert.id], words: alertWords(alert, next, now), reason, rule: ruleBeside(reason, route(alert)) })
}
