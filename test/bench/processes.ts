import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** A process and everything it started, zygote and renderers included, by the kernel's own files. */
export const treeOf = (root: number): readonly number[] => {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = read(`/proc/${name}/stat`)
    if (stat !== null) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const isOurs = (pid: number): boolean => pid === root || (parents.has(pid) && parents.get(pid) !== 0 && isOurs(parents.get(pid)!))
  return [...parents.keys()].filter(isOurs)
}

const read = (path: string): string | null => {
  try { return readFileSync(path, 'utf8') } catch { return null } // it ended meanwhile
}

/** Linux counts processor time in hundredths of a second for programs. */
const TICKS = 100

/** What one process is and holds. */
export interface Held {
  readonly pid: number
  /** `main`, `renderer`, `gpu-process`, `utility`, `zygote`, `other`. */
  readonly kind: string
  /** Processor time so far, seconds, user and system. */
  readonly cpu: number
  /** Proportional set size, MiB: shared pages are counted once over all; and what of it is no file's page, which nobody else can share or be given. */
  readonly pss: number
  readonly own: number
  readonly handles: number
  readonly sockets: number
}

const kindOf = (pid: number, root: number): string => {
  if (pid === root) return 'main'
  return /--type=([\w-]+)/.exec(read(`/proc/${pid}/cmdline`) ?? '')?.[1] ?? 'other'
}

const handlesOf = (pid: number): readonly string[] => {
  try { return readdirSync(`/proc/${pid}/fd`).map((fd) => { try { return readlinkSync(`/proc/${pid}/fd/${fd}`) } catch { return '' } }).filter(Boolean) } catch { return [] } // ended meanwhile
}

const mib = (rollup: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) / 1024

/** Processor time of a tree alone: the rest costs the kernel some work. */
export const cpuOf = (root: number): readonly Pick<Held, 'pid' | 'kind' | 'cpu'>[] => treeOf(root).flatMap((pid) => {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === null) return []
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [{ pid, kind: kindOf(pid, root), cpu: (Number(fields[11]) + Number(fields[12])) / TICKS }]
})

/** Everything that each process of a tree holds now. */
export const heldBy = (root: number): readonly Held[] => cpuOf(root).map((one) => {
  const rollup = read(`/proc/${one.pid}/smaps_rollup`) ?? ''
  const handles = handlesOf(one.pid)
  return { ...one, pss: mib(rollup, 'Pss'), own: mib(rollup, 'Pss_Anon') + mib(rollup, 'Pss_Shmem'), handles: handles.length, sockets: handles.filter((at) => at.startsWith('socket:')).length }
})

/** Processor time that a tree has used so far, seconds, user and system, by kind of process: `main`, `renderer`, `gpu-process`, `utility`, … */
export const cpuSeconds = (root: number): Readonly<Record<string, number>> => {
  const out: Record<string, number> = {}
  for (const { kind, cpu } of cpuOf(root)) out[kind] = (out[kind] ?? 0) + cpu
  return out
}

/** Proportional set size of a tree, MiB: shared pages are counted once over all. */
export const pssMiB = (root: number): number => treeOf(root).reduce((sum, pid) => {
  const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')
  return sum + Number(pss?.[1] ?? 0) / 1024
}, 0)
