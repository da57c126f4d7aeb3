import type { QueryData } from '@shared/domain/query'
import type { Labels } from '@shared/domain/labels'
import type { Line, Panel, PanelData } from '@shared/domain/series'
import type { Unit } from '@shared/domain/service'
import { worstOf } from '@shared/domain/worst-lines'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'

/** An answered query, ready to be drawn. */
export interface Drawn { readonly letter: string; readonly expression: string; readonly unit: Unit; readonly data: QueryData }
export interface Graph { readonly panel: Panel; readonly data: PanelData; readonly letters: readonly string[] }

/** There are five inks. */
const MOST_LINES = 5
/** Which of the answers to a free question are bad nobody knows. */
const NOTHING_SAID: Pick<Panel, 'limits'> = { limits: [] }

/** Names by which each series can be told from its neighbours: the labels in which they differ, all of them where there is but one. */
export const namesOf = (series: readonly { readonly labels: Labels }[]): readonly string[] => {
  const [first] = series
  if (!first) return []
  const names = [...new Set(series.flatMap((s) => Object.keys(s.labels)))]
  const differ = new Set(names.filter((name) => series.some((s) => s.labels[name] !== first.labels[name])))
  return series.map(({ labels }) => seriesName(labels, (name) => series.length === 1 || differ.has(name)))
}

/** `up{job="api"}` in short: `up job=api`; one label alone says its value only. */
const seriesName = (labels: Labels, told: (name: string) => boolean): string => {
  const metric = told('__name__') ? (labels['__name__'] ?? '') : ''
  const rest = Object.entries(labels).filter(([name, value]) => name !== '__name__' && value !== '' && told(name))
  const words = rest.length === 1 && metric === '' ? [rest[0]![1]] : rest.map(([name, value]) => `${name}=${value}`)
  return clean([metric, ...words].filter(Boolean).join(' '), { max: 200 })
}

/** Graphs of queries: those of one unit share one, in order of their letters. */
export const graphsOf = (drawn: readonly Drawn[]): readonly Graph[] => {
  const byUnit = new Map<Unit, Drawn[]>()
  for (const one of drawn) { const list = byUnit.get(one.unit); if (list) list.push(one); else byUnit.set(one.unit, [one]) }
  return [...byUnit.values()].map(graphOf)
}

const graphOf = (queries: readonly Drawn[]): Graph => {
  const [first] = queries
  if (!first) throw new Error('A graph of nothing')
  const alone = queries.length === 1
  const shares = sharesOf(queries.map(({ data }) => data.series.length))
  const lines = queries.flatMap(({ letter, data }, i): readonly Line[] => {
    const names = namesOf(data.series)
    const all = data.series.map(({ t: at, v, odd }, k): Line => ({ name: alone ? names[k]! : [letter, names[k]].filter(Boolean).join(' '), role: '', t: at, v, ...(odd ? { odd } : {}) }))
    return worstOf(all, NOTHING_SAID, shares[i]!)
  })
  const total = queries.reduce((sum, { data }) => sum + data.total, 0)
  const letters = queries.map(({ letter }) => letter)
  return {
    letters,
    panel: {
      id: `explore ${letters.join('')}`, title: alone ? clean(first.expression, { max: 120 }) : t('explore.graph.of', { letters: letters.join(', ') }), caption: first.unit === 'per-second' || first.unit === 'cores' ? t(`explore.unit.${first.unit}`) : '', unit: first.unit, signal: 'other',
      draw: 'lines', axis: null, limits: [], source: first.data.source, expression: queries.map(({ expression }) => expression).join('\n')
    },
    data: {
      panel: `explore ${letters.join('')}`, source: first.data.source, from: Math.min(...queries.map(({ data }) => data.from)), to: Math.max(...queries.map(({ data }) => data.to)),
      stepMs: Math.max(...queries.map(({ data }) => data.stepMs)), at: Math.min(...queries.map(({ data }) => data.at)), lines, more: Math.max(0, total - lines.length), warnings: []
    }
  }
}

/** How many lines each query may draw, so that none crowds another out. */
export const sharesOf = (counts: readonly number[], most = MOST_LINES): readonly number[] => {
  const shares = counts.map(() => 0)
  for (let left = most, moved = true; left > 0 && moved;) {
    moved = false
    counts.forEach((count, i) => { if (left > 0 && shares[i]! < count) { shares[i]!++; left--; moved = true } })
  }
  return shares
}
