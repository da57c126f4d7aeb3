import { memo, useId, type ReactNode } from 'react'
import type { Signal, SignalReading } from '@shared/domain/service'
import { sparkOf } from './spark'
import './charts.css'

export interface SparklineProps {
  readonly reading: SignalReading
  readonly signal: Signal
  /** The time axis that all sparklines of a table share, ms. */
  readonly from: number
  readonly to: number
  readonly width?: number
  readonly height?: number
  /** Times of changes, ms. */
  readonly changes?: readonly number[]
  /** Since when the reading is no longer fresh, ms; null: it is. */
  readonly lapsedAt?: number | null
}

const NONE: readonly number[] = []

/**
 * A reading's last hour without axes. Hidden from screen readers: the number beside it says what counts.
 * Ink; beyond its limit the same line in the limit's severity; hatched from the last sample on when it is no longer fresh.
 */
export const Sparkline = memo(({ reading, signal, from, to, width = 87, height = 28, changes = NONE, lapsedAt = null }: SparklineProps): ReactNode => {
  const id = useId()
  const { d, limit, hatch, edge, changes: xs } = sparkOf({ reading, signal, from, to, width, height, changes, lapsedAt })
  return (
    <svg className="g-spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {hatch && <path className="g-hatch" d={hatch} />}
      {edge && <path className="g-hatch-edge" d={edge} />}
      {xs.map((x) => <path key={x} className="g-change" d={`M${x} 0V${height}`} />)}
      <path className={limit ? 'g-line main' : 'g-line quiet'} d={d} stroke={limit ? 'var(--g-series-1)' : 'var(--g-series-2)'} />
      {limit && (
        <g className={`sev-${limit.severity}`}>
          <path className="g-limit" d={`M0 ${limit.y}H${width}`} />
          <clipPath id={id}><rect x={-2} y={limit.clip.y} width={width + 4} height={limit.clip.height} /></clipPath>
          <path className="g-line hot" clipPath={`url(#${id})`} d={d} />
        </g>
      )}
    </svg>
  )
})
Sparkline.displayName = 'Sparkline'
