import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answers, freePort, onFreePort, scratch, startProcess, until, type Running } from './process'

export type PostedAlert = {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly startsAt?: string
  /** In the past: resolved. */
  readonly endsAt?: string
  readonly generatorURL?: string
}

export type PostedSilence = {
  readonly matchers: readonly { readonly name: string; readonly value: string; readonly isRegex: boolean; readonly isEqual?: boolean }[]
  readonly startsAt: string
  readonly endsAt: string
  readonly createdBy: string
  readonly comment: string
}

export type Alertmanager = Running & {
  /** `http://127.0.0.1:PORT` plus the route prefix, without a slash at the end. */
  readonly url: string
  /** `127.0.0.1:PORT`, as Prometheus' static_configs want it. */
  readonly target: string
  readonly clusterAddress: string | null
  readonly post: (alerts: readonly PostedAlert[]) => Promise<void>
  /** Creates a silence and answers its id. */
  readonly silence: (silence: PostedSilence) => Promise<string>
}

export type AlertmanagerOptions = {
  /** alertmanager.yml as an object (JSON is YAML). Default: one receiver that sends nothing. */
  readonly config?: object
  /** Cluster addresses of those already running; also turns the cluster on. Without: stand-alone. */
  readonly peers?: readonly string[]
  /** `--web.route-prefix`, such as `/alertmanager`. */
  readonly routePrefix?: string
  /** To come back where an earlier one was; free by default. */
  readonly port?: number
  readonly args?: readonly string[]
}

const quiet = { route: { receiver: 'nobody', group_wait: '1s', group_interval: '2s', repeat_interval: '1h' }, receivers: [{ name: 'nobody' }] }

const send = async (url: string, body: unknown): Promise<unknown> => {
  const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

/** Starts a real Alertmanager on a free loopback port. */
export const startAlertmanager = async (options: AlertmanagerOptions = {}): Promise<Alertmanager> => {
  const folder = await scratch('alertmanager')
  const config = join(folder.path, 'alertmanager.yml')
  await writeFile(config, JSON.stringify(options.config ?? quiet))
  const prefix = options.routePrefix ?? ''
  const start = async (port: number): Promise<Alertmanager> => {
    const target = `127.0.0.1:${port}`
    const url = `http://${target}${prefix}`
    const clusterAddress = options.peers === undefined ? null : `127.0.0.1:${await freePort()}`
    const cluster = clusterAddress === null ? ['--cluster.listen-address='] : [
      `--cluster.listen-address=${clusterAddress}`, `--cluster.advertise-address=${clusterAddress}`,
      '--cluster.gossip-interval=50ms', '--cluster.pushpull-interval=1s', '--cluster.settle-timeout=1s',
      ...(options.peers ?? []).map((peer) => `--cluster.peer=${peer}`)
    ]
    const running = await startProcess({
      command: 'prometheus-alertmanager',
      args: [`--config.file=${config}`, `--storage.path=${join(folder.path, `data-${port}`)}`, `--web.listen-address=${target}`,
        ...(prefix === '' ? [] : [`--web.route-prefix=${prefix}`]), '--log.level=warn', ...cluster, ...(options.args ?? [])],
      ready: () => answers(`${url}/-/ready`)
    })
    return {
      ...running, url, target, clusterAddress,
      stop: async () => { await running.stop(); await folder.remove() },
      post: async (alerts) => { await send(`${url}/api/v2/alerts`, alerts) },
      silence: async (silence) => (await send(`${url}/api/v2/silences`, silence) as { silenceID: string }).silenceID
    }
  }
  return options.port === undefined ? onFreePort(start) : start(options.port)
}

/** Starts several Alertmanagers that form one cluster, and waits until each sees them all. */
export const startAlertmanagerCluster = async (size: number, options: Omit<AlertmanagerOptions, 'peers'> = {}): Promise<readonly Alertmanager[]> => {
  const members: Alertmanager[] = []
  try {
    while (members.length < size) {
      members.push(await startAlertmanager({ ...options, peers: members.flatMap(({ clusterAddress }) => clusterAddress ?? []) }))
    }
    const seen = async ({ url }: Alertmanager): Promise<number> => {
      const status = await (await fetch(`${url}/api/v2/status`)).json() as { cluster: { status: string; peers?: readonly unknown[] } }
      return status.cluster.status === 'ready' ? status.cluster.peers?.length ?? 0 : 0
    }
    await until('the cluster', () => Promise.all(members.map(seen)), (counts) => counts.every((count) => count === size))
  } catch (error) {
    await Promise.all(members.map((member) => member.stop()))
    throw error
  }
  return members
}
