import type { Presence } from '@shared/domain/buddy'
import type { Silence } from '@shared/domain/silence'
import type { AlertSighting } from '@shared/domain/alert'
import type { SourceSnapshot } from '@shared/domain/source'
import type { SourceContext } from '../../ports/source-kind'
import type { United } from './map'
import type { Peer } from './peer'

/** What is made from other things, kept as long as those are the same. */
interface Made<T> { readonly from: readonly unknown[]; readonly value: T }

/** What silences tell: of people who hold alerts back, and of Gardas that watch. */
export interface Silences { readonly plain: readonly Silence[]; readonly presences: readonly Presence[]; /** Ids of the silences that are presences. */ readonly ids: readonly string[] }

export interface Memory {
  peers: readonly Peer[]
  united: Made<United> | null
  silences: Made<Silences> | null
  /** The united alerts with those who have them. */
  alerts: Made<readonly AlertSighting[]> | null
  snapshot: SourceSnapshot | null
}

export const memoryOf = (ctx: Pick<SourceContext, 'memory'>): Memory => {
  const known = ctx.memory.get('alertmanager') as Memory | undefined
  if (known) return known
  const fresh: Memory = { peers: [], united: null, silences: null, alerts: null, snapshot: null }
  ctx.memory.set('alertmanager', fresh)
  return fresh
}
