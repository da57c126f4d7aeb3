import { afterAll, beforeAll, expect, test } from 'vitest'
import { missing } from '../../src/main/core/pager/watchdog'
import { alertmanager } from '../../src/main/sources/alertmanager'
import { prometheus } from '../../src/main/sources/prometheus'
import type { HttpClient } from '../../src/main/ports/http'
import { NOW } from '../builders'
import { aContext, anInstance, realHttp } from '../builders/asking'
import { startAlertmanager, type Alertmanager } from '../servers/alertmanager'
import { until } from '../servers/process'
import { startPrometheus, untilQuery, type Prometheus } from '../servers/prometheus'
import { aSetup, prom, startCore, type Core } from '../unit/core/core-harness'

const WATCHDOG = { alert: 'Watchdog', expr: 'vector(1)', labels: { severity: 'none' }, annotations: { summary: 'The pipeline works' } }
const TROUBLE = { alert: 'Trouble', expr: 'vector(2)', labels: { severity: 'critical' } }
const USUAL = { names: ['Watchdog'], declared: false }

let am: Alertmanager
let server: Prometheus
let http: HttpClient
beforeAll(async () => {
  am = await startAlertmanager()
  server = await startPrometheus({ alertmanagers: [am.target], rules: [WATCHDOG, TROUBLE] })
  http = realHttp()
  await untilQuery(server.url, 'count(ALERTS{alertstate="firing"}) == 2')
})
afterAll(async () => {
  http.close()
  await Promise.all([server.stop(), am.stop()])
})

test('a Prometheus whose rules lose their Watchdog is missed, and is back with it; what fires beside it is listed alone', async () => {
  const contexts = { prom: aContext(http), am: aContext(http) }
  let core = startCore([prom({ watchdog: USUAL }), aSetup({ watchdog: USUAL })])
  let n = 0
  /** One look at both, each a quarter of a minute after the last as the core sees it. */
  const look = async (): Promise<Core> => {
    const at = NOW + n++ * 15_000
    core = core.answer('prom', await prometheus.poll(anInstance([server.url], { id: 'prom' }), contexts.prom), at)
    core = core.answer('am', await alertmanager.poll(anInstance([am.url], { id: 'am' }), contexts.am), at)
    return core
  }
  const says = ({ state }: Core) => ({
    alerts: Object.values(state.app.alerts).map((a) => a.name), missing: missing(state, NOW + 3_600_000).map((m) => m.source),
    counts: ['prom', 'am'].map((id) => state.app.sources[id]?.counts['alerts']), seen: ['prom', 'am'].map((id) => state.app.sources[id]?.watchdog?.name)
  })

  await until('both alerts at both', look, (c) => c.state.memory['am']?.alerts?.length === 2 && c.state.memory['prom']?.alerts?.length === 2)
  expect(says(core)).toEqual({ alerts: ['Trouble'], missing: [], counts: [1, 1], seen: ['Watchdog', 'Watchdog'] })

  await server.setRules([TROUBLE])
  // a rule group that was just loaded is not evaluated yet: what is read of it then proves nothing
  await until('a whole answer without it', look, (c) => c.state.memory['prom']?.watched[0]?.lacks === 1)
  expect(says(core).missing).toEqual([])
  await look()
  expect(says(core).missing).not.toContain('prom')
  await look()
  expect(says(core).missing).toContain('prom')
  expect(says(core).alerts).toEqual(['Trouble'])

  await server.setRules([WATCHDOG, TROUBLE])
  await until('both back', look, (c) => says(c).missing.length === 0)
  expect(says(core)).toEqual({ alerts: ['Trouble'], missing: [], counts: [1, 1], seen: ['Watchdog', 'Watchdog'] })
})
