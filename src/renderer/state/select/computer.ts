import type { AppState } from '@shared/state/app-state'

/** The computer Garda runs on among what is watched: its source, and its service once that is known. */
export const ownComputer = (state: Pick<AppState, 'sources' | 'services'>): { readonly source: string; readonly service: string | null } | null => {
  const source = Object.values(state.sources).find((s) => s.kind === 'this-computer')
  if (!source) return null
  return { source: source.id, service: Object.values(state.services).find((s) => s.seenBy.some((seen) => seen.source === source.id))?.key ?? null }
}
