import type { SourceStatus } from '@shared/domain/source'
import type { AppState } from '@shared/state/app-state'
import type { ServiceRow } from '../../state/select/services'

/** A source that fails, and what cannot be seen because of it. */
export interface BlindSource {
  readonly source: SourceStatus
  /** Services that are unknown since nothing but sources that fail tells of them, this one among them. */
  readonly services: number
}

/** Failing sources that leave services out of sight, widest first. One whose last word still holds hides nothing yet; one that wants a person to sign in is told at once. */
export const blindSources = ({ sources, alerts }: Pick<AppState, 'sources' | 'alerts'>, rows: readonly ServiceRow[], fresh: ReadonlySet<string>): readonly BlindSource[] => {
  const hidden = new Map<string, number>()
  for (const { health, service } of rows) {
    if (health !== 'unknown') continue
    if (service.seenBy.some((seen) => fresh.has(seen.source))) continue
    // a service may be known by its alerts alone
    const tellers = new Set(service.seenBy.length > 0 ? service.seenBy.map((seen) => seen.source) : service.alerts.flatMap((id) => alerts[id]?.sources ?? []))
    for (const source of tellers) if (!fresh.has(source)) hidden.set(source, (hidden.get(source) ?? 0) + 1)
  }
  return Object.values(sources)
    .flatMap((source): readonly BlindSource[] => { const services = hidden.get(source.id) ?? 0; return source.failure !== null && (services > 0 || source.failure.code === 'sign-in-needed') ? [{ source, services }] : [] })
    .sort((a, b) => b.services - a.services || (a.source.name < b.source.name ? -1 : 1))
}
