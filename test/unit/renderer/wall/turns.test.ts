import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boardText, parseBoard, type Board } from '@shared/domain/wall'
import { driftAt } from '../../../../src/renderer/features/wall/drift'
import { isNight } from '../../../../src/renderer/features/wall/night'
import { callingPages, keptPage, showing } from '../../../../src/renderer/features/wall/rotation'
import { wallOf, type Slot } from '../../../../src/renderer/features/wall/slots'
import { wallSchema } from '@shared/config/walls'
import { aPage, NOW } from '../../../builders'

const slot = (text: string, dwellMs: number): Slot => ({ board: parseBoard(text)!, dwellMs })
const never = (): boolean => false
const calm = { calling: false, isGone: never }
/** At a moment from which the turns begin anew. */
const at = (slots: readonly Slot[], ms: number): number => Math.ceil(NOW / slots.reduce((sum, s) => sum + s.dwellMs, 0)) * slots.reduce((sum, s) => sum + s.dwellMs, 0) + ms

describe('a wall of the configuration', () => {
  const walls = [wallSchema.parse({ name: 'Desk 4', environment: 'staging', boards: ['now', { board: 'service:production/api', dwell: '1m' }, 'dashboard:x'], dwell: '20s', night: 'always' })]
  it('is found by its name, whatever its case, with a dwell for each board', () => {
    expect(wallOf('@desk 4', walls)).toEqual({ name: 'Desk 4', environment: 'staging', night: 'always', slots: [slot('now', 20_000), slot('service:production/api', 60_000), slot('dashboard:x', 20_000)] })
  })
  it('is none where no wall has the name; a board stands alone, with the usual night', () => {
    const usual = wallSchema.parse({ name: 'any' })
    expect([wallOf('@desk', walls), wallOf('nonsense', walls), wallOf('services', walls), wallOf(null, [])]).toEqual([
      null, null, { name: null, environment: null, night: usual.night, slots: [slot('services', usual.dwell)] }, { name: null, environment: null, night: usual.night, slots: [slot('now', usual.dwell)] }
    ])
  })
})

describe('the turns of boards', () => {
  const slots = [slot('now', 30_000), slot('services', 10_000), slot('alerts', 20_000)]
  it('follow the clock, each as long as it dwells', () => {
    expect([0, 29_999, 30_000, 39_999, 40_000, 59_999, 60_000].map((ms) => boardText(showing(slots, at(slots, ms), calm).board))).toEqual(['now', 'now', 'services', 'services', 'alerts', 'alerts', 'now'])
  })
  it('go to `now` while a page calls, and on from there by the clock', () => {
    expect(showing(slots, at(slots, 35_000), { calling: true, isGone: never })).toEqual({ board: { kind: 'now' }, why: 'page' })
    expect(showing(slots, at(slots, 35_000), calm)).toEqual({ board: { kind: 'services' }, why: 'turn' })
  })
  it('leave out what is gone, and say so where nothing is left', () => {
    const two = [slot('service:production/gone', 30_000), slot('alerts', 30_000)]
    const isGone = (board: Board): boolean => board.kind === 'service'
    expect([showing(two, NOW, { calling: false, isGone }), showing(two.slice(0, 1), NOW, { calling: false, isGone })]).toEqual([{ board: { kind: 'alerts' }, why: 'turn' }, { board: { kind: 'service', item: 'production/gone' }, why: 'gone' }])
  })

  const someSlots = fc.array(fc.record({ board: fc.constantFrom<Board>({ kind: 'now' }, { kind: 'services' }, { kind: 'alerts' }, { kind: 'service', item: 'a/b' }, { kind: 'dashboard', item: 'c' }), dwellMs: fc.integer({ min: 1, max: 720 }).map((n) => n * 5_000) }), { minLength: 1, maxLength: 6 })
  it('show only what is there; of a whole round each board has its dwell; a page is seen at once whatever the turn', () => {
    fc.assert(fc.property(someSlots, fc.nat(), fc.subarray(['service', 'dashboard', 'alerts']), (all, now, goneKinds) => {
      const isGone = (board: Board): boolean => goneKinds.includes(board.kind)
      const there = all.filter((s) => !isGone(s.board))
      expect(showing(all, now, { calling: true, isGone }).board.kind).toBe('now')
      const shown = showing(all, now, { calling: false, isGone })
      if (there.length === 0) { expect(shown).toEqual({ board: all[0]!.board, why: 'gone' }); return }
      const round = there.reduce((sum, s) => sum + s.dwellMs, 0)
      const looks = new Map<string, number>()
      for (let ms = 0; ms < round; ms += 5_000) { const text = boardText(showing(there, now + ms, calm).board); looks.set(text, (looks.get(text) ?? 0) + 1) }
      // every dwell is so many looks long
      for (const { board } of there) {
        const own = there.filter((s) => boardText(s.board) === boardText(board))
        expect(looks.get(boardText(board))).toBe(own.reduce((sum, s) => sum + s.dwellMs, 0) / 5_000)
      }
      expect(shown).toEqual(showing(all, now + round, { calling: false, isGone }))
    }), { numRuns: 60 })
  })

  it('are called away by the worst page that asks, of the wall’s own environment', () => {
    const pages = [
      aPage({ id: 'held', status: 'held' }), aPage({ id: 'over', status: 'over' }), aPage({ id: 'snoozed', status: 'snoozed' }), aPage({ id: 'told', route: 'notify' }),
      aPage({ id: 'w', severity: 'warning' }), aPage({ id: 'c', severity: 'critical', environment: 'staging' })
    ]
    const table = Object.fromEntries(pages.map((p) => [p.id, p]))
    const ids = (environment: string | null, of = table): readonly string[] => callingPages(of, environment).map((p) => p.id)
    expect([ids(null), ids('production'), ids(' Production'), ids('development'), ids(null, { held: pages[0]!, over: pages[1]!, snoozed: pages[2]!, told: pages[3]! })]).toEqual([['c', 'w'], ['w'], ['w'], [], []])
    // what is not over though it does not ask: nobody has the one that was put off
    expect([keptPage(table, 'Production')?.id, keptPage({ held: pages[0]!, over: pages[1]! }, 'production')?.id, keptPage({ over: pages[1]!, told: pages[3]!, w: pages[4]! }, 'production'), keptPage(table, 'staging')]).toEqual(['snoozed', 'held', null, null])
  })
})

describe('the night of a wall', () => {
  const at = (time: string, day = '2025-11-13'): number => Date.parse(`${day}T${time}:00Z`)
  type Night = { readonly from: string; readonly to: string; readonly zone?: string }
  const within = (night: Night, times: readonly string[], day?: string): readonly boolean[] => times.map((time) => isNight(night, at(time, day)))
  it('goes over midnight where it ends before it begins; its end is day', () => {
    expect(within({ from: '22:00', to: '07:00', zone: 'UTC' }, ['21:59', '22:00', '00:00', '06:59', '07:00', '12:00'])).toEqual([false, true, true, true, false, false])
    expect(within({ from: '13:00', to: '14:00', zone: 'UTC' }, ['12:59', '13:00', '13:59', '14:00'])).toEqual([false, true, true, false])
    expect([isNight('always', NOW), isNight('never', at('23:00')), isNight({ from: '08:00', to: '08:00', zone: 'UTC' }, at('08:00'))]).toEqual([true, false, false])
  })
  it('is that of the place, on the days when its clocks are put forward and back, too', () => {
    const berlin = { from: '22:00', to: '07:00', zone: 'Europe/Berlin' }
    expect(within(berlin, ['20:59', '21:00', '05:59', '06:00'])).toEqual([false, true, true, false])
    expect(within(berlin, ['04:59', '05:00', '19:59', '20:00'], '2025-03-30')).toEqual([true, false, false, true])
    expect(within(berlin, ['05:59', '06:00', '20:59', '21:00'], '2025-10-26')).toEqual([true, false, false, true])
    expect(within({ from: '20:00', to: '22:00', zone: 'Asia/Tokyo' }, ['10:59', '11:00', '12:59', '13:00', '21:00'])).toEqual([false, true, true, false, false])
  })
  it('is by the clock of this computer where no zone is named', () => {
    const from = new Date(2025, 10, 13, 21, 0).getTime()
    expect([from - 60_000, from, from + 60_000].map((moment) => isNight({ from: '21:00', to: '21:01' }, moment))).toEqual([false, true, false])
  })
})

describe('the drift of a wall', () => {
  it('goes to a neighbour once a minute, through every place of a small square, and never out of it', () => {
    const path = Array.from({ length: 48 }, (_, minute) => driftAt(NOW + minute * 60_000))
    expect(new Set(path.map(({ x, y }) => `${x} ${y}`)).size).toBe(25)
    expect(path.every(({ x, y }) => Math.abs(x) <= 2 && Math.abs(y) <= 2)).toBe(true)
    expect([...path, path[0]!].slice(1).every((p, i) => Math.abs(p.x - path[i]!.x) + Math.abs(p.y - path[i]!.y) === 1)).toBe(true)
    expect(driftAt(NOW + 59_999 - (NOW % 60_000))).toEqual(driftAt(NOW - (NOW % 60_000)))
  })
})
