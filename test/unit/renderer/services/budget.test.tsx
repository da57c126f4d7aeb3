// @vitest-environment jsdom
import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { ObjectiveAnswer } from '@shared/contract/commands'
import { BURN_WINDOWS, type Objective, type ObjectiveData } from '@shared/domain/objective'
import type { AppState } from '@shared/state/app-state'
import OverviewScreen from '../../../../src/renderer/features/overview/OverviewScreen'
import ServicePageScreen from '../../../../src/renderer/features/services/page/ServicePageScreen'
import { NOW } from '../../../builders'
import { nightState } from '../overview/night'
import { stage, type Stage } from '../shell/stage'

const MIN = 60_000
const DAY = 24 * 60 * MIN
const KEY = 'production/article-service'
const promised: Objective = { target: 0.999, windowMs: 30 * DAY, errors: null, total: null }
const night = nightState(NOW)
const withObjective = (objective: Objective | null): AppState =>
  ({ ...night, services: { ...night.services, [KEY]: { ...night.services[KEY]!, objective, owner: 'Newsroom Platform, #np-oncall' } } })
const rates: Readonly<Partial<Record<number, number>>> = { 5: 79.4, 60: 14.16, 360: 2.39 }
const counted = (over: Partial<ObjectiveData> = {}): ObjectiveAnswer => ({
  ok: true, failure: null,
  data: {
    source: 'prom-eu-1', at: NOW, warnings: [], burns: BURN_WINDOWS.map((windowMs) => ({ windowMs, total: 1_000, errors: rates[windowMs / MIN] ?? 0 })),
    whole: { counted: { windowMs: 30 * DAY, total: 1_000, errors: 0.585 }, spanMs: 30 * DAY, at: NOW },
    since: { at: NOW - 14 * MIN, counted: { windowMs: 14 * MIN, total: 1_000, errors: 60 } }, ...over
  }
})

const page = async (answer: ObjectiveAnswer, objective: Objective | null = promised): Promise<Stage> => {
  const it = await stage(withObjective(objective), { service: ServicePageScreen, services: () => <h1>all</h1> }, {
    answers: { config: { appearance: { theme: 'dark', time: 'utc', railCollapsed: false, pinned: [] } }, answer: { objective: async () => answer } }, address: { place: { view: 'service', item: KEY }, theme: null }
  })
  await act(async () => { await Promise.resolve() })
  return it
}
/** All that the head says of the budget. */
const words = (): string => (screen.getByText(/^Error budget, /).closest('div')?.textContent ?? '').replaceAll('\u202f', ' ')
const asked = (it: Stage): number => it.fake.calls.filter((c) => c.command === 'objective').length

describe('the error budget in the head of a service', () => {
  it('says what is left, how fast it goes, and what was left before', async () => {
    await page(counted())
    expect(words()).toBe('Error budget, 99.9 % over 30 daysprom-eu-1, 0 s41 % leftgone in 3 h 40 min at this rate43 % before 11:46burn 79× now, 14.2× 1 h, 2.4× 6 h')
    expect(screen.getByRole('img', { name: 'Error budget: 41\u202f% left' })).toBeTruthy()
    expect([...document.querySelectorAll('b.tone')].map((b) => [b.textContent, /sev-\w+/.exec(b.className)?.[0]]).filter(([text]) => text?.endsWith('×'))).toEqual([['79×', 'sev-critical'], ['14.2×', 'sev-critical']])
  })

  it('says that there is no more history', async () => {
    await page(counted({ whole: { counted: { windowMs: 30 * DAY, total: 1_000, errors: 0.1 }, spanMs: 12 * DAY, at: NOW } }))
    expect(words()).toContain('over the last 12 days, which is all there is')
  })

  it('is unknown without traffic, never 100 %', async () => {
    const none = (windowMs: number) => ({ windowMs, total: 0, errors: null })
    await page(counted({ burns: BURN_WINDOWS.map(none), whole: { counted: none(30 * DAY), spanMs: 30 * DAY, at: NOW }, since: null }))
    expect(words()).toBe('Error budget, 99.9 % over 30 daysprom-eu-1, 0 sunknown no requests were countedburn unknown now, unknown 1 h, unknown 6 h')
    expect(screen.getByRole('img', { name: 'Error budget: unknown' })).toBeTruthy()
  })

  it('is unknown where its errors are, and says where no series of them was found', async () => {
    await page(counted({ whole: { counted: { windowMs: 30 * DAY, total: 1_000, errors: null }, spanMs: 30 * DAY, at: NOW }, since: null }))
    expect(words()).toContain('unknown its errors could not be counted')
    await page(counted({ whole: { counted: { windowMs: 30 * DAY, total: 1_000, errors: 0 }, spanMs: 30 * DAY, at: NOW }, since: null, noErrors: true }))
    expect(words()).toMatch(/100 % left.*No series of errors was found, so none counts as failed\.$/)
  })

  it('says that it is overspent', async () => {
    await page(counted({ whole: { counted: { windowMs: 30 * DAY, total: 1_000, errors: 1.3 }, spanMs: 30 * DAY, at: NOW }, since: null }))
    expect(words()).toContain('0 % left1.3× of it spent')
  })

  it('tells why the long window is missing beside what burns', async () => {
    const answer = counted({ whole: null })
    await page(answer.ok ? { ...answer, failure: { code: 'api-error', values: { detail: 'too many samples' } } } : answer)
    expect(words()).toBe('Error budget, 99.9 % over 30 daysprom-eu-1, 0 sunknown its errors could not be countedburn 79× now, 14.2× 1 h, 2.4× 6 hprom-eu-1 refused the request: too many samples.')
  })

  it('keeps what it knows while the source fails, and says so; asks while it can be seen', async () => {
    let answer: ObjectiveAnswer = counted()
    const it = await stage(withObjective(promised), { service: ServicePageScreen }, { answers: { answer: { objective: async () => answer } }, address: { place: { view: 'service', item: KEY }, theme: null } })
    await act(async () => { await Promise.resolve() })
    expect(asked(it)).toBe(1)
    answer = { ok: false, source: 'prom-eu-1', failure: { code: 'timeout', values: { seconds: 10 } } }
    await it.pass(16_000)
    expect([asked(it), /41 % left/.test(words()), /prom-eu-1 did not answer/.test(words())]).toEqual([2, true, true])
  })

  it('is not there, and nothing is asked, where no objective is declared', async () => {
    const it = await page(counted(), null)
    expect([screen.queryByText(/^Error budget, /), asked(it)]).toEqual([null, 0])
  })
})

describe('the rest of the head', () => {
  it('names the owner and where to find it', async () => {
    await page(counted())
    expect(screen.getByText('Newsroom Platform').parentElement?.textContent).toBe('Owner Newsroom Platform in #np-oncall')
  })
})

describe('what a service depends on', () => {
  it('shows its vital signs, worst first, and leads to its page', async () => {
    const it = await page(counted())
    const table = screen.getByRole('table', { name: 'What it depends on' })
    expect(within(table).getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual(['postgres-primary', 'elasticsearch', 'redis-cache'])
    expect(within(table).getAllByRole('row')[1]!.textContent.replaceAll('\u202f', ' ')).toContain('100')
    await act(async () => { within(table).getByRole('button', { name: 'postgres-primary' }).click() })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('postgres-primary')
    expect(asked(it)).toBe(1)
  })
})

describe('the budgets on the overview', () => {
  const overview = async (objective: Objective | null): Promise<Stage> => {
    Element.prototype.getBoundingClientRect = () => ({ x: 0, y: 0, top: 0, left: 0, right: 1000, bottom: 800, width: 1000, height: 800, toJSON: () => ({}) })
    Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 1000 })
    const it = await stage(withObjective(objective), { overview: OverviewScreen }, { answers: { answer: { objective: async () => counted() } }, address: { place: { view: 'overview', item: null }, theme: null } })
    await act(async () => { await Promise.resolve() })
    return it
  }
  const cell = (name: string): string => { const cells = [...screen.getByRole('rowheader', { name: new RegExp(name) }).parentElement!.querySelectorAll('[role=cell]')]; return cells.at(-2)!.textContent }

  it('stand in a column of their own when any service has one; a dash for those without', async () => {
    const it = await overview(promised)
    expect([screen.getByRole('columnheader', { name: 'Budget %' }).textContent, cell('article-service'), cell('postgres-primary'), asked(it)]).toEqual(['Budget %', '41', '–', 1])
  })

  it('take no room when none has', async () => {
    const it = await overview(null)
    expect([screen.queryByRole('columnheader', { name: 'Budget %' }), asked(it)]).toEqual([null, 0])
  })
})
