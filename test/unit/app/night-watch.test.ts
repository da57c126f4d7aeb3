import { describe, expect, it } from 'vitest'
import { configSchema, type ConfigInput } from '@shared/config/schema'
import type { Turn } from '@shared/domain/on-call'
import type { NightWatch, Reading } from '@shared/domain/night-watch'
import { createEngine } from '../../../src/main/app/engine'
import { keepNightWatch } from '../../../src/main/app/night-watch'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { Calendars } from '../../../src/main/ports/calendars'
import type { LedgerState } from '../../../src/main/ports/ledger'
import { fakeClock, type FakeClock } from '../../fakes/fake-clock'
import { fakeDesk, fakeLock, fakeStayAwake } from '../../fakes/fake-desk'
import { fakeHooks } from '../../fakes/fake-hooks'
import { fakeJournal } from '../../fakes/fake-journal'
import { fakeLedger } from '../../fakes/fake-ledger'
import { fakeNotifier } from '../../fakes/fake-notifier'
import { fakeSound } from '../../fakes/fake-sound'

const at = (text: string): number => Date.parse(text)
const MIN = 60_000
const H = 60 * MIN
const DUSK = at('2025-11-13T22:00:00Z')
const DAWN = at('2025-11-14T07:00:00Z')

interface Listed { readonly name: string; readonly severity?: string; readonly since: number; readonly silenced?: boolean }

/** A watch of one Alertmanager with its night watch, by UTC. */
const start = async ({ clock = fakeClock(DUSK - 10_000), left = {}, journal = fakeJournal(), paging = {}, notifications = {}, calendars }: {
  readonly clock?: FakeClock; readonly left?: Partial<LedgerState>; readonly journal?: ReturnType<typeof fakeJournal>; readonly paging?: Partial<ConfigInput['paging']>; readonly notifications?: ConfigInput['notifications']; readonly calendars?: Calendars
} = {}) => {
  const server: { alerts: readonly Listed[]; failure: SourceFailure | null; presences: readonly unknown[] } = { alerts: [], failure: null, presences: [] }
  const [notifier, sound, desk, awake, lock, ledger] = [fakeNotifier(), fakeSound(), fakeDesk(), fakeStayAwake(), fakeLock(), fakeLedger(left)]
  const config = configSchema.parse({
    thisComputer: false, appearance: { time: 'utc' }, paging: { night: { zone: 'UTC' }, ...paging }, notifications,
    sources: [{ name: 'am', kind: 'alertmanager', url: 'http://am.example:9093', interval: '10s', timeout: '5s' }]
  })
  const iso = (ms: number): string => new Date(ms).toISOString()
  const body = (url: string): unknown => (url.includes('/alerts') ? server.alerts.map((a) => ({
    fingerprint: `00000000000000${a.name.slice(0, 1).charCodeAt(0)}`, labels: { alertname: a.name, severity: a.severity ?? 'critical', service: 'checkout', env: 'production' }, annotations: {}, startsAt: iso(a.since), endsAt: iso(clock.now() + H),
    updatedAt: iso(a.since), generatorURL: '', receivers: [{ name: 'x' }], status: { state: a.silenced ? 'suppressed' : 'active', silencedBy: a.silenced ? ['s1'] : [], inhibitedBy: [], mutedBy: [] }
  })) : url.includes('/silences') ? [...server.presences, {
    id: 's1', status: { state: 'active' }, matchers: [{ name: 'alertname', value: 'Noise', isRegex: false, isEqual: true }], createdBy: 'Mira', comment: 'disk is on order', startsAt: iso(DUSK - 24 * H), endsAt: iso(DAWN + 3 * H), updatedAt: iso(DUSK - 24 * H)
  }] : { versionInfo: { version: '0.25.0' }, cluster: { status: 'disabled' }, config: { original: 'route: {}' } })
  const engine = await createEngine({ config, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] }, { mode: 'live', version: '0' }, {
    clock, random: () => 0.5, notifier, sound, hooks: fakeHooks(), journal, ledger, log: { write: () => undefined }, ...(calendars ? { calendars } : {}),
    tools: {
      machine: { read: () => Promise.reject(new Error('not asked')) },
      http: { open: () => ({
        request: ({ url }) => (server.failure ? Promise.reject(server.failure) : Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, url, body: new TextEncoder().encode(JSON.stringify(body(url))), certificate: null })),
        close: () => undefined, reset: () => undefined, redact: (text) => text
      }) }
    }
  }, { keepsWatch: true })
  const hook: { reading: Reading | null } = { reading: null }
  const keeper = keepNightWatch(engine, { clock, notifier, sound, hook: () => hook.reading, desk, awake, power: lock })
  const watch = (): NightWatch => engine.state().meta.watch
  const shown = (): readonly string[] => notifier.shown.map((r) => r.title)
  return { clock, server, notifier, sound, hook, desk, awake, lock, engine, keeper, watch, shown, journal, kept: () => ledger.saved().at(-1)! }
}
const kinds = ({ entries }: ReturnType<typeof fakeJournal>): readonly string[] => entries.map((e) => e.type).filter((type) => ['armed', 'disarmed', 'tested', 'threatened', 'unthreatened', 'digest'].includes(type))

describe('the night watch', () => {
  it('arms at dusk and tests itself: a quiet notification, a quiet sound, and the daemon asked back', async () => {
    const w = await start()
    await w.clock.advance(9_000)
    expect([w.watch().armed, w.watch().next, w.shown()]).toEqual([null, DUSK, []])
    await w.clock.advance(3_000)
    expect(w.notifier.shown).toEqual([{ key: 'watch', title: 'Night watch armed, alarm tested', body: '7 checks are fine. Armed until 07:00.', urgency: 'low', actions: [{ id: 'open', label: 'Open' }] }])
    expect(w.sound.played).toEqual([{ pattern: 'check', level: 0 }])
    expect(w.watch()).toMatchObject({ armed: 'schedule', night: { from: DUSK, dawn: DAWN }, testing: false, testDue: false, test: { dawn: DAWN, notification: { shown: true, displayed: 'yes', detail: '' }, sound: { played: true, detail: '' } } })
    expect(w.watch().checks.map((c) => [c.check, c.state])).toEqual([['telling', 'fine'], ['daemon', 'fine'], ['disturb', 'fine'], ['audio', 'fine'], ['sources', 'fine'], ['sleep', 'fine'], ['lock', 'fine']])
    expect(kinds(w.journal)).toEqual(['armed', 'tested'])
  })

  it('lists the hook where there is one: not known before it has run, and a threat, told once, when its last run failed', async () => {
    const w = await start()
    w.hook.reading = { state: 'unknown', detail: 'The command has not run yet; Settings, Notifications can test it.' }
    await w.clock.advance(13_000)
    const listed = (): readonly (readonly [string, string])[] => w.watch().checks.filter((c) => c.check === 'hook').map((c) => [c.state, c.detail])
    expect([listed(), w.notifier.shown.map((r) => r.body)]).toEqual([[['unknown', 'The command has not run yet; Settings, Notifications can test it.']], ['7 checks are fine, 1 not known. Armed until 07:00.']])
    w.hook.reading = { state: 'threat', detail: 'The last run of the command failed: /usr/bin/page-me ended with code 3.' }
    await w.clock.advance(3 * MIN)
    expect([listed(), w.engine.state().notices['watch-threatened']?.values, w.shown().slice(1), w.notifier.shown.at(-1)?.body]).toEqual([
      [['threat', 'The last run of the command failed: /usr/bin/page-me ended with code 3.']], { threats: 'The last run of the command failed: /usr/bin/page-me ended with code 3.' },
      ['Night watch: pages could be swallowed'], 'The last run of the command failed: /usr/bin/page-me ended with code 3.'
    ])
    w.hook.reading = { state: 'fine', detail: 'The last run reached whom it is for.' }
    await w.clock.advance(2 * MIN)
    expect([listed().map(([state]) => state), w.engine.state().notices['watch-threatened'], kinds(w.journal)]).toEqual([['fine'], undefined, ['armed', 'tested', 'threatened', 'unthreatened']])
  })

  it('says that a pause swallows pages, and is not armed by schedule where notifications are turned off', async () => {
    const w = await start()
    await w.clock.advance(12_000)
    w.engine.pause(DUSK + 2 * H)
    await w.clock.advance(2 * MIN)
    const threats = (): readonly (readonly [string, string])[] => w.watch().checks.filter((c) => c.state === 'threat').map((c) => [c.check, c.detail])
    expect([threats(), w.engine.state().notices['watch-threatened']?.values, w.shown()]).toEqual([
      [['telling', 'Notifications are paused until 00:00: no page comes before.']], { threats: 'Notifications are paused until 00:00: no page comes before.' }, ['Night watch armed, alarm tested']
    ])
    w.engine.pause(null)
    await w.clock.advance(2 * MIN)
    expect([threats(), w.engine.state().notices['watch-threatened']]).toEqual([[], undefined])
    const off = await start({ notifications: { enabled: false } })
    await off.clock.advance(12_000)
    expect([off.watch().armed, off.watch().next]).toEqual([null, null])
    off.keeper.arm()
    await off.clock.advance(2_000)
    expect(off.notifier.shown.map((n) => [n.title, n.body])).toEqual([['Night watch armed: pages could be swallowed', 'Notifications are turned off in the settings: no page comes.']])
  })

  it('says that the settings keep back what would page', async () => {
    const left = async (notifications: ConfigInput['notifications'], rules: NonNullable<ConfigInput['paging']>['rules'] = []): Promise<readonly unknown[]> => {
      const w = await start({ notifications, paging: { rules } })
      await w.clock.advance(12_000)
      return [w.watch().checks.filter((c) => c.check === 'telling').map((c) => c.state), w.notifier.shown.map((n) => [n.title, n.body, n.urgency])]
    }
    const fine = [['fine'], [['Night watch armed, alarm tested', '7 checks are fine. Armed until 07:00.', 'low']]]
    const kept = (what: string): readonly unknown[] => [['threat'], [['Night watch armed: pages could be swallowed', `The settings keep back notifications of what would page: ${what}.`, 'normal']]]
    expect([
      await left({ severities: ['warning'] }), await left({ environments: ['staging'] }), await left({ severities: ['critical'] }), await left({ severities: ['warning'] }, [{ then: 'list' }]),
      await left({ severities: ['critical'] }, [{ when: { severity: ['warning'] }, then: 'page' }]), await left({}, [{ then: 'page' }])
    ]).toEqual([kept('Critical'), kept('Production'), fine, fine, kept('Warning'), fine])
  })

  it('waits in the night for the first answer of the calendar, and goes on meanwhile where it was armed', async () => {
    const calendar = () => {
      const heard: ((turns: readonly Turn[] | null) => void)[] = []
      const calendars: Calendars = { follow: (_place, _zone, hear) => { heard.push((turns) => { hear({ turns, readAt: turns && DUSK, problem: turns ? null : { line: null, reason: 'gone' }, floating: null }) }); return () => undefined } }
      return { calendars, says: (turns: readonly Turn[] | null) => { for (const hear of heard) hear(turns) } }
    }
    const turn = (person: string): readonly Turn[] => [{ person, from: DUSK - H, to: DAWN }]
    const paging = { me: 'Daniel', onCall: { people: ['Daniel'], calendar: 'a.ics' } }
    const seen = await Promise.all(([turn('Mira'), turn('Daniel'), null] as const).map(async (turns) => {
      const { calendars, says } = calendar()
      const w = await start({ clock: fakeClock(DUSK + H), paging, calendars })
      await w.clock.advance(10_000)
      const waiting = [w.watch().armed, w.shown().length]
      says(turns)
      await w.clock.advance(5_000)
      return [waiting, w.watch().armed, w.shown()]
    }))
    const armed = [[null, 0], 'schedule', ['Night watch armed, alarm tested']]
    expect(seen).toEqual([[[null, 0], null, []], armed, armed])
    const [first, second] = [calendar(), calendar()]
    const before = await start({ paging, calendars: first.calendars })
    first.says(turn('Daniel'))
    await before.clock.advance(15_000)
    await before.engine.stop()
    const after = await start({ clock: fakeClock(DUSK + H), left: before.kept(), paging, calendars: second.calendars })
    await after.clock.advance(10_000)
    expect([after.watch().armed, after.watch().night?.from, after.shown(), kinds(after.journal)]).toEqual(['schedule', DUSK, [], []])
  })

  it('is armed at the desk that stands in for whoever is on call and whose Garda vanished', async () => {
    const presence = (state: 'active' | 'expired', endsAt: number): unknown => ({
      id: 'mira', status: { state }, matchers: [true, false].map((isEqual) => ({ name: 'garda_presence', value: 'Mira', isRegex: false, isEqual })), createdBy: 'Mira', comment: '',
      startsAt: new Date(DUSK - H).toISOString(), endsAt: new Date(endsAt).toISOString(), updatedAt: new Date(endsAt - 5 * MIN).toISOString()
    })
    const armed = await Promise.all([presence('active', DUSK + H), presence('expired', DUSK - 10 * MIN)].map(async (one) => {
      const w = await start({ clock: fakeClock(DUSK - 6 * MIN), paging: { me: 'Daniel', buddy: {}, onCall: { people: ['Mira'] } } })
      w.server.presences = [one]
      await w.clock.advance(7 * MIN)
      return [w.watch().armed, w.engine.state().meta.buddies?.rows.map((b) => b.standing)]
    }))
    expect(armed).toEqual([[null, ['present']], ['schedule', ['gone']]])
  })

  it('restarted in the night goes on: no second test', async () => {
    const before = await start()
    await before.clock.advance(12_000)
    await before.engine.stop()
    const after = await start({ clock: fakeClock(DUSK + H), left: before.kept() })
    await after.clock.advance(2 * MIN)
    expect([after.watch().armed, after.watch().night?.from, after.shown(), after.sound.played]).toEqual(['schedule', DUSK, [], []])
    expect(after.watch().checks.length).toBe(7)
  })

  it('says what could swallow a page, once, and takes it back', async () => {
    const w = await start()
    await w.clock.advance(2 * MIN)
    w.sound.refusal = 'The sound is muted.'
    await w.clock.advance(MIN)
    expect(w.engine.state().notices['watch-threatened']?.values).toEqual({ threats: 'The sound is muted.' })
    expect(w.notifier.shown.slice(1).map(({ title, body, urgency }) => [title, body, urgency])).toEqual([['Night watch: pages could be swallowed', 'The sound is muted.', 'normal']])
    await w.clock.advance(5 * MIN)
    w.sound.refusal = null
    await w.clock.advance(MIN)
    expect(w.engine.state().notices['watch-threatened']).toBeUndefined()
    w.sound.refusal = 'The sound is muted.'
    await w.clock.advance(2 * MIN)
    expect([w.shown().length, kinds(w.journal)]).toEqual([2, ['armed', 'tested', 'threatened', 'unthreatened', 'threatened']])
    // an hour after it was told it is told again, because it was gone meanwhile; what then stays is not
    await w.clock.advance(50 * MIN)
    expect(w.shown().length).toBe(2)
    await w.clock.advance(4 * MIN)
    expect(w.notifier.shown.slice(2).map(({ title, body }) => [title, body])).toEqual([['Night watch: pages could be swallowed', 'The sound is muted.']])
    await w.clock.advance(70 * MIN)
    expect(w.shown().length).toBe(3)
  })

  it('tells of do not disturb by a sound and as urgently as can be, once, and of a locked session not at all', async () => {
    const w = await start()
    await w.clock.advance(2 * MIN)
    w.desk.readings.disturbed = { state: 'threat', detail: 'dunst holds notifications back.' }
    w.desk.readings.locked = { state: 'unknown', detail: '' }
    w.lock.lock()
    await w.clock.advance(MIN)
    await w.clock.advance(3 * MIN)
    expect([w.engine.state().notices['watch-threatened']?.values['threats'], w.notifier.shown.slice(1).map(({ title, body, urgency }) => [title, body, urgency]), w.sound.played.slice(1)]).toEqual([
      'dunst holds notifications back.', [['Night watch: pages could be swallowed', 'dunst holds notifications back.', 'critical']], [{ pattern: 'warning', level: 1 }]
    ])
    expect(w.watch().checks.filter((c) => c.state === 'threat').map((c) => [c.check, c.detail])).toEqual([['disturb', 'dunst holds notifications back.'], ['lock', 'The session is locked: a page is heard, but not seen until it is unlocked.']])
    w.lock.unlock()
    w.desk.readings.disturbed = { state: 'unknown', detail: 'It does not say.' }
    await w.clock.advance(MIN)
    expect(w.watch().checks.filter((c) => c.check === 'disturb' || c.check === 'lock').map((c) => c.state)).toEqual(['unknown', 'fine'])
    expect(w.engine.state().notices['watch-threatened']).toBeUndefined()
  })

  it('tested under do not disturb says that the alarm is held back', async () => {
    const w = await start()
    w.desk.readings.disturbed = { state: 'threat', detail: 'dunst holds notifications back.' }
    w.sound.refusal = 'There is no loudspeaker.'
    await w.clock.advance(12_000)
    expect(w.watch().test).toMatchObject({ notification: { shown: true, displayed: 'no' }, sound: { played: false, detail: 'There is no loudspeaker.' } })
    expect([w.notifier.shown[0]?.title, w.notifier.shown[0]?.body]).toEqual(['Night watch armed: pages could be swallowed', 'dunst holds notifications back. There is no loudspeaker.'])
    expect(w.journal.entries.filter((e) => e.type === 'tested')).toMatchObject([{ good: false, notification: 'Notification taken, and held back.', sound: 'Sound not heard: There is no loudspeaker.' }])
  })

  it('says of a sound that was not played, though the system said it could be, that pages could be swallowed, until it is tested again', async () => {
    const w = await start()
    const play = w.sound.play.bind(w.sound)
    w.sound.play = async () => ({ played: false, detail: 'pw-play ended with 1.' })
    await w.clock.advance(12_000)
    const audio = (): readonly (string | undefined)[] => w.watch().checks.filter((c) => c.check === 'audio').flatMap((c) => [c.state, c.detail])
    const lost = 'The sound of the alarm test was not heard: pw-play ended with 1.'
    expect([w.notifier.shown.map((n) => [n.title, n.body, n.urgency]), audio(), w.engine.state().notices['watch-threatened']?.values, kinds(w.journal)]).toEqual([
      [['Night watch armed: pages could be swallowed', lost, 'normal']], ['threat', lost], { threats: lost }, ['armed', 'threatened', 'tested']
    ])
    await w.clock.advance(2 * MIN)
    expect([w.shown().length, audio()]).toEqual([1, ['threat', lost]])
    w.sound.play = play
    w.keeper.test()
    await w.clock.advance(2_000)
    expect([w.shown()[1], audio(), w.watch().test?.belied, w.engine.state().notices['watch-threatened']]).toEqual(['Night watch armed, alarm tested', ['fine', 'Played by fake.'], undefined, undefined])
  })

  it('sounds the alarm where the notification of the test is refused, though a daemon is there', async () => {
    const w = await start()
    w.notifier.show = async () => ({ outcome: 'suppressed', reason: 'daemon-refused', detail: 'no answer within 2 s' })
    await w.clock.advance(12_000)
    const lost = 'The notification of the alarm test was not shown: no answer within 2 s'
    const stands = (): unknown => [w.sound.played, w.watch().checks.filter((c) => c.state !== 'fine').map((c) => [c.check, c.state, c.detail]), w.engine.state().notices['watch-threatened']?.values, w.watch().told]
    const expected = [[{ pattern: 'check', level: 0 }, { pattern: 'warning', level: 1 }], [['daemon', 'threat', lost]], { threats: lost }, ['daemon']]
    expect([stands(), w.watch().test?.belied, kinds(w.journal)]).toEqual([expected, ['daemon'], ['armed', 'threatened', 'tested']])
    await w.clock.advance(3 * MIN)
    expect(stands()).toEqual(expected)
  })

  it('sounds the alarm where no notification daemon is left, once', async () => {
    const w = await start()
    await w.clock.advance(12_000)
    w.notifier.refusal = { outcome: 'suppressed', reason: 'no-daemon', detail: 'No notification service runs.' }
    await w.clock.advance(3 * MIN)
    expect([w.sound.played.slice(1), w.watch().checks.filter((c) => c.state === 'threat').map((c) => [c.check, c.detail]), w.engine.state().notices['watch-threatened']?.values, w.watch().told]).toEqual([
      [{ pattern: 'warning', level: 1 }], [['daemon', 'No notification service runs.']], { threats: 'No notification service runs.' }, ['daemon']
    ])
  })

  it('is not held up by a desktop that never answers', async () => {
    const w = await start()
    w.desk.readings.disturbed = new Promise(() => undefined)
    await w.clock.advance(40_000)
    expect(w.watch().checks.map((c) => [c.check, c.state])).toContainEqual(['disturb', 'unknown'])
    expect(w.watch().test?.notification).toMatchObject({ shown: true, displayed: 'unknown' })
  })

  it('keeps the computer awake while armed, by choice', async () => {
    const w = await start({ paging: { nightWatch: { keepAwake: true } } })
    await w.clock.advance(12_000)
    expect([w.awake.held(), w.watch().awake, w.watch().checks.find((c) => c.check === 'sleep')?.detail]).toEqual([true, true, 'Garda keeps this computer awake.'])
    w.keeper.disarm()
    expect([w.awake.held(), w.watch().awake]).toEqual([false, false])
    const other = await start()
    await other.clock.advance(12_000)
    expect(other.awake.held()).toBe(false)
  })

  it('says that this computer sleeps when idle, also where it was asked to stay awake and does not', async () => {
    const sleeps: Reading = { state: 'threat', detail: 'This computer sleeps when it is idle for 15 min. Nothing is watched then.' }
    const seen = await Promise.all([[false, sleeps], [true, sleeps], [true, { state: 'unknown', detail: 'It does not say.' }]].map(async ([keepAwake, reading]) => {
      const w = await start({ paging: { nightWatch: { keepAwake: keepAwake as boolean } } })
      w.desk.readings.sleeps = reading as Reading
      await w.clock.advance(12_000)
      return [w.awake.held(), w.watch().checks.filter((c) => c.check === 'sleep').map((c) => [c.state, c.detail]), w.notifier.shown.map((n) => [n.title, n.body])]
    }))
    const told = [['Night watch armed: pages could be swallowed', sleeps.detail]]
    expect(seen).toEqual([
      [false, [['threat', sleeps.detail]], told], [true, [['threat', sleeps.detail]], told],
      [true, [['unknown', 'Garda asked to keep this computer awake; this system does not say whether it does.']], [['Night watch armed, alarm tested', '6 checks are fine, 1 not known. Armed until 07:00.']]]
    ])
  })

  it('notices that no source is in reach', async () => {
    const w = await start()
    await w.clock.advance(2 * MIN)
    w.server.failure = new SourceFailure('refused', {})
    await w.clock.advance(2 * MIN)
    expect(w.watch().checks.find((c) => c.check === 'sources')).toMatchObject({ state: 'threat', detail: 'The one source does not answer.' })
  })
})

describe('the morning', () => {
  it('is one notification: the digest of the night with what waited for it', async () => {
    const w = await start()
    await w.clock.advance(H)
    w.server.alerts = [{ name: 'CheckoutDown', since: w.clock.now() }]
    await w.clock.advance(10 * MIN)
    w.server.alerts = []
    await w.clock.advance(10 * MIN)
    w.server.alerts = [{ name: 'DiskFilling', severity: 'warning', since: w.clock.now() }]
    await w.clock.advance(7 * H)
    expect(w.shown()).toEqual(['Night watch armed, alarm tested', 'CRITICAL: checkout, PRODUCTION', 'Resolved: checkout, PRODUCTION'])
    await w.clock.advance(DAWN - w.clock.now() + 20_000)
    expect(w.notifier.shown.slice(3).map(({ title, body }) => [title, body])).toEqual([[
      'Last night: 2 fired, 1 paged, 1 still open',
      'Still open: DiskFilling (checkout). 1 alert waited for the morning. 1 ended by itself. 1 silence ends today, at 10:00.'
    ]])
    expect(w.watch()).toMatchObject({
      armed: null, owed: null,
      digest: { from: DUSK, to: DAWN, fired: { count: 2 }, paged: { count: 1 }, resolved: { count: 1 }, open: { count: 1 }, unwatchedMs: 0, partial: false, closed: false }
    })
    expect(Object.values(w.engine.state().notifications).filter((r) => r.key.startsWith('morning:')).map((r) => [r.reason, r.outcome, r.alerts.length])).toEqual([['digest-morning', 'shown', 1]])
    await w.clock.advance(3 * H)
    expect(w.shown().length).toBe(4)
    w.keeper.closeDigest()
    expect([w.watch().digest?.closed, w.kept().watch?.digest?.closed]).toEqual([true, true])
  })

  it('comes at the first chance when nobody ran at dawn, and only once', async () => {
    const night = await start()
    await night.clock.advance(H)
    await night.engine.stop()
    const late = await start({ clock: fakeClock(DAWN + 2 * H), left: night.kept(), journal: night.journal })
    await late.clock.advance(MIN)
    expect([late.shown(), late.watch().digest?.unwatchedMs]).toEqual([['Last night: nothing fired while Garda watched'], 10 * H + 10_000])
    await late.engine.stop()
    const again = await start({ clock: fakeClock(DAWN + 3 * H), left: late.kept(), journal: night.journal })
    await again.clock.advance(5 * MIN)
    expect([again.shown(), again.watch().digest?.to]).toEqual([[], DAWN])
    const evening = await start({ clock: fakeClock(DAWN + 16 * H), left: night.kept(), journal: night.journal })
    await evening.clock.advance(MIN)
    expect(evening.shown()).toEqual(['Night watch armed, alarm tested'])
  })

  it('is not quiet about what could not be seen', async () => {
    const w = await start({ clock: fakeClock(DAWN - 30 * MIN) })
    await w.clock.advance(10 * MIN)
    w.server.failure = new SourceFailure('refused', {})
    await w.clock.advance(DAWN - w.clock.now() + 10_000)
    expect(w.notifier.shown.slice(-1).map(({ title, body }) => [title, body])).toEqual([['Last night: nothing fired that could be seen', 'Not seen: am for 19 min, and still not. 1 silence ends today, at 10:00.']])
    expect(w.journal.entries.filter((e) => e.type === 'digest')).toMatchObject([{ fired: 0, open: 0, unseen: 1 }])
  })

  it('without a digest, by setting, tells what waited as before', async () => {
    const w = await start({ paging: { nightWatch: { digest: false } } })
    await w.clock.advance(H)
    w.server.alerts = [{ name: 'DiskFilling', severity: 'warning', since: w.clock.now() }]
    await w.clock.advance(DAWN - w.clock.now() + 20_000)
    expect(w.shown().slice(1)).toEqual(['Waited for the morning. Warning: checkout, PRODUCTION'])
  })

  it('comes when somebody disarms, and by hand it is armed by day', async () => {
    const w = await start({ clock: fakeClock(DUSK - 8 * H) })
    await w.clock.advance(5_000)
    w.keeper.arm()
    await w.clock.advance(5_000)
    expect([w.watch().armed, w.watch().hand, w.shown()]).toEqual(['hand', { arm: true, until: DAWN }, ['Night watch armed, alarm tested']])
    w.keeper.disarm()
    await w.clock.advance(5_000)
    expect([w.watch().armed, w.watch().hand, w.shown()[1], w.watch().checks]).toEqual([null, { arm: false, until: DUSK }, 'Last night: nothing fired', []])
    expect(kinds(w.journal)).toEqual(['armed', 'tested', 'disarmed', 'digest'])
  })
})
