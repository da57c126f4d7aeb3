import type { Alert } from './alert'
import { metricsOf, thresholdOf } from './expression-words'
import type { Panel } from './series'
import type { Signal } from './service'

/** Tried in this order: an alert on errors often names requests, too. */
const SIGNAL_WORDS: readonly (readonly [Signal, RegExp])[] = [
  ['latency', /latenc|duration|slow|quantile|response.?time|p\d\d(?!\d)/i],
  ['errors', /error|fail|5xx|5\.\.|unavailab|budget|reject/i],
  ['saturation', /cpu|memory|disk|filesystem|inode|swap|load|pool|connection|satur|lag|queue|exhaust|throttl|full/i],
  ['traffic', /traffic|request|throughput|qps|rps|rate(?!limit)/i]
]
const signalIn = (text: string): Signal | null => SIGNAL_WORDS.find(([, words]) => words.test(text))?.[0] ?? null

/** Which golden signal an alert speaks of, by its name, else by its expression; null when neither says. */
export const signalOf = (alert: Pick<Alert, 'name' | 'expression'>): Signal | null => signalIn(alert.name) ?? (alert.expression ? signalIn(alert.expression) : null)

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))

/** `value`, how much of an alert a panel shows: the same limit says most, then the same metric and the same signal; 0: nothing. `certain`: more than a word in a name says so. */
interface Fit { readonly value: number; readonly certain: boolean }
const fit = (panel: Panel, alert: Pick<Alert, 'name' | 'expression'>): Fit => {
  const same = signalOf(alert) === panel.signal
  if (!alert.expression) return { value: same ? 2 : 0, certain: false }
  const metrics = metricsOf(panel.expression)
  const shared = [...metricsOf(alert.expression)].some((name) => metrics.has(name))
  const threshold = thresholdOf(alert.expression)
  const limited = threshold !== null && panel.limits.some((limit) => near(limit.value, threshold))
  return { value: (shared ? 2 : 0) + (same ? 2 : 0) + (limited && (shared || same) ? 3 : 0), certain: shared || (same && limited && threshold !== 0) }
}

const bestOf = (panels: readonly Panel[], alert: Pick<Alert, 'name' | 'expression'>, allowed: (fit: Fit) => boolean): Panel | null => {
  let best: Panel | null = null
  let most = 1
  for (const panel of panels) {
    const found = fit(panel, alert)
    if (found.value > most && allowed(found)) { best = panel; most = found.value }
  }
  return best
}

/** The one panel that comes nearest to what an alert is about, maybe by its name alone; null when none does. */
export const panelOf = (panels: readonly Panel[], alert: Pick<Alert, 'name' | 'expression'>): Panel | null => bestOf(panels, alert, () => true)

/** The one panel that an alert may mark as its own: they share a metric, or their signal and its limit. A word in a name marks nothing. */
export const markedPanelOf = (panels: readonly Panel[], alert: Pick<Alert, 'name' | 'expression'>): Panel | null => bestOf(panels, alert, ({ certain }) => certain)
