/** Words of the overview screens. ICU messages; keys begin with `overview.`. */
export const overview = {
  'overview.title': 'Overview'
} as const
