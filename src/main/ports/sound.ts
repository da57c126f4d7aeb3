import type { Severity } from '@shared/domain/severity'

/** Distinct per severity, so that it is known before an eye is open; `resolved` ends it, `check` is the quiet one of a self-test. */
export const PATTERNS = ['critical', 'warning', 'unknown', 'info', 'resolved', 'check'] as const
export type Pattern = (typeof PATTERNS)[number]
/** From 0, soft, to 3, as loud as the system is set. */
export type Level = 0 | 1 | 2 | 3

export interface SoundRequest { readonly pattern: Pattern; readonly level: Level }
export type SoundResult = { readonly played: true } | { readonly played: false; readonly detail: string }

export const patternOf = (severity: Severity): Pattern => severity

/** Plays from the main side, whatever the windows do. */
export interface Sound {
  /** Never throws and never blocks; resolves when it was played to its end, or why it was not. A new one does not cut another off: it is dropped while one of the same pattern plays. */
  play(request: SoundRequest): Promise<SoundResult>
  /** Whether something could be heard now, as far as the system says: a player, a sink, not muted. */
  able(): Promise<{ readonly able: boolean; readonly by: string; readonly detail: string }>
  dispose(): void
}
