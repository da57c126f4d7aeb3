import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mainPlace, onDisplay } from '../../../../src/main/core/walls/main-place'
import { moveMain, NO_LAYOUTS, overlap } from '../../../../src/main/core/walls/placing'
import { aDisplay } from '../../../builders'

const here = aDisplay({ id: 'h', label: 'Here', primary: true })
const there = aDisplay({ id: 't', label: 'There', x: 1920 })
const place = { x: 2000, y: 50, width: 1200, height: 800, maximized: true }

describe('the main window', () => {
  it('is where it was with just these displays, and else where it was last, never out of sight', () => {
    const alone = { ...place, x: 100, maximized: false }
    const layouts = moveMain(moveMain(NO_LAYOUTS, place, [here, there]), alone, [here])
    expect([mainPlace(layouts, [here, there]), mainPlace(layouts, [here]), mainPlace(layouts, [there]), mainPlace(NO_LAYOUTS, [here])])
      .toEqual([place, alone, { ...alone, x: 1920 }, null])
  })
  it('stays as it is while no display is there', () => {
    expect([moveMain(NO_LAYOUTS, place, []), mainPlace(moveMain(NO_LAYOUTS, place, [there]), [])]).toEqual([NO_LAYOUTS, place])
  })
  it('can be seen and taken hold of wherever it was', () => {
    const coordinate = fc.integer({ min: -8_000, max: 8_000 })
    const rect = fc.record({ x: coordinate, y: coordinate, width: fc.integer({ min: 480, max: 6_000 }), height: fc.integer({ min: 360, max: 4_000 }) })
    fc.assert(fc.property(rect, fc.integer({ min: 0, max: 4 }), (window, more) => {
      const displays = Array.from({ length: more + 1 }, (_, i) => aDisplay({ id: String(i), x: i * 1920, y: i % 2 === 0 ? 0 : -500 }))
      const placed = onDisplay(window, displays)
      expect(displays.some(({ workArea }) => overlap(workArea, placed) >= 200 * 100 && placed.y >= workArea.y && placed.y <= workArea.y + workArea.height - 100)).toBe(true)
      expect(onDisplay(placed, displays)).toEqual(placed)
    }))
  })
})
