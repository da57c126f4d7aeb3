import { firingSince, type Alert } from '@shared/domain/alert'
import { markedPanelOf } from '@shared/domain/alert-panel'
import type { Change } from '@shared/domain/change'
import type { FiredAlert } from '@shared/domain/fired'
import type { Panel } from '@shared/domain/series'
import type { MessageKey } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { Band, ChangeMark, Marks } from './model'

/** When an alert was pending, and when it fired. What still fires has no end; drawing cuts it at the window's edge. `to`: where it ends as long as it goes on, ms. */
export const bandsOf = (alert: Pick<Alert, 'startsAt' | 'firedAt' | 'endsAt' | 'severity' | 'state'>, to = Infinity): readonly Band[] => {
  const { startsAt, endsAt, severity, state } = alert
  const end = endsAt ?? to
  if (state === 'pending') return [{ from: startsAt, to: end, severity, pending: true }]
  const fired = Math.min(end, firingSince(alert))
  return [...(fired > startsAt ? [{ from: startsAt, to: fired, severity, pending: true }] : []), { from: fired, to: end, severity, pending: false }]
}

/** Changes of a service around the beginning of its trouble: the last one before it, not more than an hour older, is the one to look at. */
export const suspectOf = (changes: readonly Change[], service: string, troubleAt: number | null): Change | null =>
  troubleAt === null ? null : changes.reduce<Change | null>((best, change) =>
    change.service === service && change.at <= troubleAt && troubleAt - change.at <= 3_600_000 && (best === null || change.at > best.at) ? change : best, null)

export interface MarksInput {
  readonly panels: readonly Panel[]
  /** Of the service: pending, firing and resolved; what is held back draws no band. */
  readonly alerts: readonly Alert[]
  /** What sources remember of earlier alerts of the service. */
  readonly fired?: readonly FiredAlert[]
  /** Of the service. */
  readonly changes: readonly Change[]
  readonly showChanges: boolean
  readonly suspect: Change | null
}

/** Bands and change markers by panel id. The suspect's version stands in the first panel only. */
export const marksOf = ({ panels, alerts, fired = [], changes, showChanges, suspect }: MarksInput): ReadonlyMap<string, Marks> => {
  const bands = new Map<string, Band[]>()
  const mark = (alert: Pick<Alert, 'name' | 'expression'>, band: Band): void => {
    const panel = markedPanelOf(panels, alert)
    if (panel) bands.set(panel.id, [...(bands.get(panel.id) ?? []), band])
  }
  for (const alert of alerts) if (alert.state !== 'suppressed') for (const band of bandsOf(alert)) mark(alert, band)
  for (const { from, to, severity, before, ...alert } of fired) mark(alert, { from, to, severity, pending: false, ...(before && { before }) })
  return new Map(panels.map((panel, i) => [panel.id, {
    bands: joined(bands.get(panel.id) ?? []),
    changes: (showChanges ? changes : []).map((c): ChangeMark => ({ at: c.at, label: i === 0 && c === suspect ? clean(c.what, { max: 24 }) : null }))
  }]))
}

/** In which words a band is told; `open`: it goes on at the end of its window. */
export const bandKey = ({ pending, before }: Band, open: boolean): MessageKey => {
  if (pending) return open ? 'out.legend.pending.on' : 'out.legend.pending'
  return before ? (open ? 'out.legend.firing.on.before' : 'out.legend.firing.before') : open ? 'out.legend.firing.on' : 'out.legend.firing'
}

/** Instances of one alert fire at about the same time: bands of one kind that overlap are one, or their washes would add up. */
const joined = (bands: readonly Band[]): readonly Band[] => {
  const out: Band[] = []
  for (const band of bands.toSorted((a, b) => a.from - b.from)) {
    const i = out.findIndex((o) => o.severity === band.severity && o.pending === band.pending && o.to >= band.from)
    if (i < 0) out.push(band)
    else out[i] = { ...out[i]!, to: Math.max(out[i]!.to, band.to) }
  }
  return out
}
