import { memo, useMemo, type CSSProperties, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { Health } from '@shared/domain/service'
import type { ServiceRow } from '../../state/select/services'
import { Glyph } from '../../ui'
import { cellsOf, gridOf, longestName } from './grid'
import css from './wall.module.css'

/** Every service in its place, as large as there is room for. `width` and `height` in units. */
export const Matrix = memo(({ rows, width, height, most = 34 }: { readonly rows: readonly ServiceRow[]; readonly width: number; readonly height: number; readonly most?: number }): ReactNode => {
  const { cells, more } = useMemo(() => cellsOf(rows), [rows])
  const names = useMemo(() => cells.map((row) => clean(row.service.name, { max: 80 })), [cells])
  const count = cells.length + (more > 0 ? 1 : 0)
  const longest = longestName(names)
  const grid = useMemo(() => gridOf(count, longest, { width, height, most }), [count, longest, width, height, most])
  const style = { '--columns': grid.columns, '--rows': grid.rows, '--type': grid.type, '--gap': grid.gap, height: `calc(${height} * var(--u))` } as CSSProperties
  return (
    <ul className={css['matrix']} aria-label={t('wall.services')} style={style}>
      {cells.map((row, i) => <Cell key={row.service.key} name={names[i]!} health={row.health} held={row.held} />)}
      {more > 0 && <li className={css['more']}>{t('wall.services.more', { count: more })}</li>}
    </ul>
  )
})
Matrix.displayName = 'Matrix'

const Cell = memo(({ name, health, held }: { readonly name: string; readonly health: Health; readonly held: boolean }): ReactNode => (
  <li className={`sev-${health}`} data-health={health} data-held={held || undefined}><Glyph tone={health} hold={held ? 'held' : 'open'} /><span>{name}</span></li>
))
Cell.displayName = 'Cell'
