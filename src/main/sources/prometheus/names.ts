import { z } from 'zod'
import { labelOf, type Labels } from '@shared/domain/labels'
import { NO_NAMES, type MetricMetadata, type NamesData, type NamesQuery } from '@shared/domain/query'
import { assertNever } from '@shared/domain/assert-never'
import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import { SourceFailure } from '../../ports/failure'
import type { SourceContext, SourceInstance } from '../../ports/source-kind'
import { labelsWire } from '../../ports/wire'
import { apiOf, type Api, type Params } from './api'
import { memoryOf } from './memory'
import { quote } from './template'
import { namesWire } from './wire'

/** More are of no help to who types, and cost him his patience. */
const MOST_NAMES = 50_000
const MOST_SERIES = 5_000
const LATELY_MS = 3_600_000

const namesOf = (names: readonly string[]): NamesData => ({ ...NO_NAMES, names: [...new Set(names)].sort((a, b) => (a < b ? -1 : 1)).slice(0, MOST_NAMES) })

/** Names for whoever writes a query. Cut at 50,000 names and 5,000 series. */
export const names = async (source: SourceInstance, asked: NamesQuery, ctx: SourceContext): Promise<NamesData> => {
  const api = apiOf(source, ctx, Infinity)
  const narrowed = narrowedTo(asked, ctx.now(), memoryOf(ctx).skewMs)
  switch (asked.what) {
    case 'metrics': return namesOf(await values(api, '__name__', narrowed))
    case 'labels': return namesOf((await api.call(namesWire, '/api/v1/labels', narrowed)).data)
    case 'values': {
      if (!asked.label) throw new SourceFailure('settings', { detail: t('query.noLabel') })
      return namesOf(await values(api, asked.label, narrowed))
    }
    case 'metadata': return metadata(api, asked.metric)
    case 'series': {
      const found = (await api.call(seriesWire, '/api/v1/series', { 'match[]': '{__name__!=""}', ...narrowed, limit: String(MOST_SERIES) })).data.slice(0, MOST_SERIES)
      return { ...namesOf(found.flatMap((labels) => labelOf(labels, '__name__') ?? [])), series: found }
    }
    default: return assertNever(asked.what)
  }
}

const narrowedTo = ({ metric, match, from, to }: NamesQuery, now: number, skewMs: number): Params => {
  const until = Math.min(to ?? now, now)
  const selector = match ?? (metric === null ? null : `{__name__=${quote(metric)}}`)
  return { start: String(((from ?? until - LATELY_MS) + skewMs) / 1000), end: String((until + skewMs) / 1000), ...(selector === null ? {} : { 'match[]': selector }) }
}

const values = async (api: Api, label: string, narrowed: Params): Promise<readonly string[]> => (await api.call(namesWire, `/api/v1/label/${pathName(label)}/values`, narrowed)).data

/** A name outside the classic alphabet travels in an escaped form (Prometheus 3, "U__"). */
export const pathName = (name: string): string => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name
  : `U__${[...name].map((c, i) => (c === '_' ? '__' : /[a-zA-Z]/.test(c) || (i > 0 && /[0-9]/.test(c)) ? c : `_${c.codePointAt(0)!.toString(16)}_`)).join('')}`

const seriesWire: z.ZodType<readonly Labels[]> = z.array(labelsWire)
const metadataWire = z.record(z.string(), z.array(z.object({ type: z.string().default(''), help: z.string().default(''), unit: z.string().default('') })))

const metadata = async (api: Api, metric: string | null): Promise<NamesData> => {
  const { data } = await api.call(metadataWire, '/api/v1/metadata', metric === null ? {} : { metric })
  const entries = Object.entries(data).flatMap(([name, [first]]): [string, MetricMetadata][] => (first ? [[name, { type: first.type, help: clean(first.help, { max: 500 }), unit: first.unit }]] : []))
  return { ...namesOf(entries.map(([name]) => name)), metadata: Object.fromEntries(entries.slice(0, MOST_NAMES)) }
}
