import type { PrometheusClient } from '@prometheus-io/codemirror-promql'
import { EqlRegex, EqlSingle, Neq, NeqRegex } from '@prometheus-io/lezer-promql'
import type { Bridge } from '@shared/contract/bridge'
import { NO_NAMES, type NamesData, type NamesQuery } from '@shared/domain/query'
import { clean } from '@shared/text/clean'

/** A condition on a label, as the editor reads it; `type` is a term of the grammar. */
interface Matching { readonly name: string; readonly value: string; readonly type: number }

/** What a source has to be named; asked once in five minutes, and again when it failed. */
export interface Names {
  readonly ask: (query: NamesQuery) => Promise<NamesData>
  readonly client: PrometheusClient
}

const KEPT_MS = 300_000
/** A list that nobody scrolls; what is typed narrows it at the source's side of the editor. */
const MOST_NAMES = 50_000

/** The editor's way to the names of one source. A source that does not answer completes nothing; the query itself says why. */
export const createNames = (bridge: Pick<Bridge, 'names'>, source: string, now: () => number): Names => {
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<NamesData> }>()
  const ask = (query: NamesQuery): Promise<NamesData> => {
    const key = JSON.stringify([query.what, query.label, query.metric, query.match])
    const known = kept.get(key)
    if (known && now() - known.at < KEPT_MS) return known.answer
    const forget = (): NamesData => { kept.delete(key); return NO_NAMES }
    const answer = bridge.names({ source, ...query }).then((given) => (given.ok ? given : forget()), forget)
    kept.set(key, { at: now(), answer })
    return answer
  }
  const list = async (query: NamesQuery): Promise<string[]> => (await ask(query)).names.slice(0, MOST_NAMES)
  return {
    ask,
    client: {
      metricNames: () => list({ what: 'metrics', label: null, metric: null, match: null }),
      labelNames: (metric) => list({ what: 'labels', label: null, metric: metric || null, match: null }),
      labelValues: (label, metric, matchers) => list({ what: 'values', label, metric: metric || null, match: selectorOf(metric ?? '', (matchers ?? []).filter((m) => m.name !== label)) }),
      metricMetadata: async () => {
        const { metadata } = await ask({ what: 'metadata', label: null, metric: null, match: null })
        return Object.fromEntries(Object.entries(metadata).map(([name, { type, help }]) => [name, [{ type: clean(type, { max: 40 }), help: clean(help, { max: 1000 }) }]]))
      },
      series: async (metric, matchers) => {
        const { series } = await ask({ what: 'series', label: null, metric: metric || null, match: selectorOf(metric, matchers ?? []) })
        return series.map((labels) => new Map(Object.entries(labels)))
      },
      flags: async () => ({})
    }
  }
}

/** `up{job="api"}`; null when there is nothing to match. The values are as they were written, escapes and all. */
export const selectorOf = (metric: string, matchers: readonly Matching[]): string | null => {
  const whole = matchers.filter(({ value }) => value !== '').map(({ name, type, value }) => `${name}${OPERATORS.get(type) ?? '='}"${value.replace(/(?<!\\)"/g, '\\"')}"`)
  return whole.length === 0 ? null : `${metric}{${whole.join(',')}}`
}
const OPERATORS: ReadonlyMap<number, string> = new Map([[EqlSingle, '='], [Neq, '!='], [EqlRegex, '=~'], [NeqRegex, '!~']])
