import { describe, expect, it } from 'vitest'
import { labelsOf } from '@shared/domain/labels'
import { reasonText } from '@shared/text/reason'
import { aSighting, aSnapshot, NOW } from '../../builders'
import { aSetup, prom, startCore, type Core } from './core-harness'

const named = (name: string, over: Record<string, string> = {}, rest = {}): ReturnType<typeof aSighting> =>
  aSighting({ labels: labelsOf(Object.entries({ alertname: name, env: 'production', service: 'checkout', severity: 'critical', ...over })), ...rest })
const sees = (...alerts: ReturnType<typeof aSighting>[]): ReturnType<typeof aSnapshot> => aSnapshot({ alerts, services: null })
const S = 1_000

describe('notifications', () => {
  it('tells a new firing alert once, by name', () => {
    const core = startCore([aSetup()]).answer('am', sees(), NOW + S).answer('am', sees(named('A', {}, { startsAt: NOW + 2 * S })), NOW + 3 * S)
    expect(core.last.intents.map((i) => i.request)).toEqual([{
      key: expect.stringMatching(/^alert:/) as string, urgency: 'critical', title: 'CRITICAL: checkout, PRODUCTION',
      body: expect.stringMatching(/^5 % of requests fail, limit 2 %\. Since \d\d:\d\d\.\nA, seen by am\.$/) as string, actions: [{ id: 'open', label: 'Open' }]
    }])
    expect(core.answer('am', sees(named('A', {}, { startsAt: NOW + 2 * S, value: 3 })), NOW + 18 * S).last).toMatchObject({ intents: [], records: [] })
  })

  it('tells a new alert also when another is resolved in the same poll', () => {
    const core = startCore([aSetup()]).answer('am', sees(), NOW + S).answer('am', sees(named('A')), NOW + 2 * S).answer('am', sees(named('B')), NOW + 3 * S)
    expect(core.told).toHaveLength(2)
    expect(Object.values(core.state.app.resolved).map((a) => a.name)).toEqual(['A'])
  })

  it('tells it again when it was resolved and fires anew', () => {
    const core = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A')), NOW + S).answer('am', sees(), NOW + 2 * S).answer('am', sees(), NOW + 62 * S).answer('am', sees(named('A', {}, { startsAt: NOW + 63 * S })), NOW + 63 * S)
    expect(core.told).toEqual(['CRITICAL: checkout, PRODUCTION', 'Resolved: checkout, PRODUCTION', 'CRITICAL: checkout, PRODUCTION'])
  })

  it('does not tell again an alert that was missing for a while and is back with the same beginning', () => {
    const missing = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A')), NOW + S).answer('am', sees(), NOW + 2 * S)
    const back = missing.answer('am', sees(named('A')), NOW + 30 * S)
    expect([back.told.length, back.last.records.map((r) => r.reason)]).toEqual([1, ['already-told']])
    expect(back.answer('am', sees(), NOW + 40 * S).answer('am', sees(named('A', {}, { state: 'pending' })), NOW + 50 * S).answer('am', sees(named('A')), NOW + 60 * S).told).toHaveLength(1)
    const restarted = startCore([aSetup()], { at: NOW + 60 * S, episodes: missing.state.episodes, pages: missing.state.app.pages, lastRunAt: NOW + 3 * S })
    expect(restarted.answer('am', sees(named('A')), NOW + 61 * S).tick(NOW + 90 * S).told).toEqual([])
  })

  it('tells again when an alert ended and began anew while its source was out', () => {
    const out = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A', {}, { startsAt: NOW })), NOW + S).fail('am', NOW + 15 * S)
    const anew = (core: typeof out): typeof out => core.answer('am', sees(named('A', {}, { startsAt: NOW + 300 * S })), NOW + 400 * S)
    // nobody has taken the page that tells of it: it is folded in there; else it is told
    expect([anew(out).told.length, anew(out).last.records.map((r) => r.reason)]).toEqual([1, ['flapping']])
    const [page] = Object.keys(out.state.app.pages)
    const taken = anew(out.do({ type: 'acknowledged', at: NOW + 20 * S, page: page!, held: { by: 'Mira', since: NOW + 20 * S, source: '' } }))
    expect([taken.told.length, taken.last.records.map((r) => r.reason), taken.state.app.pages[page!]?.status]).toEqual([2, ['reopened'], 'open'])
    expect(out.answer('am', sees(named('A', {}, { startsAt: NOW - 300 * S })), NOW + 400 * S).told).toHaveLength(1)
    // one that dates its alerts anew in every answer says nothing by it
    expect(startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A', {}, { startsAt: NOW })), NOW + S).answer('am', sees(named('A', {}, { startsAt: NOW + 15 * S })), NOW + 16 * S).told).toHaveLength(1)
    // an Alertmanager that joins in gives another beginning for the same episode
    const joined = startCore([prom(), aSetup()]).answer('prom', sees(), NOW).answer('am', sees(), NOW).answer('prom', sees(named('A', {}, { startsAt: NOW })), NOW + S).answer('am', sees(), NOW + 2 * S)
    expect(joined.answer('am', sees(named('A', {}, { startsAt: NOW + 5 * S })), NOW + 6 * S).told).toHaveLength(1)
  })

  it('asks an Alertmanager first about what only others see, and tells nothing that it silences', () => {
    const core = startCore([prom(), aSetup()]).answer('prom', sees(), NOW).answer('am', sees(), NOW).answer('prom', sees(named('A'), named('B')), NOW + S)
    expect([core.told, core.last.ask, core.last.records]).toEqual([[], ['am'], []])
    const known = core.answer('am', sees(named('A', {}, { state: 'suppressed', silencedBy: ['s1'] }), named('B')), NOW + 2 * S)
    expect([known.told, known.last.ask, known.last.records.map((r) => r.reason)]).toEqual([['CRITICAL: checkout, PRODUCTION'], [], ['silenced', 'new']])
  })

  it('waits for no Alertmanager that does not know of it, does not answer, or takes longer than half a minute', () => {
    const core = startCore([prom(), aSetup()]).answer('prom', sees(), NOW).answer('am', sees(), NOW)
    const open = core.answer('prom', sees(named('A')), NOW + S)
    expect([open.answer('am', sees(), NOW + 2 * S).told.length, open.fail('am', NOW + 2 * S).told.length, open.tick(NOW + 30 * S).told.length, open.tick(NOW + 31 * S).told.length]).toEqual([1, 1, 0, 1])
    expect(core.fail('am', NOW + S).answer('prom', sees(named('A')), NOW + 2 * S).told).toHaveLength(1)
  })

  it('gathers what fires at start into one summary that names it', () => {
    const core = startCore([aSetup(), prom()]).answer('am', sees(named('A'), named('B')), NOW + S)
    expect(core.told).toEqual([])
    const done = core.answer('prom', aSnapshot({ alerts: [named('A'), named('C')] }), NOW + 2 * S)
    expect(done.last.intents.map((i) => [i.request.title, i.request.body, i.record.reason])).toEqual([['3 alerts are already firing', '3 critical. A (checkout), B (checkout), C (checkout).', 'baseline']])
  })

  it('leaves out of the summary what somebody takes before it is told', () => {
    const core = startCore([aSetup(), prom()]).answer('am', sees(named('A')), NOW + S).answer('am', sees(named('A', {}, { held: { by: 'Mira', since: NOW, source: 'am' } })), NOW + 2 * S)
    expect([core.last.records.map((r) => r.reason), core.tick(NOW + 10 * S).told]).toEqual([['held'], []])
  })

  it('does not wait for a dead source longer than ten seconds', () => {
    const core = startCore([aSetup(), prom()]).answer('am', sees(named('A')), NOW + S).tick(NOW + 9 * S)
    expect(core.told).toEqual([])
    expect(core.tick(NOW + 10 * S).told).toEqual(['Already firing. CRITICAL: checkout, PRODUCTION'])
  })

  it('keeps silent about what it told before a restart, and tells what began meanwhile with the page that it belongs to, or as a summary', () => {
    const before = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A', {}, { startsAt: NOW })), NOW + S)
    const again = startCore([aSetup()], { at: NOW + 60 * S, episodes: before.state.episodes, pages: before.state.app.pages, lastRunAt: NOW + 30 * S })
      .answer('am', sees(named('A', {}, { startsAt: NOW }), named('B', {}, { startsAt: NOW + 40 * S })), NOW + 61 * S)
    expect(again.told).toEqual(['CRITICAL: 2 alerts, one incident, PRODUCTION'])
    expect([again.last.records.map((r) => [r.reason, r.outcome]), Object.values(again.state.app.pages).map((p) => p.alerts.length)]).toEqual([[['already-told', 'suppressed'], ['joined', 'pending']], [2]])
    const other = startCore([aSetup()], { at: NOW + 60 * S, episodes: before.state.episodes, pages: before.state.app.pages, lastRunAt: NOW + 30 * S })
      .answer('am', sees(named('A', {}, { startsAt: NOW }), named('C', { service: 'search' }, { startsAt: NOW + 40 * S })), NOW + 61 * S)
    expect([other.told, other.last.records.map((r) => r.reason)]).toEqual([['Began while Garda was away. CRITICAL: search, PRODUCTION'], ['already-told', 'digest']])
  })

  it('tells again after a restart when the same alert was resolved and began anew meanwhile', () => {
    const before = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A', {}, { startsAt: NOW })), NOW + S)
    const again = startCore([aSetup()], { at: NOW + 60 * S, episodes: before.state.episodes, lastRunAt: NOW + 30 * S }).answer('am', sees(named('A', {}, { startsAt: NOW + 45 * S })), NOW + 61 * S)
    expect(again.told).toHaveLength(1)
  })

  it('does not take an alert for a new one after a restart because its server’s clock is ahead', () => {
    const ahead = named('A', {}, { startsAt: NOW + 60 * S })
    const before = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(ahead), NOW + S)
    expect([before.told.length, startCore([aSetup()], { at: NOW + 10 * S, episodes: before.state.episodes, pages: before.state.app.pages, lastRunAt: NOW + 5 * S }).answer('am', sees(ahead), NOW + 11 * S).told]).toEqual([1, []])
  })

  it('names what it does not tell, with the reason', () => {
    const core = startCore([aSetup()], { config: { notifications: { severities: ['critical'] } } }).answer('am', sees(), NOW).answer('am', sees(
      named('dev', { env: 'development' }), named('warn', { severity: 'warning' }), named('quiet', {}, { state: 'suppressed', silencedBy: ['s1'] }),
      named('below', {}, { state: 'suppressed', inhibitedBy: ['x'] }), named('taken', {}, { held: { by: 'Mira', since: NOW, source: 'am' } })
    ), NOW + S)
    expect(core.told).toEqual([])
    expect(Object.fromEntries(core.last.records.map((r) => [core.state.app.alerts[r.alerts[0]!]!.name, r.reason]))).toEqual({
      dev: 'environment', warn: 'severity', quiet: 'silenced', below: 'inhibited', taken: 'held'
    })
  })

  it('tells an alert whose silence ends while it fires', () => {
    const core = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A', {}, { state: 'suppressed', silencedBy: ['s'] })), NOW + S).answer('am', sees(named('A')), NOW + 2 * S)
    expect(core.told).toEqual(['CRITICAL: checkout, PRODUCTION'])
  })

  it('tells after a pause what still fires', () => {
    const paused = startCore([aSetup()]).answer('am', sees(), NOW).do({ type: 'meta', at: NOW + S, change: { pausedUntil: NOW + 60 * S } }).answer('am', sees(named('A')), NOW + 2 * S)
    expect([paused.told, paused.last.records.map((r) => r.reason)]).toEqual([[], ['paused']])
    expect(paused.do({ type: 'meta', at: NOW + 60 * S, change: { pausedUntil: null } }).told).toEqual(['CRITICAL: checkout, PRODUCTION'])
  })

  it('turns a storm into one notification with the criticals first', () => {
    const storm = Array.from({ length: 10_000 }, (_, i) => named(`W${i}`, { severity: 'warning', instance: `i${i}` }))
    const core = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(...storm, named('Worst')), NOW + S)
    expect(core.last.intents.map((i) => [i.request.title, i.request.urgency, i.request.body])).toEqual([
      ['CRITICAL: 10,001 alerts, one incident, PRODUCTION', 'critical', expect.stringMatching(/^checkout: Worst, W0, W1, W10, W100 and 9,996 more\. Since /)]
    ])
  })

  it('keeps what it told in sight of the windows, however much it did not tell', () => {
    const crowd = Array.from({ length: 600 }, (_, i) => named(`I${i}`, { severity: 'info', instance: `i${i}` }))
    const core = startCore([aSetup()]).answer('am', sees(...crowd, named('Worst')), NOW)
    const records = Object.values(core.state.app.notifications)
    expect([records.length, records.filter((r) => r.reason === 'baseline').length, core.told]).toEqual([500, 1, ['Already firing. CRITICAL: checkout, PRODUCTION']])
    const missed = core.do({ type: 'delivered', at: NOW + S, id: core.last.intents[0]!.record.id, outcome: 'suppressed', reason: 'no-daemon' })
    expect(Object.values(missed.state.episodes).filter((e) => e.reason !== 'severity').map((e) => [e.toldAt, e.reason])).toEqual([[null, 'no-daemon']])
  })

  it('says when a source answers without its alerts, and nobody else tells them', () => {
    const unread = (at: number, core: ReturnType<typeof startCore>): typeof core => core.answer('prom', aSnapshot({ alerts: null, warnings: [{ part: 'alerts', failure: { code: 'server-error', values: { status: 500 } }, text: '', blinds: true }] }), at)
    const seen = startCore([prom()]).answer('prom', aSnapshot(), NOW)
    const told = [15, 30, 45, 60, 75].reduce((core, s) => unread(NOW + s * S, core), seen)
    expect([told.told, told.last.intents[0]?.request.body]).toEqual([['Garda cannot see prom'], 'It answers, but its alerts could not be read for 60 s. Nothing else depends on it.'])
    expect(unread(NOW + 90 * S, told).tick(NOW + 100 * S).told).toHaveLength(1)
    const covered = startCore([prom(), aSetup()]).answer('prom', aSnapshot(), NOW).answer('am', sees(), NOW)
    expect([15, 30, 45, 60, 75].reduce((core, s) => unread(NOW + s * S, core).answer('am', sees(), NOW + s * S), covered).told).toEqual([])
  })

  it('says once that a source is silent, with what became unknown', () => {
    const core = startCore([prom()]).answer('prom', aSnapshot(), NOW).fail('prom', NOW + 15 * S).fail('prom', NOW + 40 * S).tick(NOW + 74 * S)
    expect(core.told).toEqual([])
    const told = core.tick(NOW + 75 * S)
    expect([told.told, told.fail('prom', NOW + 90 * S).tick(NOW + 100 * S).told]).toEqual([['Garda cannot see prom'], ['Garda cannot see prom']])
    expect(told.answer('prom', aSnapshot(), NOW + 110 * S).fail('prom', NOW + 120 * S).tick(NOW + 181 * S).told).toHaveLength(2)
  })

  const cannot = { able: false, by: '', detail: 'no daemon' }
  const can = { able: true, by: 'dunst', detail: '' }

  it('tells late, and once, what no notification service was there to show', () => {
    const core = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A')), NOW + S)
    const missed = core.do({ type: 'delivered', at: NOW + S, id: core.last.intents[0]!.record.id, outcome: 'suppressed', reason: 'no-daemon' }).do({ type: 'meta', at: NOW + S, change: { delivery: cannot } })
    const waiting = missed.answer('am', sees(named('A', {}, { value: 9 })), NOW + 2 * S)
    expect(waiting.last).toMatchObject({ intents: [], records: [] })
    const back = waiting.do({ type: 'meta', at: NOW + 3 * S, change: { delivery: can } })
    expect(back.told.slice(1)).toEqual(['CRITICAL: checkout, PRODUCTION'])
    expect(back.tick(NOW + 4 * S).do({ type: 'meta', at: NOW + 5 * S, change: { delivery: cannot } }).do({ type: 'meta', at: NOW + 6 * S, change: { delivery: can } }).told).toHaveLength(2)
  })

  it.each(['prom', 'prom of the newsroom'])('tells of a silent source when the pause is over, and when notifications can be shown again: %s', (id) => {
    const dead = startCore([prom({ id, name: id })]).answer(id, aSnapshot(), NOW).fail(id, NOW + S).do({ type: 'meta', at: NOW + 2 * S, change: { pausedUntil: NOW + 200 * S } }).tick(NOW + 100 * S)
    expect(dead.told).toEqual([])
    const over = dead.do({ type: 'meta', at: NOW + 200 * S, change: { pausedUntil: null } })
    expect(over.told).toEqual([`Garda cannot see ${id}`])
    const missed = over.do({ type: 'delivered', at: NOW + 200 * S, id: over.last.intents[0]!.record.id, outcome: 'suppressed', reason: 'no-daemon' })
    const nobody = missed.do({ type: 'meta', at: NOW + 200 * S, change: { delivery: cannot } }).tick(NOW + 210 * S)
    expect(nobody.do({ type: 'meta', at: NOW + 220 * S, change: { delivery: can } }).tick(NOW + 230 * S).told.slice(1)).toEqual([`Garda cannot see ${id}`])
  })

  it('knows an alert after a restart, whichever of its sources answers first', () => {
    const full = named('A', { cluster: 'loop' }, { startsAt: NOW })
    const short = named('A', {}, { startsAt: NOW })
    const both = [aSetup(), prom()]
    const before = startCore(both).answer('am', sees(), NOW).answer('prom', sees(), NOW).answer('prom', sees(short), NOW + S).answer('am', sees(full), NOW + 2 * S)
    expect(before.told).toHaveLength(1)
    const kept = { at: NOW + 60 * S, episodes: before.state.episodes, pages: before.state.app.pages, lastRunAt: NOW + 30 * S }
    expect(startCore(both, kept).answer('am', sees(full), NOW + 61 * S).answer('prom', sees(short), NOW + 62 * S).tick(NOW + 90 * S).told).toEqual([])
    expect(startCore(both, kept).answer('prom', sees(short), NOW + 61 * S).answer('am', sees(full), NOW + 62 * S).tick(NOW + 90 * S).told).toEqual([])
  })

  /** The last intent was refused at `at`, by a service that stays up. */
  const refuse = (core: Core, at: number): Core => core.do({ type: 'delivered', at, id: core.last.intents[0]!.record.id, outcome: 'suppressed', reason: 'daemon-refused' })
  const show = (core: Core, at: number): Core => core.do({ type: 'delivered', at, id: core.last.intents[0]!.record.id, outcome: 'shown', reason: null })
  const intents = (core: Core): readonly unknown[] => core.last.intents.map(({ request: { key, title }, record: { reason } }) => [key, title, reason])
  const began = { startsAt: NOW }
  const [id] = Object.keys(startCore([aSetup()]).answer('am', sees(named('A', {}, began)), NOW).state.app.alerts)
  const refusedA = (): Core => refuse(startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A', {}, began)), NOW), NOW)
  const tellsA = [[`alert:${id}:${NOW}`, 'CRITICAL: checkout, PRODUCTION', 'new']]

  it('tries what was refused again, ever more rarely, under the same key, until it is shown', () => {
    let core = refusedA()
    let at = NOW
    for (const wait of [5, 10, 20, 40, 80, 160, 300, 300]) {
      core = core.tick(at + wait * S - 1)
      expect(core.last.intents).toEqual([])
      at += wait * S
      core = core.tick(at)
      expect(intents(core)).toEqual(tellsA)
      core = refuse(core, at)
    }
    core = show(core.tick(at + 300 * S), at + 300 * S)
    expect(core.tick(at + 9_000 * S).last).toMatchObject({ intents: [], records: [] })
    expect(Object.values(core.state.app.notifications).map((r) => [r.at, r.outcome, r.reason])).toEqual([[NOW, 'suppressed', 'daemon-refused'], [at + 300 * S, 'shown', 'new']])
    expect(core.state.episodes).toEqual({ [id!]: { alert: id, startedAt: NOW, toldAt: at + 300 * S, reason: 'new' } })
  })

  it('does not tell late what somebody has taken meanwhile, or what is over', () => {
    const taken = refusedA().answer('am', sees(named('A', {}, { ...began, held: { by: 'Mira', since: NOW, source: 'am' } })), NOW + S)
    expect([taken.last.records.map((r) => r.reason), taken.tick(NOW + 60 * S).told]).toEqual([['held'], ['CRITICAL: checkout, PRODUCTION']])
    expect(refusedA().answer('am', sees(), NOW + S).tick(NOW + 60 * S)).toMatchObject({ told: ['CRITICAL: checkout, PRODUCTION'], state: { episodes: {} } })
    const paused = refusedA().do({ type: 'meta', at: NOW + S, change: { pausedUntil: NOW + 90 * S } }).tick(NOW + 60 * S)
    expect([paused.told.length, paused.do({ type: 'meta', at: NOW + 90 * S, change: { pausedUntil: null } }).told.length]).toEqual([1, 2])
  })

  it('knows that it was shown when the answer came late, and does not repeat it', () => {
    const core = refusedA()
    const [record] = Object.values(core.state.app.notifications)
    const late = core.do({ type: 'delivered', at: NOW + 3 * S, id: record!.id, outcome: 'shown', reason: 'new' })
    expect([late.tick(NOW + 60 * S).told.length, Object.values(late.state.app.notifications).map((r) => [r.outcome, r.reason])]).toEqual([1, [['shown', 'new']]])
    expect(late.state.episodes).toEqual({ [id!]: { alert: id, startedAt: NOW, toldAt: NOW, reason: 'new' } })
  })

  it('repeats a refused summary as the summary it was, of what still fires', () => {
    const core = refuse(startCore([aSetup()]).answer('am', sees(named('A'), named('B'), named('C')), NOW), NOW)
    const again = core.answer('am', sees(named('A'), named('B')), NOW + S).tick(NOW + 5 * S)
    expect(intents(again)).toEqual([[`baseline:${NOW}`, '2 alerts are already firing', 'baseline']])
  })

  it('sums up when many single ones are due at once', () => {
    const many = Array.from({ length: 8 }, (_, i) => named(`N${i}`, { service: `s${i}` }, began))
    let core = startCore([aSetup()], { config: { notifications: { stormAbove: 4 } } }).answer('am', sees(), NOW)
    for (const n of [4, 8]) {
      core = core.answer('am', sees(...many.slice(0, n)), NOW)
      for (const { record } of core.last.intents) core = core.do({ type: 'delivered', at: NOW, id: record.id, outcome: 'suppressed', reason: 'daemon-refused' })
    }
    expect(intents(core.tick(NOW + 5 * S))).toEqual([[`repeated:${NOW + 5 * S}`, 'CRITICAL: 8 alerts, PRODUCTION', 'repeated']])
  })

  it('tries at once when the service has come back, and when the clock was set back', () => {
    let core = refusedA()
    for (const at of [NOW + 5 * S, NOW + 15 * S, NOW + 35 * S]) core = refuse(core.tick(at), at)
    const gone = core.do({ type: 'meta', at: NOW + 36 * S, change: { delivery: cannot } }).tick(NOW + 300 * S)
    expect(gone.last.intents).toEqual([])
    expect(intents(gone.do({ type: 'meta', at: NOW + 301 * S, change: { delivery: can } }))).toEqual(tellsA)
    expect(intents(core.tick(NOW - 3_600 * S))).toEqual(tellsA)
  })

  it('tells at the next start what was refused to the end of the last run', () => {
    const kept = { at: NOW + 60 * S, episodes: refusedA().state.episodes, lastRunAt: NOW + 30 * S }
    expect(startCore([aSetup()], kept).answer('am', sees(named('A', {}, began)), NOW + 61 * S).told).toHaveLength(1)
    const underway = startCore([aSetup()], { ...kept, episodes: {} }).answer('am', sees(named('A', {}, began)), NOW + 61 * S)
    expect(underway.told).toHaveLength(1)
  })

  it('tries a refused word of a silent source again, not at every beat', () => {
    let core = refuse(startCore([prom()]).answer('prom', aSnapshot(), NOW).fail('prom', NOW).tick(NOW + 60 * S), NOW + 60 * S)
    const tried: number[] = []
    for (let at = NOW + 61 * S; at < NOW + 120 * S; at += S) {
      core = core.tick(at)
      if (core.last.intents.length) { tried.push((at - NOW) / S); core = refuse(core, at) }
    }
    expect(tried).toEqual([65, 75, 95])
    core = show(core.tick(NOW + 135 * S), NOW + 135 * S)
    expect(core.tick(NOW + 999 * S).told).toHaveLength(5)
    expect(Object.values(core.state.app.notifications).map((r) => [r.key, r.at, r.outcome, r.reason])).toEqual([
      [`source:prom:${NOW}`, NOW + 60 * S, 'suppressed', 'daemon-refused'], [`source:prom:${NOW}`, NOW + 135 * S, 'shown', 'source-blind']
    ])
    expect(refuse(core.answer('prom', aSnapshot(), NOW + 1_000 * S).fail('prom', NOW + 1_001 * S).tick(NOW + 1_061 * S), NOW + 1_061 * S).tick(NOW + 1_066 * S).told).toHaveLength(7)
  })

  it('strips what a label could smuggle into a bubble', () => {
    const core = startCore([aSetup()]).answer('am', sees(), NOW).answer('am', sees(named('A', { service: 'a\u202eb\u0007<b>c' })), NOW + S)
    expect(core.last.intents[0]?.request.title).toBe('CRITICAL: ab<b>c, PRODUCTION')
  })
})

describe('rules of one’s own and the lists of what may notify', () => {
  type Config = NonNullable<Parameters<typeof startCore>[1]>['config']
  const told = (config: Config, ...alerts: ReturnType<typeof aSighting>[]): readonly (readonly [string, string | undefined])[] => {
    const core = startCore([aSetup()], { config }).answer('am', sees(), NOW).answer('am', sees(...alerts), NOW + S)
    return [...Object.values(core.state.app.pages).map((p) => [p.route, undefined] as const), ...core.last.records.map((r) => [r.reason, r.rule] as const)]
  }
  const info = named('A', { severity: 'info' })
  const dev = named('A', { env: 'development' })
  const both = named('A', { severity: 'info', env: 'development' })
  const page = (when: object, name?: string): Config => ({ paging: { rules: [{ ...(name !== undefined && { name }), when, then: 'page' }] } })

  it('tell nobody of info and development without such a rule', () => {
    expect([told({}, info), told({}, dev), told(page({ severity: ['warning'] }), info), told({ paging: { rules: [{ when: {}, then: 'list' }] } }, info)]).toEqual([[['severity', undefined]], [['environment', undefined]], [['severity', undefined]], [['listed', 'rule 1']]])
  })

  it('page for what is off only because nobody turned it on', () => {
    expect([told(page({ severity: ['info'] }), info), told(page({ environment: ['development'] }), dev), told(page({}), info), told(page({}), dev), told(page({ service: ['checkout'] }, 'all of it'), both)]).toEqual([
      [['page', undefined], ['new', 'rule 1']], [['page', undefined], ['new', 'rule 1']], [['page', undefined], ['new', 'rule 1']], [['page', undefined], ['new', 'rule 1']], [['page', undefined], ['new', 'all of it']]
    ])
  })

  it('leave off what somebody turned off, and name both', () => {
    const off: Config = { notifications: { severities: ['critical'], environments: ['production', 'local'] } }
    expect([
      told({ ...page({ severity: ['warning'] }, 'warnings wake'), ...off }, named('A', { severity: 'warning' })), told({ ...page({}), ...off }, named('A', { env: 'staging' })),
      told({ ...page({}), ...off }, named('A', { severity: 'warning', env: 'development' })), told({ ...page({}), ...off }, info), told({ ...page({}), notifications: { enabled: false } }, info)
    ]).toEqual([[['severity', 'warnings wake']], [['environment', 'rule 1']], [['severity', 'rule 1']], [['page', undefined], ['new', 'rule 1']], [['disabled', undefined]]])
    expect(reasonText('severity', 'warnings wake')).toBe('Not told: this severity does not notify, by setting, which goes before the rule warnings wake.')
  })
})
