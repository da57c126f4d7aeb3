import { ENVIRONMENT_KINDS, type EnvironmentKind } from '../domain/environment'
import type { Severity } from '../domain/severity'
import { nameKey, notificationsSchema, type Config } from './schema'

type Lists = Pick<Config['notifications'], 'severities' | 'environments'>
const USUAL: Lists = notificationsSchema.parse({})

/** What keeps an alert from being told by setting: `chosen` where somebody turned it off, which goes before every rule; else it never was on, and a rule of one's own goes before it. */
export interface TurnedOff { readonly what: 'severity' | 'environment'; readonly chosen: boolean }

/** Null: both may notify. What a person decided comes first. */
export const turnedOff = ({ severities, environments }: Lists, severity: Severity, kind: EnvironmentKind): TurnedOff | null => {
  const off: readonly TurnedOff[] = [
    ...(environments.includes(kind) ? [] : [{ what: 'environment', chosen: USUAL.environments.includes(kind) } as const]),
    ...(severities.includes(severity) ? [] : [{ what: 'severity', chosen: USUAL.severities.includes(severity) } as const])
  ]
  return off.find(({ chosen }) => chosen) ?? off[0] ?? null
}

/** A rule that is to tell of something by name that is turned off, so that it never will. */
export interface Overruled { readonly index: number; readonly name: string | null; readonly off: readonly (Severity | EnvironmentKind)[] }

export const overruledRules = ({ paging, notifications, environments }: Pick<Config, 'paging' | 'notifications' | 'environments'>): readonly Overruled[] => {
  const kindOf = (given: string): EnvironmentKind | undefined => environments.find((e) => nameKey(e.name) === nameKey(given))?.kind ?? ENVIRONMENT_KINDS.find((k) => k === given.toLowerCase())
  return paging.rules.flatMap(({ name, when, then }, index) => {
    if (then !== 'page' && then !== 'notify') return []
    const severities = (when.severity ?? []).filter((s) => USUAL.severities.includes(s) && !notifications.severities.includes(s))
    const kinds = (when.environment ?? []).flatMap((e) => kindOf(e) ?? []).filter((k) => USUAL.environments.includes(k) && !notifications.environments.includes(k))
    const off = [...new Set([...severities, ...kinds])]
    return off.length > 0 ? [{ index, name: name ?? null, off }] : []
  })
}
