// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterAll, describe, expect, it } from 'vitest'
import type { Alert } from '@shared/domain/alert'
import { labelsOf } from '@shared/domain/labels'
import type { Bridge } from '@shared/contract/bridge'
import type { NotificationRecord } from '@shared/domain/notification'
import type { AppState } from '@shared/state/app-state'
import AlertsScreen from '../../../../src/renderer/features/alerts/AlertsScreen'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { aPage, aService, aSource, aState, anAlert, NOW, someAges } from '../../../builders'
import { nightGraph, nightState } from '../overview/night'
import { stage, type Stage } from '../shell/stage'

const MIN = 60_000

afterAll(cleanup)
const utc: FakeAnswers = { config: { appearance: { theme: 'dark', time: 'utc', railCollapsed: false, pinned: [] } }, alertSeries: () => nightGraph(NOW) }

const open = async (state: AppState, item: string | null = null, answers: FakeAnswers = utc): Promise<Stage> => {
  const it = await stage(state, { alerts: AlertsScreen, service: ({ item: key }) => <h1>graphs of {key}</h1> }, { answers, address: { place: { view: 'alerts', item }, theme: null } })
  // jsdom measures nothing: the list is as high as a window
  for (const [side, px] of [['offsetHeight', 800], ['offsetWidth', 1_000]] as const) Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => px })
  return it
}
const rows = (): readonly HTMLElement[] => within(screen.getByRole('treegrid')).getAllByRole('row').slice(1)
const cells = (row: HTMLElement): string => within(row).getAllByRole('gridcell').map((c) => c.textContent).filter(Boolean).join(' | ')
const names = (): readonly string[] => rows().map((row) => within(row).getAllByRole('gridcell')[2]?.textContent ?? '')
const current = (): string | null | undefined => rows().find((r) => r.id === screen.getByRole('treegrid').getAttribute('aria-activedescendant'))?.textContent
const drawer = (name: string): HTMLElement => screen.getByRole('complementary', { name })
const copied = (it: Stage): readonly unknown[] => it.fake.calls.filter((c) => c.command === 'copyText').map((c) => c.args[0])
const type = async (text: string): Promise<HTMLInputElement> => {
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Filter alerts' })
  await act(async () => { field.focus(); fireEvent.change(field, { target: { value: text } }) })
  return field
}
const enter = async (field: HTMLElement, key = 'Enter'): Promise<void> => { await act(async () => { fireEvent.keyDown(field, { key }) }) }

const pod = (name: string, over: Partial<Alert> = {}): Alert =>
  anAlert({ id: `slow-${name}`, fingerprint: `slow-${name}`, labels: labelsOf(Object.entries({ alertname: 'PodSlow', pod: name, service: 'web', severity: 'warning' })), severity: 'warning', annotations: labelsOf([['summary', `${name} is slow`]]), ...over })
const small = (over: Partial<Parameters<typeof aState>[0]> = {}): AppState => aState({
  sources: [aSource()], services: [aService({ name: 'checkout', alerts: ['fail'], health: 'critical' })],
  alerts: [pod('a'), pod('b', { value: 3 }), anAlert({ id: 'fail', annotations: labelsOf([['summary', '5 % fail'], ['runbook_url', 'https://runbooks.example/fail']]) })], ...over
})

describe('the list', () => {
  it('shows what fires in the environment, instances under their alert, worst first', async () => {
    await open(small())
    expect(rows().map(cells)).toEqual([
      'HighErrorRatio | 5 % fail | checkout | PROD | 10 min | Firing | P',
      'PodSlow22 instances | a is slow | web | PROD | 10 min | Firing | P', 'pod=a | 10 min | Firing | P', 'pod=b | b is slow | 10 min | Firing | P'
    ])
    expect(rows().map((r) => [r.getAttribute('aria-level'), r.getAttribute('aria-expanded')])).toEqual([['1', null], ['1', 'true'], ['2', null], ['2', null]])
  })
  it('counts what each tab holds, and how much is known', async () => {
    await open(nightState(NOW))
    expect(within(screen.getByRole('group', { name: 'Which alerts' })).getAllByRole('button').map((b) => b.textContent)).toEqual(['Production now10', 'Unowned8', 'Pending0', 'Suppressed5', 'Resolved3', 'Everything19'])
    expect(screen.getByText('10 alerts, 10 instances of 19 known')).toBeTruthy()
    expect(screen.getByText('oldest data 6 min')).toBeTruthy()
  })
  it('keeps what nobody sees any more, as unknown, dated and with what it was', async () => {
    await open(small({ ages: { prometheus: someAges({ successAt: NOW - 10 * MIN, alertsAt: NOW - 10 * MIN, freshUntil: NOW - MIN }) } }))
    expect(cells(rows()[0]!)).toBe('HighErrorRatio | Critical at 11:50: 5 % fail | checkout | PROD | 10 min | Unseen | P')
    expect(within(rows()[0]!).getAllByRole('img').map((g) => g.getAttribute('aria-label'))).toEqual(['Unknown', 'prometheus, not fresh', 'Nobody has it'])
  })
  it('dates by its day what was seen or taken on another', async () => {
    const DAY = 24 * 60 * MIN
    await open(small({ alerts: [pod('x', { held: { by: 'Mira', since: NOW - 2 * DAY, source: 'am' } })], ages: { prometheus: someAges({ successAt: NOW - DAY, alertsAt: NOW - DAY, freshUntil: NOW - DAY }) } }))
    expect([cells(rows()[0]!).includes('at Wed 12 Nov 12:00: '), within(rows()[0]!).getByRole('img', { name: /^Mira/ }).getAttribute('aria-label')]).toEqual([true, 'Mira, since Tue 11 Nov 12:00'])
  })
  it('draws only the lines in sight of ten thousand', async () => {
    await open(small({ alerts: Array.from({ length: 10_000 }, (_, i) => pod(String(i), { labels: labelsOf([['alertname', `A${i}`]]), name: `A${i}` })) }))
    expect(screen.getByRole('treegrid').getAttribute('aria-rowcount')).toBe('10001')
    expect(rows().length).toBeLessThan(80)
  })
  it('is empty with proof, and only claims what it can', async () => {
    const it = await open(small({ alerts: [], services: [] }))
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Nothing is firing in PRODUCTION')
    expect(screen.getByText('1 of 1 sources of alerts answered, oldest data 5 s.')).toBeTruthy()
    await it.next(small({ alerts: [], services: [], ages: { prometheus: someAges({ freshUntil: NOW - 1 }) } }))
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Nothing firing that we can see in PRODUCTION')
  })
})

describe('acknowledging', () => {
  const am = aSource({ id: 'am', name: 'alertmanager-eu', abilities: ['alerts', 'silence'] })
  const sent = (it: Stage): readonly unknown[] => it.fake.calls.filter((c) => c.command === 'acknowledge' || c.command === 'release').map((c) => [c.command, ...c.args])
  const send = async (): Promise<void> => { await act(async () => { fireEvent.submit(screen.getByRole('dialog').querySelector('form')!) }) }
  const two = (over: Partial<Alert> = {}): AppState => small({ sources: [aSource(), am], alerts: [pod('a', { sources: ['prometheus', 'am'], ...over }), pod('b', { sources: ['am'] })] })

  it('takes the alert under the keys by A, its group by Shift A', async () => {
    const it = await open(two())
    await it.press('j'); await it.press('j')
    await it.press('a')
    expect(screen.getByRole('dialog').textContent).toContain('This writes to alertmanager-eu in PRODUCTION: a short silence in your name, kept until resolved.')
    await send()
    await it.press('A', { shiftKey: true })
    await send()
    expect(sent(it)).toEqual([['acknowledge', { page: null, alerts: ['slow-b'], comment: '' }], ['acknowledge', { page: null, alerts: ['slow-a', 'slow-b'], comment: '' }]])
  })
  it('says when only this desk will know, and what came of it', async () => {
    const it = await open(small(), 'fail', { ...utc, answer: { acknowledge: async () => ({ ok: true, reason: 'Known at this desk only: no source of it takes acknowledgements.' }) } })
    fireEvent.click(within(drawer('HighErrorRatio')).getByRole('button', { name: 'AcknowledgeA' }))
    expect(screen.getByRole('dialog').textContent).toContain('Nothing is written: no source of it takes acknowledgements.')
    await send()
    expect([within(drawer('HighErrorRatio')).getByRole('status').textContent, sent(it)]).toEqual(['Known at this desk only: no source of it takes acknowledgements.', [['acknowledge', { page: null, alerts: ['fail'], comment: '' }]]])
  })
  it('snoozes the page that an alert calls with, and says why not where it is over', async () => {
    const it = await open({ ...two(), pages: { p7: aPage({ id: 'p7', alerts: ['slow-a'] }) } }, 'slow-a', { ...utc, answer: { snooze: async () => ({ ok: false, reason: 'This page is over; there is nothing to take.' }) } })
    fireEvent.click(within(drawer('PodSlow')).getByRole('button', { name: 'Snooze 10 minS' }))
    await act(async () => undefined)
    expect([it.fake.calls.filter((c) => c.command === 'snooze').map((c) => c.args[0]), within(drawer('PodSlow')).getByRole('status').textContent]).toEqual([[{ page: 'p7', minutes: 10 }], 'This page is over; there is nothing to take.'])
    await it.next(two())
    expect(within(drawer('PodSlow')).queryByRole('button', { name: 'Snooze 10 minS' })).toBeNull()
  })
  it('gives back only what was taken here', async () => {
    const it = await open(two({ held: { by: 'Jo', since: NOW, source: 'am', here: true } }), 'slow-a')
    expect(within(drawer('PodSlow')).queryByRole('button', { name: 'AcknowledgeA' })).toBeNull()
    fireEvent.click(within(drawer('PodSlow')).getByRole('button', { name: 'Give back' }))
    expect(sent(it)).toEqual([['release', { page: null, alerts: ['slow-a'] }]])
    await it.next(two({ held: { by: 'Eve', since: NOW, source: 'am' } }))
    expect(within(drawer('PodSlow')).queryByRole('button', { name: 'Give back' })).toBeNull()
  })
  it('is done by Enter, also before the field has the focus', async () => {
    const it = await open(two(), 'slow-a')
    await it.press('a')
    await act(async () => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur() })
    await it.press('Enter')
    expect(sent(it)).toEqual([['acknowledge', { page: null, alerts: ['slow-a'], comment: '' }]])
  })
  it('is cancelled by Esc, and nothing is written', async () => {
    const it = await open(two(), 'slow-a')
    await it.press('a')
    await act(async () => { fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' }) })
    expect([screen.queryByRole('dialog'), sent(it)]).toEqual([null, []])
  })
})

describe('the filter', () => {
  it('narrows by words while they are typed', async () => {
    await open(small())
    await type('slow pod=')
    expect(names()).toEqual(['PodSlow22 instances', 'pod=a', 'pod=b'])
  })
  it('makes a chip of a label by Enter, takes it away by a click and by Backspace', async () => {
    await open(small())
    const field = await type('pod=~a|x slow')
    expect(screen.getByText('Enter adds pod=~"a|x"')).toBeTruthy()
    await enter(field)
    expect([names(), field.value, screen.getByRole('list', { name: 'Label filters' }).textContent]).toEqual([['PodSlow'], 'slow', 'pod=~a|x'])
    await act(async () => { screen.getByRole('button', { name: 'Remove pod' }).click() })
    expect(names()).toHaveLength(3)
    await enter(await type('pod!=a'))
    expect(names()).toEqual(['HighErrorRatio', 'PodSlow'])
    await enter(field, 'Backspace')
    expect(names()).toHaveLength(4)
  })
  it('says what is wrong with an expression, and changes nothing', async () => {
    await open(small())
    const field = await type('pod=~(a')
    await enter(field)
    expect(screen.getByText('The expression for pod cannot be used, at character 1: a bracket is not closed')).toBeTruthy()
    expect([field.getAttribute('aria-invalid'), screen.queryByRole('list', { name: 'Label filters' })]).toEqual(['true', null])
  })
  it('says when it hides everything, and lets go', async () => {
    await open(small())
    await type('nowhere')
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('No alert fits the filter')
    expect(screen.getByText('It hides 3 instances.')).toBeTruthy()
    await act(async () => { screen.getAllByRole('button', { name: 'Clear filter' }).at(-1)!.click() })
    expect(names()).toHaveLength(4)
  })
})

describe('the keys', () => {
  it('move, fold, open, go to the graphs and close', async () => {
    const it = await open(small())
    await it.press('j')
    expect(current()).toContain('PodSlow')
    await it.press(' ')
    expect(names()).toEqual(['HighErrorRatio', 'PodSlow22 instances'])
    await it.press('k')
    await it.press('Enter')
    expect(drawer('HighErrorRatio')).toBeTruthy()
    await it.press('Escape')
    expect(screen.queryByRole('complementary', { name: 'HighErrorRatio' })).toBeNull()
    await it.press('Enter')
    await it.press('Enter')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('graphs of production/checkout')
  })
  it('go to the filter by / and back to the list by Enter', async () => {
    const it = await open(small())
    await it.press('/')
    expect(document.activeElement?.tagName).toBe('INPUT')
    await enter(document.activeElement as HTMLElement)
    expect(document.activeElement?.getAttribute('role')).toBe('treegrid')
  })
  it('tell since when it fires, not since when it was pending, wherever they tell it', async () => {
    const it = await open(small({ alerts: [pod('x', { startsAt: NOW - 60 * MIN, firedAt: NOW - 20 * MIN })] }))
    const row = cells(rows()[0]!)
    await it.press('Enter')
    const details = drawer('PodSlow').textContent
    await it.press('c')
    await it.press('o')
    const evidence = String(copied(it)[0]).split('\n')
    expect([row.includes('| 20 min |'), /Firing 20 min ?since 11:40:00/.test(details), evidence.filter((line) => /[Ff]iring|[Pp]ending/.test(line)), screen.getByRole('region', { name: 'The graph behind it' }).querySelector('b.tone')?.textContent]).toEqual([
      true, true, ['- Firing since Thu 13 Nov 11:40 (11:40 UTC), 20 min.', '- Pending before that, since 11:00.'], 'Firing 20 min'
    ])
  })
  it('copy the evidence and the link', async () => {
    const it = await open(small())
    await it.press('c')
    await it.press('y')
    const [evidence, link] = copied(it)
    expect(String(evidence).split('\n').slice(0, 6)).toEqual(['# CRITICAL: HighErrorRatio, PRODUCTION', '', '5 % fail', '', '- Firing since Thu 13 Nov 11:50 (11:50 UTC), 10 min.', '- Service checkout, PRODUCTION.'])
    expect(String(link)).toMatch(/^HighErrorRatio [0-9a-f]{16}$/)
    expect(screen.getByText('Link copied')).toBeTruthy()
  })
  it('say why alerts are hidden', async () => {
    const it = await open(nightState(NOW))
    await it.press('w')
    const list = await screen.findByText('Held back, not lost')
    expect(within(list.parentElement!).getAllByRole('listitem').map((li) => li.textContent)).toContain('CreativeLate adsSilenced by L. Costa until 13:13: campaign start')
    expect(within(list.parentElement!).getAllByRole('listitem').map((li) => li.textContent)).toContain('SlowQueries cmsInhibited by ConnectionsExhausted, postgres-primary.')
  })
})

describe('why somebody was, or was not, told', () => {
  const record = (over: Partial<NotificationRecord>): NotificationRecord => ({ id: 'r1', at: NOW - MIN, key: 'k', alerts: ['fail'], title: 't', body: '', outcome: 'shown', reason: 'new', ...over })
  const withRecords = (...list: readonly NotificationRecord[]): AppState => small({ tables: { notifications: Object.fromEntries(list.map((r) => [r.id, r])) } })
  const why = (): readonly (string | null)[] => { const section = drawer('HighErrorRatio').querySelector('section')!; return [...section.children].map((e) => e.textContent) }

  it('is one sentence from the newest decision, the others below it', async () => {
    await open(withRecords(record({ id: 'r0', at: NOW - 2 * MIN, outcome: 'suppressed', reason: 'silenced' }), record({})), 'fail')
    const told = why()
    await open(withRecords(record({ outcome: 'suppressed', reason: 'environment' })), 'fail')
    expect([told, why()]).toEqual([
      ['Why was I told?', '11:59Told: it began to fire.shown', '11:58Not told: it is silenced.not shown'], ['Why was I not told?', '11:59Not told: this environment does not notify, by setting.not shown']
    ])
  })

  it('names the time that mutes it now', async () => {
    const alerts = [anAlert({ id: 'fail', state: 'suppressed', mutedBy: ['nights'] })]
    await open(small({ alerts, tables: { notifications: { r1: record({ outcome: 'suppressed', reason: 'muted' }) } } }), 'fail')
    expect([...drawer('HighErrorRatio').querySelectorAll('section')].map((section) => section.textContent).slice(0, 2)).toEqual([
      'Held backMuted by the time interval nights.', 'Why was I not told?11:59Not told: muted by the time interval nights.not shown'
    ])
  })

  it('comes from main when the windows no longer hold it, as it stands, and in place of what was told of the episode before', async () => {
    const main = (answer: Bridge['why']): FakeAnswers => ({ ...utc, answer: { why: answer } })
    const asked = await open(small(), 'fail', main(async () => ({ reason: 'listed', toldAt: null, rule: 'no disks' })))
    const found = why()
    await open(small(), 'fail', main(async () => ({ reason: 'joined', toldAt: NOW - 5 * MIN })))
    const told = why()
    await open(withRecords(record({ at: NOW - 60 * MIN })), 'fail', main(async () => ({ reason: 'silenced', toldAt: null })))
    const before = why()
    await open(small(), 'fail', main(async () => null))
    const none = why()
    await open(small(), 'fail', main(() => Promise.reject(new Error('EIO'))))
    expect([asked.fake.calls.filter((c) => c.command === 'why' || c.command === 'journal').map((c) => c.args), found, told, before, none, why()]).toEqual([
      [['fail']], ['Why was I not told?', 'Not told: it is listed and no more (rule: no disks).not shown'], ['Why was I told?', '11:55Told with the page it belongs to, in the same notification.shown'],
      ['Why was I not told?', 'Not told: it is silenced.not shown', '11:00Told: it began to fire.shown'],
      ['Notifications', 'What was decided about this alert is not known any more.'], ['Notifications', 'The decision could not be read: EIO']
    ])
  })
})

describe('the details', () => {
  it('tell everything, and lead on', async () => {
    const it = await open(nightState(NOW), 'ErrorRatioHigh-article-service')
    const panel = drawer('ErrorRatioHigh')
    expect(within(panel).getByText('Acked 11 min')).toBeTruthy()
    expect(within(panel).getByText('Mira, since 11:51')).toBeTruthy()
    expect([...panel.querySelectorAll('h3')].map((h) => h.textContent)).toEqual(['Notifications', 'ExpressionCopy', 'Annotations', 'Links', 'Labels', 'Sources'])
    expect(within(panel).getAllByRole('link').map((a) => a.textContent)).toEqual(['Runbookrunbooks.example', 'Where it comes fromprometheus.example'])
    await act(async () => { within(panel).getAllByRole('link')[0]!.click() })
    expect(it.fake.calls.find((c) => c.command === 'openLink')?.args).toEqual(['https://runbooks.example/articles/errors'])
    await act(async () => { within(panel).getByRole('button', { name: 'article-service' }).click() })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('graphs of production/article-service')
  })
  it('make a filter of a label', async () => {
    await open(small(), 'slow-a')
    await act(async () => { screen.getByRole('button', { name: 'Filter by pod=a' }).click() })
    expect(screen.getByRole('list', { name: 'Label filters' }).textContent).toBe('pod=a')
    expect(names()).toEqual(['PodSlow'])
  })
  it('show by what an alert is held back, and lead to it', async () => {
    const night = nightState(NOW)
    await open(night, 'CreativeLate-ads')
    expect(within(drawer('CreativeLate')).getByText('L. Costa, until 13:13')).toBeTruthy()
    await open(night, 'SlowQueries-cms')
    await act(async () => { within(drawer('SlowQueries')).getByRole('button', { name: 'ConnectionsExhausted' }).click() })
    expect(within(drawer('ConnectionsExhausted')).getByText('Hidden behind this alert').textContent).toBe('Hidden behind this alert4')
  })
  it('say why a person was, or was not, told', async () => {
    const record = { id: 'n', at: NOW - MIN, key: 'alert:fail', alerts: ['fail'], title: '', body: '', outcome: 'suppressed', reason: 'paused' } as const
    await open(small({ tables: { notifications: { n: record } } }), 'fail')
    expect(within(drawer('HighErrorRatio')).getByText('Not told: notifications were paused.').parentElement?.textContent).toBe('11:59Not told: notifications were paused.not shown')
  })
  it('open what is over, and say when nothing is known', async () => {
    await open(small({ resolved: [anAlert({ id: 'over', name: 'WasBad', state: 'resolved', endsAt: NOW - 5 * MIN })] }), 'over')
    expect(within(drawer('WasBad')).getByText('Resolved 11:55, lasted 5 min')).toBeTruthy()
    await open(small(), 'never-heard-of')
    expect(within(drawer('This alert is not known any more')).getByText('never-heard-of')).toBeTruthy()
  })
  it('say when the graph cannot be had, and why a link was refused', async () => {
    const it = await open(small(), 'fail', { ...utc, answer: { openLink: async () => ({ ok: false, reason: 'Not opened: this is not a plain web address.' }) } })
    await it.press('r')
    expect(within(drawer('HighErrorRatio')).getByText('No source tells the expression behind this alert.')).toBeTruthy()
    await act(async () => { within(drawer('HighErrorRatio')).getByRole('link').click() })
    expect(screen.getByText('Not opened: this is not a plain web address.')).toBeTruthy()
  })
})

describe('hostile text', () => {
  const evil = '<img src=x onerror=alert(1)>\u202eevil\u0000\u200b'
  it('stays text, short in the list and whole in the details', async () => {
    const long = `first\nsecond ${'x'.repeat(10_000)}`
    await open(small({ alerts: [anAlert({ id: 'evil', name: evil, service: evil, labels: labelsOf([['alertname', evil], ['a', evil]]), annotations: labelsOf([['summary', `${evil}${'y'.repeat(10_000)}`], ['description', long], ['link', 'javascript:alert(1)']]) })] }), 'evil')
    expect(document.querySelector('img[src]')).toBeNull()
    expect(document.body.textContent).not.toMatch(/[\u202e\u200b]/)
    expect(rows()[0]!.textContent.length).toBeLessThan(1_000)
    const note = [...document.querySelectorAll('dd')].find((d) => d.textContent.startsWith('first'))
    expect([note?.textContent, note?.tabIndex]).toEqual([long, 0])
    expect(within(drawer('<img src=x onerror=alert(1)>evil')).queryByRole('link')).toBeNull()
  })
})
