import type { Config } from '@shared/config/schema'
import { restartMode } from '@shared/config/updates'
import { CALM_MS, interruptionOf } from '../core/calm'
import type { Clock } from '../ports/clock'
import type { Installed, Program } from '../ports/program'
import type { Engine } from './engine'

export interface UpdatingPorts {
  readonly engine: Pick<Engine, 'state' | 'onBeat' | 'note' | 'dismiss'>
  readonly program: Program
  readonly clock: Clock
  /** The version that runs. */
  readonly version: string
  readonly config: () => Pick<Config, 'updates' | 'walls'>
  /** Whether somebody has a window of Garda's in hand. */
  readonly looking: () => boolean
  /** Ends this run so that another begins; called once. */
  readonly restart: () => void
}

export interface Updating {
  /** What is installed besides what runs; null: nothing else. */
  readonly installed: () => Installed | null
  readonly stop: () => void
}

/** How often the disk is looked at, and how long what is found there must stay the same: an installation takes its time. */
const LOOK_MS = 5 * 60_000
const SETTLE_MS = 10_000
const NOTICE = 'update-installed'

/** Notices that the program on the disk is another than the one that runs, says so, and restarts into it by itself where that is set and interrupts nothing. */
export const keepUpdates = ({ engine, program, clock, version, config, looking, restart }: UpdatingPorts): Updating => {
  let running: Installed | null = null
  let found: Installed | null = null
  let said = ''
  let calmSince: number | null = null
  let ended = false
  let cancel = (): void => undefined

  const say = (): void => {
    const mode = restartMode(config())
    const words = found === null ? '' : `${found.build} ${mode}`
    if (words === said) return
    said = words
    if (found === null) engine.dismiss(NOTICE)
    else engine.note(NOTICE, 'info', { version: found.version, same: found.version === version ? 'yes' : 'no', restart: mode })
  }
  const look = async (before: Installed | null): Promise<void> => {
    const now = await program.installed()
    if (ended) return
    const isOther = now !== null && running !== null && now.build !== running.build
    // what could not be told then is told once it can be
    running ??= now
    const isSettled = !isOther || now.build === before?.build || now.build === found?.build
    if (now !== null && isSettled) found = isOther ? now : null
    say()
    cancel = clock.after(isSettled ? LOOK_MS : SETTLE_MS, () => { void look(now) })
  }
  void look(null)

  const stopBeat = engine.onBeat(() => {
    say()
    const at = clock.monotonic()
    if (found === null || restartMode(config()) !== 'calm' || interruptionOf(engine.state(), clock.now(), looking()) !== null) { calmSince = null; return }
    calmSince ??= at
    if (at - calmSince < CALM_MS || ended) return
    ended = true
    restart()
  })
  return { installed: () => found, stop: () => { ended = true; cancel(); stopBeat() } }
}
