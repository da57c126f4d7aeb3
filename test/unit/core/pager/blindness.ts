import { labelsOf } from '@shared/domain/labels'
import type { AlertSighting } from '@shared/domain/alert'
import type { ServiceSighting } from '@shared/domain/service'
import { keptPages } from '../../../../src/main/core/pager/pages'
import type { SourceSetup } from '../../../../src/main/core/core-state'
import { aServiceSighting, aSighting, NOW } from '../../../builders'
import { startCore, type Core } from '../core-harness'

export const S = 1_000
export const M = 60 * S

/** What was told and heard, in the order it was, with seconds since NOW. */
export interface Log { readonly told: string[]; readonly sounds: number[]; readonly hooks: string[] }
export const aLog = (): Log => ({ told: [], sounds: [], hooks: [] })

const note = (core: Core, at: number, { told, sounds, hooks }: Log): Core => {
  for (const e of core.last.effects) if (e.type === 'sound') sounds.push((at - NOW) / S); else if (e.type === 'hook') hooks.push(`${(at - NOW) / S}s ${e.event}`)
  for (const i of core.last.intents) told.push(`${(at - NOW) / S}s ${i.record.reason} ${i.request.urgency}: ${i.request.title}`)
  return core
}

/** A tick every 5 s, and answers every 15 s. */
export const run = (from: Core, [begin, end]: readonly [number, number], log: Log, answers: (at: number) => readonly ((core: Core) => Core)[]): Core => {
  let core = from
  for (let at = begin; at <= end; at += 5 * S) {
    core = note(core.tick(at), at, log)
    if ((at - begin) % (15 * S) === 0) for (const answer of answers(at)) core = note(answer(core), at, log)
  }
  return core
}

/** Garda is started again, with what the run before kept. */
export const again = (core: Core, setups: readonly SourceSetup[], at: number): Core =>
  startCore(setups, { config: core.state.config, at, episodes: core.state.episodes, pages: keptPages(core.state.app, true), acks: Object.values(core.state.acks), lastRunAt: at - 5 * S })

export const sees = (name: string, at: number, fresh = true): ServiceSighting => aServiceSighting({ name, fresh, lastSampleAt: fresh ? at : NOW })
export const WATCHDOG: AlertSighting = aSighting({ labels: labelsOf(Object.entries({ alertname: 'Watchdog', severity: 'none', env: 'production' })), startsAt: NOW - 60 * M })
