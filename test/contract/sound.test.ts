import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { nodeClock } from '../../src/main/adapters/node-clock'
import { nodeSound } from '../../src/main/adapters/node-sound'
import { PATTERNS, type Level, type Pattern, type Sound } from '../../src/main/ports/sound'
import { fakeSound } from '../fakes/fake-sound'
import { startLoudspeaker, type Call, type Loudspeaker } from '../servers/loudspeaker'
import { until } from '../servers/process'

/** Something that plays, and what stands beside it and listens. */
interface Room {
  readonly sound: Sound
  /** What began to play, in order; `loud` only compares. */
  readonly heard: () => Promise<readonly { readonly pattern: Pattern; readonly loud: number }[]>
  /** From now on a sound lasts until `finish`. */
  readonly hold: () => Promise<void>
  readonly finish: () => Promise<void>
  /** Nothing can be played any more. */
  readonly leave: () => Promise<void>
  readonly comeBack: () => Promise<void>
}

const words = expect.stringMatching(/\w/) as unknown
const LEVELS: readonly Level[] = [0, 1, 2, 3]
const FOLDER = join(root, 'resources', 'sounds')

const laws = (room: () => Room): void => {
  test('each pattern is played as it is asked for, once', async () => {
    const { sound, heard } = room()
    for (const pattern of PATTERNS) expect(await sound.play({ pattern, level: 3 })).toEqual({ played: true })
    expect((await heard()).map(({ pattern }) => pattern)).toEqual(PATTERNS)
  })

  test('each level is louder than the one before', async () => {
    const { sound, heard } = room()
    for (const level of LEVELS) expect(await sound.play({ pattern: 'critical', level })).toEqual({ played: true })
    const loud = (await heard()).map((one) => one.loud)
    expect([loud.length, loud.every((now, i) => now > (loud[i - 1] ?? 0) || i === 0)]).toEqual([4, true])
  })

  test('the same pattern is dropped while it plays, another is not, and none is cut off', async () => {
    const { sound, heard, hold, finish } = room()
    const playing = (count: number): Promise<unknown> => until('the sound', heard, ({ length }) => length === count)
    await hold()
    const first = sound.play({ pattern: 'critical', level: 3 })
    await playing(1)
    expect(await sound.play({ pattern: 'critical', level: 1 })).toEqual({ played: false, detail: words })
    const other = sound.play({ pattern: 'warning', level: 3 })
    await playing(2)
    await finish()
    expect(await Promise.all([first, other])).toEqual([{ played: true }, { played: true }])
    expect(await sound.play({ pattern: 'critical', level: 3 })).toEqual({ played: true })
    expect((await heard()).map(({ pattern }) => pattern)).toEqual(['critical', 'warning', 'critical'])
  })

  test('what cannot be played says why, and plays again when it can', async () => {
    const { sound, heard, leave, comeBack } = room()
    expect(await sound.able()).toEqual({ able: true, by: words, detail: expect.any(String) as unknown })
    await leave()
    expect(await sound.play({ pattern: 'critical', level: 3 })).toEqual({ played: false, detail: words })
    expect(await sound.able()).toEqual({ able: false, by: '', detail: words })
    await comeBack()
    expect(await sound.play({ pattern: 'unknown', level: 3 })).toEqual({ played: true })
    expect((await heard()).map(({ pattern }) => pattern)).toEqual(['unknown'])
  })

  test('its end ends what plays; after it nothing is played and nothing thrown', async () => {
    const { sound, heard, hold } = room()
    await hold()
    const playing = sound.play({ pattern: 'critical', level: 3 })
    await until('the sound', heard, ({ length }) => length === 1)
    sound.dispose()
    sound.dispose()
    expect(await playing).toEqual({ played: false, detail: words })
    expect(await sound.play({ pattern: 'warning', level: 3 })).toEqual({ played: false, detail: words })
    expect(await sound.able()).toEqual({ able: false, by: '', detail: words })
    expect((await heard()).length).toBe(1)
  })
}

describe('the fake', () => {
  let sound = fakeSound()
  beforeEach(() => { sound = fakeSound() })
  laws(() => ({
    sound,
    heard: async () => sound.played.map(({ pattern, level }) => ({ pattern, loud: level })),
    hold: async () => { sound.hold() }, finish: async () => { sound.finish() },
    leave: async () => { sound.refusal = 'nobody listens' }, comeBack: async () => { sound.refusal = null }
  }))
})

let loudspeaker: Loudspeaker
let sounds: Sound[]
beforeEach(async () => { loudspeaker = await startLoudspeaker(); sounds = [] })
afterEach(async () => {
  for (const sound of sounds) sound.dispose()
  await loudspeaker.finish()
  await loudspeaker.remove()
})
const aSound = (platform: NodeJS.Platform = 'linux', over: { readonly folder?: string; readonly limitMs?: number } = {}): Sound => {
  const sound = nodeSound({
    folder: FOLDER, platform, env: { PATH: loudspeaker.path, LC_ALL: 'de_DE.UTF-8' }, clock: nodeClock(), log: { write: () => undefined }, ...over
  })
  sounds.push(sound)
  return sound
}

const peak = (file: string): number => {
  const wav = readFileSync(file)
  let most = 0
  for (let at = 44; at < wav.length; at += 2) most = Math.max(most, Math.abs(wav.readInt16LE(at)))
  return most
}
const patternIn = (file: string): Pattern => basename(file, '.wav').replace(/-\d$/, '') as Pattern

describe.each<{ readonly program: string; readonly platform: NodeJS.Platform; readonly file: (call: Call) => string; readonly loud: (call: Call) => number }>([
  { program: 'pw-play', platform: 'linux', file: ({ args }) => args[2]!, loud: ({ args }) => Number(args[1]) },
  { program: 'paplay', platform: 'linux', file: ({ args }) => args[2]!, loud: ({ args }) => Number(args[1]!.split('=')[1]) },
  { program: 'aplay', platform: 'linux', file: ({ args }) => args[1]!, loud: ({ args }) => peak(args[1]!) },
  { program: 'afplay', platform: 'darwin', file: ({ args }) => args[2]!, loud: ({ args }) => Number(args[1]) },
  { program: 'powershell.exe', platform: 'win32', file: ({ sound }) => sound, loud: ({ sound }) => peak(sound) }
])('a player of the system: $program', ({ program, platform, file, loud }) => {
  let sound: Sound
  beforeEach(async () => {
    await loudspeaker.put(program)
    sound = aSound(platform)
  })
  laws(() => ({
    sound,
    heard: async () => (await loudspeaker.calls()).filter(({ args }) => args[0] !== '-l').map((call) => ({ pattern: patternIn(file(call)), loud: loud(call) })),
    hold: loudspeaker.hold, finish: loudspeaker.finish,
    leave: () => loudspeaker.take(program), comeBack: () => loudspeaker.put(program)
  }))
})

describe('players of Linux', () => {
  const calls = async (): Promise<readonly (readonly string[])[]> => (await loudspeaker.calls()).map(({ program, args }) => [program, ...args])
  const critical = join(FOLDER, 'critical.wav')
  const play = (sound: Sound, level: Level = 3) => sound.play({ pattern: 'critical', level })

  test('are told the volume in their own way, in the one language where a point is a point', async () => {
    const sound = aSound()
    const told: (readonly string[])[] = []
    for (const program of ['aplay', 'paplay', 'pw-play']) {
      await loudspeaker.put(program)
      expect(await play(sound, program === 'aplay' ? 3 : 1)).toEqual({ played: true })
      told.push((await calls()).at(-1)!)
      if (program !== 'pw-play') await loudspeaker.take(program)
    }
    expect(told).toEqual([
      ['aplay', '-q', critical],
      // 0.22 of an amplitude is 0.6037 of a volume
      ['paplay', '--client-name=Garda', '--volume=39563', critical],
      ['pw-play', '--volume', '0.220', critical]
    ])
    expect((await loudspeaker.calls()).map(({ language }) => language)).toEqual(['C', 'C', 'C'])
  })

  test('one that fails is followed by the next, which is the first from then on', async () => {
    await loudspeaker.put('pw-play', 'echo "error: cannot connect." >&2; exit 1')
    await loudspeaker.put('paplay')
    const sound = aSound()
    expect([await play(sound), await play(sound)]).toEqual([{ played: true }, { played: true }])
    expect((await calls()).map(([program]) => program)).toEqual(['pw-play', 'paplay', 'paplay'])
  })

  test('one that hangs is killed at its limit and followed by the next; what it leaves behind holds nothing up', async () => {
    await loudspeaker.put('pw-play', '/bin/sleep 5 & exec /bin/sleep 30')
    await loudspeaker.put('paplay', '/bin/sleep 5 &')
    const began = performance.now()
    expect(await play(aSound('linux', { limitMs: 1_000 }))).toEqual({ played: true })
    expect(performance.now() - began).toBeLessThan(4_000)
    const [hung] = await loudspeaker.pids()
    await until('its end', () => alive(hung!), (is) => !is)
    expect((await calls()).map(([program]) => program)).toEqual(['pw-play', 'paplay'])
  })

  test('when all fail, each is named with its last words', async () => {
    await loudspeaker.put('pw-play', 'exec /bin/sleep 30')
    await loudspeaker.put('paplay', 'echo "a warning" >&2; echo "Connection refused." >&2; exit 1')
    await loudspeaker.put('aplay', 'exit 7')
    expect(await play(aSound('linux', { limitMs: 2_000 }))).toEqual({
      played: false, detail: 'It could not be played: pw-play: it did not end within 2 s and was ended; paplay: Connection refused; aplay: it ended with 7.'
    })
  })

  test('one that prints without end neither fills the memory nor stops', async () => {
    await loudspeaker.put('pw-play', 'i=0; while [ $i -lt 3000 ]; do printf %01000d 0; printf %01000d 0 >&2; i=$((i+1)); done; exit 0')
    expect(await play(aSound())).toEqual({ played: true })
  })

  test('none at all, none that may be run, and no sound are said as they are', async () => {
    const none = 'Nothing here can play a sound: pw-play, paplay, aplay are missing.'
    const sound = aSound()
    expect([await play(sound), await sound.able()]).toEqual([{ played: false, detail: none }, { able: false, by: '', detail: none }])
    await loudspeaker.put('paplay')
    expect(await play(aSound('linux', { folder: join(loudspeaker.path, 'nowhere') }))).toEqual({ played: false, detail: 'The sound’s file cannot be read: ENOENT.' })
    expect(await loudspeaker.calls()).toEqual([])
  })

  test('quieter sounds leave nothing behind', async () => {
    const ours = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('garda-sound-'))
    const before = new Set(ours())
    await loudspeaker.put('aplay')
    const sound = aSound()
    await play(sound, 0)
    const [file] = (await loudspeaker.calls()).map(({ args }) => args[1]!)
    expect(Math.round(100 * peak(file!) / peak(critical))).toBe(10)
    expect(ours().filter((name) => !before.has(name) && file!.includes(name))).toHaveLength(1)
    sound.dispose()
    expect(ours().filter((name) => file!.includes(name))).toEqual([])
  })
})

const alive = (pid: number): boolean => {
  try { process.kill(pid, 0); return true } catch { return false }
}
