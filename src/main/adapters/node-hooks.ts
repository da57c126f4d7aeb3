import { createHash } from 'node:crypto'
import type { HooksConfig } from '@shared/config/paging'
import { t } from '@shared/text/catalogue'
import { failureText } from '@shared/text/failure'
import type { Clock } from '../ports/clock'
import { asFailure, type SourceFailure } from '../ports/failure'
import type { HookPayload, HookResult, Hooks } from '../ports/hooks'
import type { HttpClient, HttpFactory } from '../ports/http'
import { runCommand } from './node-command'

export interface NodeHooksWorld {
  readonly http: Pick<HttpFactory, 'open'>
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
}

type Webhook = NonNullable<HooksConfig['webhook']>

/** How long to wait before the second and the third try, ms: a page matters, and servers restart. Who did not hear that it asks is told so anew, while it does. */
const AGAIN_MS = [1_000, 4_000] as const
/** What nobody says again is tried for longer: that somebody has it, or that it is over. */
const LAST_AGAIN_MS = [...AGAIN_MS, 15_000, 60_000, 300_000] as const
const LAST: ReadonlySet<HookPayload['event']> = new Set(['acknowledged', 'resolved', 'unwatched', 'suppressed'])
const MAX_BYTES = 1 << 20
/** What may be over in a moment. What the settings or the certificate are to blame for is not. */
const PASSING: ReadonlySet<SourceFailure['code']> = new Set(['timeout', 'refused', 'reset', 'truncated', 'dns', 'unreachable', 'offline', 'proxy', 'not-http'])

/** A program of this computer and an address, each told of a page in JSON; both at once, so that neither waits for the other. What is told of one page comes in its order, also where a try failed. */
export const nodeHooks = ({ http, clock, env }: NodeHooksWorld): Hooks => {
  const clients = new Map<string, HttpClient>()
  /** One client for each token, never closed: another page may be underway by it. A capital keeps its name apart from every source's. */
  const clientOf = ({ token }: Webhook): HttpClient => {
    const key = JSON.stringify(token ?? null)
    const client = clients.get(key) ?? http.open(`Webhook ${clients.size}`, { auth: token ? { type: 'bearer', token } : { type: 'none' }, headers: {}, tls: null, proxy: 'system' })
    clients.set(key, client)
    return client
  }
  const underway = new Map<string, Promise<unknown>>()
  const inOrder = (key: string, tell: () => Promise<HookResult>): Promise<HookResult> => {
    const told = (underway.get(key) ?? Promise.resolve()).then(tell)
    // what went wrong with one is no reason to keep the next
    const done = told.catch(() => undefined).then(() => { if (underway.get(key) === done) underway.delete(key) })
    underway.set(key, done)
    return told
  }
  const wait = (ms: number): Promise<void> => new Promise((resolve) => { clock.after(ms, resolve) })

  const post = async (webhook: Webhook, body: string, again: readonly number[]): Promise<HookResult> => {
    const { host } = new URL(webhook.url)
    const client = clientOf(webhook)
    // of what is told: a server that got it although its answer was lost knows it again
    const key = createHash('sha256').update(body).digest('hex')
    for (let tries = 1; ; tries++) {
      const said = await postOnce(client, webhook, body, key, host)
      const delay = said.passing ? again[tries - 1] : undefined
      if (said.detail === null) return { ok: true }
      if (delay === undefined) return { ok: false, detail: tries > 1 ? t('hooks.tried', { detail: said.detail, count: tries }) : said.detail }
      await wait(delay)
    }
  }

  return {
    run: ({ command, webhook }, payload) => {
      const body = JSON.stringify(payload)
      return Promise.all([
        ...(command ? [inOrder(`command ${payload.page.id}`, () => runCommand(command, body, { clock, env })).then((result) => ({ hook: 'command', result }) as const)] : []),
        ...(webhook ? [inOrder(`webhook ${payload.page.id}`, () => post(webhook, body, LAST.has(payload.event) ? LAST_AGAIN_MS : AGAIN_MS)).then((result) => ({ hook: 'webhook', result }) as const)] : [])
      ])
    }
  }
}

/** What one try came to: null detail is an answer that says yes. */
const postOnce = async (client: HttpClient, { url, timeout }: Webhook, body: string, key: string, host: string): Promise<{ readonly detail: string | null; readonly passing: boolean }> => {
  try {
    const { status } = await client.request(
      { url, method: 'POST', body, headers: { 'content-type': 'application/json', accept: '*/*', 'idempotency-key': key } },
      { signal: new AbortController().signal, deadlineMs: timeout, maxBytes: MAX_BYTES, maxInflatedBytes: MAX_BYTES }
    )
    return status >= 200 && status < 300 ? { detail: null, passing: false } : { detail: t('hooks.status', { host, status }), passing: status >= 500 || status === 429 }
  } catch (thrown) {
    const failure = asFailure(thrown)
    return { detail: failureText(failure, host), passing: PASSING.has(failure.code) }
  }
}
