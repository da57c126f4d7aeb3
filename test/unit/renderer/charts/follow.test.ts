import { describe, expect, it } from 'vitest'
import { createCrosshair } from '../../../../src/renderer/charts/crosshair'
import { stepMoment } from '../../../../src/renderer/charts/step'
import { createTurns } from '../../../../src/renderer/charts/turns'

/** Frames that come when the test says so. */
const frames = (): { readonly next: (run: () => void) => void; readonly draw: () => void } => {
  let waiting: (() => void)[] = []
  return { next: (run) => { waiting.push(run) }, draw: () => { const now = waiting; waiting = []; for (const run of now) run() } }
}

describe('the crosshair', () => {
  it('tells all panels once per frame, the newest moment only', () => {
    const { next, draw } = frames()
    const crosshair = createCrosshair(next)
    const told: (number | null)[] = []
    const stop = crosshair.follow((at) => told.push(at))
    crosshair.move(1)
    crosshair.move(2)
    expect(told).toEqual([])
    draw()
    crosshair.move(2)
    draw()
    expect([told, crosshair.at()]).toEqual([[2], 2])
    const late: (number | null)[] = []
    crosshair.follow((at) => late.push(at))
    stop()
    crosshair.move(null)
    draw()
    expect([told, late]).toEqual([[2], [2, null]])
  })
})

describe('stepMoment', () => {
  const moments = [0, 10, 20, 30, 40]
  const window = { from: 5, to: 40 }
  it('walks from sample to sample inside the window', () => {
    expect(stepMoment(moments, window, null, 'ArrowLeft', false)).toBe(40)
    expect(stepMoment(moments, window, 30, 'ArrowLeft', false)).toBe(20)
    expect(stepMoment(moments, window, 20, 'ArrowLeft', true)).toBe(10)
    expect(stepMoment(moments, window, 40, 'ArrowRight', false)).toBe(40)
    expect([stepMoment(moments, window, 40, 'Home', false), stepMoment(moments, window, 10, 'End', false)]).toEqual([10, 40])
    expect([stepMoment(moments, window, 40, 'a', false), stepMoment([], window, null, 'ArrowLeft', false)]).toEqual([undefined, undefined])
  })
})

describe('turns', () => {
  it('gives as many per task as fit, at least one, in order, and forgets what was taken back', () => {
    const { next, draw } = frames()
    let now = 0
    const done: string[] = []
    const turns = createTurns(10, next, () => now)
    const job = (name: string, cost: number) => () => { done.push(name); now += cost }
    turns.ask(job('a', 4))
    turns.ask(job('b', 7))
    turns.ask(job('c', 50))
    const takeBack = turns.ask(job('d', 1))
    turns.ask(job('e', 1))
    takeBack()
    draw()
    expect(done).toEqual(['a', 'b'])
    draw()
    expect(done).toEqual(['a', 'b', 'c'])
    draw()
    expect(done).toEqual(['a', 'b', 'c', 'e'])
  })
})
