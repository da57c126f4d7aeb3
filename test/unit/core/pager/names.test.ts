import { describe, expect, it } from 'vitest'
import { keptForRestart } from '../../../../src/main/core/kept'
import { take } from '../../../../src/main/core/pager/acks'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { an, M, pagesOf, S } from './watched'

const CONFIG = { paging: { night: { from: '00:00', to: '00:00' } } }
/** As the Prometheus has it, and as the Alertmanager has it, which it adds its external labels for. */
const [seen, sent] = [an('Down', 'db'), an('Down', 'db', NOW + 10 * S, {}, { cluster: 'eu' })]
const sees = (...alerts: ReturnType<typeof an>[]) => aSnapshot({ alerts, services: null })

/** The Prometheus told of it first; then the Alertmanager does, too. */
const first = (): Core =>
  startCore([aSetup(), prom()], { config: CONFIG }).answer('am', sees(), NOW).answer('prom', sees(), NOW).answer('prom', sees(seen), NOW + 15 * S).answer('am', sees(), NOW + 16 * S)
    .tick(NOW + 60 * S).answer('am', sees(sent), NOW + 61 * S).answer('prom', sees(seen), NOW + 61 * S)
const again = ({ state }: Core, at: number, setups = [aSetup(), prom()]): Core =>
  startCore(setups, { at, config: CONFIG, ...keptForRestart(state, new Set()), records: Object.values(state.app.notifications), lastRunAt: at - 5 * S })
const until = (core: Core, from: number, to: number, step: (core: Core, at: number) => Core): { readonly core: Core; readonly told: readonly string[] } => {
  const told: string[] = []
  for (let at = from; at < to; at += 5 * S) {
    core = core.tick(at)
    told.push(...core.last.intents.map((i) => i.record.reason))
    core = step(core, at)
    told.push(...core.last.intents.map((i) => i.record.reason))
  }
  return { core, told }
}
const brief = (core: Core) => pagesOf(core).map((p) => [p.status, p.alerts, p.lost])

describe('an alert that sources give different labels', () => {
  const before = first()
  const open = [['open', [seen.fingerprint], []]]

  it('is one, on one page', () => { expect([brief(before), Object.keys(before.state.app.alerts), before.told]).toEqual([open, [seen.fingerprint], ['CRITICAL: db, PRODUCTION']]) })

  it('stays that over a restart, whoever answers and in whatever order', () => {
    const at = NOW + 3 * M
    const late = (core: Core, when: number): Core => (when < at + M ? core.answer('am', sees(sent), when) : core.answer('prom', sees(seen), when).answer('am', sees(sent), when))
    const lives = [
      until(again(before, at), at, at + 5 * M, (core, when) => core.fail('prom', when).answer('am', sees(sent), when)),
      until(again(before, at), at, at + 5 * M, (core, when) => core.fail('am', when).answer('prom', sees(seen), when)),
      until(again(before, at), at, at + 5 * M, late),
      until(again(before, at, [aSetup()]), at, at + 5 * M, (core, when) => core.answer('am', sees(sent), when))
    ]
    expect(lives.map(({ core, told }) => [brief(core), told])).toEqual([[open, ['source-blind']], [open, ['source-blind']], [open, []], [open, []]])
  })

  it('stays that over two, though nobody answered in between, and is forgotten with its episode', () => {
    const at = NOW + 3 * M
    const between = until(again(before, at), at, at + M, (core, when) => core.fail('prom', when).fail('am', when)).core
    const after = until(again(between, at + 2 * M), at + 2 * M, at + 4 * M, (core, when) => core.fail('prom', when).answer('am', sees(sent), when))
    expect(brief(after.core)).toEqual(open)
    const over = until(after.core, at + 4 * M, at + 10 * M, (core, when) => core.answer('prom', sees(), when).answer('am', sees(), when)).core
    const nextDay = until(over, at + 26 * 60 * M, at + 26 * 60 * M + M, (core, when) => core.answer('am', sees(...(when > at + 26 * 60 * M ? [an('Slow', 'web', when)] : [])), when)).core
    expect([keptForRestart(over.state, new Set()).names, keptForRestart(nextDay.state, new Set()).names]).toEqual([{ [sent.fingerprint]: seen.fingerprint }, undefined])
  })

  it('stays somebody’s who took it here when its Alertmanager drops it before the Prometheus does', () => {
    const at = NOW + 3 * M
    const alert = Object.values(before.state.app.alerts)[0]!
    const { acks } = take([alert], [alert], new Set(), { by: 'Mira', comment: '', page: pagesOf(before)[0]!.id, at })
    const core = before.do({ type: 'acks', at, change: Object.fromEntries(acks.map((a) => [a.id, a])) }).tick(at)
    expect([brief(core), brief(core.answer('am', sees(), at + S).tick(at + 5 * S)), brief(core.answer('prom', sees(), at + S).tick(at + 5 * S))]).toEqual(Array.from({ length: 3 }, () => [['held', [seen.fingerprint], []]]))
  })
})
