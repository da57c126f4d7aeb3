import { decimate } from '@shared/domain/decimate'
import type { Line, Panel, PanelData, PanelLimit, PanelQuery } from '@shared/domain/series'
import { t } from '@shared/text/catalogue'
import { limitText } from '@shared/text/limit'
import type { History } from './history'
import type { Limits } from './settings'

/** A panel with the series that draw it, as `[series, name of the line]`. */
interface Drawn { readonly panel: Panel; readonly series: readonly (readonly [string, string])[] }

const RATIO = { min: 0, max: 1 }

/** The graphs there are samples for. A computer without swap has no swap graph. */
export const drawn = (source: string, past: History, limits: Limits): readonly Drawn[] => {
  const known = past.series()
  const limit = (value: number, severity: PanelLimit['severity']): PanelLimit => ({ value, label: t('panel.limit', { value: limitText(value, 'ratio') }), severity, side: 'above' })
  // as its rules compare: disks and load from the limit on, memory when less than it is left
  const from = (value: number, severity: PanelLimit['severity']): PanelLimit => ({ ...limit(value, severity), inclusive: true })
  const disks = known.filter((s) => s.startsWith('disk ')).sort()
  const all: readonly Drawn[] = [
    { panel: panel(source, 'cpu', { unit: 'ratio', signal: 'saturation', axis: RATIO, expression: 'cpu_busy_ratio' }), series: [['cpu', t('panel.computer.cpu')]] },
    { panel: panel(source, 'memory', { unit: 'ratio', signal: 'saturation', axis: RATIO, limits: [limit(1 - limits.memoryLow, 'warning')], expression: 'memory_used_ratio' }), series: [['memory', t('computer.line.used')]] },
    {
      panel: panel(source, 'disks', { unit: 'ratio', signal: 'saturation', axis: RATIO, limits: [from(limits.diskWarning, 'warning'), from(limits.diskCritical, 'critical')], expression: 'disk_used_ratio' }),
      series: disks.map((s) => [s, s.slice('disk '.length)] as const)
    },
    { panel: panel(source, 'network', { unit: 'bytes-per-second', signal: 'traffic', expression: 'network_bytes_per_second' }), series: [['rx', t('computer.line.received')], ['tx', t('computer.line.sent')]] },
    {
      panel: panel(source, 'load', { unit: 'none', signal: 'saturation', limits: [{ value: limits.loadPerCore, label: t('computer.limit.load', { n: limits.loadPerCore }), severity: 'warning', side: 'above', inclusive: true }], expression: 'load1 / cores' }),
      series: [['load', t('panel.computer.load')]]
    },
    { panel: panel(source, 'swap', { unit: 'ratio', signal: 'saturation', axis: RATIO, expression: 'swap_used_ratio' }), series: [['swap', t('computer.line.used')]] },
    { panel: panel(source, 'uptime', { unit: 'seconds', expression: 'uptime_seconds' }), series: [['uptime', t('panel.computer.uptime')]] }
  ]
  return all.flatMap((d) => {
    const series = d.series.filter(([s]) => known.includes(s))
    return series.length ? [{ panel: d.panel, series }] : []
  })
}

type Ids = 'cpu' | 'memory' | 'disks' | 'network' | 'load' | 'swap' | 'uptime'
const panel = (source: string, id: Ids, over: Partial<Panel> & Pick<Panel, 'unit' | 'expression'>): Panel => ({
  id, title: t(`panel.computer.${id}`), caption: t(`panel.computer.${id}.caption`), signal: 'other', draw: 'lines', axis: null, limits: [], source, ...over
})

/** More lines than this are told of, not drawn. */
const MOST_LINES = 8

/** Samples of a panel, as many as its width can show. */
export const dataOf = ({ panel: p, series }: Drawn, past: History, query: Omit<PanelQuery, 'service' | 'panel'>, now: number): PanelData => {
  const stepMs = spacing(past.line(series[0]![0], query.from, query.to))
  const lines = series.map(([s, name]): Line => ({ ...past.line(s, query.from, query.to), name })).sort((a, b) => last(b) - last(a))
  return {
    panel: p.id, source: p.source, from: query.from, to: query.to, stepMs, at: past.newest() ?? now,
    lines: lines.slice(0, MOST_LINES).map((line) => decimate(line, query.to - query.from, query.width, stepMs)),
    more: Math.max(0, lines.length - MOST_LINES), warnings: []
  }
}

const last = (line: Line): number => line.v.findLast((v) => Number.isFinite(v)) ?? 0

/** The usual distance of samples, ms: what is much wider is time that nobody watched. */
export const spacing = ({ t: times }: Line): number => {
  if (times.length < 2) return 5_000
  const gaps = Float64Array.from({ length: times.length - 1 }, (_, i) => times[i + 1]! - times[i]!).sort()
  // Half as much again, since polls wander.
  return Math.round(gaps[gaps.length >> 1]! * 1.5)
}
