import type { CommandArgs, NamesAnswer, QueryAnswer } from '@shared/contract/commands'
import { t } from '@shared/text/catalogue'
import type { Clock } from '../ports/clock'
import { asFailure, SourceFailure } from '../ports/failure'
import type { SourceContext, SourceKind } from '../ports/source-kind'
import type { Engine } from './engine'
import { createGate, type Gate } from './gate'
import type { Instance } from './instances'

/** How a question is asked. */
export interface Manner {
  /** Who asks: a newer question of the same slot overtakes the one before it, which then fails as `overtaken`. */
  readonly slot?: string | undefined
  /** Goes before what stands in line: somebody was woken for it. */
  readonly urgent?: boolean
}

/** Questions of graphs. They go through one gate for each source, apart from polling, which never waits for them. */
export interface Asking {
  readonly ask: <T>(instance: Instance, use: (ctx: SourceContext) => Promise<T>, manner?: Manner) => Promise<T>
  /** Nobody waits for the answer to this slot's question any more. */
  readonly giveUp: (slot: string) => void
}

/** Each request has the source's own time once it is out; with those that stand in line a question may take so many times that. */
const WHOLE = 6

export const createAsking = (clock: Clock, gate: Gate = createGate()): Asking => {
  const slots = new Map<string, AbortController>()
  const giveUp = (slot: string): void => {
    slots.get(slot)?.abort(new SourceFailure('overtaken'))
    slots.delete(slot)
  }
  return {
    ask: async (instance, use, { slot, urgent = false } = {}) => {
      const abort = new AbortController()
      const wholeMs = WHOLE * instance.timeoutMs
      const cancel = clock.after(wholeMs, () => { abort.abort(new SourceFailure('timeout', { seconds: Math.round(wholeMs / 1000) })) })
      if (slot !== undefined) {
        giveUp(slot)
        slots.set(slot, abort)
      }
      const ctx = instance.context(abort.signal)
      try { return await use({ ...ctx, http: gate.through(ctx.http, urgent) }) } catch (thrown) {
        throw abort.signal.aborted ? abort.signal.reason : thrown
      } finally {
        cancel()
        if (slot !== undefined && slots.get(slot) === abort) slots.delete(slot)
      }
    },
    giveUp
  }
}

export interface Queries {
  readonly query: (...args: CommandArgs<'query'>) => Promise<QueryAnswer>
  readonly names: (...args: CommandArgs<'names'>) => Promise<NamesAnswer>
}

/** Free questions to one source. */
export const createQueries = (engine: Pick<Engine, 'instance'>, { ask: asking }: Pick<Asking, 'ask'>): Queries => {
  const able = <A extends 'query' | 'names'>(id: string, ability: A): { readonly instance: Instance; readonly ask: NonNullable<SourceKind[A]> } => {
    const instance = engine.instance(id)
    if (!instance) throw new SourceFailure('settings', { detail: t('query.unknownSource') })
    if (instance.broken) throw instance.broken
    const ask = instance.kind?.[ability]
    if (!ask) throw new SourceFailure('settings', { detail: t('query.unable') })
    return { instance, ask }
  }
  const refused = (source: string, thrown: unknown): Extract<QueryAnswer, { readonly ok: false }> => {
    const { code, values } = asFailure(thrown)
    return { ok: false, failure: { code, values }, source: engine.instance(source)?.setup.name ?? source }
  }
  return {
    query: async ({ source, slot, ...query }) => {
      try {
        const { instance, ask } = able(source, 'query')
        return { ok: true, data: await asking(instance, (ctx) => ask(instance.source, query, ctx), { slot }) }
      } catch (thrown) { return refused(source, thrown) }
    },
    names: async ({ source, ...query }) => {
      try {
        const { instance, ask } = able(source, 'names')
        return { ok: true, ...await asking(instance, (ctx) => ask(instance.source, query, ctx)) }
      } catch (thrown) { return refused(source, thrown) }
    }
  }
}
