import { readdirSync, readFileSync } from 'node:fs'

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

/** Processor time that a tree has used so far, seconds, user and system, by kind of process: `main`, `renderer`, `gpu-process`, `utility`, … */
export const cpuSeconds = (root: number): Readonly<Record<string, number>> => {
  const out: Record<string, number> = {}
  for (const pid of treeOf(root)) {
    const stat = read(`/proc/${pid}/stat`)
    if (stat === null) continue
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const kind = pid === root ? 'main' : (/--type=([\w-]+)/.exec(read(`/proc/${pid}/cmdline`) ?? '')?.[1] ?? 'other')
    out[kind] = (out[kind] ?? 0) + (Number(fields[11]) + Number(fields[12])) / TICKS
  }
  return out
}

/** Proportional set size of a tree, MiB: shared pages are counted once over all. */
export const pssMiB = (root: number): number => treeOf(root).reduce((sum, pid) => {
  const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')
  return sum + Number(pss?.[1] ?? 0) / 1024
}, 0)
