import { useMemo, useState, type CSSProperties, type ReactNode } from 'react'
import type { SourceStatus } from '@shared/domain/source'
import { interpolateText, type Chosen } from '@shared/grafana/interpolate'
import type { ShownSection } from '@shared/grafana/repeat'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { createTurns, PanelSlot } from '../../charts'
import type { TimeView } from '../../time'
import { ErrorBoundary, Icon, useSize } from '../../ui'
import { fitted } from './layout'
import { TileView } from './TileView'
import css from './dashboards.module.css'

const NOTHING = new Map<string, string>()

/** A row of a board with its panels; folded, it asks and draws nothing. */
export const BoardSection = ({ shown: { section, own, shown, more }, variables, source, time }: {
  readonly shown: ShownSection; readonly variables: ReadonlyMap<string, Chosen>; readonly source: SourceStatus; readonly time: TimeView
}): ReactNode => {
  const [open, setOpen] = useState(!section.collapsed)
  const title = useMemo(() => clean(interpolateText(section.title, { variables: new Map([...variables, ...own]), own: NOTHING }).text, { max: 160 }), [section, own, variables])
  const headed = section.id !== 'top' && (title !== '' || section.collapsed)
  return (
    <section aria-label={headed ? title : t('dashboards.title')}>
      {headed && (
        <h2 className={css['sectionHead']}><button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'chevronDown' : 'chevron'} size={13} /><span>{title || t('common.none')}</span><span className="faint">{t('dashboards.panels', { panels: shown.length + more })}</span>
        </button></h2>
      )}
      {(open || !headed) && <Tiles shown={shown} variables={variables} source={source} time={time} />}
      {(open || !headed) && more > 0 && <p className="faint small">{t('dashboards.copies', { count: more })}</p>}
    </section>
  )
}

/** Pixels of one row of the grid and of what is between two. */
const ROW = 30
const GAP = 8

const Tiles = ({ shown, variables, source, time }: Pick<Parameters<typeof BoardSection>[0], 'variables' | 'source' | 'time'> & { readonly shown: ShownSection['shown'] }): ReactNode => {
  const [turns] = useState(() => createTurns())
  const [ref, size] = useSize()
  const cells = useMemo(() => (size ? fitted(shown, size.width) : null), [shown, size])
  return (
    <div className={css['grid']} ref={ref}>
      {cells && shown.map((one, i) => {
        const { x, y, w, h } = cells[i]!
        const style: CSSProperties = { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}`, display: 'grid' }
        return (
          <div key={one.key} style={style}>
            <ErrorBoundary what={clean(one.tile.title, { max: 120 })}>
              <PanelSlot turns={turns} minHeight={h * ROW + (h - 1) * GAP}>
                {({ width, height, near }) => <TileView shown={one} variables={variables} source={source} time={time} width={width} height={height} near={near} />}
              </PanelSlot>
            </ErrorBoundary>
          </div>
        )
      })}
    </div>
  )
}
