import { labelOf, labelsOf, type Labels } from '@shared/domain/labels'
import { assertNever } from '@shared/domain/assert-never'
import { GRID_MS } from './curve'
import { unanswered, type Expression, type Grouping, type Matching } from './promql'
import type { Scraped } from './scrape'

export interface Point { readonly labels: Labels; readonly v: number }
/** What an expression is at one moment. */
export type Value = number | readonly Point[]

/** An expression at scenario time `t`, ms. Throws `api-error` for what the demo does not answer. */
export const evaluate = (e: Expression, all: readonly Scraped[], t: number): Value => {
  switch (e.kind) {
    case 'number': return e.value
    case 'selector': {
      if (e.windowMs !== null) throw unanswered('[…]')
      return selected(all, e.matchers).flatMap((s): Point[] => {
        if (s.counter) throw unanswered(labelOf(s.labels, '__name__') ?? '')
        const v = s.at(t)
        return v === null ? [] : [{ labels: s.labels, v }]
      })
    }
    case 'call': return called(e.name, e.args, all, t)
    case 'aggregate': {
      const ranked = e.name === 'topk' || e.name === 'bottomk'
      const k = ranked ? evaluate(e.args[0] ?? NONE, all, t) : 0
      const of = evaluate(e.args[ranked ? 1 : 0] ?? NONE, all, t)
      if (typeof of === 'number' || typeof k !== 'number') throw unanswered(e.name)
      return aggregated(e.name, e.by, k, of)
    }
    case 'binary': return joined(e, evaluate(e.left, all, t), evaluate(e.right, all, t))
    default: return assertNever(e)
  }
}
const NONE: Expression = { kind: 'selector', matchers: [], windowMs: null }

/** What matchers take of all there is; found once for all moments of a range. */
export const selected = (all: readonly Scraped[], matchers: readonly Matching[]): readonly Scraped[] => {
  const known = found.get(matchers)
  if (known?.all === all) return known.taken
  const taken = all.filter(({ labels }) => matchers.every(({ name, operator, value, pattern }) => {
    const own = labelOf(labels, name) ?? ''
    return (pattern ? pattern.test(own) : own === value) !== operator.startsWith('!')
  }))
  found.set(matchers, { all, taken })
  return taken
}
const found = new WeakMap<readonly Matching[], { readonly all: readonly Scraped[]; readonly taken: readonly Scraped[] }>()

const WITHOUT_LE: Grouping = { without: true, labels: ['le'] }
const called = (name: string, args: readonly Expression[], all: readonly Scraped[], t: number): Value => {
  if (name === 'histogram_quantile') {
    const [q, of] = [args[0], args[1]].map((arg) => evaluate(arg ?? NONE, all, t))
    if (typeof q !== 'number' || of === undefined || typeof of === 'number') throw unanswered(name)
    return groupsOf(of, WITHOUT_LE).flatMap(({ labels, points }) => { const v = quantile(q, points); return v === null ? [] : [{ labels, v }] })
  }
  const [arg] = args
  if (arg?.kind !== 'selector' || arg.windowMs === null) throw unanswered(name)
  const { windowMs } = arg
  const growing = !name.endsWith('_over_time')
  return selected(all, arg.matchers).flatMap((s): Point[] => {
    // of a counter only its growth is known, of a gauge only its height
    if (s.counter !== growing) throw unanswered(`${name}(${labelOf(s.labels, '__name__') ?? ''})`)
    const values = windowed(s, t, name === 'irate' ? GRID_MS : windowMs)
    if (values.length === 0) return []
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length
    const v = name === 'min_over_time' ? Math.min(...values) : name === 'max_over_time' ? Math.max(...values) : name === 'increase' ? (mean * windowMs) / 1000 : mean
    return [{ labels: nameless(s.labels), v }]
  })
}

/** Looks at no more moments than help. */
const MOST_LOOKS = 4
const windowed = (s: Scraped, t: number, windowMs: number): readonly number[] => {
  const looks = Math.max(1, Math.min(MOST_LOOKS, Math.floor(windowMs / GRID_MS)))
  return Array.from({ length: looks }, (_, i) => s.at(t - (i * windowMs) / looks)).filter((v) => v !== null)
}

/** Remembers what it made of an object: the same label sets come again at every moment of a range. */
const once = <K extends object, T>(make: (key: K) => T): ((key: K) => T) => {
  const made = new WeakMap<K, { readonly value: T }>()
  return (key) => {
    const known = made.get(key) ?? { value: make(key) }
    made.set(key, known)
    return known.value
  }
}
export const keyOf = once((labels: Labels): string => JSON.stringify(labels))
const nameless = once((labels: Labels): Labels => labelsOf(Object.entries(labels).filter(([name]) => name !== '__name__')))
const grouped = once(({ without, labels: names }: Grouping) => once((labels: Labels): Labels =>
  labelsOf(Object.entries(labels).filter(([name]) => (without ? name !== '__name__' && !names.includes(name) : names.includes(name))))))

const groupsOf = (points: readonly Point[], by: Grouping): readonly { readonly labels: Labels; readonly points: readonly Point[] }[] => {
  const groups = new Map<string, { readonly labels: Labels; readonly points: Point[] }>()
  for (const point of points) {
    const labels = grouped(by)(point.labels)
    const key = keyOf(labels)
    const group = groups.get(key) ?? { labels, points: [] }
    group.points.push(point)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const aggregated = (name: string, by: Grouping, k: number, of: readonly Point[]): readonly Point[] => groupsOf(of, by).flatMap(({ labels, points }): readonly Point[] => {
  const values = points.map((p) => p.v)
  const sum = values.reduce((a, b) => a + b, 0)
  switch (name) {
    case 'sum': return [{ labels, v: sum }]
    case 'avg': return [{ labels, v: sum / values.length }]
    case 'min': return [{ labels, v: Math.min(...values) }]
    case 'max': return [{ labels, v: Math.max(...values) }]
    case 'count': return [{ labels, v: values.length }]
    default: return [...points].sort((a, b) => (name === 'topk' ? b.v - a.v : a.v - b.v)).slice(0, Math.max(0, Math.floor(k)))
  }
})

/** As Prometheus finds it: straight within a bucket; in the last, its lower bound. */
const quantile = (q: number, points: readonly Point[]): number | null => {
  const buckets = points.map(({ labels, v }) => ({ le: Number((labelOf(labels, 'le') ?? '').replace('+Inf', 'Infinity')), v })).filter((b) => !Number.isNaN(b.le)).sort((a, b) => a.le - b.le)
  const total = buckets.at(-1)?.v ?? 0
  if (total === 0) return null
  const rank = q * total
  const i = buckets.findIndex((b) => b.v >= rank)
  const [low, high] = [buckets[i - 1] ?? { le: 0, v: 0 }, buckets[i]]
  return !high || high.le === Infinity ? low.le : low.le + ((high.le - low.le) * (rank - low.v)) / (high.v - low.v || 1)
}

const COMPARING = ['==', '!=', '>=', '<=', '>', '<']
const joined = ({ operator, bool, on }: Extract<Expression, { kind: 'binary' }>, left: Value, right: Value): Value => {
  const compares = COMPARING.includes(operator)
  const value = (a: number, b: number): number => computed(operator, a, b)
  if (typeof left === 'number' && typeof right === 'number') return value(left, right)
  /** A comparison keeps what holds; with `bool` it says 1 or 0. */
  const point = (labels: Labels, a: number, b: number, shown: number): readonly Point[] =>
    (!compares ? [{ labels: nameless(labels), v: value(a, b) }] : bool ? [{ labels: nameless(labels), v: value(a, b) }] : value(a, b) ? [{ labels, v: shown }] : [])
  if (typeof right === 'number') return (left as readonly Point[]).flatMap((p) => point(p.labels, p.v, right, p.v))
  if (typeof left === 'number') return right.flatMap((p) => point(p.labels, left, p.v, p.v))
  const others = new Map(groupsOf(right, on).map(({ labels, points }) => [keyOf(labels), points]))
  return groupsOf(left, on).flatMap(({ labels, points }) => {
    const matched = others.get(keyOf(labels)) ?? []
    if (matched.length === 0) return []
    if (points.length > 1 || matched.length > 1) throw unanswered(operator)
    return point(compares && !bool ? points[0]!.labels : labels, points[0]!.v, matched[0]!.v, points[0]!.v)
  })
}

const computed = (operator: string, a: number, b: number): number => {
  switch (operator) {
    case '+': return a + b
    case '-': return a - b
    case '*': return a * b
    case '/': return a / b
    case '%': return a % b
    case '==': return Number(a === b)
    case '!=': return Number(a !== b)
    case '>=': return Number(a >= b)
    case '<=': return Number(a <= b)
    case '>': return Number(a > b)
    default: return Number(a < b)
  }
}
