/** All that a view of graphs may use of time. */
export { useGoAt, useTimeView } from './use-time-view'
export type { TimeNeeds, TimeView } from './time-view'
export { TimeBar, type TimeBarProps } from './TimeBar'
export { Toggle } from './Toggle'
export { shiftOf, type Compare } from './compare'
export { pastWords } from './words'
export { zoomTo, type Range } from './range'
