/** What may stand before a bracket in PromQL where each point depends on nothing but its own moment. */
const POINTWISE = new Set((
  'sum min max avg group stddev stdvar count count_values bottomk topk quantile by without on ignoring group_left group_right and or unless bool offset ' +
  'abs absent absent_over_time acos acosh asin asinh atan atanh atan2 avg_over_time ceil changes clamp clamp_max clamp_min cos cosh count_over_time day_of_month day_of_week day_of_year ' +
  'days_in_month deg delta deriv exp floor histogram_avg histogram_count histogram_fraction histogram_quantile histogram_stddev histogram_stdvar histogram_sum holt_winters ' +
  'double_exponential_smoothing hour idelta increase irate label_join label_replace last_over_time ln log10 log2 mad_over_time max_over_time min_over_time minute month pi predict_linear ' +
  'present_over_time quantile_over_time rad rate resets round scalar sgn sin sinh sort sort_by_label sort_by_label_desc sort_desc sqrt stddev_over_time stdvar_over_time sum_over_time tan tanh ' +
  'time timestamp vector year'
).split(' '))

const TEXTS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|#[^\n]*/g

/**
 * Whether an answer for a longer time is one for a shorter time and more: no function that looks at the whole range (`@ end()`, MetricsQL's
 * `range_…`), none that is not known, and no look into the future (`offset -1h`, `@` a moment).
 */
export const isPointwise = (query: string): boolean => {
  const text = query.replace(TEXTS, ' ')
  if (/@|offset\s*\(?\s*-/i.test(text)) return false
  return [...text.matchAll(/([a-zA-Z_:][\w:]*)\s*\(/g)].every(([, name]) => POINTWISE.has(name!.toLowerCase()))
}
