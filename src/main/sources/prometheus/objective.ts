import { BURN_WINDOWS, type Counted, type Objective, type ObjectiveData } from '@shared/domain/objective'
import type { Failure } from '@shared/domain/source'
import { isDue } from '../../ports/ask'
import { asFailure } from '../../ports/failure'
import type { ObjectiveQuery, ObjectiveReading, ServiceRef, SourceContext, SourceInstance } from '../../ports/source-kind'
import { apiOf, type Api } from './api'
import { memoryOf } from './memory'
import { ratioPack, scrapeOf, selectorOf } from './panels'
import { windowFor } from './signals'
import { expand, matchersOf } from './template'
import { labelOf } from '@shared/domain/labels'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** How long a figure is good for: a sixtieth of its window, within these. */
const SOONEST_MS = 15_000
const LATEST_MS = 10 * MINUTE
/** How far back there is anything at all changes slowly. */
const HISTORY_MS = 60 * MINUTE
/** What failed is left alone for a while: a window of weeks is dear to ask for. */
const AGAIN_MS = 2 * MINUTE
const MOST_KEPT = 500
/** Points on which the beginning of the history is looked for. */
const HISTORY_POINTS = 60

/** What counts requests, as PromQL for a window: rates per second, or the share that failed in place of the errors. */
interface Counter { readonly id: string; readonly total: (windowMs: number) => string; readonly errors: (windowMs: number) => string; readonly errorsAre: 'rate' | 'share' }

interface Figure { readonly at: number; readonly counted: Counted; /** There is no series of errors, which is taken for none. */ readonly unborn: boolean; readonly warnings: readonly string[] }
interface Remembered {
  readonly figures: Map<string, Figure>
  history: { readonly at: number; readonly spanMs: number } | null
  failed: { readonly at: number; readonly failure: Failure } | null
}

/**
 * What was counted for an objective. All windows that are due are one query, those of days another; windows of days are
 * remembered for minutes. A failure of the long ones is told beside the rest, of the short ones it is thrown.
 */
export const objective = async (source: SourceInstance, service: ServiceRef, { objective: promised, since }: ObjectiveQuery, ctx: SourceContext): Promise<ObjectiveReading | null> => {
  const api = apiOf(source, ctx, Infinity)
  const counter = await counterOf(api, source, service, promised, ctx)
  if (!counter) return null
  const known = rememberedOf(ctx, counter, promised)
  const { skewMs } = memoryOf(ctx)
  const now = ctx.now()
  const sinceMs = since === null || since > now || now - since > promised.windowMs ? null : Math.min(promised.windowMs, grownTo(now - since))
  const windows = BURN_WINDOWS.filter((ms) => ms <= promised.windowMs)
  const short = [...windows.filter((ms) => ms < DAY), ...(sinceMs !== null && sinceMs < DAY ? [sinceMs] : [])]
  const long = [...windows.filter((ms) => ms >= DAY), ...(sinceMs !== null && sinceMs >= DAY ? [sinceMs] : []), promised.windowMs]
  await refresh(api, counter, known, short, now)
  if (known.failed === null || isDue(known.failed.at, AGAIN_MS, now)) {
    try {
      if (known.history === null || isDue(known.history.at, HISTORY_MS, now)) known.history = { at: now, spanMs: await historyOf(api, counter, promised.windowMs, now + skewMs) }
      await refresh(api, counter, known, long, now)
      known.failed = null
    } catch (thrown) {
      ctx.signal.throwIfAborted()
      const { code, values } = asFailure(thrown)
      known.failed = { at: now, failure: { code, values } }
    }
  }
  const figure = (ms: number): Figure | undefined => known.figures.get(String(ms))
  const whole = figure(promised.windowMs)
  const begun = sinceMs === null ? undefined : figure(sinceMs)
  const used = [...new Set([...short, ...long])].flatMap((ms) => figure(ms) ?? [])
  const data: ObjectiveData = {
    source: source.id,
    at: Math.max(0, ...used.map(({ at }) => at)),
    burns: windows.map((windowMs) => figure(windowMs)?.counted ?? { windowMs, errors: null, total: null }),
    whole: whole ? { counted: whole.counted, spanMs: known.history?.spanMs ?? promised.windowMs, at: whole.at } : null,
    since: begun && since !== null ? { at: since, counted: begun.counted } : null,
    warnings: [...new Set(used.flatMap(({ warnings }) => warnings))],
    ...(used.some(({ unborn }) => unborn) && used.every(({ unborn, counted }) => unborn || counted.total === null) ? { noErrors: true } : {})
  }
  forget(known, now)
  return { data, failure: known.failed?.failure ?? null }
}

/** The objective's own expressions, else those of the first pack that knows this service's traffic and errors. */
const counterOf = async (api: Api, source: SourceInstance, service: ServiceRef, { errors, total }: Objective, ctx: SourceContext): Promise<Counter | null> => {
  const memory = memoryOf(ctx)
  const selector = selectorOf(service, memory)
  const scrape = scrapeOf(service, memory)
  const fill = (text: string, parts: Readonly<Record<string, string>>) => (windowMs: number): string => expand(text, { selector, by: [], windowMs: Math.max(windowMs, windowFor(scrape, 0)), parts })
  if (errors !== null && total !== null) return { id: JSON.stringify([matchersOf(selector), errors, total]), total: fill(total, {}), errors: fill(errors, {}), errorsAre: 'rate' }
  const pack = await ratioPack(api, source, service, memory, ctx)
  if (!pack) return null
  return { id: JSON.stringify([matchersOf(selector), pack.id]), total: fill(pack.traffic, pack.parts), errors: fill(pack.errors, pack.parts), errorsAre: 'share' }
}

const rememberedOf = (ctx: SourceContext, { id }: Counter, { windowMs }: Objective): Remembered => {
  const all = (ctx.memory.get('objectives') ?? new Map()) as Map<string, Remembered>
  ctx.memory.set('objectives', all)
  const key = `${windowMs} ${id}`
  const known = all.get(key) ?? { figures: new Map(), history: null, failed: null }
  if (!all.has(key) && all.size >= MOST_KEPT) all.clear()
  all.set(key, known)
  return known
}

/** The window since the trouble began grows: the figures of its earlier lengths go. */
const forget = ({ figures }: Remembered, now: number): void => {
  for (const [key, { at }] of figures) if (now - at > 2 * LATEST_MS || now < at) figures.delete(key)
}

const goodFor = (windowMs: number): number => Math.min(LATEST_MS, Math.max(SOONEST_MS, windowMs / 60))

/** The window that grows with trouble, in steps of what its figure is good for, whole minutes: in others it would be a new one, and asked for, each minute. */
const grownTo = (ms: number): number => {
  const step = Math.ceil(goodFor(ms) / MINUTE) * MINUTE
  return Math.max(MINUTE, Math.ceil(ms / step) * step)
}

const WINDOW = 'garda_window'
const PART = 'garda_part'

/** Asks for every window that is due, in one query. What is not in the answer nobody counted. */
const refresh = async (api: Api, counter: Counter, { figures }: Remembered, windows: readonly number[], now: number): Promise<void> => {
  const due = [...new Set(windows)].filter((ms) => isDue(figures.get(String(ms))?.at ?? null, goodFor(ms), now))
  if (due.length === 0) return
  const named = (text: string, ms: number, part: string): string => `label_replace(label_replace(sum(${text}), "${WINDOW}", "${ms}", "", ""), "${PART}", "${part}", "", "")`
  const { data, warnings } = await api.instant(due.flatMap((ms) => [named(counter.total(ms), ms, 'total'), named(counter.errors(ms), ms, 'errors')]).join(' or '))
  const value = (ms: number, part: string): number | undefined => data.find(({ labels }) => labelOf(labels, WINDOW) === String(ms) && labelOf(labels, PART) === part)?.value
  for (const windowMs of due) {
    const total = numberOf(value(windowMs, 'total'))
    const told = value(windowMs, 'errors')
    // where errors are counted, no series may mean that none has failed yet; one that is no number means that nobody knows
    const unborn = counter.errorsAre === 'rate' && told === undefined && total !== null
    const share = numberOf(told)
    const errors = unborn ? 0 : counter.errorsAre === 'rate' ? share : share === null || total === null ? null : share * total
    figures.set(String(windowMs), { at: now, counted: { windowMs, errors, total }, unborn, warnings })
  }
}

const numberOf = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null)

/** How much of the window there are samples for, ms: the first of some points at which anything was counted, then more closely before it. */
const historyOf = async (api: Api, counter: Counter, windowMs: number, serverNow: number): Promise<number> => {
  const firstOf = async (from: number, to: number): Promise<{ readonly first: number | null; readonly stepMs: number }> => {
    const stepMs = Math.max(1000, Math.ceil((to - from) / HISTORY_POINTS / 1000) * 1000)
    const { data } = await api.range(`sum(${counter.total(5 * MINUTE)})`, from, to, stepMs)
    const firsts = data.flatMap(({ t, v }) => { const i = v.findIndex((x) => !Number.isNaN(x)); return i < 0 ? [] : [t[i]!] })
    return { first: firsts.length > 0 ? Math.min(...firsts) : null, stepMs }
  }
  const { first, stepMs } = await firstOf(serverNow - windowMs, serverNow)
  // nothing at all is no short history; what begins with the window may reach further
  if (first === null) return windowMs
  if (first - (serverNow - windowMs) < stepMs) return windowMs
  const closer = await firstOf(first - stepMs, first)
  return Math.max(MINUTE, serverNow - (closer.first ?? first))
}
