// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { SeriesAnswer } from '@shared/contract/commands'
import type { Panel } from '@shared/domain/series'
import type { AppState } from '@shared/state/app-state'
import ServicePageScreen from '../../../../src/renderer/features/services/page/ServicePageScreen'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { aPanel, aPanelData, aReading, aSeries, aService, NOW } from '../../../builders'
import { nightState } from '../overview/night'
import { stage, type Stage } from '../shell/stage'

const MIN = 60_000
const night = nightState(NOW)
const panels: readonly Panel[] = [
  aPanel({ id: 'requests', title: 'Requests', source: 'prom-eu-1' }), aPanel({ id: 'errors', title: 'Error ratio', unit: 'ratio', signal: 'errors', source: 'prom-eu-1' }),
  aPanel({ id: 'latency', title: 'Latency', unit: 'seconds', signal: 'latency', source: 'prom-eu-1', expression: 'some_metric' }), aPanel({ id: 'cpu', title: 'CPU', unit: 'ratio', signal: 'saturation', source: 'prom-eu-1' })
]
const refused: SeriesAnswer = { ok: false, source: 'prom-eu-1', failure: { code: 'refused', values: { host: 'prom-eu-1:9090' } } }
let broken = false
const utc = { config: { appearance: { theme: 'dark', time: 'utc', railCollapsed: false, pinned: [] } } } as const satisfies FakeAnswers
const answers: FakeAnswers = {
  ...utc,
  answer: {
    panels: async () => ({ panels, failure: null, partial: [], labels: {} }),
    series: async ({ panel, from, to }) => broken ? refused : {
      ok: true, panel: panels.find((p) => p.id === panel)!,
      data: aPanelData({ panel, source: 'prom-eu-1', from, to, at: NOW, lines: [aSeries(Array<number>(61).fill(0.5), { name: '', from, step: (to - from) / 60 })] })
    }
  }
}

/** Every panel lies in sight and has a size; jsdom has neither. */
class Seen {
  constructor(private readonly tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {}
  observe(): void { this.tell([{ isIntersecting: true }]) }
  disconnect(): void { return undefined }
}
const size = (): DOMRect => ({ x: 0, y: 0, top: 0, left: 0, right: 456, bottom: 284, width: 456, height: 284, toJSON: () => ({}) })

const open = async (state: AppState = night, key = 'production/article-service', over: FakeAnswers = answers): Promise<Stage> => {
  Object.assign(window, { IntersectionObserver: Seen })
  Element.prototype.getBoundingClientRect = size
  const it = await stage(state, { service: ServicePageScreen, services: () => <h1>all services</h1>, alerts: ({ item }) => <h1>alert {item}</h1> }, { answers: over, address: { place: { view: 'service', item: key }, theme: null } })
  await frames()
  return it
}
/** Panels take turns over frames. */
const frames = async (): Promise<void> => {
  for (let i = 0; i < 4; i++) await act(async () => { await new Promise((done) => { requestAnimationFrame(() => { done(undefined) }) }) })
}
type Asked = { readonly service: string; readonly panel: string; readonly from: number; readonly to: number }
const asked = (it: Stage): readonly Asked[] => it.fake.calls.filter((c) => c.command === 'series').map((c) => c.args[0] as Asked)
const hour = (it: Stage): readonly Asked[] => asked(it).filter((q) => NOW - q.to < 12 * 60 * MIN)
const sliders = (): readonly (string | null)[] => screen.getAllByRole('slider').map((s) => s.getAttribute('aria-label'))

beforeEach(() => { broken = false })

describe('the page of a service', () => {
  it('says what it is, how it is, whose it is and what stands around it', async () => {
    await open()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('article-service')
    expect(screen.getByText(/acknowledged/).textContent).toBe('Critical since 11:49. 7.9 % of requests fail, limit 2 %. Mira acknowledged 11:51.')
    expect(within(screen.getByRole('list', { name: 'Depends on' })).getAllByRole('listitem').map((li) => li.textContent)).toContain('postgres-primary')
  })

  it('tells no vital sign as of now whose own samples ended, though its source answers', async () => {
    const key = 'production/redis-cache'
    const at = (minutes: number) => aReading({ at: NOW - minutes * MIN, value: 0.42, note: 'of the pool', limit: { value: 0.4, side: 'above', severity: 'warning' } })
    await open({ ...night, signals: { ...night.signals, [key]: { ...night.signals[key]!, readings: { traffic: at(1), errors: at(4), latency: at(45) } } } })
    const row = within(screen.getByRole('table', { name: 'What it depends on' })).getAllByRole('row').find((r) => within(r).queryByText('redis-cache'))!
    const cells = within(row).getAllByRole('cell').slice(1, 4).map((c) => [c.textContent, c.querySelector('[data-tip]')?.getAttribute('data-tip'), c.querySelector('.sev-warning.tone') !== null])
    expect(cells).toEqual([['42%', 'of the pool', true], ['42%at 11:56', 'of the pool\nat 11:56', true], ['–', 'of the pool', false]])
  })

  it('marks what sources remember of earlier alerts, and says whose memory is missing', async () => {
    const it = await open(night, undefined, { ...answers, answer: { ...answers.answer, fired: async () => ({
      alerts: [{ name: 'TooManyRequests', severity: 'warning', expression: 'rate(http_requests_total[5m]) > 9', from: NOW - 50 * MIN, to: NOW - 40 * MIN }], partial: [{ source: 'prom-us-1', failure: { code: 'timeout', values: { seconds: 3 } } }]
    }) } })
    expect(it.fake.calls.filter((c) => c.command === 'fired').map((c) => c.args[0])).toEqual([{ service: 'production/article-service', from: NOW - 60 * MIN, to: NOW, slot: expect.stringMatching(/^fired .* bands$/) }])
    expect(sliders()[0]).toBe('Requests: 0.5\u202f/s now, fired from 11:10 to 11:20.')
    expect(screen.getByText(/prom-us-1/).textContent).toBe('Not all earlier alerts are marked: prom-us-1 did not tell them')
    expect(screen.getByText(/prom-us-1/).getAttribute('data-tip')).toContain('3 s')
  })

  it('draws every graph that exists, each with its source, on one window', async () => {
    const it = await open()
    expect(sliders()).toEqual(['Requests: 0.5\u202f/s now.', 'Error ratio: 50\u202f% now, firing since 11:49.', 'Latency: 500\u202fms now, firing since 11:50.', 'CPU: 50\u202f% now.'])
    expect(hour(it).map((q) => [q.panel, q.from, q.to])).toEqual(panels.map((p) => [p.id, NOW - 60 * MIN, NOW]))
    expect(asked(it).filter((q) => NOW - q.to >= 12 * 60 * MIN).map((q) => q.panel)).toEqual(panels.map((p) => p.id))
  })

  it('asks anew at its interval, and not while nobody can see it', async () => {
    const it = await open()
    const before = hour(it).length
    await it.pass(16_000)
    expect(hour(it).slice(before).map((q) => q.to)).toEqual(panels.map(() => NOW + 15_000))
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
    await act(async () => { document.dispatchEvent(new Event('visibilitychange')) })
    await it.pass(60_000)
    expect(hour(it)).toHaveLength(before + panels.length)
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'visible' })
    await act(async () => { document.dispatchEvent(new Event('visibilitychange')) })
    expect(hour(it)).toHaveLength(before + 2 * panels.length)
  })

  it('walks ranges by T, looks at the alert by Z, leaves yesterday out by D', async () => {
    const it = await open()
    await it.press('t')
    expect(hour(it).at(-1)).toMatchObject({ from: NOW - 360 * MIN, to: NOW })
    await it.press('z')
    expect(hour(it).at(-1)).toMatchObject({ from: NOW - 26 * MIN, to: NOW })
    expect(screen.getByText('11:34 to 12:00')).toBeTruthy()
    const before = asked(it).length
    await it.press('d')
    await it.press('t')
    expect(asked(it)).toHaveLength(before + panels.length)
    expect(screen.getByRole('button', { name: 'Yesterday, same hour' }).getAttribute('aria-pressed')).toBe('false')
  })

  it('looks at typed times, says what is wrong with them, and asks nothing anew of what is over', async () => {
    const it = await open()
    await it.press('T', { shiftKey: true })
    const type = (label: string, value: string): void => { fireEvent.change(screen.getByLabelText(label), { target: { value } }) }
    expect([screen.getByLabelText('From'), screen.getByLabelText('To')].map((field) => (field as HTMLInputElement).value)).toEqual(['now-1h', 'now'])
    type('From', '02:30')
    type('To', '02:99')
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: 'Show' })) })
    expect(screen.getByText('02:99 is no time of day.')).toBeTruthy()
    type('To', '03:00')
    await act(async () => { fireEvent.click(screen.getByRole('button', { name: 'Show' })) })
    const at = (text: string): number => Date.parse(`2025-11-13T${text}Z`)
    expect([asked(it).filter((q) => q.to === at('03:00')).map((q) => q.from), screen.getByText('02:30 to 03:00'), screen.queryByLabelText('From')]).toEqual([panels.map(() => at('02:30')), expect.anything(), null])
    const before = asked(it).length
    await it.pass(120_000)
    expect(asked(it)).toHaveLength(before)
    expect(screen.getByRole('button', { name: 'Past, stands still' }).getAttribute('aria-pressed')).toBe('false')
    await it.press('l')
    expect(hour(it).at(-1)).toMatchObject({ from: NOW - 30 * MIN + 105_000, to: NOW + 105_000 })
  })

  it('moves by half windows, zooms by keys, and goes back by B to where it was', async () => {
    const it = await open()
    const shown = (): readonly [number, number] => { const q = asked(it).filter((a) => a.panel === 'cpu' && NOW - a.to < 20 * 60 * MIN).at(-1)!; return [(q.from - NOW) / MIN, (q.to - NOW) / MIN] }
    const seen: (readonly [number, number])[] = []
    for (const [key, over] of [['ArrowLeft', { shiftKey: true }], ['ArrowLeft', { shiftKey: true }], ['-', {}], ['+', {}], ['b', {}], ['Backspace', {}], ['ArrowRight', { shiftKey: true }], ['ArrowRight', { shiftKey: true }]] as const) {
      await it.press('d')
      await it.press('d')
      await it.press(key, over)
      seen.push(shown())
    }
    expect(seen).toEqual([[-90, -30], [-120, -60], [-150, -30], [-120, -60], [-150, -30], [-120, -60], [-90, -30], [-60, 0]])
    expect(screen.getByRole('button', { name: 'Live, every 15 s' })).toBeTruthy()
  })

  it('lays an hour ago or the same of another environment beside its graphs', async () => {
    const staging = aService({ key: 'staging/article-service', name: 'article-service', environment: 'staging', seenBy: night.services['production/article-service']!.seenBy })
    const it = await open({ ...night, services: { ...night.services, [staging.key]: staging } })
    const choose = async (...keys: readonly string[]): Promise<void> => {
      await it.press('D', { shiftKey: true })
      for (const key of keys) await act(async () => { fireEvent.keyDown(screen.getByRole('listbox'), { key }) })
    }
    await it.press('D', { shiftKey: true })
    expect(screen.getAllByRole('option').map((o) => [o.textContent, o.getAttribute('aria-selected')])).toEqual([
      ['nothing', 'false'], ['an hour ago', 'false'], ['yesterday, same hour', 'true'], ['a week ago, same hour', 'false'], ['development', 'false'], ['staging', 'false']
    ])
    await it.press('Escape')
    expect(screen.queryByRole('listbox')).toBeNull()
    let before = asked(it).length
    await choose('ArrowUp', 'Enter')
    expect(asked(it).slice(before).map((q) => [q.panel, q.from <= NOW - 120 * MIN, q.to >= NOW - 60 * MIN])).toEqual(panels.map((p) => [p.id, true, true]))
    before = asked(it).length
    await choose('End', 'Enter')
    await frames()
    expect(asked(it).slice(before).map((q) => [q.service, q.panel, q.from, q.to])).toEqual(panels.map((p) => ['staging/article-service', p.id, NOW - 60 * MIN, NOW]))
    expect(screen.getByRole('button', { name: 'staging' }).getAttribute('aria-pressed')).toBe('true')
  })

  it('leads to the likely root at the same time', async () => {
    const it = await open()
    await it.press('ArrowLeft', { shiftKey: true })
    await it.press('u')
    expect([screen.getByRole('heading', { level: 1 }).textContent, screen.getByText('10:30 to 11:30').textContent]).toEqual(['postgres-primary', '10:30 to 11:30'])
  })

  it('takes the time and the past along to what stands around it', async () => {
    const it = await open()
    await it.press('ArrowLeft', { shiftKey: true })
    await it.press('d')
    await act(async () => { fireEvent.click(within(screen.getByRole('list', { name: 'Depends on' })).getByRole('button', { name: 'postgres-primary' })) })
    expect([screen.getByRole('heading', { level: 1 }).textContent, screen.getByText('10:30 to 11:30').textContent, screen.getByRole('button', { name: 'Yesterday, same hour' }).getAttribute('aria-pressed')])
      .toEqual(['postgres-primary', '10:30 to 11:30', 'false'])
    await it.press('ArrowLeft', { altKey: true })
    expect([screen.getByRole('heading', { level: 1 }).textContent, screen.getByText('10:30 to 11:30').textContent]).toEqual(['article-service', '10:30 to 11:30'])
  })

  it('is found again as it was left', async () => {
    const it = await open()
    await it.press('ArrowLeft', { shiftKey: true })
    await it.press('Enter')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/^alert/)
    await it.press('ArrowLeft', { altKey: true })
    expect(screen.getByText('10:30 to 11:30')).toBeTruthy()
    await it.press('b')
    expect(screen.getByText('11:00 to 12:00')).toBeTruthy()
  })

  it('opens the worst alert by Enter and the runbook by R', async () => {
    const it = await open()
    await it.press('r')
    expect(it.fake.calls.filter((c) => c.command === 'openLink').map((c) => c.args[0])).toEqual(['https://runbooks.example/articles/errors'])
    await it.press('Enter')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('alert ErrorRatioHigh-article-service')
  })

  it('keeps its graphs and says why while the source fails', async () => {
    const it = await open()
    broken = true
    await it.pass(181_000)
    expect([...new Set(screen.getAllByText(/refused/).map((e) => e.textContent))]).toEqual(['prom-eu-1 refused the connection at prom-eu-1:9090.'])
    expect(sliders()[0]).toBe('Requests: 0.5\u202f/s at 12:00, no data for 3 min from 12:00.')
  })

  it('names the source that could not say which graphs it has, beside those of the others', async () => {
    await open(night, 'production/article-service', { ...answers, answer: { ...answers.answer, panels: async () => ({ panels, failure: null, partial: [{ source: 'prom-b', failure: refused.failure }], labels: {} }) } })
    const said = screen.getByText('Graphs may be missing: prom-b did not say which there are')
    expect([said.getAttribute('data-tip'), sliders().length]).toEqual(['prom-b refused the connection at prom-eu-1:9090.', 4])
  })

  it('lists its alerts worst first and what changed at it and below', async () => {
    await open()
    const list = (name: string): readonly string[] => within(screen.getByRole('region', { name })).getAllByRole('listitem').map((li) => li.textContent)
    expect(list('Alerts here').map((text) => text.slice(0, 14))).toEqual(['ErrorRatioHigh', 'P95Above800msp'])
    expect(list('Changes here and below').length).toBeGreaterThan(0)
  })

  it('turns unknown when its sources go quiet, and never says that nothing fires', async () => {
    const it = await open({ ...night, alerts: {}, services: { ...night.services, 'production/auth': { ...night.services['production/auth']!, health: 'ok', alerts: [] } } }, 'production/auth')
    expect(screen.getByText('No alerts here that we can see')).toBeTruthy()
    await it.press('c')
    await screen.findAllByText(/^Copied for developer/, {}, { timeout: 10_000 })
    const copied = it.fake.calls.findLast((c) => c.command === 'copyRich')?.args[0] as { readonly text: string }
    expect(/## Alerts\n\n(.*)\n/.exec(copied.text)?.[1]).toBe('Nothing fires that can be seen. No fresh word on alerts from grafana.')
    await it.pass(60_000, true)
    expect(screen.getByText('Unknown.').parentElement?.textContent).toMatch(/^Unknown\. No fresh word from .*Last known: ok/)
  })

  it('says why there are no graphs, and that a service is gone', async () => {
    await open(night, 'production/article-service', { ...utc, answer: { panels: async () => ({ panels: [], failure: null, partial: [], labels: {} }) } })
    expect(screen.getByText('No graphs')).toBeTruthy()
    await open(night, 'production/article-service', { ...utc, answer: { panels: async () => ({ panels: [], failure: refused.failure, partial: [], labels: {} }) } })
    expect(screen.getByText(/refused the connection/)).toBeTruthy()
    await open(night, 'production/article-service', { ...utc, answer: { panels: async () => ({ panels: [], failure: refused.failure, partial: [{ source: 'prom-b', failure: refused.failure }], labels: {} }) } })
    expect(screen.getByText('prom-b refused the connection at prom-eu-1:9090.')).toBeTruthy()
    await open(night, 'production/nothing')
    expect(screen.getByText('This service is not seen any more')).toBeTruthy()
  })
})

describe('a graph of one’s own', () => {
  const own = aPanel({ id: 'mine', title: 'Queue', source: 'prom-eu-1', own: 'anywhere' })
  const withOwn = (removePanel: Stage['fake']['bridge']['removePanel']): FakeAnswers => {
    let list = [panels[0]!, own]
    const gone: typeof removePanel = async (which) => { const done = await removePanel(which); if (done.ok) list = [panels[0]!]; return done }
    return { ...answers, answer: { ...answers.answer, panels: async () => ({ panels: list, failure: null, partial: [], labels: {} }), removePanel: gone } }
  }
  const remove = async (): Promise<void> => {
    const button = screen.getByRole('button', { name: 'Remove “Queue” from this page' })
    button.focus()
    expect(document.activeElement).toBe(button)
    await act(async () => { fireEvent.click(button) })
  }
  const press = async (name: string): Promise<void> => { await act(async () => { fireEvent.click(within(screen.getByRole('dialog', { name: 'Remove “Queue”?' })).getByRole('button', { name })) }) }

  it('is marked, and goes when that is confirmed', async () => {
    const it = await open(night, 'production/article-service', withOwn(async () => ({ ok: true, reason: '' })))
    expect(screen.getAllByText('yours').map((mark) => mark.closest('figure')?.querySelector('b')?.textContent)).toEqual(['Queue'])
    await remove()
    await press('Cancel')
    expect([screen.queryByRole('dialog'), sliders().length]).toEqual([null, 2])
    await remove()
    await press('Remove from this page')
    await frames()
    expect([screen.queryByRole('dialog'), sliders().map((s) => s?.split(':')[0]), it.fake.calls.filter((c) => c.command === 'removePanel').map((c) => c.args)]).toEqual([null, ['Requests'], [[{ service: 'production/article-service', panel: 'mine' }]]])
  })

  it('stays, with the reason, when that could not be kept', async () => {
    await open(night, 'production/article-service', withOwn(async () => ({ ok: false, reason: 'The disk is full.' })))
    await remove()
    await press('Remove from this page')
    expect([within(screen.getByRole('dialog')).getByRole('alert').textContent, sliders().length]).toEqual(['It could not be removed: The disk is full.', 2])
  })
})
