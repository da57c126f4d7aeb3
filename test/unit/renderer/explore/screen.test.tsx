// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { NamesAnswer, QueryAnswer } from '@shared/contract/commands'
import type { FreeQuery, NamesData, QueryData } from '@shared/domain/query'
import { configSchema } from '@shared/config/schema'
import ExploreScreen from '../../../../src/renderer/features/explore/ExploreScreen'
import { explorePlace } from '../../../../src/renderer/state/explore-place'
import { aService, aSource, aState, NOW } from '../../../builders'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { stage, type Stage } from '../shell/stage'

class NothingInSight { observe(): void { return undefined } disconnect(): void { return undefined } }
Object.assign(window, { IntersectionObserver: NothingInSight })
// jsdom does not know which elements are written in
Object.defineProperty(HTMLElement.prototype, 'isContentEditable', { configurable: true, get(this: HTMLElement) { return this.getAttribute('contenteditable') === 'true' } })

type Asked = { readonly source: string; readonly slot?: string | undefined } & FreeQuery
const answerOf = ({ kind, from, to }: Asked, values: readonly (readonly [Readonly<Record<string, string>>, number])[], over: Partial<QueryData> = {}): QueryAnswer => ({
  ok: true,
  data: {
    shape: kind === 'range' ? 'matrix' : 'vector', source: 'prom', from, to, stepMs: kind === 'range' ? 15_000 : 0, at: NOW, total: values.length, histograms: 0, text: null, warnings: [],
    series: values.map(([labels, value]) => ({ labels, t: Float64Array.of(NOW - 15_000, NOW), v: Float64Array.of(value, value) })), ...over
  }
})
const refused: QueryAnswer = { ok: false, source: 'prom', failure: { code: 'api-error', values: { detail: 'invalid parameter "query": 1:5: parse error: no such thing' } } }
const answer = async (asked: Asked): Promise<QueryAnswer> =>
  asked.expression.startsWith('bad') ? refused
    : asked.expression === 'much' ? answerOf(asked, [[{ pod: 'a' }, 1]], { total: 50_000, histograms: 2 })
      : asked.expression.startsWith('count(') ? answerOf(asked, asked.expression.includes('none') ? [] : [[{}, 2]])
        : asked.expression.startsWith('min(time') ? answerOf(asked, [[{}, 12]])
          : answerOf(asked, [[{ job: 'api' }, 1], [{ job: 'db' }, 0]])
const names = async (): Promise<NamesAnswer> => ({ ok: true, names: ['up', 'http_requests_total'], metadata: {}, series: [] })

const prom = aSource({ id: 'prom', name: 'prom', abilities: ['metrics', 'alerts'], intervalMs: 15_000 })
const config = configSchema.parse({ welcomed: true, sources: [{ name: 'prom', kind: 'prometheus', url: 'http://prom:9090' }], explore: { history: [{ expression: 'old_metric', source: 'prom', at: NOW - 3_600_000 }] } })
const services = [aService({ name: 'api', seenBy: [{ source: 'prom', lastSampleAt: null, fresh: true }] }), aService({ name: 'db' }), aService({ name: 'api', environment: 'staging', environmentKind: 'staging' })]
const open = async (expression: string | null, sources = { prom }, more: FakeAnswers['answer'] = {}): Promise<Stage> => {
  const it = await stage(aState({ sources: Object.values(sources), services }), { explore: ExploreScreen, sources: () => <p>the sources</p>, service: ({ item }) => <p>the page of {item}</p> }, {
    answers: { config, answer: { query: answer, names, ...more } }, address: { place: expression === null ? { view: 'explore', item: null } : explorePlace({ expression, source: null }), theme: null }
  })
  await screen.findByRole('heading', { level: 1 })
  await act(async () => undefined)
  return it
}
const asked = (it: Stage): readonly string[] => it.fake.calls.filter((c) => c.command === 'query').map((c) => { const q = c.args[0] as Asked; return `${q.kind} ${q.expression}` })
const query = (letter: string): HTMLElement => screen.getByRole('region', { name: `Query ${letter}` })
const editor = (letter: string): string | null | undefined => [...query(letter).querySelectorAll('*')].find((e) => e.shadowRoot)?.shadowRoot?.querySelector('.cm-content')?.textContent
const click = async (name: string | RegExp, inside: HTMLElement = document.body): Promise<void> => { await act(async () => { fireEvent.click(within(inside).getByRole('button', { name })) }) }

describe('Explore', () => {
  it('runs what it was opened with, over the range and to the width that is shown', async () => {
    const it = await open('up > 0')
    const call = it.fake.calls.find((c) => c.command === 'query')?.args[0] as Asked
    expect(call).toEqual({ source: 'prom', expression: 'up > 0', kind: 'range', from: call.to - 3_600_000, to: call.to, width: 880, stepMs: null, slot: call.slot })
    expect(editor('A')).toBe('up > 0')
    expect(query('A').textContent).toContain('2 series, a point every 15 s')
  })

  it('asks each query in a slot of its own, and gives it up with the query, the parts and the screen', async () => {
    const it = await open('up')
    const slots = (): readonly (string | undefined)[] => it.fake.calls.filter((c) => c.command === 'query').map((c) => (c.args[0] as Asked).slot)
    const given = (): readonly unknown[] => it.fake.calls.filter((c) => c.command === 'giveUp').map((c) => c.args[0])
    await it.press('Enter', { ctrlKey: true })
    await it.press('h')
    await click('Use old_metric', screen.getByRole('dialog', { name: 'History' }))
    const [a, again, same, b] = slots()
    expect([slots().length, typeof a, again, same, b === a]).toEqual([4, 'string', a, a, false])
    await click('Remove query B')
    expect(given()).toEqual([b])
    await it.press('3')
    await screen.findByRole('table', { name: 'Parts of the expression' })
    const part = slots()[4]
    expect(given()).toEqual([b, a])
    await it.press('1')
    expect(given()).toEqual([b, a, part])
    it.fake.go({ view: 'sources', item: null })
    await screen.findByText('the sources')
    expect(given()).toEqual([b, a, part, a])
  })

  it('lists instant values, and says what each part finds', async () => {
    const it = await open('up > none')
    await it.press('2')
    const table = await screen.findByRole('table', { name: 'Instant values' })
    expect(within(table).getAllByRole('row').map((r) => r.textContent)).toEqual(['jobValue', 'api1', 'db0'])
    await it.press('3')
    const tree = await screen.findByRole('table', { name: 'Parts of the expression' })
    await waitFor(() => { expect(tree.getAttribute('aria-busy')).toBe('false') })
    expect(within(tree).getAllByRole('row').slice(1).map((r) => [...r.children].map((c) => c.textContent).join(' | '))).toEqual(['… > … | nothing |  | ', 'up | 2 results |  | 12 s ago', 'none | nothing |  | '])
    expect(asked(it)).toEqual(['range up > none', 'instant up > none', 'instant count(up > none\n)', 'instant count(up\n)', 'instant min(time() - timestamp(up\n))', 'instant count(none\n)'])
  })

  it('says beside a query what is wrong with it, and asks it again only when it is run', async () => {
    const it = await open('bad(up)')
    expect(within(query('A')).getByRole('alert').textContent).toBe('prom refused the request: invalid parameter "query": 1:5: parse error: no such thing.')
    await it.pass(60_000)
    expect(asked(it)).toEqual(['range bad(up)'])
    await it.press('Enter', { ctrlKey: true })
    expect(asked(it)).toEqual(['range bad(up)', 'range bad(up)'])
  })

  it('follows the time while it is live', async () => {
    const it = await open('up')
    await it.pass(31_000)
    expect(asked(it).length).toBe(3)
    expect(query('A').querySelector('[data-asking]')).toBe(null)
  })

  it('says what was cut and what cannot be drawn', async () => {
    await open('much')
    expect(within(query('A')).getAllByRole('status').map((s) => s.textContent)).toEqual([
      'Showing 1 of 50,000 series. Put sum by (…), topk(10, …) or more labels around it to see all that matters.',
      '2 series are native histograms and are not drawn. Put histogram_quantile(0.95, …), histogram_avg(…) or histogram_count(…) around it.'
    ])
  })

  it('leaves to the editor what is typed there', async () => {
    await open('up')
    const content = [...query('A').querySelectorAll('*')].find((e) => e.shadowRoot)!.shadowRoot!.querySelector('.cm-content')!
    const type = (key: string): Promise<void> => act(async () => { content.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true })) })
    await type('h')
    await type('n')
    expect([screen.queryByRole('dialog'), screen.getAllByRole('region', { name: /^Query / }).length]).toEqual([null, 1])
  })

  it('begins with what the source can tell', async () => {
    const it = await open(null)
    await click(/Requests per second/)
    expect([asked(it), editor('A')]).toEqual([['range sum by (job) (rate(http_requests_total[5m]))'], 'sum by (job) (rate(http_requests_total[5m]))'])
  })

  it('holds several queries, of which each can be hidden, copied, opened and removed', async () => {
    const it = await open('up')
    await it.press('n')
    expect(screen.getAllByRole('region', { name: /^Query / }).length).toBe(2)
    await click('Hide query A')
    expect([query('A').textContent, screen.getByText('Every query is hidden').textContent]).toEqual(['AHidden: it is not asked.', 'Every query is hidden'])
    await click('Copy the expression of query A')
    await click('Open query A in Prometheus')
    const last = (command: string): unknown => it.fake.calls.filter((c) => c.command === command).at(-1)?.args[0]
    expect([last('copyText'), last('openLink')]).toEqual(['up', 'http://prom:9090/graph?g0.expr=up&g0.tab=0&g0.range_input=3600s'])
    await click('Remove query A')
    expect(screen.getAllByRole('region', { name: /^Query / }).map((r) => r.getAttribute('aria-label'))).toEqual(['Query B'])
  })

  it('remembers what was asked, and gives it back', async () => {
    const it = await open('up')
    const saved = (): unknown => (it.fake.calls.filter((c) => c.command === 'saveSettings').at(-1)?.args[0] as { readonly explore: { readonly history: readonly { readonly expression: string }[] } } | undefined)?.explore.history.map((h) => h.expression)
    expect(saved()).toEqual(['up', 'old_metric'])
    await it.press('h')
    const dialog = screen.getByRole('dialog', { name: 'History' })
    fireEvent.change(within(dialog).getByRole('searchbox'), { target: { value: 'old' } })
    await click('Use old_metric', dialog)
    expect([asked(it).at(-1), saved()]).toEqual(['range old_metric', ['up', 'old_metric']])
    await it.press('h')
    await click('Forget up', screen.getByRole('dialog', { name: 'History' }))
    expect(saved()).toEqual(['old_metric'])
  })

  it('says when there is nothing to be asked', async () => {
    await open(null, { prom: aSource({ id: 'prom', name: 'prom', abilities: ['alerts'] }) })
    await click('Add a source')
    expect(screen.getByText('the sources')).toBeTruthy()
  })
})

describe('adding to a service', () => {
  const labels = { prom: { service: 'api', env: 'production' } }
  const metadata: NamesData['metadata'] = { http_requests_total: { type: 'counter', help: 'Requests answered.', unit: '' } }
  const page: FakeAnswers['answer'] = {
    panels: async () => ({ panels: [], failure: null, partial: [], labels }),
    names: async ({ what }) => ({ ok: true, names: [], metadata: what === 'metadata' ? metadata : {}, series: [] })
  }
  const QUERY = 'sum by (code) (rate(http_requests_total{service="api",env="production"}[5m]))'
  const dialog = (): HTMLElement => screen.getByRole('dialog', { name: 'Add to a service' })
  const field = (name: string): HTMLInputElement => within(dialog()).getByLabelText(name)
  const added = (it: Stage): readonly unknown[] => it.fake.calls.filter((c) => c.command === 'addPanel').map((c) => c.args[0])

  it('is offered once there is something to add, begins with what is known, and leads to the page', async () => {
    const it = await open(null, { prom }, page)
    await it.press('p')
    expect([screen.queryByRole('dialog'), screen.queryByRole('button', { name: /Add to a service/ })]).toEqual([null, null])
    const next = await open(QUERY, { prom }, page)
    await next.press('p')
    await act(async () => undefined)
    expect([field('Title').value, field('Unit').value, field('Names of the lines of query A').value, dialog().querySelector('code')?.textContent])
      .toEqual(['Requests answered', 'per-second', '{{code}}', 'sum by (code) (rate(http_requests_total{$selector}[$window]))'])
    await act(async () => { fireEvent.change(field('Title'), { target: { value: 'By status' } }) })
    await act(async () => { fireEvent.click(within(dialog()).getByRole('switch', { name: /^Let rates fit the zoom/ })) })
    await click('Add to api', dialog())
    expect(added(next)).toEqual([{ service: 'production/api', panel: {
      id: 'by-status', title: 'By status', unit: 'per-second', signal: 'other', draw: 'lines', limits: [], needs: [], source: 'prom', lines: [{ query: 'sum by (code) (rate(http_requests_total{$selector}[5m]))', label: 'code' }]
    } }])
    expect([screen.queryByRole('dialog'), screen.getByText(/Added to the page of api/).textContent]).toEqual([null, 'Added to the page of api. Open its page'])
    await click('Open its page')
    expect(screen.getByText('the page of production/api')).toBeTruthy()
  })

  it('keeps which lines are the ones to see where there are too many, as it is chosen', async () => {
    const it = await open(QUERY, { prom }, page)
    const add = async (choose: string | null): Promise<unknown> => {
      await it.press('p')
      await act(async () => undefined)
      const which = within(dialog()).getByRole<HTMLSelectElement>('combobox', { name: 'Of more than five lines' })
      const offered = [...which.options].map((option) => option.text)
      const before = which.value
      if (choose !== null) await act(async () => { fireEvent.change(which, { target: { value: choose } }) })
      await click('Add to api', dialog())
      return [offered, before, (added(it).at(-1) as { readonly panel: { readonly worst?: string } }).panel.worst]
    }
    const offered = ['As its limits say, else the highest', 'The highest', 'The lowest']
    expect([await add(null), await add('lowest'), await add('highest')]).toEqual([[offered, '', undefined], [offered, '', 'lowest'], [offered, '', 'highest']])
  })

  it('takes several queries, without those that are not wanted', async () => {
    const it = await open(QUERY, { prom }, page)
    await it.press('h')
    await click('Use old_metric', screen.getByRole('dialog', { name: 'History' }))
    await it.press('p')
    await act(async () => undefined)
    await act(async () => { fireEvent.click(within(dialog()).getByLabelText('Query A')) })
    await click('Add to api', dialog())
    expect(added(it).map((one) => (one as { readonly panel: { readonly lines: unknown } }).panel.lines)).toEqual([[{ query: 'old_metric' }]])
  })

  it('says which query cannot be added, and what main had against it; nothing is closed', async () => {
    const it = await open('sum(up', { prom }, { ...page, addPanel: async () => ({ ok: false, reason: 'The disk is full.' }) })
    await it.press('p')
    await act(async () => { fireEvent.click(within(dialog()).getByRole('combobox', { name: 'Service' })) })
    await act(async () => { fireEvent.click(screen.getByRole('option', { name: 'db' })) })
    await click('Add to db', dialog())
    expect([within(dialog()).getByRole('alert').textContent, added(it)]).toEqual(['Query A cannot be added, letter 7: this does not read as PromQL. sum(up', []])
    const full = await open('up', { prom }, { ...page, addPanel: async () => ({ ok: false, reason: 'The disk is full.' }) })
    await full.press('p')
    await act(async () => { fireEvent.click(within(dialog()).getByRole('combobox', { name: 'Service' })) })
    await act(async () => { fireEvent.click(screen.getByRole('option', { name: 'api' })) })
    await click('Add to api', dialog())
    expect(within(dialog()).getByRole('alert').textContent).toBe('It could not be added: The disk is full.')
  })
})
