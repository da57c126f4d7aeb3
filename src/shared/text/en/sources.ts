/** Words of the sources screens. ICU messages; keys begin with `sources.`. */
export const sources = {
  'sources.title': 'Sources'
} as const
