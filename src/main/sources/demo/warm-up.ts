import { demoTime } from '@shared/domain/demo'
import { EDGES } from './alerts'
import { OUTAGES } from './scenario'

/** Before this nothing of that night had begun but what was known. */
const EVENING = demoTime('20:00')

/**
 * Moments to look at, rising, so that whoever opens the demo at `start` knows what a watch all night would know: what was resolved,
 * when each health began, how old the last answer of a silent source is. Each change is looked at just after it happened, each
 * silence just before it began; the last moment lies before `start`.
 */
export const warmUpTimes = (start: number): readonly number[] => {
  const outages = Object.values(OUTAGES).flat()
  const times = [EVENING, ...EDGES.map((e) => e + 1_000), ...outages.flatMap(([from, to]) => [demoTime(from) - 1_000, demoTime(to) + 1_000])]
  return [...new Set(times)].filter((at) => at >= EVENING && at < start).sort((a, b) => a - b)
}
