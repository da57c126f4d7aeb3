// @vitest-environment jsdom
import { runInThisContext } from 'node:vm'
import { act, cleanup } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defaultConfig } from '@shared/config/schema'
import { wallSchema } from '@shared/config/walls'
import { freshFor } from '@shared/domain/freshness'
import { labelsOf } from '@shared/domain/labels'
import type { AppState } from '@shared/state/app-state'
import { DRAWN } from '../../../../src/main/adapters/drawn'
import { WallScreen } from '../../../../src/renderer/features/wall/WallScreen'
import Wall from '../../../../src/renderer/wall-screen'
import { anAlert, aPage, aPanel, aPanelData, aReading, aSeries, NOW, someAges } from '../../../builders'
import { calmState, nightGraph, nightState } from '../overview/night'
import { stage, type Stage } from '../shell/stage'

const open = async (state: AppState, item: string | null = 'now', walls: readonly object[] = [], beatsAfter?: number): Promise<Stage> =>
  stage(state, { wall: Wall }, { ...(beatsAfter === undefined ? {} : { beatsAfter }), address: { place: { view: 'wall', item }, theme: null }, answers: { alertSeries: () => nightGraph(NOW), config: { walls: walls.map((w) => wallSchema.parse(w)) } } })
const all = (selector: string): readonly string[] => [...document.querySelectorAll(selector)].map((e) => e.textContent)
const title = (): string => document.querySelector('h1')?.textContent ?? ''
const board = (): string | undefined => document.querySelector<HTMLElement>('[data-board]')?.dataset['board']
const facts = (): readonly string[] => [...document.querySelectorAll('h2')].map((h) => `${h.textContent}: ${h.parentElement!.querySelector('p')?.textContent ?? ''}`)
/** So long a source is silent before its word lapses. */
const QUIET = 11 * 60_000

afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks() })

describe('a wall', () => {
  it('says what is wrong, since when, who has it, what else fires, and how old that is; every service has its place', async () => {
    await open(nightState(NOW))
    expect([board(), title(), document.title, document.documentElement.dataset['ready']]).toEqual(['now', 'Article pages are failing', 'Wall: Article pages are failing, PRODUCTION', 'true'])
    expect(facts()).toEqual(['Has a part of it: Mira', expect.stringMatching(/^On call until .*: Mira Solberg$/), 'Also firing: 241', 'Data, 6 of 7 sources: 5 s old'])
    expect(all('[data-health]')).toEqual(['api-gateway', 'article-service', 'postgres-primary', 'web-frontend', 'ads', 'auth', 'cdn-edge', 'cms', 'comments', 'elasticsearch', 'image-resizer', 'kafka', 'push-notifications', 'redis-cache', 'search'])
    expect([...document.querySelectorAll<HTMLElement>('[data-health]')].map((e) => `${e.dataset['health']!}${e.dataset['held'] ? ' held' : ''}`).filter((h) => h !== 'ok')).toEqual(['critical', 'critical held', 'critical', 'warning', 'unknown', 'warning held', 'warning'])
    expect(document.querySelectorAll('.g-plot')).toHaveLength(1)
  })

  it('is quiet with proof on a good night, and no longer when nobody answers: then nothing on it looks well', async () => {
    const it = await open(calmState(NOW))
    expect([title(), all('[data-health="ok"]').length]).toEqual(['All quiet', 15])
    await it.pass(QUIET)
    expect([board(), title(), document.querySelector('main')!.dataset['blind'], all('[data-health="ok"]'), all('[data-health="unknown"]').length]).toEqual(['blind', 'Cannot see', 'true', [], 15])
    expect([document.body.textContent.includes('All quiet'), all('.g-plot'), document.querySelectorAll('[data-tone="unknown"]').length]).toEqual([false, [], 1])
  })

  it('cannot see once two intervals have gone by without an answer, and a moment for it to travel; not before', async () => {
    const calm = calmState(NOW)
    const ages = Object.fromEntries(Object.keys(calm.sources).map((id) => [id, someAges({ freshUntil: NOW + freshFor(15_000) })]))
    const it = await open({ ...calm, ages })
    const seen: unknown[] = []
    for (const ms of [30_500, 3_000]) { await it.pass(ms); seen.push([board(), title()]) }
    expect(seen).toEqual([['now', 'All quiet'], ['blind', 'Cannot see']])
  })

  it('gives a service that somebody is asked for no tick, however little its alert says of its health', async () => {
    const calm = calmState(NOW)
    const [key] = Object.keys(calm.services)
    const service = calm.services[key!]!
    const alert = anAlert({ id: 'slight', severity: 'info', environment: 'production', service: service.name, sources: ['prom-eu-1'] })
    const state = { ...calm, alerts: { slight: alert }, services: { ...calm.services, [key!]: { ...service, alerts: ['slight'] } } }
    const healths = (): readonly string[] => [...document.querySelectorAll<HTMLElement>('[data-health]')].filter((e) => e.textContent === service.name).map((e) => `${e.dataset['health']!} ${e.querySelector('svg')!.getAttribute('aria-label')!}`)
    const it = await open(state)
    const before = healths()
    await it.next({ ...state, pages: { p: aPage({ severity: 'info', alerts: ['slight'], lead: 'slight' }) } })
    expect([before, healths()]).toEqual([['ok OK'], ['info Info']])
  })

  it('lays the day beside the same day of four weeks, and says of how many weeks the range is', async () => {
    const calm = calmState(NOW)
    const signals = { 'production/cdn-edge': { key: 'production/cdn-edge', source: 'prom-eu-1', readings: { traffic: aReading({ value: 9, unit: 'per-second' }) } } }
    const asked: number[] = []
    const captionWith = async (weeks: number): Promise<string> => {
      asked.length = 0
      const answer = {
        panels: async () => ({ panels: [aPanel({ id: 'traffic', source: 'prom-eu-1' })], failure: null, partial: [], labels: {} }),
        series: async ({ from }: { readonly from: number }) => {
          const back = Math.round((NOW - from) / (7 * 86_400_000))
          if (!asked.includes(back)) asked.push(back)
          return { ok: true as const, panel: aPanel({ id: 'traffic', source: 'prom-eu-1' }), data: aPanelData({ source: 'prom-eu-1', lines: back <= weeks ? [aSeries([back, 2, 3], { from })] : [] }) }
        }
      }
      await stage({ ...calm, signals }, { wall: Wall }, { address: { place: { view: 'wall', item: 'now' }, theme: null }, answers: { answer } })
      await act(async () => { await Promise.resolve() })
      const said = `${all('figcaption')[0] ?? ''} | ${document.querySelectorAll('.g-usual').length}`
      cleanup()
      return said
    }
    expect([await captionWith(4), await captionWith(2), await captionWith(1), await captionWith(0)]).toEqual([
      expect.stringMatching(/today against last \w+day and the range of 4 weeks \| 1$/), expect.stringMatching(/today against last \w+day and the range of 2 weeks \| 1$/),
      expect.stringMatching(/today against last \w+day \| 0$/), expect.stringMatching(/, today \| 0$/)
    ])
    expect(asked.toSorted()).toEqual([0, 1, 2, 3, 4])
  })

  it('says that Garda stands still when main’s beats end, and goes on when they come again', async () => {
    const it = await open(calmState(NOW))
    await it.pass(6_000, true)
    expect([board(), title(), all('small')[0]]).toEqual(['blind', 'Garda stands still', expect.stringMatching(/^What was true at Thu 13 Nov 2025 .* may not be true now\.$/)])
    await it.pass(3_000)
    expect([board(), title()]).toEqual(['now', 'All quiet'])
  })

  it('has a mark that moves with the beats only', async () => {
    const it = await open(calmState(NOW))
    const place = (): number => [...document.querySelectorAll('[role="img"][aria-label="Garda is alive"] i')].findIndex((i) => i.hasAttribute('data-on'))
    await it.pass(100)
    const seen = [place()]
    for (const [ms, dead] of [[6_000, false], [6_000, false], [2_000, true], [1_800, true]] as const) { await it.pass(ms, dead); seen.push(place()) }
    const steps = seen.slice(1).map((at, i) => (at - seen[i]! + 6) % 6)
    // what was said last may be seen once more, and no more than that
    expect([steps.slice(0, 2), steps[2]! <= 1, steps[3]]).toEqual([[2, 2], true, 0])
  })

  it.each([300, 999, 1_000, 1_001, 1_700, 2_000])('moves its mark when its age grows, so that it is painted once for both; main beats after %d ms', async (beatsAfter) => {
    const it = await open(calmState(NOW), 'now', [], beatsAfter)
    const looks = (): readonly [number, string] => [[...document.querySelectorAll('[role="img"][aria-label="Garda is alive"] i')].findIndex((i) => i.hasAttribute('data-on')), all('p > span').filter((text) => text.endsWith(' old')).join()]
    const changed: string[] = []
    for (let second = 0; second < 12; second++) {
      const before = looks()
      await it.pass(1_000)
      changed.push(looks().map((now, i) => (now === before[i] ? '' : ['mark', 'age'][i])).filter(Boolean).join(' and '))
    }
    const first = changed.indexOf('mark and age', 2)
    expect(changed.slice(2)).toEqual(Array.from({ length: 10 }, (_, i) => ((i + 2 - first) % 3 === 0 ? 'mark and age' : '')))
  })

  it('turns its boards by the clock, leaves out what is gone, and goes to what is wrong while a page asks', async () => {
    const night = nightState(NOW)
    const it = await open(night, '@desk', [{ name: 'Desk', boards: ['services', 'service:production/nothing', 'alerts'], dwell: '30s' }])
    await it.pass(500)
    const seen: string[] = []
    for (let i = 0; i < 4; i++) { seen.push(board()!); await it.pass(30_000) }
    expect(seen).toEqual(['services', 'alerts', 'services', 'alerts'])
    const page = aPage({ alerts: [], openedAt: NOW })
    await it.next({ ...night, pages: { p1: page } })
    expect([board(), document.querySelector<HTMLElement>('[data-board]')!.dataset['why'], title()]).toEqual(['now', 'page', 'CRITICAL: checkout, PRODUCTION'])
    await it.next({ ...night, pages: { p1: { ...page, status: 'held' } } })
    expect(board()).toBe('services')
  })

  it('shows the page that asks: its title, whom it was brought to and who is next, and what it says where no graph explains it', async () => {
    const calm = calmState(NOW)
    const page = aPage({ alerts: [], lead: null, services: [], unseen: ['watchdog:prom-eu-1:Watchdog'], title: 'CRITICAL: alerts of prom-eu-1 no longer come through', body: 'Watchdog is missing since 11:50.', next: { rung: 'next', at: NOW + 300_000, person: 'Daniel' } })
    await open({ ...calm, pages: { p1: page } }, 'services')
    expect([board(), title(), document.querySelector<HTMLElement>('[data-tone]')!.dataset['tone'], facts().slice(0, 1), all('section p')[0], all('small').slice(0, 2)]).toEqual([
      'now', 'CRITICAL: alerts of prom-eu-1 no longer come through', 'critical', ['Paged, nobody has it yet: Mira'], 'Watchdog is missing since 11:50.', ['No graph explains it.', expect.stringMatching(/^Daniel at \d\d:\d\d$/)]
    ])
  })

  it('shows the page that nobody has before what somebody has for longer', async () => {
    const calm = calmState(NOW)
    const alertOf = (service: string, minutes: number, by: string | null) => anAlert({ id: service, name: `${service}Down`, environment: 'production', service, sources: ['prom-eu-1'], startsAt: NOW - minutes * 60_000, annotations: labelsOf([['summary', `${service} is down`]]), held: by === null ? null : { by, since: NOW - 60_000, source: 'am-eu-1' } })
    const both = [alertOf('search', 180, 'Mira'), alertOf('ads', 1, null)]
    const incidents = Object.fromEntries(both.map((a) => [a.id, { id: a.id, environment: 'production', severity: 'critical' as const, startedAt: a.startsAt, alerts: [a.id], path: [a.service!], likelyRoot: null, lead: a.id }]))
    const pages = { p0: aPage({ id: 'p0', status: 'held', alerts: ['search'], services: ['search'], held: { by: 'Mira', since: NOW - 60_000, source: '' } }), p1: aPage({ id: 'p1', alerts: ['ads'], lead: 'ads', services: ['ads'], startedAt: NOW - 60_000 }) }
    await open({ ...calm, alerts: Object.fromEntries(both.map((a) => [a.id, a])), incidents, pages }, 'services')
    expect([title(), all('header p')[0], facts().filter((f) => !f.startsWith('Data') && !f.startsWith('On call')), document.querySelectorAll('.g-plot').length]).toEqual([
      'ads is down', 'PRODfor 1 min on ads', ['Paged, nobody has it yet: Mira', 'Also firing: 1'], 1
    ])
  })

  it('shows the graph of the service that a page cannot see', async () => {
    const calm = calmState(NOW)
    const page = aPage({ alerts: [], lead: null, severity: 'unknown', services: ['article-service'], unseen: ['service:production/article-service'] })
    const asked: string[] = []
    const answer = {
      panels: async (service: string) => { asked.push(service); return { panels: [aPanel({ id: 'other', signal: 'saturation', source: 'prom-eu-1' }), aPanel({ id: 'errors', signal: 'errors', title: 'Requests that fail', source: 'prom-eu-1' })], failure: null, partial: [], labels: {} } },
      series: async ({ panel }: { readonly panel: string }) => { asked.push(panel); return { ok: true as const, panel: aPanel({ source: 'prom-eu-1' }), data: aPanelData({ source: 'prom-eu-1', lines: [aSeries([1, 2, 3], { from: NOW - 60_000 })] }) } }
    }
    await stage({ ...calm, pages: { p1: page } }, { wall: Wall }, { address: { place: { view: 'wall', item: 'now' }, theme: null }, answers: { answer } })
    await act(async () => { await Promise.resolve() })
    expect([asked, all('figcaption').length, document.querySelectorAll('.g-plot').length]).toEqual([['production/article-service', 'errors'], 1, 1])
  })

  it('says in what cannot see that a page asks, with whom it was brought to', async () => {
    const calm = calmState(NOW)
    const it = await open({ ...calm, pages: { p1: aPage({ alerts: [], title: 'CRITICAL: checkout, PRODUCTION', person: null }), p2: aPage({ id: 'p2', alerts: [], severity: 'warning' }) } })
    await it.pass(QUIET)
    expect([board(), title(), all('[aria-label="Asks for somebody"] li')]).toEqual(['blind', 'Cannot see', ['CRITICAL: checkout, PRODUCTIONPaged, nobody has it yet: Every desk, and 1 more page20 min']])
  })

  it('is called by a page of its environment, however the wall’s settings write its name', async () => {
    const night = nightState(NOW)
    const seen: unknown[] = []
    for (const environment of ['production', 'Production', 'staging']) {
      const it = await open(night, '@w', [{ name: 'w', environment, boards: ['services'] }])
      await it.next({ ...night, pages: { p1: aPage({ alerts: [] }) } })
      seen.push([environment, board(), document.querySelector<HTMLElement>('[data-board]')!.dataset['why']])
    }
    expect(seen).toEqual([['production', 'now', 'page'], ['Production', 'now', 'page'], ['staging', 'services', 'turn']])
  })

  it('watches the environment that a value of its labels means, by the team’s rules, also while only a page tells of that', async () => {
    const night = nightState(NOW)
    const seen: unknown[] = []
    const CALLED = 'CRITICAL: checkout, PRODUCTION'
    const own = { name: 'shop', kind: 'production' as const, values: ['shop-live'] }
    const calling = (environment: string): AppState => ({ ...night, pages: { p1: aPage({ environment, alerts: [] }) } })
    for (const [environment, asks] of [['PROD', 'production'], ['live', 'production'], ['Shop-Live', 'shop'], ['stg', 'production']] as const) {
      await stage(calling(asks), { wall: Wall }, { address: { place: { view: 'wall', item: '@w' }, theme: null }, answers: { alertSeries: () => nightGraph(NOW), config: { walls: [wallSchema.parse({ name: 'w', environment, boards: ['services'] })], environments: [own] } } })
      seen.push([environment, board(), title()])
    }
    expect(seen).toEqual([['PROD', 'now', CALLED], ['live', 'now', CALLED], ['Shop-Live', 'now', CALLED], ['stg', 'services', 'disk 91 % full']])
  })

  it('lists the worst that fires, and how many more there are', async () => {
    const night = nightState(NOW)
    const more = Array.from({ length: 20 }, (_, i) => anAlert({ id: `more-${i}`, name: `More${i}`, severity: 'info', annotations: labelsOf([['summary', `more ${i}`]]), service: `s${i}` }))
    await open({ ...night, alerts: { ...night.alerts, ...Object.fromEntries(more.map((a) => [a.id, a])) } }, 'alerts')
    const rows = all('[aria-label="Alerts"] li')
    expect([rows[0], rows.length, rows.at(-1)]).toEqual(['burning budget 14.4× too fastapi-gateway9 min', 14, 'and 17 more'])
  })

  it('takes what is set of it at once', async () => {
    const it = await open(nightState(NOW), '@office', [{ name: 'office', boards: ['services'] }])
    expect(board()).toBe('services')
    await it.fake.bridge.saveSettings({ walls: [wallSchema.parse({ name: 'office', boards: ['alerts'] })], appearance: { ...defaultConfig().appearance, theme: 'light' } } as never)
    expect([board(), document.documentElement.dataset['theme']]).toEqual(['services', 'dark'])
    await act(async () => { it.fake.walls({ displays: [], walls: [] }) })
    expect([board(), document.documentElement.dataset['theme']]).toEqual(['alerts', 'light'])
  })

  it('says below every board, and below stripes, what interrupts or threatens its watch: the window is closed', async () => {
    const told = (): readonly string[] => all('[data-told]')
    const notices = {
      crashed: { id: 'crashed', at: NOW - 60_000, severity: 'warning', code: 'crashed', values: { from: '11:40:00', to: '11:58:00' } },
      ends: { id: 'ends', at: NOW, severity: 'warning', code: 'sign-in-ends', values: { source: 'prom-eu-1', time: '12:30' } },
      new: { id: 'new', at: NOW, severity: 'info', code: 'update-installed', values: { version: '2', same: 'no', restart: 'calm' } }
    } as const
    for (const item of ['now', 'services', 'alerts', 'dashboard:x', 'service:production/search']) {
      await open({ ...calmState(NOW), notices }, item)
      expect([item, told()]).toEqual([item, ['The sign-in to prom-eu-1 ends at 12:30. Sign in again before, or prom-eu-1 can no longer be seen.and 1 more']])
      cleanup()
    }
    const it = await open({ ...calmState(NOW), notices: { crashed: notices.crashed } })
    await it.pass(QUIET)
    expect([board(), told()]).toEqual(['blind', ['Nothing was watched from 11:40:00 to 11:58:00: Garda did not end by itself. It was a crash, or the power went.']])
    cleanup()
    await open(calmState(NOW))
    expect(told()).toEqual([])
  })

  it('stands a little beside where it stood a minute before, with its stripes where it cannot see', async () => {
    const it = await open(calmState(NOW))
    const places = async (): Promise<readonly string[]> => {
      const [wall, field] = [document.querySelector('main')!, document.querySelector<HTMLElement>('[data-board]')!]
      return [field.style.transform, wall.style.getPropertyValue('--drift')]
    }
    const seen: string[] = []
    for (let minute = 0; minute < 14; minute++) {
      const [field, stripes] = await places()
      expect(field).toBe(stripes)
      seen.push(field!)
      await it.pass(60_000)
    }
    expect([new Set(seen).size > 8, seen.every((place) => /^translate\(-?\d+px, -?\d+px\)$/.test(place)), board()]).toEqual([true, true, 'blind'])
  })

  it('says so when its imported dashboard is gone', async () => {
    await stage(calmState(NOW), { wall: Wall }, { address: { place: { view: 'wall', item: 'dashboard:x' }, theme: null }, answers: { answer: { dashboards: async () => ({ list: [{ id: 'y' } as never], damaged: [] }) } } })
    await act(async () => { await Promise.resolve() })
    expect([all('[class*="absent"] h2'), all('[class*="absent"] p')]).toEqual([['There is no dashboard x any more'], ['It is shown here again as soon as it is back.']])
  })

  it('says so when its board or its name does not exist', async () => {
    await open(nightState(NOW), 'service:production/nothing')
    expect([all('[class*="absent"] h2'), all('[class*="absent"] p')]).toEqual([['Garda knows no service production/nothing now'], ['It is shown here again as soon as it is back.']])
    await open(nightState(NOW), '@nobody')
    expect(title()).toBe('No wall is named nobody')
    await open(nightState(NOW), 'nonsense')
    expect(title()).toBe('Garda knows no board nonsense')
  })

  it('says what asks, how old the data is, and that Garda stands still, also where it has no board', async () => {
    const it = await open({ ...calmState(NOW), pages: { p1: aPage({ alerts: [], title: 'CRITICAL: checkout, PRODUCTION', person: null }) } }, '@nobody')
    const says = (): unknown => [title(), all('[aria-label="Asks for somebody"] li b'), facts().at(-1), document.querySelectorAll('[aria-label="Garda is alive"]').length]
    const alive = says()
    await it.pass(6_000, true)
    expect([alive, says()]).toEqual([
      ['No wall is named nobody', ['CRITICAL: checkout, PRODUCTION'], expect.stringMatching(/^Data, 7 of 7 sources: \d s old$/), 1], ['No wall is named nobody', ['CRITICAL: checkout, PRODUCTION'], expect.stringMatching(/^Data, 0 of 7 sources: \d+ s old$/), 0]
    ])
  })

  describe('that cannot be drawn', () => {
    // what main asks of it every second: without a yes it is loaded again, and has the plain page at last
    const isDrawn = (): unknown => runInThisContext(DRAWN)
    it('counts as not drawn where not even its code could be loaded, and as drawn with whatever it says itself', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined)
      const drawn: unknown[] = []
      for (const item of ['now', '@nobody', 'dashboard:x']) { await open(calmState(NOW), item); drawn.push(isDrawn()); cleanup() }
      await stage(calmState(NOW), { wall: () => { throw new Error('its code is gone') } }, { address: { place: { view: 'wall', item: 'now' }, theme: null } })
      expect([drawn, isDrawn(), document.body.textContent.includes('its code is gone')]).toEqual([[true, true, true], false, true])
    })
    const seen = (): readonly unknown[] => [all('h1')[0], all('h2, h3').find((h) => h.includes('could not')), all('button').length, document.querySelectorAll('[aria-label="Garda is alive"]').length, all('p > span').filter((text) => text.endsWith(' old')).length]
    const broken = { now: NOW } as never
    it('draws a board again by itself once it can, and keeps state, age and heartbeat meanwhile', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined)
      let bad = true
      let tries = 0
      const Face = (): React.ReactNode => { tries++; if (bad) throw new Error('no such thing'); return <p>a board</p> }
      const Screen = ({ item }: { readonly item: string | null }): React.ReactNode => <WallScreen item={item} Dashboard={Face} />
      const it = await stage(calmState(NOW), { wall: Screen }, { address: { place: { view: 'wall', item: 'dashboard:x' }, theme: null }, answers: { answer: { dashboards: async () => ({ list: [{ id: 'x' } as never], damaged: [] }) } } })
      expect([seen(), all('[role="alert"] p')]).toEqual([['All quiet', 'Dashboard x could not be drawn', 0, 1, 1], ['It is tried again every 15 s. The reason: no such thing']])
      const before = tries
      await it.pass(31_000)
      // two turns: React makes each try twice before it gives up
      expect([seen(), tries - before <= 4]).toEqual([['All quiet', 'Dashboard x could not be drawn', 0, 1, 1], true])
      bad = false
      await it.pass(16_000)
      expect([seen(), all('p').includes('a board')]).toEqual([['All quiet', undefined, 0, 1, 1], true])
    })
    it('shows the page that asks in place of the board that it calls to', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined)
      const calm = calmState(NOW)
      const state = { ...calm, pages: { p1: aPage({ alerts: [], startedAt: NOW - 60_000 }) } }
      const it = await open({ ...state, meta: { ...calm.meta, shift: { now: broken, next: null, order: [] } } }, 'services')
      expect([seen(), all('[aria-label="Asks for somebody"] li')]).toEqual([['CRITICAL: checkout, PRODUCTION', 'Now could not be drawn', 0, 1, 1], ['CRITICAL: checkout, PRODUCTIONPaged, nobody has it yet: Mira1 min']])
      await it.next(state)
      await it.pass(16_000)
      expect([seen(), facts()[0]]).toEqual([['CRITICAL: checkout, PRODUCTION', undefined, 0, 1, 1], 'Paged, nobody has it yet: Mira'])
    })
    it('says so as a whole where not even its state can be drawn, with the page that asks, and heals', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined)
      const calm = calmState(NOW)
      const state = { ...calm, pages: { p1: aPage({ alerts: [], startedAt: NOW - 60_000 }) } }
      const it = await open({ ...state, incidents: { x: { environment: 'production', alerts: null } as never, y: broken } })
      expect([seen().slice(0, 1), seen().slice(2), board(), document.querySelector('main')!.dataset['blind'], all('[aria-label="Asks for somebody"] b')]).toEqual([['This wall could not be drawn'], [0, 1, 1], 'broken', 'true', ['CRITICAL: checkout, PRODUCTION']])
      await it.next(state)
      await it.pass(16_000)
      expect([title(), board()]).toEqual(['CRITICAL: checkout, PRODUCTION', 'now'])
    })
    it('loses no more than the graph where that is all that cannot be drawn', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined)
      await stage(nightState(NOW), { wall: Wall }, { address: { place: { view: 'wall', item: 'now' }, theme: null }, answers: { alertSeries: () => ({ ...nightGraph(NOW), panel: null }) as never } })
      expect([title(), all('section p')[0], facts()[0], all('[data-health]').length]).toEqual(['Article pages are failing', 'The graph could not be drawn', 'Has a part of it: Mira', 15])
    })
  })

  it('is dark and warm by night as the wall says, and else as the person likes', async () => {
    const theme = (): string | undefined => document.documentElement.dataset['theme']
    await open(calmState(NOW), '@a', [{ name: 'a', night: 'always' }])
    expect(theme()).toBe('night')
    await open(calmState(NOW), '@a', [{ name: 'a', night: 'never' }])
    expect(theme()).toBe('dark')
  })

  it('wears the word demo where it is one', async () => {
    const night = nightState(NOW)
    await open({ ...night, meta: { ...night.meta, mode: 'demo' } })
    expect(all('[data-kind="demo"]')).toEqual(['', 'demo'])
  })

  it('takes no key, and hides the pointer after three seconds of rest', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const it = await open(nightState(NOW))
    const before = document.body.textContent
    for (const key of ['Escape', '?', 'Enter', 'g', 's']) await it.press(key)
    const { dataset } = document.documentElement
    expect([document.body.textContent, it.fake.calls.filter((c) => ['acknowledge', 'snooze', 'saveSettings'].includes(c.command)), dataset['pointer']]).toEqual([before, [], undefined])
    await act(async () => { vi.advanceTimersByTime(3_000) })
    expect(dataset['pointer']).toBe('still')
    await act(async () => { window.dispatchEvent(new Event('pointermove')) })
    expect(dataset['pointer']).toBeUndefined()
  })
})
