import type { Dashboards } from '../ports/dashboards'
import { forgetfulDashboards, keptText } from './dashboards'

const q = '{service="article-service", env="production"}'
const failing = 'sum(rate(http_requests_total{service="article-service", env="production", code=~"5.."}[1m])) / sum(rate(http_requests_total{service="article-service", env="production"}[1m]))'
const latency = `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket${q}[5m])))`
const saturation = `max(saturation_ratio${q})`
const requests = `sum by (code) (rate(http_requests_total${q}[1m]))`

type Json = Readonly<Record<string, unknown>>
const target = (expr: string, legendFormat = ''): Json => ({ expr, legendFormat, refId: 'A' })
const steps = (...at: readonly (readonly [string, number | null])[]): Json => ({ mode: 'absolute', steps: at.map(([color, value]) => ({ color, value })) })
const number = (type: 'stat' | 'gauge', title: string, x: number, expr: string, defaults: Json): Json =>
  ({ type, title, gridPos: { x, y: 1, w: 6, h: 4 }, targets: [target(expr)], fieldConfig: { defaults, overrides: [] }, options: { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'value', graphMode: 'area' } })
const lines = (title: string, x: number, y: number, expr: string, legend: string, unit: string, custom: Json = {}, thresholds: Json = steps(['green', null])): Json =>
  ({ type: 'timeseries', title, gridPos: { x, y, w: 12, h: 8 }, targets: [target(expr, legend)], fieldConfig: { defaults: { unit, custom, thresholds }, overrides: [] } })
const row = (title: string, y: number): Json => ({ type: 'row', title, collapsed: false, gridPos: { x: 0, y, w: 24, h: 1 }, panels: [] })

/** The dashboard that the demo's newsroom keeps in its Grafana, as made up as the newsroom itself. */
const NEWSROOM: Json = {
  title: 'Article pages (demo)', uid: 'demo-newsroom', tags: ['newsroom'], schemaVersion: 39, time: { from: 'now-1h', to: 'now' }, templating: { list: [] }, annotations: { list: [] },
  panels: [
    row('Now', 0),
    number('stat', 'Failing', 0, failing, { unit: 'percentunit', thresholds: steps(['green', null], ['orange', 0.01], ['red', 0.02]) }),
    number('stat', 'Latency, p95', 6, latency, { unit: 's', thresholds: steps(['green', null], ['orange', 0.5], ['red', 1]) }),
    number('gauge', 'Saturation', 12, saturation, { unit: 'percentunit', min: 0, max: 1, thresholds: steps(['green', null], ['orange', 0.8], ['red', 0.95]) }),
    {
      type: 'text', title: 'About', gridPos: { x: 18, y: 1, w: 6, h: 4 },
      options: { mode: 'markdown', content: '**Made up**, like all of the demo. It was read from the JSON that Grafana exports: drop a file of your own onto this window.' }
    },
    row('Over time', 5),
    lines('Requests by status', 0, 6, requests, '{{code}}', 'reqps', { stacking: { mode: 'normal' } }), lines('Error ratio', 12, 6, failing, 'failing', 'percentunit', { thresholdsStyle: { mode: 'line' } }, steps(['green', null], ['red', 0.02])),
    lines('Latency, p95', 0, 14, latency, 'p95', 's'), { type: 'nodeGraph', title: 'Who calls whom', gridPos: { x: 12, y: 14, w: 12, h: 8 }, targets: [target('up')] }
  ]
}

export const demoDashboards = (now: number): Dashboards => forgetfulDashboards({ 'demo-newsroom': keptText({ origin: '', importedAt: now, demo: true, dashboard: NEWSROOM }) })
