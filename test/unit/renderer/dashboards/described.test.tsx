// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { QueryAnswer } from '@shared/contract/commands'
import type { FreeQuery } from '@shared/domain/query'
import DashboardsScreen from '../../../../src/renderer/features/dashboards/DashboardsScreen'
import { aSource, aState, NOW } from '../../../builders'
import { stage } from '../shell/stage'

class Seen {
  constructor(private readonly tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {}
  observe(): void { this.tell([{ isIntersecting: true }]) }
  disconnect(): void { return undefined }
}
const answer = async ({ from, to }: FreeQuery): Promise<QueryAnswer> => ({
  ok: true, data: { shape: 'matrix', source: 'prom', from, to, stepMs: 15_000, at: NOW, total: 1, histograms: 0, text: null, warnings: [], series: [{ labels: {}, t: Float64Array.of(to - 15_000, to), v: Float64Array.of(1, 2) }] }
})
const panel = (type: string, title: string, description: string, row: number): object => ({ type, title, description, gridPos: { x: 0, y: 6 * row, w: 12, h: 6 }, targets: [{ refId: 'A', expr: 'x', legendFormat: 'a' }] })
const described = 'Enable with --collector.processes'

it('a board\'s panel says on its title what the board says of it, a graph as any other', async () => {
  Object.assign(window, { IntersectionObserver: Seen })
  Element.prototype.getBoundingClientRect = () => ({ x: 0, y: 0, top: 0, left: 0, right: 456, bottom: 240, width: 456, height: 240, toJSON: () => ({}) })
  const panels = [['timeseries', 'Processes'], ['heatmap', 'Durations'], ['stat', 'Threads'], ['news', 'News'], ['table', 'Hosts']].flatMap(([type, title], i) => [panel(type!, title!, described, 2 * i), panel(type!, `${title} plain`, '', 2 * i + 1)])
  const json = JSON.stringify({ title: 'Host', schemaVersion: 39, panels })
  const brief = { id: 'host', title: 'Host', tags: [], panels: panels.length, unshown: 0, origin: '', importedAt: NOW, lookbackMs: null, demo: false }
  await stage(aState({ sources: [aSource({ id: 'prom', name: 'prom', abilities: ['metrics'], intervalMs: 15_000 })] }), { dashboards: DashboardsScreen }, {
    answers: { answer: { query: answer, dashboard: async () => ({ ok: true, brief, json }) } }, address: { place: { view: 'dashboards', item: 'host' }, theme: null }
  })
  await screen.findByRole('button', { name: 'Save or copy Hosts plain' })
  expect([...document.querySelectorAll<HTMLElement>('figcaption > b')].map((b) => [b.textContent, b.dataset['tip']]))
    .toEqual(['Processes', 'Durations', 'Threads', 'News', 'Hosts'].flatMap((title) => [[title, described], [`${title} plain`, undefined]]))
})
