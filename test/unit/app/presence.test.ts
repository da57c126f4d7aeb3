import { describe, expect, it } from 'vitest'
import { presenceMatchers } from '@shared/domain/buddy'
import type { AppState } from '@shared/state/app-state'
import { SourceFailure } from '../../../src/main/ports/failure'
import type { HttpRequest } from '../../../src/main/ports/http'
import { NOW } from '../../builders'
import type { FakeSilences } from '../../fakes/fake-silences'
import { office, type Desk } from './desks'

const S = 1_000
const MIN = 60 * S

const writes = (am: FakeSilences): readonly string[] => am.asked().filter((a) => !a.startsWith('GET'))
const isWrite = ({ method }: HttpRequest): boolean => method !== undefined && method !== 'GET'
const of = (am: FakeSilences, name: string) => am.kept.filter((s) => s.createdBy === name)
const lasts = (am: FakeSilences, name: string): readonly number[] => of(am, name).map((s) => Date.parse(s.endsAt) - NOW)
const standing = ({ engine }: Desk, name: string): string | undefined => engine.state().meta.buddies?.rows.find((b) => b.name === name)?.standing
const page = ({ engine }: Desk): AppState['pages'][string] | undefined => Object.values(engine.state().pages).find((p) => p.alerts.length > 0)
const titles = ({ notifier }: Desk): readonly string[] => notifier.shown.map((r) => r.title)
const failed = ({ engine }: Desk) => engine.state().notices['buddy-failed']?.values['detail']

describe('a presence', () => {
  it('is one silence that nothing fits, extended each minute by the same id, shown to nobody as a silence, and ended by quitting', async () => {
    const { clock, am, open } = office()
    const mira = await open('Mira')
    await clock.advance(30 * MIN)
    expect(am.kept.map(({ id, createdBy, matchers }) => [id, createdBy, matchers])).toEqual([['silence-1', 'Mira', presenceMatchers('Mira')]])
    const left = Date.parse(am.kept[0]!.endsAt) - clock.now()
    expect([left > 3 * MIN && left <= 5 * MIN, writes(am).length >= 29 && writes(am).length <= 31]).toEqual([true, true])
    const { silences, sources, meta } = mira.engine.state()
    expect([silences, sources['am']?.counts, meta.buddies?.rows.map((b) => [b.name, b.standing])]).toEqual([{}, { alerts: 0, silences: 0 }, [['Mira', 'present']]])
    await mira.quit()
    expect([Date.parse(am.kept[0]!.endsAt), writes(am).at(-1)]).toEqual([clock.now(), 'DELETE am:9093/api/v2/silence/silence-1'])
  })

  it('that a crash left is gone on with, not made twice', async () => {
    const { clock, am, open } = office()
    await clock.advance(0)
    const first = await open('Mira')
    await clock.advance(90 * S)
    await first.crash()
    await clock.advance(2 * MIN)
    const second = await open('Mira')
    await clock.advance(5 * S)
    expect(am.kept.length).toBe(1)
    expect(lasts(am, 'Mira')[0]).toBeGreaterThan(8 * MIN)
    await second.quit()
  })

  it('is made anew where somebody ended it, or the server lost it', async () => {
    const { clock, am, open } = office()
    const mira = await open('Mira')
    await clock.advance(10 * S)
    Object.assign(am.kept[0]!, { endsAt: new Date(clock.now()).toISOString(), updatedAt: new Date(clock.now()).toISOString() })
    await clock.advance(MIN)
    expect(am.kept.map((s) => Date.parse(s.endsAt) > clock.now())).toEqual([false, true])
    am.kept.length = 0
    await clock.advance(65 * S)
    expect(am.kept.map((s) => s.createdBy)).toEqual(['Mira'])
    await mira.quit()
  })

  it('is not kept up by whoever cannot read, and comes back by itself', async () => {
    const { clock, am, open } = office()
    const mira = await open('Mira')
    await clock.advance(2 * MIN)
    am.fail((request) => (request.url.includes('/alerts') ? { status: 500 } : null))
    await clock.advance(10 * MIN)
    expect(Date.parse(am.kept[0]!.endsAt) < clock.now()).toBe(true)
    am.fail(() => null)
    await clock.advance(90 * S)
    expect(am.kept.map((s) => Date.parse(s.endsAt) > clock.now())).toEqual([false, true])
    await mira.quit()
  })

  it('ends with a pause, and begins again after it', async () => {
    const { clock, am, open } = office()
    const mira = await open('Mira')
    await clock.advance(90 * S)
    mira.engine.pause(clock.now() + 10 * MIN)
    await clock.advance(2 * S)
    expect([am.kept.length, Date.parse(am.kept[0]!.endsAt) <= clock.now()]).toEqual([1, true])
    await clock.advance(11 * MIN)
    expect(am.kept.map((s) => Date.parse(s.endsAt) > clock.now())).toEqual([false, true])
    await mira.quit()
  })

  it('that is refused is said once, and tried again', async () => {
    const { clock, am, open } = office()
    am.fail((request) => (isWrite(request) ? { status: 403 } : null))
    const mira = await open('Mira')
    await clock.advance(MIN)
    expect([failed(mira), writes(am).length]).toEqual(['am does not allow this (403) with the present sign-in: /api/v2/silences.', 3])
    am.fail(() => null)
    await clock.advance(20 * S)
    expect([failed(mira), am.kept.length]).toEqual([undefined, 1])
    await mira.quit()
  })

  it('that was written without an answer is looked for, never written twice', async () => {
    const { clock, am, open } = office()
    am.fail((request) => (isWrite(request) ? 'lost' : null))
    const mira = await open('Mira')
    await clock.advance(3 * MIN)
    expect([am.kept.length, failed(mira)]).toEqual([1, undefined])
    await mira.quit()
  })

  it('says what it lacks', async () => {
    const { clock, am, open } = office()
    const nobody = await open('Mira', { config: { paging: { buddy: {} } } })
    const nowhere = await open('Mira', { config: { paging: { me: 'Mira', buddy: { source: 'another' } } } })
    const off = await open('Mira', { config: { paging: { me: 'Mira' } } })
    await clock.advance(MIN)
    expect([nobody, nowhere, off].map(failed)).toEqual(['the configuration does not say whose desk this is (paging.me)', 'no source takes silences', undefined])
    expect(am.kept).toEqual([])
    for (const desk of [nobody, nowhere, off]) await desk.quit()
  })

  it('follows the settings', async () => {
    const { clock, am, open } = office()
    const mira = await open('Mira')
    await clock.advance(10 * S)
    const config = mira.engine.config()
    const loaded = (me: string) => ({ config: { ...config, paging: { ...config.paging, me } }, readOnly: { sources: [], services: [], environments: [] }, file: null, notices: [] })
    mira.engine.configure(loaded('Mira Solberg'))
    await clock.advance(5 * S)
    expect(am.kept.map((s) => [s.createdBy, Date.parse(s.endsAt) > clock.now()])).toEqual([['Mira', false], ['Mira Solberg', true]])
    await mira.quit()
  })

  it('holds quitting up for a moment at most', async () => {
    const { clock, am, open } = office()
    const mira = await open('Mira')
    await clock.advance(10 * S)
    am.fail((request) => (isWrite(request) ? 'hang' : null))
    let ended = false
    const quitting = mira.quit().then(() => { ended = true })
    await clock.advance(2_900)
    const before = ended
    await clock.advance(200)
    await quitting
    expect([before, ended]).toEqual([false, true])
  })
})

describe('two Gardas', () => {
  const both = async (skewMs = 0) => {
    const it = office(skewMs)
    const mira = await it.open('Mira')
    const daniel = await it.open('Daniel')
    await it.clock.advance(3 * MIN)
    it.firing = ['Down']
    await it.clock.advance(30 * S)
    return { ...it, mira, daniel }
  }

  it('see each other, and only the one on call is loud', async () => {
    const { mira, daniel } = await both()
    expect([standing(mira, 'Daniel'), standing(daniel, 'Mira'), page(mira)?.loud, page(daniel)?.loud]).toEqual(['present', 'present', true, false])
    await mira.quit()
    await daniel.quit()
  })

  it.each([0, 3_600_000, -3_600_000])('take over when the one on call vanishes, by the server’s clock (%d ms off), and give back when it is there again', async (skewMs) => {
    const { clock, mira, daniel, open } = await both(skewMs)
    await mira.crash()
    await clock.advance(3 * MIN)
    const soon = [standing(daniel, 'Mira'), page(daniel)?.loud]
    await clock.advance(150 * S)
    expect([soon, standing(daniel, 'Mira'), page(daniel)?.loud, titles(daniel)]).toEqual([['present', false], 'gone', true, ['CRITICAL: checkout, PRODUCTION', 'Mira’s Garda is gone', 'CRITICAL: checkout, PRODUCTION']])
    const back = await open('Mira', { ledger: mira.ledger })
    await clock.advance(30 * S)
    expect([standing(daniel, 'Mira'), page(daniel)?.loud, page(back)?.loud]).toEqual(['present', false, true])
    await clock.advance(2 * MIN)
    expect(titles(daniel).slice(3)).toEqual(['Mira’s Garda is back'])
    await back.quit()
    await daniel.quit()
  })

  it('tell a quit from a crash, and a restart from both', async () => {
    const { clock, mira, daniel, open } = await both()
    await mira.quit()
    await clock.advance(45 * S)
    const again = await open('Mira', { ledger: mira.ledger })
    await clock.advance(4 * MIN)
    expect([titles(daniel), page(daniel)?.loud]).toEqual([['CRITICAL: checkout, PRODUCTION'], false])
    await again.quit()
    await clock.advance(150 * S)
    expect([standing(daniel, 'Mira'), page(daniel)?.loud, titles(daniel).slice(1)]).toEqual(['left', true, ['Mira’s Garda is closed or paused', 'CRITICAL: checkout, PRODUCTION']])
    await daniel.quit()
  })

  it('conclude nothing while their Alertmanager is away, nor just after', async () => {
    const { clock, am, mira, daniel } = await both()
    am.fail(() => new SourceFailure('refused', { host: 'am:9093' }))
    await clock.advance(15 * MIN)
    am.fail(() => null)
    const said: (string | undefined)[] = []
    for (let i = 0; i < 20; i++) { await clock.advance(15 * S); said.push(standing(daniel, 'Mira'), standing(mira, 'Daniel')) }
    expect([new Set(said), titles(daniel).filter((title) => title.includes('Mira'))]).toEqual([new Set(['present']), []])
    await mira.quit()
    await daniel.quit()
  })

  it('take over when the one on call can no longer reach the Alertmanager', async () => {
    const { clock, mira, daniel } = await both()
    mira.reach(false)
    await clock.advance(6 * MIN)
    expect([standing(daniel, 'Mira'), page(daniel)?.loud]).toEqual(['gone', true])
    mira.reach(true)
    await clock.advance(90 * S)
    expect([standing(daniel, 'Mira'), page(daniel)?.loud]).toEqual(['present', false])
    await mira.quit()
    await daniel.quit()
  })

  it('leave a page quiet that somebody has taken, as long as that lasts', async () => {
    const { clock, mira, daniel } = await both()
    const taken = await mira.engine.acknowledge({ page: page(mira)!.id, alerts: [], comment: '' }, 'Mira')
    expect(taken.ok).toBe(true)
    await mira.crash()
    await clock.advance(5 * MIN)
    expect([standing(daniel, 'Mira'), page(daniel)?.status]).toEqual(['gone', 'held'])
    await clock.advance(11 * MIN)
    expect([page(daniel)?.status, page(daniel)?.loud]).toEqual(['open', true])
    await daniel.quit()
  })
})
