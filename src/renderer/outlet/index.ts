/** All that a view needs so that what it shows can leave. */
export type { About } from './about'
export { markdownOf, type Block, type Link } from './document'
export { GraphOutKeys, Out, PageOut } from './Out'
