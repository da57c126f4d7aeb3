import { demoTime, type DemoPart } from '@shared/domain/demo'
import { SourceFailure } from '../../ports/failure'
import { OUTAGES } from './scenario'

/** What is thrown while the scenario has this part not answer; null while it does. */
export const outageOf = (part: DemoPart, t: number, timeoutMs: number): SourceFailure | null =>
  (OUTAGES[part] ?? []).some(([from, to]) => t >= demoTime(from) && t < demoTime(to)) ? new SourceFailure('timeout', { seconds: timeoutMs / 1000 }) : null
