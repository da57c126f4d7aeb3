import { describe, expect, it } from 'vitest'
import type { Notice } from '@shared/domain/notice'
import type { SourceStatus } from '@shared/domain/source'
import { clockFaults } from '../../../src/main/core/clocks'
import { noticeText } from '../../../src/main/terminal/lines'
import { aSnapshot, aSource, NOW } from '../../builders'
import { aSetup, prom, startCore, type Core } from './core-harness'

const HOUR = 3_600_000
const server = (id: string, clockSkewMs: number, over: Partial<SourceStatus> = {}): SourceStatus => aSource({ id, clockSkewMs, ...over })
const said = (...sources: readonly SourceStatus[]): readonly string[] =>
  clockFaults(Object.fromEntries(sources.map((s) => [s.id, s]))).map((n) => noticeText({ ...n, at: NOW }))

describe('a wrong clock', () => {
  it.each<[string, readonly SourceStatus[], readonly string[]]>([
    ['of nobody', [server('a', 0), server('b', 59_000)], []],
    ['of this computer, as all say', [server('a', -HOUR), server('b', -HOUR - 20_000)], ['This computer’s clock is 1 h ahead: both servers say so. Ages and times are off by that much until it is set right.']],
    ['of this computer, behind', [server('a', 60_000), server('b', 70_000), server('c', 65_000)], ['This computer’s clock is 1 min behind: all 3 servers say so. Ages and times are off by that much until it is set right.']],
    ['of one server', [server('a', HOUR), server('b', 0)], ['The clock of a is wrong: 1 h ahead of this computer’s. Ages and times it tells are off by that much.']],
    ['of servers that do not agree', [server('a', HOUR), server('b', -HOUR)], [
      'The clock of a is wrong: 1 h ahead of this computer’s. Ages and times it tells are off by that much.', 'The clock of b is wrong: 1 h behind this computer’s. Ages and times it tells are off by that much.'
    ]],
    ['of one of two, nobody knows which', [server('a', -120_000), server('here', 0, { address: '' })], ['The clock of a is 2 min behind this computer’s; one of them is wrong. Ages and times it tells are off by that much.']],
    ['not before all were heard', [server('a', HOUR), server('b', 0, { health: 'pending', product: null })], []],
    ['with a server that never answered', [server('a', HOUR), server('b', HOUR), server('c', 0, { health: 'error', product: null })], ['This computer’s clock is 1 h behind: both servers say so. Ages and times are off by that much until it is set right.']],
    ['with a right one that fails now', [server('a', HOUR), server('b', 0, { health: 'error' })], ['The clock of a is wrong: 1 h ahead of this computer’s. Ages and times it tells are off by that much.']]
  ])('%s', (_, sources, expected) => { expect(said(...sources)).toEqual(expected) })

  const answer = (core: Core, id: string, at: number, skew: number): Core => core.answer(id, aSnapshot({ serverTime: skew === 0 ? null : at + skew }), at)
  const notices = (core: Core): readonly Notice[] => Object.values(core.state.app.notices)

  it('is a notice until it is mended, and stays away once put away', () => {
    const both = answer(answer(startCore([aSetup(), prom()]), 'am', NOW, HOUR), 'prom', NOW, HOUR)
    const own = { id: 'clock-own', at: NOW, severity: 'warning', code: 'clock-own', values: { direction: 'behind', time: '1 h', count: 2 } }
    const again = answer(answer(both, 'am', NOW + 15_000, HOUR - 900), 'prom', NOW + 15_000, HOUR - 1_900)
    const away = again.do({ type: 'unnoted', at: NOW + 16_000, id: 'clock-own' })
    const later = answer(away, 'am', NOW + 30_000, HOUR)
    const one = answer(later, 'prom', NOW + 45_000, 0)
    const mended = answer(one, 'am', NOW + 60_000, 0)
    expect([both, again, away, later, one, mended].map(notices)).toEqual([
      [own], [own], [], [],
      [{ id: 'clock-differs:am', at: NOW + 45_000, severity: 'warning', code: 'clock-differs', values: { source: 'am', direction: 'ahead', time: '1 h', others: 1 } }], []
    ])
  })

  it('of a source that is taken out is told no longer', () => {
    const core = answer(startCore([aSetup()]), 'am', NOW, HOUR)
    const without = core.do({ type: 'configured', at: NOW + 1_000, config: core.state.config, sources: [], file: null, notices: [] })
    expect([notices(core).map((n) => n.id), notices(without)]).toEqual([['clock-differs:am'], []])
  })
})
