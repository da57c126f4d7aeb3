/** Words of the shell screens. ICU messages; keys begin with `shell.`. */
export const shell = {
  'shell.title': 'Shell'
} as const
