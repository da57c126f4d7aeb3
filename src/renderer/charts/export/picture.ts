import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { clock, clockSeconds, day, moment, stamp, zoneName, type Zone } from '@shared/text/format'
import { datedOf, type Dated } from '../dated'
import type { Plot } from '../scene'
import type { Span } from '../time'
import { drawNothing, drawPanel, fitting, FONT, textAt, unitWords, wide } from './drawing'
import type { Given } from './given'
import { legendOf } from './legend'
import { el, words, type Markup } from './markup'
import { fill, stroke, type Palette } from './palette'

/** A picture as a file and its size, pixels. */
export interface Picture { readonly svg: string; readonly width: number; readonly height: number }

/** What a picture says besides its graphs. */
export interface Around {
  /** What it is of: a service, a board; '' where the panel says it all. */
  readonly title: string
  /** Where that is: an environment. */
  readonly note: string
  /** When it was made, ms. */
  readonly madeAt: number
}

const PAD = 16
const HEAD = 34
const CAPTION = 16

/** `Thu 13 Nov 2025 01:47:00 to 02:47:00 CET`; seconds where they matter. */
export const rangeText = ({ from, to }: Span, zone: Zone): string => {
  const time = (at: number): string => (from % 60_000 === 0 && to % 60_000 === 0 ? clock(at, zone) : clockSeconds(at, zone))
  const first = `${stamp(from, zone).slice(0, -8)}${time(from)}`
  const last = day(from, zone) === day(to, zone) ? time(to) : `${stamp(to, zone).slice(0, -8)}${time(to)}`
  return t('out.range', { from: first, to: last, zone: zoneName(to, zone) })
}
/** Both clocks, once where they are the same. */
export const rangeTexts = (window: Span, zone: Zone): readonly string[] => [...new Set([rangeText(window, zone), rangeText(window, 'utc')])]

export const madeText = (at: number, zone: Zone): string => {
  const values = { time: stamp(at, zone), zone: zoneName(at, zone) }
  return values.zone === zoneName(at, 'utc') ? t('out.made', values) : t('out.made.utc', { ...values, utc: clockSeconds(at, 'utc') })
}

/** Where the numbers come from and of when they are. `data` null: there was no answer. */
export const sourceText = ({ data, source, staleAfterMs, zone }: Pick<Given, 'source' | 'staleAfterMs' | 'zone'> & { readonly data: Dated & { readonly warnings: readonly string[] } | null }, now: number): string => {
  const name = clean(source, { max: 60 })
  if (!data) return t('out.source.none', { source: name })
  const told = data.at === null ? t('out.source.noSamples', { source: name }) : t(data.newest ? 'out.source.newest' : now - data.at > staleAfterMs ? 'out.source.stale' : 'out.source', {
    source: name, time: moment(data.at, now, zone, 'second')
  })
  return data.warnings.length > 0 ? `${told}; ${t('out.partial', { detail: clean(data.warnings.join('; '), { max: 200 }) })}` : told
}

export const nothingText = ({ status, source }: Pick<Given, 'status' | 'source'>): string => (status.kind === 'failed' ? t('out.failed.panel', { reason: status.reason }) : t('out.waiting.panel', { source: clean(source, { max: 60 }) }))

export interface Card { readonly height: number; readonly at: (x: number, y: number, id: string, height?: number) => readonly Markup[] }

/** One panel with its frame: head, graph and legend. */
export const cardOf = (given: Given, width: number, plotHeight: number, palette: Palette, now: number): Card => {
  const { model, zone, data } = given
  const inner = width - 2 * PAD
  const head = headOf(given, inner, palette, now)
  const legend = data ? legendOf(model, zone, palette, inner) : { height: 0, at: () => [] }
  const own = head.height + plotHeight + legend.height + PAD
  return {
    height: own,
    at: (x, y, id, height = own) => {
      const box: Plot = { x: x + PAD - 6, y: y + head.height, width: inner + 12, height: plotHeight + (height - own) }
      return [
        groundOf(x, y, width, height, palette),
        ...head.at(x + PAD, y + 22),
        ...(data ? drawPanel(model, box, zone, palette, id).markup : drawNothing(box, palette, [nothingText(given)])),
        ...(data && given.status.kind === 'failed' ? [textAt(palette, x + PAD, y + head.height + 4, nothingText(given), fill(palette('unknown-text')))] : []),
        ...legend.at(x + PAD, y + height - PAD - legend.height + 6)
      ]
    }
  }
}

/** The card that a panel lies on. */
export const groundOf = (x: number, y: number, width: number, height: number, palette: Palette): Markup =>
  el('rect', { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, rx: 8, ...fill(palette('surface-panel')), ...stroke(palette('border')) })

/** The title and where it is from; the caption beside the title where it fits, else below. */
const headOf = (given: Given, room: number, palette: Palette, now: number): { readonly height: number; readonly at: (x: number, y: number) => readonly Markup[] } => {
  const { model, data } = given
  const source = fitting(sourceText({ ...given, data: data && { ...datedOf(model, data.at), warnings: data.warnings } }, now), room * 0.5, 11)
  const title = fitting(model.title, room - wide(source) - 12, 13)
  const caption = [model.caption, unitWords(model)].filter(Boolean).join(', ')
  const left = wide(title, 13) + 10
  const beside = left + wide(caption) + 12 + wide(source) <= room
  return {
    height: HEAD + (caption === '' || beside ? 0 : CAPTION),
    at: (x, y) => [
      textAt(palette, x, y, title, { 'font-size': 13, 'font-weight': 600, ...fill(palette('text')) }),
      ...(caption === '' ? [] : [textAt(palette, beside ? x + left : x, beside ? y : y + CAPTION, fitting(caption, room, 11), fill(palette('text-faint')))]),
      textAt(palette, x + room, y, source, { 'text-anchor': 'end', ...fill(palette('text-faint')) })
    ]
  }
}

/** The whole file: the ground, a head, what stands below it, and one sentence for those who cannot see it. */
export const fileOf = (width: number, height: number, title: string, palette: Palette, inside: readonly Markup[]): Picture => ({
  width, height,
  svg: `<?xml version="1.0" encoding="UTF-8"?>\n${el('svg', {
    xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': FONT, role: 'img'
  }, el('title', {}, words(title)), el('rect', { width, height, ...fill(palette('surface-app')) }), ...inside).svg}\n`
})
