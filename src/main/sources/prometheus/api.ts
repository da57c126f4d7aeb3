import type { z } from 'zod'
import { ask } from '../../ports/ask'
import { SourceFailure } from '../../ports/failure'
import type { HttpResponse } from '../../ports/http'
import { jsonReply, serverTime } from '../../ports/reply'
import type { SourceContext, SourceInstance } from '../../ports/source-kind'
import { readWire } from '../../ports/wire'
import { envelopeWire, matrixWire, successWire, vectorWire, type Range, type Sample } from './wire'

/** One Prometheus, under the deadline of one call. */
export interface Api {
  get(path: string, params?: Params): Promise<HttpResponse>
  /** What an answer holds, or the failure that it tells of. */
  read<T>(schema: z.ZodType<T>, response: HttpResponse, path: string): Answer<T>
  call<T>(schema: z.ZodType<T>, path: string, params?: Params): Promise<Answer<T>>
  /** A query of any shape. */
  query<T>(schema: z.ZodType<T>, path: '/api/v1/query' | '/api/v1/query_range', params: Params): Promise<Answer<T>>
  instant(query: string, at?: number): Promise<Answer<readonly Sample[]>>
  /** Times in ms of the server's clock; both ends are included. */
  range(query: string, from: number, to: number, stepMs: number): Promise<Answer<readonly Range[]>>
  /** A text of the server, fit to be shown. */
  redact(text: string): string
  /** The server's clock and ours at the last answer that told its own. */
  clocks(): { readonly server: number; readonly ours: number } | null
}
export type Params = Readonly<Record<string, string>>
export interface Answer<T> {
  readonly data: T
  /** Not empty: something is missing in it (a store of Thanos did not answer, a cluster is not whole). */
  readonly warnings: readonly string[]
  /** Advice on the query, not on the answer. */
  readonly infos: readonly string[]
}

/** Longer queries travel in the body: servers and proxies cut addresses off. */
const LONGEST_ADDRESS = 1500
/** Said aloud, since Thanos has other defaults for some; everything else leaves them unread. */
const ALWAYS: Params = { dedup: 'true', partial_response: 'true' }

/**
 * @param deadlineAt ms by `ctx.now`, shared by all requests of one call; Infinity: each has the source's whole time once it is out
 */
export const apiOf = (source: SourceInstance, ctx: Pick<SourceContext, 'http' | 'signal' | 'now'>, deadlineAt: number): Api => {
  const base = source.urls[0] ?? ''
  const redact = (text: string): string => ctx.http.redact(text)
  let clocks: { readonly server: number; readonly ours: number } | null = null
  const send = async (path: string, params: Params, post: boolean): Promise<HttpResponse> => {
    const body = new URLSearchParams(params).toString()
    const left = Math.min(source.timeoutMs, deadlineAt - ctx.now())
    const response = await (post && body.length > LONGEST_ADDRESS
      ? ask(ctx, { url: base + path, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }, left)
      : ask(ctx, { url: base + path + (body ? `?${body}` : ''), method: 'GET' }, left))
    const server = serverTime(response)
    if (server !== null) clocks = { server, ours: ctx.now() }
    return response
  }
  const read = <T>(schema: z.ZodType<T>, response: HttpResponse, path: string): Answer<T> => unwrap(schema, response, new URL(base + path).pathname, redact)
  const query = async <T>(schema: z.ZodType<T>, path: string, params: Params): Promise<Answer<T>> => read(schema, await send(path, { ...params, ...ALWAYS }, true), path)
  return {
    get: (path, params = {}) => send(path, params, false),
    read,
    call: async (schema, path, params = {}) => read(schema, await send(path, params, false), path),
    query,
    instant: (text, at) => query(vectorWire, '/api/v1/query', { query: text, ...(at === undefined ? {} : { time: seconds(at) }) }),
    range: (text, from, to, stepMs) => query(matrixWire, '/api/v1/query_range', { query: text, start: seconds(from), end: seconds(to), step: seconds(stepMs), max_source_resolution: 'auto' }),
    redact,
    clocks: () => clocks
  }
}

const seconds = (ms: number): string => String(Math.round(ms) / 1000)

/** Statuses that may carry an envelope with the reason. */
const TOLD = [400, 422, 499, 500, 502, 503, 504]

const unwrap = <T>(schema: z.ZodType<T>, response: HttpResponse, path: string, redact: (text: string) => string): Answer<T> => {
  const value = jsonReply(response, path, { allow: TOLD })
  const told = envelopeWire.safeParse(value)
  if (told.success && told.data.status === 'error') {
    const { errorType, error } = told.data
    throw new SourceFailure('api-error', { detail: redact([errorType, error].filter(Boolean).join(': ')) || String(response.status) })
  }
  if (response.status > 203) jsonReply(response, path)
  const { data, warnings, infos, isPartial } = readWire(successWire, value)
  return { data: readWire(schema, data, 'data'), warnings: [...(warnings ?? []).map(redact), ...(isPartial ? ['isPartial'] : [])], infos: (infos ?? []).map(redact) }
}
