import { clean } from '@shared/text/clean'
import { t } from '@shared/text/catalogue'
import type { Zone } from '@shared/text/format'
import type { PanelModel } from './model'
import { readAt } from './reading'
import type { Scene } from './scene'
import { pointText } from './time'

/** The parts of one panel that follow the crosshair. `ticks` only where the time chip stands under it. */
export interface CursorParts {
  readonly model: PanelModel
  readonly scene: Scene
  readonly zone: Zone
  readonly cursor: SVGGElement | null
  readonly slider: HTMLElement | null
  readonly readout: HTMLElement | null
  readonly ticks: SVGGElement | null
}

/** Half the width of the chip and of a tick beside it. */
const TICK_HALF = 17
export const chipWidth = (text: string): number => Math.round(10 + 6.5 * text.length)

/** Straight to the document: this runs for every panel of a view on every frame of a pointer move, and must render nothing. */
export const drawCursor = (at: number | null, { model, scene, zone, cursor, slider, readout, ticks }: CursorParts): void => {
  if (!cursor) return
  const shown = at !== null && at >= model.window.from && at <= model.window.to
  cursor.classList.toggle('on', shown)
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
  const circles = cursor.getElementsByTagName('circle')
  dots.forEach((dot, i) => {
    const circle = circles[i]
    if (!circle) return
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
    slider.setAttribute('aria-valuetext', clean(t('charts.crosshair', { time, value: text })))
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
