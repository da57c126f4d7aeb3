// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PanelData } from '@shared/domain/series'
import { createCrosshair, LeadChart, NO_MARKS, TimePanel, type TimePanelProps } from '../../../../src/renderer/charts'
import { ClockContext, createClock } from '../../../../src/renderer/ui'
import { aPanel, aPanelData, aSeries, NOW } from '../../../builders'

const MIN = 60_000
const from = NOW - 10 * MIN
const window = { from, to: NOW }
const values = [0, 0, 0, 0, 0, 0, 0, 0.01, 0.03, 0.04, 0.04]
const errors = aPanel({ id: 'errors', title: 'Error ratio', caption: '5xx of all', unit: 'ratio', signal: 'errors', limits: [{ value: 0.02, label: '', severity: 'critical', side: 'above' }] })
const answered = (...lines: PanelData['lines']): PanelData => aPanelData({ from, to: NOW, at: NOW - 4000, lines })
const ratio = answered(aSeries(values, { name: '', from }))

/** Frames and clock go only when the test says so. */
let frames: (() => void)[] = []
const frame = (): void => { const now = frames; frames = []; for (const run of now) run() }
const clock = createClock({ now: () => NOW, later: () => () => undefined })
interface Drawn { readonly crosshair: ReturnType<typeof createCrosshair>; readonly container: HTMLElement; readonly again: (next: Partial<TimePanelProps>) => void }
const draw = (over: Partial<TimePanelProps> = {}): Drawn => {
  const crosshair = createCrosshair((run) => frames.push(run))
  const props: TimePanelProps = { panel: errors, data: ratio, window, marks: NO_MARKS, status: { kind: 'answered' }, source: 'prom-eu-1', intervalMs: 15_000, zone: 'utc', crosshair, chip: true, width: 456, height: 284, ...over }
  const tree = (p: TimePanelProps): React.ReactNode => <ClockContext value={clock}><TimePanel {...p} /></ClockContext>
  const { container, rerender } = render(tree(props))
  return { crosshair, container, again: (next) => rerender(tree({ ...props, ...next })) }
}
const texts = (container: Element, selector: string): readonly (string | null)[] => [...container.querySelectorAll(selector)].map((e) => e.textContent)

beforeEach(() => { frames = []; vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run)) })
afterEach(() => { cleanup(); vi.unstubAllGlobals(); vi.useRealTimers() })

describe('TimePanel', () => {
  it('names itself, its source and its age, and is one sentence for those who do not see it', () => {
    const { container } = draw()
    expect(container.querySelector('figcaption')?.textContent).toBe('Error ratio5xx of allprom-eu-1, 4 s')
    expect(screen.getByRole('slider', { name: 'Error ratio: 4.0\u202f% now, limit 2\u202f%.' })).toBeTruthy()
  })

  it('says a caption that may be cut whole on itself', () => {
    const tips = [errors.caption, 'bit/s, bits out (-) / in (+)'].map((caption) => { const { container } = draw({ panel: { ...errors, caption } }); return container.querySelector<HTMLElement>('.g-chart-caption')!.dataset['tip'] })
    expect(tips).toEqual([undefined, 'bit/s, bits out (-) / in (+)'])
  })

  it('draws frame, marks, line and labels at their places', () => {
    const marks = { bands: [{ from: from + 8 * MIN, to: Infinity, severity: 'critical' as const, pending: false }], changes: [{ at: from + 6 * MIN, label: 'v2.318.0' }] }
    const { container } = draw({ marks })
    expect(texts(container, '.g-axis, .g-label')).toEqual(['0', '2', '4\u202f%', 'v2.318.0', '11:52', '11:54', '11:56', '11:58', 'limit 2\u202f%', '4.0\u202f%'])
    expect([...container.querySelectorAll('.g-line')].map((e) => [e.getAttribute('class'), e.parentElement?.getAttribute('class')])).toEqual([['g-line main', null], ['g-line hot', 'sev-critical']])
    expect(container.querySelectorAll('.recharts-cartesian-grid-horizontal line')).toHaveLength(2)
    expect([...container.querySelectorAll('.g-limit-line')].map((e) => e.getAttribute('stroke'))).toEqual(['var(--g-critical)'])
    expect([...container.querySelectorAll('.g-band')].map((e) => [e.getAttribute('x'), e.getAttribute('width')])).toEqual([['303.2', '64.8']])
    expect(container.querySelector('.g-change-flag')?.getAttribute('d')).toBe('M234.4 5h8l-4 6z')
  })

  it('takes in new samples without another node', () => {
    const { container, again } = draw()
    const nodes = [...container.querySelectorAll('.recharts-surface *')]
    const before = container.querySelector('.g-line')?.getAttribute('d')
    again({ data: answered(aSeries([...values.slice(1), 0.035], { name: '', from })) })
    expect([[...container.querySelectorAll('.recharts-surface *')], container.querySelector('.g-line')?.getAttribute('d') === before, texts(container, '.g-label')]).toEqual([nodes, false, ['3.5\u202f%']])
  })

  it('lays what is past in a darker ink upon areas', () => {
    const past = { data: aPanelData({ lines: [aSeries(values, { name: '', from })] }), shiftMs: 0, name: 'yest.' }
    const strokes = (kind: 'lines' | 'stack'): readonly (string | null)[] => [...draw({ panel: aPanel({ draw: kind }), past }).container.querySelectorAll('.g-line.past')].map((line) => line.getAttribute('stroke'))
    expect([strokes('lines'), strokes('stack')]).toEqual([['var(--g-series-past)'], ['var(--g-text-muted)']])
  })

  it('draws names from outside as words and nothing else', () => {
    const evil = '<img src=x onerror=alert(1)>\u202Eevil'
    const { container } = draw({ panel: aPanel({ title: evil, caption: evil, limits: [{ value: 2, label: evil, severity: null, side: 'above' }] }), data: answered(aSeries(values, { name: evil, from }), aSeries(values, { name: '__proto__', from })), source: evil })
    expect(container.querySelectorAll('img, script')).toHaveLength(0)
    expect(container.innerHTML).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    expect(container.querySelector('figcaption b')?.textContent).toBe('<img src=x onerror=alert(1)>evil')
  })

  it('moves the crosshair without rendering, reads the value under it and shows the time chip', () => {
    const { crosshair, container } = draw()
    const before = container.querySelector('.g-line')?.getAttribute('d')
    expect(container.querySelector('.g-cursor circle')).toBeNull()
    crosshair.move(from + 8 * MIN)
    frame()
    expect([...container.querySelectorAll('.g-cursor circle')].map((dot) => dot.getAttribute('fill'))).toEqual(['var(--g-series-1)'])
    const read = container.querySelector<HTMLElement>('.g-chart-read')
    expect([read?.textContent, read?.dataset['at']]).toEqual(['3.0\u202f%', '11:58:00'])
    expect(container.querySelector('.g-cursor')?.getAttribute('class')).toBe('g-cursor on')
    expect([container.querySelector('.g-chip-text')?.textContent, container.querySelector('.g-cursor circle')?.getAttribute('class')]).toEqual(['11:58:00', 'hot sev-critical'])
    crosshair.move(null)
    frame()
    expect([read?.textContent, container.querySelector('.g-cursor')?.getAttribute('class'), container.querySelector('.g-line')?.getAttribute('d')]).toEqual(['', 'g-cursor', before])
  })

  it('points where the others do as soon as it stands, on a layer apart from its lines', () => {
    const crosshair = createCrosshair((run) => frames.push(run))
    crosshair.move(from + 8 * MIN)
    const { container } = draw({ crosshair })
    const over = container.querySelector('.g-over')
    expect([over?.querySelector('.g-cursor')?.getAttribute('class'), over?.querySelector('.g-line'), container.querySelectorAll('.g-cursor')]).toEqual(['g-cursor on', null, expect.objectContaining({ length: 1 })])
  })

  it('walks by arrow keys and tells the value to whoever stands on it', () => {
    const { crosshair } = draw()
    const slider = screen.getByRole('slider')
    slider.focus()
    fireEvent.keyDown(slider, { key: 'ArrowLeft' })
    fireEvent.keyDown(slider, { key: 'ArrowLeft' })
    frame()
    expect([crosshair.at(), slider.getAttribute('aria-valuetext'), slider.getAttribute('aria-valuenow')]).toEqual([NOW - MIN, '11:59:00, 4.0\u202f%', String(NOW - MIN)])
    fireEvent.keyDown(slider, { key: 'Escape' })
    expect(crosshair.at()).toBeNull()
  })

  it('snaps the pointer to the nearest sample', () => {
    const { crosshair } = draw()
    fireEvent.pointerMove(screen.getByRole('slider'), { clientX: 44 + 328 * 0.79, clientY: 50 })
    expect(crosshair.at()).toBe(from + 8 * MIN)
    fireEvent.pointerMove(screen.getByRole('slider'), { clientX: 10, clientY: 50 })
    expect(crosshair.at()).toBeNull()
  })

  it('tells every line beside the pointer, on the panel that is pointed at alone, and renders nothing for it', () => {
    const line = (name: string, v: number, role = name): PanelData['lines'][number] => aSeries(Array<number>(11).fill(v), { name, role, from })
    const past = { data: aPanelData({ lines: [line('p95', 0.5)] }), shiftMs: 0, name: 'staging' }
    const { crosshair, container } = draw({ panel: { ...errors, unit: 'seconds' }, data: answered(line('p50', 0.01), line('p95', 0.03), line('<b>p99</b>', 2, 'p99')), past })
    const tip = container.querySelector<HTMLElement>('.g-tip')!
    crosshair.move(from + 8 * MIN)
    frame()
    expect(tip.className).toBe('g-tip')
    fireEvent.pointerMove(screen.getByRole('slider'), { clientX: 44 + 284 * 0.79, clientY: 50 })
    frame()
    const told = [...tip.querySelectorAll('.g-tip-row')].map(({ children: [swatch, name, value] }) => [swatch!.className, name!.textContent, value!.textContent, value!.className])
    expect([tip.className, tip.querySelector('.g-tip-time')?.textContent, told]).toEqual([
      'g-tip on', '11:58:00', [
        ['g-tip-line', 'p50', '10\u202fms', 'g-tip-value'], ['g-tip-line', 'p95', '30\u202fms', 'g-tip-value tone sev-critical'], ['g-tip-line', '<b>p99</b>', '2.00\u202fs', 'g-tip-value'],
        ['g-tip-past', 'staging', '500\u202fms', 'g-tip-value']
      ]
    ])
    const rows = tip.querySelector('.g-tip-rows')
    fireEvent.pointerMove(screen.getByRole('slider'), { clientX: 44 + 284 * 0.2, clientY: 50 })
    frame()
    expect([tip.querySelector('.g-tip-time')?.textContent, tip.querySelector('.g-tip-rows') === rows]).toEqual(['11:52:00', true])
    fireEvent.pointerLeave(screen.getByRole('slider'))
    frame()
    expect(tip.className).toBe('g-tip')
  })

  it('tells a high stack by as many layers as there is room for, and how many more there are', () => {
    const data = answered(...Array.from({ length: 40 }, (_, i) => aSeries(Array<number>(11).fill(i), { name: `n${i}`, from })))
    const { container } = draw({ panel: aPanel({ draw: 'stack' }), data })
    fireEvent.pointerMove(screen.getByRole('slider'), { clientX: 200, clientY: 50 })
    frame()
    expect([texts(container, '.g-tip-name').slice(0, 2), container.querySelectorAll('.g-tip-row').length, texts(container, '.g-tip-more')]).toEqual([['n39', 'n38'], 19, ['22 more']])
  })

  describe('drawn over with the pointer', () => {
    type Pressed = Drawn & { readonly slider: HTMLElement; readonly asked: readonly TimePanelProps['window'][]; readonly at: (minute: number) => { readonly clientX: number; readonly clientY: number } }
    const begin = (): Pressed => {
      const asked: TimePanelProps['window'][] = []
      const drawn = draw()
      drawn.crosshair.onZoom((span) => asked.push(span))
      return { ...drawn, slider: screen.getByRole('slider'), asked, at: (minute) => ({ clientX: 44 + 32.4 * minute, clientY: 50 }) }
    }
    beforeEach(() => { Object.assign(Element.prototype, { setPointerCapture: () => undefined }) })

    it('marks a span, whichever way it is drawn, and looks closer at it', () => {
      const { slider, asked, at, container } = begin()
      fireEvent.pointerDown(slider, { ...at(8), button: 0 })
      fireEvent.pointerMove(slider, at(2))
      frame()
      const mark = container.querySelector('.g-marked')
      expect([mark?.getAttribute('class'), Number(mark?.getAttribute('x')).toFixed(1), Number(mark?.getAttribute('width')).toFixed(1), texts(container, '.g-tip-time')]).toEqual(['g-marked on', '108.8', '194.4', ['11:52:00 to 11:58:00, 6 min']])
      fireEvent.pointerUp(slider, at(2))
      frame()
      expect([asked.map((span) => [Math.round(span.from), Math.round(span.to)]), mark?.getAttribute('class')]).toEqual([[[from + 2 * MIN, from + 8 * MIN]], 'g-marked'])
    })

    it('is cut at the plot, and let go by Esc until the next press', () => {
      const { slider, asked, at, crosshair } = begin()
      fireEvent.pointerDown(slider, { ...at(8), button: 0 })
      fireEvent.pointerMove(slider, at(25))
      expect(crosshair.marked()?.to).toBe(NOW)
      fireEvent.keyDown(slider, { key: 'Escape' })
      fireEvent.pointerMove(slider, at(3))
      fireEvent.pointerUp(slider, at(3))
      expect([crosshair.marked(), asked, crosshair.at()]).toEqual([null, [], from + 3 * MIN])
    })

    it('is a click when it hardly moves, and nothing by another button or where nobody looks closer', () => {
      const { slider, asked, at, crosshair } = begin()
      fireEvent.pointerDown(slider, { ...at(5), button: 0 })
      fireEvent.pointerMove(slider, { clientX: at(5).clientX + 3 })
      fireEvent.pointerUp(slider, at(5))
      fireEvent.pointerDown(slider, { ...at(2), button: 2 })
      fireEvent.pointerMove(slider, at(6))
      expect([asked, crosshair.marked(), createCrosshair().zooms()]).toEqual([[], null, false])
    })
  })

  it('is a table behind Enter and a graph again by its button', () => {
    const { container } = draw()
    fireEvent.keyDown(screen.getByRole('slider'), { key: 'Enter' })
    act(frame)
    expect(document.activeElement?.textContent).toBe('Back to the graph')
    expect(texts(container, 'thead th')).toEqual(['Time', 'Error ratio'])
    expect(texts(container, 'tbody tr:first-child td')).toEqual(['12:00:00', '4.0\u202f%'])
    fireEvent.click(screen.getByRole('button', { name: 'Back to the graph' }))
    act(frame)
    expect(document.activeElement).toBe(screen.getByRole('slider'))
  })

  it('says that it asks, but only after a blink, and then for how long', () => {
    vi.useFakeTimers()
    const { container } = draw({ data: null, status: { kind: 'asking', since: NOW - 2000 } })
    expect(container.querySelector('[role=status]')).toBeNull()
    act(() => { vi.advanceTimersByTime(400) })
    expect(screen.getByRole('status').textContent).toBe('Asking prom-eu-1, 2 s')
    expect(container.querySelector('.g-line, .g-hatch, .g-axis')).toBeNull()
  })

  it('says why there is no answer; what was drawn stays, and what is missing is hatched', () => {
    const { container, again } = draw()
    again({ window: { from: from + 5 * MIN, to: NOW + 5 * MIN }, status: { kind: 'failed', reason: 'prom-eu-1 refused the connection.' } })
    expect(screen.getByRole('status').textContent).toBe('prom-eu-1 refused the connection.')
    expect([container.querySelectorAll('.g-hatch').length, texts(container, '.g-halo'), container.querySelectorAll('.g-line.main').length]).toEqual([1, ['no data', '5 min'], 1])
  })

  it('shows an answer without samples as unknown, not as 0', () => {
    const { container } = draw({ data: answered() })
    expect([texts(container, '.g-halo'), container.querySelector('.g-line'), screen.getByRole('slider').getAttribute('aria-label')]).toEqual([['no samples in this window'], null, 'Error ratio: no samples between 11:50 and 12:00.'])
  })

  it('is as old as its newest sample where that ends before the answer, and says so; a time of the past that is whole is not', () => {
    const ended = answered(aSeries(values.map((v, i) => (i <= 4 ? v : null)), { name: '', from }))
    const { container, again } = draw({ data: ended })
    const told = (): readonly unknown[] => [container.querySelector('.g-chart-source')?.textContent, container.querySelector('[data-stale]') !== null]
    expect(told()).toEqual(['prom-eu-1, newest sample 6 min', true])
    again({ window: { from, to: from + 4 * MIN } })
    expect(told()).toEqual(['prom-eu-1, 4 s', false])
    again({ data: answered() })
    expect(told()).toEqual(['prom-eu-1, no samples', true])
  })

  it('says when an answer was not whole, and when it is old', () => {
    const { container } = draw({ data: { ...ratio, at: NOW - 31_000, warnings: ['query hit its limit'] } })
    expect(container.querySelector('.g-chart-source')?.textContent).toBe('partial prom-eu-1, 31 s')
    expect(container.querySelector('[data-stale]')).not.toBeNull()
  })
})

describe('LeadChart', () => {
  it('is drawn whole where a crosshair comes to it and goes again', () => {
    const tree = (crosshair: ReturnType<typeof createCrosshair> | null): React.ReactNode => <LeadChart panel={errors} data={ratio} window={window} intervalMs={15_000} zone="utc" width={380} height={140} crosshair={crosshair} />
    const { container, rerender } = render(tree(null))
    const drawing = (): string | undefined => container.querySelector('.recharts-surface')?.innerHTML.replaceAll(/[«:_][^"()]*-0/g, 'ID')
    const before = drawing()
    expect(before).toContain('g-line main')
    rerender(tree(createCrosshair((run) => frames.push(run))))
    expect(drawing()).toBe(before)
    rerender(tree(null))
    expect(drawing()).toBe(before)
  })

  it('has fewer parts: no header, a dot and a big figure, pending and firing by name', () => {
    const bands = [{ from: from + 7 * MIN, to: from + 8 * MIN, severity: 'critical' as const, pending: true }, { from: from + 8 * MIN, to: Infinity, severity: 'critical' as const, pending: false }]
    const { container } = render(<LeadChart panel={errors} data={ratio} window={window} marks={{ bands, changes: [] }} intervalMs={15_000} zone="utc" width={380} height={140} />)
    expect(screen.getByRole('img', { name: 'Error ratio: 4.0\u202f% now, limit 2\u202f%, firing since 11:58.' })).toBeTruthy()
    expect([texts(container, '.g-big'), container.querySelector('.g-head')?.getAttribute('class'), texts(container, '.sev-critical > text'), container.querySelector('figcaption')]).toEqual([['4.0\u202f%'], 'g-head tone sev-critical', ['pending', 'firing'], null])
  })
})
