import type { Line } from '@shared/domain/series'
import { figureText } from '@shared/text/format'
import { t } from '@shared/text/catalogue'
import type { DiskFacts, MachineFacts } from '../../ports/machine'
import { fullness } from './history'
import type { Limits } from './settings'

/** What a rule found in one reading. `holds` null: it cannot be told, so nothing begins and nothing ends. */
export interface Finding {
  /** Rule and subject: `DiskFull /home`. */
  readonly key: string
  readonly rule: string
  readonly severity: 'critical' | 'warning'
  readonly labels: Readonly<Record<string, string>>
  readonly holds: boolean | null
  /** How long it must hold before it fires, ms. */
  readonly forMs: number
  readonly summary: string
  readonly expression: string
  readonly value: number | null
  /** Keys of findings that say more about the same thing and hide this one while they fire. */
  readonly hiddenBy: readonly string[]
}

/** What rules may look at: one reading, the last hour, and which keys hold already (each is let go later than it is taken up). */
export interface Look {
  readonly facts: MachineFacts
  readonly limits: Limits
  readonly holding: ReadonlySet<string>
  /** Fullness of a mount over the last hour. */
  readonly past: (mount: string) => Line
  /** Mounts that were writable before in this run. */
  readonly writable: ReadonlySet<string>
}

const GIB = 2 ** 30
const MINUTE = 60_000
/** Below this, programs begin to fail whatever the share; only disks large enough for it to be unusual. */
const LEFT_CRITICAL = GIB
const LARGE = 10 * GIB
/** A limit is let go of only this far below it, so that a value on the edge does not flap. */
const BAND = 0.02
const AHEAD_MS = 4 * 3_600_000
/** A straight line needs this much past to be worth drawing on, and must explain nearly all of it. */
const FIT_MS = 15 * MINUTE
const FIT_R2 = 0.8

/** Every rule applied to one reading. Pure. */
export const findings = (look: Look): readonly Finding[] => [...(look.facts.disks ?? []).flatMap((disk) => diskFindings(disk, look)), ...memoryFindings(look), ...loadFindings(look)]

const above = (value: number | null, limit: number, band: number, holding: boolean): boolean | null => (value === null ? null : value >= (holding ? limit - band : limit))

const diskFindings = (disk: DiskFacts, look: Look): readonly Finding[] => {
  const { limits, holding } = look
  const full = fullness(disk.space)
  const left = disk.space?.available ?? null
  const about = { mount: disk.mount, percent: Math.floor((full ?? 0) * 100), left: figureText(left, 'bytes') }
  const key = (rule: string): string => `${rule} ${disk.mount}`
  const scarce = disk.space !== null && disk.space.size >= LARGE && disk.space.available < (holding.has(key('DiskFull')) ? 1.25 : 1) * LEFT_CRITICAL
  const nearlyFull = above(full, limits.diskCritical, BAND, holding.has(key('DiskFull')))
  const disks = (rule: string, over: Pick<Finding, 'severity' | 'holds' | 'forMs' | 'summary' | 'expression' | 'value' | 'hiddenBy'>): Finding => ({
    key: key(rule), rule, labels: { mount: disk.mount, device: disk.device }, ...over
  })
  const rows: Finding[] = []
  // A file system mounted read-only from the start (a DVD, a backup) is as full as it was made.
  if (!disk.readOnly) {
    const minutes = fullIn(look.past(disk.mount), look.facts.at)
    rows.push(
      disks('DiskFull', { severity: 'critical', holds: nearlyFull === null ? null : nearlyFull || scarce, forMs: 0, summary: t('computer.disk.full', about), value: full, hiddenBy: [], expression: `disk_used_ratio >= ${limits.diskCritical}` }),
      disks('DiskFillingUp', { severity: 'warning', holds: above(full, limits.diskWarning, BAND, holding.has(key('DiskFillingUp'))), forMs: MINUTE, summary: t('computer.disk.full', about), value: full, hiddenBy: [key('DiskFull')], expression: `disk_used_ratio >= ${limits.diskWarning}` }),
      disks('DiskFullSoon', {
        severity: 'warning', holds: full === null ? null : minutes !== null && minutes <= (holding.has(key('DiskFullSoon')) ? 1.25 : 1) * (AHEAD_MS / MINUTE), forMs: 5 * MINUTE,
        summary: t('computer.disk.soon', { ...about, time: roughly(minutes) }), value: full, hiddenBy: [key('DiskFull'), key('DiskFillingUp')], expression: 'predict_linear(disk_used_ratio[1h], 4h) >= 1'
      })
    )
  }
  rows.push(disks('DiskReadOnly', { severity: 'critical', holds: disk.readOnly && look.writable.has(disk.mount), forMs: 0, summary: t('computer.disk.readOnly', about), value: null, hiddenBy: [], expression: 'disk_readonly == 1' }))
  return rows
}

const memoryFindings = ({ facts, limits, holding }: Look): readonly Finding[] => {
  const free = facts.memory ? facts.memory.available / facts.memory.total : null
  const swap = facts.swap && facts.swap.total > 0 ? facts.swap.used / facts.swap.total : facts.swap ? 0 : null
  const low = (factor: number, key: string): boolean | null => (free === null ? null : free < factor * limits.memoryLow * (holding.has(key) ? 1.4 : 1))
  const both = (a: boolean | null, b: boolean | null): boolean | null => (a === false || b === false ? false : a === null || b === null ? null : true)
  const values = { left: figureText(facts.memory?.available ?? null, 'bytes'), percent: Math.floor((free ?? 0) * 100), swap: Math.round((swap ?? 0) * 100) }
  return [
    { key: 'MemoryLow', rule: 'MemoryLow', severity: 'warning', labels: {}, holds: low(1, 'MemoryLow'), forMs: 2 * MINUTE, summary: t('computer.memory.low', values), value: free, hiddenBy: ['SwapFull'], expression: `memory_available_ratio < ${limits.memoryLow}` },
    // Swap that is merely used harms nobody; swap nearly full while memory is short means programs are about to be ended.
    { key: 'SwapFull', rule: 'SwapFull', severity: 'warning', labels: {}, holds: both(above(swap, 0.9, 0.1, holding.has('SwapFull')), low(2, 'SwapFull')), forMs: 2 * MINUTE, summary: t('computer.swap.full', values), value: swap, hiddenBy: [], expression: `swap_used_ratio >= 0.9 and memory_available_ratio < ${2 * limits.memoryLow}` }
  ]
}

const loadFindings = ({ facts, limits, holding }: Look): readonly Finding[] => {
  const perCore = facts.load1 === null ? null : facts.load1 / facts.cores
  return [{
    key: 'LoadHigh', rule: 'LoadHigh', severity: 'warning', labels: {}, holds: above(perCore, limits.loadPerCore, limits.loadPerCore / 4, holding.has('LoadHigh')), forMs: 5 * MINUTE,
    summary: t('computer.load.high', { load: (facts.load1 ?? 0).toFixed(1), cores: facts.cores }), value: facts.load1, hiddenBy: [], expression: `load1 / cores >= ${limits.loadPerCore}`
  }]
}

/** Minutes until a disk is full if the last hour goes on as it went; null when it does not fill, or the past is too short or too crooked to say. */
export const fullIn = ({ t: times, v }: Line, now: number): number | null => {
  const points: (readonly [number, number])[] = []
  for (let i = 0; i < times.length; i++) if (Number.isFinite(v[i]!)) points.push([(times[i]! - now) / MINUTE, v[i]!])
  const n = points.length
  if (n < 10 || -points[0]![0] * MINUTE < FIT_MS) return null
  const mean = (pick: (p: readonly [number, number]) => number): number => points.reduce((sum, p) => sum + pick(p), 0) / n
  const mx = mean((p) => p[0])
  const my = mean((p) => p[1])
  const sxx = mean((p) => (p[0] - mx) ** 2)
  const sxy = mean((p) => (p[0] - mx) * (p[1] - my))
  const syy = mean((p) => (p[1] - my) ** 2)
  const slope = sxy / sxx
  // Less than a hundredth in an hour is bookkeeping, not filling.
  if (!(slope > 0.01 / 60) || syy === 0 || sxy ** 2 / (sxx * syy) < FIT_R2) return null
  const [at, full] = points[n - 1]!
  return Math.max(0, at + (1 - full) / slope)
}

/** In steps that a person thinks in, so that the sentence does not change at every look. */
const roughly = (minutes: number | null): string => {
  if (minutes === null) return t('common.none')
  return minutes < 60 ? t('computer.minutes', { n: Math.max(10, Math.ceil(minutes / 10) * 10) }) : t('computer.hours', { n: Math.round(minutes / 60) })
}
