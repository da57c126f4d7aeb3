import { DEMO_START, demoTime } from '@shared/domain/demo'

/** A made-up series: any moment of it can be computed by itself, and always comes out the same. */
export interface Curve {
  /** One number, or values at scenario times, joined smoothly; before the first and after the last they stay. */
  readonly base: number | Keys
  /** Share of the value by which it wavers. */
  readonly noise?: number
  /** How much more than at night's deepest it is in the evening, as a share. */
  readonly day?: number
  /** Share added at the height of the evening's surge. */
  readonly surge?: number
  /** No samples from, to. */
  readonly gaps?: readonly (readonly [string, string])[]
  readonly max?: number
}
export type Keys = readonly (readonly [string, number])[]

/** Readings are taken on this grid, ms, so that they stay the same reference in between. */
export const GRID_MS = 30_000
/** Noise and day are told relative to this moment: what the first screen shows is met to the digit, whatever the seed. */
const PIN = Math.floor(DEMO_START / GRID_MS) * GRID_MS
const DAY = 24 * 3_600_000

/** A series as a function of scenario time; null where it has no sample. `id` and `seed` choose its noise. */
export const seriesOf = (curve: Curve, seed: number, id: string): ((t: number) => number | null) => {
  const keys = typeof curve.base === 'number' ? [] : curve.base.map(([at, v]) => [demoTime(at), v] as const)
  const gaps = (curve.gaps ?? []).map(([from, to]) => [demoTime(from), demoTime(to)] as const)
  const waver = waverOf(seed, id)
  const still = waver(PIN)
  const { noise = 0, day = 0, surge = 0, max = Infinity } = curve
  const deep = 1 + day * evening(PIN)
  return (t) => {
    if (gaps.some(([from, to]) => t >= from && t < to)) return null
    const base = typeof curve.base === 'number' ? curve.base : between(keys, t)
    if (base === 0) return 0
    const value = base * (noise ? 1 + noise * (waver(t) - still) : 1) * (day ? (1 + day * evening(t)) / deep : 1) * (surge && t > SURGE_FROM && t < SURGE_TO ? 1 + surge * between(SURGE, t) : 1)
    return Math.min(max, Math.max(0, value))
  }
}

const SURGE = ([['22:38', 0], ['22:44', 1], ['22:55', 0.8], ['23:25', 0]] as const).map(([at, v]) => [demoTime(at), v] as const)

const SURGE_FROM = SURGE[0]![0]
const SURGE_TO = SURGE[SURGE.length - 1]![0]

/** 0 at 04:00, 1 at 16:00. */
const evening = (t: number): number => (1 - Math.cos((2 * Math.PI * (t - demoTime('04:00'))) / DAY)) / 2

const between = (keys: readonly (readonly [number, number])[], t: number): number => {
  let after = 0
  while (after < keys.length && keys[after]![0] <= t) after++
  if (after === 0) return keys[0]![1]
  if (after === keys.length) return keys[after - 1]![1]
  const [t0, v0] = keys[after - 1]!
  const [t1, v1] = keys[after]!
  const x = (t - t0) / (t1 - t0)
  return v0 + (v1 - v0) * x * x * (3 - 2 * x)
}

/** -1 to 1, wandering over minutes and trembling over half-minutes. */
const waverOf = (seed: number, id: string): ((t: number) => number) => {
  const key = textHash(id, seed)
  const lattice = (t: number, step: number, salt: number): number => {
    const i = Math.floor(t / step)
    const x = t / step - i
    const a = unit(key ^ salt, i)
    return a + (unit(key ^ salt, i + 1) - a) * x
  }
  return (t) => 2 * (0.6 * lattice(t, GRID_MS, 0x51ed270b) + 0.4 * lattice(t, 8 * GRID_MS, 0x2c1b3c6d)) - 1
}

const textHash = (text: string, seed: number): number => {
  let h = mix(seed | 0)
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mix(h)
}
const unit = (key: number, i: number): number => (mix(key ^ Math.imul(i | 0, 0x9e3779b1)) >>> 0) / 4294967296
/** Spreads the bits of a 32-bit number (the finalizer of MurmurHash3). */
const mix = (x: number): number => {
  let h = x
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
