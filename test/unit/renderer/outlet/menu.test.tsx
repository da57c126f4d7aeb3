// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Panel } from '@shared/domain/series'
import ServicePageScreen from '../../../../src/renderer/features/services/page/ServicePageScreen'
import type { FakeAnswers } from '../../../fakes/fake-bridge'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'
import { nightState } from '../overview/night'
import { stage, type Stage } from '../shell/stage'

const night = nightState(NOW)
const panels: readonly Panel[] = [aPanel({ id: 'requests', title: 'Requests', source: 'prom-eu-1' }), aPanel({ id: 'latency', title: 'Latency', unit: 'seconds', source: 'prom-eu-1', expression: 'p95' })]
const answers: FakeAnswers['answer'] = {
  panels: async () => ({ panels, failure: null, partial: [], labels: {} }),
  series: async ({ panel, from, to }) => ({
    ok: true, panel: panels.find((p) => p.id === panel)!, data: aPanelData({ panel, source: 'prom-eu-1', from, to, at: NOW, lines: [aSeries(Array<number>(61).fill(0.5), { name: 'p95', from, step: (to - from) / 60 })] })
  })
}
/** Every panel lies in sight and has a size; jsdom has neither. */
class Seen {
  constructor(private readonly tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {}
  observe(): void { this.tell([{ isIntersecting: true }]) }
  disconnect(): void { return undefined }
}
const size = (): DOMRect => ({ x: 0, y: 0, top: 0, left: 0, right: 456, bottom: 284, width: 456, height: 284, toJSON: () => ({}) })

const open = async (over: FakeAnswers['answer'] = {}): Promise<Stage> => {
  Object.assign(window, { IntersectionObserver: Seen })
  Element.prototype.getBoundingClientRect = size
  const it = await stage(night, { service: ServicePageScreen }, {
    answers: { config: { appearance: { theme: 'dark', time: 'utc', railCollapsed: false, pinned: [] } }, answer: { ...answers, ...over } }, address: { place: { view: 'service', item: 'production/article-service' }, theme: null }
  })
  await screen.findByRole('button', { name: 'Save or copy Latency' })
  return it
}
const saved = (it: Stage): readonly { readonly kind: string; readonly name: string; readonly content: unknown }[] => it.fake.calls.filter((c) => c.command === 'saveFile').map((c) => c.args[0] as never)
const items = async (name: string): Promise<readonly (string | null)[]> => within(await screen.findByRole('menu', { name })).getAllByRole('menuitem').map((e) => e.textContent)
const choose = async (name: string): Promise<void> => { const item = await screen.findByRole('menuitem', { name }); await act(async () => { fireEvent.click(item) }) }

describe('the way out of a graph', () => {
  it('opens from its button, says all that can be done, and closes by Esc with the focus where it was', async () => {
    const it = await open()
    const button = screen.getByRole('button', { name: 'Save or copy Latency' })
    expect([button.getAttribute('aria-haspopup'), button.getAttribute('aria-expanded'), screen.queryByRole('menu')]).toEqual(['menu', 'false', null])
    button.focus()
    fireEvent.click(button)
    expect(await items('Save or copy Latency')).toEqual(['Save as SVG', 'Save as PNG', 'Save data as CSV', 'Copy for developer', 'Copy picture'])
    expect(button.getAttribute('aria-expanded')).toBe('true')
    await it.press('Escape')
    expect([screen.queryByRole('menu'), document.activeElement]).toEqual([null, button])
  })

  it('opens by E on the graph in focus, else on the page', async () => {
    const it = await open()
    document.querySelector<HTMLElement>('figure .g-plot')!.focus()
    await it.press('e')
    expect(await items('Save or copy Requests')).toHaveLength(5)
    await it.press('Escape')
    ;(document.activeElement as HTMLElement).blur()
    await it.press('e')
    expect(await items('Save or copy this page')).toEqual(['Save as SVG', 'Save as PNG', 'Copy for developer', 'Copy picture'])
  })

  it('saves the graph and its data, and says where', async () => {
    const it = await open()
    for (const what of ['Save as SVG', 'Save data as CSV']) {
      fireEvent.click(screen.getByRole('button', { name: 'Save or copy Latency' }))
      await choose(what)
      await screen.findAllByText(/^Saved to \/home\/somebody\/garda-article-service-latency-20251113T120000Z\.(svg|csv)$/, {}, { timeout: 10_000 })
    }
    const [svg, csv] = saved(it)
    expect([svg?.kind, svg?.name, csv?.kind, String(csv?.content).split('\r\n').slice(0, 2)]).toEqual(['svg', 'garda-article-service-latency-20251113T120000Z.svg', 'csv', ['time,"p95 [s]","p95, yest., moved by 1 d [s]"', '2025-11-13T11:00:00.000Z,0.5,0.5']])
    const read = new DOMParser().parseFromString(String(svg?.content), 'image/svg+xml')
    expect([...read.querySelectorAll('text')].map((e) => e.textContent).filter((text) => /article|Latency|Made by/.test(text))).toEqual(['article-service, PRODUCTION', 'Latency', 'Made by Garda Thu 13 Nov 2025 12:00:00 UTC'])
  })

  it('says in words why something was not saved, and nothing when the person thought better of it', async () => {
    let answer: Awaited<ReturnType<NonNullable<NonNullable<FakeAnswers['answer']>['saveFile']>>> = { outcome: 'failed', reason: 'the disk is full. /mnt/a.svg was not written.' }
    const it = await open({ saveFile: async () => answer })
    fireEvent.click(screen.getByRole('button', { name: 'Save or copy Latency' }))
    await choose('Save as SVG')
    expect((await screen.findByText('Not saved: the disk is full. /mnt/a.svg was not written.', { selector: '[role=alert]' })).textContent).toContain('disk is full')
    answer = { outcome: 'cancelled' }
    fireEvent.click(screen.getByRole('button', { name: 'Save or copy Latency' }))
    await choose('Save as SVG')
    expect([saved(it).length, screen.queryByText(/^(Not saved|Saved|Preparing)/)]).toEqual([2, null])
  })

  it('copies the page for a developer by C: facts, graphs, links; where no picture can be drawn, the words alone', async () => {
    const it = await open()
    await it.press('c')
    await screen.findAllByText('Copied for developer, without pictures', {}, { timeout: 10_000 })
    const [copied] = it.fake.calls.filter((c) => c.command === 'copyRich').map((c) => c.args[0] as { readonly text: string; readonly html: string; readonly png: unknown })
    const text = copied!.text
    expect([text.split('\n\n').slice(0, 2), text.match(/^## .*/gm), copied!.png, copied!.html.includes('<h2>Latency</h2>')]).toEqual([
      ['# article-service, PRODUCTION', 'Critical since 11:49. 7.9 % of requests fail, limit 2 %. Mira acknowledged 11:51.'], ['## Alerts', '## Requests', '## Latency', '## Depends on', '## Changes in this time', '## Links'], null, true
    ])
  })
})
