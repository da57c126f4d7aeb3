// The sounds of the pager as numbers. Nothing but + - * / is used, so that every engine and processor makes the same bytes.

/** Hz */
const RATE = 44_100
const PI = 3.141592653589793
const ATTACK = 0.012
const RELEASE = 0.05
/** Seconds of nothing at the end, so that no device cuts the last note off. */
const TAIL = 0.03

/**
 * @typedef {object} Note
 * @property {number} at seconds
 * @property {number} length seconds
 * @property {number} pitch Hz
 * @property {number} [to] Hz; it glides there
 */
/**
 * @typedef {object} Pattern
 * @property {'held' | 'bell'} touch held: as loud all along; bell: struck and fading
 * @property {readonly number[]} partials how strong its pitch and the multiples of it are: more of them are easier to find in a room
 * @property {number} peak share of full scale
 * @property {readonly Note[]} notes
 */

const pulses = (/** @type {readonly (readonly [at: number, pitch: number])[]} */ list, /** @type {number} */ length) => list.map(([at, pitch]) => ({ at, length, pitch }))

// The rhythms of urgency follow IEC 60601-1-8 (alarms of medical equipment): five quick pulses in threes and twos, twice; three slower ones; one or two.
/** @type {Readonly<Record<string, Pattern>>} */
const patterns = {
  critical: {
    touch: 'held', partials: [1, 0.6, 0.35, 0.2], peak: 0.8,
    notes: [0, 1.15].flatMap((start) => pulses([[start, 784], [start + 0.16, 784], [start + 0.32, 988], [start + 0.62, 784], [start + 0.78, 988]], 0.12))
  },
  warning: { touch: 'held', partials: [1, 0.4, 0.2], peak: 0.65, notes: pulses([[0, 523], [0.34, 659], [0.68, 523]], 0.24) },
  // as a voice that asks
  unknown: { touch: 'held', partials: [1, 0.15], peak: 0.6, notes: [0, 0.62].map((at) => ({ at, length: 0.44, pitch: 330, to: 494 })) },
  info: { touch: 'bell', partials: [1, 0.3], peak: 0.5, notes: pulses([[0, 659]], 0.4) },
  resolved: { touch: 'bell', partials: [1, 0.2, 0.05], peak: 0.45, notes: [{ at: 0, length: 0.45, pitch: 784 }, { at: 0.3, length: 0.7, pitch: 523 }] },
  check: { touch: 'bell', partials: [1], peak: 0.12, notes: pulses([[0, 1047], [0.18, 1047]], 0.12) }
}

/** Sine of a phase counted in turns, by its series around the nearest zero. */
const sine = (/** @type {number} */ turns) => {
  let x = turns - Math.floor(turns)
  if (x > 0.75) x -= 1
  else if (x > 0.25) x = 0.5 - x
  const a = 2 * PI * x
  const q = a * a
  return a * (1 - q / 6 * (1 - q / 20 * (1 - q / 42 * (1 - q / 72 * (1 - q / 110 * (1 - q / 156))))))
}

/** From 0 to 1 without a corner. */
const rise = (/** @type {number} */ x) => (x <= 0 ? 0 : x >= 1 ? 1 : x * x * (3 - 2 * x))

const loudness = (/** @type {Pattern['touch']} */ touch, /** @type {number} */ t, /** @type {number} */ length) => {
  const left = 1 - t / length
  return rise(t / ATTACK) * (touch === 'bell' ? left * left * left : rise((length - t) / RELEASE))
}

const samplesOf = (/** @type {Pattern} */ { touch, partials, notes }) => {
  const seconds = notes.reduce((most, { at, length }) => Math.max(most, at + length), 0) + TAIL
  const samples = new Float64Array(Math.ceil(seconds * RATE))
  for (const { at, length, pitch, to = pitch } of notes) {
    const first = Math.round(at * RATE)
    const count = Math.floor(length * RATE)
    let turns = 0
    for (let i = 0; i < count; i++) {
      const tone = partials.reduce((sum, strength, n) => sum + strength * sine(turns * (n + 1)), 0)
      samples[first + i] = (samples[first + i] ?? 0) + tone * loudness(touch, i / RATE, length)
      turns += (pitch + (to - pitch) * (i / count)) / RATE
    }
  }
  return samples
}

/** A WAV file, 16 bit, one channel. */
const wav = (/** @type {Float64Array} */ samples, /** @type {number} */ peak) => {
  const loudest = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const bytes = Buffer.alloc(44 + 2 * samples.length)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(RATE, 24)
  bytes.writeUInt32LE(2 * RATE, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(2 * samples.length, 40)
  for (const [i, x] of samples.entries()) bytes.writeInt16LE(Math.round((x / loudest) * peak * 32_767), 44 + 2 * i)
  return bytes
}

/**
 * Every sound: its name and the bytes of its WAV file.
 * @returns {readonly (readonly [string, Buffer])[]}
 */
export const sounds = () => Object.entries(patterns).map(([name, pattern]) => [name, wav(samplesOf(pattern), pattern.peak)])
