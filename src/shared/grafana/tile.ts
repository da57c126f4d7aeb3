import { t } from '../text/catalogue'
import { MOST_TARGETS } from './bounds'
import { formatOf, isJoined, overridesOf, PLAIN, SAME_COLUMNS } from './format'
import { graphRemarks, unusedOf } from './graph-remarks'
import { readPanel, type ReadPanel } from './lenient'
import { CALCS, type BoardLimit, type Calc, type Cell, type Columns, type Format, type Matcher, type Override, type Repeat, type Step, type Target, type Tile, type TileKind } from './model'
import { optionNotes } from './options'
import { severityOf } from './severity'
import { stackingOf } from './stacking'
import { baseWords, isWords } from './units'
import type { PanelWire, SourceRef } from './wire'

/** What a panel can find out of the file around it. */
export interface Around {
  /** Library panels that came with the file, by id. */
  readonly elements: ReadonlyMap<string, unknown>
  /** Kinds of the sources by the names that the file gives them. */
  readonly inputs: ReadonlyMap<string, string>
  /** Kinds of sources by variable. */
  readonly sourceVariables: ReadonlyMap<string, string>
}

/** A panel of any version as a tile. Never throws: one that cannot be read is a tile that says so. */
export const tileOf = (raw: unknown, id: string, cell: Cell, around: Around): Tile => {
  const read = readPanel(raw)
  if (!read.ok) return broken(raw, id, cell, read.reason)
  const library = read.panel.libraryPanel
  const element = library && read.panel.targets.length === 0 ? around.elements.get(library.uid) : undefined
  if (element !== undefined) {
    const inner = readPanel({ ...(element as object), title: read.panel.title || (element as { title?: unknown }).title, libraryPanel: null })
    // a kept copy that says no kind shows no more than a reference does
    if (inner.ok && inner.panel.type === '') return readTile(read, id, cell, around)
    return inner.ok ? readTile(inner, id, cell, around) : broken(raw, id, cell, inner.reason)
  }
  return readTile(read, id, cell, around)
}

const broken = (raw: unknown, id: string, cell: Cell, reason: string): Tile => {
  const { title, type } = (raw ?? {}) as { title?: unknown; type?: unknown }
  return {
    id, cell, title: typeof title === 'string' ? title : '', description: '', type: typeof type === 'string' ? type : '', repeat: null, targets: [], overrides: [], interval: '', notes: [],
    format: PLAIN, show: { as: 'nothing', reason: t('dashboards.none.broken', { reason }) }
  }
}

const readTile = ({ panel, left }: Extract<ReadPanel, { readonly ok: true }>, id: string, cell: Cell, around: Around): Tile => {
  const notes = new Set(left.map((reason) => t('dashboards.note.field', { reason })))
  const format = formatOf(panel, notes)
  const overrides = overridesOf(panel, notes)
  const targets = targetsOf(panel, around, notes)
  const show = kindOf(panel, format, overrides, targets, around, notes)
  remarks(panel, notes)
  if (show.as !== 'text') optionNotes(panel, notes)
  const axisLabel = show.as === 'graph' || show.as === 'heatmap' ? axisLabelOf(panel) : ''
  const unused = show.as === 'graph' ? unusedOf(panel) : null
  return {
    id, cell, show, format, overrides, title: panel.title, description: panel.description, type: panel.type, repeat: repeatOf(panel),
    targets: show.as === 'nothing' || show.as === 'text' ? [] : targets, interval: panel.interval, ...(axisLabel === '' ? {} : { axisLabel }), ...(unused && (unused.calcs.length > 0 || unused.decimals) ? { unused } : {}),
    ...(panel.maxDataPoints !== null && panel.maxDataPoints > 0 ? { maxPoints: panel.maxDataPoints } : {}), notes: show.as === 'nothing' ? [] : [...notes]
  }
}

/** The kind of a source; '' where it is not said, `prometheus` being what is then hoped for. */
const sourceKind = ({ type, uid }: SourceRef, { inputs, sourceVariables }: Around): string => {
  const name = /^\$\{?(\w+)(?::\w+)?\}?$/.exec(uid)?.[1] ?? /^\[\[(\w+)(?::\w+)?\]\]$/.exec(uid)?.[1]
  if (name !== undefined) return sourceVariables.get(name) ?? inputs.get(name) ?? type
  if (uid === '-- Mixed --' || (type === 'datasource' && uid === '-- Mixed --')) return 'mixed'
  if (uid === '-- Dashboard --' || uid === '-- Grafana --' || uid === 'grafana' || type === 'datasource') return 'grafana'
  return type
}
const PROMETHEUS = /^(|mixed|.*prometheus.*|.*promscale.*|.*victoriametrics.*)$/i

/** Grafana offers up to 10; with many more there is not one step in what is looked at. */
const MOST_FACTOR = 100

const targetsOf = (panel: PanelWire, around: Around, notes: Set<string>): readonly Target[] => {
  const left: string[] = []
  const all = panel.targets.flatMap((target, i): readonly Target[] => {
    const ref = target.refId || String.fromCharCode(65 + (i % 26))
    if (target.hide) return []
    const kind = sourceKind(target.datasource, around)
    if (!PROMETHEUS.test(kind)) { left.push(`${ref} (${kind})`); return [] }
    if (target.expr.trim() === '') return []
    const table = target.format === 'table'
    const factor = Math.min(MOST_FACTOR, Math.round(target.intervalFactor ?? 1))
    return [{ ref, expression: target.expr, legend: target.legendFormat === '__auto' ? '' : target.legendFormat, instant: target.instant && target.range !== true, table, interval: target.interval, ...(factor > 1 ? { factor } : {}) }]
  })
  if (left.length > 0 && all.length > 0) notes.add(t('dashboards.note.targets', { refs: left.join(', ') }))
  if (all.length > MOST_TARGETS) notes.add(t('dashboards.note.targetsCut', { count: all.length, most: MOST_TARGETS }))
  return all.slice(0, MOST_TARGETS)
}

const kindOf = (panel: PanelWire, format: Format, overrides: readonly Override[], targets: readonly Target[], around: Around, notes: Set<string>): TileKind => {
  const nothing = (reason: string): TileKind => ({ as: 'nothing', reason })
  if (panel.type === 'text') return textOf(panel, notes)
  if (!KNOWN.has(panel.type)) return nothing(panel.libraryPanel && (panel.type === '' || panel.type === 'library-panel-ref') ? t('dashboards.none.library', { name: panel.libraryPanel.name || panel.libraryPanel.uid }) : t('dashboards.none.kind', { kind: panel.type || '?' }))
  if (targets.length === 0) {
    if (panel.libraryPanel && panel.targets.length === 0) return nothing(t('dashboards.none.library', { name: panel.libraryPanel.name || panel.libraryPanel.uid }))
    const kind = [sourceKind(panel.datasource, around), ...panel.targets.map((target) => sourceKind(target.datasource, around))].find((k) => !PROMETHEUS.test(k))
    return nothing(kind === undefined ? t('dashboards.none.targets') : t('dashboards.none.source', { source: kind }))
  }
  const kind = sourceKind(panel.datasource, around)
  if (!PROMETHEUS.test(kind) && panel.targets.every((target) => sourceKind(target.datasource, around) === '')) return nothing(t('dashboards.none.source', { source: kind }))
  switch (panel.type) {
    case 'state-timeline': case 'status-history': case 'trend': case 'candlestick':
      notes.add(t('dashboards.note.lines', { kind: panel.type }))
      return graphOf(panel, format, overrides, notes)
    case 'graph': case 'graph-old': case 'timeseries': return graphOf(panel, format, overrides, notes)
    case 'singlestat': case 'stat': case 'gauge': case 'grafana-singlestat-panel': return numberOf(panel, panel.type === 'gauge' || panel.gauge?.show === true ? 'gauge' : 'stat', notes)
    case 'piechart': case 'grafana-piechart-panel': case 'barchart':
      notes.add(t('dashboards.note.bars', { kind: panel.type }))
      return numberOf(panel, 'bars', notes)
    case 'bargauge': return numberOf(panel, 'bars', notes)
    case 'table': case 'table-old': return { as: 'table', columns: columnsOf(panel, notes) }
    default: return heatmapOf(panel, targets, notes)
  }
}
const KNOWN = new Set(['graph', 'graph-old', 'timeseries', 'singlestat', 'grafana-singlestat-panel', 'stat', 'gauge', 'bargauge', 'piechart', 'grafana-piechart-panel', 'barchart', 'table', 'table-old', 'heatmap', 'heatmap-new', 'state-timeline', 'status-history', 'trend', 'candlestick'])

const graphOf = (panel: PanelWire, format: Format, overrides: readonly Override[], notes: Set<string>): TileKind => {
  const custom = panel.fieldConfig?.defaults?.custom ?? {}
  const { on: stack, percent } = stackingOf(panel)
  const scale = (custom['scaleDistribution'] ?? {}) as { type?: unknown }
  if (percent) notes.add(t('dashboards.note.percent'))
  if (scale.type === 'log' || (panel.yaxes[0]?.logBase ?? 1) > 1) notes.add(t('dashboards.note.log'))
  if (panel.nullPointMode === 'connected' || panel.nullPointMode === 'null as zero' || isJoined(custom['spanNulls'])) notes.add(t('dashboards.note.connect'))
  const style = (custom['thresholdsStyle'] ?? {}) as { mode?: unknown }
  const limits = Array.isArray(panel.thresholds) ? oldLimits(panel.thresholds) : style.mode !== undefined && style.mode !== 'off' ? limitsOf(format) : []
  const negative: readonly Matcher[] = [...overrides.filter((o) => o.negative).map((o) => o.match), ...(custom['transform'] === 'negative-Y' ? [{ by: 'regex', is: '/.*/' } as const] : [])]
  otherUnits(format, overrides, notes)
  for (const unit of [format.unit, ...overrides.map(({ change }) => change.unit ?? '')]) if (isWords(unit)) notes.add(t('dashboards.note.graphUnit', { unit }))
  graphRemarks(panel, notes)
  return { as: 'graph', stack, percent, limits, negative }
}

/** Of either version; an axis that is not shown has none. */
const axisLabelOf = ({ fieldConfig, yaxes, yAxis, options }: PanelWire): string => {
  const custom = fieldConfig?.defaults?.custom ?? {}
  const heat = (options['yAxis'] ?? {}) as { axisLabel?: unknown }
  const old = yaxes[0] ?? yAxis
  const label = [custom['axisPlacement'] === 'hidden' ? '' : custom['axisLabel'], heat.axisLabel, old?.show === false ? '' : old?.label].find((one) => typeof one === 'string' && one.trim() !== '')
  return typeof label === 'string' ? label.trim() : ''
}

/** Grafana gives each unit an axis of its own; here all series share the one of the panel's unit. */
const otherUnits = (format: Format, overrides: readonly Override[], notes: Set<string>): void => {
  const others = overrides.filter(({ change: { unit }, hidden }) => !hidden && unit !== undefined && baseWords(unit) !== baseWords(format.unit))
  if (others.length > 0) notes.add(t('dashboards.note.otherUnit', { names: others.map(({ match, change }) => `${matcherText(match)} (${change.unit})`).join(', ') }))
}

const matcherText = (matcher: Matcher): string => ('are' in matcher ? matcher.are.join(', ') : matcher.is)

/** Where steps cross into trouble: above where the higher part is worse, below where the lower is. A step begins at its value, as Grafana colours; what an old graph compares lies past its own. */
export const limitsOf = (format: Format): readonly BoardLimit[] => {
  const steps = absolute(format)
  return steps.slice(1).flatMap((step, i): readonly BoardLimit[] => {
    const under = steps[i]!.severity
    if (!Number.isFinite(step.from)) return []
    return rank(step.severity) >= rank(under) ? [{ value: step.from, severity: step.severity, side: 'above', inclusive: true }] : [{ value: step.from, severity: under, side: 'below' }]
  })
}
const rank = (severity: Step['severity']): number => (severity === 'critical' ? 2 : severity === 'warning' ? 1 : 0)

/** Steps as values, also those that are given in parts of hundred. */
export const absolute = ({ steps, relative, min, max }: Format): readonly Step[] =>
  relative && min !== null && max !== null ? steps.map((s) => ({ ...s, from: min + (s.from / 100) * (max - min) })) : steps

const oldLimits = (thresholds: readonly unknown[]): readonly BoardLimit[] => thresholds.flatMap((each): readonly BoardLimit[] => {
  const { value, op, colorMode, lineColor, fillColor } = (each ?? {}) as Readonly<Record<string, unknown>>
  const at = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  if (!Number.isFinite(at)) return []
  const severity = colorMode === 'critical' ? 'critical' : colorMode === 'warning' ? 'warning' : colorMode === 'custom' ? severityOf([lineColor, fillColor].find((c) => typeof c === 'string') ?? '') : null
  return [{ value: at, severity, side: op === 'lt' ? 'below' : 'above' }]
})

const numberOf = (panel: PanelWire, as: 'stat' | 'gauge' | 'bars', notes: Set<string>): TileKind => {
  type Reduce = { readonly calcs?: unknown; readonly values?: unknown }
  const options = panel.options as { reduceOptions?: Reduce; fieldOptions?: Reduce; colorMode?: unknown; textMode?: unknown; graphMode?: unknown }
  const reduce = options.reduceOptions ?? options.fieldOptions
  const old = panel.type === 'singlestat' || panel.type === 'grafana-singlestat-panel'
  if (reduce?.values === true) notes.add(t('dashboards.note.values'))
  const more = old || !Array.isArray(reduce?.calcs) ? [] : reduce.calcs.slice(1).map(String)
  if (more.length > 0) notes.add(t('dashboards.note.calcs', { names: more.join(', ') }))
  return {
    as, calc: calcOf(old ? panel.valueName : Array.isArray(reduce?.calcs) ? String(reduce.calcs[0] ?? '') : '', notes),
    coloured: old ? panel.colorValue || panel.colorBackground || panel.gauge?.show === true : options.colorMode !== 'none',
    text: old && panel.valueName === 'name' ? 'name' : options.textMode === 'name' ? 'name' : options.textMode === 'value_and_name' ? 'both' : 'value', perRow: reduce?.values === true,
    ...(as === 'stat' && (old ? panel.sparkline?.show === true : options.graphMode === 'area' || options.graphMode === 'line') ? { spark: true } : {})
  }
}

const OLD_CALCS: Readonly<Record<string, Calc>> = { current: 'lastNotNull', avg: 'mean', total: 'sum', name: 'lastNotNull', first: 'first', delta: 'delta', diff: 'diff', range: 'range', min: 'min', max: 'max', last_time: 'lastNotNull' }
const calcOf = (name: string, notes: Set<string>): Calc => {
  if (name === '') return 'lastNotNull'
  const known = Object.hasOwn(OLD_CALCS, name) ? OLD_CALCS[name] : CALCS.find((c) => c === name)
  if (known === undefined) notes.add(t('dashboards.note.calc', { calc: name }))
  return known ?? 'lastNotNull'
}

/** Columns that the organizing transformation hides, renames and puts in order. */
const columnsOf = (panel: PanelWire, notes: Set<string>): Columns => {
  let columns: Columns = { hidden: [], names: {}, order: {} }
  const left = new Set<string>()
  for (const { id, options, disabled } of panel.transformations) {
    if (disabled) continue
    // series side by side, by their labels: rows are made so anyway
    if (SAME_COLUMNS.has(id) && id !== 'organize') continue
    if (id !== 'organize') { left.add(id); continue }
    const { excludeByName, renameByName, indexByName } = options as Readonly<Record<string, unknown>>
    columns = {
      hidden: [...columns.hidden, ...Object.entries(entries(excludeByName)).filter(([, on]) => on === true).map(([name]) => name)],
      names: { ...columns.names, ...Object.fromEntries(Object.entries(entries(renameByName)).filter((e): e is [string, string] => typeof e[1] === 'string' && e[1] !== '')) },
      order: { ...columns.order, ...Object.fromEntries(Object.entries(entries(indexByName)).filter((e): e is [string, number] => typeof e[1] === 'number')) }
    }
  }
  if (left.size > 0) notes.add(t('dashboards.note.transform', { names: [...left].join(', ') }))
  return columns
}
const entries = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

const heatmapOf = (panel: PanelWire, targets: readonly Target[], notes: Set<string>): TileKind => {
  const formats = panel.targets.filter((target) => !target.hide).map((target) => target.format)
  const calculated = (panel.options as { calculate?: unknown }).calculate === true || (panel.dataFormat !== '' && panel.dataFormat !== 'tsbuckets')
  const buckets = !calculated && (formats.includes('heatmap') || panel.dataFormat === 'tsbuckets' || targets.some((target) => /\ble\b|_bucket/.test(target.expression)))
  notes.add(buckets ? t('dashboards.note.heatmap') : t('dashboards.note.lines', { kind: panel.type }))
  return { as: 'heatmap', buckets }
}

const textOf = (panel: PanelWire, notes: Set<string>): TileKind => {
  const options = panel.options as { content?: unknown; mode?: unknown }
  const text = typeof options.content === 'string' ? options.content : panel.content
  const mode = typeof options.mode === 'string' ? options.mode : panel.mode
  if (mode === 'html' || /<[a-z!/]/i.test(text)) notes.add(t('dashboards.note.html'))
  return { as: 'text', text, mode: mode === 'code' || mode === 'text' ? 'plain' : 'markdown' }
}

const repeatOf = ({ repeat, repeatDirection, maxPerRow, minSpan }: PanelWire): Repeat | null =>
  (repeat === '' ? null : { variable: repeat, direction: repeatDirection === 'v' ? 'v' : 'h', perRow: maxPerRow ?? (minSpan === null || minSpan <= 0 ? null : Math.max(1, Math.floor((minSpan > 12 ? 24 : 12) / minSpan))) })

/** Words before and behind a number, of single numbers up to Grafana 6.1. */
const affixesOf = ({ type, prefix, postfix, options }: PanelWire): readonly string[] => {
  if (type === 'singlestat' || type === 'grafana-singlestat-panel') return [prefix, postfix].map((text) => text.trim()).filter(Boolean)
  const { valueOptions } = options as { valueOptions?: { prefix?: unknown; suffix?: unknown } | null }
  return [valueOptions?.prefix, valueOptions?.suffix].map((text) => (typeof text === 'string' ? text.trim() : '')).filter(Boolean)
}

/** A transformation of an old table with the columns that it makes. */
const aggregated = ({ transform, columns }: PanelWire): string => {
  const names = Array.isArray(columns) ? columns.map((column: { text?: unknown } | null) => column?.text).filter((text) => typeof text === 'string') : []
  return names.length > 0 ? `${transform} (${names.join(', ')})` : transform
}

const linkName = (link: unknown): string => {
  const { title, url } = (link ?? {}) as { title?: unknown; url?: unknown }
  return [title, url].find((text): text is string => typeof text === 'string' && text !== '') ?? ''
}

/** What a panel has besides its data that is not shown. */
const remarks = (panel: PanelWire, notes: Set<string>): void => {
  if (panel.alert) notes.add(t('dashboards.note.alert', { name: panel.alert.name || panel.title }))
  if (panel.timeFrom !== '' || panel.timeShift !== '') notes.add(t('dashboards.note.timeShift', { time: [panel.timeFrom, panel.timeShift].filter(Boolean).join(', ') }))
  const affixes = affixesOf(panel)
  if (affixes.length > 0) notes.add(t('dashboards.note.affix', { texts: affixes.map((text) => `“${text}”`).join(', ') }))
  if (panel.type.startsWith('table') && panel.transform !== '' && panel.transform !== 'table') notes.add(t('dashboards.note.transform', { names: aggregated(panel) }))
  const { mode } = panel.xaxis ?? { mode: '' }
  if (panel.type.startsWith('graph') && mode !== '' && mode !== 'time') notes.add(t('dashboards.note.xaxis', { mode }))
  const links = [...panel.links, ...(panel.fieldConfig?.defaults?.links ?? []), ...(Array.isArray(panel.options['dataLinks']) ? (panel.options['dataLinks'] as readonly unknown[]) : [])].map(linkName).filter(Boolean)
  if (links.length > 0) notes.add(t('dashboards.note.link', { names: links.join(', ') }))
  const made = panel.transformations.filter((one) => !one.disabled).map((one) => one.id)
  if (made.length > 0 && !panel.type.startsWith('table') && panel.type !== 'text') notes.add(t('dashboards.note.transform', { names: [...new Set(made)].join(', ') }))
}

