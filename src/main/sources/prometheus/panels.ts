import { labelOf, labelsOf, sameLabels, type Labels } from '@shared/domain/labels'
import type { Line, Panel, PanelData, PanelQuery } from '@shared/domain/series'
import { t } from '@shared/text/catalogue'
import { isDue } from '../../ports/ask'
import { SourceFailure } from '../../ports/failure'
import type { ServiceRef, SourceContext, SourceInstance } from '../../ports/source-kind'
import { apiOf, type Api } from './api'
import { gridFor, namesOf, onGrid, thinned, worst, type Grid } from './lines'
import { memoryOf, type Memory } from './memory'
import { exists, PACKS, TELLING_LABELS, TELLING_METRICS, type Existing, type Pack, type PackLine, type PackPanel } from './packs'
import { windowFor } from './signals'
import type { Result } from './result'
import { ranged } from './tail'
import { expand, matchersOf } from './template'
import type { Range } from './wire'

/** Which metrics a service has is asked again after this long. */
const KNOWN_MS = 60_000
const MOST_KNOWN = 200

/** A panel that fits a service. */
interface Fitting { readonly pack: Pack; readonly panel: PackPanel; readonly selector: Labels }

/** The graphs that exist for a service: those whose metrics it has, the most telling first. */
export const panels = async (source: SourceInstance, service: ServiceRef, ctx: SourceContext): Promise<readonly Panel[]> => {
  const memory = memoryOf(ctx)
  const scrape = scrapeOf(service, memory)
  return (await fitting(apiOf(source, ctx, Infinity), service, memory, ctx)).map((found): Panel => ({
    id: found.panel.id, title: t(found.panel.title), caption: t(found.panel.caption), unit: found.panel.unit, signal: found.panel.signal, draw: found.panel.draw, axis: found.panel.axis,
    limits: [], source: source.id, expression: found.panel.lines.map((line) => whole(line, found, windowFor(scrape, 0))).join('\n')
  }))
}

/** Samples of one panel, as many as its width can show. */
export const series = async (source: SourceInstance, service: ServiceRef, query: PanelQuery, ctx: SourceContext): Promise<PanelData> => {
  const memory = memoryOf(ctx)
  const api = apiOf(source, ctx, Infinity)
  const found = (await fitting(api, service, memory, ctx)).find((f) => f.panel.id === query.panel)
  if (!found) throw new SourceFailure('not-found', { path: query.panel })
  const scrape = scrapeOf(service, memory)
  const grid = gridFor(query.from, Math.min(query.to, ctx.now()), query.width, scrape)
  const answers = grid.points === 0 ? [] : await Promise.all(found.panel.lines.map(async (line) => (
    { line, answer: await ranged(api, whole(line, found, windowFor(scrape, grid.stepMs)), grid, ctx) }
  )))
  const { lines, more } = worst(answers.flatMap(({ line, answer }) => linesOf(line, answer.data.series, grid, memory.skewMs)))
  return {
    panel: query.panel, source: source.id, from: query.from, to: query.to, stepMs: grid.stepMs, at: ctx.now(),
    lines: thinned(lines, query.from, query.to, query.width),
    more: more + unread(answers.map(({ answer }) => answer.data)),
    warnings: [...new Set(answers.flatMap(({ answer }) => [...answer.warnings, ...answer.infos]))]
  }
}

/** Series that were too many to be read at all. */
const unread = (results: readonly Result[]): number => results.reduce((sum, { total, series }) => sum + total - series.length, 0)

const whole = (line: PackLine, { pack, selector }: Fitting, windowMs: number): string => expand(line.query, { selector, by: [], windowMs, parts: pack.parts })

/** Lines of one query. Those told apart by a label are few and in its order; others are named by their labels. */
const linesOf = (spec: PackLine, ranges: readonly Range[], grid: Grid, skewMs: number): readonly Line[] => {
  const { label } = spec
  if (label !== undefined) {
    const value = (range: Range): string => labelOf(range.labels, label) || t('panel.line.other')
    return [...ranges].sort((a, b) => (value(a) < value(b) ? -1 : 1)).map((range) => onGrid(range, grid, skewMs, value(range), value(range)))
  }
  const fixed = spec.name ? t(spec.name) : spec.role
  const names = namesOf(ranges.map((r) => r.labels))
  return ranges.map((range, i) => onGrid(range, grid, skewMs, fixed && ranges.length === 1 ? fixed : names[i]!, spec.role))
}

const scrapeOf = (service: ServiceRef, { facts }: Memory): number => facts.scrape.byJob.get(labelOf(service.labels, 'job') ?? '') ?? facts.scrape.usual

/** What selects a service's own series: external labels place it, but its series do not carry them. */
const selectorOf = (service: ServiceRef, { discovery, facts }: Memory): Labels => {
  const known = discovery?.services.find((s) => s.name === service.name && sameLabels(s.labels, service.labels))
  return known?.selector ?? labelsOf(Object.entries(service.labels).filter(([name, value]) => labelOf(facts.externalLabels ?? {}, name) !== value))
}

const fitting = async (api: Api, service: ServiceRef, memory: Memory, ctx: SourceContext): Promise<readonly Fitting[]> => {
  const selector = selectorOf(service, memory)
  const existing = await existingFor(api, selector, memory, ctx.now())
  const seen = new Set<string>()
  return PACKS.filter((pack) => exists(pack.needs, existing)).flatMap((pack) => pack.panels.flatMap((panel): Fitting[] => {
    if (seen.has(panel.id) || !exists(panel.needs, existing)) return []
    seen.add(panel.id)
    return [{ pack, panel, selector }]
  }))
}

const existingFor = async (api: Api, selector: Labels, memory: Memory, now: number): Promise<Existing> => {
  const key = matchersOf(selector)
  const known = memory.existingBy.get(key)
  if (known && !isDue(known.at, KNOWN_MS, now)) return known.value
  // of each histogram one bucket is proof enough
  const query = `count by (${['__name__', ...TELLING_LABELS].join(', ')}) ({__name__=~"${TELLING_METRICS.join('|')}",le=~"|\\\\+Inf"${key && `,${key}`}})`
  const value = new Map<string, Set<string>>()
  for (const { labels } of (await api.instant(query)).data) {
    const name = labelOf(labels, '__name__') ?? ''
    const carried = value.get(name) ?? new Set()
    for (const label of Object.keys(labels)) carried.add(label)
    value.set(name, carried)
  }
  if (memory.existingBy.size >= MOST_KNOWN) memory.existingBy.clear()
  memory.existingBy.set(key, { at: now, value })
  return value
}
