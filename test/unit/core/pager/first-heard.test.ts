import { expect, test } from 'vitest'
import { keptForRestart } from '../../../../src/main/core/kept'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { an, M, pagesOf, S, type Sighting } from './watched'

const DAY = { paging: { night: { from: '00:00', to: '00:00' } } }
const A = an('A', 'api', NOW + M)
const held = { held: { by: 'Daniel', since: NOW + 3 * M, source: 'am' }, silencedBy: ['s2'] }
const silenced = { state: 'suppressed', silencedBy: ['s1'] } as const
const tells = (...alerts: readonly Sighting[]) => aSnapshot({ alerts })

/** A page of before, of which the Alertmanager said `said` for six minutes; what each step of the next asks to be heard. */
const before = (said: Partial<Sighting>): Core => {
  let core = startCore([aSetup(), prom()], { config: DAY }).answer('am', tells(), NOW).answer('prom', tells(), NOW)
  for (let at = NOW + M; at < NOW + 10 * M; at += 15 * S) core = core.answer('am', tells(at < NOW + 4 * M ? A : { ...A, ...said }), at).answer('prom', tells(A), at).tick(at + S)
  return core
}
const asked = (core: Core) => ({ pages: pagesOf(core).map((p) => p.status), calls: core.last.effects.map((e) => e.type), told: core.last.intents.map((i) => i.record.reason) })
const NOTHING = { calls: [], told: [] }

test.each<readonly [string, Partial<Sighting>, string]>([['a colleague has', held, 'held'], ['is silenced', silenced, 'over']])('after a restart what %s is that, whoever answers first', (_name, said, status) => {
  const AT = NOW + 12 * M
  const first = before(said)
  expect(pagesOf(first).map((p) => p.status)).toEqual([status])
  let core = startCore([aSetup(), prom()], { config: DAY, at: AT, ...keptForRestart(first.state, new Set()) as object, lastRunAt: NOW + 11 * M })
  const steps = [(c: Core) => c.answer('prom', tells(A), AT + S), (c: Core) => c.tick(AT + 2 * S), (c: Core) => c.answer('am', tells({ ...A, ...said }), AT + 5 * S), (c: Core) => c.tick(AT + 15 * S), (c: Core) => c.tick(AT + 2 * M)]
  const seen = steps.map((step) => { core = step(core); return asked(core) })
  expect(seen).toEqual(steps.map(() => ({ pages: [status], ...NOTHING })))
})

test('and what was silenced is asked for once the Alertmanager has been waited for', () => {
  const AT = NOW + 12 * M
  let core = startCore([aSetup(), prom()], { config: DAY, at: AT, ...keptForRestart(before(silenced).state, new Set()) as object, lastRunAt: NOW + 11 * M })
  core = core.answer('prom', tells(A), AT + S)
  expect(asked(core)).toMatchObject(NOTHING)
  core = core.tick(AT + 11 * S)
  expect(pagesOf(core).map((p) => [p.status, p.alerts])).toEqual([['open', [A.fingerprint]]])
})

test.each<readonly [string, Partial<Sighting>]>([['a colleague gave it back', {}], ['its silence has ended', {}]])('what the Alertmanager says then counts: %s', (name, now) => {
  const AT = NOW + 12 * M
  const first = before(name.startsWith('a colleague') ? held : silenced)
  let core = startCore([aSetup(), prom()], { config: DAY, at: AT, ...keptForRestart(first.state, new Set()) as object, lastRunAt: NOW + 11 * M })
  core = core.answer('prom', tells(A), AT + S).answer('am', tells({ ...A, ...now }), AT + 3 * S)
  expect(pagesOf(core).map((p) => [p.status, p.alerts])).toEqual([['open', [A.fingerprint]]])
})

test('after a sleep a page that a colleague has is theirs, though the Prometheus answers first', () => {
  const AT = NOW + 60 * M
  let core = before(held).do({ type: 'woke', at: AT, from: NOW + 10 * M, why: 'slept', until: AT + 20 * S, awaited: ['prom'] })
  const steps = [(c: Core) => c.answer('prom', tells(A), AT + S), (c: Core) => c.answer('am', tells({ ...A, ...held }), AT + 2 * S), (c: Core) => c.do({ type: 'recovered', at: AT + 3 * S, source: 'prom', alerts: [] }), (c: Core) => c.tick(AT + 2 * M)]
  const seen = steps.map((step) => { core = step(core); return asked(core) })
  expect(seen).toEqual(steps.map(() => ({ pages: ['held'], ...NOTHING })))
})
