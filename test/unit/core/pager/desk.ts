import type { ConfigInput } from '@shared/config/schema'
import { aSnapshot, NOW } from '../../../builders'
import { aSetup, prom, startCore, type Core } from '../core-harness'
import { ALL_DAY, film, sees } from './film'
import { M, type Sighting } from './watched'

const NAMES = ['web', 'api', 'db', 'mail']
/** `web` needs `api`, which needs `db`; `mail` stands alone. All are of tier 1, but for those named. */
const configOf = (tier2: readonly string[], paging: ConfigInput['paging']): ConfigInput =>
  ({ paging: { ...ALL_DAY.paging, ...paging }, services: NAMES.map((name) => ({ name, tier: tier2.includes(name) ? 2 as const : 1 as const, dependsOn: name === 'web' ? ['api'] : name === 'api' ? ['db'] : [] })) })
/** Services that are lost, from a minute on, and until another one. */
export type Lost = Readonly<Record<string, readonly [from: number, to?: number]>>
/** What fires at a minute. */
export type Firing = (minute: number) => readonly Sighting[]

const minute = (at: number): number => (at - NOW) / M
/** A Prometheus' answer: it knows neither silences nor acknowledgements. */
export const prometheus = (at: number, alerts: readonly Sighting[], lost: Lost = {}) => (core: Core): Core => core.answer('prom', aSnapshot({
  alerts: alerts.map((a) => ({ ...a, held: null, silencedBy: [], inhibitedBy: [], ...(a.state === 'pending' ? {} : { state: 'firing' as const }) })),
  services: NAMES.map((name) => { const [from, to = Infinity] = lost[name] ?? [Infinity]; return sees(name, at, minute(at) < from || minute(at) >= to) })
}), at)
/** Its Alertmanager's, which knows nothing of what is pending. */
export const manager = (at: number, alerts: readonly Sighting[]) => (core: Core): Core => core.answer('am', aSnapshot({ alerts: alerts.filter((a) => a.state !== 'pending'), services: null }), at)

/** A desk that hears a Prometheus and, right after it, its Alertmanager, every 15 s. */
export const aDesk = (tier2: readonly string[] = [], sources = [aSetup(), prom()], paging: ConfigInput['paging'] = {}) => {
  const f = film(startCore(sources, { config: configOf(tier2, paging) }))
  return {
    ...f,
    play: (from: number, to: number, firing: Firing, lost: Lost = {}): void => {
      f.run(NOW + from * M, NOW + to * M, (at) => [prometheus(at, firing(minute(at)), lost), manager(at, firing(minute(at)))])
    },
    snooze: (at: number): void => { f.step((c) => c.do({ type: 'snoozed', at: NOW + at * M, page: Object.keys(c.state.app.pages)[0]!, until: NOW + (at + 10) * M }), NOW + at * M) },
    take: (at: number): void => { f.step((c) => c.do({ type: 'acknowledged', at: NOW + at * M, page: Object.keys(c.state.app.pages)[0]!, held: { by: 'Mira', since: NOW + at * M, source: '' } }), NOW + at * M) },
    /** What was told and done, without sounds, repeats and bodies. */
    told: (): readonly string[] => f.out.filter((line) => !line.endsWith(' sound') && !line.endsWith('repeated')).map((line) => line.split(' | ')[0]!),
    /** Minutes of the first and the last sound; null: none. */
    rang: (): readonly [number, number] | null => {
      const list = f.out.filter((line) => line.endsWith(' sound')).map((line) => Number.parseInt(line, 10))
      return list.length === 0 ? null : [list[0]!, list.at(-1)!]
    },
    pages: (): readonly string[] => Object.values(f.core().state.app.pages).map((p) => `${p.status} ${p.route}: ${p.title}`)
  }
}
