import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { startAlertmanager, type Alertmanager, type PostedAlert } from '../servers/alertmanager'
import { startPrometheus, type Prometheus, type PrometheusOptions } from '../servers/prometheus'
import { seeded } from './slope'

export interface StackOptions {
  readonly services: number
  /** Scrape and evaluation of Prometheus. */
  readonly interval: string
  /** Nothing comes or goes without it. */
  readonly churn: Churn | null
}
/** How fast alerts come and go, and sources are stopped. */
export interface Churn {
  /** The shortest and the longest time in which a service goes from well to ill and back, seconds. */
  readonly waves: readonly [number, number]
  readonly postEveryMs: number
  readonly stopEveryMs: number
  readonly stoppedMs: number
}

export interface Stack {
  readonly prometheus: string
  readonly alertmanager: string
  /** What was done so far. */
  readonly done: () => { readonly posted: number; readonly stopped: number }
  /** Why the churn has ended by itself; null: it goes on. */
  readonly trouble: () => string | null
  readonly stop: () => Promise<void>
}

const nameOf = (i: number): string => `service-${String(i + 1).padStart(2, '0')}`
const seconds = (): number => performance.now() / 1_000

/** What a service tells of itself: traffic that grows, and, where there are waves, errors and a queue that come and go. */
const exposition = (i: number, count: number, churn: Churn | null): string => {
  const now = seconds()
  const [short, long] = churn?.waves ?? [60, 600]
  const wave = Math.sin((2 * Math.PI * now) / (short + ((long - short) * i) / count) + i)
  const queue = churn === null ? 20 + 10 * wave : 50 + 50 * wave
  const served = Math.floor(now * (20 + i))
  const failed = churn === null ? 0 : Math.floor(now * 2 + ((20 + i) / 2) * wave)
  return [
    `http_requests_total{code="200",method="GET"} ${served}`, `http_requests_total{code="500",method="GET"} ${Math.max(0, failed)}`,
    ...[0.05, 0.1, 0.5, 1, 5].map((le, at) => `http_request_duration_seconds_bucket{le="${le}"} ${Math.floor(served * (0.5 + at * 0.12))}`),
    `http_request_duration_seconds_bucket{le="+Inf"} ${served}`, `http_request_duration_seconds_sum ${(served * 0.08).toFixed(3)}`, `http_request_duration_seconds_count ${served}`,
    `queue_depth ${queue.toFixed(2)}`, `process_resident_memory_bytes ${50e6 + 10e6 * wave}`, `process_cpu_seconds_total ${(now * 0.2).toFixed(2)}`, ''
  ].join('\n')
}

const rules: PrometheusOptions['rules'] = [
  { alert: 'QueueGrows', expr: 'queue_depth > 80', labels: { severity: 'warning' }, annotations: { summary: '{{ $labels.service }} has {{ $value }} jobs waiting' } },
  { alert: 'QueueIsFull', expr: 'queue_depth > 97', labels: { severity: 'critical' }, annotations: { summary: '{{ $labels.service }} takes no more jobs' } },
  { alert: 'RequestsFail', expr: 'rate(http_requests_total{code="500"}[10s]) > 3', for: '2s', labels: { severity: 'warning' }, annotations: { summary: 'Requests to {{ $labels.service }} fail' } },
  { alert: 'TargetDown', expr: 'up == 0', labels: { severity: 'critical' }, annotations: { summary: '{{ $labels.service }} cannot be scraped' } }
]

/** One server with the metrics of all services, each at a path of its own. */
const startServices = async (count: number, churn: Churn | null): Promise<{ readonly target: string; readonly stop: () => Promise<void> }> => {
  const server = createServer((request, response) => {
    const i = Number(/^\/service-(\d+)$/.exec(request.url ?? '')?.[1] ?? NaN) - 1
    response.writeHead(Number.isNaN(i) ? 404 : 200, { 'content-type': 'text/plain; version=0.0.4' }).end(Number.isNaN(i) ? '' : exposition(i, count, churn))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { target: `127.0.0.1:${(server.address() as AddressInfo).port}`, stop: async () => { server.closeAllConnections(); server.close(); await once(server, 'close') } }
}

/** Names that come back, as most alerts do. */
const KNOWN = 30
/** One in so many is of a pod, which comes and goes once in that time; all of so many pods have been there after a quarter of an hour at a post every two seconds. */
const FRESH = 8
const PODS = 50

/** Posts alerts that begin and end, and now and then one of a pod that is gone soon. */
const poster = (services: number): { readonly next: () => readonly PostedAlert[] } => {
  const random = seeded(7)
  const firing = new Map<number, string>()
  let pods = 0
  const alert = (i: number, startsAt: string, over: boolean): PostedAlert => ({
    labels: { alertname: `Posted${i % KNOWN}`, severity: i % 5 === 0 ? 'critical' : 'warning', env: 'production', service: nameOf(i % services), ...(i < KNOWN ? {} : { pod: `pod-${i}` }) },
    annotations: { summary: `Something is wrong with ${nameOf(i % services)}`, description: 'A sentence or two that say what is wrong and what to look at first, as people write them.' },
    startsAt, endsAt: new Date(Date.now() + (over ? -1 : 600_000)).toISOString()
  })
  return {
    next: () => {
      const i = random() < 1 / FRESH ? KNOWN + (pods++ % PODS) : Math.floor(random() * KNOWN)
      const startsAt = firing.get(i) ?? new Date().toISOString()
      const over = firing.has(i)
      if (over) firing.delete(i); else firing.set(i, startsAt)
      const out = [alert(i, startsAt, over)]
      // no pod stays for long
      const [oldest] = [...firing.keys()].filter((at) => at >= KNOWN)
      if (oldest !== undefined && oldest !== i) { out.push(alert(oldest, firing.get(oldest)!, true)); firing.delete(oldest) }
      return out
    }
  }
}

/** A Prometheus that scrapes so many services, and an Alertmanager that hears of them. */
export const startStack = async ({ services, interval, churn }: StackOptions): Promise<Stack> => {
  const ended = new AbortController()
  const targets = await startServices(services, churn)
  let alertmanager: Alertmanager = await startAlertmanager()
  const options: PrometheusOptions = {
    interval, rules: churn === null ? [] : rules, alertmanagers: [alertmanager.target],
    scrape: Array.from({ length: services }, (_, i) => ({ job: nameOf(i), targets: [targets.target], metricsPath: `/${nameOf(i)}`, labels: { service: nameOf(i), env: 'production' } }))
  }
  let prometheus: Prometheus = await startPrometheus(options)
  const { url: promUrl } = prometheus
  const { url: amUrl } = alertmanager
  const port = (url: string): number => Number(new URL(url).port)
  let posted = 0
  let stopped = 0
  let down = false
  let trouble: string | null = null
  /** Waits, or answers false when all is over. */
  const pause = (ms: number): Promise<boolean> => wait(ms, true, { signal: ended.signal }).catch(() => false)

  const posting = async ({ postEveryMs }: Churn): Promise<void> => {
    const { next } = poster(services)
    while (await pause(postEveryMs)) {
      const alerts = next()
      if (down) continue
      await alertmanager.post(alerts).then(() => { posted += alerts.length }, (error: unknown) => { if (!down) throw error })
    }
  }
  const stopping = async ({ stopEveryMs, stoppedMs }: Churn): Promise<void> => {
    for (let turn = 0; await pause(stopEveryMs); turn++) {
      if (turn % 2 === 0) {
        down = true
        await alertmanager.stop()
        stopped++
        await pause(stoppedMs)
        alertmanager = await startAlertmanager({ port: port(amUrl) })
        down = false
      } else {
        await prometheus.stop()
        stopped++
        await pause(stoppedMs)
        prometheus = await startPrometheus({ ...options, port: port(promUrl) })
      }
    }
  }
  const work = churn === null ? [] : [posting(churn), stopping(churn)]
  for (const one of work) one.catch((error: unknown) => { trouble ??= String(error) })
  return {
    prometheus: promUrl, alertmanager: amUrl, done: () => ({ posted, stopped }), trouble: () => trouble,
    stop: async () => {
      ended.abort()
      await Promise.allSettled(work)
      await Promise.all([prometheus.stop(), alertmanager.stop(), targets.stop()])
    }
  }
}
