import type { Severity } from '@shared/domain/severity'
import { el, type Markup } from './markup'
import { fill, stroke, type Palette } from './palette'

export const GLYPH = 12

/** A severity as the shape and letter that it has on the screen, `GLYPH` pixels large; never the colour alone. */
export const glyphAt = (tone: Exclude<Severity, 'info'>, x: number, y: number, palette: Palette, size = GLYPH): Markup => {
  const letter = { fill: 'none', ...stroke(palette(`${tone}-on`)), 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }
  const shape = (): readonly Markup[] => {
    switch (tone) {
      case 'critical': return [el('path', { d: 'M6.3.8h7.4l5.5 5.5v7.4l-5.5 5.5H6.3L.8 13.7V6.3z', ...fill(palette('critical-fill')) }), el('path', { d: 'M13.1 8.1A3.5 3.5 0 1 0 13.1 11.9', ...letter, 'stroke-width': 2.3 })]
      case 'warning': return [el('path', { d: 'M10 1.7 19 17.9H1z', ...fill(palette('warning-fill')), ...stroke(palette('warning')), 'stroke-width': 1.6, 'stroke-linejoin': 'round' }), el('path', { d: 'M5.9 10.2 7.6 15.3 10 10.9 12.4 15.3 14.1 10.2', ...letter, 'stroke-width': 1.7 })]
      case 'unknown': return [
        el('path', { d: 'M1.5 1.5h17v17h-17z', fill: 'none', ...stroke(palette('unknown')), 'stroke-width': 1.7, 'stroke-dasharray': '3.4 2.26' }),
        el('path', { d: 'M7 7.7a3 3 0 1 1 4.6 2.55C10.5 10.95 10 11.5 10 12.7', fill: 'none', ...stroke(palette('unknown')), 'stroke-width': 1.9 }), el('circle', { cx: 10, cy: 15.2, r: 1.25, ...fill(palette('unknown')) })
      ]
    }
  }
  return el('g', { transform: `translate(${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}) scale(${size / 20})` }, ...shape())
}
