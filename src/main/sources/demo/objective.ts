import { DEMO_SERVICES, demoTime } from '@shared/domain/demo'
import { BURN_WINDOWS, type Counted, type ObjectiveData } from '@shared/domain/objective'
import type { ObjectiveQuery, ServiceRef } from '../../ports/source-kind'
import type { Sight } from './alerts'
import { GRID_MS, seriesOf } from './curve'
import { quietOf, SPENT, STORIES } from './scenario'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Where the night begins; what the month spent before is told by SPENT. */
const EVENING = demoTime('20:00')
/** Points that an average is taken over. */
const MOST_POINTS = 720

/** What the newsroom counted for an objective at scenario time `t`; null for a service it does not have. */
export const objectiveAt = (t: number, service: ServiceRef, { objective, since }: ObjectiveQuery, sight: Sight, now: number): ObjectiveData | null => {
  const env = service.labels['env'] ?? 'production'
  const loud = STORIES[service.name]
  if (!loud || !DEMO_SERVICES.some((s) => s.name === service.name)) return null
  const story = env === 'production' ? loud : quietOf(loud)
  const traffic = seriesOf(story.traffic, sight.seed, `${env}/${service.name} traffic`)
  const errors = seriesOf(story.errors, sight.seed, `${env}/${service.name} errors`)
  const count = (from: number, to: number): Counted => {
    const step = Math.max(GRID_MS, Math.ceil((to - from) / MOST_POINTS / GRID_MS) * GRID_MS)
    let points = 0
    let all = 0
    let failed = 0
    for (let at = Math.floor(to / GRID_MS) * GRID_MS; at > from; at -= step) {
      const [rate, share] = [traffic(at), errors(at)]
      if (rate === null || share === null) continue
      points++
      all += rate
      failed += rate * share
    }
    return points === 0 ? { windowMs: to - from, errors: null, total: null } : { windowMs: to - from, errors: failed / points, total: all / points }
  }
  const usual = count(t - DAY, t).total
  const tonight = t > EVENING ? count(EVENING, t) : null
  const spentTonight = tonight?.errors == null ? 0 : tonight.errors * tonight.windowMs
  const whole: Counted = usual === null ? { windowMs: objective.windowMs, errors: null, total: null } : {
    windowMs: objective.windowMs, total: usual, errors: usual * (1 - objective.target) * (SPENT[service.name] ?? 0) + spentTonight / objective.windowMs
  }
  const begun = since === null ? null : since - sight.offset
  return {
    source: sight.source, at: now, warnings: [],
    burns: BURN_WINDOWS.filter((ms) => ms <= objective.windowMs).map((windowMs) => count(t - windowMs, t)),
    whole: { counted: whole, spanMs: objective.windowMs, at: now },
    since: since !== null && begun !== null && begun < t && t - begun <= objective.windowMs ? { at: since, counted: count(begun, t) } : null
  }
}
