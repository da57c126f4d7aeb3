import { isBeyond, type Bound } from '@shared/domain/bound'
import { GAP_STEPS, openHoles } from '@shared/domain/decimate'
import { oddMoved } from '@shared/domain/odd'
import type { Line, Panel, PanelData, PanelLimit, Whole } from '@shared/domain/series'
import type { Unit } from '@shared/domain/service'
import type { Severity } from '@shared/domain/severity'
import { newest, worstOf } from '@shared/domain/worst-lines'
import { isMessageKey, t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { limitText } from '@shared/text/limit'
import { baseOf, endedAxis, extent, valueAxis, type Ends, type ValueAxis } from './axis'
import { commonGaps, lastSampleAt, type Gap } from './gaps'
import { grainOf, type Grain } from './grain'
import { stackOf, turn, type Stack } from './stack'
import { nearest, type Span } from './time'
import { usualOf, type Usual } from './usual'

/** Names of the tokens `--g-*` that lines and layers are drawn in. */
export type Ink = 'series-1' | 'series-2' | 'series-3' | 'series-4' | 'series-5' | 'series-past' | 'code-2xx' | 'code-3xx' | 'code-4xx' | 'code-5xx'

/** A time in trouble: washed, with a cap; a pending one at half strength. */
/** `before`: it began before that, and when is not known. */
export interface Band extends Span { readonly severity: Severity; readonly pending: boolean; readonly before?: boolean }
/** A deploy or another change; `label` only on the one to point out. */
export interface ChangeMark { readonly at: number; readonly label: string | null }
export interface Marks { readonly bands: readonly Band[]; readonly changes: readonly ChangeMark[] }
export const NO_MARKS: Marks = { bands: [], changes: [] }

export interface Series {
  readonly id: string
  /** Its place in the answer. */
  readonly index: number
  /** Clean words; '' when the panel's title says it all. */
  readonly name: string
  readonly ink: Ink
  readonly draw: 'main' | 'quiet' | 'past'
  /** Whether the limits apply to it. */
  readonly limited: boolean
  readonly t: Float64Array
  /** As drawn. */
  readonly v: Float64Array
  /** Newest sample of the window, as drawn. */
  readonly last: { readonly at: number; readonly value: number } | null
  /** Drawn on the other side of 0: `told` says its values. */
  readonly below?: true
  /** What all of its samples were, where they were thinned. */
  readonly whole?: Whole
}
/** `grain`: what tells it from the layer before in the same ink. */
export interface Layer { readonly id: string; readonly name: string; readonly ink: Ink; readonly grain?: Grain; readonly whole?: Whole }
export interface Limit extends Bound { readonly text: string; readonly severity: 'critical' | 'warning' | null }

/** What a panel shows, without pixels. `scene.ts` turns it into places. */
export interface PanelModel {
  readonly id: string
  readonly title: string
  readonly caption: string
  readonly unit: Unit
  readonly window: Span
  /** Up to when samples can be expected, ms: the window's end, unless it lies ahead. */
  readonly until: number
  /** Behind first, main last. */
  readonly series: readonly Series[]
  /** What is usual at each time, behind everything; absent: it is not known, or not asked for. */
  readonly usual?: Usual
  readonly layers: readonly Layer[]
  readonly stack: Stack | null
  /** What the stack added up to, where it was thinned. */
  readonly whole?: Whole
  readonly limits: readonly Limit[]
  readonly gaps: readonly Gap[]
  /** When anything was last sampled; null: nothing in this window. */
  readonly lastAt: number | null
  /** The newest sample is older than two intervals. */
  readonly stale: boolean
  /** What counts as one interval, ms: the longer of the samples' distance and how often the source is asked. */
  readonly intervalMs: number
  readonly marks: Marks
  /** Lines left out because there were too many, by the source or here. */
  readonly more: number
  readonly axis: Ends | null
}

/** Of an earlier time, how far its times are to be moved, ms, or 0: of another place; and its words behind the value. */
interface Past { readonly data: PanelData; readonly shiftMs: number; readonly name: string }

export interface ModelInput {
  readonly panel: Panel
  readonly data: PanelData | null
  /** What is laid beside it, dashed. */
  readonly past?: Past | null
  /** Earlier days of which the range is laid behind it. */
  readonly usual?: readonly Omit<Past, 'name'>[]
  readonly window: Span
  /** The present, where the window reaches beyond it: what is to come is not missing. */
  readonly until?: number
  readonly marks: Marks
  /** How often the source is asked, ms: what is younger than two of these is no gap. */
  readonly intervalMs: number
  /** Lines to draw at most; as many as there are inks unless given. */
  readonly most?: number
}

/** A title or caption: a catalogue key, or words from outside made safe. */
export const wordsOf = (text: string): string => (isMessageKey(text) ? t(text) : clean(text, { max: 120 }))

/** A panel's name for people. */
export const titleOf = (panel: Pick<Panel, 'title'>): string => wordsOf(panel.title)

/** Sand before steel: steel is kept for what stands around a main line, such as its other percentiles. */
const INKS: readonly Ink[] = ['series-1', 'series-3', 'series-4', 'series-5', 'series-2']
const CODES: Readonly<Record<string, Ink>> = { '1xx': 'code-2xx', '2xx': 'code-2xx', '3xx': 'code-3xx', '4xx': 'code-4xx', '5xx': 'code-5xx' }
const codeOf = (role: string): Ink | undefined => (Object.hasOwn(CODES, role) ? CODES[role] : undefined)
const layerInk = ({ role }: Line, i: number): Ink => (role === 'rest' ? 'series-past' : codeOf(role) ?? INKS[i % INKS.length]!)
const layersOf = (lines: readonly Line[]): readonly Layer[] => {
  const used = new Map<Ink, number>()
  return lines.map((line, i) => {
    const ink = layerInk(line, i)
    const grain = grainOf(used.get(ink) ?? 0)
    used.set(ink, (used.get(ink) ?? 0) + 1)
    return { id: `layer-${i}`, name: clean(line.name, { max: 200 }), ink, ...(grain ? { grain } : {}), ...kept(line) }
  })
}
const isPercentile = (line: Line): boolean => /^p\d+$/.test(line.role)

const isBeside = (line: Line): boolean => line.role === 'beside'
const isOwn = (line: Line): boolean => line.role === 'own'

/** Beside an alert's sentence its own series; of percentiles the p95; else the first. */
const mainOf = (lines: readonly Line[]): number => {
  const own = lines.findIndex(isOwn)
  if (own >= 0) return own
  const p95 = lines.findIndex((line) => line.role === 'p95')
  return p95 >= 0 ? p95 : Math.max(0, lines.findIndex((line) => line.role === 'p99'))
}

/** The samples of the window; the arrays are views, nothing is copied. */
const inside = (line: Line, { from, to }: Span): Line => {
  let start = 0
  let end = line.t.length
  while (start < end && line.t[start]! < from) start++
  while (end > start && line.t[end - 1]! > to) end--
  return start === 0 && end === line.t.length ? line : { ...line, t: line.t.subarray(start, end), v: line.v.subarray(start, end) }
}

const shifted = (line: Line, ms: number): Line => ({ ...line, ...moved(line.whole, ms), ...oddMoved(line.odd, ms), t: line.t.map((at) => at + ms) })
const moved = (whole: Whole | undefined, ms: number): { readonly whole?: Whole } => (whole ? { whole: { ...whole, from: whole.from + ms, to: whole.to + ms } } : {})
const kept = ({ whole }: { readonly whole?: Whole }): { readonly whole?: Whole } => (whole ? { whole } : {})
const sided = ({ below }: Pick<Line, 'below'>): { readonly below?: true } => (below ? { below } : {})
/** A line as it is drawn; 0 stays 0, which has no sign. */
const turned = (line: Line): Line => (line.below ? { ...line, v: turn(line.v) } : line)

/** A value of a series as it is told, to be read: only its place is on the other side of 0. */
export const told = ({ below }: Pick<Series, 'below'>, value: number | null): number | null => (below && value !== null ? 0 - value : value)
export const toldLast = ({ last, below }: Pick<Series, 'last' | 'below'>): Series['last'] => (last && below ? { at: last.at, value: 0 - last.value } : last)
export const toldValues = ({ v, below }: Pick<Series, 'v' | 'below'>): Float64Array => (below ? turn(v) : v)

/** An answer and its surroundings as a model. Pure; the same input gives an equal model. */
export const modelOf = ({ panel, data, past = null, usual = [], window, until = window.to, marks, intervalMs, most = MOST_LINES }: ModelInput): PanelModel => {
  const span = window.to - window.from
  const stepMs = Math.max(data?.stepMs ?? 0, intervalMs)
  // thinned samples lie up to two columns apart; wider than that is a hole that nobody marked
  const whole = (line: Line): Line => inside(openHoles(line, Math.max(stepMs, span / 100)), window)
  const all = (data?.lines ?? []).map(whole)
  const layered = panel.draw === 'stack' ? all.filter((line) => !isBeside(line)) : []
  const stacked = layered.length > 0
  const lines = stacked ? all : worstOf(all.map(turned), panel, most)
  const pastLines = past ? past.data.lines.map((line) => whole(shifted(line, past.shiftMs))) : []
  const days = usual.flatMap((day) => pastSeries(day.data.lines.map((line) => whole(shifted(line, day.shiftMs))), { ...day, name: '' }, lines, stacked))
  const range = usualOf(days, Math.max(stepMs, span / 100))
  const lastAt = lastSampleAt(lines, window)
  return {
    id: panel.id, title: wordsOf(panel.title), caption: wordsOf(panel.caption), unit: panel.unit, window, until,
    series: [...pastSeries(pastLines, past, lines, stacked), ...(stacked ? besideSeries(all.map(turned), layered.length) : lineSeries(lines))],
    ...(range ? { usual: range } : {}),
    layers: layersOf(layered),
    stack: stacked ? stackOf(layered) : null, ...(stacked && data ? kept(data) : {}),
    limits: panel.limits.filter((limit) => Number.isFinite(limit.value)).map((limit) => limitOf(limit, panel.unit)),
    gaps: data ? commonGaps(lines, { from: window.from, to: until }, stepMs) : [],
    lastAt, stale: data !== null && (lastAt === null || until - lastAt > GAP_STEPS * stepMs), intervalMs: stepMs,
    marks, more: (data?.more ?? 0) + all.length - lines.length, axis: panel.axis
  }
}

/** There are five inks, and more lines than that tell nothing apart. */
const MOST_LINES = 5

const lineSeries = (lines: readonly Line[]): readonly Series[] => {
  const main = mainOf(lines)
  const percentiles = lines.some(isPercentile)
  let next = 1
  return lines
    .map((line, i): Series => ({
      id: `line-${i}`, index: i, name: clean(line.name, { max: 200 }), draw: i === main ? 'main' : 'quiet',
      ink: i === main ? 'series-1' : codeOf(line.role) ?? (isPercentile(line) ? 'series-2' : INKS[next++ % INKS.length]!),
      // a limit is meant for one percentile; of instances it holds for each
      limited: i === main || !(percentiles && isPercentile(line)),
      t: line.t, v: line.v, last: newest(line), ...kept(line), ...sided(line)
    }))
    .sort((a, b) => Number(a.draw === 'main') - Number(b.draw === 'main'))
}

/** What stands beside a stack, such as all there is of what its layers share: no limit is meant for it, and the header reads the stack. */
const besideSeries = (lines: readonly Line[], layers: number): readonly Series[] => {
  let next = layers
  return lines.flatMap((line, i): readonly Series[] => (isBeside(line) ? [{
    id: `line-${i}`, index: i, name: clean(line.name, { max: 200 }), draw: 'quiet', ink: INKS[next++ % INKS.length]!, limited: false, t: line.t, v: line.v, last: newest(line), ...kept(line), ...sided(line)
  }] : []))
}

/** The past of a stack is its sum, of lines that of the main one: never that of another instance. */
const pastSeries = (lines: readonly Line[], past: Past | null, now: readonly Line[], stacked: boolean): readonly Series[] => {
  const sum = stacked && lines.length > 0 ? stackOf(lines.filter((line) => !isBeside(line))) : null
  const drawn: Pick<Line, 't' | 'v' | 'whole' | 'below'> | null = sum ? { t: sum.t, v: sum.total, ...moved(past?.data.whole, past?.shiftMs ?? 0) } : pastOf(now, lines.map(turned), past?.shiftMs === 0)
  return drawn ? [{ id: 'past', index: -1, name: past?.name ?? '', ink: 'series-past', draw: 'past', limited: false, t: drawn.t, v: drawn.v, last: newest(drawn), ...kept(drawn), ...sided(drawn) }] : []
}

/** The line that was what the main one is: by name and role, where these tell it from all others. Of another place, where names are others, the only one beside the only one. */
const pastOf = (now: readonly Line[], lines: readonly Line[], elsewhere: boolean): Line | null => {
  const main = now[mainOf(now)]
  const alike = main && !(elsewhere && now.length === 1 && lines.length === 1) ? (line: Line): boolean => line.name === main.name && line.role === main.role : (): boolean => true
  const found = lines.filter(alike)
  return found.length === 1 && now.filter(alike).length <= 1 ? found[0]! : null
}

const limitOf = ({ label, ...limit }: PanelLimit, unit: Unit): Limit =>
  ({ ...limit, text: label ? wordsOf(label) : t('charts.limit', { value: limitText(limit.value, unit) }) })

/** The axis a model needs; `was` stays in force while it fits. */
export const axisOf = (model: PanelModel, was: ValueAxis | null = null): ValueAxis => {
  const limits = model.limits.map((limit) => limit.value)
  const around = [...(model.stack ? [model.stack.top, model.stack.bottom] : []), ...(model.usual ? [model.usual.low, model.usual.high] : [])]
  const [low, high] = extent([...model.series.map((s) => s.v), ...around, limits]) ?? [0, 0]
  return model.axis ? endedAxis(model.axis, low, high, was, baseOf(model.unit)) : valueAxis(low, high, was, baseOf(model.unit))
}

/** The line that the header reads and the label at the end is bold for. */
export const mainSeries = (model: PanelModel): Series | null => model.series.find((s) => s.draw === 'main') ?? null

/** Times the crosshair may stop at. */
export const momentsOf = (model: PanelModel): Float64Array => model.stack?.t ?? mainSeries(model)?.t ?? new Float64Array()

/** The limit that a value is beyond, the most severe; null when it is inside all. */
export const beyondLimit = (value: number, limits: readonly Limit[]): (Limit & { readonly severity: 'critical' | 'warning' }) | null => {
  let worst: (Limit & { readonly severity: 'critical' | 'warning' }) | null = null
  for (const limit of limits) {
    if (limit.severity === null || !isBeyond(value, limit)) continue
    if (worst === null || limit.severity === 'critical') worst = { ...limit, severity: limit.severity }
  }
  return worst
}

/** A series' value at a moment: its nearest sample, or null where that one is missing or further away than the drawing would show. */
export const valueNear = (t: Float64Array, v: Float64Array, at: number, reachMs: number): number | null => {
  const i = nearest(t, at)
  return i >= 0 && Math.abs(t[i]! - at) <= reachMs && Number.isFinite(v[i]!) ? v[i]! : null
}
