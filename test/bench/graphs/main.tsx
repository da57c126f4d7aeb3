// The page that the benchmark drives, by `bench` in its global scope. Times are ms.
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import type uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import '../../../src/renderer/theme'
import { decimate } from '@shared/domain/decimate'
import { warmCharts } from '../../../src/renderer/charts'
import { ClockContext, createClock } from '../../../src/renderer/ui'
import { drawnOf, samplesOf, STEP_MS, tableOf, type Case, type Drawn, type Sample, type Samples } from './data'
import { Garda, Plain, plotOf, refill, Slotted } from './variants'

const host = document.getElementById('root')!
Object.assign(host.style, { display: 'flex', flexWrap: 'wrap' })
Object.assign(document.body.style, { margin: '2px', overflow: 'auto' })

const frame = (): Promise<void> => new Promise((resolve) => { requestAnimationFrame(() => { resolve() }) })
/** Two frames from now what was changed stands on the screen: the floor of every figure, 33 ms. */
const painted = async (): Promise<void> => { await frame(); await frame() }
const until = async (ok: () => boolean): Promise<void> => { while (!ok()) await frame() }

interface Prepared { readonly samples: readonly Samples[]; readonly rows: readonly (readonly Sample[])[]; readonly drawn: readonly Drawn[] }
let measured: Case
let sync = false
let now: Prepared = { samples: [], rows: [], drawn: [] }
let root: Root
let plots: readonly uPlot[] = []

/** All that is not the drawing's work. */
const prepare = (shift: number): Prepared => {
  const { variant, panels, series, points } = measured
  const samples = Array.from({ length: panels }, (_, i) => samplesOf(i, series, points, shift))
  return { samples, rows: variant === 'recharts' ? samples.map(tableOf) : [], drawn: variant === 'garda' || variant === 'slots' ? samples.map(drawnOf) : [] }
}

const clock = createClock({ now: () => (now.samples[0]?.t.at(-1) ?? 0) + 4_000, later: (ms, run) => { const id = setTimeout(run, ms); return () => { clearTimeout(id) } } })

const draw = ({ samples, rows, drawn }: Prepared): void => {
  if (measured.variant === 'uplot') {
    if (plots.length > 0) plots.forEach((plot, i) => { refill(plot, samples[i]!) })
    else plots = samples.map((each) => plotOf(each, host))
    return
  }
  const Panel = measured.variant === 'slots' ? Slotted : Garda
  flushSync(() => {
    root.render(<ClockContext value={clock}>{measured.variant === 'recharts'
      ? rows.map((each, i) => <Plain key={i} rows={each} series={measured.series} sync={sync} />)
      : drawn.map((each, i) => <Panel key={i} drawn={each} first={i === 0} series={measured.series} />)}</ClockContext>)
  })
}

/** Answers the longest turn of the event loop since then. */
const heartbeat = (): (() => number) => {
  const { port1, port2 } = new MessageChannel()
  let last = performance.now()
  let longest = 0
  let on = true
  const beat = (): void => {
    const at = performance.now()
    longest = Math.max(longest, at - last)
    last = at
  }
  port1.onmessage = () => { beat(); if (on) port2.postMessage(0) }
  port2.postMessage(0)
  return () => { on = false; beat(); port1.close(); return longest }
}

const count = (): number => document.querySelectorAll('.g-line[d^=M], .recharts-line-curve, canvas').length
const slots = (): readonly Element[] => [...document.querySelectorAll('.g-slot')]
const inSight = (slot: Element): boolean => slot.getBoundingClientRect().top < innerHeight
const holdsLines = (slot: Element): boolean => slot.querySelector('.g-line[d^=M]') !== null

const bench = {
  /** One panel before those that are measured, as the app draws one in its first idle moment; of every library, so that none starts cold. */
  warm: async (what: Case) => {
    measured = what
    const box = document.createElement('div')
    document.body.append(box)
    const { samples, rows } = prepare(0)
    if (what.variant === 'uplot') plotOf(samples[0]!, box).destroy()
    else if (what.variant === 'recharts') {
      const one = createRoot(box)
      flushSync(() => { one.render(<Plain rows={rows[0]!} series={what.series} sync={sync} />) })
      one.unmount()
    } else if (warmCharts() === 0) throw new Error('nothing was warmed')
    box.remove()
    await painted()
  },
  /** Until all panels in sight stand on the screen; `beats` answers the longest task meanwhile instead, which costs some time of its own. */
  mount: async (what: Case, beats: boolean) => {
    measured = what
    sync = beats
    now = prepare(0)
    root = createRoot(host)
    await painted()
    const stop = beats ? heartbeat() : null
    const from = performance.now()
    draw(now)
    if (what.variant === 'slots') await until(() => slots().filter(inSight).every(holdsLines))
    await painted()
    const took = performance.now() - from
    return { took, longest: stop?.() ?? null, lines: count(), mounted: what.variant === 'slots' ? slots().filter(holdsLines).length : what.panels }
  },
  /** All panels, or the first `only`, get samples that are `shift` steps later. */
  update: async (shift: number, only: number | null, beats: boolean) => {
    const next = prepare(shift)
    const mixed = <T,>(fresh: readonly T[], old: readonly T[]): readonly T[] => (only === null ? fresh : old.map((each, i) => (i < only ? fresh[i]! : each)))
    now = { samples: mixed(next.samples, now.samples), rows: mixed(next.rows, now.rows), drawn: mixed(next.drawn, now.drawn) }
    await painted()
    const stop = beats ? heartbeat() : null
    const from = performance.now()
    draw(now)
    const script = performance.now() - from
    await painted()
    return { script, took: performance.now() - from, longest: stop?.() ?? null }
  },
  /** The pointer moves over the first panel: from frame to frame, and how many panels followed it. */
  hover: async (moves: number) => {
    const own = document.querySelector('.g-plot')
    const over = document.querySelector('.u-over')
    const target = own ?? over ?? document.querySelector('.recharts-wrapper')!
    const box = target.getBoundingClientRect()
    const frames: number[] = []
    await painted()
    let last = performance.now()
    for (let i = 0; i < moves; i++) {
      const at = { bubbles: true, clientX: box.left + 60 + ((i * 13) % (box.width - 160)), clientY: box.top + 80 }
      target.dispatchEvent(own ? new PointerEvent('pointermove', at) : new MouseEvent(i > 0 || over ? 'mousemove' : 'mouseover', at))
      await frame()
      const moment = performance.now()
      frames.push(moment - last)
      last = moment
    }
    // the first ones also wait for what the pointer found
    return { frames: frames.slice(5), followed: document.querySelectorAll('.g-cursor.on, .recharts-tooltip-cursor, .u-cursor-x:not(.u-off)').length }
  },
  /** 100,000 samples thinned to a panel's width, without and with holes. */
  decimation: () => {
    const samples = 100_000
    const t = Float64Array.from({ length: samples }, (_, i) => i * STEP_MS)
    const v = Float64Array.from(t, (_, i) => Math.sin(i / 900) * 50 + (((i * 7919) % 997) / 997) * 20)
    const holed = v.map((y, i) => (i % 5000 < 60 ? NaN : y))
    const times = (values: Float64Array): readonly number[] => Array.from({ length: 30 }, () => {
      const from = performance.now()
      decimate({ name: '', role: '', t, v: values }, samples * STEP_MS, 400, STEP_MS)
      return performance.now() - from
    })
    return { whole: times(v), holed: times(holed) }
  }
}
export type Bench = typeof bench
Object.assign(globalThis, { bench })
document.title = 'ready'
