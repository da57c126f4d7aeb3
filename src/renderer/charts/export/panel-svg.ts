import { t } from '@shared/text/catalogue'
import type { Sheet } from '../sheet'
import { summaryOf } from '../summary'
import type { Span } from '../time'
import { textAt } from './drawing'
import type { Given } from './given'
import type { Palette } from './palette'
import { fill } from './palette'
import { cardOf, fileOf, madeText, rangeTexts, type Around, type Card, type Picture } from './picture'
import { sheetCard, sheetSummary } from './sheet'

const EDGE = 16
const LINE = 17
const LEAST = { width: 640, plot: 240 } as const
const MOST = { width: 1_600, plot: 900 } as const
/** What a number needs is less; it may not stand there lost. */
const LEAST_SHEET = { width: 520, card: 110 } as const
/** Of a panel on the screen, what is not its graph. */
const AROUND = 44

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(value)))

/** One panel as a picture of its own: what it is of, the graph with its source and legend, the time shown and when it was made. */
export const panelSvg = (given: Given | Sheet, around: Around, palette: Palette): Picture => {
  if (given.kind === 'sheet') {
    const width = between(given.width, LEAST_SHEET.width, MOST.width)
    const card = sheetCard(given, width - 2 * EDGE, { least: between(given.height, LEAST_SHEET.card, MOST.plot), most: MOST.plot }, palette, around.madeAt)
    return framed(card, width, given, given.window, sheetSummary(given), around, palette)
  }
  const width = between(given.width, LEAST.width, MOST.width)
  const card = cardOf(given, width - 2 * EDGE, between(given.height - AROUND, LEAST.plot, MOST.plot), palette, around.madeAt)
  return framed(card, width, given, given.model.window, summaryOf(given.model, given.zone), around, palette)
}

const framed = (card: Card, width: number, { zone }: Pick<Given, 'zone'>, window: Span, summary: string, { title, note, madeAt }: Around, palette: Palette): Picture => {
  const heading = [title, note].filter(Boolean).join(', ')
  const top = EDGE + (heading === '' ? 0 : 22)
  const foot = [...rangeTexts(window, zone), madeText(madeAt, zone)]
  const height = top + card.height + 8 + foot.length * LINE + EDGE - 4
  return fileOf(width, height, summary, palette, [
    ...(heading === '' ? [] : [textAt(palette, EDGE, EDGE + 10, t('out.page.title', { title, note }).replace(/, $/, ''), { 'font-size': 13, 'font-weight': 600, ...fill(palette('text')) })]),
    ...card.at(EDGE, top, 'p'),
    ...foot.map((line, i) => textAt(palette, EDGE, top + card.height + 8 + (i + 0.75) * LINE, line, fill(palette('text-muted'))))
  ])
}
