import { duration, figureText, momentIn, type Zone } from '@shared/text/format'
import { t } from '@shared/text/catalogue'
import { isPast } from './dated'
import { beyondLimit, mainSeries, toldLast, type PanelModel } from './model'

/** One sentence for people who cannot see the drawing: the newest value, its limit, since when it is in trouble and when it was, what is missing. */
export const summaryOf = (model: PanelModel, zone: Zone): string => {
  const { window, title, unit, stack, lastAt } = model
  const at = (moment: number): string => momentIn(moment, window, zone)
  if (lastAt === null) return t('charts.summary.empty', { title, from: at(window.from), to: at(window.to) })
  const main = mainSeries(model)
  const last = (main && toldLast(main)) ?? (stack ? newestOf(stack.t, stack.total) : null)
  const value = last ? figureText(last.value, unit) : t('charts.noNumber')
  const parts = [last && isPast(last.at, model) ? t('charts.summary.then', { title, value, time: at(last.at) }) : t('charts.summary.now', { title, value })]
  const over = main?.last && main.limited ? beyondLimit(main.last.value, model.limits) : null
  const limit = over ?? model.limits[0]
  if (limit) parts.push(limit.text)
  const failing = stack && model.layers.findIndex((layer) => layer.ink === 'code-5xx')
  if (stack && failing !== null && failing >= 0) {
    const share = newestOf(stack.t, stack.values[failing]!)
    const told = share && { name: model.layers[failing]!.name, value: figureText(share.value, unit) }
    if (told) parts.push(isPast(share.at, model) ? t('charts.summary.of.then', { ...told, time: at(share.at) }) : t('charts.summary.of', told))
  }
  const band = model.marks.bands.find((b) => !b.pending && b.to >= window.to && b.from < window.to)
  if (band) parts.push(t(band.before ? 'charts.summary.firing.before' : 'charts.summary.firing', { time: at(band.from) }))
  const ended = model.marks.bands.filter((b) => !b.pending && b.to < window.to && b.to > window.from).toSorted((a, b) => a.to - b.to)
  const newest = ended.at(-1)
  if (newest) parts.push(t(newest.before ? 'charts.summary.fired.before' : 'charts.summary.fired', { count: ended.length, from: at(newest.from), to: at(newest.to) }))
  const gap = model.gaps.at(-1)
  if (gap) parts.push(t('charts.summary.gap', { length: duration(gap.to - gap.from), time: at(gap.from) }))
  return `${parts.join(', ')}.`
}

const newestOf = (times: Float64Array, v: Float64Array): { readonly at: number; readonly value: number } | null => {
  for (let i = v.length - 1; i >= 0; i--) if (Number.isFinite(v[i]!)) return { at: times[i]!, value: v[i]! }
  return null
}
