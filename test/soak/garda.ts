import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NotificationRecord } from '@shared/domain/notification'
import { root } from '../../scripts/lib/paths.mjs'
import { findRuntime, runtimeEnv } from '../../scripts/lib/runtime.mjs'
import { nodeLedger } from '../../src/main/adapters/node-ledger'
import { heldBy, type Held } from '../bench/processes'
import type { Desktop } from '../servers/desktop'
import { scratch, startProcess, until } from '../servers/process'
import type { Stack } from './stack'

/** What a window is at one moment; counts since it was loaded where they only grow. */
export interface SeenWindow {
  readonly name: string
  readonly pid: number
  readonly visible: boolean
  /** Since it was first asked, where frames are counted, and what the page itself takes itself for. */
  readonly frames: number
  readonly visibility: string
  readonly nodes: number
  readonly listeners: number
  readonly documents: number
  readonly heapMiB: number
  readonly layouts: number
  readonly styles: number
  readonly scriptSeconds: number
  readonly taskSeconds: number
}

/** What the main process says of itself and its windows. */
interface Told {
  /** The heaps were swept just before. */
  readonly swept: boolean
  readonly windows: readonly SeenWindow[]
  readonly rows: Readonly<Record<string, number>>
  readonly heapMiB: number
  /** Timers, sockets and requests that keep its loop alive. */
  readonly resources: number
  /** How late its loop was since it was last asked, ms; null: that is not measured. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number } | null
}

export interface Sample extends Told { readonly at: number; readonly held: readonly Held[] }

export interface Soaked {
  readonly pid: number
  readonly sample: () => Promise<Sample>
  readonly log: () => string
  readonly stop: () => Promise<void>
}

export interface SoakOptions {
  readonly interval: string
  readonly boards: readonly string[]
  readonly dwell?: string
  readonly size: { readonly width: number; readonly height: number }
  /** The loop's lateness; its timer costs processor time. */
  readonly delay: boolean
  /** Frames of every window; costs a seen one as many as its display has. */
  readonly frames?: boolean
  /** Heaps are swept before one in so many answers: what that tells is what is kept. */
  readonly sweep?: number
  /** Nothing stays attached to the windows between two answers, and nothing is counted there. */
  readonly bare?: boolean
}

/** What Garda keeps of notifications at most, which at high churn it takes an hour to write: one that has run for a month has as many from the start. */
const KEPT = 2_000
const anOldRecord = (i: number, now: number): NotificationRecord => ({
  id: `old-${i}`, at: now - (KEPT - i) * 60_000, key: `alert:old-${i}:${now - (KEPT - i) * 60_000}`, alerts: [`old-${i}`], title: `Warning: service-${i}, PRODUCTION`, body: `Something was wrong with service-${i}.`,
  outcome: 'shown', reason: 'new'
})

/** The built Garda as a person leaves it alone: a wall on the only display, the main window closed. Nothing is attached to its windows but the probe, when it is asked. */
export const startSoaked = async (desktop: Desktop, stack: Stack, { interval, boards, dwell, size, delay, frames = false, sweep = 0, bare = false }: SoakOptions): Promise<Soaked> => {
  const runtime = findRuntime()
  if (runtime === null) throw new Error('no Electron runtime: run `npm run soak`')
  const { path, remove } = await scratch('soak')
  const file = join(path, 'garda.yaml')
  await writeFile(file, JSON.stringify({
    thisComputer: false, paging: { night: { from: '00:00', to: '00:00' }, nightWatch: { schedule: false } },
    walls: [{ name: 'office', display: `Display ${size.width}x${size.height}`, boards, ...(dwell === undefined ? {} : { dwell }), night: 'never' }],
    sources: [{ name: 'prometheus', kind: 'prometheus', url: stack.prometheus, interval }, { name: 'alertmanager', kind: 'alertmanager', url: stack.alertmanager, interval }]
  }))
  const userData = join(path, 'user-data')
  await mkdir(userData)
  const now = Date.now()
  await nodeLedger(userData, Date.now).save({ episodes: {}, records: Array.from({ length: KEPT }, (_, i) => anOldRecord(i, now)), lastRunAt: now })
  const garda = await startProcess({
    command: runtime.execPath, args: ['-r', join(import.meta.dirname, 'probe.cjs'), root, '--user-data-dir', userData, '--config', file], ready: (log) => log.includes('soak ready'),
    env: {
      ...runtimeEnv(), HOME: path, XDG_CONFIG_HOME: join(path, 'config'), XDG_RUNTIME_DIR: path, ...desktop.env,
      ...(delay ? { GARDA_SOAK_DELAY: '1' } : {}), ...(frames ? { GARDA_SOAK_FRAMES: '1' } : {}), GARDA_SOAK_SWEEP: String(sweep), ...(bare ? { GARDA_SOAK_BARE: '1' } : {})
    }
  })
  let asked = 0
  const sample = async (): Promise<Sample> => {
    const number = ++asked
    const answer = new RegExp(`^soak ${number} (\\{.*\\})$`, 'm')
    process.kill(garda.pid, 'SIGUSR2')
    const line = await until(`answer ${number} of the probe`, () => answer.exec(garda.log())?.[1], (found) => found !== undefined, 30_000)
    const told = JSON.parse(line!) as Told | { readonly error: string }
    if ('error' in told) throw new Error(`the probe failed: ${told.error}`)
    const held = heldBy(garda.pid)
    return { ...told, at: Date.now(), held }
  }
  const stop = async (): Promise<void> => { await garda.stop(); await remove() }
  try {
    // the wall stands, the main window was seen and closed, and the sources have answered
    await until('a wall beside a hidden main window', async () => {
      const { windows, rows } = await sample()
      return { windows: windows.map(({ name, visible }) => `${name} ${visible}`), services: rows['services'] ?? 0 }
    }, ({ windows, services }) => windows.includes('wall true') && windows.includes('main window false') && services > 0, 60_000)
  } catch (error) {
    await stop()
    throw new Error(`${String(error)}\n${garda.log()}`)
  }
  return { pid: garda.pid, sample, log: garda.log, stop }
}
