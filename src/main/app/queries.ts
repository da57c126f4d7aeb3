import type { CommandArgs, NamesAnswer, QueryAnswer } from '@shared/contract/commands'
import { t } from '@shared/text/catalogue'
import type { Clock } from '../ports/clock'
import { asFailure, SourceFailure } from '../ports/failure'
import type { SourceKind } from '../ports/source-kind'
import type { Engine } from './engine'
import type { Instance } from './instances'

/** Runs `use` with a context that ends by itself at the source's own deadline. */
export type Asking = <T>(instance: Instance, use: (signal: AbortSignal) => Promise<T>) => Promise<T>

export const createAsking = (clock: Clock): Asking => async (instance, use) => {
  const abort = new AbortController()
  const cancel = clock.after(instance.timeoutMs, () => { abort.abort() })
  try { return await use(abort.signal) } catch (thrown) {
    throw abort.signal.aborted && !(thrown instanceof SourceFailure) ? new SourceFailure('timeout', { seconds: Math.round(instance.timeoutMs / 1000) }) : thrown
  } finally { cancel() }
}

export interface Queries {
  readonly query: (...args: CommandArgs<'query'>) => Promise<QueryAnswer>
  readonly names: (...args: CommandArgs<'names'>) => Promise<NamesAnswer>
}

/** Free questions to one source. */
export const createQueries = (engine: Pick<Engine, 'instance'>, asking: Asking): Queries => {
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
    query: async ({ source, ...query }) => {
      try {
        const { instance, ask } = able(source, 'query')
        return { ok: true, data: await asking(instance, (signal) => ask(instance.source, query, instance.context(signal))) }
      } catch (thrown) { return refused(source, thrown) }
    },
    names: async ({ source, ...query }) => {
      try {
        const { instance, ask } = able(source, 'names')
        return { ok: true, ...await asking(instance, (signal) => ask(instance.source, query, instance.context(signal))) }
      } catch (thrown) { return refused(source, thrown) }
    }
  }
}
