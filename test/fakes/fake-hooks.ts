import type { HookPayload, HookResult, Hooks } from '../../src/main/ports/hooks'

export interface FakeHooks extends Hooks {
  /** What was told, by which way, in order. */
  readonly told: readonly { readonly hook: 'command' | 'webhook'; readonly payload: HookPayload }[]
  /** What the next runs come to. */
  result: HookResult
}

/** Hooks that keep what they are told, and fail when told to. */
export const fakeHooks = (): FakeHooks => {
  const told: { hook: 'command' | 'webhook'; payload: HookPayload }[] = []
  return {
    told,
    result: { ok: true },
    async run(config, payload) {
      return (['command', 'webhook'] as const).filter((hook) => config[hook]).map((hook) => {
        if (this.result.ok) told.push({ hook, payload })
        return { hook, result: this.result }
      })
    }
  }
}
