// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import PageScreen from '../../../../src/renderer/features/page/PageScreen'
import type { Page } from '@shared/domain/page'
import type { AppState } from '@shared/state/app-state'
import { aCallingPage, NOW } from '../../../builders'
import { nightGraph, nightState } from '../overview/night'
import { stage, type Stage, type StageOptions } from '../shell/stage'

const LEAD = 'ErrorRatioHigh-article-service'
const thePage = (over: Partial<Page> = {}): Page => aCallingPage({
  alerts: [LEAD, 'P95Above800ms-article-service', 'ConnectionsExhausted-postgres-primary'], services: ['article-service', 'postgres-primary'], lead: LEAD, ...over
})
const withPages = (...pages: readonly Page[]): AppState => ({ ...nightState(NOW), pages: Object.fromEntries(pages.map((p) => [p.id, p])) })

const open = async (state: AppState, { item = null, answers = {} }: { readonly item?: string | null; readonly answers?: NonNullable<StageOptions['answers']> } = {}): Promise<Stage> =>
  stage(state, { page: PageScreen }, { address: { place: { view: 'page', item }, theme: null }, answers: { alertSeries: () => nightGraph(NOW), ...answers } })
const title = (): string => screen.getByRole('heading', { level: 1 }).textContent
const asked = (it: Stage): readonly unknown[] => it.fake.calls.filter((c) => ['acknowledge', 'snooze', 'openAlert'].includes(c.command)).map((c) => [c.command, c.args[0]])
const text = (): string => document.body.textContent
/** Moves the steady clock that the guard reads. */
const wait = (ms: number): void => { vi.advanceTimersByTime(ms) }
const away = (): void => { (document.activeElement as HTMLElement | null)?.blur() }
const visible = async (state: 'visible' | 'hidden'): Promise<void> => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
  await act(async () => { document.dispatchEvent(new Event('visibilitychange')) })
}

beforeEach(() => { vi.useFakeTimers({ toFake: ['performance'] }) })
afterEach(() => {
  vi.useRealTimers()
  Reflect.deleteProperty(document, 'visibilityState')
})

describe('the window of a page', () => {
  it('says what readers feel, where, since when, what broke, and what else did', async () => {
    await open(withPages(thePage()))
    expect(title()).toBe('Article pages are failing')
    expect([...document.querySelectorAll('dd')].map((d) => d.textContent)).toEqual(['PRODarticle-service, postgres-primary', expect.stringMatching(/^\d\d:59:16, 44 s$/), '7.9 % of requests fail, limit 2 %'])
    expect(text()).toContain('Two more alerts started within a minute: p95 above 800 ms on article-service, Connections exhausted on postgres-primary. Data 4 s old, from prom-eu-1 and am-eu-1.')
    expect(screen.getByRole('img', { name: 'Critical' })).toBeTruthy()
    expect([document.documentElement.dataset['theme'], document.documentElement.dataset['ready'], document.title]).toEqual(['night', 'true', 'Page: Article pages are failing'])
  })

  it('asks for the last half hour of the lead alert, and for nothing while nobody can see it', async () => {
    const it = await open(withPages(thePage()))
    const questions = (): readonly unknown[] => it.fake.calls.filter((c) => c.command === 'alertSeries').map((c) => c.args[0])
    expect(questions()).toEqual([{ alert: LEAD, from: NOW - 1_800_000, to: NOW, width: 1_000, slot: expect.stringMatching(/^alert .* series$/) }])
    await visible('hidden')
    await it.pass(60_000)
    expect(questions()).toHaveLength(1)
    await visible('visible')
    expect(questions()).toHaveLength(2)
  })

  it('counts down to the next person', async () => {
    const it = await open(withPages(thePage()))
    expect(text()).toContain('Daniel is paged in4:16')
    await it.pass(17_001)
    expect(text()).toContain('Daniel is paged in3:59')
    await it.pass(600_000)
    expect(text()).toContain('Daniel is paged in0:00')
  })

  it('says who is on call as far as that is known', async () => {
    const shift = { now: { name: 'Mira', until: NOW + 1 }, next: null, order: ['Mira', 'Daniel'] }
    const state = withPages(thePage())
    await open({ ...state, meta: { ...state.meta, shift } })
    expect(text()).toContain('This page is for Mira')
    const { defaultConfig } = await import('@shared/config/schema')
    const config = { ...defaultConfig(), paging: { ...defaultConfig().paging, me: 'Mira' } }
    await open({ ...state, meta: { ...state.meta, shift } }, { answers: { config } })
    expect(text()).toContain('You are on call, Mira')
  })

  it('takes no key within 800 ms after it appeared, and each of them afterwards', async () => {
    const it = await open(withPages(thePage()))
    away()
    wait(799)
    for (const key of ['Enter', 's', 'o']) await it.press(key)
    expect(asked(it)).toEqual([])
    wait(1)
    for (const key of ['Enter', 's', 'o']) await it.press(key)
    expect(asked(it)).toEqual([['acknowledge', { page: 'page-1', alerts: [], comment: '' }], ['snooze', { page: 'page-1', minutes: 10 }], ['openAlert', LEAD]])
  })

  it('takes no key within 800 ms after it was given the keyboard, came back, or showed another page', async () => {
    const it = await open(withPages(thePage()))
    const tooSoon = async (): Promise<void> => {
      away()
      wait(799)
      await it.press('Enter')
      expect(asked(it)).toEqual([])
    }
    wait(5_000)
    await act(async () => { window.dispatchEvent(new Event('focus')) })
    await tooSoon()
    await visible('hidden')
    wait(5_000)
    await visible('visible')
    await tooSoon()
    await it.next(withPages(thePage(), thePage({ id: 'page-0', openedAt: NOW - 90_000 })))
    await tooSoon()
    wait(1)
    await it.press('Enter')
    expect(asked(it)).toEqual([['acknowledge', { page: 'page-0', alerts: [], comment: '' }]])
  })

  it('guards its buttons as well: Enter on a focused one counts as a key, a click only after it appeared', async () => {
    const it = await open(withPages(thePage()))
    const button = screen.getByRole('button', { name: 'Acknowledge' })
    expect(document.activeElement).toBe(button)
    fireEvent.click(button, { detail: 1 })
    expect(asked(it)).toEqual([])
    wait(5_000)
    await act(async () => { window.dispatchEvent(new Event('focus')) })
    fireEvent.click(button, { detail: 0 })
    expect(asked(it)).toEqual([])
    await act(async () => { fireEvent.click(button, { detail: 1 }) })
    expect(asked(it)).toEqual([['acknowledge', { page: 'page-1', alerts: [], comment: '' }]])
  })

  it('asks once while an answer is awaited, and says why it could not be done', async () => {
    let answer: (done: { ok: boolean; reason: string }) => void = () => undefined
    const it = await open(withPages(thePage()), { answers: { answer: { acknowledge: () => new Promise((resolve) => { answer = resolve }) } } })
    away()
    wait(800)
    await it.press('Enter')
    await it.press('Enter')
    expect(asked(it)).toHaveLength(1)
    await act(async () => { answer({ ok: false, reason: 'am-eu-1 did not answer' }) })
    expect(screen.getByRole('alert').textContent).toBe('That did not work: am-eu-1 did not answer')
    await it.press('Enter')
    expect(asked(it)).toHaveLength(2)
  })

  it('shows the worst of many pages, says how many ask, and goes on to the next', async () => {
    const second = aCallingPage({ id: 'page-2', severity: 'unknown', title: 'Unknown: elasticsearch, PRODUCTION', unseen: ['elasticsearch'], openedAt: NOW - 90_000 })
    const it = await open(withPages(second, thePage()))
    expect([title(), text().includes('1 of 2')]).toEqual(['Article pages are failing', true])
    await it.next(withPages(second, thePage({ status: 'held', window: false, held: { by: 'Mira', since: NOW, source: '' } })))
    expect([title(), text().includes('1 of 2'), screen.queryByRole('button', { name: 'Open graphs' })]).toEqual(['Unknown: elasticsearch, PRODUCTION', false, null])
  })

  it('says of what cannot be seen which source that is and when it answered last, and draws no environment that is not known', async () => {
    const lost = (over: Partial<Page>): Page => aCallingPage({ alerts: [], services: [], severity: 'unknown', title: 'Garda cannot see prom-eu-1', lead: null, unseen: ['source:prom-eu-1:1'], ...over })
    const it = await open(withPages(lost({ environment: 'elsewhere' })))
    const where = (): string | undefined => document.querySelectorAll('dd')[0]?.innerHTML
    expect([where(), text().includes('prom-eu-1, last answer 4 s ago.')]).toEqual(['elsewhere', true])
    await it.next(withPages(lost({ unseen: ['watchdog:am-eu-1:Watchdog'] })))
    expect([document.querySelectorAll('dd')[0]?.textContent, text().includes('am-eu-1, last answer 4 s ago.')]).toEqual(['PROD', true])
  })

  it('says what became of it', async () => {
    const it = await open(withPages(thePage()))
    await it.next(withPages(thePage({ status: 'held', window: false, held: { by: 'Mira Solberg', since: NOW, source: '' } })))
    expect([title(), screen.queryAllByRole('button')]).toEqual(['Mira Solberg has it', []])
    await it.next(withPages(thePage({ status: 'snoozed', window: false, snoozedUntil: NOW + 600_000 })))
    expect(title()).toMatch(/^Snoozed until \d\d:10$/)
    await it.next(withPages(thePage({ status: 'over', window: false, endedAt: NOW - 4_000 })))
    expect([title(), text().includes('Lasted 40 s')]).toEqual(['It is over', true])
    await it.next(withPages())
    expect(title()).toBe('Nothing asks for you now.')
  })

  it('is announced at once and once, and not a second time by the window that only covers', async () => {
    const live = (): readonly (string | null)[] => [...document.querySelectorAll('[aria-live=assertive]')].map((e) => e.textContent)
    const it = await open(withPages(thePage()))
    const words = 'Critical page, PRODUCTION: Article pages are failing. article-service, postgres-primary. Enter acknowledges.'
    expect(live()).toEqual([words])
    await it.next(withPages(thePage({ services: ['article-service', 'postgres-primary', 'api-gateway'] })))
    expect(live()).toEqual([words])
    await open(withPages(thePage()), { item: 'veil' })
    expect(live()).toEqual([])
  })

  it('says that nothing is known when the watch behind it stopped, and when no source can be relied on', async () => {
    const it = await open(withPages(thePage()))
    await it.pass(20_000, true)
    expect(screen.getByRole('alert').textContent).toContain('nothing on this screen is known now')
    expect(text()).toContain('Last seen 23 s ago by prom-eu-1 and am-eu-1: it may have changed since.')
  })
})
