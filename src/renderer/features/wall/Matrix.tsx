import { memo, useMemo, type CSSProperties, type ReactNode } from 'react'
import { t } from '@shared/text/catalogue'
import { clean } from '@shared/text/clean'
import type { Page } from '@shared/domain/page'
import type { ServiceRow } from '../../state/select/services'
import { Glyph, type Tone } from '../../ui'
import { cellsOf, gridOf, longestName } from './grid'
import css from './wall.module.css'

interface MatrixProps { readonly rows: readonly ServiceRow[]; readonly calls: readonly Page[]; readonly width: number; readonly height: number; readonly most?: number }
/** Every service in its place, as large as there is room for. `calls`: pages that ask for somebody; `width` and `height` in units. */
export const Matrix = memo(({ rows, calls, width, height, most = 34 }: MatrixProps): ReactNode => {
  const { cells, more } = useMemo(() => cellsOf(rows), [rows])
  const names = useMemo(() => cells.map((row) => clean(row.service.name, { max: 80 })), [cells])
  const asking = useMemo(() => new Set(calls.flatMap((page) => page.alerts)), [calls])
  const count = cells.length + (more > 0 ? 1 : 0)
  const longest = longestName(names)
  const grid = useMemo(() => gridOf(count, longest, { width, height, most }), [count, longest, width, height, most])
  const style = { '--columns': grid.columns, '--rows': grid.rows, '--type': grid.type, '--gap': grid.gap, height: `calc(${height} * var(--u))` } as CSSProperties
  return (
    <ul className={css['matrix']} aria-label={t('wall.services')} style={style}>
      {cells.map((row, i) => <Cell key={row.service.key} name={names[i]!} tone={toneOf(row, asking)} held={row.held} />)}
      {more > 0 && <li className={css['more']}>{t('wall.services.more', { count: more })}</li>}
    </ul>
  )
})
Matrix.displayName = 'Matrix'

/** What its health is; one that somebody is asked for has no tick, however little its alerts say of its health. */
const toneOf = ({ health, service }: ServiceRow, asking: ReadonlySet<string>): Tone => (health === 'ok' && service.alerts.some((id) => asking.has(id)) ? 'info' : health)

const Cell = memo(({ name, tone, held }: { readonly name: string; readonly tone: Tone; readonly held: boolean }): ReactNode => (
  <li className={`sev-${tone}`} data-health={tone} data-held={held || undefined}><Glyph tone={tone} hold={held ? 'held' : 'open'} /><span>{name}</span></li>
))
Cell.displayName = 'Cell'
