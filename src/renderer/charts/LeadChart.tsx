import { memo, useMemo, type ReactNode } from 'react'
import type { Panel, PanelData } from '@shared/domain/series'
import type { Zone } from '@shared/text/format'
import type { Crosshair } from './crosshair'
import { modelOf, NO_MARKS, type Marks, type ModelInput } from './model'
import type { Span } from './time'
import { TimePlot } from './TimePlot'

const NOTHING: NonNullable<ModelInput['usual']> = []

export interface LeadChartProps {
  readonly panel: Panel
  readonly data: PanelData
  readonly past?: ModelInput['past']
  readonly usual?: NonNullable<ModelInput['usual']>
  readonly window: Span
  /** The present, where the window reaches beyond it. */
  readonly until?: number
  readonly marks?: Marks
  /** How often the source is asked, ms. */
  readonly intervalMs: number
  readonly zone: Zone
  readonly width: number
  readonly height: number
  readonly crosshair?: Crosshair | null
  /** `page`: for a whole screen. */
  readonly variant?: 'lead' | 'page'
}

/** The one graph beside a sentence: no header, a dot and a big figure at the newest sample. What surrounds it names source and age. */
export const LeadChart = memo(({ panel, data, past = null, usual = NOTHING, window, until = window.to, marks = NO_MARKS, intervalMs, zone, width, height, crosshair = null, variant = 'lead' }: LeadChartProps): ReactNode => {
  const model = useMemo(() => modelOf({ panel, data, past, usual, window, until, marks, intervalMs }), [panel, data, past, usual, window, until, marks, intervalMs])
  return <TimePlot model={model} width={width} height={height} zone={zone} variant={variant} crosshair={crosshair} chip={crosshair !== null} />
})
LeadChart.displayName = 'LeadChart'
