/** Words of the settings screens. ICU messages; keys begin with `settings.`. */
export const settings = {
  'settings.title': 'Settings'
} as const
