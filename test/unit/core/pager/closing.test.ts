import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '@shared/config/schema'
import { aSnapshot, NOW } from '../../../builders'
import { shiftOf } from '../../../../src/main/core/oncall/rotation'
import { aSetup, startCore, type Core } from '../core-harness'
import { ALL_DAY, byMira } from './film'
import { an, M, S, silenced, type Sighting } from './watched'

type Act = (core: Core) => Core
const shown = an('Down', 'api', NOW + M)
const over = (alert: Sighting, change: object): Sighting => ({ ...alert, ...change })

/** A screen on which everything stays, by what is told and closed; `minute` says what fires, and what somebody does then. */
const screen = (config: ConfigInput['paging'] = {}) => {
  let core = startCore([aSetup()], { config: { paging: { ...ALL_DAY.paging, ...config } } }).answer('am', aSnapshot({ alerts: [] }), NOW)
  const on = new Map<string, string>()
  const take = (act: Act): void => {
    core = act(core)
    for (const { request } of core.last.intents) on.set(request.key, `${request.urgency}: ${request.title}`)
    for (const effect of core.last.effects) if (effect.type === 'close') on.delete(effect.page)
  }
  if (config.onCall) take((c) => c.do({ type: 'meta', at: NOW, change: { shift: shiftOf(c.state.config.paging.onCall, null, NOW, 'UTC') } }))
  let at = NOW + 15 * S
  return {
    take: (act: (core: Core, at: number) => Core): void => { take((c) => act(c, at)) },
    until: (minute: number, ...alerts: readonly Sighting[]): void => {
      for (; at < NOW + minute * M; at += 5 * S) {
        take((c) => c.tick(at))
        if ((at - NOW) % (15 * S) === 0) take((c) => c.answer('am', aSnapshot({ alerts: [...alerts] }), at))
      }
    },
    on: (): readonly string[] => [...on.values()],
    pages: (): readonly string[] => Object.values(core.state.app.pages).map((p) => `${p.route} ${p.status}`),
    page: (): string => Object.keys(core.state.app.pages)[0]!
  }
}
const acknowledge = (page: string) => (core: Core, at: number): Core => core.do({ type: 'acknowledged', at, page, held: { by: 'Mira', since: at, source: '' } })
const CRITICAL = ['critical: CRITICAL: api, PRODUCTION']

describe('what stands on the screen of a page', () => {
  it('goes when a silence ends it, and is there again when that is over and it fires still', () => {
    const s = screen()
    s.until(3, shown)
    const before = s.on()
    s.until(10, over(shown, silenced))
    const silent = [s.on(), s.pages()]
    s.until(11, shown)
    expect([before, silent, s.on(), s.pages()]).toEqual([CRITICAL, [[], ['page over']], CRITICAL, ['page open']])
  })

  it('goes when what only notifies is over; its last word stands where there is one', () => {
    const [staging, production] = [screen(), screen()]
    staging.until(3, an('Down', 'api', NOW + M, {}, { env: 'staging' }))
    production.until(3, shown)
    const before = staging.on()
    for (const s of [staging, production]) s.until(10)
    expect([before, staging.on(), staging.pages(), production.on()]).toEqual([['normal: CRITICAL: api, STAGING'], [], ['notify over'], ['low: Resolved: api, PRODUCTION']])
  })

  it('goes when somebody has it, here or by a colleague, and comes again when it is given back', () => {
    const [here, colleague] = [screen(), screen({ me: 'Mira', onCall: { people: ['Mira', 'Daniel'], start: '2025-11-10', zone: 'UTC' } })]
    for (const s of [here, colleague]) s.until(3, shown)
    here.take(acknowledge(here.page()))
    colleague.until(5, over(shown, byMira(NOW + 3 * M)))
    const taken = [here.on(), here.pages(), colleague.on(), colleague.pages()]
    here.take((core, at) => core.do({ type: 'released', at, page: here.page() }))
    here.until(5, shown)
    colleague.until(8, shown)
    expect([taken, here.on(), colleague.on()]).toEqual([[[], ['page held'], [], ['page held']], CRITICAL, CRITICAL])
  })

  it('stays while the page asks, is quiet for a while or has only blinked, and goes while Garda is paused, too', () => {
    const s = screen()
    s.until(3, shown)
    s.take((core, at) => core.do({ type: 'snoozed', at, page: s.page(), until: at + 2 * M }))
    s.until(3.4)
    s.until(4, shown)
    const quiet = [s.on(), s.pages()]
    s.take((core, at) => core.do({ type: 'meta', at, change: { pausedUntil: at + 60 * M } }))
    s.until(12)
    expect([quiet, s.on(), s.pages()]).toEqual([[CRITICAL, ['page snoozed']], [], ['page over']])
  })
})
