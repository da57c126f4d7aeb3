import { basesOf, firstThatFits, isSomethingElse, nameFor } from '../../ports/address'
import { asFailure } from '../../ports/failure'
import type { Identified, SourceContext } from '../../ports/source-kind'
import { apiOf, type Api } from './api'
import { productOf } from './facts'
import { anyResultWire, buildinfoWire } from './wire'

/** Pages that people copy addresses from. */
const PAGES = /\/((classic|new|old)(\/.*)?|graph|query|alerts|targets|rules|status|config|flags|tsdb-status|service-discovery|agent|metrics|runtimeinfo|vmui(\/.*)?|api\/v1(\/.*)?|-\/(ready|healthy|reload))$/
const TRY_MS = 5_000
type Context = Omit<SourceContext, 'memory'>

/** Whether something that answers PromQL is there, or at its usual prefix. */
export const identify = (typed: string, ctx: Context): Promise<Identified | null> => firstThatFits(basesOf(typed, PAGES, '/prometheus'), async (url) => {
  const api = apiOf({ id: '', name: '', urls: [url], options: {}, timeoutMs: TRY_MS }, ctx, ctx.now() + TRY_MS)
  if (!(await answersQueries(api))) return null
  const product = await productAt(api, ctx)
  return { kind: 'prometheus', url, product: product.name, version: product.version, name: nameFor(url, 'prometheus') }
})

const answersQueries = async (api: Api): Promise<boolean> => {
  try { return (await api.call(anyResultWire, '/api/v1/query', { query: '1' })).data.result.length > 0 } catch (thrown) {
    const failure = asFailure(thrown)
    if (!isSomethingElse(failure.code)) throw failure
    return false
  }
}

const productAt = async (api: Api, ctx: Context): Promise<{ readonly name: string; readonly version: string }> => {
  try { return productOf((await api.call(buildinfoWire, '/api/v1/status/buildinfo')).data) } catch (thrown) {
    if (ctx.signal.aborted) throw thrown
    return productOf({ version: '' })
  }
}
