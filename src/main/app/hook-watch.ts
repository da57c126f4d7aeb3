import type { HooksConfig } from '@shared/config/paging'
import type { Reading } from '@shared/domain/night-watch'
import { failing, hookKey, hookReading, HOOKS, withRun, type LastRuns } from '../core/pager/hook-watch'
import type { HookKind, Hooks } from '../ports/hooks'
import type { Engine } from './engine'

/** Hooks of which it is known what their last runs came to. */
export interface WatchedHooks extends Hooks {
  readonly reading: (config: HooksConfig) => Reading | null
  readonly failing: (config: HooksConfig) => readonly { readonly hook: HookKind; readonly detail: string }[]
  /** After each run. */
  readonly onRun: (listener: () => void) => () => void
}

export const watchHooks = (hooks: Hooks): WatchedHooks => {
  let last: LastRuns = {}
  let runs = 0
  const listeners = new Set<() => void>()
  return {
    run: async (config, payload) => {
      const run = runs++
      const results = await hooks.run(config, payload)
      for (const { hook, result } of results) last = withRun(last, hook, { result, key: hookKey(config, hook), run })
      for (const listener of [...listeners]) listener()
      return results
    },
    reading: (config) => hookReading(config, last),
    failing: (config) => failing(config, last),
    onRun: (listener) => { listeners.add(listener); return () => { listeners.delete(listener) } }
  }
}

/** A hook whose last run failed is a notice until one succeeds, or it is another hook; one that somebody closed comes back with the next failure. */
export const keepHookNotices = (engine: Pick<Engine, 'state' | 'config' | 'onBeat' | 'note' | 'dismiss'>, hooks: Pick<WatchedHooks, 'failing' | 'onRun'>): (() => void) => {
  const look = (fresh: boolean): void => {
    const failed = hooks.failing(engine.config().paging.hooks)
    const { notices } = engine.state()
    for (const hook of HOOKS) {
      const id = `hook-failed:${hook}`
      const [said, is] = [notices[id], failed.find((f) => f.hook === hook)]
      if (!is) { if (said) engine.dismiss(id) } else if (fresh && said?.values['detail'] !== is.detail) engine.note('hook-failed', 'warning', { hook, detail: is.detail }, id)
    }
  }
  const ends = [hooks.onRun(() => { look(true) }), engine.onBeat(() => { look(false) })]
  return () => { for (const end of ends) end() }
}
