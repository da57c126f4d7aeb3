import { memo, type ReactNode, type RefObject } from 'react'
import { chipWidth } from './cursor'
import { samePlot, type Plot } from './scene'

interface OverProps { readonly over: RefObject<SVGSVGElement | null>; readonly plot: Plot; readonly width: number; readonly height: number; readonly chip: boolean }

/**
 * What follows the crosshair, on a layer of its own: a pointer move paints these few marks again and none of the lines below them.
 * `drawCursor` moves it, and makes its dots when they are first wanted.
 */
export const Over = memo(({ over, plot: { y, height: tall }, width, height, chip }: OverProps): ReactNode => (
  <svg ref={over} className="g-over" width={width} height={height} aria-hidden="true">
    <rect className="g-marked" y={y} height={tall} />
    <g className="g-cursor">
      <path className="g-cross" d={`M0 ${y}v${tall}`} />
      <g className="g-dots" />
      {chip && <><rect className="g-chip" x={-chipWidth('00:00') / 2} y={y + tall + 5} width={chipWidth('00:00')} height={17} rx={3} /><text className="g-chip-text" y={y + tall + 17.5} /></>}
    </g>
  </svg>
), (a, b) => a.over === b.over && samePlot(a.plot, b.plot) && a.width === b.width && a.height === b.height && a.chip === b.chip)
Over.displayName = 'Over'
