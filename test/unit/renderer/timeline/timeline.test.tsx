// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { JournalEntry, JournalQuery } from '@shared/domain/journal'
import type { AppState } from '@shared/state/app-state'
import TimelineScreen from '../../../../src/renderer/features/timeline/TimelineScreen'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { aSource, aState, NOW } from '../../../builders'
import { stage, type Stage } from '../shell/stage'

const MIN = 60_000
const about = (id: string, name: string, service: string | null = 'checkout') => ({ id, name, severity: 'critical', service, environment: 'production' }) as const
const told = { record: 'r', key: 'k', title: 'CRITICAL: checkout, PRODUCTION', alerts: ['a'], count: 1, about: about('a', 'ErrorsHigh') } as const

/** Newest first, numbered from the oldest. */
const NIGHT: readonly JournalEntry[] = ([
  { at: NOW - MIN, type: 'shown', ...told, reason: 'new', by: 'dunst' },
  { at: NOW - MIN, type: 'told', ...told, reason: 'new' },
  { at: NOW - MIN, type: 'began', alert: about('a', 'Errors\u202eHigh'), startedAt: NOW - MIN },
  { at: NOW - 5 * MIN, type: 'suppressed', ...told, alerts: ['b'], about: about('b', 'DiskFull', 'db'), title: 'Warning: db, STAGING', reason: 'environment' },
  { at: NOW - 9 * MIN, type: 'back', source: 'prom', name: 'prom', since: NOW - 10 * MIN },
  { at: NOW - 10 * MIN, type: 'blind', source: 'prom', name: 'prom', failure: { code: 'refused', values: { host: 'prom:9090' } } },
  { at: NOW - 20 * MIN, type: 'started', version: '0.1.0' },
  { at: NOW - 20 * MIN, type: 'gap', from: NOW - 24 * MIN, why: 'crashed' },
  { at: NOW - 26 * 60 * MIN, type: 'storm', what: 'began', count: 10_000, severities: { critical: 1, warning: 9_999, unknown: 0, info: 0 }, named: [about('s', 'Storm')] }
] as const).map((entry, i, all) => ({ ...entry, n: all.length - i }))

const answers = (entries: () => readonly JournalEntry[], perPage = 500): FakeAnswers => ({
  answer: {
    journal: async ({ before }: JournalQuery) => {
      const rest = entries().filter((e) => before === null || e.n < before.n)
      const page = rest.slice(0, perPage)
      return { entries: page, next: rest.length > page.length ? { at: page.at(-1)!.at, n: page.at(-1)!.n } : null, unread: 0 }
    }
  }
})
const state = (journal: number, over: Parameters<typeof aState>[0] = {}): AppState => aState({ sources: [aSource({ id: 'prom', name: 'prom' })], meta: { journal }, ...over })
const open = (first: AppState, given: FakeAnswers): Promise<Stage> => stage(first, { timeline: TimelineScreen, alerts: Where, sources: Where }, { answers: given, address: { place: { view: 'timeline', item: null }, theme: null } })
const Where = ({ item }: { readonly item: string | null }) => <p data-testid="where">{item}</p>

const rows = (): readonly string[] => within(screen.getByRole('grid')).getAllByRole('row').slice(1).map((r) => within(r).getAllByRole('gridcell').map((c) => c.textContent).filter(Boolean).join(' | '))
const current = (): string | null => document.querySelector('[data-current] [data-column=what]')?.textContent ?? null

describe('entries of other Gardas', () => {
  it('say who vanished and came back, and lead to who is on call', async () => {
    const entries: readonly JournalEntry[] = [
      { n: 3, at: NOW, type: 'buddy-back', name: 'Mira', since: NOW - 20 * MIN }, { n: 2, at: NOW - 20 * MIN, type: 'buddy-gone', name: 'Mira', how: 'gone', since: NOW - 20 * MIN },
      { n: 1, at: NOW - 30 * MIN, type: 'buddy-gone', name: 'Daniel', how: 'left', since: NOW - 32 * MIN }
    ]
    const it = await stage(state(3), { timeline: TimelineScreen, oncall: () => <p>who is on call</p> }, { answers: answers(() => entries), address: { place: { view: 'timeline', item: null }, theme: null } })
    const text = screen.getByRole('main').textContent.replace(/\d\d:\d\d/g, 'HH:MM')
    expect(['Mira’s Garda is back, after 20 min', 'Mira’s Garda is gone, since HH:MM', 'Daniel’s Garda is closed or paused, since HH:MM'].map((says) => text.includes(says))).toEqual([true, true, true])
    await it.press('j')
    await it.press('Enter')
    expect(screen.getByText('who is on call')).toBeTruthy()
  })
})

describe('the timeline', () => {
  it('tells what happened, newest first, by day, with gaps as plain as they are', async () => {
    await open(state(9), answers(() => NIGHT))
    expect(rows()).toEqual([
      'Thu 13 Nov',
      '11:59:00 | Notification | Notification shown by dunst: CRITICAL: checkout, PRODUCTION | checkout | PROD',
      '11:59:00 | Notification | Notification sent: CRITICAL: checkout, PRODUCTIONTold: it began to fire. | checkout | PROD',
      '11:59:00 | Alert | ErrorsHigh began to fire | checkout | PROD',
      '11:55:00 | Not told | DiskFullNot told: this environment does not notify, by setting. | db | PROD',
      '11:51:00 | Source | prom answers again, after 1 min',
      '11:50:00 | Source | Garda cannot see promprom refused the connection at prom:9090.',
      '11:40:00 | Garda | Garda 0.1.0 started',
      '11:40:00 | Garda | Garda was not running 11:36:00 to 11:40:00It did not come to its end: a crash, or the power went. Nothing was watched.',
      'Wed 12 Nov',
      '10:00:00 | Alert | 10,000 alerts began at once: 1 critical, 9,999 warningStorm and 9,999 more | checkout',
      'This is all that is on record. It goes back 90 days at most.'
    ])
  })

  it('tells what a source remembers of a time when nobody watched', async () => {
    const [from, failure] = [NOW - 8 * 60 * MIN, { code: 'timeout', values: { seconds: 3 } } as const]
    const night: readonly JournalEntry[] = ([
      { at: NOW, type: 'away', from, to: NOW, source: 'prom', name: 'prom', count: 3, named: [about('b', 'DiskFull', 'db'), about('c', 'Down\u202e')], whole: false, failure: null },
      { at: NOW, type: 'away', from, to: NOW, source: 'prom', name: 'prom', count: 0, named: [], whole: false, failure },
      { at: NOW, type: 'away', from, to: NOW, source: 'prom', name: 'prom', count: 0, named: [], whole: true, failure: null },
      { at: NOW, type: 'ended', alert: about('b', 'DiskFull', 'db'), startedAt: NOW - 90 * MIN, endedAt: NOW - 30 * MIN, recovered: true },
      { at: NOW, type: 'began', alert: about('b', 'DiskFull', 'db'), startedAt: NOW - 90 * MIN, recovered: true },
      { at: NOW, type: 'gap', from, why: 'slept' },
      { at: from, type: 'suspended' }
    ] as const).map((entry, i, all) => ({ ...entry, n: all.length - i }))
    await open(state(7), answers(() => night))
    expect(rows().slice(1, -1)).toEqual([
      '12:00:00 | Alert | While you were away, 04:00 to 12:00: 3 alerts began and endedDiskFull, Down and 1 more. As prom remembers it, and not all of it could be read. | db, checkout',
      '12:00:00 | Alert | While you were away, 04:00 to 12:00: what began and ended could not be readprom did not answer in full within 3 s.',
      '12:00:00 | Alert | While you were away, 04:00 to 12:00: nothing began and endedAs prom remembers it.',
      '12:00:00 | Alert | DiskFull was over at 11:30, lasted 1 h, while nobody watched | db | PROD',
      '12:00:00 | Alert | DiskFull began to fire at 10:30, while nobody watched | db | PROD',
      '12:00:00 | Garda | The computer slept 04:00 to 12:00Nothing was watched.',
      '04:00:00 | Garda | The computer goes to sleep'
    ])
  })

  it('is walked by keys: Enter leads to the alert or the source', async () => {
    const it = await open(state(9), answers(() => NIGHT))
    await it.press('j')
    const first = current()
    await it.press('j'); await it.press('j'); await it.press('k'); await it.press('j')
    const alert = current()
    await it.press('Enter')
    expect([first, alert, screen.getByTestId('where').textContent]).toEqual(['Notification shown by dunst: CRITICAL: checkout, PRODUCTION', 'ErrorsHigh began to fire', 'a'])
  })

  it('shows local and UTC time of the line with the keys', async () => {
    const it = await open(state(9), answers(() => NIGHT))
    await it.press('j')
    const time = document.querySelector<HTMLElement>('[data-current] time')!
    expect([time.tabIndex, time.dataset['tipAt'], time.getAttribute('datetime')]).toEqual([0, String(NOW - MIN), new Date(NOW - MIN).toISOString()])
  })

  it('filters by text, kind and service, and never filters a gap away', async () => {
    await open(state(9), answers(() => NIGHT))
    const what = (): readonly (string | undefined)[] => [...document.querySelectorAll('[data-index] [data-column=what]')].map((e) => e.firstChild?.textContent ?? undefined)
    const gap = 'Garda was not running 11:36:00 to 11:40:00'
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'refused PROM' } })
    const byText = what()
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '' } })
    fireEvent.click(screen.getByRole('radio', { name: 'Not told' }))
    const byKind = what()
    fireEvent.click(screen.getByRole('radio', { name: 'All' }))
    fireEvent.change(screen.getByRole('combobox'), { target: { value: 'db' } })
    const byService = what()
    fireEvent.click(screen.getByRole('button', { name: 'Clear filter' }))
    expect([byText, byKind, byService, what().length]).toEqual([['Garda cannot see prom', gap], ['DiskFull', gap], ['DiskFull', gap], 9])
  })

  it('grows at the top by itself, and the line with the keys stays the same', async () => {
    let entries = NIGHT
    const it = await open(state(9), answers(() => entries))
    await it.press('j'); await it.press('j')
    const before = current()
    entries = [{ n: 10, at: NOW, type: 'paused', until: NOW + 30 * MIN }, ...NIGHT]
    await it.next(state(10))
    expect([rows()[1], current()]).toEqual(['12:00:00 | Garda | Notifications paused until 12:30', before])
  })

  it('looks further back by itself while nothing is filtered', async () => {
    await open(state(9), answers(() => NIGHT, 4))
    await act(async () => undefined)
    expect([rows().length, rows().at(-1)]).toEqual([12, 'This is all that is on record. It goes back 90 days at most.'])
  })

  it('proves that nothing happened, and says when the filter fits nothing', async () => {
    await open(state(0), answers(() => []))
    const empty = screen.getByRole('heading', { level: 2 }).parentElement!.textContent
    await open(state(9), answers(() => NIGHT.filter((e) => e.type !== 'gap')))
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nowhere' } })
    expect([empty, screen.getByRole('heading', { level: 2 }).parentElement!.textContent])
      .toEqual(['Nothing has happened yetGarda has watched since 11:00.1 of 1 source answered.', 'Nothing fits the filter8 entries looked through, back to Wed 12 Nov 10:00.'])
  })

  it('says why it could not be read, and reads it again', async () => {
    let broken = true
    const good = answers(() => NIGHT).answer!.journal!
    await open(state(9), { answer: { journal: (query) => (broken ? Promise.reject(new Error('EIO')) : good(query)) } })
    const said = screen.getByRole('alert').textContent
    broken = false
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: 'Read it again' })) })
    expect([said, rows().length, screen.queryByRole('alert')]).toEqual(['What happened could not be read: EIO Read it again', 12, null])
  })
})
