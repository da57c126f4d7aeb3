import { expect, test } from 'vitest'
import { keptForRestart } from '../../../../src/main/core/kept'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore, type Core } from '../core-harness'
import { ALL_DAY, film } from './film'
import { an, M, pagesOf, S } from './watched'

/** A desk beside an alert; its hooks fail while `fails` says so, each time ten seconds after they were asked. */
const desk = (fails: (at: number) => boolean, start: Core = startCore([aSetup()], { config: ALL_DAY, at: NOW - M }).answer('am', aSnapshot({ alerts: [] }), NOW - M).tick(NOW - 30 * S)) => {
  const it = film(start)
  let due: number | null = null
  const live = (from: number, to: number): void => {
    for (let at = from; at < to; at += 5 * S) {
      const now = at
      const page = pagesOf(it.core())[0]
      if (due !== null && now >= due && page) { due = null; it.step((c) => c.do({ type: 'handed', at: now, page: page.id, ok: false }), now) }
      const before = it.out.length
      it.run(now, now + 5 * S, (when) => [(c) => c.answer('am', aSnapshot({ alerts: [an('Down', 'api', NOW)] }), when)])
      if (it.out.slice(before).some((line) => line.endsWith('hook paged')) && fails(now)) due = now + 10 * S
    }
  }
  return { live, hooks: () => it.out.filter((line) => line.includes('hook')), core: it.core }
}
const page = (core: Core) => pagesOf(core)[0]!

test('a hook that does not hear that a page asks is told so again a minute later, until it has, and only then that it still does', () => {
  const it = desk((at) => at < NOW + 4 * M)
  it.live(NOW, NOW + 13 * M)
  expect([it.hooks(), page(it.core()).handedAt]).toEqual([['2m hook paged', '3m10s hook paged', '4m20s hook paged', '12m hook repeated'], null])
})

test('one that never does is told each ten minutes once that has gone on for as long', () => {
  const it = desk(() => true)
  it.live(NOW, NOW + 35 * M)
  expect(it.hooks().filter((line) => Number.parseInt(line, 10) >= 11)).toEqual(['11m20s hook paged', '12m hook paged', '22m hook paged', '32m hook paged'])
})

test('what somebody takes meanwhile is not told to it as asking any more', () => {
  const it = desk(() => true)
  it.live(NOW, NOW + 2 * M + 30 * S)
  const { id, alerts } = page(it.core())
  const core = it.core().do({ type: 'acknowledged', at: NOW + 2 * M + 30 * S, page: id, held: { by: 'Mira', since: NOW, source: '', here: true } })
  const after = desk(() => false, core)
  after.live(NOW + 2 * M + 35 * S, NOW + 3 * M)
  expect([alerts.length, after.hooks()]).toEqual([1, []])
})

test('what was being told when Garda ended is told again by whoever starts then, and what was heard is not', () => {
  const first = desk(() => false)
  first.live(NOW, NOW + 3 * M)
  const { id } = page(first.core())
  const again = (handedAt: number | null) => {
    const kept = keptForRestart(first.core().state, new Set())
    const it = desk(() => false, startCore([aSetup()], { config: ALL_DAY, at: NOW + 3 * M, ...kept, pages: { [id]: { ...kept.pages![id]!, handedAt } }, lastRunAt: NOW + 3 * M - 5 * S }))
    it.live(NOW + 3 * M, NOW + 13 * M)
    return it.hooks()
  }
  expect([again(NOW + 2 * M + 20 * S), again(null)]).toEqual([['3m20s hook paged', '12m hook repeated'], ['12m hook repeated']])
})
