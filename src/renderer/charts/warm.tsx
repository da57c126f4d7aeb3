import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { Panel, PanelData } from '@shared/domain/series'
import { ClockContext, createClock } from '../ui'
import { createCrosshair } from './crosshair'
import type { Marks } from './model'
import { TimePanel } from './TimePanel'

const STEP_MS = 15_000
const t = Float64Array.from({ length: 240 }, (_, i) => i * STEP_MS)
const WINDOW = { from: 0, to: t.at(-1)! }
const PANEL: Panel = {
  id: 'warm', title: '', caption: '', unit: 'per-second', signal: 'traffic', draw: 'lines', axis: null, source: '', expression: '', limits: [{ value: 1, label: '', severity: 'critical', side: 'above' }]
}
const DATA: PanelData = {
  panel: 'warm', source: '', ...WINDOW, stepMs: STEP_MS, at: WINDOW.to, more: 0, warnings: [],
  lines: [0, 1, 2].map((n) => ({ name: `${n}`, role: n === 0 ? 'own' : '', t, v: t.map((_, i) => (i % 90 < 6 ? NaN : n + Math.sin(i / 9))) }))
}
const MARKS: Marks = { bands: [{ from: WINDOW.to / 2, to: WINDOW.to, severity: 'critical', pending: false }], changes: [{ at: WINDOW.to / 3, label: null }] }

/**
 * Draws one made-up panel, with all that one can carry, where nobody sees it, and takes it away again: the first panel of a window costs three times
 * what the others do, and whoever was woken should not wait for that. Answers how many lines it drew.
 */
export const warmCharts = (): number => {
  const host = document.createElement('div')
  host.inert = true
  host.setAttribute('aria-hidden', 'true')
  Object.assign(host.style, { position: 'fixed', top: '0', left: '0', width: '420px', height: '200px', contain: 'strict', visibility: 'hidden', pointerEvents: 'none' })
  document.body.append(host)
  const root = createRoot(host)
  const clock = createClock({ now: () => WINDOW.to, later: () => () => undefined })
  flushSync(() => {
    root.render(
      <ClockContext value={clock}>
        <TimePanel panel={PANEL} data={DATA} window={WINDOW} marks={MARKS} status={{ kind: 'answered' }} source="" intervalMs={STEP_MS} zone="utc" crosshair={createCrosshair()} width={420} height={200} />
      </ClockContext>
    )
  })
  const drawn = host.querySelectorAll('.g-line').length
  root.unmount()
  host.remove()
  return drawn
}
