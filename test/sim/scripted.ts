import { labelsOf, type Labels } from '@shared/domain/labels'
import type { AlertSighting } from '@shared/domain/alert'
import { matchersOf, type Silence } from '@shared/domain/silence'
import { aSighting } from '../builders'
import { KINDS } from './happenings'

/** Something that is broken, as the night has it. Times are ms. */
export interface Broken {
  readonly startsAt: number
  readonly silenced: boolean
  readonly taken: boolean
  readonly inhibited?: boolean
  /** Until when it blinks. */
  readonly goneUntil?: number
  /** When a colleague gave it back. */
  readonly givenAt?: number
}

interface Kind { readonly name: string; readonly service: string; readonly severity: string; readonly env: string; readonly pod?: string }

/** A storm's alerts are numbered from here, those of a trail, and those that take turns: under one name, and under others. */
export const SLOW = KINDS.findIndex(({ name }) => name === 'ApiSlow')
export const STORM = 100
export const TRAIL = 200
export const POD = 300
export const TURN = 400

/** What number `i` of a night is. */
export const kindOf = (i: number): Kind => {
  const critical = { severity: 'critical', env: 'production' }
  if (i >= TURN) return { name: `Turn${i}`, service: 'api', ...critical }
  if (i >= POD) return { name: 'PodDown', service: 'api', pod: `p${i - POD}`, ...critical }
  return KINDS[i] ?? (i >= TRAIL ? { name: `Trail${i}`, service: 'api', ...critical } : { name: `Storm${i}`, service: `storm-${i}`, ...critical })
}
/** By the usual rules only this wakes anybody. */
export const isWaking = (i: number): boolean => { const { severity, env } = kindOf(i); return severity === 'critical' && env === 'production' }

/** What each needs, nearest first. */
const NEEDS: Readonly<Record<string, readonly string[]>> = { web: ['api', 'db'], api: ['db'] }
export const isBeneath = (service: string, of: string): boolean => NEEDS[of]?.includes(service) ?? false

/** Its labels as source `who` has them. */
const labelsIn = (i: number, who: number, external: boolean): Labels => {
  const { name, service, severity, env, pod } = kindOf(i)
  return labelsOf(Object.entries({ alertname: name, service, severity, env, ...(pod === undefined ? {} : { pod }), ...(external && who === 0 ? { cluster: 'eu' } : {}) }))
}

/** What source `who` says of it: only the Alertmanager, which is the first, knows of silences, inhibitions and colleagues. */
export const sightingOf = (i: number, { startsAt, silenced, taken, inhibited = false }: Broken, who: number, external: boolean): AlertSighting => {
  const [quiet, hidden] = [silenced && who === 0, inhibited && who === 0]
  return aSighting({
    labels: labelsIn(i, who, external), startsAt, state: quiet || hidden ? 'suppressed' : 'firing', silencedBy: quiet ? [`s${i}`] : [], inhibitedBy: hidden ? ['i1'] : [],
    held: taken && who === 0 ? { by: 'Daniel', since: startsAt, source: 'am' } : null
  })
}

/** The silences of the Alertmanager: what is silenced, and what a colleague has. They end when what they are of does. */
export const silencesOf = (broken: ReadonlyMap<number, Broken>, external: boolean): readonly Silence[] => [...broken].flatMap(([i, { silenced, taken }]) => {
  const one = (id: string, comment: string): Silence => ({ id, source: 'am', matchers: matchersOf(labelsIn(i, 0, external)), startsAt: 0, endsAt: Infinity, createdBy: 'Daniel', comment, state: 'active' })
  return [...(silenced ? [one(`s${i}`, 'planned')] : []), ...(taken ? [one(`t${i}`, 'ACK! on it')] : [])]
})
