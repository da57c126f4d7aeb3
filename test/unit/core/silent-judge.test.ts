import { describe, expect, it } from 'vitest'
import { aSnapshot, NOW } from '../../builders'
import { aSetup, prom, startCore, type Core } from './core-harness'
import { an, M, pagesOf, S, type Sighting } from './pager/watched'

const DAY = { paging: { night: { from: '00:00', to: '00:00' } } }
const fires = an('Down', 'db', NOW + M)
const silence = (to: number) => ({ id: 'k1', source: 'am', matchers: [{ name: 'service', value: 'db', isRegex: false, isEqual: true }], startsAt: NOW, endsAt: to, createdBy: 'Mira', comment: 'ACK! on it', state: 'active' as const })

/** Both tell it; the Alertmanager says `said` of it from the second minute on, is silent for `down` ms and says the very same again. */
const through = (said: Sighting, down: number): { readonly core: Core; readonly after: number } => {
  let core = startCore([aSetup(), prom()], { config: DAY })
  let sounds = 0
  const note = (next: Core): void => { core = next; sounds += next.last.effects.filter((e) => e.type === 'sound').length }
  const go = (from: number, to: number, am: readonly Sighting[] | null, told: readonly Sighting[]): void => {
    for (let at = from; at < to; at += 15 * S) {
      note(core.tick(at))
      note(core.answer('prom', aSnapshot({ alerts: told }), at))
      note(am === null ? core.fail('am', at) : core.answer('am', aSnapshot({ alerts: am, silences: [silence(at + 12 * M)] }), at))
    }
  }
  const list = [fires]
  go(NOW, NOW + M, [], [])
  go(NOW + M, NOW + 2 * M, list, list)
  go(NOW + 2 * M, NOW + 10 * M, [said], list)
  const back = NOW + 10 * M + down
  go(NOW + 10 * M, back, null, list)
  // one answer later everything is as it was
  go(back, back + 30 * S, [said], list)
  const before = sounds
  go(back + 30 * S, back + 20 * M, [said], list)
  return { core, after: sounds - before }
}

describe('an Alertmanager that was silent and says the very same again', () => {
  it.each<[string, Partial<Sighting>, number, unknown]>([
    ['inhibited', { state: 'suppressed', inhibitedBy: ['x'] }, M, ['suppressed', undefined]],
    ['muted', { state: 'suppressed', mutedBy: ['x'] }, M, ['suppressed', undefined]],
    ['taken, and kept so', { held: { by: 'Mira', since: NOW + 2 * M, source: 'am' }, silencedBy: ['k1'] }, 15 * M, ['firing', 'Mira']]
  ])('is believed: %s', (_name, said, down, wanted) => {
    const { core, after } = through({ ...fires, ...said }, down)
    expect([Object.values(core.state.app.alerts).map((a) => [a.state, a.held?.by]), after, pagesOf(core).filter((p) => p.status === 'open').length]).toEqual([[wanted], 0, 0])
  })
})

describe('what is noted before the configuration', () => {
  it('is no end to the wait for first answers', () => {
    const silenced = an('Down', 'db', NOW - M, { state: 'suppressed', silencedBy: ['k1'] })
    const started = startCore([], { config: DAY }).do({ type: 'meta', at: NOW, change: {} })
    const configured = started.do({ type: 'configured', at: NOW, config: started.state.config, sources: [aSetup(), prom()], file: null, notices: [] })
    const first = configured.answer('prom', aSnapshot({ alerts: [an('Down', 'db', NOW - M)] }), NOW + S)
    const both = first.answer('am', aSnapshot({ alerts: [silenced], silences: [silence(NOW + 12 * M)] }), NOW + 2 * S)
    expect([first.last.intents, both.last.intents, pagesOf(both)]).toEqual([[], [], []])
  })
})
