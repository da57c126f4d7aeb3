import { z } from 'zod'
import { basesOf, firstThatFits, isSomethingElse, nameFor } from '../../ports/address'
import { ask } from '../../ports/ask'
import { asFailure, SourceFailure } from '../../ports/failure'
import { jsonReply } from '../../ports/reply'
import type { Identified, SourceContext } from '../../ports/source-kind'
import { readWire } from '../../ports/wire'
import { statusWire } from './wire'

const PAGES = /\/(api\/v[12](\/.*)?|metrics|-\/(ready|healthy|reload))$/
const TRY_MS = 5_000
type Context = Omit<SourceContext, 'memory'>

/** Whether an Alertmanager answers there, or at its usual prefix. One that speaks only API v1 is `gone`: too old to read. */
export const identify = (typed: string, ctx: Context): Promise<Identified | null> => firstThatFits(basesOf(typed, PAGES, '/alertmanager'), async (base) => {
  const version = await versionAt(base, ctx)
  return version === null ? null : { kind: 'alertmanager', url: base, product: 'Alertmanager', version, name: nameFor(base, 'alertmanager') }
})

const versionAt = async (base: string, ctx: Context): Promise<string | null> => {
  try { return readWire(statusWire, await get(base, '/api/v2/status', ctx)).versionInfo.version } catch (thrown) {
    const failure = asFailure(thrown)
    if (!isSomethingElse(failure.code)) throw failure
    if (failure.code === 'not-found' && await isOld(base, ctx)) throw new SourceFailure('gone')
    return null
  }
}

const oldWire = z.object({ status: z.literal('success'), data: z.object({ versionInfo: z.object({ version: z.string() }) }) })

/** An answer of any other kind is that of something else. */
const isOld = async (base: string, ctx: Context): Promise<boolean> => {
  try { return oldWire.safeParse(await get(base, '/api/v1/status', ctx)).success } catch (thrown) {
    if (ctx.signal.aborted) throw thrown
    return false
  }
}

const get = async (base: string, path: string, ctx: Context): Promise<unknown> => jsonReply(await ask(ctx, { url: base + path }, TRY_MS), new URL(base + path).pathname)
