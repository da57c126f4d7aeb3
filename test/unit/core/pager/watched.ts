import { labelsOf } from '@shared/domain/labels'
import type { Page } from '@shared/domain/page'
import { aSighting, aSnapshot, NOW } from '../../../builders'
import { aSetup, startCore, type Core } from '../core-harness'
import { entriesOf } from '../../../../src/main/core/journal'

export const S = 1_000
export const M = 60 * S
export const H = 60 * M
export const BEGAN = NOW + 10 * S
export type Sighting = ReturnType<typeof aSighting>
export const an = (name: string, service: string, startsAt = BEGAN, over = {}, labels: Record<string, string> = {}): Sighting =>
  aSighting({ labels: labelsOf(Object.entries({ alertname: name, env: 'production', service, severity: 'critical', ...labels })), startsAt, ...over })
export const held = { held: { by: 'Mira', since: NOW + M, source: 'am' } }
export const silenced = { state: 'suppressed', silencedBy: ['s1'] }
export const pagesOf = (core: Core): readonly Page[] => Object.values(core.state.app.pages)

/**
 * A watch of one Alertmanager, asked every 15 s; what was heard and told meanwhile.
 * @param left what a run before left behind
 */
export const watch = (config = {}, left?: Pick<NonNullable<Parameters<typeof startCore>[1]>, 'at' | 'episodes' | 'pages' | 'lastRunAt'>) => {
  const started = startCore([aSetup()], { config: { paging: { night: { from: '00:00', to: '00:00' } }, ...config }, ...left })
  let core = left ? started : started.answer('am', aSnapshot({ alerts: [] }), NOW)
  let [sounds, hooks, told, urgent]: [number, readonly string[], readonly string[], readonly string[]] = [0, [], [], []]
  let written: readonly string[] = []
  const note = (next: Core): void => {
    written = [...written, ...entriesOf(core.state, next.state, { type: 'tick', at }).flatMap((e) => ('page' in e ? [e.type] : []))]
    core = next
    sounds += next.last.effects.filter((e) => e.type === 'sound').length
    hooks = [...hooks, ...next.last.effects.flatMap((e) => (e.type === 'hook' ? [e.event] : []))]
    told = [...told, ...next.last.intents.map((i) => i.record.reason)]
    urgent = [...urgent, ...next.last.intents.filter((i) => i.request.urgency === 'critical').map((i) => i.request.key)]
  }
  const until = (to: number, alerts: (at: number) => readonly Sighting[], from = at): void => {
    for (at = from; at < to; at += 5 * S) {
      note(core.tick(at))
      if ((at - NOW) % (15 * S) === 0) note(core.answer('am', aSnapshot({ alerts: alerts(at) }), at))
    }
  }
  let at = NOW + 15 * S
  return {
    until, core: () => core, sounds: () => sounds, hooks: () => hooks, told: () => told, written: () => written, then: (step: (core: Core, at: number) => Core) => { note(step(core, at)) },
    since: () => {
      const [s, h, t, u] = [sounds, hooks.length, told.length, urgent.length]
      return { sounds: () => sounds - s, hooks: () => hooks.slice(h), told: () => told.slice(t), urgent: () => urgent.slice(u) }
    }
  }
}
