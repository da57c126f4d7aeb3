// Small web servers that count their answers as their libraries do, for scripts/record-packs.mjs. Each is given the port to serve on,
// then the port to expose on where that is another; /articles is answered well, /broken with 500, what else is asked with 404.

/** A server in Node.js and the packages of npm that it is made of. @typedef {{ readonly file: string, readonly packages: readonly string[], readonly text: string }} NodeServer */

const telemetry = ['@opentelemetry/api@1', '@opentelemetry/exporter-prometheus@0.223.0', '@opentelemetry/sdk-metrics@2.12.0']
const express = `app.get('/articles', (_, answer) => { answer.send('ok') }).get('/broken', (_, answer) => { answer.status(500).send('broken') })
app.listen(Number(at), '127.0.0.1')
`

/** Counted by OpenTelemetry's own instrumentation of node:http; a third argument drops all attributes but the method. @type {NodeServer} */
export const OPENTELEMETRY = {
  file: 'app.cjs', packages: [...telemetry, '@opentelemetry/instrumentation@0.223.0', '@opentelemetry/instrumentation-http@0.223.0'],
  text: `const { PrometheusExporter } = require('@opentelemetry/exporter-prometheus')
const { MeterProvider, createAllowListAttributesProcessor } = require('@opentelemetry/sdk-metrics')
const { registerInstrumentations } = require('@opentelemetry/instrumentation')
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http')
const [at, out, bare] = process.argv.slice(2)
const views = bare ? [{ instrumentName: 'http.server.*', attributesProcessors: [createAllowListAttributesProcessor(['http.request.method'])] }] : []
const meterProvider = new MeterProvider({ views, readers: [new PrometheusExporter({ host: '127.0.0.1', port: Number(out) })] })
registerInstrumentations({ meterProvider, instrumentations: [new HttpInstrumentation()] })
require('node:http').createServer(({ url }, answer) => {
  answer.statusCode = { '/articles': 200, '/broken': 500 }[url] ?? 404
  answer.end('ok')
}).listen(Number(at), '127.0.0.1')
`
}

/** Counted by the middleware of Hono, which knows routes and how many requests are being answered; /slow never is. @type {NodeServer} */
export const HONO = {
  file: 'app.mjs', packages: [...telemetry, 'hono@4', '@hono/node-server@1', '@hono/otel@1'],
  text: `import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { httpInstrumentationMiddleware } from '@hono/otel'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const [at, out] = process.argv.slice(2)
const meterProvider = new MeterProvider({ readers: [new PrometheusExporter({ host: '127.0.0.1', port: Number(out) })] })
const app = new Hono().use(httpInstrumentationMiddleware({ meterProvider, captureActiveRequests: true }))
app.get('/articles', (c) => c.text('ok')).get('/broken', (c) => c.text('broken', 500)).get('/slow', () => new Promise(() => {}))
serve({ fetch: app.fetch, port: Number(at), hostname: '127.0.0.1' })
`
}

/** The second argument holds options of express-prom-bundle as JSON. @type {NodeServer} */
export const EXPRESS_PROM_BUNDLE = {
  file: 'app.cjs', packages: ['express@5', 'express-prom-bundle@8', 'prom-client@15'],
  text: `const [at, options] = process.argv.slice(2)
const app = require('express')()
app.use(require('express-prom-bundle')(JSON.parse(options)))
${express}`
}

/** Tells classes for codes: 2XX. @type {NodeServer} */
export const EXPRESS_PROMETHEUS_MIDDLEWARE = {
  file: 'app.cjs', packages: ['express@4', 'express-prometheus-middleware@1'],
  text: `const [at] = process.argv.slice(2)
const app = require('express')()
app.use(require('express-prometheus-middleware')({ metricsPath: '/metrics', collectDefaultMetrics: false }))
${express}`
}

/** Default metrics of prom-client, in a process with some garbage to collect. @param {11 | 15} version @returns {NodeServer} */
export const promClient = (version) => ({
  file: 'app.cjs', packages: [`prom-client@${version}`],
  text: `const [at] = process.argv.slice(2)
const client = require('prom-client')
client.collectDefaultMetrics()
let kept = []
setInterval(() => { kept = Array.from({ length: 1e5 }, () => ({})) }, 20)
require('node:http').createServer(async (_, answer) => { answer.end(await client.register.metrics()) }).listen(Number(at), '127.0.0.1')
`
})

/** Counted by the client library of Python: answers by method and code, and how long they took without either. */
export const PYTHON = `import http.server, prometheus_client, sys
at, out = map(int, sys.argv[1:3])
requests = prometheus_client.Counter('http_requests_total', 'HTTP requests', ['method', 'code'])
duration = prometheus_client.Summary('http_request_duration_seconds', 'Time to answer')
class Handler(http.server.BaseHTTPRequestHandler):
    @duration.time()
    def do_GET(self):
        code = {'/articles': 200, '/broken': 500}.get(self.path, 404)
        requests.labels(method=self.command, code=str(code)).inc()
        self.send_response(code)
        self.send_header('Content-Length', '0')
        self.end_headers()
    def log_message(self, *_):
        pass
prometheus_client.start_http_server(out, '127.0.0.1')
http.server.ThreadingHTTPServer(('127.0.0.1', at), Handler).serve_forever()
`
