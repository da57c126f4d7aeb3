import type { HttpRequest, HttpResponse } from './http'
import type { SourceContext } from './source-kind'

const MAX_BYTES = 64 << 20
const MAX_INFLATED_BYTES = 128 << 20

/** Asks for JSON under the poll's own signal, a deadline and caps that 10,000 wordy alerts stay well below. */
export const ask = (ctx: Pick<SourceContext, 'http' | 'signal'>, request: HttpRequest, deadlineMs: number): Promise<HttpResponse> =>
  ctx.http.request(
    { ...request, headers: { accept: 'application/json', ...request.headers } },
    { signal: ctx.signal, deadlineMs: Math.max(100, Math.round(deadlineMs)), maxBytes: MAX_BYTES, maxInflatedBytes: MAX_INFLATED_BYTES }
  )

/** Share of a source's total deadline that one request may take, so that what answered in time is not lost with what did not. */
export const REQUEST_SHARE = 0.8

/** The same for what is only nice to know: it may not keep the rest waiting. */
export const EXTRA_SHARE = 0.4
/** When what is nice to know could not be read, it is not asked for again at every poll. */
export const EXTRA_AGAIN_MS = 60_000

/** Whether something asked for at `at` is to be asked for again; a clock that stepped back asks too. */
export const isDue = (at: number | null, everyMs: number, now: number): boolean => at === null || now - at >= everyMs || now < at
