import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exists, packSet, type Existing } from '../../src/main/sources/prometheus/packs'
import { existingQuery } from '../../src/main/sources/prometheus/panels'
import { windowFor } from '../../src/main/sources/prometheus/signals'
import { expand } from '../../src/main/sources/prometheus/template'
import { protobufOf, samplesIn, textOf, type Sample } from '../servers/exposition'
import { startPrometheus, untilQuery, type Prometheus } from '../servers/prometheus'

const folder = new URL('../fixtures/packs/', import.meta.url)
const { packs } = packSet([])
/** The pack of a variant and of a recording: `jvm` of `jvm.client`. */
const parent = (id: string): string => id.split(/[.+]/)[0]!

/** Histograms that some servers have in native form, by the pack that reads them so. */
const NATIVE = new Map(packs.filter((pack) => pack.id.endsWith('.native')).map((pack) => [parent(pack.id), pack.parts['histogram']!]))

/** What the packs take for counters: it has to rise, or there is no rate. */
const counters = new Set(packs.flatMap((pack) => [...Object.values(pack.signals).map((s) => s.query), ...pack.panels.flatMap((p) => p.lines.map((l) => l.query))]
  .flatMap((query) => [...expand(query, { selector: {}, by: [], windowMs: 0, parts: pack.parts }).matchAll(/(?:rate|increase|deriv)\(([a-zA-Z_:][\w:]*)/g)].map((m) => m[1]!))))
const risen = (samples: readonly Sample[], seconds: number): readonly Sample[] => samples.map((s) => (counters.has(s.name) ? { ...s, value: Math.floor(s.value * (1 + seconds / 10) + seconds) } : s))

/** A service for each recording, and one more for each whose histogram is told in native form. */
const read = (job: string): readonly Sample[] => samplesIn(readFileSync(new URL(`${job}.prom`, folder), 'utf8'))
const recordings = readdirSync(folder).map((file) => file.replace('.prom', ''))
  // what stands behind a + comes on top of what was recorded
  .map((job) => ({ job, samples: [...(job.includes('+') ? read(parent(job)) : []), ...read(job)], native: [] as readonly string[] }))
const services = [...recordings, ...recordings.flatMap((r) => { const native = NATIVE.get(r.job); return native === undefined ? [] : [{ ...r, job: `${r.job}.native`, native: [native] }] })]

let server: Prometheus
const existing = new Map<string, Existing>()
const ends: (() => Promise<void>)[] = []
afterAll(async () => { for (const end of ends.reverse()) await end() })

const ask = async (query: string): Promise<readonly { readonly metric: Readonly<Record<string, string>>; readonly value?: readonly [number, string] }[]> => {
  const reply = await (await fetch(`${server.url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) })).json() as { status: string; error?: string; data?: { result: [] } }
  if (reply.status !== 'success') throw new Error(`${reply.error ?? ''}: ${query}`)
  return reply.data!.result
}

beforeAll(async () => {
  const began = Date.now()
  const exporter = createServer((request, response) => {
    const service = services.find((s) => `/${s.job}` === request.url)!
    const samples = risen(service.samples, (Date.now() - began) / 1000)
    response.setHeader('content-type', service.native.length ? 'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited' : 'text/plain; version=0.0.4')
    response.end(service.native.length ? protobufOf(samples, service.native) : textOf(samples))
  }).listen(0, '127.0.0.1')
  await once(exporter, 'listening')
  ends.push(async () => { exporter.closeAllConnections(); exporter.close(); await once(exporter, 'close') })
  const target = `127.0.0.1:${(exporter.address() as AddressInfo).port}`
  server = await startPrometheus({ args: ['--enable-feature=native-histograms'], scrape: services.map(({ job }) => ({ job, targets: [target], metricsPath: `/${job}` })) })
  ends.push(server.stop)
  await untilQuery(server.url, `count(count_over_time(up[1m]) > 3) == ${services.length}`)
  for (const { job } of services) {
    const found = new Map<string, Set<string>>()
    for (const { metric } of await ask(existingQuery({ job }, packSet([])))) found.set(metric['__name__']!, new Set([...(found.get(metric['__name__']!) ?? []), ...Object.keys(metric)]))
    existing.set(job, found)
  }
}, 60_000)

test('every recording is scraped', async () => {
  expect((await ask('up == 0')).map(({ metric }) => metric['job'])).toEqual([])
})

const asked = packs.flatMap((pack) => [
  ...Object.entries(pack.signals).map(([signal, s]) => ({ pack, what: `${parent(pack.id)} signal ${signal}`, needs: s.needs, unit: s.unit, queries: [s.query] })),
  ...pack.panels.map((p, i) => ({ pack, what: `${parent(pack.id)} panel ${i} ${p.id}`, needs: p.needs, unit: p.unit, queries: p.lines.map((l) => l.query) }))
])
/** The services that a panel or signal of this variant fits. What every target has needs no recording. */
const fitting = ({ pack, needs }: (typeof asked)[number]): readonly string[] =>
  services.filter(({ job }) => (parent(job) === parent(pack.id) || pack.id === 'up') && exists([...pack.needs, ...needs], existing.get(job)!)).map(({ job }) => job)

test.each(asked.map((a) => [`${a.pack.id}: ${a.what}`, a] as const))('%s answers wherever it fits', async (_name, asking) => {
  const silent: string[] = []
  for (const job of fitting(asking)) for (const query of asking.queries) {
    const text = expand(query, { selector: { job }, by: ['job'], windowMs: windowFor(1000, 0), parts: asking.pack.parts })
    if (!(await ask(text)).some(({ value }) => Number.isFinite(Number(value?.[1])))) silent.push(`${job}: ${text}`)
  }
  expect(silent).toEqual([])
})

/** What is read of a recording: by pack and panel or signal, each series by its labels, each line without any by its place; of rates the share of all, since the samples are too young for more. */
const readings = JSON.parse(readFileSync(new URL('../pack-readings.json', folder), 'utf8')) as Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>
test.each(Object.entries(readings).flatMap(([job, of]) => Object.entries(of).map(([what, read]) => [job, what, read] as const)))('of %s, %s reads what is there, once', async (job, what, read) => {
  const [id, name] = what.split(' ')
  const asking = asked.find((a) => a.pack.id === id && a.what.endsWith(` ${name ?? ''}`) && fitting(a).includes(job))!
  const found: (readonly [string, number])[] = []
  for (const [i, query] of asking.queries.entries()) {
    const text = expand(query, { selector: { job }, by: ['job'], windowMs: windowFor(1000, 0), parts: asking.pack.parts })
    for (const { metric, value } of await ask(text)) {
      const series = Object.entries(metric).filter(([label]) => label !== 'job' && label !== 'instance').map(([, v]) => v).join(' ')
      found.push([series || String(i), Number(value?.[1])])
    }
  }
  const all = /per-second$|^cores$/.test(asking.unit) ? found.reduce((sum, [, v]) => sum + v, 0) : 1
  expect(Object.fromEntries(found.map(([series, v]) => [series, Number((v / all).toPrecision(2))]))).toEqual(read)
})

test('every variant fits a recording, and so does every panel and signal in one of its variants', () => {
  const fit = asked.filter((a) => fitting(a).length > 0)
  expect(asked.map((a) => a.what).filter((what) => !fit.some((a) => a.what === what))).toEqual([])
  expect(packs.map((pack) => pack.id).filter((id) => !fit.some((a) => a.pack.id === id))).toEqual([])
})

test('every recording fits its own pack', () => {
  expect(recordings.map(({ job }) => job).filter((job) => !asked.some((a) => fitting(a).includes(job) && parent(a.pack.id) === parent(job)))).toEqual([])
})

/** The signals and panels that a recording gets of its own pack, in their order. */
const shown = (job: string): readonly string[] => [...new Set(asked.filter((a) => fitting(a).includes(job) && parent(a.pack.id) === parent(job)).map((a) => a.what.replace(/ panel \d+/, '')))].sort()
const apart = (job: string, other: string): { readonly more: readonly string[]; readonly less: readonly string[] } =>
  ({ more: shown(job).filter((what) => !shown(other).includes(what)), less: shown(other).filter((what) => !shown(job).includes(what)) })

// the same thing under other names gives the same graphs, and what stands still is not left out
test.each([
  ['haproxy.old', 'haproxy', [], []],
  ['opentelemetry.node-active', 'opentelemetry', [], []],
  ['opentelemetry.node', 'opentelemetry', [], ['opentelemetry http-active']],
  ['opentelemetry.node-bare', 'opentelemetry.bare', [], []],
  ['blackbox.tls', 'blackbox', ['blackbox blackbox-certificate'], []],
  ['postgres.replica', 'postgres', ['postgres postgres-lag'], ['postgres postgres-behind']],
  ['postgres+replica-new', 'postgres', ['postgres postgres-lag'], []],
  ['mysql.replica', 'mysql', ['mysql mysql-lag', 'mysql mysql-replicating'], []],
  ['mysql+replica-new', 'mysql.replica', [], []],
  ['mysql.replica-stopped', 'mysql.replica', [], ['mysql mysql-lag']]
])('%s shows, beside what %s shows, %o and not %o', (job, other, more, less) => {
  expect(apart(job, other)).toEqual({ more, less })
})
