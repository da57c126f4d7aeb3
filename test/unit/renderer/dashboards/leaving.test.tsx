// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { QueryAnswer } from '@shared/contract/commands'
import type { FreeQuery } from '@shared/domain/query'
import DashboardsScreen from '../../../../src/renderer/features/dashboards/DashboardsScreen'
import { aSource, aState, NOW } from '../../../builders'
import { stage, type Stage } from '../shell/stage'

class Seen {
  constructor(private readonly tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {}
  observe(): void { this.tell([{ isIntersecting: true }]) }
  disconnect(): void { return undefined }
}
const target = (expr: string) => [{ expr, refId: 'A', legendFormat: '{{pod}}' }]
const at = (x: number, w: number) => ({ x, y: 0, w, h: 6 })
const json = JSON.stringify({
  title: 'Pods', schemaVersion: 39, templating: { list: [] },
  panels: [
    { type: 'stat', title: 'Busy', gridPos: at(0, 12), targets: target('busy'), options: { graphMode: 'area' }, fieldConfig: { defaults: { unit: 'percent', thresholds: { mode: 'absolute', steps: [{ color: 'green', value: null }, { color: 'red', value: 80 }] } }, overrides: [] } },
    { type: 'table', title: 'Restarts', gridPos: at(12, 6), targets: target('restarts') }, { type: 'text', title: 'About', gridPos: at(18, 6), options: { mode: 'markdown', content: 'Read **this** first.' } }
  ]
})
const answer = async ({ kind, from, to }: FreeQuery): Promise<QueryAnswer> => ({
  ok: true,
  data: {
    shape: kind === 'range' ? 'matrix' : 'vector', source: 'prom', from, to, stepMs: kind === 'range' ? 15_000 : 0, at: NOW, total: 2, histograms: 0, text: null, warnings: [],
    series: [['=a', 90], ['b', 0.1 + 0.2]].map(([pod, value]) => ({ labels: { pod: String(pod) }, t: kind === 'range' ? Float64Array.of(to - 15_000, to) : Float64Array.of(to), v: (kind === 'range' ? [1, Number(value)] : [Number(value)]).reduce((all, y, i) => { all[i] = y; return all }, new Float64Array(kind === 'range' ? 2 : 1)) }))
  }
})
const open = async (): Promise<Stage> => {
  Object.assign(window, { IntersectionObserver: Seen })
  Element.prototype.getBoundingClientRect = () => ({ x: 0, y: 0, top: 0, left: 0, right: 456, bottom: 240, width: 456, height: 240, toJSON: () => ({}) })
  const brief = { id: 'pods', title: 'Pods', tags: [], panels: 3, unshown: 0, origin: '', importedAt: NOW, lookbackMs: null, demo: false }
  const shown = await stage(aState({ sources: [aSource({ id: 'prom', name: 'prom', abilities: ['metrics'], intervalMs: 15_000 })] }), { dashboards: DashboardsScreen }, {
    answers: { answer: { query: answer, dashboard: async () => ({ ok: true, brief, json }) } }, address: { place: { view: 'dashboards', item: 'pods' }, theme: null }
  })
  await screen.findByRole('button', { name: 'Save or copy Restarts' })
  await screen.findByText('=a', { selector: 'td' })
  return shown
}
const entries = async (title: string): Promise<readonly (string | null)[]> => within(await screen.findByRole('menu', { name: `Save or copy ${title}` }, { timeout: 10_000 })).getAllByRole('menuitem').map((e) => e.textContent)
const saved = (shown: Stage): readonly string[] => shown.fake.calls.filter((c) => c.command === 'saveFile').map((c) => String((c.args[0] as { readonly content: unknown }).content))

it('numbers, tables and texts of a board leave by their own menus, a text without a table', async () => {
  const shown = await open()
  const tile = (title: string): HTMLElement => screen.getByRole('button', { name: `Save or copy ${title}` }).closest('figure')!
  // the tile in focus, by its key
  tile('About').focus()
  await shown.press('e')
  expect(await entries('About')).toEqual(['Save as SVG', 'Save as PNG', 'Copy for developer', 'Copy picture'])
  await shown.press('Escape')
  for (const title of ['Busy', 'Restarts']) {
    tile(title).focus()
    await shown.press('e')
    expect(await entries(title)).toContain('Save data as CSV')
    await act(async () => { fireEvent.click(screen.getByRole('menuitem', { name: 'Save data as CSV' })) })
    await screen.findAllByText(new RegExp(`^Saved to .*${title.toLowerCase()}.*csv$`), {}, { timeout: 10_000 })
  }
  const [numbers, table] = saved(shown)
  expect([numbers?.split('\r\n').map((line) => line.replace(/^2025-11-13T/, '')), table]).toEqual([
    ['time,"\'=a [share of 1]","b [share of 1]"', '11:59:45.000Z,0.01,0.01', '12:00:00.000Z,0.9,0.0030000000000000005', ''], '"pod","Value"\r\n"\'=a",90\r\n"b",0.30000000000000004\r\n'
  ])
})

it('a whole board is one picture of all that it shows, and several numbers have a small line each', async () => {
  const shown = await open()
  expect(within(screen.getByText('Busy').closest('figure')!).getAllByRole('listitem').map((row) => [row.textContent, row.querySelector('[role=img]')?.getAttribute('aria-label'), row.querySelectorAll('svg.g-spark').length]))
    .toEqual([['=a 90\u202f%', 'Critical', 1], ['b0.30\u202f%', undefined, 1]])
  ;(document.activeElement as HTMLElement | null)?.blur()
  await shown.press('e')
  await act(async () => { fireEvent.click(await screen.findByRole('menuitem', { name: 'Save as SVG' })) })
  await screen.findAllByText(/^Saved to .*svg$/, {}, { timeout: 10_000 })
  const texts = [...new DOMParser().parseFromString(saved(shown)[0]!, 'image/svg+xml').querySelectorAll('text')].map((e) => e.textContent)
  for (const words of ['Busy', '90\u202f%', 'Restarts', 'About', 'Read this first.']) expect(texts).toContain(words)
  expect(texts.filter((text) => text.startsWith('Not in this picture'))).toEqual([])
})
