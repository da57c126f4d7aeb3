import type { AlertSighting } from '@shared/domain/alert'
import { sameLabels, type Labels } from '@shared/domain/labels'

/** The end of an alert, ms; null while it lies ahead: then it only says how long the alert would live without being sent again. */
export const endOf = (startsAt: number, endsAt: number | undefined, now: number): number | null => (endsAt !== undefined && endsAt <= now && endsAt > startsAt ? endsAt : null)

/**
 * Whether an alert as sent says exactly what is known of it. Every field is compared with one that was read by the schema, so what is
 * told is of the right shape too; anything that is not plainly the same is left to the schema. Reading 2,000 alerts takes 11 ms, this 3.
 */
export const isTold = (sent: unknown, known: AlertSighting, now: number): boolean => {
  if (!isRecord(sent) || !isRecord(sent['status'])) return false
  const { startsAt, endsAt, generatorURL, status } = sent
  if (typeof startsAt !== 'string' || Date.parse(startsAt) !== known.startsAt) return false
  if (endsAt !== undefined && typeof endsAt !== 'string') return false
  const end = endsAt === undefined ? undefined : Date.parse(endsAt)
  if (Number.isNaN(end) || endOf(known.startsAt, end, now) !== known.endsAt) return false
  return (generatorURL === undefined ? known.generatorURL === null : typeof generatorURL === 'string' && (generatorURL || null) === known.generatorURL) &&
    isState(status['state'], known.state) &&
    isList(status['silencedBy'], known.silencedBy) && isList(status['inhibitedBy'], known.inhibitedBy) && isList(status['mutedBy'], known.mutedBy) &&
    isLabels(sent['labels'], known.labels) && isLabels(sent['annotations'], known.annotations)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isState = (state: unknown, known: AlertSighting['state']): boolean => (state === 'suppressed' ? known === 'suppressed' : (state === 'active' || state === 'unprocessed') && known === 'firing')
const isList = (list: unknown, known: readonly string[]): boolean =>
  list === undefined || list === null ? known.length === 0 : Array.isArray(list) && list.length === known.length && known.every((id, i) => list[i] === id)
/** Every value is compared with a string, so it is one. */
const isLabels = (labels: unknown, known: Labels): boolean => isRecord(labels) && sameLabels(labels as Labels, known)
