import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import { duration, type Zone } from '@shared/text/format'
import type { PanelModel } from './model'
import { readAt, rowsAt } from './reading'
import type { Plot, Scene } from './scene'
import { pointText, type Span } from './time'
import { drawTip } from './tip'

/** The parts of one panel that follow the crosshair. `ticks` only where the time chip stands under it. */
export interface CursorParts {
  readonly model: PanelModel
  readonly scene: Scene
  readonly plot: Plot
  readonly zone: Zone
  /** The span that is being marked. */
  readonly marked: Span | null
  /** Whether this is the panel that is pointed at. */
  readonly pointed: boolean
  /** As `Over` draws it. */
  readonly over: SVGSVGElement | null
  readonly slider: HTMLElement | null
  readonly readout: HTMLElement | null
  readonly ticks: SVGGElement | null
  readonly tip: HTMLElement | null
}

/** Half the width of the chip and of a tick beside it. */
const TICK_HALF = 17
export const chipWidth = (text: string): number => Math.round(10 + 6.5 * text.length)

/** Straight to the document: this runs for every panel of a view on every frame of a pointer move, and must render nothing. */
export const drawCursor = (at: number | null, { model, scene, plot, zone, marked, pointed, over, slider, readout, ticks, tip }: CursorParts): void => {
  const cursor = over?.querySelector<SVGGElement>('.g-cursor')
  if (!over || !cursor) return
  const mark = over.querySelector<SVGRectElement>('.g-marked')
  if (mark) drawMark(mark, marked, scene, plot)
  const shown = at !== null && at >= model.window.from && at <= model.window.to
  cursor.classList.toggle('on', shown)
  tip?.classList.toggle('on', shown && pointed)
  if (!shown) {
    if (readout) readout.textContent = ''
    if (ticks) for (const tick of ticks.children) tick.classList.remove('under')
    return
  }
  const x = at * scene.scale.kx + scene.scale.bx
  const { dots, text } = readAt(model, scene.scale, at)
  const time = pointText(at, model.window, zone)
  // on the middle of a pixel, or the line is two pixels wide
  cursor.style.transform = `translateX(${Math.floor(x) + 0.5}px)`
  const circles = circlesOf(cursor, model)
  dots.forEach((dot, i) => {
    const circle = circles[i]!
    circle.setAttribute('class', dot.y === null ? 'gone' : dot.severity ? `hot sev-${dot.severity}` : '')
    if (dot.y !== null) circle.setAttribute('cy', String(dot.y))
  })
  if (readout) {
    readout.dataset['at'] = time
    readout.textContent = text
  }
  // only the one that a person stands on is read aloud
  if (slider && slider.ownerDocument.activeElement === slider) {
    slider.setAttribute('aria-valuenow', String(Math.round(at)))
    const rows = rowsAt(model, at)
    slider.setAttribute('aria-valuetext', clean(t('charts.crosshair', { time, value: rows.length > 1 ? rows.map((row) => `${row.name} ${row.text}`).join(', ') : text })))
  }
  if (tip && pointed) {
    const title = marked ? t('charts.span', { from: pointText(marked.from, model.window, zone), to: pointText(marked.to, model.window, zone), length: duration(marked.to - marked.from) }) : time
    drawTip(tip, { title, rows: rowsAt(model, at), x, plot })
  }
  if (!ticks) return
  const half = chipWidth(time) / 2
  scene.ticks.forEach((tick, i) => ticks.children[i]?.classList.toggle('under', Math.abs(tick.x - x) < half + TICK_HALF))
  const chip = cursor.querySelector('.g-chip')
  chip?.setAttribute('x', String(-half))
  chip?.setAttribute('width', String(2 * half))
  const words = cursor.querySelector('.g-chip-text')
  if (words) words.textContent = time
}

/** A dot for each line, made when a crosshair first comes: most panels that are drawn are never pointed at. */
const circlesOf = (cursor: SVGGElement, model: PanelModel): readonly Element[] => {
  const host = cursor.querySelector<SVGGElement>('.g-dots')!
  const inks = model.series.filter((s) => s.draw !== 'past').map((s) => s.ink)
  const key = inks.join(' ')
  if (host.dataset['inks'] !== key) {
    host.dataset['inks'] = key
    host.replaceChildren(...inks.map((ink) => {
      const circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
      circle.setAttribute('r', '3')
      circle.setAttribute('fill', `var(--g-${ink})`)
      return circle
    }))
  }
  return [...host.children]
}

const drawMark = (mark: SVGRectElement, marked: Span | null, { scale }: Scene, plot: Plot): void => {
  mark.classList.toggle('on', marked !== null)
  if (!marked) return
  const place = (at: number): number => Math.min(plot.x + plot.width, Math.max(plot.x, at * scale.kx + scale.bx))
  const x = place(marked.from)
  mark.setAttribute('x', String(x))
  mark.setAttribute('width', String(Math.max(1, place(marked.to) - x)))
}
