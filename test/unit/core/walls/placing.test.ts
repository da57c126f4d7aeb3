import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Display } from '@shared/domain/display'
import { displayNames, setName } from '../../../../src/main/core/walls/displays'
import { moveWall, NO_LAYOUTS, placeWalls, type Placed, type WallAsked } from '../../../../src/main/core/walls/placing'
import type { Layouts } from '../../../../src/main/ports/layouts'
import { aDisplay } from '../../../builders'

const main = aDisplay({ id: 'm', label: 'Main', primary: true })
const left = aDisplay({ id: 'a', label: 'TV', x: 1920 })
const right = aDisplay({ id: 'b', label: 'TV', x: 3840 })
const any: WallAsked = { name: 'any', display: null }
const tv: WallAsked = { name: 'tv', display: 'TV, right' }
const restarted = (layouts: Layouts): Layouts => JSON.parse(JSON.stringify(layouts, (key, value: unknown) => (key === 'run' ? undefined : value))) as Layouts
const said = ({ standing, waiting }: Placed): unknown => [...standing.map((s) => `${s.name} on ${s.display.id}`), ...waiting.map((w) => `${w.name}: ${w.why}`)]

/** What happens to some walls as displays come and go. */
const watch = (walls: readonly WallAsked[]) => {
  let layouts = NO_LAYOUTS
  return {
    with: (...displays: readonly Display[]): unknown => { const placed = placeWalls({ walls, displays, layouts, main: null }); layouts = placed.layouts; return said(placed) },
    move: (wall: WallAsked, to: Display, ...displays: readonly Display[]): void => { layouts = moveWall(layouts, wall, to, displays) },
    restart: (): void => { layouts = restarted(layouts) }
  }
}

describe('walls', () => {
  it('stand where they are asked to, or on the first display that is free, and wait without one', () => {
    const it = watch([any, tv, { name: 'third', display: null }, { name: 'gone', display: 'Projector' }])
    expect([it.with(), it.with(main), it.with(main, left, right)]).toEqual([
      ['any: none-free', 'tv: gone', 'third: none-free', 'gone: gone'], ['any: none-free', 'tv: gone', 'third: none-free', 'gone: gone'], ['any on a', 'tv on b', 'third: none-free', 'gone: gone']
    ])
  })
  it('stand on four of five displays that are alike, each back on its own whichever one comes or goes', () => {
    const five = [0, 1, 2, 3, 4].map((n) => aDisplay({ id: `${n}`, label: 'TV', x: n * 1920, primary: n === 2 }))
    const walls = ['w1', 'w2', 'w3', 'w4', 'w5'].map((name): WallAsked => ({ name, display: null }))
    const all = ['w1 on 0', 'w2 on 1', 'w3 on 3', 'w4 on 4', 'w5: none-free']
    const it = watch(walls)
    expect(it.with(...five)).toEqual(all)
    for (const gone of [0, 1, 3, 4]) {
      const rest = five.filter((_, n) => n !== gone)
      expect([it.with(...rest), it.with(...five)]).toEqual([[...all.filter((line) => !line.endsWith(` on ${gone}`)).slice(0, -1), ...['w1', 'w2', 'w3', 'w4'].filter((_, i) => [0, 1, 3, 4][i] === gone).map((name) => `${name}: none-free`), 'w5: none-free'], all])
    }
    it.restart()
    expect(it.with(...five.toReversed())).toEqual(all)
  })
  it('wait while their display is gone, also over a restart, and are back on it when it is', () => {
    const it = watch([tv])
    it.with(main, left, right)
    expect([it.with(main, left), it.with(main), it.with(), (it.restart(), it.with(main, left)), it.with(main, left, { ...right, id: 'new' })]).toEqual([['tv: gone'], ['tv: gone'], ['tv: gone'], ['tv: gone'], ['tv on new']])
  })
  it('stay with their display when it is put elsewhere, made smaller or scaled', () => {
    const it = watch([tv])
    it.with(main, left, right)
    const small = aDisplay({ ...right, native: { width: 1024, height: 768 }, scale: 1.5, bounds: { x: 0, y: 0, width: 683, height: 512 } })
    expect([it.with(main, { ...left, bounds: right.bounds }, { ...right, bounds: left.bounds }), it.with(main, left, small), (it.restart(), it.with(main, left, { ...small, id: 'z' }))]).toEqual([['tv on b'], ['tv on b'], ['tv on z']])
  })
  it('are where a person moved them with those displays, and where they were with others', () => {
    const it = watch([any, tv])
    const before = it.with(main, left, right)
    it.move(tv, left, main, left, right)
    expect([before, it.with(main, left, right), (it.restart(), it.with(main, left, right))]).toEqual([['any on a', 'tv on b'], ['tv on a', 'any on b'], ['tv on a', 'any on b']])
    it.move(tv, main, main, left)
    expect([it.with(main, left), it.with(main, left, right)]).toEqual([['tv on m', 'any on a'], ['tv on a', 'any on b']])
  })
  it('are never two on one display, and one that names it comes first', () => {
    expect(watch([any, { name: 'one', display: 'TV' }, { name: 'two', display: 'tv' }]).with(main, left)).toEqual(['one on a', 'any: none-free', 'two: taken'])
  })
  it('leave the main window its display, wherever that is', () => {
    expect(said(placeWalls({ walls: [any], displays: [main, left], layouts: NO_LAYOUTS, main: { x: 2000, y: 10, width: 800, height: 600 } }))).toEqual(['any on m'])
  })
})

/** Displays that somebody may have: some alike, some without a name. */
const CABINET: readonly Display[] = [
  aDisplay({ id: 'm', label: 'Main', primary: true }), aDisplay({ id: 'a', label: 'TV' }), aDisplay({ id: 'b', label: 'TV' }), aDisplay({ id: 'c', native: { width: 1024, height: 768 } }), aDisplay({ id: 'd', native: { width: 1280, height: 800 }, scale: 1.25 })
]
/** Side by side, in some order. */
const arranged = fc.shuffledSubarray([...CABINET]).map((those) => {
  let x = 0
  return those.map((display) => { const at = { ...display, bounds: { ...display.bounds, x } }; x += display.bounds.width; return at })
})
const somewhere = fc.array(arranged, { minLength: 1, maxLength: 8 })
const asking = fc.uniqueArray(fc.record({ name: fc.constantFrom('one', 'two', 'three'), display: fc.constantFrom(null, 'Main', 'TV', 'TV, left', 'TV, right', 'Display 1024x768', 'nowhere') }), { selector: (w) => w.name, maxLength: 3 })

describe('whatever comes and goes', () => {
  it('at most one wall stands on each display, each on one that is there, whole, and every other one says why not', () => {
    fc.assert(fc.property(asking, somewhere, (walls, history) => {
      let layouts = NO_LAYOUTS
      for (const displays of history) {
        const placed = placeWalls({ walls, displays, layouts, main: null })
        expect(new Set(placed.standing.map((s) => s.display.id)).size).toBe(placed.standing.length)
        expect(placed.standing.every((s) => displays.includes(s.display))).toBe(true)
        expect([...placed.standing, ...placed.waiting].map((w) => w.name).sort()).toEqual(walls.map((w) => w.name).sort())
        layouts = placed.layouts
      }
    }))
  })
  it('a wall stays on its display while that is there, unless these displays had it elsewhere before', () => {
    // a name that means now this one and now that one is for each of them
    const exact = asking.filter((walls) => walls.every((w) => w.display !== 'TV'))
    fc.assert(fc.property(exact, somewhere, (walls, history) => {
      let layouts = NO_LAYOUTS
      let before: Placed | null = null
      const sets = new Set<string>()
      let set = ''
      for (const displays of history) {
        const placed = placeWalls({ walls, displays, layouts, main: null })
        const next = setName(displays)
        if (before && (next === set || !sets.has(next))) {
          for (const { name, display } of before.standing) {
            // one that names it comes before one that takes any, and the main window before that
            const own = displays.find((d) => d.primary) ?? displays[0]
            const by = walls.find((w) => w.name === placed.standing.find((s) => s.display.id === display.id)?.name)
            const yields = walls.some((w) => w.name === name && w.display === null) && ((by?.display ?? null) !== null || own?.id === display.id)
            if (displays.some((d) => d.id === display.id) && !yields) expect(by?.name).toBe(name)
          }
        }
        sets.add(next)
        set = next
        before = placed
        layouts = placed.layouts
      }
    }))
  })
  it('the same displays have the same walls again, over a restart too', () => {
    fc.assert(fc.property(asking, arranged, somewhere, (walls, first, history) => {
      const begun = placeWalls({ walls, displays: first, layouts: NO_LAYOUTS, main: null })
      // of two alike nobody can say which one stayed, once the computer was started anew
      const others = history.filter((displays) => setName(displays) !== setName(first))
      let layouts = begun.layouts
      for (const displays of others) layouts = placeWalls({ walls, displays, layouts, main: null }).layouts
      for (const kept of [layouts, restarted(layouts)]) expect(said(placeWalls({ walls, displays: first, layouts: kept, main: null }))).toEqual(expect.arrayContaining(begun.standing.map((s) => `${s.name} on ${s.display.id}`)))
    }))
  })
  it('no wall moves to the main window’s display but one that names it', () => {
    fc.assert(fc.property(asking, somewhere, (walls, history) => {
      let layouts = NO_LAYOUTS
      for (const displays of history) {
        const placed = placeWalls({ walls, displays, layouts, main: null })
        const own = displays.find((d) => d.primary) ?? displays[0]
        for (const { name, display } of placed.standing) if (display.id === own?.id && own.primary) expect([walls.find((w) => w.name === name)?.display, displayNames(displays).get(display.id)]).toEqual(['Main', 'Main'])
        layouts = placed.layouts
      }
    }))
  })
  it('nothing new to remember is the same object', () => {
    fc.assert(fc.property(asking, arranged, (walls, displays) => {
      const { layouts } = placeWalls({ walls, displays, layouts: NO_LAYOUTS, main: null })
      expect(placeWalls({ walls, displays, layouts, main: null }).layouts).toBe(layouts)
    }))
  })
})
