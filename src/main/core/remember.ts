import type { AlertSighting } from '@shared/domain/alert'
import type { ServiceSighting } from '@shared/domain/service'
import type { SourceSnapshot } from '@shared/domain/source'
import type { SourceMemory, Vanished } from './core-state'

/** A service that is no longer listed is shown as unknown this long, then let go. */
export const VANISHED_MS = 3_600_000
/** A crowd of this size that is gone all at once is believed only when it stays away: servers restart with empty hands. */
const CROWD = 5
const HOLD_MS = 30_000

/** What a source remembers after a good answer; parts it could not read stay as they were. The same snapshot gives the same memory. */
export const remember = (before: SourceMemory, snapshot: SourceSnapshot, at: number): SourceMemory => {
  const held = snapshot.alerts ? holdDown(before, snapshot.alerts, at) : { alerts: before.alerts, emptiedAt: before.emptiedAt, emptyPolls: before.emptyPolls }
  if (before.snapshot === snapshot && held.alerts === before.alerts && held.emptyPolls === before.emptyPolls && Object.values(before.vanished).every((v) => at - v.since < VANISHED_MS)) return before
  return {
    ...before,
    snapshot,
    ...held,
    services: snapshot.services ?? before.services,
    vanished: snapshot.services ? vanish(before, snapshot.services, at) : before.vanished,
    silences: snapshot.silences ?? before.silences,
    changes: snapshot.changes ?? before.changes,
    onCall: snapshot.onCall ?? before.onCall,
    externalLabels: snapshot.externalLabels ?? before.externalLabels
  }
}

const holdDown = (before: SourceMemory, alerts: readonly AlertSighting[], at: number): Pick<SourceMemory, 'alerts' | 'emptiedAt' | 'emptyPolls'> => {
  const crowd = (before.alerts ?? []).filter((a) => a.state !== 'pending').length
  if (alerts.length > 0 || crowd < CROWD) return { alerts, emptiedAt: null, emptyPolls: 0 }
  const emptiedAt = before.emptiedAt ?? at
  const emptyPolls = before.emptyPolls + 1
  // the clock was set back meanwhile: its polls tell how long it is
  const lasts = at >= emptiedAt ? at - emptiedAt : (emptyPolls - 1) * before.setup.intervalMs
  return emptyPolls >= 2 && lasts >= HOLD_MS ? { alerts, emptiedAt: null, emptyPolls: 0 } : { alerts: before.alerts, emptiedAt, emptyPolls }
}

const vanish = (before: SourceMemory, services: readonly ServiceSighting[], at: number): Readonly<Record<string, Vanished>> => {
  const listed = new Set(services.map(identity))
  const kept = Object.entries(before.vanished).filter(([id, v]) => !listed.has(id) && at - v.since < VANISHED_MS)
  const gone = (before.services ?? []).filter((s) => !listed.has(identity(s)))
    .map((s): [string, Vanished] => [identity(s), { sighting: { ...s, fresh: false, lastSampleAt: s.lastSampleAt ?? at }, since: at }])
  return kept.length === Object.keys(before.vanished).length && gone.length === 0 ? before.vanished : Object.fromEntries([...kept, ...gone])
}
const identity = (s: ServiceSighting): string => JSON.stringify([s.name, s.labels])
