import { readFile, statfs } from 'node:fs/promises'
import os from 'node:os'
import si from 'systeminformation'
import type { DiskFacts, Machine, MachineFacts } from '../ports/machine'
import { parseMounts, parseNetDev, parseOsRelease, spaceOf } from './linux-machine'

export interface NodeMachineOptions {
  /** ms since 1970. */
  readonly now: () => number
  /** ms that never jump back; rates are taken over it. */
  readonly monotonic: () => number
  readonly platform?: NodeJS.Platform
}

/** Readings closer together than this share one answer: rates over less are noise. */
const SHORTEST_MS = 500
/** A file system that has not answered by then (a dead disk, a hung driver) is mounted but unread. */
const STATFS_MS = 2_000
/** Elsewhere than on Linux the library starts other programs to read these, so they are read less often. */
const SLOW_MS = 30_000

/**
 * The computer Garda runs on. On Linux everything comes from the kernel's own files without starting a program or blocking;
 * elsewhere `systeminformation` reads memory, disks and network. What a system does not tell is null.
 */
export const nodeMachine = ({ now, monotonic, platform = process.platform }: NodeMachineOptions): Machine => {
  const linux = platform === 'linux'
  let last: { readonly at: number; readonly facts: Promise<MachineFacts> } | null = null
  let ticks = cpuTicks()
  let bytes = new Map<string, { readonly at: number; readonly rx: number; readonly tx: number }>()
  let name: string | null = null
  const waiting = new Set<string>()
  const disksElsewhere = sometimes(SLOW_MS, monotonic, slowDisks)
  const networkElsewhere = sometimes(SLOW_MS, monotonic, slowNetwork)

  const cpu = (): number | null => {
    const next = cpuTicks()
    const total = next.total - ticks.total
    const idle = next.idle - ticks.idle
    ticks = next
    return total > 0 ? Math.min(1, Math.max(0, 1 - idle / total)) : null
  }

  const linuxDisks = async (): Promise<readonly DiskFacts[]> => {
    const mounts = parseMounts(await readFile('/proc/self/mounts', 'utf8'))
    return Promise.all(mounts.map(async (m) => {
      // One call may hang in the kernel for good; a second one would take a second thread with it.
      if (waiting.has(m.mount)) return { ...m, space: null }
      waiting.add(m.mount)
      const answer = statfs(m.mount).then(spaceOf, () => null).finally(() => waiting.delete(m.mount))
      return { ...m, space: await within(STATFS_MS, answer) }
    }))
  }

  const linuxNetwork = async (): Promise<MachineFacts['network']> => {
    const at = monotonic()
    const seen = parseNetDev(await readFile('/proc/net/dev', 'utf8'))
    const before = bytes
    bytes = new Map(seen.map((s) => [s.name, { at, rx: s.rx, tx: s.tx }]))
    return seen.map((s) => {
      const b = before.get(s.name)
      const seconds = b ? (at - b.at) / 1000 : 0
      // A counter that went back was reset: no rate can be told.
      const rate = (from: number | undefined, to: number): number | null => (from === undefined || seconds <= 0 || to < from ? null : (to - from) / seconds)
      return { name: s.name, rx: rate(b?.rx, s.rx), tx: rate(b?.tx, s.tx), up: s.rx + s.tx > 0 }
    })
  }

  const gather = async (): Promise<MachineFacts> => {
    const [memory, disks, network, system] = await Promise.all([
      si.mem().catch(() => null),
      (linux ? linuxDisks() : disksElsewhere()).catch(() => null),
      (linux ? linuxNetwork() : networkElsewhere()).catch(() => null),
      name ?? osName(linux)
    ])
    name = system
    return {
      at: now(), hostname: os.hostname(), os: system, cpu: cpu(), cores: Math.max(1, os.cpus().length),
      load1: platform === 'win32' ? null : os.loadavg()[0] ?? null,
      memory: memory && memory.total > 0 ? { total: memory.total, available: memory.available } : null,
      swap: memory ? { total: memory.swaptotal, used: memory.swapused } : null,
      disks, network, uptimeSeconds: os.uptime()
    }
  }

  return {
    read: () => {
      if (!last || monotonic() - last.at >= SHORTEST_MS) last = { at: monotonic(), facts: gather() }
      return last.facts
    }
  }
}

const cpuTicks = (): { readonly idle: number; readonly total: number } =>
  os.cpus().reduce((sum, { times: t }) => ({ idle: sum.idle + t.idle, total: sum.total + t.user + t.nice + t.sys + t.idle + t.irq }), { idle: 0, total: 0 })

const osName = async (linux: boolean): Promise<string> => {
  if (linux) return (await readFile('/etc/os-release', 'utf8').then(parseOsRelease, () => null)) ?? `Linux ${os.release()}`
  return os.platform() === 'darwin' ? `macOS, Darwin ${os.release()}` : os.version()
}

const slowDisks = async (): Promise<readonly DiskFacts[]> => {
  const byDevice = new Map<string, DiskFacts>()
  for (const d of await si.fsSize()) {
    // Volumes of one APFS container share their space; the system's own helpers are nobody's data.
    if (d.size <= 0 || /^\/(System\/Volumes\/(?!Data$)|private\/var\/vm|dev$)/.test(d.mount) || byDevice.has(d.fs)) continue
    byDevice.set(d.fs, { mount: d.mount, device: d.fs, type: d.type, readOnly: d.rw === false, space: { size: d.size, used: d.used, available: d.available } })
  }
  return [...byDevice.values()]
}

const slowNetwork = async (): Promise<MachineFacts['network']> =>
  (await si.networkStats('*')).filter((n) => !/^lo\d*$/i.test(n.iface)).map((n) => ({ name: n.iface, rx: rate(n.rx_sec), tx: rate(n.tx_sec), up: n.operstate === 'up' }))
/** The library has no rate yet at its first reading. */
const rate = (perSecond: number | null): number | null => (perSecond !== null && Number.isFinite(perSecond) && perSecond >= 0 ? perSecond : null)

/** Calls at most once per `ms`; in between the last answer is given again. A failure is not kept. */
const sometimes = <T>(ms: number, monotonic: () => number, call: () => Promise<T>): (() => Promise<T>) => {
  let kept: { readonly at: number; readonly answer: Promise<T> } | null = null
  return () => {
    if (!kept || monotonic() - kept.at >= ms) {
      const answer = call()
      kept = { at: monotonic(), answer }
      answer.catch(() => { kept = null })
    }
    return kept.answer
  }
}

const within = <T>(ms: number, answer: Promise<T>): Promise<T | null> => {
  let timer: NodeJS.Timeout
  const late = new Promise<null>((resolve) => { timer = setTimeout(() => resolve(null), ms) })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
