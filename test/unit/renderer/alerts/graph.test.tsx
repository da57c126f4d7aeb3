// @vitest-environment jsdom
import { act, cleanup, screen, within } from '@testing-library/react'
import { afterAll, describe, expect, it } from 'vitest'
import type { SeriesAnswer } from '@shared/contract/commands'
import type { Alert } from '@shared/domain/alert'
import { labelsOf } from '@shared/domain/labels'
import type { AppState } from '@shared/state/app-state'
import AlertsScreen from '../../../../src/renderer/features/alerts/AlertsScreen'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { aPanel, aPanelData, aSeries, aService, aSource, aState, anAlert, NOW } from '../../../builders'
import { stage, type Stage } from '../shell/stage'

const MIN = 60_000
afterAll(cleanup)

const panel = aPanel({ id: 'expression', title: 'HighErrorRatio', expression: 'errors / requests', limits: [{ value: 2, label: 'limit 2', severity: 'critical', side: 'above' }] })
const good = (over: Partial<Extract<SeriesAnswer, { ok: true }>> = {}): SeriesAnswer => ({ ok: true, panel, data: aPanelData(), ...over })
const known: AppState = aState({
  sources: [aSource()], services: [aService({ name: 'checkout', alerts: ['fail'], health: 'critical' })],
  alerts: [anAlert({ id: 'fail', expression: 'errors / requests > 2' }), anAlert({ id: 'stray', name: 'Stray', service: 'nowhere', severity: 'warning', labels: labelsOf([['alertname', 'Stray']]) })]
})
const screens = { alerts: AlertsScreen, service: ({ item }: { readonly item: string | null }) => <h1>service {item}</h1> }
const open = (item: string | null, answers: FakeAnswers = { alertSeries: () => good() }, state = known): Promise<Stage> => stage(state, screens, {
  answers: { config: { appearance: { theme: 'dark', time: 'utc', railCollapsed: false, pinned: [] } }, ...answers }, address: { place: { view: 'alerts', item }, theme: null }
})
const large = (): HTMLElement | null => screen.queryByRole('region', { name: 'The graph behind it' })
const drawn = (): readonly string[] => ['.g-line', '.g-limit-line line, line.g-limit-line', '.g-band'].map((parts) => `${parts.split(/[ ,]/)[0]} ${large()?.querySelectorAll(parts).length ?? 0}`)

describe('one key from an alert', () => {
  it('draws its expression large with limit and band, and goes on to its service at its time', async () => {
    const it = await open(null)
    await it.press('o')
    expect([screen.getByRole('heading', { level: 1 }).textContent, drawn(), large()?.querySelector('pre')?.textContent]).toEqual(['HighErrorRatio', ['.g-line 2', '.g-limit-line 1', '.g-band 1'], 'errors / requests'])
    await it.press('o')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('service production/checkout')
  })
  it('does the same from the details, and Escape leads back step by step', async () => {
    const it = await open('fail')
    await it.press('o')
    const first = large() !== null
    await it.press('Escape')
    const second = [large(), screen.getByRole('complementary', { name: 'HighErrorRatio' }).tagName]
    await it.press('Escape')
    expect([first, second, screen.queryByRole('complementary', { name: 'HighErrorRatio' })]).toEqual([true, [null, 'ASIDE'], null])
  })
  it('stands among the keys', async () => {
    const it = await open('fail')
    await it.press('?')
    const rows = within(screen.getByRole('dialog')).getAllByRole('listitem').map((row) => row.textContent)
    expect(rows.filter((row) => row.endsWith('O') && row.includes('graph'))).toEqual(['The alert’s graph, then its service at that timeO'])
  })
  it('ends at the graph where no service is known', async () => {
    const it = await open('@graph@stray')
    await it.press('o')
    expect([large() !== null, within(large()!).getByText('Garda knows no service of this alert.').tagName]).toEqual([true, 'SPAN'])
  })
  it('shows what began a moment ago, though it asks anew on round moments only', async () => {
    const it = await open(null, { alertSeries: () => good() }, { ...known, alerts: { late: anAlert({ id: 'late', expression: 'up < 1', startsAt: NOW + 5_000 }) } })
    await it.pass(8_000)
    await act(async () => { it.fake.go({ view: 'alerts', item: 'late' }) })
    const asked = it.fake.calls.filter((c) => c.command === 'alertSeries').map((c) => (c.args[0] as { readonly to: number }).to - NOW)
    expect(asked).toEqual([7_001])
  })
  it('moves the crosshair by the arrows', async () => {
    const it = await open('@graph@fail')
    await it.press('ArrowLeft')
    await act(async () => { await new Promise((done) => { requestAnimationFrame(done) }) })
    expect(large()?.querySelectorAll('.g-cursor.on')).toHaveLength(1)
  })
})

describe('an alert whose expression no source tells', () => {
  const plain = aState({ sources: [aSource()], services: [aService({ name: 'checkout' })], alerts: [anAlert({ id: 'fail' })] })
  const words = async (answer: SeriesAnswer): Promise<string | null | undefined> => { await open('fail', { alertSeries: () => answer }, plain); return document.querySelector('figure')?.parentElement?.textContent }
  it('says what is drawn instead, or that nothing is', async () => {
    const missing: SeriesAnswer = { ok: false, failure: { code: 'settings', values: { detail: 'x' } }, source: '' }
    const [link, service, nothing] = [await words(good({ instead: 'link' })), await words(good({ instead: 'panel' })), await words(missing)]
    expect([link?.includes('Drawn from the expression in the alert’s own link.'), service?.includes('Drawn instead: the graph of checkout that speaks of the same.'), nothing]).toEqual([
      true, true, 'ExpressionNo source tells the expression behind this alert.No source can draw the graph of this alert. No graph of its service speaks of the same either.'
    ])
  })
})

describe('an alert whose expression a source tells and does not draw', () => {
  const refused = { failure: { code: 'refused' as const, values: { host: 'prom-a:9090' } }, source: 'prom-a' }
  it('says so beside what is drawn instead, in the details and large', async () => {
    const said: (string | null | undefined)[] = []
    for (const item of ['fail', '@graph@fail']) {
      await open(item, { alertSeries: () => good({ instead: 'panel', refused }) })
      said.push([...document.querySelectorAll('figure p, section[aria-label="The graph behind it"] > p')].map((p) => p.textContent).join('|'))
    }
    const words = 'prom-a refused the connection at prom-a:9090. Drawn instead: the graph of checkout that speaks of the same.'
    expect(said).toEqual([words, words])
  })
})

describe('an alert that began before its graph does', () => {
  const HOUR = 60 * MIN
  /** What is said, and how many hours are asked for. */
  const said = async (over: Partial<Alert>, item = '@graph@fail'): Promise<readonly [string | undefined, number]> => {
    const it = await open(item, { alertSeries: () => good() }, { ...known, alerts: { fail: anAlert({ id: 'fail', expression: 'errors / requests > 2', ...over }) } })
    const { from, to } = it.fake.calls.find((c) => c.command === 'alertSeries')!.args[0] as { readonly from: number; readonly to: number }
    return [[...document.querySelectorAll('figure p, section[aria-label="The graph behind it"] > p')].map((p) => p.textContent).find((words) => words.includes('before this graph')), (to - from) / HOUR]
  }
  it('says so, with the day and the time, beside the last 24 hours', async () => {
    const old = 'Firing since Mon 10 Nov 12:00, 2 d before this graph begins.'
    expect([
      await said({ startsAt: NOW - 72 * HOUR }), await said({ startsAt: NOW - 72 * HOUR }, 'fail'), await said({ startsAt: NOW - 90 * HOUR, firedAt: NOW - 72 * HOUR }), await said({ startsAt: NOW - 30 * HOUR, firedAt: NOW - 2 * HOUR }),
      await said({ startsAt: NOW - 30 * HOUR, state: 'pending' }), await said({ startsAt: NOW - 72 * HOUR, state: 'resolved', endsAt: NOW - HOUR }), await said({ startsAt: NOW - 23 * HOUR }), await said({ startsAt: NOW - 4 * HOUR })
    ]).toEqual([
      [old, 24], [old, 24], [old, 24], ['Pending since Wed 12 Nov 06:00, 6 h before this graph begins.', 24],
      ['Pending since Wed 12 Nov 06:00, 6 h before this graph begins.', 24], ['Fired from Mon 10 Nov 12:00, 1 d 23 h before this graph begins.', 24], [undefined, 24], [undefined, 5]
    ])
  })
})

describe('what main has kept', () => {
  const old = good({ data: aPanelData({ from: NOW - 65 * MIN, to: NOW - 5 * MIN, at: NOW - 5 * MIN, lines: [aSeries(Array<number>(61).fill(1), { from: NOW - 65 * MIN })] }) })
  const never: FakeAnswers = { answer: { alertSeries: () => new Promise(() => undefined), alertSeriesKept: async () => old } }
  const caption = (): string | null | undefined => screen.getByRole('complementary', { name: 'HighErrorRatio' }).querySelector('figcaption')?.textContent
  it('stands at once, dated, in its own time, until the answer comes', async () => {
    await open('fail', never)
    expect([caption(), document.querySelectorAll('.g-hatch').length]).toEqual(['HighErrorRatio, per secondprometheus, 5 min', 0])
    await open('fail', { alertSeries: () => good(), answer: { alertSeriesKept: async () => old } })
    expect(caption()).toBe('HighErrorRatio, per secondprometheus, 0 s')
  })
  it('is no reason to wait', async () => {
    await open('fail', { alertSeries: () => good(), answer: { alertSeriesKept: () => Promise.reject(new Error('gone')) } })
    expect(caption()).toBe('HighErrorRatio, per secondprometheus, 0 s')
  })
})
