import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A real server that runs for the length of a test. */
export type Running = {
  readonly pid: number
  /** What the process has written so far, standard output and error together. */
  readonly log: () => string
  /** Ends the process: asks it first, then insists after five seconds. Safe to call twice. */
  readonly stop: () => Promise<void>
  /** Freezes the process (it keeps its sockets and answers nothing) and lets it go on. */
  readonly freeze: () => void
  readonly thaw: () => void
}

export type Start = {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Answers true when the server can be used; asked every 25 ms, and may throw while it cannot. */
  readonly ready: (log: string) => boolean | Promise<boolean>
  readonly readyWithinMs?: number
}

const living = new Set<ChildProcess>()
process.once('exit', () => living.forEach((child) => child.kill('SIGKILL')))

/** Starts a process and waits until it is ready. Fails with the process's own words when it ends early or is late. */
export const startProcess = async ({ command, args, env, ready, readyWithinMs = 20_000 }: Start): Promise<Running> => {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  living.add(child)
  let log = ''
  let ended: string | undefined
  const keep = (chunk: Buffer): void => { log += chunk.toString() }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const end = new Promise<void>((resolve) => {
    child.once('error', (error) => { ended = error.message; living.delete(child); resolve() })
    child.once('exit', (code, signal) => { ended ??= `ended with ${signal ?? `code ${code ?? '?'}`}`; living.delete(child); resolve() })
  })
  const stop = async (): Promise<void> => {
    if (ended !== undefined) return
    child.kill('SIGCONT')
    child.kill('SIGTERM')
    const insist = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await end
    clearTimeout(insist)
  }
  const deadline = Date.now() + readyWithinMs
  let last = ''
  for (;;) {
    if (ended !== undefined) throw new Error(`${command} ${ended}\n${log}`)
    try { if (await ready(log)) break } catch (error) { last = error instanceof Error ? error.message : String(error) }
    if (Date.now() > deadline) {
      await stop()
      throw new Error(`${command} was not ready within ${readyWithinMs} ms: ${last}\n${log}`)
    }
    await wait(25)
  }
  return { pid: child.pid ?? 0, log: () => log, stop, freeze: () => { child.kill('SIGSTOP') }, thaw: () => { child.kill('SIGCONT') } }
}

/** A loopback port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Tries again on other ports when somebody took the one that was free a moment ago. */
export const onFreePort = async <T>(start: (port: number) => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try { return await start(await freePort()) } catch (error) {
      if (attempt === 3 || !String(error).includes('address already in use')) throw error
    }
  }
}

/** A temporary folder and what removes it. */
export const scratch = async (name: string): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), `garda-${name}-`))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) }
}

/** True when the address answers with a 2xx status. */
export const answers = async (url: string): Promise<boolean> => {
  const reply = await fetch(url, { signal: AbortSignal.timeout(2_000) })
  await reply.body?.cancel()
  return reply.ok
}

/** Asks until the answer satisfies, every 50 ms; fails with the last answer. */
export const until = async <T>(what: string, ask: () => T | Promise<T>, satisfied: (answer: T) => boolean, withinMs = 20_000): Promise<T> => {
  const deadline = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (satisfied(answer)) return answer
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${withinMs} ms; last: ${JSON.stringify([answer]).slice(0, 2_000)}`)
    await wait(50)
  }
}
