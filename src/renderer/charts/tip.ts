import { t } from '@shared/text/catalogue'
import type { Row } from './reading'
import type { Plot } from './scene'

export interface TipWords {
  /** The moment, or the span that is being marked. */
  readonly title: string
  readonly rows: readonly Row[]
  /** Where the crosshair stands, pixels. */
  readonly x: number
  readonly plot: Plot
}

const ROW = 17
const FRAME = 34
const ASIDE = 12
const MOST_COLUMNS = 2

/** The words of a tip, made once for as long as the same lines stand in it: on a move only texts change. */
interface Made { readonly key: string; readonly title: HTMLElement; readonly values: readonly HTMLElement[] }
const tips = new WeakMap<HTMLElement, Made>()

const element = (name: string, kind: string, words: string): HTMLElement => {
  const made = document.createElement(name)
  made.className = kind
  made.textContent = words
  return made
}

const make = (tip: HTMLElement, key: string, rows: readonly Row[], left: number, tall: number): Made => {
  const title = element('b', 'g-tip-time', '')
  const list = element('div', 'g-tip-rows', '')
  list.style.gridTemplateRows = `repeat(${Math.min(tall, rows.length + (left > 0 ? 1 : 0))}, ${ROW}px)`
  const values = rows.map((row) => {
    const line = element('span', 'g-tip-row', '')
    const swatch = element('i', row.grain ? `g-tip-${row.look} g-tip-${row.grain}` : `g-tip-${row.look}`, '')
    if (row.ink) swatch.style.setProperty('--ink', `var(--g-${row.ink})`)
    const value = element('span', 'g-tip-value', '')
    line.append(swatch, element('span', 'g-tip-name', row.name), value)
    list.append(line)
    return value
  })
  if (left > 0) list.append(element('span', 'g-tip-more', t('charts.more', { count: left })))
  tip.replaceChildren(title, list)
  const made = { key, title, values }
  tips.set(tip, made)
  return made
}

/** Straight to the document, as the crosshair: every line's value beside it, on the side that has more room. */
export const drawTip = (tip: HTMLElement, { title, rows, x, plot }: TipWords): void => {
  const tall = Math.max(1, Math.floor((plot.height - FRAME) / ROW))
  const fits = tall * MOST_COLUMNS
  const shown = rows.length > fits ? rows.slice(0, fits - 1) : rows
  const key = JSON.stringify([tall, rows.length, shown.map((row) => [row.name, row.ink, row.grain, row.look])])
  const was = tips.get(tip)
  const made = was?.key === key ? was : make(tip, key, shown, rows.length - shown.length, tall)
  made.title.textContent = title
  shown.forEach((row, i) => {
    const value = made.values[i]!
    value.textContent = row.text
    value.className = row.severity ? `g-tip-value tone sev-${row.severity}` : 'g-tip-value'
  })
  tip.style.maxWidth = `${Math.round(plot.width * 0.6)}px`
  tip.style.transform = x > plot.x + plot.width / 2 ? `translate(calc(${Math.round(x - ASIDE)}px - 100%), ${plot.y}px)` : `translate(${Math.round(x + ASIDE)}px, ${plot.y}px)`
}
