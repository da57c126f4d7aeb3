import { memo, type ReactNode } from 'react'
import { CartesianGrid, LineChart, ReferenceLine, useYAxisScale, XAxis, YAxis } from 'recharts'
import type { Unit } from '@shared/domain/service'
import { axisTexts, type ValueAxis } from './axis'
import { plotOf, type Margin } from './layout'
import type { Limit } from './model'
import type { Plot } from './scene'
import { Moving } from './Moving'

interface FrameProps {
  readonly axis: ValueAxis
  readonly limits: readonly Limit[]
  readonly unit: Unit
  readonly width: number
  readonly height: number
  readonly margin: Margin
}

/** recharts' x axis is the window itself, 0 left and 1 right: time moves with every answer, and a moving axis would make it lay out anew. */
const WINDOW: [number, number] = [0, 1]

/** Where nothing is given recharts looks for places itself, and measures texts in the document for that. */
const NONE: number[] = [0]

/** Heights of the ticks but the base's, which is drawn with the lines. */
const gridOf = ({ ticks, min, max }: ValueAxis, plot: Plot): number[] =>
  ticks.filter((value) => value !== 0).map((value) => plot.y + plot.height * (1 - (value - min) / (max - min)))

const Grid = ({ places }: { readonly places: number[] }): ReactNode =>
  places.length > 0 && <CartesianGrid vertical={false} verticalPoints={NONE} horizontalPoints={places} stroke="var(--g-grid)" zIndex={0} />

/**
 * What stands still, drawn by recharts: container, value axis, grid, limits. It is given no data, since its store, tooltip and keyboard layer
 * would be paid for at every update. Renders again only when the axis, a limit or the size changes.
 */
export const Frame = memo(({ axis, limits, unit, width, height, margin }: FrameProps): ReactNode => (
  <LineChart width={width} height={height} margin={{ ...margin }} accessibilityLayer={false}>
    <Grid places={gridOf(axis, plotOf(margin, width, height))} />
    {limits.map((limit, i) => (
      <ReferenceLine key={i} y={limit.value} className="g-limit-line" strokeDasharray="5 3" stroke={limit.severity ? `var(--g-${limit.severity})` : 'var(--g-border-control)'} ifOverflow="hidden" zIndex={0} />
    ))}
    {/* without a dataKey recharts takes the axis for a categorical one and ignores its domain; no such key exists */}
    <XAxis hide dataKey="window" type="number" domain={WINDOW} allowDataOverflow niceTicks="none" />
    {/* hidden: recharts keeps the scale; its own axis costs far more than the four texts below */}
    <YAxis hide type="number" domain={[axis.min, axis.max]} allowDataOverflow niceTicks="none" />
    <AxisWords axis={axis} unit={unit} x={margin.left - 7} />
    <Moving />
  </LineChart>
), (a, b) => a.axis === b.axis && a.unit === b.unit && a.width === b.width && a.height === b.height && a.margin.left === b.margin.left && a.margin.right === b.margin.right
  && a.margin.top === b.margin.top && sameLimits(a.limits, b.limits))
Frame.displayName = 'Frame'

const sameLimits = (a: readonly Limit[], b: readonly Limit[]): boolean =>
  a === b || (a.length === b.length && a.every((limit, i) => limit.value === b[i]!.value && limit.severity === b[i]!.severity))

const AxisWords = ({ axis, unit, x }: { readonly axis: ValueAxis; readonly unit: Unit; readonly x: number }): ReactNode => {
  const scale = useYAxisScale()
  if (!scale) return null
  const words = axisTexts(axis.ticks, unit)
  return axis.ticks.map((value, i) => <text key={value} className="g-axis g-end" x={x} y={(scale(value) ?? 0) + 4}>{words[i]}</text>)
}
