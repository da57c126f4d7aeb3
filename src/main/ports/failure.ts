import type { Failure, FailureCode } from '@shared/domain/source'

/** The one error that sources and their network throw. Its words come from the catalogue; `values` never hold a secret or a reply's body. */
export class SourceFailure extends Error implements Failure {
  override readonly name = 'SourceFailure'
  constructor(readonly code: FailureCode, readonly values: Readonly<Record<string, string | number>> = {}, readonly retryAfterMs: number | null = null) {
    super(`${code} ${JSON.stringify(values)}`)
  }
}

/** Anything thrown, as a failure; what nobody foresaw is `internal` with its message. */
export const asFailure = (thrown: unknown): SourceFailure =>
  thrown instanceof SourceFailure ? thrown : new SourceFailure('internal', { detail: thrown instanceof Error ? thrown.message : String(thrown) })
