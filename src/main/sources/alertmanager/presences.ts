import type { AlertSighting } from '@shared/domain/alert'
import { presenceOf, type Presence } from '@shared/domain/buddy'
import type { DatedSilence } from './map'

/** More than any team has; the rest is somebody's mistake. */
const MOST = 500
const LONGEST_NAME = 200

/** Of each person, the presence that ends last; those that have not ended go before. In order of the alphabet. */
export const presencesIn = (silences: readonly DatedSilence[], skewMs: number): readonly Presence[] => {
  const found = new Map<string, Presence>()
  for (const { silence, updatedAt } of silences) {
    const name = presenceOf(silence)
    if (name === null || name.length > LONGEST_NAME) continue
    const known = found.get(name)
    const presence: Presence = { name, id: silence.id, seenAt: updatedAt - skewMs, endsAt: silence.endsAt - skewMs, ended: silence.state === 'expired' }
    if (!known || (known.ended === presence.ended ? known.endsAt < presence.endsAt : known.ended)) found.set(name, presence)
  }
  return [...found.values()].sort((a, b) => b.endsAt - a.endsAt).slice(0, MOST).sort((a, b) => (a.name < b.name ? -1 : 1))
}

export const presenceIds = (silences: readonly DatedSilence[]): readonly string[] => silences.flatMap(({ silence }) => (presenceOf(silence) === null ? [] : [silence.id]))

/** Alerts as if presences held none of them back: one by hand may fit an alert that has its label. */
export const withoutPresences = (alerts: readonly AlertSighting[], presences: readonly string[]): readonly AlertSighting[] => {
  const ids = new Set(presences)
  if (ids.size === 0 || !alerts.some((a) => a.silencedBy.some((id) => ids.has(id)))) return alerts
  return alerts.map((alert) => {
    const silencedBy = alert.silencedBy.filter((id) => !ids.has(id))
    if (silencedBy.length === alert.silencedBy.length) return alert
    return { ...alert, silencedBy, state: silencedBy.length + alert.inhibitedBy.length + alert.mutedBy.length === 0 ? 'firing' : alert.state }
  })
}
