/** Pages: what wakes people. */
export const page = {
  'page.over': 'This page is over; there is nothing to take.',
  'page.somebody': 'Somebody at this desk'
} as const
