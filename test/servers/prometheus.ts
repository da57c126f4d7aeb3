import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { answers, onFreePort, scratch, startProcess, until, type Running } from './process'

export type Rule = {
  readonly alert?: string
  readonly record?: string
  readonly expr: string
  readonly for?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

export type ScrapeJob = {
  readonly job: string
  /** `host:port` of each target. */
  readonly targets: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly metricsPath?: string
}

export type PrometheusOptions = {
  /** The rules of one group named `test`. */
  readonly rules?: readonly Rule[]
  /** `host:port` of each Alertmanager. */
  readonly alertmanagers?: readonly string[]
  readonly scrape?: readonly ScrapeJob[]
  readonly externalLabels?: Readonly<Record<string, string>>
  /** Scrape and evaluation, default `1s`. */
  readonly interval?: string
  readonly routePrefix?: string
  /** To come back where an earlier one was; free by default. */
  readonly port?: number
  /** Samples from before it starts, as OpenMetrics text; they are kept for three days. */
  readonly past?: string
  readonly args?: readonly string[]
}

export type Prometheus = Running & {
  readonly url: string
  readonly target: string
  /** Replaces the rules and waits until the server took them. */
  readonly setRules: (rules: readonly Rule[]) => Promise<void>
}

const rulesFile = (rules: readonly Rule[]): string => JSON.stringify({ groups: [{ name: 'test', rules }] })

const configFile = ({ alertmanagers = [], scrape = [], externalLabels = {}, interval = '1s' }: PrometheusOptions): string => JSON.stringify({
  global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval, external_labels: externalLabels },
  rule_files: ['rules.yml'],
  alerting: { alertmanagers: alertmanagers.length === 0 ? [] : [{ static_configs: [{ targets: alertmanagers }] }] },
  scrape_configs: scrape.map(({ job, targets, labels = {}, metricsPath = '/metrics' }) =>
    ({ job_name: job, metrics_path: metricsPath, static_configs: [{ targets, labels }] }))
})

/** Starts a real Prometheus on a free loopback port; waits until it is ready and, when any were given, has found its Alertmanagers. */
export const startPrometheus = async (options: PrometheusOptions = {}): Promise<Prometheus> => {
  const folder = await scratch('prometheus')
  const config = join(folder.path, 'prometheus.yml')
  const rules = join(folder.path, 'rules.yml')
  await writeFile(config, configFile(options))
  await writeFile(rules, rulesFile(options.rules ?? []))
  const prefix = options.routePrefix ?? ''
  const start = async (port: number): Promise<Prometheus> => {
    const target = `127.0.0.1:${port}`
    const url = `http://${target}${prefix}`
    const found = async (): Promise<number> => {
      const reply = await (await fetch(`${url}/api/v1/alertmanagers`)).json() as { data: { activeAlertmanagers: readonly unknown[] } }
      return reply.data.activeAlertmanagers.length
    }
    const data = join(folder.path, `data-${port}`)
    if (options.past !== undefined) {
      await writeFile(join(folder.path, 'past.txt'), options.past)
      await promisify(execFile)('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', join(folder.path, 'past.txt'), data])
    }
    const running = await startProcess({
      command: 'prometheus',
      args: [`--config.file=${config}`, `--storage.tsdb.path=${data}`, `--storage.tsdb.retention.time=${options.past === undefined ? '2h' : '3d'}`,
        '--rules.alert.resend-delay=2s', `--web.listen-address=${target}`, '--web.enable-lifecycle',
        ...(prefix === '' ? [] : [`--web.external-url=${url}`, `--web.route-prefix=${prefix}`]), '--log.level=warn', ...(options.args ?? [])],
      // an alert that fires before Prometheus has found its Alertmanager is dropped
      ready: async () => await answers(`${url}/-/ready`) && await found() >= (options.alertmanagers ?? []).length
    })
    return {
      ...running, url, target,
      stop: async () => { await running.stop(); await folder.remove() },
      setRules: async (next) => {
        await writeFile(rules, rulesFile(next))
        const reply = await fetch(`${url}/-/reload`, { method: 'POST' })
        if (!reply.ok) throw new Error(`reload: ${reply.status} ${await reply.text()}`)
      }
    }
  }
  return options.port === undefined ? onFreePort(start) : start(options.port)
}

/** Starts a real node exporter. `target` is what a Prometheus scrapes. */
export const startNodeExporter = async (): Promise<Running & { readonly url: string; readonly target: string }> => onFreePort(async (port) => {
  const target = `127.0.0.1:${port}`
  const url = `http://${target}`
  const running = await startProcess({
    command: 'prometheus-node-exporter',
    args: ['--no-collector.systemd', `--web.listen-address=${target}`, '--log.level=warn'],
    ready: () => answers(`${url}/metrics`)
  })
  return { ...running, url, target }
})

export type Exporter = {
  readonly target: string
  /** Replaces the exposition text from the next scrape on. */
  readonly set: (metrics: string) => void
  readonly stop: () => Promise<void>
}

/** A scrape target whose metrics the test decides, in the text exposition format. */
export const startExporter = async (metrics: string): Promise<Exporter> => {
  let text = metrics
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4')
    response.end(text.endsWith('\n') ? text : `${text}\n`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    target: `127.0.0.1:${port}`,
    set: (next) => { text = next },
    stop: async () => { server.closeAllConnections(); server.close(); await once(server, 'close') }
  }
}

/** Waits until an instant query over `url` answers at least one sample, and gives their values. */
export const untilQuery = (url: string, query: string): Promise<readonly string[]> => until(query, async () => {
  const reply = await (await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`)).json() as { data?: { result: readonly { readonly value: readonly [number, string] }[] } }
  return (reply.data?.result ?? []).map(({ value }) => value[1])
}, (values) => values.length > 0)
