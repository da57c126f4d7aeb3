import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Buddies } from '@shared/domain/buddy'
import type { NotificationRecord } from '@shared/domain/notification'
import { EMPTY_LEDGER, MAX_EPISODES, nodeLedger, pruneLedger } from '../../../src/main/adapters/node-ledger'
import type { Ack, Episode, LedgerState } from '../../../src/main/ports/ledger'
import { aPage } from '../../builders'

const NOW = Date.UTC(2025, 10, 13, 2, 47, 12)
const record = (n: number): NotificationRecord => ({ id: `r${n}`, at: NOW + n, key: `alert:a:${n}`, alerts: ['a'], title: 'CRITICAL: a, PRODUCTION', body: '', outcome: 'shown', reason: 'new' })
const state = (over: Partial<LedgerState> = {}): LedgerState => ({ episodes: { 'a:1': { alert: 'a', startedAt: NOW - 60_000, toldAt: NOW, reason: 'new' } }, records: [record(0)], lastRunAt: NOW, ...over })

let root: string
beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'garda-ledger-')) })
afterEach(() => { rmSync(root, { recursive: true, force: true }) })
const ledger = () => nodeLedger(join(root, 'data'), () => NOW)
const file = (): string => join(root, 'data', 'ledger.json')

describe('the ledger', () => {
  it('begins empty, and gives back what was saved', async () => {
    const first = await ledger().load()
    await ledger().save(state())
    expect([first, await ledger().load()]).toEqual([{ state: EMPTY_LEDGER, damaged: null }, { state: state(), damaged: null }])
  })

  it('takes a page that was written before it was known whom it reached as having reached whose it is', async () => {
    const [mira, both, nobody] = [aPage({ id: 'mira' }), aPage({ id: 'both', person: 'Daniel', reached: ['Mira', 'Daniel'] }), aPage({ id: 'nobody', person: null, reached: [] })]
    await ledger().save(state({ pages: { mira, both, nobody } }))
    expect((await ledger().load()).state.pages).toEqual({ mira, both, nobody })
    writeFileSync(file(), readFileSync(file(), 'utf8').replaceAll(/"reached":\[[^\]]*\],/g, ''))
    expect((await ledger().load()).state.pages).toEqual({ mira, both: { ...both, reached: ['Daniel'] }, nobody })
  })

  it('keeps how something began anew that is untold', async () => {
    const episodes = Object.fromEntries((['begun', 'strayed', 'unseen'] as const).map((anew) => [anew, { alert: anew, startedAt: NOW, toldAt: null, reason: 'paused' as const, anew }]))
    await ledger().save(state({ episodes }))
    expect((await ledger().load()).state.episodes).toEqual(episodes)
  })

  it('keeps what was acknowledged', async () => {
    const ack: Ack = {
      id: 'x', prints: ['a'], by: 'Mira', comment: 'ACK! looking', since: NOW, page: null, source: 'am', matchers: [{ name: 'alertname', value: 'A', isRegex: false, isEqual: true }],
      silence: 's1', endsAt: NOW + 900_000, released: false, goneSince: null, retryAt: NOW + 1
    }
    const acks = [ack, { ...ack, id: 'y', upTo: { a: NOW } }]
    await ledger().save(state({ acks }))
    expect((await ledger().load()).state.acks).toEqual(acks)
  })

  it('keeps which watchdogs were seen, and by whom services were', async () => {
    await ledger().save(state({ watchdogs: { am: ['Watchdog'] }, seenBy: { 'production/db': ['prom'] } }))
    expect((await ledger().load()).state).toEqual(state({ watchdogs: { am: ['Watchdog'] }, seenBy: { 'production/db': ['prom'] } }))
  })

  it('keeps who has what, and forgets that alone where it cannot be read', async () => {
    const holds = { a: { held: { by: 'Mira', since: NOW, source: 'am' }, until: NOW + 900_000, startsAt: NOW - 60_000 } }
    await ledger().save(state({ holds }))
    expect((await ledger().load()).state).toEqual(state({ holds }))
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('"until"', '"till"'))
    expect(await ledger().load()).toEqual({ state: state(), damaged: null })
  })

  it('keeps what is on pages, and forgets that alone where it cannot be read', async () => {
    const onPages = { a: { name: 'Down', service: 'db', environment: 'production', severity: 'critical' as const }, b: { name: 'Up', service: null, environment: 'production', severity: 'info' as const } }
    await ledger().save(state({ onPages }))
    expect((await ledger().load()).state).toEqual(state({ onPages }))
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('"info"', '"loud"'))
    expect(await ledger().load()).toEqual({ state: state(), damaged: null })
  })

  it('keeps since when what could not be seen is seen again', async () => {
    const pages = { some: aPage({ id: 'some', alerts: [], unseen: ['service:production/db', 'service:production/web'], seenAgain: { 'service:production/db': NOW - 60_000 } }), none: aPage({ id: 'none' }) }
    await ledger().save(state({ pages }))
    expect((await ledger().load()).state).toEqual(state({ pages }))
  })

  it('keeps which Gardas watched, and forgets them alone where they cannot be read', async () => {
    const buddies: Buddies = { source: 'am', sure: true, rows: [{ name: 'Mira', standing: 'gone', since: NOW, seenAt: NOW - 300_000, until: NOW }] }
    await ledger().save(state({ buddies }))
    expect((await ledger().load()).state.buddies).toEqual(buddies)
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('"gone"', '"asleep"'))
    expect(await ledger().load()).toEqual({ state: state(), damaged: null })
  })

  it('keeps when the last page was, and forgets that alone where it cannot be read', async () => {
    const lastPages = { since: NOW - 86_400_000, of: { production: { id: 'p', service: 'checkout', openedAt: NOW - 3_600_000, startedAt: NOW - 3_700_000, endedAt: null } } }
    await ledger().save(state({ lastPages }))
    expect((await ledger().load()).state).toEqual(state({ lastPages }))
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('"openedAt"', '"opened"'))
    expect(await ledger().load()).toEqual({ state: state(), damaged: null })
  })

  it('keeps hostile keys as plain data', async () => {
    const hostile = state({ episodes: Object.fromEntries([['__proto__', { alert: '__proto__', startedAt: 1, toldAt: null, reason: 'severity' as const }]]) })
    await ledger().save(hostile)
    const { state: back } = await ledger().load()
    expect([Object.entries(back.episodes), Object.getPrototypeOf(back.episodes)]).toEqual([Object.entries(hostile.episodes), Object.prototype])
  })

  it('merges saves that come together; each is on the disk when it resolves', async () => {
    const one = ledger()
    const seen: number[] = []
    const onDisk = (): number => (JSON.parse(readFileSync(file(), 'utf8')) as LedgerState).records.length
    await Promise.all([1, 2, 3, 4, 5].map((n) => one.save(state({ records: Array.from({ length: n }, (_, i) => record(i)) })).then(() => seen.push(onDisk()))))
    expect(seen).toEqual([5, 5, 5, 5, 5])
    await one.save(state({ records: [] }))
    expect([onDisk(), readdirSync(join(root, 'data'))]).toEqual([0, ['ledger.json']])
  })

  it('that stays the same is left alone: a file beside it says that Garda still ran', async () => {
    const one = ledger()
    const same = state()
    await one.save(same)
    const before = statSync(file())
    await one.save({ ...same, episodes: { ...same.episodes }, lastRunAt: NOW + 30_000 })
    expect([statSync(file()), readdirSync(join(root, 'data')).sort(), (await ledger().load()).state]).toEqual([before, ['ledger-alive.json', 'ledger.json'], state({ lastRunAt: NOW + 30_000 })])
    await one.save(state({ records: [], lastRunAt: NOW + 60_000 }))
    expect((await ledger().load()).state).toEqual(state({ records: [], lastRunAt: NOW + 60_000 }))
    // a clock that was set back
    await one.save(state({ records: [], lastRunAt: NOW - 60_000 }))
    expect((await ledger().load()).state).toEqual(state({ records: [], lastRunAt: NOW - 60_000 }))
  })

  it('is left alone while nothing but the other Gardas give a sign of life, of which the file beside it tells', async () => {
    const one = ledger()
    const seen = (at: number, standing: 'present' | 'gone' = 'present'): Buddies => ({ source: 'am', sure: true, rows: [{ name: 'Mira', standing, since: NOW - 3_600_000, seenAt: at, until: at + 300_000 }] })
    const loaded = async (): Promise<LedgerState> => (await ledger().load()).state
    await one.save(state({ buddies: seen(NOW) }))
    const onDisk = (): readonly number[] => { const { ino, mtimeMs } = statSync(file()); return [ino, mtimeMs] }
    const before = onDisk()
    const told: LedgerState[] = []
    for (const [buddies, at] of [[seen(NOW + 30_000), NOW + 30_000], [seen(NOW + 60_000, 'gone'), NOW + 60_000], [undefined, NOW + 90_000]] as const) {
      await one.save(state({ lastRunAt: at, ...(buddies ? { buddies } : {}) }))
      told.push(await loaded())
    }
    expect([onDisk(), told]).toEqual([before, [state({ lastRunAt: NOW + 30_000, buddies: seen(NOW + 30_000) }), state({ lastRunAt: NOW + 60_000, buddies: seen(NOW + 60_000, 'gone') }), state({ lastRunAt: NOW + 90_000 })]])
    // of a version that did not tell of them, and one that cannot be read
    const alive = join(root, 'data', 'ledger-alive.json')
    writeFileSync(alive, JSON.stringify({ of: NOW, at: NOW + 120_000 }))
    const older = await loaded()
    writeFileSync(alive, JSON.stringify({ of: NOW, at: NOW + 120_000, buddies: { source: 'am' } }))
    expect([older, await loaded()]).toEqual(Array(2).fill(state({ lastRunAt: NOW + 120_000, buddies: seen(NOW) })))
    await one.save(state({ records: [], lastRunAt: NOW + 150_000, buddies: seen(NOW + 150_000) }))
    expect(await loaded()).toEqual(state({ records: [], lastRunAt: NOW + 150_000, buddies: seen(NOW + 150_000) }))
  })

  it('is written again where what was written is no longer there', async () => {
    const one = ledger()
    await one.save(state())
    rmSync(file())
    await one.save(state({ lastRunAt: NOW + 30_000 }))
    expect((await ledger().load()).state).toEqual(state({ lastRunAt: NOW + 30_000 }))
    writeFileSync(file(), '{}')
    await one.save(state({ lastRunAt: NOW + 60_000 }))
    expect((await ledger().load()).state).toEqual(state({ lastRunAt: NOW + 60_000 }))
  })

  it.each([
    ['of another ledger', () => { writeFileSync(file(), readFileSync(file(), 'utf8').replace(`${NOW}`, `${NOW - 5_000}`)) }, NOW - 5_000],
    ['cut short', () => { truncateSync(join(root, 'data', 'ledger-alive.json'), 10) }, NOW],
    ['that is gone', () => { rmSync(join(root, 'data', 'ledger-alive.json')) }, NOW]
  ])('believes no word of still running %s', async (_, damage, lastRunAt) => {
    const one = ledger()
    await one.save(state())
    await one.save(state({ lastRunAt: NOW + 30_000 }))
    damage()
    expect((await ledger().load()).state.lastRunAt).toBe(lastRunAt)
  })

  it('that is damaged long after it was written last, and was said to hold since, tells until when somebody watched', async () => {
    const one = ledger()
    await one.save(state({ lastRunAt: NOW - 60_000 }))
    await one.save(state({ lastRunAt: NOW - 30_000 }))
    truncateSync(file(), 30)
    utimesSync(file(), 1_000, NOW / 1000 - 60)
    utimesSync(join(root, 'data', 'ledger-alive.json'), 1_000, NOW / 1000 - 30)
    expect((await ledger().load()).state).toEqual({ ...EMPTY_LEDGER, lastRunAt: NOW - 30_000 })
  })

  it('says when it cannot be written, and writes again when it can', async () => {
    writeFileSync(join(root, 'data'), 'in the way')
    const one = ledger()
    await expect(one.save(state())).rejects.toThrow(/EEXIST|ENOTDIR/)
    rmSync(join(root, 'data'))
    await one.save(state())
    expect((await ledger().load()).state).toEqual(state())
  })

  // a file of Linux that has no room for anything
  it.runIf(process.platform === 'linux')('leaves what it had as it was when the disk is full, and says so', async () => {
    const one = ledger()
    await one.save(state())
    symlinkSync('/dev/full', join(root, 'data', '.ledger.json.new'))
    await expect(one.save(state({ records: [] }))).rejects.toMatchObject({ code: 'ENOSPC' })
    expect([(await ledger().load()).state, readdirSync(join(root, 'data'))]).toEqual([state(), ['ledger.json']])
    await one.save(state({ records: [] }))
    expect((await ledger().load()).state).toEqual(state({ records: [] }))
  })

  it.each([
    ['cut short', () => { truncateSync(file(), 30) }],
    ['emptied', () => { truncateSync(file(), 0) }],
    ['of another shape', () => { writeFileSync(file(), '{"version": 1, "episodes": {}}') }]
  ])('%s: is put aside, and that is said', async (_, damage) => {
    await ledger().save(state())
    damage()
    const bytes = readFileSync(file())
    utimesSync(file(), 1_000, NOW / 1000 - 60)
    const kept = 'ledger.damaged-2025-11-13T02-47-12-000Z.json'
    expect([await ledger().load(), readFileSync(join(root, 'data', kept))]).toEqual([{ state: { ...EMPTY_LEDGER, lastRunAt: NOW - 60_000 }, damaged: kept }, bytes])
    expect(await ledger().load()).toEqual({ state: EMPTY_LEDGER, damaged: null })
  })

  it('that cannot be read is put aside too', async () => {
    mkdirSync(file(), { recursive: true })
    utimesSync(file(), 1_000, NOW / 1000 - 60)
    expect(await ledger().load()).toEqual({ state: { ...EMPTY_LEDGER, lastRunAt: NOW - 60_000 }, damaged: 'ledger.damaged-2025-11-13T02-47-12-000Z.json' })
  })

  it('of another version keeps what was told, whatever its reason', async () => {
    await ledger().save(state())
    writeFileSync(file(), readFileSync(file(), 'utf8').replaceAll('"reason":"new"', '"reason":"a later one"'))
    const { state: back, damaged } = await ledger().load()
    expect([damaged, back.episodes['a:1']?.toldAt, back.records.map((r) => r.reason)]).toEqual([null, NOW, ['already-told']])
  })

  it('of a version that did not count whether a page was called for takes one that is loud for called for', async () => {
    const pages = { loud: aPage({ id: 'loud' }), quiet: aPage({ id: 'quiet', loud: false, called: false }) }
    await ledger().save({ ...state(), pages })
    writeFileSync(file(), readFileSync(file(), 'utf8').replaceAll(/"called":(true|false),/g, ''))
    expect([readFileSync(file(), 'utf8').includes('called'), (await ledger().load()).state.pages]).toEqual([false, pages])
  })

  it('is bounded in episodes: what is over goes first, then what was never told, then what was told least lately, however long ago it began', () => {
    const episode = (alert: string, over: Partial<Episode>): Episode => ({ alert, startedAt: NOW, toldAt: NOW, reason: 'new', ...over })
    const own = [
      episode('old', { startedAt: 1, toldAt: NOW - 3 }), episode('older', { startedAt: 2, toldAt: NOW - 4 }), episode('untold', { toldAt: null, reason: 'severity', startedAt: NOW + 1 }),
      episode('untold before', { toldAt: null, reason: 'severity' }), episode('over', { toldAt: NOW + 1, endedAt: NOW + 2 }), episode('over and untold', { toldAt: null, endedAt: NOW + 2, startedAt: NOW + 9 })
    ]
    const kept = (others: number): readonly string[] => {
      const all = [...Array.from({ length: others }, (_, i) => episode(`e${i}`, {})), ...own]
      const { episodes } = pruneLedger(state({ episodes: Object.fromEntries(all.map((e) => [e.alert, e])) }))
      return [`${Object.keys(episodes).length}`, ...own.flatMap((e) => (Object.hasOwn(episodes, e.alert) ? e.alert : []))]
    }
    const all = own.map((e) => e.alert)
    expect([6, 5, 4, 3, 2, 1].map((room) => kept(MAX_EPISODES - room))).toEqual([
      all, all.slice(0, 5), all.slice(0, 4), all.slice(0, 3), all.slice(0, 2), all.slice(0, 1)
    ].map((names) => [`${MAX_EPISODES}`, ...names]))
  })

  it('is bounded: the newest records, and of what was never told the episodes that began last', () => {
    const many = state({
      records: Array.from({ length: 2_003 }, (_, i) => record(i)),
      episodes: Object.fromEntries(Array.from({ length: MAX_EPISODES + 2 }, (_, i) => [`e${i}`, { alert: `e${i}`, startedAt: i, toldAt: null, reason: 'new' as const }]))
    })
    const pruned = pruneLedger(many)
    expect([pruned.records.length, pruned.records[0]?.id, Object.keys(pruned.episodes).length, ['e0', 'e1', 'e2'].map((id) => id in pruned.episodes)]).toEqual([2_000, 'r3', MAX_EPISODES, [false, false, true]])
    const small = state()
    expect(pruneLedger(small)).toBe(small)
  })
})
