import { useMemo, type ReactNode } from 'react'
import type { Tile } from '@shared/grafana/model'
import { t } from '@shared/text/catalogue'
import type { Zone } from '@shared/text/format'
import type { Grid } from '../../charts'
import { Glyph } from '../../ui'
import type { TileData } from './answers'
import { Frame, type FrameProps } from './Frame'
import { gridOf } from './table'
import css from './dashboards.module.css'

export interface TableTileProps extends FrameProps {
  readonly tile: Tile
  /** Null: nothing was answered yet. */
  readonly data: TileData | null
  readonly refs: readonly string[]
  readonly zone: Zone
}

const NOTHING: Grid = { columns: [], rows: [], more: 0 }
/** What leaves is not bound by the room there is. */
const ALL = { rows: Infinity, columns: Infinity, letters: 2_000 } as const

/** Series as rows of a table. */
export const TableTile = ({ tile, data, refs, zone, ...frame }: TableTileProps): ReactNode => {
  const grid = useMemo(() => (data ? gridOf(tile, data, refs, zone) : null), [tile, data, refs, zone])
  const whole = useMemo(() => {
    let made: Grid | null = null
    return (): Grid => (made ??= data ? gridOf(tile, data, refs, zone, ALL) : NOTHING)
  }, [tile, data, refs, zone])
  return (
    <Frame {...frame} says={() => { const { columns, rows, more } = whole(); return { body: { kind: 'grid', columns, rows }, more } }}>
      {grid && grid.rows.length === 0 && <p className={`${css['nothing']} sev-unknown`}><Glyph tone="unknown" size={14} /><span>{t('charts.noData')}</span></p>}
      {grid && grid.rows.length > 0 && (
        <div className={css['table']} role="region" aria-label={t('panel.table', { title: frame.title })} tabIndex={0}>
          <table>
            <thead><tr>{grid.columns.map((column, i) => <th key={i} scope="col" data-right={column.right || undefined}>{column.name}</th>)}</tr></thead>
            <tbody>{grid.rows.map((row, i) => <tr key={i}>{row.map((cell, k) => <td key={k} data-right={grid.columns[k]!.right || undefined} className={cell.tone ? `sev-${cell.tone} tone` : ''}>{cell.tone && <><Glyph tone={cell.tone} size={12} /> </>}{cell.text}</td>)}</tr>)}</tbody>
          </table>
        </div>
      )}
      {grid?.moreColumns !== undefined && <p className="faint small">{t('dashboards.moreColumns', { count: grid.moreColumns })}</p>}
      {grid && grid.more > 0 && <p className="faint small">{t('charts.more', { count: grid.more })}</p>}
    </Frame>
  )
}
