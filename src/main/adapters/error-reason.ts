/** What to call an error in a sentence for people: its code (`ENOENT`) where it has one, else its message. */
export const reasonOf = (error: unknown): string =>
  !(error instanceof Error) ? String(error) : 'code' in error && typeof error.code === 'string' ? error.code : error.message
