/** What is said of answers to free questions. */
export const query = {
  'query.unknownSource': 'there is no source of this name any more',
  'query.unable': 'this source cannot be asked freely',
  'query.cut': 'Only {shown, number} of {total, number} series are shown.',
  'query.cut.highest': 'Of {total, number} series only the {shown, number} highest are shown; a line breaks off where others are higher.',
  'query.demo': 'the demo answers selectors of gauges, rate and increase of counters, aggregations, quantiles and arithmetic, but not {what}',
  'query.demo.unread': 'it cannot be read from character {at} on',
  'query.noLabel': 'no label is named'
} as const
