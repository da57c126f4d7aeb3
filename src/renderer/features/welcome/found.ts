import type { Found } from '@shared/contract/commands'
import type { EnvironmentKind } from '@shared/domain/environment'
import { ENVIRONMENT_KINDS } from '@shared/domain/environment'
import { serviceKey, type Health } from '@shared/domain/service'

/** A found thing is its place in the list. */
export const isUsable = (found: Found): boolean => found.known === null

/** What is switched on at first: all that answers and is not watched yet. */
export const firstUse = (list: readonly Found[]): ReadonlySet<number> => new Set(list.flatMap((f, i) => (isUsable(f) && f.failure === null ? [i] : [])))

export interface FoundService { readonly key: string; readonly name: string; readonly health: Health }
export interface FoundEnvironment { readonly name: string; readonly kind: EnvironmentKind; readonly services: readonly FoundService[] }

const RANK: Readonly<Record<Health, number>> = { critical: 0, warning: 1, unknown: 2, ok: 3 }
const kindOf = (text: string): EnvironmentKind => ENVIRONMENT_KINDS.find((k) => k === text) ?? 'production'

/** The services that what is switched on would bring, by environment in the order of their kinds, trouble first. A service that two see is as well as the worse of both says. */
export const environmentsOf = (list: readonly Found[], used: ReadonlySet<number>): readonly FoundEnvironment[] => {
  const environments = new Map<string, { readonly name: string; readonly kind: EnvironmentKind; readonly services: Map<string, FoundService> }>()
  for (const [i, found] of list.entries()) {
    if (!used.has(i)) continue
    for (const s of found.services) {
      let place = environments.get(s.environment)
      if (!place) { place = { name: s.environment, kind: kindOf(s.environmentKind), services: new Map() }; environments.set(s.environment, place) }
      const key = serviceKey(s.environment, s.name)
      const before = place.services.get(key)
      if (!before || RANK[s.health] < RANK[before.health]) place.services.set(key, { key, name: s.name, health: s.health })
    }
  }
  return [...environments.values()].sort((a, b) => ENVIRONMENT_KINDS.indexOf(a.kind) - ENVIRONMENT_KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1))
    .map((e) => ({ name: e.name, kind: e.kind, services: [...e.services.values()].sort((a, b) => RANK[a.health] - RANK[b.health] || (a.name < b.name ? -1 : 1)) }))
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
/** What was typed as a name people would say: its host as they wrote it, without user and password; else the text itself. */
export const hostTyped = (typed: string): string => {
  const text = typed.trim()
  return /^[^/?#]*/.exec(text.replace(SCHEME, ''))?.[0].replace(/^.*@/, '') || text
}
/** What of a refused address a form can begin with: never a user or password, which belong into its sign-in; null: nothing. */
export const withoutUser = (typed: string): string | null => {
  const text = typed.trim()
  if (SCHEME.test(text) && !/^https?:/i.test(text)) return null
  try {
    const url = new URL(withScheme(text))
    url.username = ''
    url.password = ''
    return url.href.replace(/\/$/, '')
  } catch { return null }
}
/** With a scheme and without what belongs to one page only, for a form to begin with. */
export const withScheme = (typed: string): string => {
  const text = typed.trim().replace(/[?#].*$/s, '')
  return /^https?:\/\//i.test(text) ? text : `https://${text}`
}
