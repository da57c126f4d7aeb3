import { failureText } from '@shared/text/failure'
import { t } from '@shared/text/catalogue'
import { asFailure } from '../ports/failure'
import type { Heartbeat } from '../ports/heartbeat'
import type { HttpClient, HttpFactory } from '../ports/http'

const DEADLINE_MS = 10_000
const MAX_BYTES = 1 << 20

/** Asks for an address, as Healthchecks and its kin expect it. A capital keeps its name apart from every source's. */
export const httpHeartbeat = (http: Pick<HttpFactory, 'open'>): Heartbeat => {
  let client: HttpClient | null = null
  return {
    beat: async (url) => {
      const { host } = new URL(url)
      client ??= http.open('Heartbeat', { auth: { type: 'none' }, headers: {}, tls: null, proxy: 'system' })
      try {
        const { status } = await client.request({ url }, { signal: new AbortController().signal, deadlineMs: DEADLINE_MS, maxBytes: MAX_BYTES, maxInflatedBytes: MAX_BYTES })
        return status >= 200 && status < 300 ? { ok: true } : { ok: false, detail: t('hooks.status', { host, status }) }
      } catch (thrown) { return { ok: false, detail: failureText(asFailure(thrown), host) } }
    }
  }
}
