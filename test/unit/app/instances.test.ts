import { expect, test } from 'vitest'
import { configSchema } from '@shared/config/schema'
import { instancesOf, type Instance } from '../../../src/main/app/instances'
import { NOW } from '../../builders/now'
import { fakeHttp } from '../../fakes/fake-http'
import { fakeMachine } from '../../fakes/fake-machine'

const tools = { http: { open: () => fakeHttp({}) }, machine: fakeMachine(), now: () => NOW }
const instances = (config: object, before: readonly Instance[] = []): readonly Instance[] => instancesOf(
  { config: configSchema.parse({ version: 1, thisComputer: false, sources: [{ name: 'Prom', kind: 'prometheus', url: 'http://p:9090' }, { name: 'Mail', kind: 'alertmanager', url: 'http://a:9093' }], ...config }), readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] },
  new Map(before.map((one) => [one.setup.id, one])), tools)

test('what draws limits reads severities as the configuration does, and stays as it is while that does', () => {
  const own = { labels: { severity: ['urgency'] }, severities: { critical: ['sev0'] } }
  const [prom, mail] = instances(own)
  expect([prom!.source.severity?.labels, prom!.source.severity?.words.critical, mail!.source.severity]).toEqual([['urgency'], ['sev0'], undefined])
  const again = instances(own, [prom!, mail!])
  const other = instances({}, [prom!, mail!])
  expect([again[0] === prom, again[1] === mail, other[0] === prom, other[1] === mail]).toEqual([true, true, false, true])
})
