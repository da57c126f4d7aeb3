import type { HookKind, HookPayload, HookResult, Hooks } from '../../src/main/ports/hooks'

export interface FakeHooks extends Hooks {
  /** What was told, by which way, in order. */
  readonly told: readonly { readonly hook: 'command' | 'webhook'; readonly payload: HookPayload }[]
  /** What the next runs come to. */
  result: HookResult
  /** Those that fail all the same. */
  readonly failing: Set<HookKind>
}

/** Hooks that keep what they are told, and fail when told to. */
export const fakeHooks = (): FakeHooks => {
  const told: { hook: 'command' | 'webhook'; payload: HookPayload }[] = []
  return {
    told,
    result: { ok: true },
    failing: new Set(),
    async run(config, payload) {
      return (['command', 'webhook'] as const).filter((hook) => config[hook]).map((hook) => {
        const result = this.failing.has(hook) ? { ok: false, detail: 'out of order' } as const : this.result
        if (result.ok) told.push({ hook, payload })
        return { hook, result }
      })
    }
  }
}
