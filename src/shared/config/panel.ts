import type { Labels } from '../domain/labels'
import { labelOf } from '../domain/labels'
import type { LayerWords } from '../domain/layers'
import type { Panel } from '../domain/series'
import { clean } from '../text/clean'
import { isMessageKey, t } from '../text/catalogue'
import { limitText } from '../text/limit'
import type { PackPanel } from './packs'

/** A pack's own words, a key of the catalogue, or what the catalogue says where it says nothing. */
export const packWords = (given: string | undefined, usual = ''): string => {
  const key = given ?? usual
  return isMessageKey(key) ? t(key) : clean(given ?? '', { max: 160 })
}

/** A panel as it is shown. `source`: the id of the one that answers for it; `expression`: its queries made whole. */
export const shownPanel = ({ id, title, caption, unit, signal, draw, axis, limits, worst }: PackPanel, source: string, expression: string): Panel => ({
  id, title: packWords(title, `panel.${id}`), caption: packWords(caption, `panel.${id}.caption`), unit, signal, draw, axis: axis ?? null,
  limits: limits.map(({ value, severity, side }) => ({ value, label: t('panel.limit', { value: limitText(value, unit) }), severity: severity ?? null, side, inclusive: true })),
  ...(worst === undefined ? {} : { worst }), source, expression
})

/** A line's name out of its template: `{{code}} of {{pod}}`. */
export const legendText = (template: string, labels: Labels): string =>
  template.replace(/\{\{\s*([a-zA-Z_]\w*)\s*\}\}/g, (_, name: string) => labelOf(labels, name) ?? '').replace(/\s+/g, ' ').trim()

/** How layers are named that stand for several. */
export const LAYER_WORDS: LayerWords = { rest: (count) => t('panel.line.rest', { count }), errors: (count) => t('panel.line.errors', { count }) }
