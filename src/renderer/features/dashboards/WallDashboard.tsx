import { useMemo, type CSSProperties, type ReactNode } from 'react'
import type { Board } from '@shared/grafana/model'
import { expand } from '@shared/grafana/repeat'
import type { AppState } from '@shared/state/app-state'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import { useBridge, useGarda } from '../../state/garda'
import { useTimeView } from '../../time'
import { Mending } from '../../ui'
import { fitBoard } from './fit'
import { rangeFor } from './range-for'
import { canAsk } from './sources'
import { TileView } from './TileView'
import { useBoard } from './use-board'
import { useVariables } from './variables'
import css from './dashboards.module.css'

const select = { sources: (s: AppState) => s.sources }
const DEFAULT_INTERVAL_MS = 15_000

interface WallDashboardProps { readonly id: string; /** Pixels. */ readonly width: number; readonly height: number; /** How much larger than in a window. */ readonly scale: number }

/** A dashboard for eyes alone: all of it at once, with the variables it begins with, and nothing to press. */
export const WallDashboard = ({ id, ...place }: WallDashboardProps): ReactNode => {
  const loaded = useBoard(id)
  switch (loaded.kind) {
    case 'asking': return <div data-asking />
    case 'failed': return <p className={css['onWall']} style={{ fontSize: 20 * place.scale }}>{clean(loaded.reason, { max: 300 })}</p>
    case 'read': return <Drawn board={loaded.board} lookbackMs={loaded.brief.lookbackMs} {...place} />
  }
}

const Drawn = ({ board, lookbackMs, width, height, scale }: Omit<WallDashboardProps, 'id'> & { readonly board: Board; readonly lookbackMs: number | null }): ReactNode => {
  const bridge = useBridge()
  const all = useGarda(select.sources)
  const source = useMemo(() => Object.values(all).find(canAsk) ?? null, [all])
  const time = useTimeView({ sourceMs: source?.intervalMs ?? DEFAULT_INTERVAL_MS, compares: false, first: rangeFor(lookbackMs) })
  const { resolved } = useVariables(bridge, board.variables, source, time.rangeId, time.window)
  const variables = useMemo(() => new Map((resolved ?? []).map((r) => [r.variable.name, r.chosen])), [resolved])
  const fit = useMemo(() => (resolved ? fitBoard(expand(board, variables), { width, height, scale }) : null), [board, resolved, variables, width, height, scale])
  const title = clean(board.title, { max: 120 })
  if (source === null) return <p className={css['onWall']} style={{ fontSize: 20 * scale }}>{t('dashboards.noSource')}</p>
  if (!fit) return <div data-asking />
  const column = (width / fit.scale + fit.gap) / 24
  return (
    <div inert className={css['onWall']} style={{ zoom: fit.scale }} role="group" aria-label={title}>
      {fit.placed.map(({ shown, cell }) => {
        const size = { width: Math.floor(cell.w * column - fit.gap), height: Math.floor(cell.h * (fit.row + fit.gap) - fit.gap) }
        const style: CSSProperties = { left: cell.x * column, top: cell.y * (fit.row + fit.gap), ...size }
        return (
          <div key={shown.key} className={css['placed']} style={style}>
            <Mending what={clean(shown.tile.title, { max: 120 })}><TileView shown={shown} variables={variables} source={source} time={time} {...size} near /></Mending>
          </div>
        )
      })}
    </div>
  )
}
