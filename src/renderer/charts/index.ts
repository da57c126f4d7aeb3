/** All that the rest of the window may use of the graphs. */
export { Sparkline, type SparklineProps } from './Sparkline'
export { sparkSummary } from './spark'
export { createCrosshair, type Crosshair } from './crosshair'
export { createTurns, type Turns } from './turns'
