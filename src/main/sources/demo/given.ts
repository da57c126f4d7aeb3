import { LAYER_WORDS, legendText, packWords, shownPanel } from '@shared/config/panel'
import type { PackLine } from '@shared/config/packs'
import { labelOf, labelsOf, type Labels } from '@shared/domain/labels'
import { layersOf } from '@shared/domain/layers'
import { expand } from '@shared/domain/promql'
import type { FreeSeries } from '@shared/domain/query'
import type { Line, Panel, PanelData, PanelQuery } from '@shared/domain/series'
import { thinned } from '@shared/domain/thinned'
import { clean } from '@shared/text/clean'
import type { ServiceRef } from '../../ports/source-kind'
import type { Sight } from './alerts'
import { answer } from './query'

/** As far as rates look back at least, ms. */
const WINDOW_MS = 60_000
const MOST_LINES = 5

const whole = (line: PackLine, { labels }: ServiceRef): string =>
  expand(line.query, { selector: labelsOf(Object.entries(labels).filter(([name]) => PLACING.has(name))), by: [], windowMs: WINDOW_MS, parts: {} })
/** Labels that the newsroom's series carry. */
const PLACING: ReadonlySet<string> = new Set(['service', 'env'])

/** The panels that were made for a service, beside those that the newsroom draws. */
export const givenPanels = (service: ServiceRef, sight: Sight): readonly Panel[] =>
  (service.panels ?? []).map((panel) => shownPanel(panel, sight.source, panel.lines.map((line) => whole(line, service)).join('\n')))

/** Null: there is no such one. */
export const givenData = (service: ServiceRef, { panel: id, from, to, width }: PanelQuery, sight: Sight, now: number): PanelData | null => {
  const panel = service.panels?.find((one) => one.id === id)
  if (!panel) return null
  const answers = panel.lines.map((line) => ({ line, data: answer({ expression: whole(line, service), kind: 'range', from, to, width, stepMs: null }, sight, now) }))
  const lines = answers.flatMap(({ line, data }) => data.series.map((series): Line => ({ name: nameOf(line, series, data.series.length), role: line.role ?? (line.label ? labelOf(series.labels, line.label) ?? '' : ''), t: series.t, v: series.v })))
  const kept = panel.draw === 'stack' ? layersOf(lines, LAYER_WORDS) : lines.slice(0, MOST_LINES)
  return {
    panel: id, source: sight.source, from, to, stepMs: Math.max(0, ...answers.map(({ data }) => data.stepMs)), at: now, more: panel.draw === 'stack' ? 0 : lines.length - kept.length, warnings: [],
    ...thinned(kept, panel.draw, to - from, width)
  }
}

const told = (labels: Labels): string => Object.entries(labels).filter(([name]) => !PLACING.has(name) && name !== '__name__' && name !== 'job').map(([, value]) => value).join(' ')
const nameOf = ({ label, legend, name }: PackLine, { labels }: FreeSeries, count: number): string =>
  clean(label !== undefined ? labelOf(labels, label) ?? '' : legend !== undefined ? legendText(legend, labels) : name !== undefined && count === 1 ? packWords(name) : told(labels), { max: 200 })
