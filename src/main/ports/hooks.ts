import type { HooksConfig } from '@shared/config/paging'
import type { AlertState } from '@shared/domain/alert'
import type { Severity } from '@shared/domain/severity'

/** What a hook gets, as JSON: `garda.page/1`. Times are ISO 8601 in UTC; fields are only ever added within version 1. */
export interface HookPayload {
  readonly schema: 'garda.page/1'
  readonly event: 'paged' | 'repeated' | 'passed-on' | 'acknowledged' | 'resolved' | 'unwatched' | 'suppressed' | 'test'
  readonly at: string
  readonly page: {
    readonly id: string
    readonly title: string
    readonly body: string
    readonly severity: Severity
    readonly environment: string
    readonly services: readonly string[]
    readonly since: string
    /** Who is paged. */
    readonly person: string | null
    readonly acknowledgedBy: string | null
    /** All of them; the list holds the worst, 100 at most. */
    readonly alertCount: number
    readonly firingCount: number
    readonly alerts: readonly {
      readonly id: string
      readonly name: string
      readonly severity: Severity
      readonly state: AlertState
      readonly service: string | null
      readonly labels: Readonly<Record<string, string>>
      readonly annotations: Readonly<Record<string, string>>
      readonly runbook: string | null
    }[]
  }
}
export type HookKind = 'command' | 'webhook'
export type HookResult = { readonly ok: true } | { readonly ok: false; readonly detail: string }

/** What reaches a phone or a colleague. */
export interface Hooks {
  /**
   * Runs every hook that is configured, each in the order in which it is asked about one page; never throws; one that hangs is ended at its time limit with its whole process group.
   * Empty when none is configured.
   */
  run(config: HooksConfig, payload: HookPayload): Promise<readonly { readonly hook: HookKind; readonly result: HookResult }[]>
}
