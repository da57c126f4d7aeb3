import { configSchema, type ConfigInput } from '@shared/config/schema'
import { createEngine, type Engine } from '../../../src/main/app/engine'
import { forgetfulJournal } from '../../../src/main/app/face'
import { keepPresence } from '../../../src/main/app/presence'
import type { HttpClient } from '../../../src/main/ports/http'
import { SourceFailure } from '../../../src/main/ports/failure'
import { NOW } from '../../builders'
import { fakeClock, type FakeClock } from '../../fakes/fake-clock'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeLedger, type FakeLedger } from '../../fakes/fake-ledger'
import { fakeMachine } from '../../fakes/fake-machine'
import { fakeNotifier, type FakeNotifier } from '../../fakes/fake-notifier'
import { fakeSilences, type FakeSilences } from '../../fakes/fake-silences'
import { fakeSound } from '../../fakes/fake-sound'

/** A person's Garda. */
export interface Desk {
  readonly engine: Engine
  readonly notifier: FakeNotifier
  readonly ledger: FakeLedger
  /** Cuts it off from the Alertmanager, and back. */
  reach(able: boolean): void
  /** Dies without a word. */
  crash(): Promise<void>
  quit(): Promise<void>
}
export interface Office {
  readonly clock: FakeClock
  readonly am: FakeSilences
  /** Names of the alerts that fire: critical ones of production. */
  firing: readonly string[]
  open(me: string, over?: { readonly config?: ConfigInput; readonly ledger?: FakeLedger }): Promise<Desk>
}

/** One Alertmanager that desks share, with a clock that may differ from theirs. */
export const office = (skewMs = 0): Office => {
  const clock = fakeClock(NOW)
  const am = fakeSilences(() => clock.now() + skewMs)
  const alert = (name: string): object => {
    const labels: Readonly<Record<string, string>> = { alertname: name, severity: 'critical', service: 'checkout', env: 'production' }
    const fits = ({ name: label, value, isEqual }: FakeSilences['kept'][number]['matchers'][number]): boolean => ((labels[label] ?? '') === value) === isEqual
    const silencedBy = am.kept.filter((s) => Date.parse(s.endsAt) > clock.now() + skewMs && s.matchers.every(fits)).map((s) => s.id)
    return {
      labels, annotations: {}, startsAt: new Date(NOW + skewMs).toISOString(), endsAt: new Date(clock.now() + skewMs + 240_000).toISOString(),
      status: { state: silencedBy.length ? 'suppressed' : 'active', silencedBy, inhibitedBy: [], mutedBy: [] }
    }
  }
  const it: Office = {
    clock, am, firing: [],
    open: async (me, { config = {}, ledger = fakeLedger({ lastRunAt: NOW - 60_000 }) } = {}) => {
      let reachable = true
      const http: HttpClient = {
        ...am.http, reset: () => undefined, close: () => undefined,
        request: async (request, limits) => {
          if (!reachable) throw new SourceFailure('refused', { host: 'am:9093' })
          am.alerts = it.firing.map(alert)
          const response = await am.http.request(request, limits)
          return { ...response, headers: { ...response.headers, date: new Date(clock.now() + skewMs).toUTCString() } }
        }
      }
      const full = configSchema.parse({
        thisComputer: false, sources: [{ name: 'am', kind: 'alertmanager', urls: ['http://am:9093'], interval: '15s', timeout: '5s' }],
        paging: { me, buddy: {}, onCall: { people: ['Mira', 'Daniel'], start: new Date(NOW - 3_600_000).toISOString(), zone: 'UTC', handover: '11:00' }, ladders: [{ sound: { after: '0s', every: '1m' } }] }, ...config
      })
      const notifier = fakeNotifier()
      const log = { write: () => undefined }
      const engine = await createEngine({ config: full, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode: 'live', version: '0' }, {
        clock, random: () => 0.5, notifier, sound: fakeSound(), hooks: fakeHooks(), ledger, journal: forgetfulJournal(), log, tools: { http: { open: () => http }, machine: fakeMachine() }
      })
      const presence = keepPresence({ engine, clock, log })
      return {
        engine, notifier, ledger,
        reach: (able) => { reachable = able },
        crash: async () => { reachable = false; await engine.stop() },
        quit: async () => { await presence.end(); await engine.stop() }
      }
    }
  }
  return it
}
