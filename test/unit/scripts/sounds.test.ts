import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../../scripts/lib/paths.mjs'
import { PATTERNS } from '../../../src/main/ports/sound'

const SHIPPED = join(root, 'resources', 'sounds')
const RATE = 44_100
const files = (folder: string): Readonly<Record<string, Buffer>> => Object.fromEntries(readdirSync(folder).sort().map((name) => [name, readFileSync(join(folder, name))]))
const shipped = (name: string): Buffer => readFileSync(join(SHIPPED, `${name}.wav`))
const samplesOf = (wav: Buffer): readonly number[] => Array.from({ length: (wav.length - 44) / 2 }, (_, i) => wav.readInt16LE(44 + 2 * i) / 32_767)

/** What an ear tells apart: how long it sounds and is silent in turn, in hundredths of a second, and how high each note begins and ends, in Hz. */
const heard = (samples: readonly number[]): { readonly rhythm: readonly number[]; readonly pitches: readonly (readonly [number, number])[]; readonly peak: number } => {
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const step = RATE / 100
  const loud = Array.from({ length: Math.ceil(samples.length / step) }, (_, i) => samples.slice(i * step, (i + 1) * step).some((x) => Math.abs(x) > peak / 10))
  const runs: { readonly on: boolean; readonly from: number; to: number }[] = []
  for (const [i, on] of loud.entries()) {
    const last = runs.at(-1)
    if (last?.on === on) last.to = i + 1
    else runs.push({ on, from: i, to: i + 1 })
  }
  const pitch = (note: readonly number[]): number => {
    const rises = note.flatMap((x, i) => (x >= 0 && (note[i - 1] ?? 0) < 0 ? [i] : []))
    return Math.round((rises.length - 1) / ((rises.at(-1)! - rises[0]!) / RATE))
  }
  const pitches = runs.filter(({ on }) => on).map(({ from, to }) => {
    const note = samples.slice(from * step, to * step)
    return [pitch(note.slice(0, note.length / 2)), pitch(note.slice(note.length / 2))] as const
  })
  return { rhythm: runs.map(({ from, to }) => to - from), pitches, peak: Math.round(100 * peak) / 100 }
}

test('the script makes what is shipped, byte for byte, one file for each pattern', () => {
  const folder = mkdtempSync(join(tmpdir(), 'garda-sounds-'))
  try {
    execFileSync(process.execPath, [join(root, 'scripts', 'make-sounds.mjs'), folder])
    expect(files(folder)).toEqual(files(SHIPPED))
  } finally { rmSync(folder, { recursive: true, force: true }) }
  expect(readdirSync(SHIPPED).sort()).toEqual(PATTERNS.map((name) => `${name}.wav`).sort())
})

test('each is told from the others by its rhythm and its pitch', () => {
  expect(Object.fromEntries(PATTERNS.map((name) => [name, heard(samplesOf(shipped(name)))]))).toEqual({
    // three and two quick ones, twice, the last of each group higher
    critical: {
      peak: 0.8, rhythm: [11, 5, 11, 5, 11, 19, 11, 5, 11, 26, 11, 5, 11, 5, 11, 19, 11, 5, 11, 4],
      pitches: [[784, 784], [784, 784], [988, 988], [784, 784], [988, 988], [784, 784], [784, 784], [988, 988], [784, 784], [988, 988]]
    },
    warning: { peak: 0.65, rhythm: [23, 11, 23, 11, 23, 4], pitches: [[523, 523], [659, 659], [523, 523]] },
    // it asks, twice
    unknown: { peak: 0.6, rhythm: [43, 19, 43, 4], pitches: [[370, 450], [370, 450]] },
    info: { peak: 0.5, rhythm: [22, 22], pitches: [[659, 659]] },
    // high, then low, fading
    resolved: { peak: 0.45, rhythm: [25, 5, 38, 35], pitches: [[784, 784], [526, 523]] },
    check: { peak: 0.12, rhythm: [7, 11, 7, 8], pitches: [[1047, 1047], [1047, 1047]] }
  })
})

test.each(PATTERNS)('%s is one channel of 16 bit at 44.1 kHz, short, unclipped, and begins and ends softly', (name) => {
  const wav = shipped(name)
  const samples = samplesOf(wav)
  const most = (list: readonly number[]): number => list.reduce((so, x) => Math.max(so, Math.abs(x)), 0)
  expect({
    head: [wav.toString('latin1', 0, 4), wav.readUInt32LE(4), wav.toString('latin1', 8, 16), wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34), wav.readUInt32LE(40)],
    short: wav.length < 200_000,
    clipped: samples.some((x) => Math.abs(x) > 0.9),
    first: samples[0],
    softly: most(samples.slice(0, RATE / 1000)) < most(samples) / 10,
    end: most(samples.slice(-RATE / 50))
  }).toEqual({ head: ['RIFF', wav.length - 8, 'WAVEfmt ', 1, 1, RATE, 16, wav.length - 44], short: true, clipped: false, first: 0, softly: true, end: 0 })
})
