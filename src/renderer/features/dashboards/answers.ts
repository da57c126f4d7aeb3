import type { QueryAnswer } from '@shared/contract/commands'
import type { Odd } from '@shared/domain/odd'
import type { QueryData } from '@shared/domain/query'
import { applies, displayName, namesOf, type Named } from '@shared/grafana/legend'
import type { Format, Tile } from '@shared/grafana/model'
import { t } from '@shared/text/catalogue'
import type { Question } from './plan'

/** One series of a tile with its name and how its numbers are written. */
export interface Told {
  readonly ref: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly format: Format
  /** Drawn below the axis. */
  readonly negative: boolean
  /** A line beside the stack. */
  readonly apart?: true
  readonly t: Float64Array
  readonly v: Float64Array
  readonly odd?: Odd
}

export interface TileData {
  readonly series: readonly Told[]
  /** Series that were left out because there were too many. */
  readonly more: number
  readonly warnings: readonly string[]
  /** When the oldest of its answers came, ms. */
  readonly at: number
  readonly stepMs: number
  readonly source: string
  /** An answer that is words, not numbers. */
  readonly text: string | null
}

/** How one series is told and drawn. */
interface Applied { readonly format: Format; readonly hidden: boolean; readonly negative: boolean; readonly apart: boolean }

/** A format with what applies to one series or column by its name, or by the one that it was given. */
export const formatFor = (tile: Tile, is: { readonly name: string; readonly ref: string }, given?: string, labels: Told['labels'] = {}): Applied => {
  let format = tile.format
  let hidden = false
  let negative = tile.show.as === 'graph' && tile.show.negative.some((m) => applies(m, is))
  let apart = false
  for (const override of tile.overrides) {
    const { match } = override
    const called = format.name === '' ? is.name : displayName(format.name, labels, is.name)
    const names = [is.name, given ?? is.name, ...(match.by === 'others' ? [called] : [])]
    // all but some: by none of its names is it one of them
    if (match.by === 'others' ? !names.every((name) => applies(match, { ...is, name })) : !names.some((name) => applies(match, { ...is, name }))) continue
    format = { ...format, ...override.change }
    hidden ||= override.hidden
    negative ||= override.negative && tile.show.as === 'graph'
    apart = override.apart ?? apart
  }
  return { format, hidden, negative, apart: apart && tile.show.as === 'graph' && tile.show.stack }
}

/** All good answers of a tile as one; null: there is none. Pure. */
export const dataOf = (tile: Tile, questions: readonly Question[], answers: readonly QueryAnswer[]): TileData | null => {
  const good: { readonly question: Question; readonly data: QueryData }[] = []
  for (const [i, question] of questions.entries()) { const answer = answers[i]; if (answer?.ok) good.push({ question, data: answer.data }) }
  if (good.length === 0) return null
  const all = good.flatMap(({ question: { ref, legend, query }, data }) =>
    data.series.map((series) => ({ named: { ref, legend, expression: query.expression, labels: series.labels } satisfies Named, series })))
  const names = namesOf(all.map((one) => one.named))
  const series = all.flatMap(({ named, series: { labels, t, v, odd } }, i): readonly Told[] => {
    const { format, hidden, negative, apart } = formatFor(tile, { name: names[i]!, ref: named.ref }, undefined, labels)
    return hidden ? [] : [{ ref: named.ref, name: format.name === '' ? names[i]! : displayName(format.name, labels, names[i]!), labels, format, negative, ...(apart ? { apart } : {}), ...(odd ? { odd } : {}), t, v }]
  })
  const histograms = good.reduce((sum, { data }) => sum + data.histograms, 0)
  return {
    series, more: good.reduce((sum, { data }) => sum + Math.max(0, data.total - data.series.length), 0),
    warnings: [...new Set([...(histograms > 0 ? [t('panel.histograms', { count: histograms })] : []), ...good.flatMap(({ data }) => data.warnings)])], at: Math.min(...good.map(({ data }) => data.at)), stepMs: Math.max(...good.map(({ data }) => data.stepMs)),
    source: good[0]!.data.source, text: good.find(({ data }) => data.text !== null)?.data.text ?? null
  }
}
