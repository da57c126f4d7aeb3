/** Words of the charts screens. ICU messages; keys begin with `charts.`. */
export const charts = {
  'charts.title': 'Charts'
} as const
