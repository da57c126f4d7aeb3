import { describe, expect, it } from 'vitest'
import { displayNamed, displayNames, markOf, recognise, setName } from '../../../../src/main/core/walls/displays'
import { aDisplay } from '../../../builders'

const laptop = aDisplay({ id: 'l', internal: true, primary: true, native: { width: 2560, height: 1600 }, scale: 2 })
const left = aDisplay({ id: '1', label: 'DELL U2720Q', x: 1280 })
const right = aDisplay({ id: '2', label: 'DELL U2720Q', x: 3200 })
const desk = [laptop, left, right]

describe('a display’s name', () => {
  it('is its maker’s, or what can be said of it; those alike are told apart by where they stand', () => {
    const above = aDisplay({ id: '5', x: 9000, y: -900, native: { width: 800, height: 600 } })
    const below = aDisplay({ id: '6', x: 9000, native: { width: 800, height: 600 } })
    expect([...displayNames([right, ...desk.slice(0, 2), below, above]).entries()].sort()).toEqual([
      ['1', 'DELL U2720Q, left'], ['2', 'DELL U2720Q, right'], ['5', 'Display 800x600, upper'], ['6', 'Display 800x600, lower'], ['l', 'Built-in display']
    ])
    expect([...displayNames(['7', '8', '9'].map((id, i) => aDisplay({ id, label: 'TV\u202e', x: i * 1920 }))).values()]).toEqual(['TV, 1 of 3', 'TV, 2 of 3', 'TV, 3 of 3'])
  })
  it('is found however it is typed', () => {
    expect([displayNamed(' dell  u2720q, LEFT', desk)?.id, displayNamed('DELL U2720Q', desk), displayNamed('x', [])]).toEqual(['1', null, null])
  })
})

describe('a display that was seen before', () => {
  const known = (display = right): string | undefined => recognise(markOf(right, desk), [display])?.id
  it('is known by its make, whatever its id, its scale and its place', () => {
    const anew = aDisplay({ id: 'x', internal: true, native: { width: 2560, height: 1600 }, x: 4000, scale: 1.5 })
    expect([recognise(markOf(laptop, desk), [left, right, anew])?.id, recognise(markOf(laptop, desk), [left, right])]).toEqual(['x', null])
  })
  it('is told from those alike by its order, and by its corner where not all of them are there', () => {
    const swapped = [aDisplay({ id: 'p', label: 'DELL U2720Q', x: 50 }), aDisplay({ id: 'q', label: 'DELL U2720Q', x: 0 })]
    expect([recognise(markOf(right, desk), swapped)?.id, known(), known(aDisplay({ id: 'y', label: 'DELL U2720Q', x: 1280 }))]).toEqual(['p', '2', undefined])
  })
  it('is known with another resolution by its label, and without one by its corner while none came or went', () => {
    const tv = aDisplay({ id: 't', label: 'TV', x: 1280 })
    const bare = aDisplay({ id: 'b', x: 1280 })
    const small = { native: { width: 1280, height: 720 }, x: 1280 }
    expect([
      recognise(markOf(tv, [laptop, tv]), [aDisplay({ id: 't2', label: 'TV', ...small, x: 0 })])?.id,
      recognise(markOf(bare, [laptop, bare]), [laptop, aDisplay({ id: 'b2', ...small })])?.id,
      recognise(markOf(bare, [laptop, bare]), [aDisplay({ id: 'b3', ...small })])
    ]).toEqual(['t2', 'b2', null])
  })
  it('belongs to a set of the same name wherever it stands', () => {
    expect([setName(desk) === setName([right, laptop, { ...left, bounds: right.bounds, scale: 3 }]), setName(desk) === setName([laptop, left])]).toEqual([true, false])
  })
  it('belongs to a set that is known already though a fractional scale tells a few pixels more or less', () => {
    const sized = (width: number, height: number, scale: number) => aDisplay({ id: `${width}`, label: 'M', native: { width, height }, scale })
    const [whole, rounded, other] = [sized(1366, 768, 1), sized(1368, 768, 1.75), sized(1440, 900, 1)]
    const known = [setName([laptop, other]), setName([laptop, whole])]
    const told = [[rounded, laptop], [laptop, sized(1374, 768, 1.75)], [rounded], [laptop, rounded, rounded]]
    expect(told.map((displays) => setName(displays, known))).toEqual([known[1], ...told.slice(1).map((displays) => setName(displays))])
    expect(setName([laptop, whole], [setName([laptop, rounded]), ...known])).toBe(known[1])
  })
})
