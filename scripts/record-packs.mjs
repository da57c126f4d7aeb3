#!/usr/bin/env node
// Starts real exporters of the distribution beside what they watch, gives them something to count, and keeps what they expose under
// test/fixtures/packs/<pack>.prom: only what the pack looks at, with hosts, ports and folders scrubbed. `--raw <folder>` keeps all of it there.
// Needs root, openssl, npm and its registry, and of the distribution: redis-server, nginx, php-fpm, haproxy, postgresql, mariadb-server,
// rabbitmq-server, python3-prometheus-client and their exporters, prometheus-haproxy-exporter and prometheus-blackbox-exporter among them.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createServer } from 'vite'
import { EXPRESS_PROM_BUNDLE, EXPRESS_PROMETHEUS_MIDDLEWARE, HONO, OPENTELEMETRY, promClient, PYTHON } from './lib/pack-servers.mjs'

const root = resolve(import.meta.dirname, '..')
const vite = await createServer({ root, configFile: false, logLevel: 'error', server: { middlewareMode: true }, appType: 'custom', optimizeDeps: { noDiscovery: true }, resolve: { alias: { '@shared': join(root, 'src/shared') } } })
/** @template T @param {string} file @returns {Promise<T>} */
const load = async (file) => /** @type {Promise<T>} */ (vite.ssrLoadModule(join(root, file)))
const { startAlertmanager } = /** @type {typeof import('../test/servers/alertmanager')} */ (await load('test/servers/alertmanager.ts'))
const { startNodeExporter, startPrometheus } = /** @type {typeof import('../test/servers/prometheus')} */ (await load('test/servers/prometheus.ts'))
const { answers, freePort, scratch, startProcess, until } = /** @type {typeof import('../test/servers/process')} */ (await load('test/servers/process.ts'))
const { makeCertificates } = /** @type {typeof import('../test/servers/tls')} */ (await load('test/servers/tls.ts'))
const { BUILT_IN } = /** @type {typeof import('../src/main/sources/prometheus/built-in')} */ (await load('src/main/sources/prometheus/built-in.ts'))
const { queriesIn } = /** @type {typeof import('../src/shared/config/packs')} */ (await load('src/shared/config/packs.ts'))
const { expand } = /** @type {typeof import('../src/main/sources/prometheus/template')} */ (await load('src/main/sources/prometheus/template.ts'))

const rawAt = process.argv.indexOf('--raw')
const raw = rawAt < 0 ? null : resolve(process.argv[rawAt + 1] ?? '')
/** @type {(() => Promise<void>)[]} */
const stops = []
const folder = await scratch('packs')
await chmod(folder.path, 0o755)
/** @type {[string, string][]} */
const names = [[folder.path, '/srv']]

/** A port, and the address that stands for it in what is kept. @param {string} address */
const port = async (address) => { const free = await freePort(); names.push([`127.0.0.1:${free}`, address], [`localhost:${free}`, address]); return free }
/** @param {string} command @param {readonly string[]} args @param {() => boolean | Promise<boolean>} ready @param {Readonly<Record<string, string>>} [env] */
const start = async (command, args, ready, env) => {
  const running = await startProcess({ command, args, ready, readyWithinMs: 60_000, ...(env ? { env } : {}) })
  stops.push(running.stop)
}
/** @param {string} command @param {readonly string[]} args @param {string} [input] */
const run = (command, args, input) => {
  const done = spawnSync(command, args, { encoding: 'utf8', input, cwd: folder.path })
  if (done.status !== 0) throw new Error(`${command}: ${done.stderr || done.stdout || String(done.error)}`)
  return done.stdout
}
/** @param {string} url */
const text = async (url) => (await fetch(url)).text()
/** @param {string} name @param {string} owner */
const dirFor = async (name, owner) => { const path = join(folder.path, name); await mkdir(path); run('chown', [owner, path]); return path }
/** @param {string} name @param {string} content */
const file = async (name, content) => { const path = join(folder.path, name); await writeFile(path, content); return path }

/** Installs a server of Node.js with its packages and starts it. @param {import('./lib/pack-servers.mjs').NodeServer} server @param {number} at where it answers @param {readonly string[]} [args] */
const startNode = async ({ file: name, packages, text: program }, at, args = []) => {
  const home = await mkdtemp(join(folder.path, 'node-'))
  run('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', ...packages])
  const app = join(home, name)
  await writeFile(app, program)
  await start('node', [app, String(at), ...args], () => answers(`http://127.0.0.1:${at}/articles`))
}
/** Answers of every class that these servers have. @param {number} at */
const visit = async (at) => { for (let i = 0; i < 20; i++) for (const path of ['articles', 'articles', 'none', 'broken']) await text(`http://127.0.0.1:${at}/${path}`) }

/** Samples that the pack looks at, with the comments of their families. What stands behind the dot of an id names a variant. @param {string} id @param {string} exposition */
const kept = (id, exposition) => {
  const pack = BUILT_IN.find((p) => p.id === id.split('.')[0])
  if (!pack) throw new Error(`no pack ${id}`)
  const asked = queriesIn(pack).flatMap(({ query, parts }) => parts.map((p) => expand(query, { selector: {}, by: [], windowMs: 60_000, parts: p })))
  const needs = [...pack.needs, ...pack.variants.flatMap((v) => v.needs), ...Object.values(pack.signals).flatMap((s) => s.needs), ...pack.panels.flatMap((p) => p.needs)]
    .flatMap((need) => (pack.variants.length ? pack.variants : [{ parts: {} }]).map(({ parts }) => expand(need, { selector: {}, by: [], windowMs: 0, parts: { ...pack.parts, ...parts } })))
  const words = new Set([...asked, ...needs].join(' ').match(/[a-zA-Z_:][\w:]*/g))
  /** @type {string[]} */
  const out = []
  /** @type {Map<string, number>} */
  const counts = new Map()
  let comments = /** @type {string[]} */ ([])
  for (const line of exposition.split('\n')) {
    if (line.startsWith('#')) { comments = line.startsWith('# HELP') ? [line] : [...comments, line]; continue }
    const name = line.match(/^[a-zA-Z_:][\w:]*/)?.[0]
    const count = counts.get(name ?? '') ?? 0
    if (!name || !words.has(name) || count >= 60) continue
    counts.set(name, count + 1)
    // a time of its own, as some old libraries give, would be long past
    out.push(...comments, line.replace(/ \d{13}$/, ''))
    comments = []
  }
  return names.reduce((all, [from, to]) => all.replaceAll(from, to), `${out.join('\n')}\n`)
}

/** @param {string} id @param {string} exposition */
const record = async (id, exposition) => {
  if (raw) { await mkdir(raw, { recursive: true }); await writeFile(join(raw, `${id}.prom`), exposition) }
  const target = join(root, 'test/fixtures/packs')
  await mkdir(target, { recursive: true })
  const lines = `# Recorded from a running exporter by scripts/record-packs.mjs.\n${kept(id, exposition)}`
  await writeFile(join(target, `${id}.prom`), lines)
  process.stdout.write(`${id}: ${lines.split('\n').filter((l) => l && !l.startsWith('#')).length} samples\n`)
}

/** @type {Readonly<Record<string, () => Promise<void>>>} */
const recordings = {
  redis: async () => {
    const [at, out] = [await port('redis:6379'), await freePort()]
    await start('redis-server', ['--port', String(at), '--save', '', '--maxmemory', '64mb', '--dir', folder.path], () => spawnSync('redis-cli', ['-p', String(at), 'ping']).stdout.includes('PONG'))
    for (let i = 0; i < 20; i++) for (const words of [['set', `a${i}`, '1'], ['get', `a${i}`], ['get', 'none']]) run('redis-cli', ['-p', String(at), ...words])
    await start('prometheus-redis-exporter', ['-redis.addr', `redis://127.0.0.1:${at}`, '-web.listen-address', `127.0.0.1:${out}`], () => answers(`http://127.0.0.1:${out}/metrics`))
    await record('redis', await text(`http://127.0.0.1:${out}/metrics`))
  },
  web: async () => {
    const [web, php, front, stub, front2, bb, tls, csv] = [await port('web:8080'), await freePort(), await port('haproxy:80'), await freePort(), await freePort(), await freePort(), await port('web:8443'), await freePort()]
    const certificates = await makeCertificates()
    stops.push(() => certificates.remove())
    const secure = `listen 127.0.0.1:${tls} ssl; ssl_certificate ${certificates.good.cert}; ssl_certificate_key ${certificates.good.key};`
    const programs = readdirSync('/usr/sbin').filter((name) => name.startsWith('php-fpm'))
    const fpm = await file('fpm.conf', `[global]\nerror_log = ${folder.path}/fpm.log\ndaemonize = no\n[www]\nuser = nobody\ngroup = nogroup\nlisten = 127.0.0.1:${php}\npm = dynamic\npm.max_children = 5\npm.start_servers = 2\npm.min_spare_servers = 1\npm.max_spare_servers = 3\npm.status_path = /status\n`)
    await start(programs[0] ?? 'php-fpm', ['-F', '-y', fpm], () => existsSync(`${folder.path}/fpm.log`))
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder.path}/${kind};`).join(' ')
    const fast = ['REQUEST_METHOD $request_method', 'QUERY_STRING $query_string', 'CONTENT_LENGTH $content_length', 'SCRIPT_NAME /status', 'SCRIPT_FILENAME /status'].map((p) => `fastcgi_param ${p};`).join(' ')
    const nginx = await file('nginx.conf', `daemon off; user root; pid ${folder.path}/nginx.pid; error_log ${folder.path}/nginx.log; events {} http { access_log off; ${temp} server { listen 127.0.0.1:${web}; ${secure} location /stub { stub_status; } location /status { ${fast} fastcgi_pass 127.0.0.1:${php}; } location /broken { return 500; } location / { return 200 "ok"; } } }\n`)
    await start('nginx', ['-c', nginx], () => answers(`http://127.0.0.1:${web}/`))
    const haproxy = await file('haproxy.cfg', `global\n maxconn 200\n stats socket ${folder.path}/haproxy.sock\ndefaults\n mode http\n timeout connect 1s\n timeout client 5s\n timeout server 5s\nfrontend web\n bind 127.0.0.1:${front}\n default_backend articles\nfrontend stats\n bind 127.0.0.1:${front2}\n http-request use-service prometheus-exporter if { path /metrics }\nbackend articles\n option httpchk GET /\n server a 127.0.0.1:${web} check maxconn 50\n server b 127.0.0.1:1 check\n`)
    await start('haproxy', ['-f', haproxy, '-db'], () => answers(`http://127.0.0.1:${front}/`))
    await start('prometheus-nginx-exporter', ['-nginx.scrape-uri', `http://127.0.0.1:${web}/stub`, '-web.listen-address', `127.0.0.1:${stub}`], () => answers(`http://127.0.0.1:${stub}/metrics`))
    await start('prometheus-haproxy-exporter', [`--haproxy.scrape-uri=unix:${folder.path}/haproxy.sock`, `--web.listen-address=127.0.0.1:${csv}`], () => answers(`http://127.0.0.1:${csv}/metrics`))
    const modules = await file('blackbox.yml', `modules: {http_2xx: {prober: http}, https: {prober: http, http: {fail_if_not_ssl: true, tls_config: {ca_file: ${certificates.ca}}}}}\n`)
    await start('prometheus-blackbox-exporter', [`--config.file=${modules}`, `--web.listen-address=127.0.0.1:${bb}`], () => answers(`http://127.0.0.1:${bb}/-/healthy`))
    for (let i = 0; i < 20; i++) for (const path of ['', 'broken', 'status']) await text(`http://127.0.0.1:${front}/${path}`)
    await record('php-fpm', await text(`http://127.0.0.1:${web}/status?openmetrics`))
    await record('nginx', await text(`http://127.0.0.1:${stub}/metrics`))
    await record('haproxy', await text(`http://127.0.0.1:${front2}/metrics`))
    await record('haproxy.old', await text(`http://127.0.0.1:${csv}/metrics`))
    await record('blackbox', await text(`http://127.0.0.1:${bb}/probe?target=${encodeURIComponent(`http://127.0.0.1:${web}/`)}&module=http_2xx`))
    await record('blackbox.tls', await text(`http://127.0.0.1:${bb}/probe?target=${encodeURIComponent(`https://127.0.0.1:${tls}/`)}&module=https`))
  },
  postgres: async () => {
    const bin = `/usr/lib/postgresql/${readdirSync('/usr/lib/postgresql').at(-1) ?? ''}/bin`
    /** @param {string} id @param {string} address @param {(data: string) => void} fill @param {readonly string[]} [more] */
    const server = async (id, address, fill, more = []) => {
      const [at, out] = [await port(address), await freePort()]
      const data = await dirFor(id, 'postgres')
      await chmod(data, 0o700)
      fill(data)
      await start('runuser', ['-u', 'postgres', '--', `${bin}/postgres`, '-D', data, '-p', String(at), '-k', data, '-c', 'listen_addresses=127.0.0.1'], () => spawnSync(`${bin}/pg_isready`, ['-h', '127.0.0.1', '-p', String(at)]).status === 0)
      await start('prometheus-postgres-exporter', [`--web.listen-address=127.0.0.1:${out}`, ...more], () => answers(`http://127.0.0.1:${out}/metrics`), { DATA_SOURCE_NAME: `postgresql://postgres@127.0.0.1:${at}/postgres?sslmode=disable` })
      return { url: `http://127.0.0.1:${out}/metrics`, sql: (/** @type {string} */ words) => run('psql', ['-h', '127.0.0.1', '-p', String(at), '-U', 'postgres', '-tAc', words]), at }
    }
    const primary = await server('pg', 'postgres:5432', (data) => run('runuser', ['-u', 'postgres', '--', `${bin}/initdb`, '-D', data, '-A', 'trust']))
    primary.sql('create table a as select generate_series(1, 1000)')
    // this exporter tells a replica's lag by the queries that come with it as examples
    const replica = await server('pg2', 'postgres-2:5432', (data) => run('runuser', ['-u', 'postgres', '--', `${bin}/pg_basebackup`, '-h', '127.0.0.1', '-p', String(primary.at), '-U', 'postgres', '-D', data, '-R']), ['--extend.query-path=/usr/share/doc/prometheus-postgres-exporter/examples/queries.yaml'])
    primary.sql('create table b as select generate_series(1, 1000)')
    await until('what was written reaches the replica', () => replica.sql("select to_regclass('b') is not null").trim(), (said) => said === 't')
    replica.sql('select count(*) from b')
    await record('postgres', await text(primary.url))
    await record('postgres.replica', await text(replica.url))
  },
  mysql: async () => {
    /** @param {string} id @param {string} address @param {number} number */
    const server = async (id, address, number) => {
      const [at, out] = [await port(address), await freePort()]
      const data = await dirFor(id, 'mysql')
      const socket = join(data, 'my.sock')
      run('mariadb-install-db', ['--no-defaults', '--user=mysql', `--datadir=${data}`, '--auth-root-authentication-method=normal'])
      await start('mariadbd', ['--no-defaults', '--user=mysql', `--datadir=${data}`, `--port=${at}`, '--bind-address=127.0.0.1', `--socket=${socket}`, `--server-id=${number}`, '--log-bin=log'], () => spawnSync('mariadb-admin', ['--no-defaults', '-uroot', '-S', socket, 'ping']).status === 0)
      const sql = (/** @type {string} */ words) => run('mariadb', ['--no-defaults', '-uroot', '-S', socket, '-Ns'], words)
      sql("set sql_log_bin = 0; create user 'exporter'@'127.0.0.1' identified by 'recorded'; grant all on *.* to 'exporter'@'127.0.0.1'")
      await start('prometheus-mysqld-exporter', [`--web.listen-address=127.0.0.1:${out}`], () => answers(`http://127.0.0.1:${out}/metrics`), { DATA_SOURCE_NAME: `exporter:recorded@(127.0.0.1:${at})/` })
      return { url: `http://127.0.0.1:${out}/metrics`, sql, at }
    }
    const primary = await server('my', 'mysql:3306', 1)
    const replica = await server('my2', 'mysql-2:3306', 2)
    primary.sql('create database a; create table a.b (c int) engine=innodb; insert into a.b values (1); select * from a.b;')
    replica.sql(`change master to master_host='127.0.0.1', master_port=${primary.at}, master_user='exporter', master_password='recorded', master_use_gtid=slave_pos; start slave`)
    await until('what was written reaches the replica', () => replica.sql("select count(*) from information_schema.tables where table_schema = 'a'").trim(), (said) => said === '1')
    await record('mysql', await text(primary.url))
    await record('mysql.replica', await text(replica.url))
    replica.sql('stop slave')
    await record('mysql.replica-stopped', await text(replica.url))
  },
  python: async () => {
    const out = await freePort()
    await start('/usr/bin/python3', ['-c', `import prometheus_client, time, gc\nprometheus_client.start_http_server(${out}, '127.0.0.1')\ngc.collect()\ntime.sleep(600)`], () => answers(`http://127.0.0.1:${out}/metrics`))
    await record('python', await text(`http://127.0.0.1:${out}/metrics`))
  },
  nodejs: async () => {
    const [at, old] = [await freePort(), await freePort()]
    await startNode(promClient(15), at)
    await startNode(promClient(11), old)
    const full = await until('garbage is collected and the loop is late', () => text(`http://127.0.0.1:${at}/`), (said) => said.includes('nodejs_gc_duration_seconds_count') && /^nodejs_eventloop_lag_p99_seconds (?!0$|NaN)/m.test(said))
    await record('nodejs', full)
    await record('nodejs.old', await text(`http://127.0.0.1:${old}/`))
  },
  opentelemetry: async () => {
    /** @param {string} id @param {import('./lib/pack-servers.mjs').NodeServer} server @param {readonly string[]} [args] */
    const served = async (id, server, args = []) => {
      const [at, out] = [await freePort(), await freePort()]
      await startNode(server, at, [String(out), ...args])
      await visit(at)
      return { at, keep: async () => record(id, await text(`http://127.0.0.1:${out}/metrics`)), asked: () => text(`http://127.0.0.1:${out}/metrics`) }
    }
    await (await served('opentelemetry.node', OPENTELEMETRY)).keep()
    await (await served('opentelemetry.node-bare', OPENTELEMETRY, ['bare'])).keep()
    const hono = await served('opentelemetry.node-active', HONO)
    const hung = new AbortController()
    const slow = fetch(`http://127.0.0.1:${hono.at}/slow`, { signal: hung.signal }).catch(() => null)
    await until('a request is being answered', hono.asked, (said) => /^http_server_active_requests\{.*\} 1$/m.test(said))
    await hono.keep()
    hung.abort()
    await slow
  },
  http: async () => {
    const [bundle, bare, middleware, python, out] = [await freePort(), await freePort(), await freePort(), await freePort(), await freePort()]
    await startNode(EXPRESS_PROM_BUNDLE, bundle, [JSON.stringify({ includeMethod: true })])
    await startNode(EXPRESS_PROM_BUNDLE, bare, [JSON.stringify({ metricType: 'summary', includeStatusCode: false })])
    await startNode(EXPRESS_PROMETHEUS_MIDDLEWARE, middleware)
    const program = await file('app.py', PYTHON)
    await start('/usr/bin/python3', [program, String(python), String(out)], async () => await answers(`http://127.0.0.1:${python}/articles`) && await answers(`http://127.0.0.1:${out}/metrics`))
    for (const at of [bundle, bare, middleware, python]) await visit(at)
    await record('http-duration', await text(`http://127.0.0.1:${bundle}/metrics`))
    await record('http-duration.bare', await text(`http://127.0.0.1:${bare}/metrics`))
    await record('http-duration.status', await text(`http://127.0.0.1:${middleware}/metrics`))
    await record('http-duration.average', await text(`http://127.0.0.1:${out}/metrics`))
    await record('http-requests', await text(`http://127.0.0.1:${out}/metrics`))
    await record('http-requests.status', await text(`http://127.0.0.1:${middleware}/metrics`))
  },
  own: async () => {
    const [am, node] = await Promise.all([startAlertmanager(), startNodeExporter()])
    stops.push(am.stop, node.stop)
    await am.post([{ labels: { alertname: 'A' } }])
    const server = await startPrometheus({ alertmanagers: [am.target], rules: [{ alert: 'Watchdog', expr: 'vector(1)' }], scrape: [{ job: 'node', targets: [node.target] }] })
    stops.push(server.stop)
    names.push([am.target, 'alertmanager:9093'], [server.target, 'prometheus:9090'], [node.target, 'node:9100'])
    for (const path of ['query?query=1', 'rules', 'query?query=(']) await text(`${server.url}/api/v1/${path}`)
    await record('prometheus', await text(`${server.url}/metrics`))
    for (const pack of ['alertmanager', 'go', 'process', 'promhttp']) await record(pack, await text(`${am.url}/metrics`))
    await record('node', await text(`${node.url}/metrics`))
  },
  rabbitmq: async () => {
    const [at, out, dist] = [await freePort(), await freePort(), await freePort()]
    const data = await dirFor('rabbit', 'rabbitmq')
    const plugins = await file('enabled_plugins', '[rabbitmq_prometheus].\n')
    const conf = await file('rabbitmq.conf', `listeners.tcp.1 = 127.0.0.1:${at}\nprometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = ${out}\nprometheus.return_per_object_metrics = true\n`)
    const env = { RABBITMQ_NODENAME: 'packs@localhost', RABBITMQ_DIST_PORT: String(dist), RABBITMQ_MNESIA_BASE: data, RABBITMQ_LOG_BASE: data, RABBITMQ_ENABLED_PLUGINS_FILE: plugins, RABBITMQ_CONFIG_FILE: conf, HOME: data }
    /** @param {readonly string[]} words */
    const ctl = (words) => run('runuser', ['-u', 'rabbitmq', '--', 'env', `HOME=${data}`, '/usr/lib/rabbitmq/bin/rabbitmqctl', '-n', 'packs@localhost', ...words])
    await start('runuser', ['-u', 'rabbitmq', '--', 'env', ...Object.entries(env).map(([key, value]) => `${key}=${value}`), '/usr/lib/rabbitmq/bin/rabbitmq-server'], () => answers(`http://127.0.0.1:${out}/metrics`))
    stops.push(() => { ctl(['shutdown']); run('epmd', ['-kill']); return Promise.resolve() })
    ctl(['eval', 'rabbit_amqqueue:declare(rabbit_misc:r(<<"/">>, queue, <<"mail">>), true, false, [], none, <<"packs">>).'])
    await new Promise((done) => { setTimeout(done, 6_000) })
    await record('rabbitmq', await text(`http://127.0.0.1:${out}/metrics`))
  }
}

const only = process.argv.slice(2).filter((word, i, all) => !word.startsWith('--') && all[i - 1] !== '--raw')
try {
  for (const [name, make] of Object.entries(recordings)) if (only.length === 0 || only.includes(name)) await make()
} finally {
  for (const stop of stops.reverse()) await stop()
  await folder.remove()
  await vite.close()
}
