// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import OverviewScreen from '../../../../src/renderer/features/overview/OverviewScreen'
import type { Screens } from '../../../../src/renderer/features/shell/Shell'
import { anAlert, aPage, aReading, aService, aState, NOW, aSource, someAges } from '../../../builders'
import { stage } from '../shell/stage'
import { calmState, nightState } from './night'

const Elsewhere = ({ item }: { readonly item: string | null }) => <h1>opened {item}</h1>
const screens: Screens = { overview: OverviewScreen, service: Elsewhere, alerts: Elsewhere }
const title = (): string => screen.getByRole('heading', { level: 1 }).textContent
const table = () => screen.getByRole('table', { name: 'Service health' })

describe('the overview', () => {
  it('leads with what readers feel and opens its graphs by Enter', async () => {
    const it = await stage(nightState(NOW), screens)
    expect(title()).toBe('Article pages are failing: 7.9 % of requests')
    expect(within(screen.getByRole('list', { name: 'From the likely root to what readers feel' })).getAllByRole('listitem').map((li) => li.textContent)).toEqual(['postgres-primary', 'article-service', 'api-gateway', 'web-frontend'])
    await it.press('Enter')
    expect(title()).toBe('opened production/article-service')
  })

  it('copies evidence by C and opens the runbook by R', async () => {
    const it = await stage(nightState(NOW), screens)
    await it.press('c')
    await it.press('r')
    const [copy, open] = it.fake.calls.slice(-2)
    expect([copy?.command, String(copy?.args[0]).split('\n')[0], open]).toEqual(['copyText', '# CRITICAL in PRODUCTION: Article pages are failing: 7.9 % of requests', { command: 'openLink', args: ['https://runbooks.example/articles/errors'] }])
    expect(screen.getByRole('button', { name: /Copied/ })).toBeTruthy()
  })

  it('acknowledges what leads by A, says what that writes and where, and then who has it', async () => {
    const night = nightState(NOW)
    const state = { ...night, sources: { ...night.sources, 'am-eu-1': aSource({ ...night.sources['am-eu-1']!, abilities: ['alerts', 'silence'] }) } }
    const it = await stage(state, screens, { answers: { answer: { acknowledge: async () => ({ ok: true, reason: 'Yours, and alertmanager-eu tells everybody.' }) } } })
    expect(screen.getByText('Mira has it', { selector: 'article span' })).toBeTruthy()
    const free = Object.values(state.incidents)[0]!.alerts.filter((id) => state.alerts[id]!.held === null)
    expect(screen.getByRole('button', { name: `Acknowledge ${free.length}A` })).toBeTruthy()
    await it.press('a')
    const dialog = screen.getByRole('dialog')
    expect([dialog.textContent.includes(`Acknowledge ${free.length} alerts in PRODUCTION`), /This writes to am-eu-1 in PRODUCTION: short silences in your name/.test(dialog.textContent)]).toEqual([true, true])
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Comment for colleagues' }), { target: { value: 'rolling back' } })
    await act(async () => { fireEvent.submit(dialog.querySelector('form')!) })
    expect(it.fake.calls.filter((c) => c.command === 'acknowledge').map((c) => c.args)).toEqual([[{ page: null, alerts: free, comment: 'rolling back' }]])
    expect([screen.queryByRole('dialog'), screen.getByText('Yours, and alertmanager-eu tells everybody.').getAttribute('role')]).toEqual([null, 'status'])
  })

  it('snoozes the page that calls for what leads by S, and says what that means', async () => {
    const state = nightState(NOW)
    const [first] = Object.values(state.incidents)[0]!.alerts
    const page = aPage({ id: 'p7', alerts: [first!] })
    const it = await stage({ ...state, pages: { p7: page } }, screens)
    await it.press('s')
    expect([it.fake.calls.filter((c) => c.command === 'snooze').map((c) => c.args), screen.getByText('Quiet for 10 min. Nobody has it; after that it calls again.').getAttribute('role')]).toEqual([[[{ page: 'p7', minutes: 10 }]], 'status'])
    await it.next({ ...state, pages: { p7: { ...page, status: 'snoozed' } } })
    expect(screen.queryByRole('button', { name: 'Snooze 10 minS' })).toBeNull()
  })

  it('gives back what was taken here, and takes a page with its alerts', async () => {
    const state = nightState(NOW)
    const incident = Object.values(state.incidents)[0]!
    const [first] = incident.alerts
    const own = { ...state.alerts[first!]!, held: { by: 'Jo', since: NOW, source: '', here: true as const } }
    const page = aPage({ id: 'page', alerts: [first!, 'elsewhere'] })
    const it = await stage({ ...state, pages: { page }, alerts: { ...state.alerts, [first!]: own, elsewhere: anAlert({ id: 'elsewhere' }) } }, screens)
    fireEvent.click(screen.getByRole('button', { name: 'Give back' }))
    await it.press('a')
    await act(async () => { fireEvent.submit(screen.getByRole('dialog').querySelector('form')!) })
    const free = [...incident.alerts.filter((id) => id !== first && state.alerts[id]!.held === null), 'elsewhere']
    expect(it.fake.calls.filter((c) => c.command === 'release' || c.command === 'acknowledge').map((c) => c.args)).toEqual([[{ page: null, alerts: [first] }], [{ page: 'page', alerts: free, comment: '' }]])
  })

  it('has no runbook where none could be opened', async () => {
    const state = aState({ services: [aService({ health: 'critical', alerts: ['x'] })], sources: [aSource()], alerts: [anAlert({ id: 'x', annotations: { summary: 'broken', runbook_url: 'javascript:alert(1)' } })] })
    await stage(state, screens)
    expect(screen.queryByRole('button', { name: /Runbook/ })).toBeNull()
  })

  it('moves through the services by J and K', async () => {
    const it = await stage(nightState(NOW), screens)
    const focused = (): string => document.activeElement?.textContent ?? ''
    await it.press('j')
    expect(focused()).toBe('postgres-primary')
    await it.press('j'); await it.press('j'); await it.press('k')
    expect(focused()).toBe('article-service')
    fireEvent.click(document.activeElement!)
    expect(title()).toBe('opened production/article-service')
  })

  it('names the source and the age of every row, and shows no figure for what is not seen', async () => {
    await stage(nightState(NOW), screens)
    const rows = within(table()).getAllByRole('row').slice(1)
    expect(rows).toHaveLength(15)
    const cells = (name: string): readonly (string | null)[] => within(rows.find((r) => within(r).queryByText(name))!).getAllByRole('cell').map((c) => c.textContent)
    expect(cells('article-service')).toEqual(['', '2.46\u202fk/s', '7.9%', '2.41s', '71%', '4 sprom-eu-1'])
    expect(cells('elasticsearch')).toEqual(['', '–', '–', '–', '–', '35 minprom-eu-2'])
  })

  it('tells no figure as of now whose own samples ended, though its source answers', async () => {
    const night = nightState(NOW)
    const key = 'production/redis-cache'
    const at = (minutes: number) => aReading({ at: NOW - minutes * 60_000, value: 0.42, limit: { value: 0.4, side: 'above', severity: 'warning' } })
    await stage({ ...night, signals: { ...night.signals, [key]: { ...night.signals[key]!, readings: { traffic: at(1), errors: at(4), latency: at(45) } } } }, screens, { answers: { config: { appearance: { theme: 'dark', time: 'utc', railCollapsed: false, pinned: [] } } } })
    const row = within(table()).getAllByRole('row').find((r) => within(r).queryByText('redis-cache'))!
    const cells = within(row).getAllByRole('cell').slice(1, 4).map((c) => [c.textContent, c.querySelector('[data-tip]')?.getAttribute('data-tip') ?? null, c.querySelector('.sev-warning.tone') !== null])
    expect(cells).toEqual([['42%', null, true], ['42%at 11:56', 'at 11:56', true], ['–', null, false]])
  })

  it('says why services are unknown and when that may end, counts down, and leads to the source', async () => {
    const night = nightState(NOW)
    const dead = aSource({ ...night.sources['prom-eu-1']!, health: 'error', failures: 3, failingSince: NOW - 60_000, failure: { code: 'refused', values: { host: 'prom-eu-1.newsroom.example' } } })
    const it = await stage({ ...night, sources: { ...night.sources, 'prom-eu-1': dead }, ages: { ...night.ages, 'prom-eu-1': someAges({ successAt: NOW - 60_000, freshUntil: NOW - 1, nextAt: NOW + 8_000 }) } }, { ...screens, sources: Elsewhere })
    const why = (): readonly (string | null)[] => within(screen.getByRole('list', { name: 'Why services are unknown' })).getAllByRole('listitem').map((li) => li.textContent)
    expect(why()).toEqual(['9 services are unknown, not OK. prom-eu-1 refused the connection at prom-eu-1.newsroom.example. Tried 3 times, next in 8 s.Open source'])
    await it.pass(2_000)
    expect(why()[0]).toContain('next in 6 s.')
    fireEvent.click(screen.getByRole('button', { name: 'Open source' }))
    expect(title()).toBe('opened prom-eu-1')
  })

  it('says nothing of a source that fails but hides no service', async () => {
    await stage(nightState(NOW), screens) // grafana does
    expect(screen.queryByRole('list', { name: 'Why services are unknown' })).toBeNull()
  })

  it('ages by itself, and what lapses turns unknown', async () => {
    const it = await stage(nightState(NOW), screens)
    await it.pass(2_500)
    expect(within(table()).getAllByText('6 s').length).toBeGreaterThan(5)
    await it.pass(4_000, true)
    expect(within(table()).getAllByRole('img', { name: 'Unknown' })).toHaveLength(15)
    expect(within(table()).queryByRole('img', { name: 'OK' })).toBeNull()
  })

  it('says quiet with proof, or does not say it', async () => {
    const calm = calmState(NOW)
    const it = await stage(calm, screens)
    expect(title()).toBe('Nothing is firing in PRODUCTION')
    expect(screen.getByText('7 of 7 sources answered, oldest data 5 s. Last alert resolved 1 h 29 min ago.')).toBeTruthy()
    const key = 'production/api-gateway'
    await it.next({ ...calm, services: { ...calm.services, [key]: { ...calm.services[key]!, health: 'unknown' } } })
    expect(title()).toBe('Nothing firing that we can see in PRODUCTION')
    expect(screen.getByText(/^api-gateway is unknown\./)).toBeTruthy()
  })

  it('heads even an empty screen', async () => {
    const calm = calmState(NOW)
    await stage({ ...calm, services: {}, alerts: {}, environments: {} }, screens)
    expect(screen.getAllByRole('heading').map((h) => [h.tagName, h.textContent])).toEqual([['H1', 'Nothing is watched yet']])
  })

  it('tells why alerts are hidden', async () => {
    const it = await stage(nightState(NOW), screens)
    await it.press('w')
    const list = screen.getByRole('dialog')
    expect(within(list).getAllByRole('listitem')).toHaveLength(5)
    expect(list.textContent).toContain('inhibited by Connections exhausted, postgres-primary')
  })

  it('opens an alert of the list', async () => {
    await stage(nightState(NOW), screens)
    fireEvent.click(screen.getByRole('button', { name: /Budget burning fast/ }))
    expect(title()).toBe('opened BudgetBurningFast-api-gateway')
  })

  it('draws hostile words as words', async () => {
    const evil = '<img src=x onerror=alert(1)>\u202e'
    const state = aState({ services: [aService({ name: evil, health: 'critical', alerts: ['x'] })], sources: [aSource()], alerts: [anAlert({ id: 'x', name: evil, service: evil, annotations: { summary: evil } })] })
    await stage(state, screens)
    expect([title(), document.querySelector('main img')]).toEqual(['<img src=x onerror=alert(1)>', null])
  })

  it('draws a storm of 2,000 alerts over 250 services without drawing them all', async () => {
    const alerts = Array.from({ length: 2_000 }, (_, i) => anAlert({ id: `a${i}`, service: `s${i % 250}`, severity: i % 3 ? 'warning' : 'critical' }))
    const services = Array.from({ length: 250 }, (_, i) => aService({ name: `s${i}`, health: 'critical', alerts: alerts.filter((a) => a.service === `s${i}`).map((a) => a.id) }))
    await stage(aState({ sources: [aSource()], alerts, services }), screens)
    const drawn = table().querySelectorAll('[role="row"]').length
    expect(drawn).toBeGreaterThan(10)
    expect(drawn).toBeLessThan(60)
    expect(document.querySelectorAll('main *').length).toBeLessThan(2_500)
  })
  it('says which source wants a sign-in, opens its window from there, and says why it came to nothing', async () => {
    const wanted = aSource({ id: 'corp am', name: 'Corp AM', health: 'auth', failure: { code: 'sign-in-needed', values: { host: 'id.example' } }, failures: 2 })
    const source = { name: 'Corp AM', kind: 'alertmanager', url: 'https://am.example', enabled: true, auth: { type: 'none' }, headers: {}, proxy: 'system', options: {} } as const
    const refusal = { ok: false, reason: 'The window was closed before Corp AM answered.' }
    const it = await stage(aState({ sources: [wanted] }), screens, { answers: { config: { sources: [source] }, answer: { signIn: async () => refusal } } })
    expect(screen.getByText('Sign-in needed').parentElement?.textContent).toBe('Sign-in needed Corp AM needs a sign-in: it answers with the login page of id.example. Tried 2 times, next in 10 s.')
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: 'Sign in…' })) })
    expect([it.fake.calls.filter(({ command }) => command === 'signIn'), screen.getByRole('alert').textContent]).toEqual([[{ command: 'signIn', args: ['corp am'] }], refusal.reason])
  })

  it('offers no window for a source with credentials of its own', async () => {
    const wanted = aSource({ id: 'corp am', name: 'Corp AM', health: 'auth', failure: { code: 'sign-in-needed', values: { host: 'id.example' } } })
    const source = { name: 'Corp AM', kind: 'alertmanager', url: 'https://am.example', enabled: true, auth: { type: 'bearer', token: { env: 'X' } }, headers: {}, proxy: 'system', options: {} } as const
    await stage(aState({ sources: [wanted] }), screens, { answers: { config: { sources: [source] } } })
    expect([screen.getByText('Sign-in needed').textContent, screen.queryByRole('button', { name: 'Sign in…' })]).toEqual(['Sign-in needed', null])
  })
})
