import type { FailureCode, SourceStatus } from '@shared/domain/source'
import type { Table } from '@shared/state/app-state'
import type { CoreState } from './core-state'

/** Stands for this computer where sources are told of by their ids; no source has it. */
export const OFFLINE = ''

const WAYS: ReadonlySet<FailureCode> = new Set(['offline', 'dns', 'unreachable', 'timeout'])
const SURE: ReadonlySet<FailureCode> = new Set(['dns', 'unreachable'])

/** Sources that are reached over a network and fail. */
export const cutOff = (sources: Table<SourceStatus>): readonly SourceStatus[] => Object.values(sources).filter((s) => s.address !== '' && s.failure !== null)

/**
 * No source can be reached, and it is not their fault: the system says that there is no network, or all of them, two at least, fail on the way.
 * A single one that fails may be to blame itself.
 */
export const isOffline = (sources: Table<SourceStatus>): boolean => {
  const failing = cutOff(sources)
  if (failing.length === 0 || failing.length < Object.values(sources).filter((s) => s.address !== '').length) return false
  const codes = failing.flatMap((s) => s.failure?.code ?? [])
  return codes.includes('offline') || (codes.length > 1 && codes.every((code) => WAYS.has(code)) && codes.some((code) => SURE.has(code)))
}

/** One notice for as long as it lasts; a person may put it away. */
export const withOffline = (state: CoreState, before: Table<SourceStatus>, at: number): CoreState => {
  const { sources, notices } = state.app
  if (before === sources) return state
  const is = isOffline(sources)
  if (is === (state.offline !== null && state.offline.endedAt === null)) return state
  const others = Object.entries(notices).filter(([id]) => id !== 'offline')
  const next = is ? [...others, ['offline', { id: 'offline', at, severity: 'warning', code: 'offline', values: {} } as const] as const] : others
  return { ...state, offline: is ? { since: at, endedAt: null } : state.offline && { ...state.offline, endedAt: at }, app: { ...state.app, notices: Object.fromEntries(next) } }
}
