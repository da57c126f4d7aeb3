import { memo, type ReactNode, type RefObject } from 'react'
import { CartesianGrid, Surface } from 'recharts'
import type { Unit } from '@shared/domain/service'
import { axisTexts, type ValueAxis } from './axis'
import type { Limit } from './model'
import { samePlot, type Plot } from './scene'

interface FrameProps {
  readonly axis: ValueAxis
  readonly limits: readonly Limit[]
  readonly unit: Unit
  readonly plot: Plot
  readonly width: number
  readonly height: number
  /** Where what moves is drawn, upon it. */
  readonly moving: RefObject<SVGGElement | null>
}

/** Where nothing is given recharts looks for places itself. */
const NONE: number[] = [0]

/** From the plot's edge to the words of the axis. */
const WORDS_GAP = 7

/**
 * What stands still: grid, limits, words of the value axis. recharts draws the grid from places that are given to it, apart from a chart of its own:
 * a chart's store, axes, layers and listeners cost a panel more than everything else in it. Renders again only when the axis, a limit or the size changes.
 */
export const Frame = memo(({ axis, limits, unit, plot, width, height, moving }: FrameProps): ReactNode => {
  const Y = (value: number): number => plot.y + plot.height * (1 - (value - axis.min) / (axis.max - axis.min))
  // the base is drawn with the lines
  const places = axis.ticks.filter((value) => value !== 0).map(Y)
  const words = axisTexts(axis.ticks, unit)
  return (
    <Surface width={width} height={height}>
      {places.length > 0 && <CartesianGrid {...plot} vertical={false} verticalPoints={NONE} horizontalPoints={places} stroke="var(--g-grid)" zIndex={0} />}
      {limits.map(({ value, severity }, i) => value >= axis.min && value <= axis.max && (
        <line key={i} className="g-limit-line" x1={plot.x} x2={plot.x + plot.width} y1={Y(value)} y2={Y(value)} stroke={severity ? `var(--g-${severity})` : 'var(--g-border-control)'} />
      ))}
      {axis.ticks.map((value, i) => <text key={value} className="g-axis g-end" x={plot.x - WORDS_GAP} y={Y(value) + 4}>{words[i]}</text>)}
      <g ref={moving} />
    </Surface>
  )
}, (a, b) => a.axis === b.axis && a.unit === b.unit && a.width === b.width && a.height === b.height && a.moving === b.moving && samePlot(a.plot, b.plot) && sameLimits(a.limits, b.limits))
Frame.displayName = 'Frame'

const sameLimits = (a: readonly Limit[], b: readonly Limit[]): boolean =>
  a === b || (a.length === b.length && a.every((limit, i) => limit.value === b[i]!.value && limit.severity === b[i]!.severity))
