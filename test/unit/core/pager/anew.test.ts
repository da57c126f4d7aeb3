import { describe, expect, it } from 'vitest'
import { keptForRestart } from '../../../../src/main/core/kept'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { an, BEGAN, H, held, M, pagesOf, S, silenced, type Sighting } from './watched'

/** A page of two alerts that Mira has; A is over soon, and B goes on. Both are seen by an Alertmanager and a Prometheus. */
const rules = [{ when: { service: ['db'], hours: { from: '15:00', to: '15:10' } }, then: 'list' as const }]
const CONFIG = { paging: { night: { from: '00:00', to: '00:00', zone: 'UTC' } } }
const LATE = NOW + 3 * H
const A = (over = {}, startsAt = LATE): Sighting => an('A', 'db', startsAt, over)
const B = (over: object = held): Sighting => an('B', 'db', BEGAN, over)
const list = (alerts: readonly Sighting[]) => aSnapshot({ alerts, services: null })
type Told = readonly string[]
interface Desk { readonly core: Core; readonly told: Told }
/** Until `to`, every 15 s, as the Alertmanager has them; the Prometheus knows of no silence. */
const until = ({ core, told }: Desk, from: number, to: number, ...alerts: readonly Sighting[]): Desk => {
  const bare = alerts.map((a) => ({ ...a, state: 'firing' as const, held: null, silencedBy: [], inhibitedBy: [] }))
  const said = [...told]
  for (let at = from; at < to; at += 15 * S) for (const step of [(c: Core) => c.answer('am', list(alerts), at), (c: Core) => c.answer('prom', list(bare), at), (c: Core) => c.tick(at + S)]) {
    core = step(core)
    said.push(...core.last.intents.map((i) => i.record.reason), ...core.last.effects.flatMap((e) => (e.type === 'hook' ? [e.event] : [])))
  }
  return { core, told: said }
}
const taken = (config = {}, ends = NOW + 10 * M): Core => {
  const start = startCore([aSetup(), prom()], { config: { ...CONFIG, ...config } }).answer('am', list([]), NOW).answer('prom', list([]), NOW)
  const both = until(until({ core: start, told: [] }, NOW + 15 * S, NOW + 2 * M, A({}, BEGAN), B({})), NOW + 2 * M, ends, A(held, BEGAN), B())
  return until(until(both, ends, ends + 5 * M, B()), LATE - M, LATE, B()).core
}
const act = ({ core, told }: Desk, event: Parameters<Core['do']>[0]): Desk => { const next = core.do(event); return { core: next, told: [...told, ...next.last.intents.map((i) => i.record.reason)] } }
const stand = ({ core, told }: Desk) => [pagesOf(core).map((p) => [p.status, p.alerts.map((id) => core.state.app.alerts[id]?.name)]), told]

/** A begins anew after three hours; what keeps it from being told until then. */
const firsts: Readonly<Record<string, (desk: Desk) => Desk>> = {
  'nothing does': (desk) => desk,
  'only the Prometheus has it yet': ({ core }) => ({ core: core.answer('prom', list([A(), B({})]), LATE).tick(LATE + 5 * S), told: [] }),
  'all is paused': (desk) => act(until(act(desk, { type: 'meta', at: LATE, change: { pausedUntil: LATE + 5 * M } }), LATE, LATE + 5 * M, A(), B()), { type: 'meta', at: LATE + 5 * M, change: { pausedUntil: null } }),
  'another inhibits it': (desk) => until(desk, LATE, LATE + 5 * M, A({ state: 'suppressed', inhibitedBy: ['x'] }), B()),
  'it is silenced, and gone once more': (desk) => until(until(desk, LATE, LATE + 5 * M, A(silenced), B()), LATE + 5 * M, LATE + 6 * M, B())
}

describe('what begins anew after hours, while another alert of its page is still somebody’s', () => {
  it.each(Object.entries(firsts))('pages by itself where at first %s', (_name, first) => {
    const desk = until(first({ core: taken(), told: [] }), LATE + 6 * M, LATE + 10 * M, A(), B())
    expect(stand(desk)).toEqual([[['held', ['B']], ['open', ['A']]], ['new', 'paged']])
  })

  it('pages by itself, though a rule listed it at first', () => {
    const desk = until({ core: taken({ paging: { ...CONFIG.paging, rules } }), told: [] }, LATE, LATE + 15 * M, A(), B())
    expect(stand(desk)).toEqual([[['held', ['B']], ['open', ['A']]], ['new', 'paged']])
  })

  it('pages by itself over a restart', () => {
    const { state } = firsts['another inhibits it']!({ core: taken(), told: [] }).core
    const core = startCore([aSetup(), prom()], { at: LATE + 7 * M, config: CONFIG, ...keptForRestart(state, new Set()), lastRunAt: LATE + 5 * M })
    expect(stand(until({ core, told: [] }, LATE + 7 * M, LATE + 12 * M, A(), B()))).toEqual([[['held', ['B']], ['open', ['A']]], ['digest', 'paged']])
  })

  it('pages by itself after more than a day, too', () => {
    const day = LATE + 24 * H
    const desk = until({ core: taken(), told: [] }, day - M, day, B())
    const first = { ...desk, core: desk.core.answer('prom', list([A({}, day), B({})]), day).tick(day + 5 * S) }
    expect(stand(until(first, day + 15 * S, day + 5 * M, A({}, day), B()))).toEqual([[['held', ['B']], ['open', ['A']]], ['new', 'paged']])
  })
})

describe('what begins anew within the half hour', () => {
  const soon = (first: (desk: Desk) => Desk, free: boolean) => {
    const start = startCore([aSetup(), prom()], { config: CONFIG }).answer('am', list([]), NOW).answer('prom', list([]), NOW)
    const both = until({ core: start, told: [] }, NOW + 15 * S, NOW + 90 * S, A({}, BEGAN), B({}))
    const gone = until(both, NOW + 90 * S, NOW + 3 * M, B(free ? {} : held))
    return stand(until(first({ ...gone, told: [] }), NOW + 210 * S, NOW + 5 * M, A({}, NOW + 3 * M), B(free ? {} : held)))
  }
  const awaited = ({ core }: Desk): Desk => ({ core: core.answer('prom', list([A({}, NOW + 3 * M), B({})]), NOW + 3 * M).tick(NOW + 3 * M + 5 * S), told: [] })

  it('is folded into its page, though it was left open at first whether to tell it', () => {
    expect([soon((d) => d, true), soon(awaited, true), soon(awaited, false)]).toEqual([[[['open', ['A', 'B']]], []], [[['open', ['A', 'B']]], []], [[['held', ['A', 'B']]], []]])
  })
})

it('what fired already at the very first start calls when it is over and begins anew, though the rest of it goes on', () => {
  const rest = an('Errors', 'api', NOW - H)
  let core = startCore([aSetup()], { config: { paging: { night: { from: '00:00', to: '00:00' } } } })
  const heard: string[] = []
  for (let at = NOW; at < NOW + 30 * M; at += 15 * S) {
    const t = at - NOW
    for (const step of [(c: Core) => c.answer('am', aSnapshot({ alerts: [rest, ...(t < 3 * M ? [an('Down', 'db', NOW - H)] : t < 19 * M ? [] : [an('Down', 'db', NOW + 19 * M)])] }), at), (c: Core) => c.tick(at)]) {
      core = step(core)
      heard.push(...core.last.intents.map((i) => `${t / M} ${i.record.reason}`), ...core.last.effects.flatMap((e) => (e.type === 'close' ? [] : [`${t / M} ${e.type === 'sound' ? 'sound' : e.event}`])))
    }
  }
  expect([heard.slice(0, 4), pagesOf(core).map((p) => [p.route, p.status])]).toEqual([['0 baseline', '19 joined', '19 sound', '20 sound'], [['page', 'open']]])
})
