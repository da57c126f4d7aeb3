/** Words of the welcome screens. ICU messages; keys begin with `welcome.`. */
export const welcome = {
  'welcome.title': 'Welcome'
} as const
