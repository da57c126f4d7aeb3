import { demoTime } from '@shared/domain/demo'
import type { SourceSnapshot } from '@shared/domain/source'
import type { SourceFailure } from '../../ports/failure'
import type { SourceInstance } from '../../ports/source-kind'
import { RULE_EDGES } from './alerts'
import { GRID_MS } from './curve'
import { outageOf } from './outage'
import { OUTAGES, STORIES } from './scenario'
import { settingsOf } from './settings'
import { demoAt } from './snapshot'

/** Before this nothing of that night had begun but what was known. */
const EVENING = demoTime('20:00')

/** What the sources said, or failed to say, at a moment of the night. */
export interface Rehearsed { readonly at: number; readonly said: readonly Said[] }
type Said = { readonly source: string; readonly snapshot: SourceSnapshot } | { readonly source: string; readonly failure: SourceFailure }

/**
 * The night up to `start` as the sources told it, in order, so that whoever opens the demo then knows what a watch all night would
 * know: what was resolved, when each health began, how old the last answer of a silent source is. Signals hold only their newest
 * value: the first real poll brings the rest. Only for sources whose clock is the scenario's.
 */
export const rehearsal = (sources: readonly SourceInstance[], start: number): readonly Rehearsed[] =>
  rehearsalTimes(start).map((at) => ({
    at,
    said: sources.map((source): Said => {
      const { part, seed } = settingsOf(source.options)
      const failure = outageOf(part, at, source.timeoutMs)
      return failure ? { source: source.id, failure } : { source: source.id, snapshot: demoAt(at, { seed, part, source: source.id, offset: 0, marked: false, brief: true }) }
    })
  }))

/** Each change is looked at just after it happened, each silence also just before it began; the last moment lies just before `start`, so that nothing is stale when the watch begins. */
export const rehearsalTimes = (start: number): readonly number[] => {
  const outages = Object.values(OUTAGES).flat()
  const unseen = Object.values(STORIES).flatMap((story) => story.traffic.gaps ?? []).flat().map((edge) => Math.ceil(demoTime(edge) / GRID_MS) * GRID_MS)
  const changes = [...RULE_EDGES, ...unseen].map((e) => e + 1_000)
  const times = [EVENING, start - 1_000, ...changes, ...outages.flatMap(([from, to]) => [demoTime(from) - 1_000, demoTime(from) + 1_000, demoTime(to) + 1_000])]
  return [...new Set(times)].filter((at) => at >= EVENING && at < start).sort((a, b) => a - b)
}
