import { check, pathText } from '@shared/config/problems'
import { packSchema, type Pack } from '@shared/config/packs'
import alertmanager from '../../../../resources/packs/alertmanager.json'
import go from '../../../../resources/packs/go.json'
import httpDuration from '../../../../resources/packs/http-duration.json'
import httpRequests from '../../../../resources/packs/http-requests.json'
import micrometer from '../../../../resources/packs/micrometer.json'
import node from '../../../../resources/packs/node.json'
import opentelemetry from '../../../../resources/packs/opentelemetry.json'
import processes from '../../../../resources/packs/process.json'
import prometheus from '../../../../resources/packs/prometheus.json'
import promhttp from '../../../../resources/packs/promhttp.json'
import up from '../../../../resources/packs/up.json'

const read = (raw: unknown): Pack => {
  const checked = check(packSchema, raw)
  if (checked.ok) return checked.value
  throw new Error(`a pack that comes with Garda is not one: ${checked.problems.map((p) => `${pathText(p.path)} ${p.reason}`).join(', ')}`)
}

/** The packs that come with Garda, most telling first: where several fit, earlier ones win. */
export const BUILT_IN: readonly Pack[] = [
  httpRequests, httpDuration, micrometer, opentelemetry, prometheus, alertmanager, node, promhttp, processes, go, up
].map(read)
