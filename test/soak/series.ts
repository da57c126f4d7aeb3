import type { Held } from '../bench/processes'
import type { Sample } from './garda'
import type { Point } from './slope'

/**
 * A measured quantity over a run. `floor`: what a rise must exceed whatever the noise is. Garda remembers the pages and resolved alerts of 24 hours,
 * so that its state grows for a day, by less than that in an hour; and a count goes up by one now and then.
 */
export interface Series { readonly what: string; readonly unit: string; readonly digits: number; readonly floor: number; readonly points: readonly Point[] }
const FLOOR = { memory: 1, handles: 5, nodes: 50 }

const sum = (held: readonly Held[], of: (one: Held) => number): number => held.reduce((total, one) => total + of(one), 0)

/** Kinds of processes with the windows that a renderer draws; a renderer without one is made ready beforehand. */
export const namedProcesses = ({ held, windows }: Sample): readonly (readonly [string, readonly Held[]])[] => {
  const nameOf = ({ pid, kind }: Held): string => {
    if (kind !== 'renderer') return kind === 'gpu-process' ? 'GPU' : kind === 'zygote' || kind === 'other' ? 'others' : kind
    const drawn = [...new Set(windows.filter((w) => w.pid === pid).map((w) => w.name))].sort()
    return drawn.length === 0 ? 'spare renderer' : `renderer, ${drawn.join(' and ')}`
  }
  const groups = new Map<string, Held[]>()
  for (const one of held) groups.set(nameOf(one), [...(groups.get(nameOf(one)) ?? []), one])
  return [...groups].sort(([a], [b]) => a.localeCompare(b))
}

const over = (samples: readonly Sample[], value: (sample: Sample) => number | null): readonly Point[] =>
  samples.flatMap((sample) => { const found = value(sample); return found === null ? [] : [{ minute: (sample.at - samples[0]!.at) / 60_000, value: found }] })

const memory = (what: string, points: readonly Point[]): Series => ({ what, unit: 'MiB', digits: 1, floor: FLOOR.memory, points })
const count = (what: string, floor: number, points: readonly Point[]): Series => ({ what, unit: '', digits: 0, floor, points })

const processesIn = (samples: readonly Sample[]): readonly string[] => [...new Set(samples.flatMap((s) => namedProcesses(s).map(([name]) => name)))].sort()
const ofProcess = (name: string, of: (one: Held) => number) => (sample: Sample): number | null => {
  const found = namedProcesses(sample).find(([is]) => is === name)
  return found ? sum(found[1], of) : null
}

/** All that may leak, by process and by window, from those samples after warm-up before which the heaps were swept. */
export const leakable = (all: readonly Sample[]): readonly Series[] => {
  const samples = all.filter(({ swept }) => swept)
  const processes = processesIn(samples)
  const windows = [...new Set(samples.flatMap((s) => s.windows.map(({ name }) => name)))].sort()
  const ofWindow = (name: string, of: (window: Sample['windows'][number]) => number) => (sample: Sample): number | null => {
    const found = sample.windows.filter((w) => w.name === name)
    return found.length === 0 ? null : found.reduce((total, w) => total + of(w), 0)
  }
  return [
    memory('Own memory, all processes', over(samples, ({ held }) => sum(held, (one) => one.own))),
    ...processes.map((name) => memory(`Own memory, ${name}`, over(samples, ofProcess(name, (one) => one.own)))),
    memory('JavaScript heap, main', over(samples, ({ heapMiB }) => heapMiB)),
    ...windows.map((name) => memory(`JavaScript heap, ${name}`, over(samples, ofWindow(name, (w) => w.heapMiB)))),
    count('Handles, all processes', FLOOR.handles, over(samples, ({ held }) => sum(held, (one) => one.handles))),
    count('Sockets among them', FLOOR.handles, over(samples, ({ held }) => sum(held, (one) => one.sockets))),
    count('Timers and requests of main', FLOOR.handles, over(samples, ({ resources }) => resources)),
    ...windows.flatMap((name) => [
      count(`DOM nodes, ${name}`, FLOOR.nodes, over(samples, ofWindow(name, (w) => w.nodes))),
      count(`Listeners, ${name}`, FLOOR.nodes, over(samples, ofWindow(name, (w) => w.listeners)))
    ])
  ]
}

/** What is reported beside it: shared with other programs, or of each moment. */
export const reported = (samples: readonly Sample[]): readonly Series[] => [
  memory('Memory (PSS), all processes', over(samples, ({ held }) => sum(held, (one) => one.pss))),
  ...processesIn(samples).map((name) => memory(`Memory (PSS), ${name}`, over(samples, ofProcess(name, (one) => one.pss)))),
  { what: 'Loop of main, late by, p99 of 10 s', unit: 'ms', digits: 1, floor: 0, points: over(samples, ({ delay }) => delay?.p99 ?? null) },
  { what: 'Loop of main, longest standstill of 10 s', unit: 'ms', digits: 1, floor: 0, points: over(samples, ({ delay }) => delay?.max ?? null) }
]
