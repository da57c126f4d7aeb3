import { assertNever } from '@shared/domain/assert-never'
import { t } from '@shared/text/catalogue'
import { rmSync } from 'node:fs'
import { access, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../ports/clock'
import type { Log } from '../ports/log'
import type { Level, Pattern, Sound, SoundResult } from '../ports/sound'
import { reasonOf } from './error-reason'
import { hearing } from './sound-ability'
import { playersOf, quieter, type Player } from './sound-players'
import { soundPrograms } from './sound-process'

export interface NodeSoundWorld {
  /** Of `<pattern>.wav`, outside of any archive: other programs read them. */
  readonly folder: string
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
  /** How long a player may take; some devices need seconds to wake up. */
  readonly limitMs?: number
}

/** Share of the amplitude; each level is about 7 dB above the one before. */
const gainOf = (level: Level): number => {
  switch (level) {
    case 0: return 0.1
    case 1: return 0.22
    case 2: return 0.47
    case 3: return 1
    default: return assertNever(level)
  }
}

const unplayed = (detail: string): SoundResult => ({ played: false, detail })
const closing = (): SoundResult => unplayed(t('delivery.closing'))

/** Plays through a program of the system. One that fails or hangs is followed by the next, and the one that played last is tried first. */
export const nodeSound = ({ folder, platform, env, clock, log, limitMs = 10_000 }: NodeSoundWorld): Sound => {
  const programs = soundPrograms({ env, clock })
  const playing = new Set<Pattern>()
  let lastGood: string | null = null
  let disposed = false
  const over = (): boolean => disposed
  let scratch: Promise<string> | null = null
  let made: string | null = null

  const players = async (): Promise<readonly { readonly player: Player; readonly file: string }[]> => {
    const found = await Promise.all(playersOf(platform).map(async (player) => ({ player, file: await programs.find(player.program) })))
    const there = found.flatMap(({ player, file }) => (file === null ? [] : [{ player, file }]))
    return [...there.filter(({ player }) => player.program === lastGood), ...there.filter(({ player }) => player.program !== lastGood)]
  }
  const noPlayer = (): string => {
    const names = playersOf(platform).map(({ program }) => program)
    return t('sound.noPlayer', { players: names.join(', '), count: names.length })
  }

  /** A file as loud as `gain` says; the loud one itself when no other can be written: better too loud than unheard. */
  const scaled = async (wav: string, pattern: Pattern, level: Level): Promise<string> => {
    if (level === 3) return wav
    try {
      scratch ??= mkdtemp(join(tmpdir(), 'garda-sound-'))
      made = await scratch
      const file = join(made, `${pattern}-${level}.wav`)
      await writeFile(file, quieter(await readFile(wav), gainOf(level)))
      return file
    } catch (error) {
      scratch = null
      log.write('warn', 'a sound cannot be made quieter', { reason: reasonOf(error) })
      return wav
    }
  }

  const attempt = async (pattern: Pattern, level: Level): Promise<SoundResult> => {
    const wav = join(folder, `${pattern}.wav`)
    try { await access(wav) } catch (error) { return unplayed(t('sound.noFile', { reason: reasonOf(error) })) }
    const tries: string[] = []
    for (const { player, file } of await players()) {
      const source = player.scaled ? await scaled(wav, pattern, level) : wav
      if (over()) return closing()
      const ended = await programs.run(file, player.args(source, gainOf(level)), { limitMs, env: player.env?.(source) ?? {} })
      if (ended.ok) { lastGood = player.program; return { played: true } }
      if (over()) return closing()
      tries.push(t('sound.try', { player: player.program, detail: ended.detail }))
      log.write('warn', 'a player failed', { player: player.program, detail: ended.detail })
    }
    return unplayed(tries.length ? t('sound.notPlayed', { tries: tries.join('; ') }) : noPlayer())
  }

  const tidy = (): void => {
    if (made === null) return
    try { rmSync(made, { recursive: true, force: true }) } catch (error) { log.write('warn', 'temporary sounds cannot be removed', { reason: reasonOf(error) }) }
    made = null
  }

  return {
    play: async ({ pattern, level }) => {
      if (over()) return closing()
      if (playing.has(pattern)) return unplayed(t('sound.busy'))
      playing.add(pattern)
      try { return await attempt(pattern, level) } catch (error) {
        log.write('error', 'a sound could not be played', { detail: String(error) })
        return unplayed(t('sound.notPlayed', { tries: reasonOf(error) }))
      } finally {
        playing.delete(pattern)
        if (over()) tidy()
      }
    },
    able: async () => {
      if (over()) return { able: false, by: '', detail: t('delivery.closing') }
      try {
        const [first] = await players()
        if (!first) return { able: false, by: '', detail: noPlayer() }
        const { heard, detail } = await hearing(platform, programs)
        return { able: heard, by: first.player.program, detail }
      } catch (error) { return { able: false, by: '', detail: reasonOf(error) } }
    },
    dispose: () => {
      disposed = true
      programs.end()
      tidy()
    }
  }
}
