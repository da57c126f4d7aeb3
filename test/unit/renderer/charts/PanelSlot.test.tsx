// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTurns, PanelSlot } from '../../../../src/renderer/charts'

/** Observers that never answer: what is drawn is drawn without them. */
class Deaf { observe = (): void => undefined; disconnect = (): void => undefined }

let tasks: (() => void)[] = []
const drawnAt = (top: number): string | null => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, top, 420, 200))
  const turns = createTurns(10, (run) => tasks.push(run))
  const { container } = render(<PanelSlot turns={turns} minHeight={200}>{({ width, height, near }) => `${width} ${height} ${near}`}</PanelSlot>)
  act(() => { for (const task of tasks) task() })
  return container.textContent
}

beforeEach(() => {
  tasks = []
  vi.stubGlobal('ResizeObserver', Deaf)
  vi.stubGlobal('IntersectionObserver', Deaf)
  vi.stubGlobal('innerHeight', 800)
  vi.stubGlobal('DOMRect', class { constructor(readonly left: number, readonly top: number, readonly width: number, readonly height: number) {} get bottom(): number { return this.top + this.height } })
})
afterEach(() => { cleanup(); vi.restoreAllMocks(); vi.unstubAllGlobals() })

it('takes its turn at once where its place lies in or near the window, and waits elsewhere', () => {
  expect([0, 1_039, 1_041, -439, -441].map(drawnAt)).toEqual(['420 200 true', '420 200 true', '', '420 200 true', ''])
})
