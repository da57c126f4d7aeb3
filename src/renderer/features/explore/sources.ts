import type { SourceStatus } from '@shared/domain/source'
import type { Table } from '@shared/state/app-state'

/** This computer draws graphs, and cannot be asked freely. */
const UNABLE = 'this-computer'

/** Sources that can be asked, those that answer now first. */
export const askable = (sources: Table<SourceStatus>): readonly SourceStatus[] => {
  const able = Object.values(sources).filter((s) => s.abilities.includes('metrics') && s.kind !== UNABLE)
  return [...able.filter((s) => s.failure === null), ...able.filter((s) => s.failure !== null)]
}

/** The one that is asked: the chosen one while it is there, else the first. */
export const chosenSource = (able: readonly SourceStatus[], chosen: string | null): SourceStatus | null => able.find((s) => s.id === chosen) ?? able[0] ?? null
