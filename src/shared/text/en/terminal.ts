/** Words of the terminal face. Keys begin with `terminal.`. */
export const terminal = {
  'terminal.title': 'Garda'
} as const
