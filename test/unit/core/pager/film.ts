import { labelsOf } from '@shared/domain/labels'
import { aServiceSighting, aSighting, NOW } from '../../../builders'
import type { Core } from '../core-harness'
import { M, S } from './watched'

export const ALL_DAY = { paging: { night: { from: '00:00', to: '00:00' } } }
const stamp = (at: number): string => { const s = (at - NOW) / S; return `${Math.floor(s / 60)}m${s % 60 === 0 ? '' : `${s % 60}s`}` }

/** A desk that writes down what is told and heard, by the minute: `12m new critical: title | body`, `12m sound`, `12m hook paged`. */
export const film = (start: Core) => {
  const out: string[] = []
  let core = start
  const step = (act: (core: Core) => Core, at: number): void => {
    core = act(core)
    for (const { record, request } of core.last.intents) out.push(`${stamp(at)} ${record.reason} ${request.urgency}: ${request.title} | ${request.body.replace(/\n/g, ' / ')}`)
    for (const effect of core.last.effects) if (effect.type !== 'close') out.push(`${stamp(at)} ${effect.type === 'sound' ? 'sound' : `hook ${effect.event}`}`)
  }
  return {
    out, step, core: () => core,
    rings: (): boolean => out.some((line) => line.endsWith(' sound')),
    said: (text: string): readonly string[] => out.filter((line) => line.includes(text)),
    /** A tick every five seconds, and every fifteen what its sources say. */
    run: (from: number, to: number, says: (at: number) => readonly ((core: Core) => Core)[]): void => {
      for (let at = from; at < to; at += 5 * S) {
        step((c) => c.tick(at), at)
        if ((at - NOW) % (15 * S) === 0) for (const act of says(at)) step(act, at)
      }
    }
  }
}
/** A service as a Prometheus has it: with samples of now, or without. */
export const sees = (name: string, at: number, fresh: boolean) => aServiceSighting({ name, labels: labelsOf(Object.entries({ env: 'production', service: name })), fresh, lastSampleAt: fresh ? null : NOW + M })
export const byMira = (at: number) => ({ held: { by: 'Mira', since: at, source: 'am' }, silencedBy: ['k1'] })
export const raw = (labels: Readonly<Record<string, string>>, startsAt: number) => aSighting({ labels: labelsOf(Object.entries({ env: 'production', severity: 'critical', ...labels })), startsAt })
