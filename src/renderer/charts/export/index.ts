/** All that the rest of the window may use of graphs that leave it; loaded when something is to leave. */
export { panelCsv } from './csv'
export { datedOf, type Dated } from '../dated'
export { shapeOf } from './shape'
export type { Given } from './given'
export { pageSvg, type PagePicture, type Placed } from './page-svg'
export { paletteOf } from './palette'
export { panelSvg } from './panel-svg'
export { madeText, rangeTexts, type Picture } from './picture'
