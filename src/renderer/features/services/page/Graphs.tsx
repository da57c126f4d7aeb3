import { useState, type ReactNode } from 'react'
import type { Panel as PanelOf } from '@shared/domain/series'
import type { Service } from '@shared/domain/service'
import type { SourceStatus } from '@shared/domain/source'
import type { Table } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { failureText } from '@shared/text/failure'
import type { Bridge } from '@shared/contract/bridge'
import { createTurns, NO_MARKS, PanelSlot, titleOf, type Marks } from '../../../charts'
import type { PanelList } from '../../../state/panels'
import { sourceName } from '../../../state/select/sources'
import type { TimeView } from '../../../time'
import { Asking, Button, EmptyProof, ErrorBoundary, Panel } from '../../../ui'
import { overlayOf, type Overlay } from './overlay'
import { RemoveDialog } from './RemoveDialog'
import { ServicePanel } from './ServicePanel'
import css from './page.module.css'

export interface GraphsProps {
  readonly bridge: Pick<Bridge, 'series' | 'removePanel'>
  readonly service: Service
  readonly list: PanelList
  /** Names of the service's sources. */
  readonly names: string
  readonly sources: Table<SourceStatus>
  readonly time: TimeView
  /** What is laid beside every graph; null: nothing. */
  readonly overlay: Overlay | null
  readonly marks: ReadonlyMap<string, Marks>
}

const MIN_HEIGHT = 248
/** So many stand better two by two than with a hole beside them. */
const EVEN: readonly number[] = [1, 2, 4]

/** All graphs that exist for a service, or why there are none. */
export const Graphs = ({ bridge, service, list: { panels, failure, partial, again }, names, sources, time, overlay, marks }: GraphsProps): ReactNode => {
  const [turns] = useState(() => createTurns())
  const [leaving, setLeaving] = useState<PanelOf | null>(null)
  if (panels === null || panels.length === 0) {
    return <Panel className={css['state']}>{failure
      ? <EmptyProof sure={false} title={t('service.graphs.failed')} lines={[failureText(failure, partial[0]?.source ?? (names || t('common.unknown')))]} action={<Button onClick={again}>{t('service.graphs.again')}</Button>} />
      : panels === null
        ? <div className={css['none']}><Asking words={t('service.graphs.asking')} /></div>
        : <EmptyProof sure={false} title={t('service.graphs.none')} lines={[names ? t('service.graphs.none.body', { sources: names }) : t('service.graphs.none.nobody')]} action={<Button onClick={again}>{t('service.graphs.again')}</Button>} />}
    </Panel>
  }
  return (
    <section className={css['graphs']} data-even={EVEN.includes(panels.length) || undefined} aria-label={t('service.graphs')}>
      {panels.map((panel, i) => (
        <ErrorBoundary key={panel.id} what={t('service.panel', { title: titleOf(panel) })}>
          <PanelSlot turns={turns} minHeight={MIN_HEIGHT}>
            {({ width, height, near }) => (
              <ServicePanel
                bridge={bridge} service={service.key} panel={panel} time={time} beside={overlay && overlayOf(overlay, panel)} marks={marks.get(panel.id) ?? NO_MARKS}
                source={sourceName({ sources }, panel.source)} chip={i === 0} width={width} height={height} near={near} onRemove={setLeaving}
              />
            )}
          </PanelSlot>
        </ErrorBoundary>
      ))}
      {leaving && <RemoveDialog bridge={bridge} service={service} panel={leaving} onGone={() => { setLeaving(null); again() }} onClose={() => setLeaving(null)} />}
    </section>
  )
}
