import type { CommandArgs, CommandResults, SeriesAnswer } from '@shared/contract/commands'
import type { Alert } from '@shared/domain/alert'
import { panelOf } from '@shared/domain/alert-panel'
import { isOf, readGeneratorLink } from '@shared/domain/generator-link'
import { serviceKey } from '@shared/domain/service'
import { t } from '@shared/text/catalogue'
import { asFailure } from '../ports/failure'
import type { Engine } from './engine'
import type { Instance } from './instances'
import type { Asking } from './queries'

type Query = CommandArgs<'alertSeries'>[0]

export interface AlertGraphParts {
  readonly engine: Pick<Engine, 'state' | 'instance'>
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

/**
 * The graph behind an alert: its own expression; where no source tells that, the one in its link, asked of the Prometheus that the link names;
 * else the graph of its service that speaks of the same.
 */
export const createAlertGraphs = ({ engine, asking, panels, series }: AlertGraphParts): AlertGraphs => {
  const kept = new Map<string, SeriesAnswer>()
  const keep = (alert: string, answer: SeriesAnswer): void => {
    kept.delete(alert)
    kept.set(alert, answer)
    for (const oldest of kept.keys()) { if (kept.size <= MOST_KEPT) break; kept.delete(oldest) }
  }

  const originOf = (alert: Alert): Origin | null => {
    if (alert.expression !== null) {
      const instance = alert.sources.map((id) => engine.instance(id)).find((i) => i?.kind?.expression)
      if (instance) return { instance, expression: alert.expression }
    }
    const link = readGeneratorLink(alert.generatorURL)
    if (!link) return null
    const instance = Object.keys(engine.state().sources).map((id) => engine.instance(id)).find((i) => i?.kind?.expression && i.source.urls.some((url) => isOf(link, url)))
    return instance ? { instance, expression: link.expression, instead: 'link' } : null
  }

  const ofService = async (alert: Alert, { from, to, width, slot }: Query): Promise<SeriesAnswer> => {
    const none: SeriesAnswer = { ok: false, failure: { code: 'settings', values: { detail: t('charts.noExpression') } }, source: '' }
    const key = alert.service === null ? null : serviceKey(alert.environment, alert.service)
    if (key === null || !Object.hasOwn(engine.state().services, key)) return none
    const link = readGeneratorLink(alert.generatorURL)
    const panel = panelOf((await panels(key)).panels, { name: alert.name, expression: alert.expression ?? link?.expression ?? null })
    if (!panel) return none
    const answer = await series({ service: key, panel: panel.id, from, to, width, slot })
    return answer.ok ? { ...answer, instead: 'panel' } : answer
  }

  const answerTo = async (alert: Alert, query: Query): Promise<SeriesAnswer> => {
    const origin = originOf(alert)
    if (!origin) return ofService(alert, query)
    const { instance, expression, instead } = origin
    const { from, to, width, slot } = query
    try {
      const { panel, data } = await asking.ask(
        instance, (ctx) => instance.kind!.expression!(instance.source, { expression, labels: alert.labels, from, to, width }, ctx), { slot, urgent: true }
      )
      return { ok: true, panel, data, ...(instead ? { instead } : {}) }
    } catch (thrown) { const f = asFailure(thrown); return { ok: false, failure: { code: f.code, values: f.values }, source: instance.setup.name } }
  }

  return {
    ask: async (query) => {
      const { alerts, resolved } = engine.state()
      const alert = Object.hasOwn(alerts, query.alert) ? alerts[query.alert] : Object.hasOwn(resolved, query.alert) ? resolved[query.alert] : undefined
      if (!alert) return { ok: false, failure: { code: 'settings', values: { detail: t('charts.noExpression') } }, source: '' }
      const answer = await answerTo(alert, query)
      if (answer.ok && query.to - query.from >= WHOLE_MS) keep(alert.id, answer)
      return answer
    },
    kept: (alert) => kept.get(alert) ?? null
  }
}
