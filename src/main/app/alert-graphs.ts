import type { CommandArgs, CommandResults, SeriesAnswer } from '@shared/contract/commands'
import type { Alert } from '@shared/domain/alert'
import { panelOf } from '@shared/domain/alert-panel'
import { isFresh } from '@shared/domain/freshness'
import { isOf, readGeneratorLink } from '@shared/domain/generator-link'
import { serviceKey } from '@shared/domain/service'
import { asFailure } from '../ports/failure'
import type { Engine } from './engine'
import type { Instance } from './instances'
import type { Asking } from './queries'

type Query = CommandArgs<'alertSeries'>[0]

export interface AlertGraphParts {
  readonly engine: Pick<Engine, 'state' | 'now' | 'instance'>
  /** Asks a source, for no longer than it may take. */
  readonly asking: Pick<Asking, 'ask'>
  readonly panels: (service: string) => Promise<CommandResults['panels']>
  readonly series: (query: CommandArgs<'series'>[0]) => Promise<SeriesAnswer>
}

export interface AlertGraphs {
  readonly ask: (query: Query) => Promise<SeriesAnswer>
  /** The newest good answer, however old; null: none is kept. */
  readonly kept: (alert: string) => SeriesAnswer | null
}

/** Answers kept, those asked for last; each holds some ten thousand numbers at most. */
const MOST_KEPT = 30
/** A shorter look, such as the page window's, is no answer for a screen. */
const WHOLE_MS = 3_600_000

/** Where an alert's graph comes from. */
type Origin = { readonly instance: Instance; readonly expression: string; readonly instead?: 'link' }
type Refused = Extract<SeriesAnswer, { readonly ok: false }>

const OVERTAKEN: Refused = { ok: false, failure: { code: 'overtaken', values: {} }, source: '' }

/**
 * The graph behind an alert: its own expression, of the first of its sources that draws it; where none does, the one in its link, asked of the
 * Prometheus that the link names; else the graph of its service that speaks of the same. Of what refused, the first is told.
 */
export const createAlertGraphs = ({ engine, asking, panels, series }: AlertGraphParts): AlertGraphs => {
  const kept = new Map<string, SeriesAnswer>()
  const keep = (alert: string, answer: SeriesAnswer): void => {
    kept.delete(alert)
    kept.set(alert, answer)
    for (const oldest of kept.keys()) { if (kept.size <= MOST_KEPT) break; kept.delete(oldest) }
  }
  /** The newest question of each slot: an older one must not go on to the next source and overtake it. */
  const newest = new Map<string, Query>()
  const isOver = (query: Query): boolean => query.slot !== undefined && newest.get(query.slot) !== query

  /** All that draw it, in the order in which they are asked: replicas that answer before those that do not. */
  const originsOf = (alert: Alert): readonly Origin[] => {
    const { sources, ages } = engine.state()
    const drawing = (ids: readonly string[]): readonly Instance[] => {
      const silent = (id: string): number => Number(!isFresh(ages[id], engine.now()))
      return ids.toSorted((a, b) => silent(a) - silent(b)).flatMap((id) => { const instance = engine.instance(id); return instance?.kind?.expression ? [instance] : [] })
    }
    const { expression } = alert
    const own = expression === null ? [] : drawing(alert.sources).map((instance): Origin => ({ instance, expression }))
    const link = readGeneratorLink(alert.generatorURL)
    const linked = link === null ? [] : drawing(Object.keys(sources)).filter((instance) => !own.some((o) => o.instance === instance) && instance.source.urls.some((url) => isOf(link, url)))
    return [...own, ...linked.map((instance): Origin => ({ instance, expression: link!.expression, instead: 'link' }))]
  }

  const ofService = async (alert: Alert, query: Query): Promise<SeriesAnswer> => {
    const none: SeriesAnswer = { ok: false, failure: { code: 'no-expression', values: {} }, source: '' }
    const key = alert.service === null ? null : serviceKey(alert.environment, alert.service)
    if (key === null || !Object.hasOwn(engine.state().services, key)) return none
    const link = readGeneratorLink(alert.generatorURL)
    const { panels: list, partial } = await panels(key)
    const panel = panelOf(list, { name: alert.name, expression: alert.expression ?? link?.expression ?? null })
    if (isOver(query)) return OVERTAKEN
    // it may be of a source that could not be asked
    if (!panel) return partial[0] ? { ok: false, ...partial[0] } : none
    const { from, to, width, slot } = query
    const answer = await series({ service: key, panel: panel.id, from, to, width, slot })
    return answer.ok ? { ...answer, instead: 'panel' } : answer
  }

  const ofOrigin = async ({ instance, expression, instead }: Origin, { labels }: Alert, { from, to, width, slot }: Query): Promise<SeriesAnswer> => {
    try {
      const { panel, data } = await asking.ask(instance, (ctx) => instance.kind!.expression!(instance.source, { expression, labels, from, to, width }, ctx), { slot, urgent: true })
      return { ok: true, panel, data, ...(instead ? { instead } : {}) }
    } catch (thrown) { const f = asFailure(thrown); return { ok: false, failure: { code: f.code, values: f.values }, source: instance.setup.name } }
  }

  const answerTo = async (alert: Alert, query: Query): Promise<SeriesAnswer> => {
    let first: Refused | null = null
    for (const way of [...originsOf(alert).map((origin) => () => ofOrigin(origin, alert, query)), () => ofService(alert, query)]) {
      const answer = await way()
      if (answer.ok) return first !== null && answer.instead ? { ...answer, refused: { failure: first.failure, source: first.source } } : answer
      if (answer.failure.code === 'overtaken' || isOver(query)) return OVERTAKEN
      first ??= answer
    }
    return first!
  }

  return {
    ask: async (query) => {
      const { slot } = query
      const { alerts, resolved } = engine.state()
      const alert = Object.hasOwn(alerts, query.alert) ? alerts[query.alert] : Object.hasOwn(resolved, query.alert) ? resolved[query.alert] : undefined
      if (!alert) return { ok: false, failure: { code: 'no-expression', values: {} }, source: '' }
      if (slot !== undefined) newest.set(slot, query)
      const answer = await answerTo(alert, query)
      if (slot !== undefined && newest.get(slot) === query) newest.delete(slot)
      // what is drawn because its source is gone does not take the place of the source's own word
      if (answer.ok && query.to - query.from >= WHOLE_MS && !(answer.refused && kept.has(alert.id))) keep(alert.id, answer)
      return answer
    },
    kept: (alert) => kept.get(alert) ?? null
  }
}
