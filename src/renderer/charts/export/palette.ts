import type { Severity } from '@shared/domain/severity'
import type { Ink } from '../model'

type Ground = 'surface-app' | 'surface-panel' | 'border' | 'border-strong' | 'border-control' | 'text' | 'text-muted' | 'text-faint' | 'grid' | 'axis' | 'change' | 'unknown-edge' | 'surface-sunken'
type Token = Ground | Ink | Severity | `${Severity}-${'text' | 'wash' | 'fill' | 'on'}`

/** A colour as every reader of SVG knows it, and how much of it. */
export interface Paint { readonly colour: string; readonly opacity: number }
export type Palette = (token: Token) => Paint

const hex = (n: number): string => Math.min(255, Math.max(0, Math.round(n))).toString(16).padStart(2, '0')

/** `#rrggbb`, or `rgb(r g b / a)` in any of its spellings. Null: neither. */
export const readPaint = (text: string): Paint | null => {
  const value = text.trim()
  if (/^#[0-9a-f]{6}$/i.test(value)) return { colour: value.toLowerCase(), opacity: 1 }
  if (/^#[0-9a-f]{3}$/i.test(value)) return { colour: `#${[...value.slice(1).toLowerCase()].map((c) => c + c).join('')}`, opacity: 1 }
  const [, r, g, b, a] = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:\s*[/,]\s*([\d.]+%?))?\s*\)$/.exec(value) ?? []
  if (r === undefined) return null
  const opacity = a === undefined ? 1 : a.endsWith('%') ? Number(a.slice(0, -1)) / 100 : Number(a)
  return { colour: `#${hex(Number(r))}${hex(Number(g))}${hex(Number(b))}`, opacity }
}

/** A theme's colours by the names of its tokens. What cannot be read, as in forced colours, is the ink of the reader, and a ground is none. */
export const paletteOf = (token: (name: string) => string): Palette => {
  const known = new Map<string, Paint>()
  return (name) => {
    const paint = known.get(name) ?? readPaint(token(`--g-${name}`)) ?? { colour: name.endsWith('-wash') || name.startsWith('surface') ? 'none' : 'currentColor', opacity: 1 }
    known.set(name, paint)
    return paint
  }
}

type Painted = Readonly<Record<string, string | number>>
const part = (kind: 'fill' | 'stroke', { colour, opacity }: Paint): Painted => (opacity < 1 ? { [kind]: colour, [`${kind}-opacity`]: opacity } : { [kind]: colour })
export const fill = (paint: Paint): Painted => part('fill', paint)
export const stroke = (paint: Paint): Painted => part('stroke', paint)
