import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import type { Zone } from '@shared/text/format'
import { changeDocuments, exitCode, safeJson, stateDocument, type Stands } from './document'
import { changeLines, lineText, type Line } from './lines'
import { startLine, summaryLines } from './summary'

/** As long as `--once` waits for answers, ms. */
export const ONCE_DEADLINE_MS = 30_000

/** What the terminal needs of the engine. */
export interface Watched {
  state(): AppState
  /** What was decided of an alert, as it stands. */
  decided(): Stands
  onDelta(listener: (delta: unknown, state: AppState) => void): () => void
  settled(ms: number): Promise<void>
}

export interface TerminalRun {
  readonly engine: Watched
  readonly options: { readonly once: boolean; readonly json: boolean }
  /** Standard output takes results; with `json`, nothing else. Standard error takes the rest. */
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether standard output understands colours, see `wantsColour`. */
  readonly colour: boolean
  readonly zone: Zone
  readonly now: () => number
  /** Ends the watch: a signal, or a reader that went away. */
  readonly stop: AbortSignal
}

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => { if (signal.aborted) resolve(); else signal.addEventListener('abort', () => { resolve() }, { once: true }) })

/** Runs the terminal face to its end; the answer is the process's exit code. */
export const runTerminal = async ({ engine, options, out, err, colour, zone, now, stop }: TerminalRun): Promise<number> => {
  const print = (lines: readonly Line[]): void => { for (const line of lines) out(`${lineText(line, colour)}\n`) }
  const note = options.json || options.once ? err : out
  const begin = engine.state()
  if (begin.meta.mode === 'demo') note(`${t('terminal.demo')}\n`)
  note(`${startLine(begin)}\n`)

  if (options.once) {
    await Promise.race([engine.settled(ONCE_DEADLINE_MS), stopped(stop)])
    const [state, at] = [engine.state(), now()]
    if (options.json) out(`${safeJson(stateDocument(state, at, engine.decided()), 2)}\n`); else print(summaryLines(state, at))
    return exitCode(state, at)
  }

  let last = begin
  const tell = (state: AppState): void => {
    const before = last
    last = state
    if (options.json) for (const change of changeDocuments(before, state, now(), engine.decided())) out(`${safeJson(change, 0)}\n`)
    else print(changeLines(before, state, now(), zone))
  }
  if (options.json) out(`${safeJson(stateDocument(begin, now(), engine.decided()), 0)}\n`)
  else print(changeLines({ ...begin, notices: {}, alerts: {} }, begin, now(), zone))
  const end = engine.onDelta((_, state) => { tell(state) })
  // Once all have answered, the proof that they did: without it a quiet night looks like a dead program.
  if (!options.json) void engine.settled(ONCE_DEADLINE_MS).then(() => { if (!stop.aborted) print(summaryLines(engine.state(), now()).slice(0, 1)) })
  await stopped(stop)
  end()
  note(`${t('terminal.stopped')}\n`)
  return 0
}

/** Colour only where a person looks at a terminal and did not ask for none (no-color.org). */
export const wantsColour = (output: { readonly isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): boolean =>
  output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'

type Listener = (error?: Error & { readonly code?: string }) => void
interface Emitter { once(event: string, listener: Listener): unknown }

/** Aborted by Ctrl+C (a second one is left to the system), by the system's wish, and when nobody reads any more (`| head`). */
export const stopSignal = (process: Emitter & { readonly stdout: { on(event: string, listener: Listener): unknown } }): AbortSignal => {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => { controller.abort() })
  process.stdout.on('error', (error) => { if (error?.code === 'EPIPE') controller.abort(); else throw error ?? new Error('standard output failed') })
  return controller.signal
}
