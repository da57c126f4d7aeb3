import type { HooksConfig } from '@shared/config/paging'
import type { Reading } from '@shared/domain/night-watch'
import { t } from '@shared/text/catalogue'
import type { HookKind, HookResult } from '../../ports/hooks'

export const HOOKS = ['command', 'webhook'] as const satisfies readonly HookKind[]

/** What a hook's last run came to, and what it was set to be then: one that was changed since has not run. `run` counts runs from their beginning. */
export interface LastRun { readonly result: HookResult; readonly key: string; readonly run: number }
export type LastRuns = Readonly<Partial<Record<HookKind, LastRun>>>

export const hookKey = (config: HooksConfig, hook: HookKind): string => JSON.stringify(config[hook] ?? null)

/** With what a run came to, unless a later one has ended before it. */
export const withRun = (last: LastRuns, hook: HookKind, next: LastRun): LastRuns => ((last[hook]?.run ?? -1) > next.run ? last : { ...last, [hook]: next })

/** Of the hooks that are configured now; `result` null: it has not run. */
const standing = (config: HooksConfig, last: LastRuns): readonly { readonly hook: HookKind; readonly result: HookResult | null }[] =>
  HOOKS.filter((hook) => config[hook] !== undefined).map((hook) => ({ hook, result: last[hook]?.key === hookKey(config, hook) ? last[hook].result : null }))

/** Those whose last run failed, and why. */
export const failing = (config: HooksConfig, last: LastRuns): readonly { readonly hook: HookKind; readonly detail: string }[] =>
  standing(config, last).flatMap(({ hook, result }) => (result?.ok === false ? [{ hook, detail: result.detail }] : []))

/** Whether pages get to a phone or a colleague; null: nothing is set up to take them there. */
export const hookReading = (config: HooksConfig, last: LastRuns): Reading | null => {
  const all = standing(config, last)
  if (all.length === 0) return null
  const failed = failing(config, last)
  if (failed.length > 0) return { state: 'threat', detail: failed.map(({ hook, detail }) => t('watch.hook.failed', { hook, detail })).join(' ') }
  const untried = all.filter(({ result }) => result === null).map(({ hook }) => hook)
  return untried.length > 0 ? { state: 'unknown', detail: untried.map((hook) => t('watch.hook.untried', { hook })).join(' ') } : { state: 'fine', detail: t('watch.hook.fine') }
}
