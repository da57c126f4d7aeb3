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

/** How sure it is that a panel shows what an alert is about; 0: not at all. The same limit says most, then the same metric and the same signal. */
const fit = (panel: Panel, alert: Pick<Alert, 'name' | 'expression'>): number => {
  const same = signalOf(alert) === panel.signal
  if (!alert.expression) return same ? 2 : 0
  const metrics = metricsOf(panel.expression)
  const shared = [...metricsOf(alert.expression)].some((name) => metrics.has(name))
  const threshold = thresholdOf(alert.expression)
  const limited = threshold !== null && panel.limits.some((limit) => near(limit.value, threshold))
  return (shared ? 2 : 0) + (same ? 2 : 0) + (limited && (shared || same) ? 3 : 0)
}

/** The one panel that shows what an alert is about; null when none does. */
export const panelOf = (panels: readonly Panel[], alert: Pick<Alert, 'name' | 'expression'>): Panel | null => {
  let best: Panel | null = null
  let most = 1
  for (const panel of panels) {
    const value = fit(panel, alert)
    if (value > most) { best = panel; most = value }
  }
  return best
}
