/**
 * Asks a wall's page, in its own words, whether it is drawn: every board, what stands in a board's place and the plain page have a `main`. A page that could not even load its code has
 * none, only a button that nobody is there to press.
 */
export const DRAWN = "document.querySelector('main') !== null"
