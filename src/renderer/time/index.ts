/** All that a view of graphs may use of time. */
export { useGoAlong, useGoAt, useTimeView } from './use-time-view'
export type { TimeView } from './time-view'
export { TimeBar } from './TimeBar'
export { Toggle } from './Toggle'
export { shiftOf } from './compare'
export { timeOf } from './range'
export { pastWords } from './words'
export type { Range } from './range'
