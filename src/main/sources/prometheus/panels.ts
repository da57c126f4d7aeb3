import { LAYER_WORDS, legendText, packWords, shownPanel } from '@shared/config/panel'
import type { PackLine, PackPanel } from '@shared/config/packs'
import { labelOf, labelsOf, sameLabels, type Labels } from '@shared/domain/labels'
import { layersOf, leftOf, sumOf, type Unread } from '@shared/domain/layers'
import type { Line, Panel, PanelData, PanelQuery } from '@shared/domain/series'
import { thinned } from '@shared/domain/thinned'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { isDue } from '../../ports/ask'
import { SourceFailure } from '../../ports/failure'
import type { ServiceRef, SourceContext, SourceInstance } from '../../ports/source-kind'
import { apiOf, type Api } from './api'
import { bounded, whole as closed } from './guard'
import { gridFor, isLowWorst, namesOf, onGrid, warningsOf, worst, type Grid } from './lines'
import { limited } from './limits'
import { memoryOf, type Memory } from './memory'
import { exists, isOfService, packSet, readNeed, type Existing, type Pack, type PackSet } from './packs'
import type { Scraped } from './services'
import { slowestOf, windowFor } from './signals'
import { ranged } from './tail'
import { expand, matchersOf } from './template'
import type { Range } from './wire'

/** Which metrics a service has is asked again after this long. */
const KNOWN_MS = 60_000
const MOST_KNOWN = 200

/** A panel that fits a service. */
interface Fitting { readonly parts: Pack['parts']; readonly panel: PackPanel; readonly selector: Labels }

/** The graphs that exist for a service: those whose metrics it has, the most telling first. */
export const panels = async (source: SourceInstance, service: ServiceRef, ctx: SourceContext): Promise<readonly Panel[]> => {
  const memory = memoryOf(ctx)
  const scrape = scrapeOf(service, memory)
  return limited((await fitting(apiOf(source, ctx, Infinity), source, service, memory, ctx)).map((found) => shownOf(found, source, scrape)), source, service, memory)
}
const shownOf = (found: Fitting, source: SourceInstance, scrape: number): Panel => shownPanel(found.panel, source.id, found.panel.lines.map((line) => whole(line, found, windowFor(scrape, 0))).join('\n'))

/** Samples of one panel, as many as its width can show. */
export const series = async (source: SourceInstance, service: ServiceRef, query: PanelQuery, ctx: SourceContext): Promise<PanelData> => {
  const memory = memoryOf(ctx)
  const api = apiOf(source, ctx, Infinity)
  const found = (await fitting(api, source, service, memory, ctx)).find((f) => f.panel.id === query.panel)
  if (!found) throw new SourceFailure('not-found', { path: query.panel })
  const scrape = scrapeOf(service, memory)
  const grid = gridFor(query.from, Math.min(query.to, ctx.now()), query.width, quickestOf(service, memory))
  const shown = shownOf(found, source, scrape)
  const withLimits = (): Panel => limited([shown], source, service, memory)[0] ?? shown
  const isLow = (): boolean => isLowWorst(withLimits())
  const stacked = found.panel.draw === 'stack'
  const answers = grid.points === 0 ? [] : await Promise.all(found.panel.lines.map(async (line) => {
    const expression = whole(line, found, windowFor(scrape, grid.stepMs))
    const answer = await bounded(source, api, expression, grid, ctx, isLow)
    const lines = linesOf(line, answer.data.series, grid, memory.skewMs)
    const count = answer.data.total - answer.data.series.length
    return { answer, lines, left: stacked && count > 0 ? await leftOver(api, expression, lines, grid, ctx) : null, count }
  }))
  const all = answers.flatMap(({ lines }) => lines)
  const { lines, more } = stacked ? { lines: layersOf(all, LAYER_WORDS, unreadOf(answers)), more: 0 } : worst(all, withLimits)
  return {
    panel: query.panel, source: source.id, from: query.from, to: query.to, stepMs: grid.stepMs, at: ctx.now(),
    ...thinned(lines, found.panel.draw, query.to - query.from, query.width),
    more: more + answers.reduce((sum, { left, count }) => (left ? sum : sum + count), 0),
    warnings: warningsOf(answers.map(({ answer }) => answer))
  }
}

/** What the series that were too many to be read add up to at each point; null where that cannot be told. */
const leftOver = async (api: Api, expression: string, read: readonly Line[], grid: Grid, ctx: SourceContext): Promise<Float64Array | null> => {
  try {
    const [range] = (await ranged(api, `sum(${closed(expression)})`, grid, ctx)).data.series
    return range ? leftOf(onGrid(range, grid, memoryOf(ctx).skewMs, '', '').v, read) : null
  } catch (thrown) {
    if (ctx.signal.aborted || !(thrown instanceof SourceFailure)) throw thrown
    return null
  }
}

const unreadOf = (answers: readonly { readonly left: Float64Array | null; readonly count: number }[]): Unread | null => {
  const told = answers.flatMap(({ left, count }) => (left ? [{ v: left, count }] : []))
  return told.length > 0 ? { v: sumOf(told[0]!.v.length, told), count: told.reduce((sum, { count }) => sum + count, 0) } : null
}

const whole = (line: PackLine, { parts, selector }: Fitting, windowMs: number): string => expand(line.query, { selector, by: [], windowMs, parts })

/** Lines of one query. Those told apart by a label are few and in its order; others are named by their labels. */
const linesOf = (spec: PackLine, ranges: readonly Range[], grid: Grid, skewMs: number): readonly Line[] => {
  const { label, legend } = spec
  if (label !== undefined) {
    const value = (range: Range): string => labelOf(range.labels, label) || t('panel.line.other')
    return [...ranges].sort((a, b) => (value(a) < value(b) ? -1 : 1)).map((range) => onGrid(range, grid, skewMs, value(range), value(range)))
  }
  const role = spec.role ?? ''
  if (legend !== undefined) return ranges.map((range) => onGrid(range, grid, skewMs, clean(legendText(legend, range.labels), { max: 200 }), role))
  const fixed = spec.name ? packWords(spec.name) : role
  const names = namesOf(ranges.map((r) => r.labels))
  return ranges.map((range, i) => onGrid(range, grid, skewMs, fixed && ranges.length === 1 ? fixed : names[i]!, role))
}

/** How long a rate over a service's series has to reckon with between two samples, ms: as its slowest job is scraped. */
export const scrapeOf = (service: ServiceRef, memory: Memory): number => {
  const { scrape } = memory.facts
  const jobs = jobsOf(service, memory)
  return jobs.length === 0 ? slowestOf(scrape) : Math.max(...jobs.map((job) => scrape.byJob.get(job) ?? slowestOf(scrape)))
}
/** How close points may lie, ms: as its quickest job is scraped. */
const quickestOf = (service: ServiceRef, memory: Memory): number => {
  const { usual, byJob } = memory.facts.scrape
  const known = jobsOf(service, memory).flatMap((job) => byJob.get(job) ?? [])
  return known.length === 0 ? usual : Math.min(...known)
}
/** The jobs that a service's targets are scraped by, whichever label names it; none: that is not known. */
const jobsOf = (service: ServiceRef, { discovery }: Memory): readonly string[] => {
  const key = knownOf(service, discovery)?.key
  const told = [service.labels, ...(discovery?.groups ?? []).flatMap((group) => (group.service === key ? [group.labels] : []))]
  return [...new Set(told.flatMap((labels) => labelOf(labels, 'job') || []))]
}
const knownOf = (service: ServiceRef, discovery: Memory['discovery']): Scraped | undefined => discovery?.services.find((s) => s.name === service.name && sameLabels(s.labels, service.labels))

/** What selects a service's own series: external labels place it, but its series do not carry them. */
export const selectorOf = (service: ServiceRef, { discovery, facts }: Memory): Labels =>
  knownOf(service, discovery)?.selector ?? labelsOf(Object.entries(service.labels).filter(([name, value]) => labelOf(facts.externalLabels ?? {}, name) !== value))

const fitting = async (api: Api, source: SourceInstance, service: ServiceRef, memory: Memory, ctx: SourceContext): Promise<readonly Fitting[]> => {
  const selector = selectorOf(service, memory)
  const set = service.alone === true ? NO_PACKS : packSet(source.packs)
  const declared = service.panels ?? []
  const existing = await existingFor(api, selector, set, declared, memory, ctx.now())
  const packs = set.packs.filter((pack) => exists(pack.needs, existing))
  const seen = new Set<string>()
  return [{ parts: {}, panels: declared }, ...packs.filter((pack) => isOfService(pack, packs))].flatMap(({ parts, panels }) => panels.flatMap((panel): Fitting[] => {
    if (seen.has(panel.id) || !exists(panel.needs, existing)) return []
    seen.add(panel.id)
    return [{ parts, panel, selector }]
  }))
}

/** The first pack that knows this service's traffic, and which share of it fails. */
export const ratioPack = async (api: Api, source: SourceInstance, service: ServiceRef, memory: Memory, ctx: SourceContext): Promise<RatioPack | null> => {
  const set = packSet(source.packs)
  const existing = await existingFor(api, selectorOf(service, memory), set, service.panels ?? [], memory, ctx.now())
  const packs = set.packs.filter((pack) => exists(pack.needs, existing))
  for (const { id, parts, signals: { traffic, errors } } of packs.filter((pack) => isOfService(pack, packs))) {
    if (traffic && errors?.unit === 'ratio' && exists([...traffic.needs, ...errors.needs], existing)) return { id, traffic: traffic.query, errors: errors.query, parts }
  }
  return null
}
interface RatioPack { readonly id: string; readonly traffic: string; readonly errors: string; readonly parts: Pack['parts'] }

const NO_PACKS: PackSet = { packs: [], metrics: [], labels: [], signalMetrics: [] }

const existingFor = async (api: Api, selector: Labels, set: PackSet, declared: readonly PackPanel[], memory: Memory, now: number): Promise<Existing> => {
  // nothing has to exist
  if (set.metrics.length === 0 && declared.every((panel) => panel.needs.length === 0)) return new Map()
  const query = existingQuery(selector, set, declared)
  const known = memory.existingBy.get(query)
  if (known && !isDue(known.at, KNOWN_MS, now)) return known.value
  const value = new Map<string, Set<string>>()
  for (const { labels } of (await api.instant(query)).data) {
    const name = labelOf(labels, '__name__') ?? ''
    const carried = value.get(name) ?? new Set()
    for (const label of Object.keys(labels)) carried.add(label)
    value.set(name, carried)
  }
  if (memory.existingBy.size >= MOST_KNOWN) memory.existingBy.clear()
  memory.existingBy.set(query, { at: now, value })
  return value
}

/** Which of the telling metrics exist for a service, and with which of the telling labels; of each histogram one bucket is proof enough. */
export const existingQuery = (selector: Labels, { metrics, labels }: PackSet, declared: readonly PackPanel[] = []): string => {
  const more = declared.flatMap((panel) => panel.needs.map(readNeed))
  const by = new Set(['__name__', ...labels, ...more.flatMap((need) => need.labels)])
  const key = matchersOf(selector)
  return `count by (${[...by].join(', ')}) ({__name__=~"${[...new Set([...metrics, ...more.map((need) => need.metric)])].join('|')}",le=~"|\\\\+Inf"${key && `,${key}`}})`
}
