import { useState, type ReactNode } from 'react'
import type { Zone } from '@shared/text/format'
import { t } from '@shared/text/catalogue'
import { createTurns, PanelSlot, TimePanel, type Crosshair, type PanelStatus } from '../../charts'
import { ErrorBoundary } from '../../ui'
import css from './explore.module.css'
import type { Graph } from './graph'

const ANSWERED: PanelStatus = { kind: 'answered' }

/** One graph for all queries of a unit. */
export const Graphs = ({ graphs, source, zone, crosshair }: { readonly graphs: readonly Graph[]; readonly source: string; readonly zone: Zone; readonly crosshair: Crosshair }): ReactNode => {
  const [turns] = useState(() => createTurns())
  return (
    <div className={css['graphs']}>
      {graphs.map(({ panel, data, letters }, i) => (
        <ErrorBoundary key={letters.join('')} what={t('explore.graph.of', { letters: letters.join(', ') })}>
          <PanelSlot turns={turns} minHeight={graphs.length === 1 ? 320 : 240}>
            {({ width, height }) => (
              <TimePanel
                panel={panel} data={data} window={data} status={ANSWERED} source={source} intervalMs={data.stepMs} zone={zone} crosshair={crosshair} chip={i === 0} width={width} height={height}
              />
            )}
          </PanelSlot>
        </ErrorBoundary>
      ))}
    </div>
  )
}
